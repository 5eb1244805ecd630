// SPDX-License-Identifier: Apache-2.0
/// Reading, extending and overriding of documents; parsing and merging have files of their own.
#include "engine/scenario/document.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/scenario/canonical_text.hpp"
#include "engine/scenario/json_pointer.hpp"
#include "engine/scenario/json_text.hpp"
#include "engine/scenario/merge_patch.hpp"
#include "engine/scenario/syntax_fault.hpp"

namespace entente {
namespace {

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string kind_of(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "an array";
  if (value.is_string()) return "a string";
  if (value.is_number()) return "a number";
  return value.is_null() ? "null" : "true or false";
}

/// The path without ".", without empty steps and with ".." resolved where a folder precedes it, so
/// that two spellings of one path are equal. Nothing but text is looked at.
std::string normalized(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> steps;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (step.empty() || step == ".") continue;
    if (step == ".." && !steps.empty() && steps.back() != "..") {
      steps.pop_back();
    } else if (step != ".." || !absolute) {
      steps.push_back(step);
    }
  }
  std::string result = absolute ? "/" : "";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) result += '/';
    result += steps[i];
  }
  return result;
}

/// The name of a file that the file `from` calls `name`.
std::string resolved(std::string_view name, const std::string& from) {
  if (name.starts_with('/')) return normalized(name);
  const std::size_t folder = from.rfind('/') + 1;  // 0 without a slash
  return normalized(from.substr(0, folder).append(name));
}

void shift_sources(Origins& origins, std::uint32_t by) {
  origins.source += by;
  for (Origins& child : origins.children) shift_sources(child, by);
}

/// The text of the base, whose faults are told at the place that asked for it.
std::string text_of_base(const std::string& base, const ReadText& read_text,
                         const std::string& asked_at) {
  try {
    return read_text(base);
  } catch (const InputError& error) {
    std::vector<Fault> faults = error.faults();
    for (Fault& fault : faults) {
      fault.place = asked_at;
      fault.pointer = "/extends";
      fault.what = "cannot read the base " + in_quotes(base) + ": " + fault.what;
    }
    throw InputError(std::move(faults));
  }
}

/// Names that may stand for a step below this value.
std::vector<std::string> keys_of(const Json& value) {
  std::vector<std::string> keys;
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) keys.push_back(key);
  } else {
    for (const Json& element : value) {
      if (const std::string* id = id_of(element)) keys.push_back(*id);
    }
  }
  return keys;
}

std::string whole(std::string_view pointer) {
  return pointer.empty() ? "the document" : std::string(pointer);
}

/// Why `key` cannot be taken as a step below `parent`.
Fault no_such_step(std::string place, const std::string& parent_pointer, const Json& parent,
                   const std::string& key) {
  Fault fault{std::move(place), parent_pointer + '/' + pointer_step(key), "", ""};
  if (!parent.is_structured()) {
    fault.what = "nothing can be set below " + kind_of(parent);
    return fault;
  }
  const std::vector<std::string> keys = keys_of(parent);
  fault.what = "there is no " + in_quotes(key) + " in " + whole(parent_pointer);
  fault.remedy = did_you_mean(key, keys);
  if (keys.empty()) {
    fault.remedy =
        parent.empty() ? "it is empty" : "an index from 0 to " + std::to_string(parent.size() - 1);
  }
  return fault;
}

/// JSON if it is JSON, else a string. What can only be JSON gone wrong is a fault: an object, an
/// array or a quoted string that does not parse, and a number that is too large.
JsonText value_of_flag(const std::string& flag, std::string_view text) {
  try {
    return parse_json(flag, text);
  } catch (const InputError& error) {
    const bool meant_as_json = text.find_first_of("{[\"") == 0 || is_json_number(text);
    if (meant_as_json) {
      Fault fault = error.faults().front();
      throw InputError({flag, "", "the value is not JSON: " + fault.what, fault.remedy});
    }
    return {Json(std::string(text)), {}, {}};
  }
}

void remove_child(Json& parent, Origins& origins, std::size_t position) {
  const auto at = static_cast<std::ptrdiff_t>(position);
  parent.erase(std::next(parent.begin(), at));
  origins.children.erase(origins.children.begin() + at);
}

void strip_lines(Origins& origins) {
  origins.line = 0;
  for (Origins& child : origins.children) strip_lines(child);
}

}  // namespace

Document Document::parse(std::string_view name, std::string_view text) {
  JsonText parsed = parse_json(name, text);
  Document document;
  document.root_ = std::move(parsed.root);
  document.origins_ = std::move(parsed.origins);
  document.sources_ = {std::string(name)};
  document.faults_ = std::move(parsed.duplicates);
  for (Fault& fault : document.faults_) fault.pointer = document.with_ids(fault.pointer);
  return document;
}

Document Document::load(std::string_view name, const ReadText& read_text) {
  std::vector<std::string> names{std::string(name)};
  std::vector<Document> chain;
  chain.push_back(parse(name, read_text(names.front())));
  while (chain.back().root_.is_object() && chain.back().root_.contains("extends")) {
    Document& last = chain.back();
    const Json& extends = last.root_.at("extends");
    if (!extends.is_string()) {
      throw InputError(last.fault_at("/extends", "\"extends\" is " + kind_of(extends),
                                     "give the name of a file as a string"));
    }
    const std::string base = resolved(extends.get_ref<const std::string&>(), names.back());
    const auto seen = std::find_if(names.begin(), names.end(), [&](const std::string& earlier) {
      return normalized(earlier) == base;
    });
    if (seen != names.end()) {
      std::string circle;
      for (auto step = seen; step != names.end(); ++step) circle += *step + " -> ";
      throw InputError(last.fault_at("/extends", "the files extend one another: " + circle + *seen,
                                     "remove \"extends\" from one of them"));
    }
    const std::string text = text_of_base(base, read_text, last.place("/extends"));
    const auto position = find_child(last.root_, "extends", Prefer::kIndex).value();
    last.origins_.children.erase(last.origins_.children.begin() +
                                 static_cast<std::ptrdiff_t>(position));
    last.root_.erase("extends");
    names.push_back(base);
    chain.push_back(parse(base, text));
  }
  Document result = std::move(chain.back());
  for (std::size_t i = chain.size() - 1; i-- > 0;) result.merge(std::move(chain[i]));
  return result;
}

std::string Document::place_of(const Origins& origins) const {
  const std::string& source = sources_[origins.source];
  return origins.line == 0 ? source : source + ':' + std::to_string(origins.line);
}

std::string Document::place(std::string_view pointer) const {
  const Json* value = &root_;
  const Origins* origins = &origins_;
  for (const std::string& key : pointer_keys(pointer)) {
    const auto position = find_child(*value, key, Prefer::kIndex);
    if (!position) break;
    value = &child_at(*value, *position);
    origins = &origins->children[*position];
  }
  return place_of(*origins);
}

std::string Document::with_ids(std::string_view pointer) const {
  const Json* value = &root_;
  std::string result;
  for (const std::string& key : pointer_keys(pointer)) {
    const auto position = value ? find_child(*value, key, Prefer::kIndex) : std::nullopt;
    const bool in_array = value && value->is_array();
    value = position ? &child_at(*value, *position) : nullptr;
    const std::string* id = in_array && value ? id_of(*value) : nullptr;
    result += '/' + pointer_step(id ? *id : key);
  }
  return result;
}

Fault Document::fault_at(std::string_view pointer, std::string what, std::string remedy) const {
  return {place(pointer), with_ids(pointer), std::move(what), std::move(remedy)};
}

void Document::merge(Document patch) {
  shift_sources(patch.origins_, static_cast<std::uint32_t>(sources_.size()));
  std::move(patch.sources_.begin(), patch.sources_.end(), std::back_inserter(sources_));
  std::move(patch.faults_.begin(), patch.faults_.end(), std::back_inserter(faults_));
  merge_patch(root_, origins_, std::move(patch.root_), std::move(patch.origins_));
}

void Document::set(std::string_view assignment) {
  const std::string flag = "--set " + std::string(assignment);
  if (find_not_utf8(assignment) != std::string_view::npos) {
    throw InputError({"--set", "", "the assignment is not UTF-8", ""});
  }
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos || equals == 0 || !assignment.starts_with('/')) {
    const bool has_value = equals != std::string_view::npos;
    throw InputError({flag, "",
                      has_value ? "the pointer does not begin with \"/\"" : "there is no \"=\"",
                      "write POINTER=VALUE, such as /simulation/seed=7"});
  }
  std::vector<std::string> keys = pointer_keys(assignment.substr(0, equals));
  const std::string last = std::move(keys.back());
  keys.pop_back();

  Json* parent = &root_;
  Origins* origins = &origins_;
  std::string pointer;
  for (const std::string& key : keys) {
    const auto position = find_child(*parent, key, Prefer::kId);
    if (!position) throw InputError(no_such_step(flag, pointer, *parent, key));
    parent = &child_at(*parent, *position);
    origins = &origins->children[*position];
    pointer += '/' + pointer_step(key);
  }
  auto position = find_child(*parent, last, Prefer::kId);
  if (!position && !parent->is_object()) {
    throw InputError(no_such_step(flag, pointer, *parent, last));
  }

  JsonText value = value_of_flag(flag, assignment.substr(equals + 1));
  if (value.root.is_null()) {
    if (!position) throw InputError(no_such_step(flag, pointer, *parent, last));
    remove_child(*parent, *origins, *position);
    return;
  }
  strip_lines(value.origins);
  shift_sources(value.origins, static_cast<std::uint32_t>(sources_.size()));
  sources_.push_back(flag);
  for (Fault& fault : value.duplicates) {
    faults_.push_back({flag, std::string(assignment.substr(0, equals)) + fault.pointer,
                       std::move(fault.what), "remove one"});
  }
  if (!position) {
    position = parent->size();
    parent->emplace(last, nullptr);
    origins->children.emplace_back();
  }
  child_at(*parent, *position) = std::move(value.root);
  origins->children[*position] = std::move(value.origins);
}

std::string Document::canonical() const {
  if (!root_.is_object() || !root_.contains("extends")) return canonical_text(root_);
  Json without = root_;
  without.erase("extends");
  return canonical_text(without);
}

std::string Document::digest() const { return digest_of(canonical()); }

}  // namespace entente

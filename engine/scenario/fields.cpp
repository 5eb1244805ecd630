// SPDX-License-Identifier: Apache-2.0
/// Types of JSON values, unknown and missing keys.
#include "engine/scenario/fields.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "engine/base/nearest.hpp"
#include "engine/scenario/json_pointer.hpp"

namespace entente {
namespace {

constexpr std::size_t kLongestShown = 60;
constexpr std::size_t kListedInFull = 6;
constexpr std::size_t kListedOfMore = 4;
/// Beyond it not every whole number is a double.
constexpr double kLargestExactWhole = 9007199254740992.0;

/// The whole number that the value is, whether written 1000 or 1e3.
std::optional<std::uint64_t> whole_number(const Json& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  if (!value.is_number_float()) return std::nullopt;  // what is left of integers is negative
  const double number = value.get<double>();
  if (!(number >= 0 && number <= kLargestExactWhole) || number != std::floor(number)) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(number);
}

}  // namespace

std::string in_quotes(std::string_view text) { return Json(text).dump(); }

std::string in_digits(double number) {
  return number == 0 ? "0" : fmt::format("{}", number);  // no "-0"
}

std::string in_digits(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3;) digits.insert(i -= 3, 1, ',');
  return digits;
}

std::string in_words(const Json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  if (value.is_number_float()) return in_digits(value.get<double>());
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  // No cutting within a character or a line: long texts are told by their kind.
  return text.size() <= kLongestShown ? value.dump() : "a text";
}

std::string listed(const std::vector<std::string>& items, std::string_view last) {
  const std::size_t shown = items.size() <= kListedInFull ? items.size() : kListedOfMore;
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == items.size() ? ' ' + std::string(last) + ' ' : ", ";
    text += items[i];
  }
  if (shown == items.size()) return text;
  return text + ' ' + std::string(last) + ' ' + std::to_string(items.size() - shown) + " more";
}

void Node::fault(std::string what, std::string remedy) const {
  faults_->add(pointer_, std::move(what), std::move(remedy));
}

void Node::expected(std::string_view what, std::string remedy) const {
  fault("expected " + std::string(what) + ", found " + in_words(*value_), std::move(remedy));
}

std::optional<std::string> Node::text() const {
  if (value_->is_string()) return value_->get<std::string>();
  expected("a text");
  return std::nullopt;
}

std::optional<bool> Node::truth() const {
  if (value_->is_boolean()) return value_->get<bool>();
  expected("true or false");
  return std::nullopt;
}

std::optional<double> Node::number() const {
  if (value_->is_number()) return value_->get<double>();
  expected("a number");
  return std::nullopt;
}

std::optional<std::uint64_t> Node::whole(std::uint64_t lo, std::uint64_t hi) const {
  const auto number = whole_number(*value_);
  if (number && *number >= lo && *number <= hi) return number;
  expected("a whole number from " + in_digits(lo) + " to " + in_digits(hi));
  return std::nullopt;
}

std::vector<Node> Node::elements(std::string_view what, std::string remedy) const {
  std::vector<Node> nodes;
  if (!value_->is_array()) {
    expected(what, std::move(remedy));
    return nodes;
  }
  nodes.reserve(value_->size());
  for (const Json& element : *value_) {
    nodes.emplace_back(element, pointer_ + '/' + std::to_string(nodes.size()), *faults_);
  }
  return nodes;
}

std::vector<Member> Node::members(std::string_view what, std::string remedy) const {
  std::vector<Member> members;
  if (!value_->is_object()) {
    expected(what, std::move(remedy));
    return members;
  }
  members.reserve(value_->size());
  for (const auto& [key, value] : value_->get_ref<const Json::object_t&>()) {
    members.push_back({key, Node(value, pointer_ + '/' + pointer_step(key), *faults_)});
  }
  return members;
}

Fields::Fields(Node object, std::string_view expected, std::string remedy)
    : object_(std::move(object)) {
  if (!object_.json().is_object()) object_.expected(expected, std::move(remedy));
}

bool Fields::has(std::string_view key) const {
  return object_.json().is_object() && object_.json().contains(std::string(key));
}

std::optional<Node> Fields::get(std::string_view key) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  if (!object_.json().is_object()) return std::nullopt;
  const auto found = object_.json().find(std::string(key));
  if (found == object_.json().end()) return std::nullopt;
  return Node(*found, object_.pointer() + '/' + pointer_step(key), object_.faults());
}

std::optional<Node> Fields::need(std::string_view key, std::string hint) {
  std::optional<Node> value = get(key);
  if (!value && object_.json().is_object()) {
    missing_.push_back({std::string(key), std::move(hint)});
  }
  return value;
}

std::string Fields::text(std::string_view key) {
  const std::optional<Node> value = get(key);
  return value ? value->text().value_or("") : "";
}

void Fields::done() {
  if (!object_.json().is_object()) return;
  FaultList& faults = object_.faults();
  for (const auto& [key, value] : object_.json().get_ref<const Json::object_t&>()) {
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    const std::string pointer = object_.pointer() + '/' + pointer_step(key);
    if (faults.full()) {
      faults.add(pointer, "");
      continue;
    }
    faults.add(pointer, "unknown key " + in_quotes(key), did_you_mean(key, asked_));
    // A misspelt key is one fault, not also the absence of the right one.
    const std::string_view meant = nearest(key, asked_);
    std::erase_if(missing_, [&](const Missing& missing) { return missing.key == meant; });
  }
  report_missing();
}

void Fields::report_missing() {
  for (const Missing& missing : missing_) {
    object_.fault(in_quotes(missing.key) + " is missing",
                  "add " + in_quotes(missing.key) + ": " + missing.hint);
  }
}

}  // namespace entente

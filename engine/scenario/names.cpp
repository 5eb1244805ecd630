// SPDX-License-Identifier: Apache-2.0
/// Checking ids and looking them up.
#include "engine/scenario/names.hpp"

#include <algorithm>

#include "engine/base/nearest.hpp"

namespace entente {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool may_follow(char c) { return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-'; }

bool is_id(std::string_view text) {
  return !text.empty() && is_letter_or_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), may_follow);
}

/// The text with every run of what may not stand in an id replaced by "-".
std::string as_id(std::string_view text) {
  std::string id;
  for (const char c : text) {
    if (is_letter_or_digit(c) || (!id.empty() && may_follow(c))) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

std::string rule_for_ids(std::string_view wrong) {
  std::string rule = "letters, digits, \"_\", \".\" and \"-\", beginning with a letter or digit";
  const std::string suggestion = as_id(wrong);
  return suggestion.empty() ? rule : rule + ": " + in_quotes(suggestion);
}

}  // namespace

void Names::add(const std::string& id, const Node& at) {
  if (!is_id(id)) at.fault(in_quotes(id) + " is not an id", rule_for_ids(id));
  const auto [known, is_new] = positions_.emplace(id, ids_.size());
  if (!is_new) {
    at.fault("another " + kind_ + " has the id " + in_quotes(id),
             "rename one of them; the other is at " + at.faults().place(pointers_[known->second]));
  }
  ids_.push_back(id);
  pointers_.push_back(at.pointer());
}

void Names::add_unreadable() {
  complete_ = false;
  ids_.emplace_back();
  pointers_.emplace_back();
}

std::optional<std::size_t> Names::find(const std::string& id) const {
  const auto found = positions_.find(id);
  return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> Names::refer(const std::string& id, const Node& at) const {
  const auto found = find(id);
  if (!found && complete_) {
    // Looking for what was meant takes time, which many faults would add up to.
    std::string remedy = at.faults().full() ? "" : did_you_mean(id, ids_);
    if (ids_.empty()) remedy = "the scenario has none";
    at.fault("there is no " + kind_ + ' ' + in_quotes(id), std::move(remedy));
  }
  return found;
}

std::optional<std::size_t> Names::refer(const Node& id) const {
  if (!id.json().is_string()) {
    const bool vowel = std::string_view("aeiou").find(kind_.front()) != std::string_view::npos;
    id.expected(std::string("the id of ") + (vowel ? "an " : "a ") + kind_);
    return std::nullopt;
  }
  return refer(id.json().get_ref<const std::string&>(), id);
}

std::vector<std::size_t> Names::refer_list(const Node& list) const {
  std::vector<std::size_t> found;
  std::vector<bool> seen(ids_.size());
  for (const Node& element : list.elements("a list of ids")) {
    const auto position = refer(element);
    if (!position) continue;
    if (seen[*position]) {
      element.fault(in_quotes(ids_[*position]) + " stands in this list twice", "remove one");
      continue;
    }
    seen[*position] = true;
    found.push_back(*position);
  }
  return found;
}

std::vector<std::size_t> Names::refer_one_or_more(const Node& list) const {
  if (list.json().is_array()) {
    if (list.json().empty()) list.fault("the list is empty", "name at least one " + kind_);
    return refer_list(list);
  }
  const auto position = refer(list);
  return position ? std::vector<std::size_t>{*position} : std::vector<std::size_t>{};
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Sorting the numbers that the reader met by section and by what they rest on.
#include "engine/scenario/evidence.hpp"

#include <optional>

#include "engine/scenario/json_pointer.hpp"
#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

/// In the order in which sections are listed.
constexpr std::array<std::string_view, 12> kSections = {
    "issues",     "weights",      "positions",  "clauses", "risk aversion", "no agreement",
    "delay cost", "ratification", "strategies", "world",   "events",        "agreement"};

std::string_view section_of(const std::vector<std::string>& keys) {
  const std::string& top = keys.front();
  const std::string below = keys.size() > 2 ? keys[2] : "";
  if (top == "world") return keys.size() > 1 && keys[1] == "events" ? "events" : "world";
  if (top != "parties") return top == "issues" ? "issues" : "agreement";
  if (below == "preferences") {
    return keys.size() > 4 && keys[4] == "weight" ? "weights" : "positions";
  }
  if (below == "clauses") return "clauses";
  if (below == "risk_aversion") return "risk aversion";
  if (below == "no_agreement") return "no agreement";
  if (below == "delay_cost") return "delay cost";
  if (below == "ratification") return "ratification";
  return below == "strategy" ? "strategies" : "positions";
}

/// Not so an object of names, one of which happens to be that word: below it is an object or
/// number.
bool states(const Json& value, const char* key) {
  if (!value.is_object()) return false;
  const auto found = value.find(key);
  return found != value.end() && (found->is_string() || found->is_array());
}

/// What the nearest enclosing object states, the value itself included.
Basis basis_at(const Json& root, const std::vector<std::string>& keys) {
  Basis basis = Basis::unmarked;
  const Json* value = &root;
  for (std::size_t depth = 0;; ++depth) {
    const bool source = states(*value, "source");
    const bool assumption = states(*value, "assumption");
    if (source || assumption) {
      basis = !assumption ? Basis::source : source ? Basis::both : Basis::assumption;
    }
    if (depth == keys.size()) return basis;
    const auto position = find_child(*value, keys[depth], Prefer::kIndex);
    if (!position) return basis;
    value = &child_at(*value, *position);
  }
}

/// Follows names of quantities to the first that states what it rests on.
Basis basis_of(const Json& root, const NumberRead& number) {
  Basis basis = basis_at(root, pointer_keys(number.pointer));
  std::string pointer = number.quantity;
  while (basis == Basis::unmarked && !pointer.empty()) {
    basis = basis_at(root, pointer_keys(pointer));
    const Json* value = &root;
    for (const std::string& key : pointer_keys(pointer)) value = &value->at(key);
    while (value->is_object() && value->contains("base")) value = &value->at("base");
    pointer = value->is_string() ? "/quantities/" + pointer_step(value->get<std::string>()) : "";
  }
  return basis;
}

}  // namespace

Evidence evidence_of(const Document& document) {
  Reading reading(document);
  (void)read_all(reading, document);
  Evidence evidence;
  for (const std::string_view name : kSections) {
    evidence.sections.push_back({std::string(name), {}});
  }
  for (const NumberRead& number : reading.numbers) {
    const Basis basis = basis_of(document.root(), number);
    const std::string_view section = section_of(pointer_keys(number.pointer));
    for (Evidence::Section& candidate : evidence.sections) {
      if (candidate.name == section) ++candidate.counts[static_cast<std::size_t>(basis)];
    }
    ++evidence.total[static_cast<std::size_t>(basis)];
    if (basis == Basis::unmarked) evidence.unmarked.push_back(document.with_ids(number.pointer));
  }
  std::erase_if(evidence.sections,
                [](const auto& section) { return section.counts == BasisCounts{}; });
  return evidence;
}

}  // namespace entente

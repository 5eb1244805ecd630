// SPDX-License-Identifier: Apache-2.0
/// Sizes of blocks and what ties them together.
#include "engine/scenario/block_checks.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "engine/scenario/red_lines.hpp"

namespace entente {
namespace {

constexpr std::uint64_t kUncountable = 1'000'000'000'000'000'000;

std::string clause_pointer(std::size_t party, std::size_t clause) {
  return "/parties/" + std::to_string(party) + "/clauses/" + std::to_string(clause);
}

std::string named(const Party& party, const Clause& clause) {
  return in_quotes(clause.id) + " of " + in_quotes(party.id);
}

std::uint64_t product_of_options(const Scenario& scenario, const std::vector<IssueId>& issues) {
  std::uint64_t product = 1;
  for (const IssueId issue : issues) {
    const std::uint64_t options = scenario.issues[issue].options.size();
    if (product > kUncountable / options) return kUncountable;
    product *= options;
  }
  return product;
}

void report_large_block(Reading& reading, const Scenario& scenario,
                        const std::vector<IssueId>& issues, std::uint64_t rows) {
  std::vector<std::string> sizes;
  for (const IssueId issue : issues) {
    sizes.push_back(in_quotes(scenario.issues[issue].id) + " (" +
                    std::to_string(scenario.issues[issue].options.size()) + ")");
  }
  std::vector<std::string> clauses;
  std::string first;
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const Party& party = scenario.parties[p];
    for (std::size_t c = 0; c < party.clauses.size(); ++c) {
      const auto& when = party.clauses[c].when;
      if (when.size() < 2) continue;
      if (!std::binary_search(issues.begin(), issues.end(), when.front().issue)) continue;
      clauses.push_back(named(party, party.clauses[c]));
      if (first.empty()) first = clause_pointer(p, c);
    }
  }
  reading.faults.add(first,
                     "clauses tie " + std::to_string(issues.size()) + " issues into a block of " +
                         (rows == kUncountable ? "more than 10^18" : in_digits(rows)) +
                         " combinations; the limit is " +
                         in_digits(std::uint64_t{Blocks::kMostRows}) + ": " + listed(sizes),
                     "split or drop one of the clauses: " + listed(clauses, "or"));
}

/// Whether every block, and all together, can be enumerated.
bool check_sizes(Reading& reading, const Scenario& scenario,
                 const std::vector<std::vector<IssueId>>& scopes) {
  const std::size_t before = reading.faults.count();
  std::uint64_t all = 0;
  for (const auto& component : Blocks::components(scenario.issues.size(), scopes)) {
    const std::uint64_t rows = product_of_options(scenario, component);
    if (rows > Blocks::kMostRows) report_large_block(reading, scenario, component, rows);
    all = std::min(all + rows, kUncountable);
  }
  if (reading.faults.count() == before && all > kMostRows) {
    reading.faults.add("/issues",
                       "issues and clauses make " + in_digits(all) +
                           " combinations in all blocks together; the limit is " +
                           in_digits(std::uint64_t{kMostRows}),
                       "merge options, or drop clauses that tie issues together");
  }
  return reading.faults.count() == before;
}

}  // namespace

void build_blocks(Reading& reading, Scenario& scenario) {
  std::vector<std::vector<IssueId>> scopes;
  for (const Party& party : scenario.parties) {
    for (const Clause& clause : party.clauses) {
      scopes.emplace_back();
      for (const Clause::Condition& condition : clause.when) {
        scopes.back().push_back(condition.issue);
      }
    }
  }
  if (!check_sizes(reading, scenario, scopes)) return;
  std::vector<std::size_t> options;
  for (const Issue& issue : scenario.issues) options.push_back(issue.options.size());
  scenario.blocks = Blocks(options, scopes);

  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const PartyId party(p);
    for (Contradiction& found : contradictions(scenario, std::span(&party, 1))) {
      reading.faults.add(found.pointer, std::move(found.what), std::move(found.remedy));
    }
  }
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Listing clauses without an amount, and limits that are red lines.
#include "engine/model/red_line.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

#include "engine/model/utilities.hpp"

namespace entente {

std::vector<RedLine> red_lines_of(const Scenario& scenario) {
  std::vector<std::size_t> block_of(scenario.issues.size());
  for (std::size_t b = 0; b < scenario.blocks.size(); ++b) {
    for (const Blocks::Member& member : scenario.blocks[b].members) block_of[member.issue] = b;
  }
  std::vector<RedLine> lines;
  const auto add = [&](std::size_t party, const std::string& clause,
                       std::span<const Clause::Condition> when) {
    std::vector<IssueId> issues;
    for (const Clause::Condition& condition : when) issues.push_back(condition.issue);
    std::sort(issues.begin(), issues.end());
    const std::size_t block = block_of[issues.front()];
    lines.push_back(
        {PartyId(party), clause, std::move(issues), block, rows_matching(scenario.blocks, when)});
  };
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const Party& party = scenario.parties[p];
    for (const Clause& clause : party.clauses) {
      if (!clause.amount) add(p, clause.id, clause.when);
    }
    for (std::size_t i = 0; i < party.preferences.size(); ++i) {
      const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
      if (stance == nullptr || !stance->limit_is_red_line) continue;
      const Clause::Condition beyond =
          beyond_limit(*stance, IssueId(i), scenario.issues[i].options.size());
      add(p, "", {&beyond, 1});
    }
  }
  return lines;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The issues that decided a refusal.
#include "engine/negotiation/reasons.hpp"

#include <algorithm>

namespace entente {
namespace {

std::vector<IssueId> issues_of_red_lines(const Scenario& scenario, const Refusal& refusal) {
  const Party& party = scenario.parties[refusal.party];
  std::vector<IssueId> issues;
  for (const Clause& clause : party.clauses) {
    if (clause.amount || !hold(clause.when, refusal.text)) continue;
    for (const Clause::Condition& condition : clause.when) issues.push_back(condition.issue);
  }
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
    if (stance != nullptr && stance->limit_is_red_line && beyond_limit(*stance, refusal.text[i])) {
      issues.emplace_back(i);
    }
  }
  std::sort(issues.begin(), issues.end());
  issues.erase(std::unique(issues.begin(), issues.end()), issues.end());
  return issues;
}

struct Gain {
  IssueId issue;
  double most;
};

std::vector<Gain> gains(const UtilityView& own, const Package& text) {
  std::vector<Gain> gains;
  for (const Blocks::Block& block : *own.blocks) {
    const Row at = own.blocks->row(block, text);
    for (const Blocks::Member& member : block.members) {
      const Row first = at - member.stride * text[member.issue];
      double best = own.rows[at];
      for (Row o = 0; o < own.blocks->options(member.issue); ++o) {
        best = std::max(best, own.rows[first + member.stride * o]);
      }
      if (best > own.rows[at]) gains.push_back({member.issue, best - own.rows[at]});
    }
  }
  std::sort(gains.begin(), gains.end(), [](const Gain& a, const Gain& b) {
    return a.most != b.most ? a.most > b.most : a.issue < b.issue;
  });
  return gains;
}

}  // namespace

std::vector<IssueId> decisive_issues(const Scenario& scenario, const Refusal& refusal,
                                     const UtilityView& own) {
  if (refusal.ground == Ground::red_line) return issues_of_red_lines(scenario, refusal);
  std::vector<IssueId> issues;
  double missing = refusal.demanded - refusal.worth;
  for (const Gain& gain : gains(own, refusal.text)) {
    issues.push_back(gain.issue);
    missing -= gain.most;
    if (missing <= 0) break;
  }
  return issues;
}

}  // namespace entente

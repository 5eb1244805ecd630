// SPDX-License-Identifier: Apache-2.0
/// Sums over problems, and their means.
#include "analysis/survey/expected_problem.hpp"

#include <cassert>

namespace entente {

ExpectedProblem::ExpectedProblem(const Scenario& scenario)
    : scenario_(&scenario), parties_(scenario.parties.size()) {
  for (Party& party : parties_) party.sums.resize(scenario.blocks.rows());
}

void ExpectedProblem::add(const BargainingProblem& problem) {
  for (std::size_t p = 0; p < parties_.size(); ++p) {
    const UtilityView& view = problem.parties[p];
    Party& party = parties_[p];
    for (std::size_t row = 0; row < party.sums.size(); ++row) party.sums[row] += view.rows[row];
    party.no_agreement += problem.no_agreement[p];
    if (count_ == 0) party.red_lines.assign(view.red_lines.begin(), view.red_lines.end());
  }
  ++count_;
}

BargainingProblem ExpectedProblem::problem() {
  assert(count_ > 0);
  const auto count = static_cast<double>(count_);
  BargainingProblem problem{.scenario = scenario_, .parties = {}, .no_agreement = {}};
  for (Party& party : parties_) {
    party.means.clear();
    for (const double sum : party.sums) party.means.push_back(sum / count);
    problem.parties.push_back({&scenario_->blocks, party.means, party.red_lines});
    problem.no_agreement.push_back(party.no_agreement / count);
  }
  return problem;
}

}  // namespace entente

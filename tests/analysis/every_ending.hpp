// SPDX-License-Identifier: Apache-2.0
/// A scenario whose talks end in every way there is.
#pragma once

#include "tests/scenarios.hpp"

namespace entente::testing {

/// The eventful scenario with a hazard, a status quo on every issue, commitments, and a part that
/// two parties may settle among themselves.
inline Scenario scenario_of_every_ending(const Size& size) {
  Scenario scenario = eventful_scenario(size);
  scenario.title = "every ending";
  scenario.hazard = Quantity{.base = 0.02, .world = {}};
  for (Issue& issue : scenario.issues) {
    if (!issue.status_quo) issue.status_quo = static_cast<Option>(size.options / 2);
  }
  scenario.agreement.partial.push_back(
      {"two", "", {PartyId(0), PartyId(1)}, {IssueId(0), IssueId(1), IssueId(2)}});
  const Option best = static_cast<Option>(size.options - 1);
  scenario.world.events[1].effects.commitments.push_back(
      {PartyId(0), {{IssueId(0), {best}}, {IssueId(2), {best}}}, Uniform{0.01, 0.03}});
  settle(scenario);
  return scenario;
}

}  // namespace entente::testing

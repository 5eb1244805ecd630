// SPDX-License-Identifier: Apache-2.0
/// The other world of `run --branch`: what --set makes of a scenario, and from which round on.
#pragma once

#include <optional>
#include <string>

#include "cli/command.hpp"
#include "cli/scenario_files.hpp"

namespace entente::cli {

struct Branch {
  Scenario scenario;
  int round = 0;
  std::string settings;  ///< "/parties/russia/delay_cost=0.05"
};

/// What is wrong with --branch before any file is read. Throws UsageError.
void check_branch(const Arguments& arguments);

/// The branch asked for; none without --branch. Throws UsageError where the scenario cannot go on
/// as the other one, and InputError for its faults.
[[nodiscard]] std::optional<Branch> branch_of(const NamedScenario& base,
                                              const Arguments& arguments);

}  // namespace entente::cli

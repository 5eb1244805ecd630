// SPDX-License-Identifier: Apache-2.0
/// A branch beside what it departs from, on one screen.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/results/differences.hpp"
#include "analysis/results/summary.hpp"
#include "cli/branch.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

/// Both summaries side by side, with the paired differences and their intervals in plain words.
[[nodiscard]] std::string branch_screen(const Scenario& scenario, const Branch& branch,
                                        const Summary& base, const Summary& of_branch,
                                        const Differences& differences, std::uint64_t seed,
                                        const Terminal& terminal);

}  // namespace entente::cli

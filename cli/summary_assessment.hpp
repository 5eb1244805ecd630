// SPDX-License-Identifier: Apache-2.0
/// The outcomes of an ensemble held against all packages that there were, in a summary.
#pragma once

#include <string>

#include "analysis/results/summary.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

/// How often talks that failed had a deal to sign, when they began and when they ended. Empty if
/// none failed.
[[nodiscard]] std::string deals_missed(const Scenario& scenario, const Summary& summary,
                                       const Terminal& terminal);

/// How often agreements were efficient, and what they left on the table. Empty without agreements.
[[nodiscard]] std::string left_on_the_table(const Summary& summary, const Terminal& terminal);

/// Whether backing down from public words may cost a party at home: worths of packages are without.
[[nodiscard]] bool knows_vows(const Scenario& scenario);

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// The points of the negotiation in a summary: those contested most, and what was agreed on each.
#pragma once

#include <string>

#include "analysis/results/summary.hpp"
#include "cli/terminal.hpp"
#include "engine/model/scenario.hpp"

namespace entente::cli {

/// The five points most often named in last refusals, and by whom. Empty if nobody refused.
[[nodiscard]] std::string contested_points(const Scenario& scenario, const Summary& summary,
                                           const Terminal& terminal);

/// Where agreements are none or rare: over which points those whose signature counts refused last.
[[nodiscard]] std::string what_stood_in_the_way(const Scenario& scenario, const Summary& summary,
                                                const Terminal& terminal);

/// The option most often agreed on each point, or that it is set aside in at least half of the
/// agreements. Of many points nothing is told where agreements are rare, and those on which nearly
/// all agree as in a draft are counted, not listed. Empty without an
/// agreement.
[[nodiscard]] std::string usual_options(const Scenario& scenario, const Summary& summary,
                                        const Terminal& terminal);

}  // namespace entente::cli

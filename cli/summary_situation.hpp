// SPDX-License-Identifier: Apache-2.0
/// What surrounds the endings in a summary: texts on the table, concessions, the world.
#pragma once

#include <string>

#include "analysis/results/summary.hpp"
#include "cli/terminal.hpp"
#include "engine/model/scenario.hpp"

namespace entente::cli {

/// How often some text was one that enough parties could have signed, and how much was missing
/// else: whether deals were missed or there were none to miss.
[[nodiscard]] std::string how_near_they_came(const Scenario& scenario, const Summary& summary,
                                             const Terminal& terminal);

/// How often each party could sign each draft when the talks began, and its mean surplus over no
/// deal. Empty without drafts.
[[nodiscard]] std::string texts_on_the_table(const Scenario& scenario, const Summary& summary,
                                             const Terminal& terminal);

/// By how much each party came down from its opening, and what backing down cost it at home. Empty
/// if nobody tabled anything.
[[nodiscard]] std::string concessions(const Scenario& scenario, const Summary& summary,
                                      const Terminal& terminal);

/// Where the world stands when the talks end; of many variables by their ids, and of those that
/// never move only that. Empty without variables.
[[nodiscard]] std::string world_at_the_end(const Scenario& scenario, const Summary& summary,
                                           const Terminal& terminal);

}  // namespace entente::cli

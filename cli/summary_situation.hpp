// SPDX-License-Identifier: Apache-2.0
/// What surrounds the endings in a summary: texts on the table, concessions, the world.
#pragma once

#include <string>

#include "analysis/results/summary.hpp"
#include "cli/terminal.hpp"
#include "engine/model/scenario.hpp"

namespace entente::cli {

/// How often each party could sign each draft when the talks began, and its mean surplus over no
/// deal. Empty without drafts.
[[nodiscard]] std::string texts_on_the_table(const Scenario& scenario, const Summary& summary,
                                             const Terminal& terminal);

/// By how much each party came down from its opening, and what backing down cost it at home. Empty
/// if nobody tabled anything.
[[nodiscard]] std::string concessions(const Scenario& scenario, const Summary& summary,
                                      const Terminal& terminal);

/// Where the world stands when the talks end. Empty without variables.
[[nodiscard]] std::string world_at_the_end(const Scenario& scenario, const Summary& summary,
                                           const Terminal& terminal);

}  // namespace entente::cli

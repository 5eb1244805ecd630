// SPDX-License-Identifier: Apache-2.0
/// Red lines that leave no package: of one party, which is a mistake, or of several together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/scenario/document.hpp"

namespace entente {

/// A set of red lines that forbid every combination of some issues, none of which can be spared.
struct Contradiction {
  std::string pointer;  ///< of one of the red lines
  std::string what;     ///< whose red lines leave nothing of which issues
  std::string remedy;   ///< the red lines, one of which would have to be relaxed
};

/// The contradictions of all red lines of these parties together, none exactly if they leave a
/// package: for each block, in which red lines stay, contradictions without a red line in common,
/// until the rest no longer forbids all. To open a package, one line of each has to be relaxed.
[[nodiscard]] std::vector<Contradiction> contradictions(const Scenario& scenario,
                                                        std::span<const PartyId> parties);

/// Those of the parties that must sign: no negotiation of the scenario can end in an agreement. The
/// reader does not refuse such a scenario, for what would have to move is a question to ask of it.
[[nodiscard]] std::vector<Fault> irreconcilable_red_lines(const Document& document,
                                                          const Scenario& scenario);

}  // namespace entente

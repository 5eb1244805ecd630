// SPDX-License-Identifier: Apache-2.0
/// The cheapest openings, one function per currency: see the .cpp for methods and bounds.
#pragma once

#include <optional>
#include <span>

#include "analysis/agreements/obstacles.hpp"

namespace entente {

/// The cheapest opening over all sets of signatories, or that there is none.
struct Cheapest {
  std::optional<Opening> opening;
  bool settled = false;  ///< the opening is proven to be cheapest; without one, that none exists
};

/// Where `nearest` and the margin come from: the cost is the greatest least gain, turned round.
[[nodiscard]] Cheapest uniform_opening(const BargainingProblem& problem, const Zones& zones,
                                       const Effort& effort);
[[nodiscard]] Cheapest total_opening(const BargainingProblem& problem, const Zones& zones,
                                     const Effort& effort);

/// What relaxing red lines can bring.
struct LineOpenings {
  Cheapest fewest_lines;
  Cheapest fewest_aside;
};
[[nodiscard]] LineOpenings line_openings(const BargainingProblem& problem, const Zones& zones,
                                         std::span<const RedLine> red_lines, const Effort& effort);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Counting the packages of a zone without listing them, and drawing from them.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/agreements/space.hpp"
#include "analysis/agreements/tilt.hpp"
#include "engine/base/random.hpp"

namespace entente {

struct ZoneCount {
  double count = 0;                        ///< exact up to 2^53, then to the rounding of sums
  std::vector<std::vector<Pick>> samples;  ///< uniform, independent; none if the zone is empty
};

/// None if `most_nodes` steps did not suffice (a step takes about a hundred bytes), when `stop`
/// became true, or where the space has more than 10^300 packages, which such a count cannot hold.
/// Precondition: the demands are not hopeless, and there are some.
[[nodiscard]] std::optional<ZoneCount> count_zone(const Space& space, const Demands& demands,
                                                  const Tilt& tilt, std::uint64_t most_nodes,
                                                  std::size_t samples, Stream& stream,
                                                  const std::atomic<bool>* stop);

}  // namespace entente

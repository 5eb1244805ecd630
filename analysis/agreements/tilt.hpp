// SPDX-License-Identifier: Apache-2.0
/// Exponential tilting: the random packages that come nearest to being uniform over a zone, and
/// what they prove about its size.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "analysis/agreements/space.hpp"

namespace entente {

/// What a zone asks of packages: of some members at least their floors. Members whom every package
/// satisfies are left out, floors are lowered by the rounding of sums.
struct Demands {
  std::size_t members = 0;
  std::vector<double> floors;  ///< by member
  std::vector<double> worth;   ///< by pick, then member
  bool hopeless = false;       ///< no package is open, or some member cannot reach its floor

  Demands(const Space& space, std::span<const double> space_floors);
  [[nodiscard]] std::span<const double> of(Pick pick) const {
    return {worth.data() + pick * members, members};
  }
  /// The least and the greatest worth of a block's picks to a member.
  [[nodiscard]] std::pair<double, double> range(const Space& space, std::size_t block,
                                                std::size_t member) const;
  /// The blocks in the order of how much their picks differ, all members' ranges added up, the most
  /// first.
  [[nodiscard]] std::vector<std::size_t> by_range(const Space& space) const;
};

/// Prices of the members' worths, at least 0, and what they prove.
struct Tilt {
  std::vector<double> prices;  ///< by member of the demands
  /// The natural logarithm of a number that the zone's is not above.
  double log_most = 0;
  bool empty = false;  ///< proven: the zone has no package
};

/// The sum of prices x worths, in order.
[[nodiscard]] double priced(std::span<const double> prices, std::span<const double> worths);

/// Precondition: the demands are not hopeless.
[[nodiscard]] Tilt tilt_of(const Space& space, const Demands& demands);

}  // namespace entente

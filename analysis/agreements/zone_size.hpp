// SPDX-License-Identifier: Apache-2.0
/// How many packages a zone has, and packages drawn from it at random, all with the same chance.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/agreements/optimum.hpp"
#include "analysis/agreements/space.hpp"

namespace entente {

struct ZoneSizeOptions {
  std::uint64_t most_nodes = 200'000;  ///< of exact counting; beyond it the number is estimated
  std::uint64_t trials = 100'000;      ///< of the estimate, at most
  std::size_t samples = 200;           ///< packages wanted
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;
};

struct ZoneSize {
  bool exact = false;
  /// Decimal logarithms, as numbers may exceed every type; minus infinity for none. Low and high:
  /// an interval of 95 % around an estimate; both the number itself where it is exact. An estimate
  /// without a hit is minus infinity, with what the interval still allows.
  double log10_count = 0;
  double log10_low = 0;
  double log10_high = 0;
  double log10_packages = 0;  ///< of the whole space
  std::uint64_t trials = 0;   ///< of the estimate; it ends early once it is within about 1 % and
                              ///< has its samples
  std::uint64_t hits = 0;     ///< trials that led into the zone
  /// Drawn independently, each package of the zone with the same chance; fewer than wanted if the
  /// trials did not yield more, none if the zone is empty.
  std::vector<Package> samples;
};

/// Of the packages in which every member has at least its floor.
[[nodiscard]] ZoneSize zone_size(const Space& space, std::span<const double> floors,
                                 const ZoneSizeOptions& options = {});

}  // namespace entente

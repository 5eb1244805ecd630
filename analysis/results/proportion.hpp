// SPDX-License-Identifier: Apache-2.0
/// Proportions with their uncertainty.
#pragma once

#include <cstdint>

namespace entente {

/// The standard normal quantile of 0.975, for intervals of 95 %.
inline constexpr double kNormal95 = 1.959963984540054;

/// A share of replications and its 95 % interval.
struct Proportion {
  std::uint64_t count = 0;
  double share = 0;  ///< count / of; 0 of nothing
  double low = 0;
  double high = 1;
};

/// The share count / of with the score interval of Wilson, "Probable inference, the law of
/// succession, and statistical inference", JASA 22 (1927): with p the share and n = of,
///     (p + z^2/2n -+ z sqrt(p (1-p) / n + z^2/4n^2)) / (1 + z^2/n).
/// Of nothing, nothing is known: [0, 1]. Precondition: count <= of.
[[nodiscard]] Proportion proportion(std::uint64_t count, std::uint64_t of);

}  // namespace entente

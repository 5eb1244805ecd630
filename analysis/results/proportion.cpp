// SPDX-License-Identifier: Apache-2.0
/// Wilson's score interval.
#include "analysis/results/proportion.hpp"

#include <cassert>
#include <cmath>

namespace entente {

Proportion proportion(std::uint64_t count, std::uint64_t of) {
  assert(count <= of);
  if (of == 0) return {};
  const auto n = static_cast<double>(of);
  const double share = static_cast<double>(count) / n;
  const double square = kNormal95 * kNormal95;
  const double middle = share + square / (2 * n);
  const double reach = kNormal95 * std::sqrt(share * (1 - share) / n + square / (4 * n * n));
  const double scale = 1 + square / n;
  // At the ends the formula gives 0 and 1 but for rounding.
  return {.count = count,
          .share = share,
          .low = count == 0 ? 0 : (middle - reach) / scale,
          .high = count == of ? 1 : (middle + reach) / scale};
}

}  // namespace entente

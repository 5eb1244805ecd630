// SPDX-License-Identifier: Apache-2.0
/// Tango's score interval by bisection, and Welford's recurrence.
#include "analysis/results/paired.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "analysis/results/proportion.hpp"

namespace entente {
namespace {

/// The score statistic of a difference d in (-1, 1); falls as d rises.
double score(double b, double c, double n, double d) {
  // q solves 2n q^2 - (b + c - (2n - b + c) d) q - c d (1 - d) = 0.
  const double linear = (2 * n - b + c) * d - b - c;
  const double constant = -c * d * (1 - d);
  const double root = std::sqrt(std::max(0.0, linear * linear - 8 * n * constant));
  const double q = (root - linear) / (4 * n);
  const double variance = n * (2 * q + d * (1 - d));
  const double distance = b - c - n * d;
  // Without variance only the difference observed is possible.
  if (variance <= 0) return distance > 0 ? HUGE_VAL : distance < 0 ? -HUGE_VAL : 0;
  return distance / std::sqrt(variance);
}

/// Where the score falls to `level` between `low` and `high`.
double where(double level, double b, double c, double n, double low, double high) {
  constexpr int kHalvings = 60;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (score(b, c, n, middle) > level ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

ShareDifference share_difference(std::uint64_t only_first, std::uint64_t only_second,
                                 std::uint64_t of) {
  assert(only_first + only_second <= of);
  if (of == 0) return {};
  const auto b = static_cast<double>(only_second);
  const auto c = static_cast<double>(only_first);
  const auto n = static_cast<double>(of);
  const double difference = (b - c) / n;
  return {.only_first = only_first,
          .only_second = only_second,
          .difference = difference,
          .low = only_first == of ? -1 : where(kNormal95, b, c, n, -1, difference),
          .high = only_second == of ? 1 : where(-kNormal95, b, c, n, difference, 1)};
}

void PairedMean::add(double first, double second) {
  const double value = second - first;
  ++count_;
  const double before = value - mean_;
  mean_ += before / static_cast<double>(count_);
  squares_ += before * (value - mean_);
}

MeanDifference PairedMean::difference() const {
  if (count_ == 0) return {};
  const auto n = static_cast<double>(count_);
  const double sd = count_ > 1 ? std::sqrt(squares_ / (n - 1)) : 0;
  const double reach = kNormal95 * sd / std::sqrt(n);
  return {
      .count = count_, .difference = mean_, .sd = sd, .low = mean_ - reach, .high = mean_ + reach};
}

}  // namespace entente

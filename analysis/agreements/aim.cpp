// SPDX-License-Identifier: Apache-2.0
/// Values of packages, and the best one met.
#include "analysis/agreements/aim.hpp"

#include <algorithm>
#include <cmath>

namespace entente {

double value_of(Aim aim, std::span<const double> gains, double goal) {
  constexpr double kNever = -std::numeric_limits<double>::infinity();
  double least = std::numeric_limits<double>::infinity();
  for (const double gain : gains) least = std::min(least, gain);
  switch (aim) {
    case Aim::least_gain:
    case Aim::leximin:
      return least;
    case Aim::goal:
      return reaches(least, 0.0) ? goal : kNever;
    case Aim::shortfall: {
      double sum = 0;
      for (const double gain : gains) sum += std::min(gain, 0.0);
      return sum;
    }
    case Aim::nash: {
      if (!reaches(least, 0.0)) return kNever;
      // Of many small factors, exponents are kept apart: the product may be too small for a number.
      double product = 1;
      int exponents = 0;
      for (const double gain : gains) {
        int exponent = 0;
        product = std::frexp(product * (gain > kRounding ? gain : 0.0), &exponent);
        exponents += exponent;
      }
      const auto count = static_cast<double>(gains.size());
      return std::pow(product, 1 / count) * std::exp2(exponents / count);
    }
  }
  return kNever;
}

bool leximin_better(std::span<double> gains, std::span<const double> order) {
  if (order.empty()) return true;
  std::sort(gains.begin(), gains.end());
  for (std::size_t m = 0; m < gains.size(); ++m) {
    if (gains[m] > order[m] + kNoBetter) return true;
    if (gains[m] < order[m] - kNoBetter) return false;
  }
  return false;
}

void Incumbent::offer(const GainTable& table, std::span<const std::uint32_t> entries,
                      std::span<const double> gains, double goal) {
  std::vector<double> true_gains(gains.begin(), gains.end());
  for (std::size_t m = 0; m < table.scale.size(); ++m) true_gains[m] *= table.scale[m];
  const double value = value_of(aim_, true_gains, goal);
  if (aim_ == Aim::leximin) {
    // What counts as equal must not add up: the least gain is held to the greatest met.
    if (value < greatest_ - kNoBetter) return;
    greatest_ = std::max(greatest_, value);
    const bool behind = value_ < greatest_ - kNoBetter;
    if (!behind && !leximin_better(true_gains, order_)) return;
    std::sort(true_gains.begin(), true_gains.end());
    order_ = std::move(true_gains);
  } else if (!(value > value_)) {
    return;
  }
  value_ = value;
  picks_.clear();
  for (const std::uint32_t entry : entries) picks_.push_back(table.pick[entry]);
}

}  // namespace entente

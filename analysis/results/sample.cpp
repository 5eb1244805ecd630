// SPDX-License-Identifier: Apache-2.0
/// Welford's recurrence, and a histogram without an end.
#include "analysis/results/sample.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace entente {
namespace {

constexpr double kLinear = 4;            ///< bins are of equal width up to this distance from 0
constexpr std::int32_t kPerUnit = 1000;  ///< so many to a unit
constexpr std::int32_t kPerShown = 10;   ///< so many make up one bin of the histogram given out
constexpr std::int32_t kEdge = static_cast<std::int32_t>(kLinear) * kPerUnit;

/// Rises with the value. The leading bits of a number >= 4, its exponent and the first eight of its
/// mantissa, number 256 bins to every power of two.
std::int32_t bin_of(double value) {
  if (value >= -kLinear && value < kLinear) {
    return static_cast<std::int32_t>(std::floor(value * kPerUnit));
  }
  const auto leading = [](double x) {
    return static_cast<std::int32_t>(std::bit_cast<std::uint64_t>(x) >> 44);
  };
  const std::int32_t beyond = leading(std::fabs(value)) - leading(kLinear);
  return value > 0 ? kEdge + beyond : -kEdge - 1 - beyond;
}

/// The bin of the histogram given out in which a bin lies.
std::int32_t shown_bin(std::int32_t bin) {
  return (bin >= 0 ? bin : bin - (kPerShown - 1)) / kPerShown;
}

}  // namespace

void Sample::add(double value) {
  assert(std::isfinite(value));
  min_ = count_ == 0 ? value : std::min(min_, value);
  max_ = count_ == 0 ? value : std::max(max_, value);
  ++count_;
  const double before = value - mean_;
  mean_ += before / static_cast<double>(count_);
  squares_ += before * (value - mean_);

  Bin& bin = bins_[bin_of(value)];
  bin.min = bin.count == 0 ? value : std::min(bin.min, value);
  bin.max = bin.count == 0 ? value : std::max(bin.max, value);
  ++bin.count;
}

double Sample::order_statistic(std::uint64_t rank) const {
  auto bin = bins_.begin();
  for (; rank >= bin->second.count; ++bin) rank -= bin->second.count;
  const auto& [number, found] = *bin;
  if (found.count == 1) return found.min;
  const double way = static_cast<double>(rank) / static_cast<double>(found.count - 1);
  return found.min + way * (found.max - found.min);
}

double Sample::quantile(double p) const {
  assert(count_ > 0);
  const double position = p * static_cast<double>(count_ - 1);
  const auto rank = std::min(static_cast<std::uint64_t>(position), count_ - 1);
  const double low = order_statistic(rank);
  const double way = position - static_cast<double>(rank);
  if (way <= 0) return low;
  return low + way * (order_statistic(std::min(rank + 1, count_ - 1)) - low);
}

Histogram Sample::histogram() const {
  Histogram histogram;
  std::int32_t first = 0;
  for (const auto& [number, bin] : bins_) {
    if (number < -kEdge) {
      histogram.below += bin.count;
    } else if (number >= kEdge) {
      histogram.above += bin.count;
    } else {
      const std::int32_t shown = shown_bin(number);
      if (histogram.counts.empty()) {
        first = shown;
        histogram.from = static_cast<double>(first) * kPerShown / kPerUnit;
      }
      histogram.counts.resize(static_cast<std::size_t>(shown - first) + 1);
      histogram.counts.back() += bin.count;
    }
  }
  return histogram;
}

Figures Sample::figures() const {
  if (count_ == 0) return {};
  Figures figures{.count = count_,
                  .mean = mean_,
                  .sd = count_ > 1 ? std::sqrt(squares_ / static_cast<double>(count_ - 1)) : 0,
                  .min = min_,
                  .max = max_,
                  .quantiles = {},
                  .histogram = histogram()};
  for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
    figures.quantiles[i] = quantile(kQuantiles[i]);
  }
  return figures;
}

}  // namespace entente

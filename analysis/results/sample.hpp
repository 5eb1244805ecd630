// SPDX-License-Identifier: Apache-2.0
/// Samples described while they stream past: moments exactly, quantiles by a fine histogram.
///
/// Mean and variance by Welford's recurrence ("Note on a method for calculating corrected sums of
/// squares and products", Technometrics 4, 1962). Quantiles from a histogram with fixed bins:
/// 0.001 wide within [-4, 4), where utilities lie, and beyond it 256 bins to every power of two, so
/// that no value falls outside and memory is bounded whatever comes. Every bin keeps its least and
/// greatest value, between which ranks are interpolated: values that many replications share (a
/// surplus of 0) come out exactly, and no quantile is off by more than the width of a bin.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace entente {

/// Whose quantiles are given.
inline constexpr std::array<double, 5> kQuantiles = {0.05, 0.25, 0.5, 0.75, 0.95};

/// Counts over bins of equal width; the first one that is not empty begins at `from`.
struct Histogram {
  double from = 0;
  double width = 0.01;
  std::vector<std::uint64_t> counts;
  std::uint64_t below = 0;  ///< values below -4
  std::uint64_t above = 0;  ///< values of at least 4
};

/// A sample's description. With a count of 0, nothing else has a meaning.
struct Figures {
  std::uint64_t count = 0;
  double mean = 0;
  double sd = 0;  ///< with n - 1; 0 for a single value
  double min = 0;
  double max = 0;
  std::array<double, 5> quantiles{};  ///< at kQuantiles
  Histogram histogram;
};

class Sample {
 public:
  /// Precondition: `value` is finite.
  void add(double value);

  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// The quantile at p in [0,1], linear between order statistics (type 7 of Hyndman & Fan 1996).
  /// Precondition: count() > 0.
  [[nodiscard]] double quantile(double p) const;
  [[nodiscard]] Figures figures() const;

 private:
  struct Bin {
    std::uint64_t count = 0;
    double min = 0;
    double max = 0;
  };

  [[nodiscard]] double order_statistic(std::uint64_t rank) const;
  [[nodiscard]] Histogram histogram() const;

  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;  ///< summed squared distances from the mean
  double min_ = 0;
  double max_ = 0;
  std::map<std::int32_t, Bin> bins_;  ///< by bin number, which rises with the value
};

}  // namespace entente

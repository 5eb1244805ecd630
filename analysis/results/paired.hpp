// SPDX-License-Identifier: Apache-2.0
/// Differences between two worlds over the same replications, with 95 % intervals.
///
/// Pairs share their draws, so most of what varies from replication to replication cancels out; an
/// interval that covers 0 says that these replications show no difference.
#pragma once

#include <cstdint>

namespace entente {

/// The second world's share less the first one's, of something that happens or not.
///
/// The score interval of Tango, "Equivalence test and confidence interval for the difference in
/// proportions for the paired-sample design", Statistics in Medicine 17 (1998): all differences d
/// that the score test does not reject,
///     |b - c - n d| <= z sqrt( n (2 q + d (1 - d)) ),
/// where of n pairs b are discordant one way and c the other, and q is the likeliest chance of c
/// given d. It covers 0 exactly when McNemar's test (1947) finds no difference, holds its level
/// where few pairs differ, and stays within [-1, 1].
struct ShareDifference {
  std::uint64_t only_first = 0;   ///< c: pairs in which it happens in the first world alone
  std::uint64_t only_second = 0;  ///< b
  double difference = 0;
  double low = -1;
  double high = 1;
};

/// Precondition: only_first + only_second <= of. Of nothing, nothing is known: [-1, 1].
[[nodiscard]] ShareDifference share_difference(std::uint64_t only_first, std::uint64_t only_second,
                                               std::uint64_t of);

/// The mean of the second world's number less the first one's. The interval is normal, by the
/// standard error of paired differences: mean -+ 1.96 sd / sqrt(count).
struct MeanDifference {
  std::uint64_t count = 0;
  double difference = 0;
  double sd = 0;  ///< of the single differences, with count - 1
  double low = 0;
  double high = 0;
};

/// Gathers a mean of paired differences by Welford's recurrence.
class PairedMean {
 public:
  void add(double first, double second);
  [[nodiscard]] MeanDifference difference() const;

 private:
  std::uint64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

/// Whether an interval leaves the sign open.
template <class Difference>
[[nodiscard]] bool covers_zero(const Difference& difference) {
  return difference.low <= 0 && difference.high >= 0;
}

}  // namespace entente

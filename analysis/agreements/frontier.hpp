// SPDX-License-Identifier: Apache-2.0
/// Pareto frontiers: all efficient packages of a space, or a list within a proven distance of them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/agreements/optimum.hpp"
#include "analysis/agreements/space.hpp"

namespace entente {

struct FrontierLimits {
  std::size_t most_points = 100'000;  ///< of the answer, at least 1; above, error is accepted
  std::size_t most_sums = 250'000;    ///< kept of a step on the way: bounds the time; likewise
  std::size_t most_memory = std::size_t{1} << 30;  ///< bytes, roughly; likewise
  bool exact_only = false;                  ///< rather no complete list than one with an error
  const std::atomic<bool>* stop = nullptr;  ///< becomes true when time is up
};

/// Points none of which dominates another, the first member's worth falling (ties: the second's
/// falling, and so on).
struct Frontier {
  std::size_t members = 0;
  std::vector<double> worths;  ///< by point, then member
  std::vector<Pick> picks;     ///< by point, then block: a package with these worths
  /// Proven: for every package of the space that reaches the floors there is a point that has, for
  /// every member, at most this much less. 0: exact, every efficient vector of worths is there,
  /// once. (Vectors closer than kRounding in all members count as one; one within 3 kRounding of a
  /// floor may be missed for that.)
  double error = 0;
  /// Above 0 only where `error` is, and there are floors: `error` then is proven for packages that
  /// have at least this much above every floor. (What stands for a package nearer to a floor may
  /// have been below it.) Never more than `error`.
  double margin = 0;
  /// Whether the list is complete in that sense: false only when time was up before, or where only
  /// an exact list was wanted; then `error` means nothing and the points are packages that do not
  /// dominate one another.
  bool complete = true;

  [[nodiscard]] std::size_t size() const { return members == 0 ? 0 : worths.size() / members; }
  [[nodiscard]] std::span<const double> point(std::size_t i) const {
    return {worths.data() + i * members, members};
  }
};

/// The frontier of the packages in which every member has at least its floor (minus infinity: no
/// floor). Exact if it can be within the limits, else with the least error that these allow.
[[nodiscard]] Frontier frontier_of(const Space& space, std::span<const double> floors,
                                   const FrontierLimits& limits = {});

}  // namespace entente

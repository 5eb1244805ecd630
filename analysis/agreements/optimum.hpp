// SPDX-License-Identifier: Apache-2.0
/// The best package of a space by a concave goal, with proof: see the .cpp for method and bound.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "analysis/agreements/space.hpp"

namespace entente {

/// How far a search goes before it gives a bound instead of a proof.
struct Effort {
  std::uint64_t most_nodes = 2'000'000;     ///< packages looked at
  const std::atomic<bool>* stop = nullptr;  ///< becomes true when time is up
  [[nodiscard]] bool stopped() const {
    return stop != nullptr && stop->load(std::memory_order_relaxed);
  }
};

/// The best package found.
struct Optimum {
  std::vector<Pick> picks;  ///< one per block; empty: none was found that is allowed
  double value = -std::numeric_limits<double>::infinity();
  double bound = std::numeric_limits<double>::infinity();  ///< no package's value is above it
  std::uint64_t nodes = 0;                                 ///< packages looked at
  /// Whether the value is the greatest, up to rounding (1e-9, for each unit of a value above 1);
  /// without a package, that none is allowed.
  bool proven = false;
};

/// Searches one space. Answers depend on the arguments alone, unless time is up.
///
/// Members' worths reach a floor as `reaches` has it.
class Optimizer {
 public:
  /// `space` must outlive it.
  explicit Optimizer(const Space& space) : space_(&space) {}

  /// Maximises the least gain: min over members of (u - origin) / scale; scales are above 0. Ends
  /// early once a package reaches `enough` (then proven only if the bound happens to be met), and
  /// when none can.
  [[nodiscard]] Optimum least_gain(std::span<const double> origin, std::span<const double> scale,
                                   const Effort& effort = {},
                                   double enough = std::numeric_limits<double>::infinity()) const;

  /// The same, and among the packages of greatest least gain the one whose second least gain is
  /// greatest, and so on (leximin). `value`, `bound` and `proven` are of the least gain; where the
  /// search was cut short, ties beyond it may be unsettled.
  [[nodiscard]] Optimum leximin(std::span<const double> origin, std::span<const double> scale,
                                const Effort& effort = {}) const;

  /// Maximises the product of gains over `origin` among packages where none is negative. `value` is
  /// the geometric mean of the gains.
  [[nodiscard]] Optimum nash(std::span<const double> origin, const Effort& effort = {}) const;

  /// Maximises the sum of `goal`, one finite number per pick, among packages in which every
  /// member has at least its floor. Ends early once a package reaches `enough`.
  [[nodiscard]] Optimum greatest(std::span<const double> goal, std::span<const double> floors,
                                 const Effort& effort = {},
                                 double enough = std::numeric_limits<double>::infinity()) const;

  /// Minimises the total by which members fall short of `origin`: `value` is minus that.
  [[nodiscard]] Optimum least_shortfall(std::span<const double> origin,
                                        const Effort& effort = {}) const;

 private:
  const Space* space_;
};

}  // namespace entente

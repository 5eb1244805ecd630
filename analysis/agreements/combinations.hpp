// SPDX-License-Identifier: Apache-2.0
/// The combinations of the picks of a few blocks, which of them reach what is missing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/agreements/space.hpp"
#include "analysis/agreements/tilt.hpp"

namespace entente {

class Combinations {
 public:
  /// So many at most are worth listing: comparing them costs about as much as drawing, or stepping
  /// through, some dozen blocks.
  static constexpr std::size_t kMost = 256;

  /// `space` must outlive it.
  Combinations(const Space& space, const Demands& demands, std::vector<std::size_t> blocks);

  /// How many add at least `missing` for every member.
  [[nodiscard]] std::size_t fit(std::span<const double> missing);
  /// Writes the picks of the i-th, from 0, of those that did when `fit` was asked last.
  void choose(std::size_t i, std::vector<Pick>& picks) const;

  /// The logarithm of the sum of exp(prices . worths).
  [[nodiscard]] double log_mass(std::span<const double> prices) const;

 private:
  const Space& space_;
  std::vector<std::size_t> blocks_;  ///< the picks of the first vary fastest
  std::size_t count_ = 1;
  std::vector<double> adds_;  ///< by member, then combination
  std::vector<std::uint8_t> fits_;
};

}  // namespace entente

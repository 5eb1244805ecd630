// SPDX-License-Identifier: Apache-2.0
/// Random blocks and values of their rows, for tests of searches.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "engine/model/blocks.hpp"

namespace entente::testing::random_blocks {

/// Numbers that are the same with every standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

 private:
  std::mt19937_64 engine_;
};

inline Blocks tied_at_random(Dice& dice, const std::vector<std::size_t>& options) {
  std::vector<std::vector<IssueId>> scopes(dice.below(3));
  for (std::vector<IssueId>& scope : scopes) {
    const std::size_t size = 1 + dice.below(3);
    for (std::size_t i = 0; i < size; ++i) scope.emplace_back(dice.below(options.size()));
  }
  return Blocks(options, scopes);
}

/// Values of rows: continuous, on a coarse grid (many ties), or all zero.
inline std::vector<double> values(Dice& dice, std::size_t rows) {
  std::vector<double> values(rows);
  const std::size_t kind = dice.below(5);
  for (double& value : values) {
    if (kind < 3) value = dice.unit() - 0.3;
    if (kind == 3) value = 0.1 * static_cast<double>(dice.below(4));
  }
  return values;
}

}  // namespace entente::testing::random_blocks

// SPDX-License-Identifier: Apache-2.0
/// The filter for undominated vectors against comparing all pairs.
#include "analysis/agreements/nondominated.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/random_blocks.hpp"

namespace entente {
namespace {

using testing::random_blocks::Dice;

enum class Shape { anywhere, grid, opposed, sphere };

std::vector<double> vectors(Dice& dice, std::size_t count, std::size_t members, Shape shape) {
  std::vector<double> all;
  for (std::size_t i = 0; i < count; ++i) {
    double squares = 0;
    for (std::size_t m = 0; m < members; ++m) {
      double value = dice.unit();
      if (shape == Shape::grid) value = 0.1 * static_cast<double>(dice.below(6));
      // The last two strictly opposed: a staircase with as many steps as there are vectors.
      if (shape == Shape::opposed && m + 1 == members && m > 0) value = 1 - all.back();
      squares += value * value;
      all.push_back(value);
    }
    if (shape != Shape::sphere) continue;
    for (std::size_t m = 0; m < members; ++m) all[i * members + m] /= squares;
  }
  return all;
}

/// The first of equal ones, and only what no other vector dominates; falling.
std::vector<std::uint32_t> by_pairs(const std::vector<double>& all, std::size_t members) {
  std::vector<std::uint32_t> kept;
  const std::size_t count = all.size() / members;
  for (std::uint32_t i = 0; i < count; ++i) {
    bool undominated = true;
    for (std::uint32_t k = 0; k < count && undominated; ++k) {
      bool covers = k != i;
      bool equal = true;
      for (std::size_t m = 0; m < members && covers; ++m) {
        covers = all[k * members + m] >= all[i * members + m];
        equal = equal && all[k * members + m] == all[i * members + m];
      }
      undominated = !covers || (equal && k > i);
    }
    if (undominated) kept.push_back(i);
  }
  std::sort(kept.begin(), kept.end(), [&](std::uint32_t a, std::uint32_t b) {
    const double* x = all.data() + a * members;
    const double* y = all.data() + b * members;
    return std::lexicographical_compare(y, y + members, x, x + members);
  });
  return kept;
}

TEST_CASE("the filter keeps what comparing all pairs keeps", "[nondominated]") {
  Dice dice(1);
  for (int round = 0; round < 1200; ++round) {
    const std::size_t members = 1 + dice.below(7);
    const std::size_t count = 1 + dice.below(round % 40 == 0 ? 1500 : 120);
    const auto shape = static_cast<Shape>(dice.below(4));
    const std::vector<double> all = vectors(dice, count, members, shape);
    INFO("round " << round << ", " << members << " members, shape " << static_cast<int>(shape));
    REQUIRE(nondominated(all, members) == by_pairs(all, members));
  }
}

TEST_CASE("long lists are filtered in all sizes of groups", "[nondominated]") {
  Dice dice(2);
  for (const std::size_t members : {3U, 4U, 5U, 6U}) {
    for (const Shape shape : {Shape::opposed, Shape::sphere}) {
      const std::vector<double> all = vectors(dice, 3000, members, shape);
      INFO(members << " members");
      CHECK(nondominated(all, members) == by_pairs(all, members));
    }
  }
}

TEST_CASE("sums that differ in their last bits are equal within a tolerance", "[nondominated]") {
  // 0.1 + 0.2 is above 0.3 by 6e-17.
  const std::vector<double> all{0.1 + 0.2, 0.5, 0.4, 0.3, 0.6, 0.4};
  CHECK(nondominated(all, 3).size() == 2);
  CHECK(nondominated(all, 3, 1e-12) == std::vector<std::uint32_t>{1});
}

TEST_CASE("a chain of near worths does not become one", "[nondominated]") {
  std::vector<double> all;
  for (int i = 0; i < 10; ++i) all.insert(all.end(), {1 + 0.6 * i, 10 - 0.6 * i});
  // Worths 0.6 apart, equal within 1: pairs of neighbours, not the whole chain.
  CHECK(nondominated(all, 2, 1.0).size() == 5);
  CHECK(nondominated(all, 2, 0.5).size() == 10);
}

TEST_CASE("no vectors leave no vectors", "[nondominated]") { CHECK(nondominated({}, 3).empty()); }

TEST_CASE("filtering ends when time is up", "[nondominated]") {
  std::atomic<bool> stop = true;
  NondominatedFilter filter(4, &stop);
  std::vector<Rank> ranks(4 * 1000, 1);
  std::vector<std::uint32_t> falling(1000);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    falling[i] = i;
    ranks[4 * i] = static_cast<Rank>(1000 - i);
    ranks[4 * i + 1] = static_cast<Rank>(1 + i);
  }
  std::vector<std::uint32_t> kept;
  CHECK_FALSE(filter.filter(ranks, falling, kept));
  stop = false;
  CHECK(filter.filter(ranks, falling, kept));
  CHECK(kept == falling);
}

}  // namespace
}  // namespace entente

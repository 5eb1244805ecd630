// SPDX-License-Identifier: Apache-2.0
/// Ranking of packages: equal to sorting the space where it is small, and to another way of finding
/// the first thousand where it is not.
#include "engine/search/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <set>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "tests/random_blocks.hpp"

namespace entente {
namespace {

using namespace testing::random_blocks;

std::vector<std::uint8_t> red_lines(Dice& dice, std::size_t rows) {
  std::vector<std::uint8_t> forbidden;
  if (dice.below(2) == 0) return forbidden;
  const std::size_t share = 2 + dice.below(6);
  for (std::size_t r = 0; r < rows; ++r) forbidden.push_back(dice.below(share) == 0);
  return forbidden;
}

/// The worths of all allowed packages, falling.
std::vector<double> by_listing(const std::vector<std::size_t>& options, const UtilityView& view) {
  std::vector<double> worths;
  Package package(options.size());
  while (true) {
    if (!view.crosses_red_line(package)) worths.push_back(view.worth(package));
    std::size_t i = 0;
    while (i < options.size() && ++package[i] == options[i]) package[i++] = 0;
    if (i == options.size()) break;
  }
  std::sort(worths.begin(), worths.end(), std::greater<>());
  return worths;
}

constexpr double kClose = 1e-12;

TEST_CASE("lists every allowed package once, by falling worth, as sorting them all does",
          "[ranking]") {
  Dice dice(20220);
  int empty = 0;
  std::size_t listed = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    CAPTURE(trial);
    std::vector<std::size_t> options(1 + dice.below(5));
    for (std::size_t& count : options) count = 1 + dice.below(4);
    const Blocks blocks = tied_at_random(dice, options);
    const std::vector<double> worth = values(dice, blocks.rows());
    const std::vector<std::uint8_t> forbidden = red_lines(dice, blocks.rows());
    const UtilityView view{&blocks, worth, forbidden};
    const std::vector<double> expected = by_listing(options, view);
    PackageRanking ranking(blocks, worth, forbidden);
    std::set<Package> seen;
    double last = 1e9;
    for (const double target : expected) {
      const auto ranked = ranking.next();
      REQUIRE(ranked);
      const Package& package = ranking.package();
      REQUIRE(ranked->worth == view.worth(package));
      REQUIRE(std::abs(ranked->worth - target) <= kClose);
      REQUIRE(ranked->worth <= last + kClose);
      REQUIRE_FALSE(view.crosses_red_line(package));
      REQUIRE(seen.insert(package).second);
      REQUIRE(ranked->rows.size() == blocks.size());
      for (std::size_t b = 0; b < blocks.size(); ++b) {
        REQUIRE(blocks.row(blocks[b], package) == ranked->rows[b]);
      }
      last = ranked->worth;
      ++listed;
    }
    REQUIRE_FALSE(ranking.next());
    REQUIRE_FALSE(ranking.next());
    empty += expected.empty() ? 1 : 0;
  }
  REQUIRE(empty > 50);
  REQUIRE(listed > 40'000);
}

struct Vast {
  std::vector<std::size_t> options;
  Blocks blocks;
  std::vector<double> worth;
};

/// 28 issues of 4 options; every second time some are tied, so that there are blocks of 16 rows.
Vast vast_case(Dice& dice, int trial) {
  Vast vast{.options = std::vector<std::size_t>(28, 4), .blocks = {}, .worth = {}};
  std::vector<std::vector<IssueId>> scopes;
  if (trial % 2 == 1) scopes = {{IssueId(3), IssueId(17)}, {IssueId(20), IssueId(5)}};
  vast.blocks = Blocks(vast.options, scopes);
  vast.worth.resize(vast.blocks.rows());
  for (const Blocks::Block& block : vast.blocks) {
    const double weight = -std::log(1 - dice.unit()) / 28;
    for (Row i = 0; i < block.rows; ++i) vast.worth[block.first + i] = weight * dice.unit();
  }
  return vast;
}

/// All packages worth at least `at_least`, by going through the blocks and leaving a part as soon
/// as the best rows of the remaining blocks cannot lift it there.
std::set<std::vector<Row>> above(const Vast& vast, double at_least) {
  std::vector<double> most(vast.blocks.size() + 1);
  for (std::size_t b = vast.blocks.size(); b-- > 0;) {
    const auto begin = vast.worth.begin() + vast.blocks[b].first;
    most[b] = most[b + 1] + *std::max_element(begin, begin + vast.blocks[b].rows);
  }
  std::set<std::vector<Row>> found;
  std::vector<Row> rows;
  const std::function<void(double)> descend = [&](double worth) {
    const std::size_t b = rows.size();
    if (worth + most[b] < at_least) return;
    if (b == vast.blocks.size()) {
      found.insert(rows);
      return;
    }
    for (Row i = 0; i < vast.blocks[b].rows; ++i) {
      rows.push_back(vast.blocks[b].first + i);
      descend(worth + vast.worth[rows.back()]);
      rows.pop_back();
    }
  };
  descend(0);
  return found;
}

TEST_CASE("the first thousand of 10^16 packages are those above the thousandth's worth",
          "[ranking]") {
  Dice dice(1016);
  for (int trial = 0; trial < 10; ++trial) {
    CAPTURE(trial);
    const Vast vast = vast_case(dice, trial);
    PackageRanking ranking(vast.blocks, vast.worth);
    std::set<std::vector<Row>> first;
    double last = 0;
    for (int i = 0; i < 1000; ++i) {
      const auto ranked = ranking.next();
      first.emplace(ranked->rows.begin(), ranked->rows.end());
      last = ranked->worth;
    }
    REQUIRE(first.size() == 1000);
    const std::set<std::vector<Row>> expected = above(vast, last - 1e-13);
    REQUIRE(expected.size() == 1000);  // no ties in this case
    REQUIRE(first == expected);
  }
}

TEST_CASE("never rises and never repeats far down a vast space", "[ranking]") {
  Dice dice(5);
  for (int trial = 0; trial < 2; ++trial) {
    const Vast vast = vast_case(dice, trial);
    PackageRanking ranking(vast.blocks, vast.worth);
    std::set<Package> seen;
    double last = 1e9;
    bool falls = true;
    for (int i = 0; i < 50'000; ++i) {
      const auto ranked = ranking.next();
      falls = falls && ranked->worth <= last + kClose;
      last = ranked->worth;
      seen.insert(ranking.package());
    }
    REQUIRE(falls);
    REQUIRE(seen.size() == 50'000);
  }
}

std::vector<Package> all_of(PackageRanking& ranking) {
  std::vector<Package> packages;
  while (ranking.next()) packages.push_back(ranking.package());
  return packages;
}

/// The order is written down here so that no compiler can have another.
TEST_CASE("lists equals in a fixed order", "[ranking]") {
  const Blocks blocks(std::vector<std::size_t>{2, 3, 2}, {});
  const std::vector<double> nothing(blocks.rows(), 0.0);
  PackageRanking ranking(blocks, nothing);
  const std::vector<Package> expected{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 2, 0},
                                      {0, 0, 1}, {1, 1, 0}, {1, 2, 0}, {1, 0, 1},
                                      {0, 1, 1}, {0, 2, 1}, {1, 1, 1}, {1, 2, 1}};
  REQUIRE(all_of(ranking) == expected);
}

TEST_CASE("starts a block with the lower of two equal rows, and with the smaller loss first",
          "[ranking]") {
  const Blocks blocks(std::vector<std::size_t>{3, 2}, {});
  PackageRanking ranking(blocks, std::vector<double>{0.5, 1, 1, 0.25, 0});
  REQUIRE(all_of(ranking) == std::vector<Package>{{1, 0}, {2, 0}, {1, 1}, {2, 1}, {0, 0}, {0, 1}});
}

TEST_CASE("a vast space of equals is listed without end and without repeats", "[ranking]") {
  const Blocks blocks(std::vector<std::size_t>(40, 5), {});
  PackageRanking ranking(blocks, std::vector<double>(blocks.rows(), 0.025));
  std::set<Package> seen;
  for (int i = 0; i < 20'000; ++i) {
    REQUIRE(ranking.next()->worth == Approx(1));
    seen.insert(ranking.package());
  }
  REQUIRE(seen.size() == 20'000);
}

TEST_CASE("begins anew with another worth and other red lines", "[ranking]") {
  const Blocks blocks(std::vector<std::size_t>{2, 2}, {});
  PackageRanking ranking(blocks, std::vector<double>{0, 1, 0, 2});
  REQUIRE(ranking.next()->worth == 3);
  REQUIRE(ranking.next()->worth == 2);
  ranking.reset(std::vector<double>{5, 0, 0, 1}, std::vector<std::uint8_t>{0, 0, 0, 1});
  REQUIRE(all_of(ranking) == std::vector<Package>{{0, 0}, {1, 0}});
  ranking.reset(std::vector<double>{5, 0, 0, 1}, std::vector<std::uint8_t>{0, 0, 1, 1});
  REQUIRE_FALSE(ranking.next());
  ranking.reset(std::vector<double>{5, 0, 0, 1});
  REQUIRE(all_of(ranking) == std::vector<Package>{{0, 1}, {0, 0}, {1, 1}, {1, 0}});
}

TEST_CASE("one option is one package, and no issue is one package too", "[ranking]") {
  const Blocks single(std::vector<std::size_t>{1}, {});
  PackageRanking ranking(single, std::vector<double>{0.5});
  REQUIRE(ranking.next()->worth == 0.5);
  REQUIRE_FALSE(ranking.next());
  const Blocks none(std::vector<std::size_t>{}, {});
  PackageRanking nothing(none, {});
  REQUIRE(nothing.next()->rows.empty());
  REQUIRE_FALSE(nothing.next());
}

TEST_CASE("goes down a block of the most rows that there may be", "[ranking]") {
  const Blocks blocks(std::vector<std::size_t>{256, 256, 2},
                      std::vector<std::vector<IssueId>>{{IssueId(0), IssueId(1)}});
  REQUIRE(blocks.rows() == Blocks::kMostRows + 2);
  std::vector<double> worth(blocks.rows());
  for (std::size_t r = 0; r < Blocks::kMostRows; ++r) {  // a permutation: 40503 is odd
    worth[2 + r] = static_cast<double>(r * 40503 % Blocks::kMostRows);
  }
  worth[1] = 0.5;
  PackageRanking ranking(blocks, worth);
  bool exact = true;
  for (std::size_t i = 0; i < 2 * Blocks::kMostRows; ++i) {
    const double expected =
        static_cast<double>(Blocks::kMostRows) - 0.5 - 0.5 * static_cast<double>(i);
    exact = exact && ranking.next()->worth == expected;
  }
  REQUIRE(exact);
  REQUIRE_FALSE(ranking.next());
}

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Best package under a floor: equal to listing every package, and honest about its bound.
#include "engine/search/best_package.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/random_blocks.hpp"

namespace entente {
namespace {

using namespace testing::random_blocks;

struct Case {
  std::vector<std::size_t> options;
  Blocks blocks;
  std::vector<double> goal, worth;
  std::vector<std::uint8_t> forbidden;
  double at_least = 0;
};

Case random_case(Dice& dice) {
  Case c;
  c.options.resize(1 + dice.below(6));
  for (std::size_t& count : c.options) count = 2 + dice.below(4);
  c.blocks = tied_at_random(dice, c.options);
  c.worth = values(dice, c.blocks.rows());
  c.goal = values(dice, c.blocks.rows());
  if (dice.below(4) == 0) {
    for (std::size_t r = 0; r < c.goal.size(); ++r) c.goal[r] = 0.2 * c.goal[r] - c.worth[r];
  }
  if (dice.below(4) == 0) {  // all rows tie at the price, up to rounding
    for (const Blocks::Block& block : c.blocks) {
      const double constant = dice.unit();
      for (Row i = 0; i < block.rows; ++i) {
        c.goal[block.first + i] = constant - 0.05 * c.worth[block.first + i];
      }
    }
  }
  if (dice.below(2) == 0) {
    const std::size_t share = 2 + dice.below(6);
    for (std::size_t r = 0; r < c.worth.size(); ++r) c.forbidden.push_back(dice.below(share) == 0);
  }
  double low = 0;
  double high = 0;
  for (const Blocks::Block& block : c.blocks) {
    const auto [least, most] = std::minmax_element(c.worth.begin() + block.first,
                                                   c.worth.begin() + block.first + block.rows);
    low += *least;
    high += *most;
  }
  c.at_least = low + (1.2 * dice.unit() - 0.1) * (high - low);
  return c;
}

/// Calls `visit(rows, goal, worth)` for every allowed package.
template <class Visit>
void for_every_package(const Case& c, std::span<const double> goal, Visit visit) {
  std::vector<Row> rows;
  for (const Blocks::Block& block : c.blocks) rows.push_back(block.first);
  while (true) {
    double g = 0;
    double w = 0;
    bool allowed = true;
    for (const Row row : rows) {
      g += goal[row];
      w += c.worth[row];
      allowed = allowed && (c.forbidden.empty() || c.forbidden[row] == 0);
    }
    if (allowed) visit(rows, g, w);
    std::size_t b = 0;
    for (; b < rows.size(); ++b) {
      if (++rows[b] < c.blocks[b].first + c.blocks[b].rows) break;
      rows[b] = c.blocks[b].first;
    }
    if (b == rows.size()) return;
  }
}

std::optional<double> best_by_listing(const Case& c, std::span<const double> goal) {
  std::optional<double> best;
  for_every_package(c, goal, [&](const std::vector<Row>&, double g, double w) {
    if (w >= c.at_least - PackageSearch::kRounding && (!best || g > *best)) best = g;
  });
  return best;
}

/// The package is allowed, reaches the floor, and its sums are what it says.
void check_package(const Case& c, std::span<const double> goal, const BestPackage& found) {
  REQUIRE(found.rows.size() == c.blocks.size());
  double g = 0;
  double w = 0;
  for (std::size_t b = 0; b < c.blocks.size(); ++b) {
    const Row row = found.rows[b];
    REQUIRE(row >= c.blocks[b].first);
    REQUIRE(row < c.blocks[b].first + c.blocks[b].rows);
    if (!c.forbidden.empty()) REQUIRE(c.forbidden[row] == 0);
    g += goal[row];
    w += c.worth[row];
  }
  REQUIRE(found.goal == g);
  REQUIRE(found.worth == w);
  REQUIRE(w >= c.at_least - PackageSearch::kRounding);
}

constexpr double kClose = 1e-10;

TEST_CASE("finds the package that listing all packages finds", "[search]") {
  Dice dice(20251202);
  int none = 0;
  int branched = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    const Case c = random_case(dice);
    CAPTURE(trial);
    PackageSearch search(c.blocks, c.worth, c.forbidden);
    const std::optional<double> expected = best_by_listing(c, c.goal);
    const auto found = search.best(c.goal, c.at_least, {.tolerance = 0, .most_nodes = 1'000'000});
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) {
      ++none;
      continue;
    }
    check_package(c, c.goal, *found);
    REQUIRE(std::abs(found->goal - *expected) <= kClose);
    REQUIRE(found->bound >= *expected);
    REQUIRE(found->bound <= *expected + kClose);
    branched += found->nodes > 1 ? 1 : 0;
  }
  // The cases are neither all impossible nor all trivial.
  REQUIRE(none > 300);
  REQUIRE(none < 3000);
  REQUIRE(branched > 300);
}

TEST_CASE("finds the package nearest above a target", "[search]") {
  Dice dice(7);
  for (int trial = 0; trial < 1500; ++trial) {
    const Case c = random_case(dice);
    CAPTURE(trial);
    std::vector<double> minus(c.worth);
    for (double& value : minus) value = -value;
    PackageSearch search(c.blocks, c.worth, c.forbidden);
    const std::optional<double> expected = best_by_listing(c, minus);
    const auto found = search.nearest(c.at_least, {.tolerance = 0, .most_nodes = 1'000'000});
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    check_package(c, minus, *found);
    REQUIRE(std::abs(found->goal - *expected) <= kClose);
  }
}

TEST_CASE("is never further from the best than the tolerance, nor its bound below it", "[search]") {
  Dice dice(11);
  int apart = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const Case c = random_case(dice);
    const double tolerance = 0.3 * dice.unit();
    CAPTURE(trial, tolerance);
    PackageSearch search(c.blocks, c.worth, c.forbidden);
    const std::optional<double> expected = best_by_listing(c, c.goal);
    const auto found = search.best(c.goal, c.at_least, {tolerance, 1'000'000});
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    check_package(c, c.goal, *found);
    REQUIRE(found->goal >= *expected - tolerance - kClose);
    REQUIRE(found->bound >= *expected);
    REQUIRE(found->bound <= found->goal + tolerance + kClose);
    apart += found->goal < *expected - kClose ? 1 : 0;
  }
  REQUIRE(apart > 0);  // the tolerance is used
}

TEST_CASE("keeps a valid bound and a package when it runs out of nodes", "[search]") {
  Dice dice(13);
  int unfinished = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const Case c = random_case(dice);
    const auto most = static_cast<std::uint32_t>(dice.below(4));
    CAPTURE(trial, most);
    PackageSearch search(c.blocks, c.worth, c.forbidden);
    const std::optional<double> expected = best_by_listing(c, c.goal);
    const auto found = search.best(c.goal, c.at_least, {.tolerance = 0, .most_nodes = most});
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    check_package(c, c.goal, *found);
    REQUIRE(found->nodes <= most);
    REQUIRE(found->bound >= *expected);
    unfinished += found->bound > found->goal + kClose ? 1 : 0;
  }
  REQUIRE(unfinished > 50);
}

/// 28 issues, so that problems are split; every tenth package drawn at random reaches the floor.
TEST_CASE("no package drawn at random beats the proven bound on a large case", "[search]") {
  Dice dice(17);
  const std::vector<std::size_t> options(28, 4);
  std::size_t split = 0;
  for (int trial = 0; trial < 60; ++trial) {
    Case c;
    c.options = options;
    c.blocks = trial % 2 == 0 ? Blocks(options, {}) : tied_at_random(dice, options);
    c.worth.resize(c.blocks.rows());
    c.goal.resize(c.blocks.rows());
    for (std::size_t b = 0; b < c.blocks.size(); ++b) {
      const double weight = b % 7 == 0 ? 1 : 0.1;
      for (Row i = 0; i < c.blocks[b].rows; ++i) {
        const Row row = c.blocks[b].first + i;
        c.worth[row] = weight * dice.unit();
        c.goal[row] = 0.2 * weight * dice.unit() - c.worth[row];
      }
    }
    std::vector<double> sums;
    std::vector<std::vector<Row>> drawn(300);
    for (std::vector<Row>& rows : drawn) {
      double w = 0;
      for (const Blocks::Block& block : c.blocks) {
        rows.push_back(block.first + static_cast<Row>(dice.below(block.rows)));
        w += c.worth[rows.back()];
      }
      sums.push_back(w);
    }
    std::vector<double> sorted(sums);
    std::sort(sorted.begin(), sorted.end());
    c.at_least = sorted[270];
    PackageSearch search(c.blocks, c.worth);
    const auto found = search.best(c.goal, c.at_least, {.tolerance = 0, .most_nodes = 20'000});
    REQUIRE(found);
    check_package(c, c.goal, *found);
    split += found->nodes > 512 ? 1 : 0;
    const auto exact = search.best(c.goal, c.at_least, {.tolerance = 0, .most_nodes = 3'000'000});
    REQUIRE(exact->bound >= exact->goal);
    const double best = exact->goal;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      if (sums[i] < c.at_least) continue;
      double g = 0;
      for (const Row row : drawn[i]) g += c.goal[row];
      REQUIRE(g <= best + kClose);
    }
    // Whatever the effort and the tolerance, bounds and packages agree with each other.
    for (const double tolerance : {0.0, 1e-4, 1e-2}) {
      for (const std::uint32_t most : {0U, 100U, 1000U, 5000U}) {
        const auto other = search.best(c.goal, c.at_least, {tolerance, most});
        REQUIRE(other->nodes <= most);
        REQUIRE(other->bound >= best - kClose);
        REQUIRE(other->goal <= exact->bound);
      }
    }
  }
  REQUIRE(split > 5);
}

TEST_CASE("gives the package of greatest worth, and it alone at its own worth", "[search]") {
  Dice dice(19);
  for (int trial = 0; trial < 500; ++trial) {
    const Case c = random_case(dice);
    CAPTURE(trial);
    std::optional<double> expected;
    for_every_package(c, c.goal, [&](const std::vector<Row>&, double, double w) {
      if (!expected || w > *expected) expected = w;
    });
    PackageSearch search(c.blocks, c.worth, c.forbidden);
    const auto greatest = search.greatest();
    REQUIRE(greatest.has_value() == expected.has_value());
    if (!greatest) continue;
    REQUIRE(greatest->worth == *expected);
    const auto at_the_top = search.best(c.goal, greatest->worth, {.tolerance = 0});
    REQUIRE(at_the_top);
    REQUIRE(at_the_top->worth >= greatest->worth - PackageSearch::kRounding);
    REQUIRE_FALSE(search.best(c.goal, greatest->worth + 1e-9));
  }
}

TEST_CASE("finds nothing when every row of a block is a red line", "[search]") {
  const std::vector<std::size_t> options{2, 2};
  const Blocks blocks(options, {});
  const std::vector<double> worth{0, 1, 0, 1};
  PackageSearch search(blocks, worth, std::vector<std::uint8_t>{0, 0, 1, 1});
  REQUIRE_FALSE(search.greatest());
  REQUIRE_FALSE(search.best(worth, -1));
  REQUIRE_FALSE(search.nearest(-1));
  search.reset(worth, std::vector<std::uint8_t>{0, 1, 0, 0});
  REQUIRE(search.greatest()->worth == 1);
  search.reset(worth);
  REQUIRE(search.greatest()->worth == 2);
}

TEST_CASE("takes a sum that is equal on paper for enough", "[search]") {
  const std::vector<std::size_t> options{2, 2, 2};
  const Blocks blocks(options, {});
  // 0.1 + 0.2 + 0.3 is a little more than 0.6, and 0.3 + 0.2 + 0.1 is not.
  const std::vector<double> worth{0, 0.3, 0, 0.2, 0, 0.1};
  const std::vector<double> goal{1, 0, 1, 0, 1, 0};
  PackageSearch search(blocks, worth);
  const auto found = search.best(goal, 0.1 + 0.2 + 0.3, {.tolerance = 0});
  REQUIRE(found);
  REQUIRE(found->rows[0] == 1);
  REQUIRE_FALSE(search.best(goal, 0.1 + 0.2 + 0.3 + 1e-11));
}

TEST_CASE("among equals takes the one worth more, and does not depend on earlier calls",
          "[search]") {
  Dice dice(23);
  const std::vector<std::size_t> options{3, 4, 2, 5};
  const Blocks blocks(options, {});
  std::vector<double> worth(blocks.rows());
  for (double& value : worth) value = dice.unit();
  PackageSearch search(blocks, worth);
  const std::vector<double> nothing(blocks.rows(), 0.0);
  REQUIRE(search.best(nothing, 0.2)->worth == search.greatest()->worth);

  std::vector<std::vector<double>> goals(20, std::vector<double>(blocks.rows()));
  for (std::vector<double>& goal : goals) {
    for (double& value : goal) value = 0.1 * static_cast<double>(dice.below(5));
  }
  for (const std::vector<double>& goal : goals) {
    const auto used = search.best(goal, 2.0);
    PackageSearch fresh(blocks, worth);
    const auto first = fresh.best(goal, 2.0);
    REQUIRE(std::equal(used->rows.begin(), used->rows.end(), first->rows.begin()));
    REQUIRE(used->bound == first->bound);
    REQUIRE(used->nodes == first->nodes);
  }
}

TEST_CASE("searches wide blocks as well as single issues", "[search]") {
  Dice dice(29);
  for (int trial = 0; trial < 60; ++trial) {
    Case c;
    c.options = {6, 7, 3, 2, 5};  // the first two tied: 42 rows, a panel by itself
    c.blocks = Blocks(c.options, std::vector<std::vector<IssueId>>{{IssueId(0), IssueId(1)}});
    c.worth = values(dice, c.blocks.rows());
    c.goal = values(dice, c.blocks.rows());
    c.at_least = 2 * dice.unit();
    PackageSearch search(c.blocks, c.worth);
    const auto found = search.best(c.goal, c.at_least, {.tolerance = 0, .most_nodes = 1'000'000});
    const std::optional<double> expected = best_by_listing(c, c.goal);
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    check_package(c, c.goal, *found);
    REQUIRE(std::abs(found->goal - *expected) <= kClose);
    Package package;
    search.write(found->rows, package);
    for (std::size_t b = 0; b < c.blocks.size(); ++b) {
      REQUIRE(c.blocks.row(c.blocks[b], package) == found->rows[b]);
    }
  }
}

TEST_CASE("agrees to nothing at all when there is nothing to agree on", "[search]") {
  const Blocks blocks(std::vector<std::size_t>{}, {});
  PackageSearch search(blocks, {});
  REQUIRE(search.best({}, 0)->rows.empty());
  REQUIRE_FALSE(search.best({}, 0.5));
}

}  // namespace
}  // namespace entente

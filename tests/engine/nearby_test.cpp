// SPDX-License-Identifier: Apache-2.0
/// Search near a text: equal to listing every package, and to sorting gains on a large case.
#include "engine/search/nearby.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "tests/engine/nearby_cases.hpp"

namespace entente::testing::near_text {
namespace {

TEST_CASE("finds the best package near a text that listing all packages finds", "[nearby]") {
  Dice dice(41);
  int none = 0;
  int ties = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    const Case c = random_case(dice);
    CAPTURE(trial);
    NearbySearch search(c.blocks, c.forbidden);
    const std::vector<Listed> all = list(c);
    const auto near = [&](const Listed& l) { return l.changes <= c.most_changes; };
    const std::optional<double> expected = best_goal(all, near);
    const auto found = search.best(c.goal, c.text, c.most_changes);
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) {
      ++none;
      continue;
    }
    check_package(c, search, *found);
    REQUIRE(found->worth == found->goal);
    REQUIRE(found->changes <= c.most_changes);
    REQUIRE(std::abs(found->goal - *expected) <= kTie);
    REQUIRE(found->bound >= *expected);
    REQUIRE(found->bound <= *expected + kClose);
    // Of those as good: the fewest changes, then the lowest rows. Listing meets rows in another
    // order, so their order is compared.
    std::vector<const Listed*> equals;
    for (const Listed& l : all) {
      if (near(l) && l.goal >= *expected - kTie) equals.push_back(&l);
    }
    for (const Listed* l : equals) {
      REQUIRE(l->changes >= found->changes);
      if (l->changes > found->changes || l->goal != *expected || found->goal != *expected) continue;
      const bool in_quarters = std::all_of(c.goal.begin(), c.goal.end(), [](double value) {
        return std::abs(4 * value - std::round(4 * value)) == 0;
      });
      if (!in_quarters) continue;  // sums round, and what is equal depends on the order
      REQUIRE_FALSE(std::lexicographical_compare(l->rows.begin(), l->rows.end(),
                                                 found->rows.begin(), found->rows.end()));
      ties += std::equal(l->rows.begin(), l->rows.end(), found->rows.begin()) ? 0 : 1;
    }
  }
  REQUIRE(none > 200);
  REQUIRE(none < 3000);
  REQUIRE(ties > 200);
}

/// 28 issues of 4 options, where sorting the gains of single changes gives the answer.
TEST_CASE("takes the greatest gains among single issues", "[nearby]") {
  Dice dice(59);
  const Blocks blocks(std::vector<std::size_t>(28, 4), {});
  NearbySearch search(blocks);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<double> worth(blocks.rows());
    std::vector<double> liked(blocks.rows());
    for (double& value : worth) value = dice.unit() / 28;
    for (double& value : liked) value = dice.unit() / 28;
    Package text(28);
    double most = 0;
    std::vector<double> gains;
    for (std::size_t i = 0; i < 28; ++i) {
      text[i] = static_cast<Option>(dice.below(4));
      const double kept = worth[4 * i + text[i]];
      const auto begin = worth.begin() + static_cast<std::ptrdiff_t>(4 * i);
      gains.push_back(*std::max_element(begin, begin + 4) - kept);
      most += kept;
    }
    const double at_least = most + 0.4 * dice.unit();
    std::sort(gains.begin(), gains.end(), std::greater<>());
    std::optional<std::size_t> fewest;
    for (std::size_t k = 0; k <= 28; ++k) {
      if (!fewest && most >= at_least) fewest = k;
      REQUIRE(search.best(worth, text, k)->goal == Approx(most).epsilon(1e-12));
      if (k < 28) most += gains[k];
    }
    const auto found = search.fewest(worth, at_least, liked, text);
    REQUIRE(found.has_value() == fewest.has_value());
    if (!found) continue;
    REQUIRE(found->changes == *fewest);
    REQUIRE(found->worth >= at_least - kRounding);
    // Unlimited changes are no limit: the other search answers the same question.
    PackageSearch unlimited(blocks, worth);
    const auto far = unlimited.best(liked, at_least, {.tolerance = 0, .most_nodes = 3'000'000});
    const auto near = search.best(liked, text, 28, worth, at_least, {0, 3'000'000});
    REQUIRE(near->goal <= far->bound);
    REQUIRE(far->goal <= near->bound);
    REQUIRE(found->goal <= far->bound);
  }
}

TEST_CASE("frees a text of forbidden rows, or says that the changes do not suffice", "[nearby]") {
  const Blocks blocks(std::vector<std::size_t>{2, 2, 2}, {});
  const std::vector<double> goal{1, 0, 1, 0, 1, 0};
  NearbySearch search(blocks, std::vector<std::uint8_t>{1, 0, 0, 0, 1, 0});
  const Package text{0, 0, 0};
  REQUIRE_FALSE(search.best(goal, text, 1));
  REQUIRE(search.best(goal, text, 2)->goal == 1);
  REQUIRE(search.package() == Package{1, 0, 1});
  REQUIRE_FALSE(search.best(goal, text, 1, goal, 0));
  REQUIRE(search.fewest(goal, 0, goal, text)->changes == 2);
  search.reset();
  REQUIRE(search.best(goal, text, 2)->changes == 0);
  REQUIRE(search.fewest(goal, 0, goal, text)->changes == 0);
  search.reset(std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0});
  REQUIRE_FALSE(search.best(goal, text, 3));
  REQUIRE_FALSE(search.fewest(goal, -5, goal, text));
}

TEST_CASE("counts issues, not blocks, and changes two of a block only when both are needed",
          "[nearby]") {
  // Rows: (0,0) (1,0) (0,1) (1,1). The clause is worth a lot only to those who change both.
  const Blocks blocks(std::vector<std::size_t>{2, 2, 2},
                      std::vector<std::vector<IssueId>>{{IssueId(0), IssueId(1)}});
  const std::vector<double> worth{0, 0.1, 0, 0.2, 0.1, 1};  // issue 2 comes first
  NearbySearch search(blocks);
  const Package text{0, 0, 0};
  REQUIRE(search.best(worth, text, 1)->worth == Approx(0.2));
  REQUIRE(search.package() == Package{1, 0, 0});
  REQUIRE(search.best(worth, text, 2)->changes == 2);
  REQUIRE(search.package() == Package{1, 1, 0});
  REQUIRE(search.fewest(worth, 0.2, worth, text)->changes == 1);
  REQUIRE(search.fewest(worth, 0.3, worth, text)->changes == 2);
  REQUIRE(search.fewest(worth, 1.1, worth, text)->changes == 3);
  REQUIRE_FALSE(search.fewest(worth, 1.1 + 1e-11, worth, text));
}

TEST_CASE("answers do not depend on earlier ones", "[nearby]") {
  Dice dice(61);
  const Blocks blocks(std::vector<std::size_t>{3, 4, 2, 5, 3, 3},
                      std::vector<std::vector<IssueId>>{{IssueId(1), IssueId(4)}});
  NearbySearch used(blocks);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> worth(blocks.rows());
    std::vector<double> goal(blocks.rows());
    for (double& value : worth) value = dice.unit();
    for (double& value : goal) value = 0.1 * static_cast<double>(dice.below(5));
    const Package text{2, 3, 1, 0, 1, 2};
    const std::size_t most = dice.below(7);
    NearbySearch fresh(blocks);
    const auto same = [](const std::optional<NearbyPackage>& x,
                         const std::optional<NearbyPackage>& y) {
      REQUIRE(x.has_value() == y.has_value());
      if (!x) return;
      REQUIRE(std::equal(x->rows.begin(), x->rows.end(), y->rows.begin()));
      REQUIRE(x->bound == y->bound);
      REQUIRE(x->nodes == y->nodes);
    };
    same(used.best(goal, text, most), fresh.best(goal, text, most));
    same(used.fewest(worth, 3.5, goal, text), fresh.fewest(worth, 3.5, goal, text));
    same(used.best(goal, text, most, worth, 3.0), fresh.best(goal, text, most, worth, 3.0));
  }
}

TEST_CASE("goes through a block of the most rows that there may be", "[nearby]") {
  // 16 issues of 2 options tied together; a row is worth its number of changes, less a little for
  // its own number, and a text of no change is worth most liked.
  const std::vector<std::size_t> options(16, 2);
  std::vector<IssueId> all;
  for (std::size_t i = 0; i < 16; ++i) all.emplace_back(i);
  const Blocks blocks(options, std::vector<std::vector<IssueId>>{all});
  REQUIRE(blocks.rows() == Blocks::kMostRows);
  Package text(16);
  for (std::size_t i = 0; i < 16; i += 3) text[i] = 1;
  const Row kept = blocks.row(blocks[0], text);
  std::vector<double> worth(blocks.rows());
  std::vector<double> liked(blocks.rows());
  for (Row row = 0; row < blocks.rows(); ++row) {
    double changes = 0;
    for (Row bits = row ^ kept; bits != 0; bits &= bits - 1) ++changes;
    worth[row] = changes;
    liked[row] = -changes * changes - 1e-6 * row;
  }
  NearbySearch search(blocks);
  for (std::size_t k = 0; k <= 16; ++k) {
    const auto best = search.best(worth, text, k);
    REQUIRE(best->worth == static_cast<double>(k));
    REQUIRE(best->changes == k);
    const auto fewest = search.fewest(worth, static_cast<double>(k), liked, text, kExact);
    REQUIRE(fewest->changes == k);
    double expected = -1e9;
    for (Row row = 0; row < blocks.rows(); ++row) {
      if (worth[row] == static_cast<double>(k)) expected = std::max(expected, liked[row]);
    }
    REQUIRE(fewest->goal == Approx(expected).epsilon(1e-12));
  }
}

TEST_CASE("one issue, one option, no issue", "[nearby]") {
  const Blocks single(std::vector<std::size_t>{1}, {});
  NearbySearch search(single);
  const std::vector<double> half{0.5};
  REQUIRE(search.best(half, {0}, 0)->changes == 0);
  REQUIRE(search.fewest(half, 0.5, half, {0})->goal == 0.5);
  REQUIRE_FALSE(search.fewest(half, 0.6, half, {0}));
  const Blocks none(std::vector<std::size_t>{}, {});
  NearbySearch nothing(none);
  REQUIRE(nothing.best({}, {}, 3)->rows.empty());
  REQUIRE(nothing.fewest({}, 0, {}, {})->changes == 0);
  REQUIRE_FALSE(nothing.fewest({}, 0.5, {}, {}));
  REQUIRE_FALSE(nothing.best({}, {}, 0, {}, 0.5));
}

}  // namespace
}  // namespace entente::testing::near_text

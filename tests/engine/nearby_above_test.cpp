// SPDX-License-Identifier: Apache-2.0
/// Search near a text and above a floor: equal to listing every package, honest about its bound.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "engine/search/nearby.hpp"
#include "tests/engine/nearby_cases.hpp"

namespace entente::testing::near_text {
namespace {

TEST_CASE("finds the best package near a text and above a floor", "[nearby]") {
  Dice dice(43);
  int none = 0;
  int branched = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    const Case c = random_case(dice);
    CAPTURE(trial);
    NearbySearch search(c.blocks, c.forbidden);
    const std::optional<double> expected = best_goal(list(c), [&](const Listed& l) {
      return l.changes <= c.most_changes && reaches(l.worth, c.at_least);
    });
    const auto found = search.best(c.goal, c.text, c.most_changes, c.worth, c.at_least, kExact);
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) {
      ++none;
      continue;
    }
    check_package(c, search, *found);
    REQUIRE(found->worth == UtilityView{&c.blocks, c.worth, {}}.worth(search.package()));
    REQUIRE(reaches(found->worth, c.at_least));
    REQUIRE(found->changes <= c.most_changes);
    REQUIRE(std::abs(found->goal - *expected) <= kClose);
    REQUIRE(found->bound >= *expected);
    REQUIRE(found->bound <= *expected + kClose);
    branched += found->nodes > 0 ? 1 : 0;
  }
  REQUIRE(none > 300);
  REQUIRE(none < 5000);
  REQUIRE(branched > 300);
}

TEST_CASE("is near the best by the tolerance, and its bound holds when nodes run out", "[nearby]") {
  Dice dice(47);
  int apart = 0;
  int unproven = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const Case c = random_case(dice);
    const bool enough = dice.below(2) == 0;
    const SearchEffort effort{0.2 * dice.unit(),
                              enough ? 1'000'000 : static_cast<std::uint32_t>(dice.below(8))};
    CAPTURE(trial, effort.tolerance, effort.most_nodes);
    NearbySearch search(c.blocks, c.forbidden);
    const std::optional<double> expected = best_goal(list(c), [&](const Listed& l) {
      return l.changes <= c.most_changes && reaches(l.worth, c.at_least);
    });
    const auto found = search.best(c.goal, c.text, c.most_changes, c.worth, c.at_least, effort);
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    check_package(c, search, *found);
    REQUIRE(reaches(found->worth, c.at_least));
    REQUIRE(found->changes <= c.most_changes);
    REQUIRE(found->nodes <= effort.most_nodes);
    REQUIRE(found->goal <= *expected + kTie);
    REQUIRE(found->bound >= *expected);
    if (enough) {
      REQUIRE(found->goal >= *expected - effort.tolerance - kClose);
      REQUIRE(found->bound <= found->goal + effort.tolerance + kClose);
    }
    apart += found->goal < *expected - kClose ? 1 : 0;
    unproven += found->bound > found->goal + effort.tolerance + kClose ? 1 : 0;
  }
  REQUIRE(apart > 20);
  REQUIRE(unproven > 20);
}

TEST_CASE("without branch and bound, no other rows of two blocks would be better", "[nearby]") {
  Dice dice(49);
  int unproven = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const Case c = random_case(dice);
    const auto narrow = [](const Blocks::Block& block) { return block.rows <= 16; };
    if (c.blocks.size() < 2 || !std::all_of(c.blocks.begin(), c.blocks.end(), narrow)) continue;
    CAPTURE(trial);
    NearbySearch search(c.blocks, c.forbidden);
    const auto found = search.best(c.goal, c.text, c.most_changes, c.worth, c.at_least, {0, 0});
    if (!found) continue;
    REQUIRE(found->nodes == 0);
    for (const Listed& l : list(c)) {
      if (l.changes > c.most_changes || l.worth < c.at_least) continue;
      std::size_t apart = 0;
      for (std::size_t b = 0; b < l.rows.size(); ++b) apart += l.rows[b] != found->rows[b] ? 1 : 0;
      if (apart <= 2) REQUIRE(l.goal <= found->goal + kTie);
    }
    unproven += found->bound > found->goal + kClose ? 1 : 0;
  }
  REQUIRE(unproven > 200);
}

TEST_CASE("finds the fewest changes that reach a worth, and of those the best liked", "[nearby]") {
  Dice dice(53);
  int none = 0;
  int unchanged = 0;
  int several = 0;
  for (int trial = 0; trial < 6000; ++trial) {
    const Case c = random_case(dice);
    CAPTURE(trial);
    const std::vector<Listed> all = list(c);
    std::size_t fewest = c.options.size() + 1;
    for (const Listed& l : all) {
      if (reaches(l.worth, c.at_least)) fewest = std::min(fewest, l.changes);
    }
    NearbySearch search(c.blocks, c.forbidden);
    const auto found = search.fewest(c.worth, c.at_least, c.goal, c.text, kExact);
    REQUIRE(found.has_value() == (fewest <= c.options.size()));
    if (!found) {
      ++none;
      continue;
    }
    check_package(c, search, *found);
    REQUIRE(found->worth == UtilityView{&c.blocks, c.worth, {}}.worth(search.package()));
    REQUIRE(reaches(found->worth, c.at_least));
    REQUIRE(found->changes == fewest);
    const std::optional<double> expected = best_goal(
        all, [&](const Listed& l) { return l.changes == fewest && reaches(l.worth, c.at_least); });
    REQUIRE(std::abs(found->goal - *expected) <= kClose);
    REQUIRE(found->bound >= *expected);
    REQUIRE(found->bound <= *expected + kClose);
    unchanged += fewest == 0 ? 1 : 0;
    several += fewest > 1 ? 1 : 0;
  }
  REQUIRE(none > 300);
  REQUIRE(unchanged > 300);
  REQUIRE(several > 400);
}

TEST_CASE("takes a sum near a text that is equal on paper for enough", "[nearby]") {
  const Blocks blocks(std::vector<std::size_t>{2, 2, 2}, {});
  // 0.1 + 0.2 + 0.3 is a little more than 0.6, and 0.3 + 0.2 + 0.1 is not.
  const std::vector<double> worth{0, 0.3, 0, 0.2, 0, 0.1};
  const std::vector<double> liked{1, 0, 1, 0, 1, 0};
  NearbySearch search(blocks);
  const Package text{0, 0, 0};
  REQUIRE(search.fewest(worth, 0.1 + 0.2 + 0.3, liked, text)->changes == 3);
  REQUIRE_FALSE(search.fewest(worth, 0.1 + 0.2 + 0.3 + 1e-11, liked, text));
  REQUIRE(search.best(liked, text, 3, worth, 0.1 + 0.2 + 0.3)->goal == 0);
  REQUIRE_FALSE(search.best(liked, text, 3, worth, 0.1 + 0.2 + 0.3 + 1e-11));
}

}  // namespace
}  // namespace entente::testing::near_text

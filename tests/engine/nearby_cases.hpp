// SPDX-License-Identifier: Apache-2.0
/// Random small cases of search near a text, and the listing of all packages that answers them.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "engine/search/nearby.hpp"
#include "tests/random_blocks.hpp"

namespace entente::testing::near_text {

using random_blocks::Dice;
using random_blocks::tied_at_random;

struct Case {
  std::vector<std::size_t> options;
  Blocks blocks;
  std::vector<double> goal, worth;
  std::vector<std::uint8_t> forbidden;
  Package text;
  std::size_t most_changes = 0;
  double at_least = 0;
};

/// Values of rows: continuous, on a grid with many ties (whose sums are exact in one case and not
/// in the other), or all zero.
inline std::vector<double> row_values(Dice& dice, std::size_t rows) {
  std::vector<double> values(rows);
  const std::size_t kind = dice.below(6);
  for (double& value : values) {
    if (kind < 3) value = dice.unit() - 0.3;
    if (kind == 3) value = 0.1 * static_cast<double>(dice.below(4));
    if (kind == 4) value = 0.25 * static_cast<double>(dice.below(4));
  }
  return values;
}

inline Case random_case(Dice& dice) {
  Case c;
  c.options.resize(1 + dice.below(6));
  for (std::size_t& count : c.options) count = 1 + dice.below(4);
  c.blocks = tied_at_random(dice, c.options);
  c.worth = row_values(dice, c.blocks.rows());
  c.goal = row_values(dice, c.blocks.rows());
  if (dice.below(4) == 0) {
    for (std::size_t r = 0; r < c.goal.size(); ++r) c.goal[r] = 0.2 * c.goal[r] - c.worth[r];
  }
  if (dice.below(2) == 0) {
    const std::size_t share = 2 + dice.below(6);
    for (std::size_t r = 0; r < c.worth.size(); ++r) c.forbidden.push_back(dice.below(share) == 0);
  }
  for (const std::size_t count : c.options) {
    c.text.push_back(static_cast<Option>(dice.below(count)));
  }
  c.most_changes = dice.below(c.options.size() + 2);
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

/// A package as listing finds it.
struct Listed {
  std::vector<Row> rows;
  std::size_t changes;
  double goal, worth;
};

inline std::vector<Listed> list(const Case& c) {
  std::vector<Listed> all;
  const UtilityView goal{&c.blocks, c.goal, c.forbidden};
  const UtilityView worth{&c.blocks, c.worth, c.forbidden};
  Package package(c.options.size());
  while (true) {
    if (!goal.crosses_red_line(package)) {
      Listed listed{{}, 0, goal.worth(package), worth.worth(package)};
      for (const Blocks::Block& block : c.blocks) {
        listed.rows.push_back(c.blocks.row(block, package));
      }
      for (std::size_t i = 0; i < package.size(); ++i) {
        listed.changes += package[i] != c.text[i] ? 1 : 0;
      }
      all.push_back(std::move(listed));
    }
    std::size_t i = 0;
    while (i < package.size() && ++package[i] == c.options[i]) package[i++] = 0;
    if (i == package.size()) return all;
  }
}

/// The greatest goal among those wanted.
inline std::optional<double> best_goal(const std::vector<Listed>& all,
                                       const std::function<bool(const Listed&)>& wanted) {
  std::optional<double> best;
  for (const Listed& listed : all) {
    if (wanted(listed) && (!best || listed.goal > *best)) best = listed.goal;
  }
  return best;
}

/// The package is what the rest of the answer says of it.
inline void check_package(const Case& c, const NearbySearch& search, const NearbyPackage& found) {
  const Package& package = search.package();
  REQUIRE(package.size() == c.options.size());
  REQUIRE(found.rows.size() == c.blocks.size());
  for (std::size_t b = 0; b < c.blocks.size(); ++b) {
    REQUIRE(found.rows[b] == c.blocks.row(c.blocks[b], package));
  }
  std::size_t changes = 0;
  for (std::size_t i = 0; i < package.size(); ++i) changes += package[i] != c.text[i] ? 1 : 0;
  REQUIRE(found.changes == changes);
  const UtilityView goal{&c.blocks, c.goal, c.forbidden};
  REQUIRE_FALSE(goal.crosses_red_line(package));
  REQUIRE(found.goal == goal.worth(package));
  REQUIRE(found.bound >= found.goal);
}

inline constexpr double kClose = 1e-10;
inline constexpr double kTie = 1e-13;
inline constexpr SearchEffort kExact{.tolerance = 0, .most_nodes = 10'000'000};

}  // namespace entente::testing::near_text

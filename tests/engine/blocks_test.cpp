// SPDX-License-Identifier: Apache-2.0
/// Blocks: connected components, rows and options there and back.
#include "engine/model/blocks.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

TEST_CASE("issues tied by a chain of clauses form one block", "[blocks]") {
  const std::vector<std::size_t> options = {2, 3, 4, 5, 2};
  const std::vector<std::vector<IssueId>> scopes = {{IssueId(0), IssueId(2)},
                                                    {IssueId(2), IssueId(4)}};
  const Blocks blocks(options, scopes);
  REQUIRE(blocks.size() == 3);
  CHECK(blocks.singles().size() == 2);
  CHECK(blocks[0].members.front().issue == IssueId(1));
  CHECK(blocks[1].members.front().issue == IssueId(3));
  CHECK(blocks[2].members.size() == 3);
  CHECK(blocks[2].rows == 2 * 4 * 2);
  CHECK(blocks.rows() == 3 + 5 + 16);
  CHECK(blocks.options() == 16);
}

TEST_CASE("rows and packages translate into each other", "[blocks]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const Scenario scenario = random_scenario(seed, {.world = false});
    const Blocks& blocks = scenario.blocks;
    std::set<std::vector<Row>> seen;
    for_every_package(scenario.issues, [&](const Package& package) {
      std::vector<Row> rows;
      Package back(package.size(), 99);
      for (const Blocks::Block& block : blocks) {
        rows.push_back(blocks.row(block, package));
        REQUIRE(rows.back() >= block.first);
        REQUIRE(rows.back() < block.first + block.rows);
        blocks.choose(block, rows.back(), back);
      }
      REQUIRE(back == package);
      REQUIRE(seen.insert(rows).second);
    });
  }
}

TEST_CASE("additive values of options are spread over rows", "[blocks]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Scenario scenario = random_scenario(seed, {.world = false});
    const Blocks& blocks = scenario.blocks;
    Dice dice(seed);
    std::vector<double> values(blocks.options());
    for (double& value : values) value = dice.unit();
    std::vector<double> rows(blocks.rows(), 1.0);
    blocks.add(values, 2.0, rows);
    for_every_package(scenario.issues, [&](const Package& package) {
      double expected = static_cast<double>(blocks.size());
      for (std::size_t i = 0; i < package.size(); ++i) {
        expected += 2 * values[blocks.first_option(IssueId(i)) + package[i]];
      }
      double sum = 0;
      for (const Blocks::Block& block : blocks) sum += rows[blocks.row(block, package)];
      REQUIRE(sum == Approx(expected));
    });
  }
}

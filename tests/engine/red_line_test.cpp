// SPDX-License-Identifier: Apache-2.0
/// Red lines one by one: in order, and forbidding exactly what the scenario says.
#include "engine/model/red_line.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "tests/random_scenario.hpp"

namespace entente::testing {
namespace {

/// What each red line forbids, by the definitions: clauses that hold, options beyond limits.
TEST_CASE("lists every red line with the rows that it forbids", "[red line]") {
  int clauses = 0;
  int limits = 0;
  int on_several = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Scenario scenario = random_scenario(seed, {.world = false, .rules = false});
    CAPTURE(seed);
    const std::vector<RedLine> lines = red_lines_of(scenario);
    auto line = lines.begin();
    const auto check = [&](std::size_t party, const std::string& clause,
                           const std::vector<IssueId>& issues, auto crosses) {
      REQUIRE(line != lines.end());
      REQUIRE(line->party == party);
      REQUIRE(line->clause == clause);
      REQUIRE(line->issues == issues);
      const Blocks::Block& block = scenario.blocks[line->block];
      REQUIRE(std::is_sorted(line->rows.begin(), line->rows.end()));
      for_every_package(scenario.issues, [&](const Package& package) {
        const Row row = scenario.blocks.row(block, package);
        const bool is_forbidden = std::binary_search(line->rows.begin(), line->rows.end(), row);
        REQUIRE(is_forbidden == crosses(package));
      });
      ++line;
    };
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      const Party& party = scenario.parties[p];
      for (const Clause& clause : party.clauses) {
        if (clause.amount) continue;
        std::vector<IssueId> issues;
        for (const Clause::Condition& condition : clause.when) issues.push_back(condition.issue);
        std::sort(issues.begin(), issues.end());
        check(p, clause.id, issues,
              [&](const Package& package) { return hold(clause.when, package); });
        ++clauses;
        on_several += issues.size() > 1 ? 1 : 0;
      }
      for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
        const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
        if (stance == nullptr || !stance->limit_is_red_line) continue;
        check(p, "", {IssueId(i)}, [&](const Package& package) {
          const int ideal = stance->ideal;
          return std::abs(package[i] - ideal) > std::abs(int{stance->limit} - ideal);
        });
        ++limits;
      }
    }
    REQUIRE(line == lines.end());
  }
  CHECK(clauses > 100);
  CHECK(limits > 100);
  CHECK(on_several > 50);
}

TEST_CASE("together a party's red lines are those of its utility", "[red line]") {
  int forbidden = 0;
  for (std::uint64_t seed = 1000; seed < 1200; ++seed) {
    const Scenario scenario = random_scenario(seed, {.world = false, .rules = false});
    CAPTURE(seed);
    const Utilities utilities(scenario.blocks, scenario.parties, scenario.issues, seed, 0);
    std::vector<std::vector<bool>> rows(scenario.parties.size(),
                                        std::vector<bool>(scenario.blocks.rows()));
    for (const RedLine& line : red_lines_of(scenario)) {
      for (const Row row : line.rows) rows[line.party][row] = true;
    }
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      const std::span<const std::uint8_t> red = utilities.of(PartyId(p)).red_lines;
      for (std::size_t row = 0; row < scenario.blocks.rows(); ++row) {
        REQUIRE((!red.empty() && red[row] != 0) == rows[p][row]);
        forbidden += rows[p][row] ? 1 : 0;
      }
    }
  }
  CHECK(forbidden > 100);
}

}  // namespace
}  // namespace entente::testing

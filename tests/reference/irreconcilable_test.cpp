// SPDX-License-Identifier: Apache-2.0
/// Why there is no deal, on problems small enough to see through.
#include <catch2/catch.hpp>

#include "analysis/agreements/coalitions.hpp"
#include "analysis/agreements/obstacles.hpp"
#include "tests/bargaining_game.hpp"

namespace entente::testing {
namespace {

Obstacles obstacles_in(const GameProblem& game) {
  const Zones zones = zones_of(game.problem, Extent::all);
  REQUIRE(zones.exists == Answer::no);
  Obstacles found = obstacles_of(game.problem, zones, red_lines_of(game.scenario));
  REQUIRE(found.irreconcilable_proven);
  REQUIRE(found.gains_proven);
  REQUIRE(found.openings_settled);
  return found;
}

/// Three sons share thirty camels, and each wants twelve.
BargainingGame camels() {
  BargainingGame game;
  game.seats.assign(3, {{{}}, 12 / 30.0});
  for (int a = 0; a <= 30; ++a) {
    for (int b = 0; a + b <= 30; ++b) {
      const int shares[] = {a, b, 30 - a - b};
      for (std::size_t p = 0; p < 3; ++p) game.seats[p].values[0].push_back(shares[p] / 30.0);
    }
  }
  return game;
}

}  // namespace

TEST_CASE("any two can share what three cannot", "[reference]") {
  const GameProblem game(camels());
  const Obstacles found = obstacles_in(game);
  CHECK(found.irreconcilable == 0b111);
  CHECK(found.nearest == 0b111);
  // Ten for each: two short, six in all. In total it is six whoever gives way.
  CHECK(found.margin == Approx(-2.0 / 30));
  REQUIRE(found.uniform);
  CHECK(found.uniform->cost == Approx(2.0 / 30));
  for (const double worth : found.uniform->worths) CHECK(worth == Approx(10.0 / 30));
  REQUIRE(found.total);
  CHECK(found.total->cost == Approx(6.0 / 30));
  CHECK_FALSE(found.fewest_lines);
  CHECK_FALSE(found.fewest_aside);
  // Settled to everybody's liking, all thirty go to each.
  REQUIRE(found.issues.size() == 1);
  CHECK(found.issues[0].opens);
  CHECK(found.issues[0].gain == Approx(18.0 / 30 + 2.0 / 30));

  const Coalitions coalitions = coalitions_of(game.problem);
  REQUIRE(coalitions.coalitions.size() == 4);
  for (const Coalition& coalition : coalitions.coalitions) {
    const bool pair = coalition.zone.signatories != 0b111;
    CHECK(coalition.zone.exists == (pair ? Answer::yes : Answer::no));
    CHECK(coalition.minimal == pair);
    CHECK(coalition.sufficient == !pair);  // all three must sign
  }
}

TEST_CASE("a majority opens what unanimity blocks, and the third then spoils it", "[reference]") {
  GameProblem game(camels());
  AgreementRule& rule = game.scenario.agreement;
  rule.may_sign = std::exchange(rule.required, {});
  rule.quorum = AgreementRule::Quorum{2.0 / 3, {1, 1, 1}};
  const Zones zones = zones_of(game.problem, Extent::all);
  CHECK(zones.exists == Answer::yes);
  CHECK(zones.zones.size() == 4);
  CHECK(zones.widest == 1);  // after all three, the first pair
  for (const Pivot& pivot : coalitions_of(game.problem).pivots) {
    CHECK(pivot.needed == 2);  // by each of the others alone
    CHECK(pivot.spoils == 1);  // what the others would sign together
  }
}

TEST_CASE("a circle of red lines that any two can live with", "[reference]") {
  // Three issues, of two options each: every party wants the second option on its own issue and
  // cannot sign if both others have theirs as well.
  BargainingGame game;
  for (std::size_t p = 0; p < 3; ++p) {
    BargainingGame::Seat& seat = game.seats.emplace_back();
    seat.values.assign(3, {0.0, 0.0});
    seat.values[p][1] = 1;
    seat.no_agreement = 0.5;
    const auto other = [p](std::size_t k) {
      return Clause::Condition{IssueId((p + k) % 3), {Option{1}}};
    };
    seat.terms.push_back({{other(1), other(2)}, {}});
  }
  const GameProblem three(game);
  const Obstacles found = obstacles_in(three);
  // Every party needs its issue at 1, so all are at 1 and cross all three red lines. Without the
  // demands of one its issue is at 0, and the others' red lines are respected: the smallest set is
  // all three. With all red lines respected, only one issue is at 1; two parties are 0.5 short.
  CHECK(found.irreconcilable == 0b111);
  CHECK(found.margin == Approx(-0.5));
  CHECK(found.uniform->cost == Approx(0.5));
  CHECK(found.total->cost == Approx(1.0));
  REQUIRE(found.fewest_lines);
  CHECK(found.fewest_lines->cost == 3);
  CHECK(found.fewest_lines->package == Package{1, 1, 1});
  CHECK_FALSE(found.fewest_aside);  // no issue has a status quo
  // One red line less, or one issue settled to everybody's liking, leaves another party at 0.
  CHECK(found.lines.empty());
  CHECK(found.issues.empty());
}

TEST_CASE("an issue set aside takes the red lines on it out of the way", "[reference]") {
  // A border and trade. The first cannot sign the line as it is, the second no other; both gain by
  // trade. Left out of the text, the border stays as it is, and they can trade.
  BargainingGame game;
  game.seats = {{{{0, 0.2}, {0, 0.5}}, 0.3, {{{{IssueId(0), {Option{0}}}}, {}}}},
                {{{0.2, 0}, {0, 0.5}}, 0.3, {{{{IssueId(0), {Option{1}}}}, {}}}}};
  GameProblem border(game);
  border.scenario.issues[0].status_quo = Option{0};
  const Obstacles found = obstacles_in(border);
  CHECK(found.irreconcilable == 0b11);
  CHECK(found.margin == -std::numeric_limits<double>::infinity());
  CHECK_FALSE(found.uniform);
  CHECK_FALSE(found.total);
  REQUIRE(found.fewest_lines);
  CHECK(found.fewest_lines->cost == 1);
  REQUIRE(found.fewest_aside);
  CHECK(found.fewest_aside->cost == 1);
  CHECK(found.fewest_aside->aside == std::vector{IssueId(0)});
  CHECK(found.fewest_aside->package == Package{0, 1});
  // Either red line alone would do; so would a border to both's liking.
  REQUIRE(found.lines.size() == 2);
  for (const BlockingLine& line : found.lines) CHECK(line.opens);
  REQUIRE(found.issues.size() == 1);
  CHECK(found.issues[0].issue == 0);
  CHECK(found.issues[0].opens);
}

TEST_CASE("swings of the first Council of the EEC, 1958 to 1972", "[published]") {
  // Weights 4, 4, 4, 2, 2, 1 for Germany, France, Italy, Belgium, the Netherlands, Luxembourg, and
  // 12 of 17 to pass. Their Banzhaf indices are 5/21, 5/21, 5/21, 1/7, 1/7 and 0 (D. S. Felsenthal
  // & M. Machover, "The Measurement of Voting Power", 1998): of 42 swings 10, 10, 10, 6, 6 and 0.
  // Everybody likes the proposal, so that only weights count.
  BargainingGame game;
  game.seats.assign(6, {{{0, 1}}, 0.5});
  GameProblem council(game);
  AgreementRule& rule = council.scenario.agreement;
  rule.may_sign = std::exchange(rule.required, {});
  rule.quorum = AgreementRule::Quorum{12.0 / 17, {4, 4, 4, 2, 2, 1}};
  const Coalitions found = coalitions_of(council.problem);
  CHECK(found.complete);
  std::vector<std::size_t> needed;
  for (const Pivot& pivot : found.pivots) {
    needed.push_back(pivot.needed);
    CHECK(pivot.spoils == 0);
    CHECK(pivot.of == 31);  // sets of the five others, but for the empty one
  }
  CHECK(needed == std::vector<std::size_t>{10, 10, 10, 6, 6, 0});
  // Winning coalitions: 14 of 64 are published for this rule.
  CHECK(std::count_if(found.coalitions.begin(), found.coalitions.end(),
                      [](const Coalition& coalition) { return coalition.sufficient; }) == 14);
}

}  // namespace entente::testing

// SPDX-License-Identifier: Apache-2.0
/// Bargaining problems solved in print or by hand: the four solutions, and what each is known for.
#include <catch2/catch.hpp>

#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/solutions.hpp"
#include "tests/bargaining_game.hpp"

namespace entente::testing {
namespace {

/// Two parties and one issue whose options are these points, none of them worth 0 without a deal.
BargainingGame points(const std::vector<std::pair<double, double>>& list) {
  BargainingGame game;
  game.seats.assign(2, {{{}}});
  for (const auto& [first, second] : list) {
    game.seats[0].values[0].push_back(first);
    game.seats[1].values[0].push_back(second);
  }
  return game;
}

Solutions solve_game(const GameProblem& game) {
  Solutions found = solve(game.problem, zone_of(game.problem, everyone(game.scenario.agreement)));
  for (const SolutionKind kind : kSolutions) {
    REQUIRE(solution(found, kind));
    REQUIRE(solution(found, kind)->proven);
  }
  return found;
}

/// Bill and Jack: J. F. Nash, "The Bargaining Problem", Econometrica 18 (1950) 155-162, the example
/// of the last section. Each good stays with its owner (option 0) or changes hands; utilities are
/// additive, here in hundredths.
constexpr double kBill[] = {2, 2, 2, 2, 4, 10, 4, 6, 2};
constexpr double kJack[] = {4, 2, 1, 2, 1, 1, 1, 2, 2};
constexpr std::size_t kOfBill = 5;  ///< book, whip, ball, bat, box; of Jack: pen, toy, knife, hat

BargainingGame barter() {
  BargainingGame game;
  game.seats.resize(2);
  for (std::size_t good = 0; good < std::size(kBill); ++good) {
    const bool bills = good < kOfBill;
    const double bill = kBill[good] / 100;
    const double jack = kJack[good] / 100;
    game.seats[0].values.push_back(bills ? std::vector{bill, 0.0} : std::vector{0.0, bill});
    game.seats[1].values.push_back(bills ? std::vector{0.0, jack} : std::vector{jack, 0.0});
    game.seats[bills ? 0 : 1].no_agreement += bills ? bill : jack;
  }
  return game;
}

}  // namespace

TEST_CASE("Bill and Jack barter as Nash says", "[published]") {
  const GameProblem game(barter());
  const Solutions found = solve_game(game);
  // Bill gives Jack book, whip, ball and bat, and gets pen, toy and knife: 12 and 5 more.
  CHECK(found.nash->package == Package{1, 1, 1, 1, 0, 1, 1, 1, 0});
  CHECK(found.nash->worths[0] == Approx(0.12 + 0.12));
  CHECK(found.nash->worths[1] == Approx(0.06 + 0.05));
  CHECK(found.nash->value == Approx(0.01 * std::sqrt(12 * 5)));
  const Efficiency nash = efficiency_of(game.problem, 3, found.nash->package, &found);
  CHECK(nash.efficient == Answer::yes);
  CHECK(*nash.nash_share == Approx(1));
}

TEST_CASE("Bill and Jack barter by other solutions", "[reference]") {
  // Efficient exchanges that hurt neither give (2,8) (6,7) (8,6) (12,5) (14,4) (16,2) (18,0), by
  // listing all 512. The most that they can gain is 18 and 8, so shares of the ideal are least
  // unequal at (12,5): 12/18 and 5/8. Of (6,7) and (8,6), both with a least gain of 6, leximin
  // takes the one whose other gain is greater.
  const GameProblem game(barter());
  const Solutions found = solve_game(game);
  CHECK(found.ideal[0] == Approx(0.12 + 0.18));
  CHECK(found.ideal[1] == Approx(0.06 + 0.08));
  CHECK(found.kalai_smorodinsky->package == found.nash->package);
  CHECK(found.kalai_smorodinsky->value == Approx(5.0 / 8));
  CHECK(found.egalitarian->value == Approx(0.06));
  CHECK(found.egalitarian->worths[0] == Approx(0.12 + 0.08));
  CHECK(found.egalitarian->worths[1] == Approx(0.06 + 0.06));
  CHECK(found.utilitarian->value == Approx(0.12 + 0.06 + 0.18));

  // The book against the knife, (4,2), leaves 12 on the table: by (12,5) no, by (14,4) yes.
  const Package trade{1, 0, 0, 0, 0, 0, 0, 1, 0};
  const Efficiency judged = efficiency_of(game.problem, 3, trade, &found);
  CHECK(judged.efficient == Answer::no);
  CHECK(judged.left == Approx(0.12));
  CHECK(*judged.nash_share == Approx(4.0 * 2 / (12 * 5)));
  CHECK(judged.place[0] == Approx(4.0 / 18));
  CHECK(judged.place[1] == Approx(2.0 / 8));
  CHECK(judged.distance[0] == Approx(0.01 * std::hypot(8, 3)));
}

TEST_CASE("Kalai-Smorodinsky's solution does not fall when more becomes possible", "[reference]") {
  // The axiom that takes the place of independence in E. Kalai & M. Smorodinsky, "Other solutions
  // to Nash's bargaining problem", Econometrica 43 (1975) 513-518. In the first problem points lie
  // on the lines from (0,1) to (3/4,3/4) to (1,0); in the second the other end is (1,0.7), so that
  // the second party can have at least as much for whatever the first gets.
  //   Nash: on the first line x (1 - x/3) rises up to 3/4, then 3 x (1 - x) falls: (3/4,3/4).
  //         x (1 - 0.3 x) rises up to x = 1: (1,0.7). The second party gets less.
  //   Kalai-Smorodinsky: ideal (1,1), so x = y: 3/4, then 1 - 0.3 x = x at 10/13. It gets more.
  std::vector<std::pair<double, double>> narrow;
  std::vector<std::pair<double, double>> wide;
  for (int k = 0; k <= 12; ++k) {
    const double x = k / 12.0;
    narrow.emplace_back(x, k <= 9 ? 1 - x / 3 : 3 * (1 - x));
  }
  for (int k = 0; k <= 13; ++k) wide.emplace_back(k / 13.0, 1 - 0.3 * k / 13.0);

  const GameProblem before(points(narrow));
  const Solutions first = solve_game(before);
  CHECK(first.nash->package == Package{9});
  CHECK(first.nash->value == Approx(0.75));
  CHECK(first.kalai_smorodinsky->package == Package{9});
  CHECK(first.kalai_smorodinsky->value == Approx(0.75));

  const GameProblem after(points(wide));
  const Solutions second = solve_game(after);
  CHECK(second.nash->package == Package{13});
  CHECK(second.nash->value == Approx(std::sqrt(0.7)));
  CHECK(second.kalai_smorodinsky->package == Package{10});
  CHECK(second.kalai_smorodinsky->value == Approx(10.0 / 13));
  CHECK(second.kalai_smorodinsky->worths[1] > first.kalai_smorodinsky->worths[1]);
  CHECK(second.nash->worths[1] < first.nash->worths[1]);
}

TEST_CASE("Nash's solution does not depend on what is not chosen", "[reference]") {
  // Independence of irrelevant alternatives: (4,4) beats (2,7) and (6,2) by its product, also when
  // (2,7) is gone; but then the second party's ideal falls from 7 to 4, and with it Kalai-
  // Smorodinsky's choice. Shares with (2,7): (2/6,1) (4/6,4/7) (1,2/7) (5/6,3/7), least 2/6, 4/7,
  // 2/7, 3/7; without: (4/6,1) (1,2/4) (5/6,3/4), least 4/6, 1/2, 3/4.
  const GameProblem all(points({{0.2, 0.7}, {0.4, 0.4}, {0.6, 0.2}, {0.5, 0.3}}));
  const GameProblem fewer(points({{0.4, 0.4}, {0.6, 0.2}, {0.5, 0.3}}));
  const Solutions then = solve_game(all);
  const Solutions now = solve_game(fewer);
  CHECK(then.nash->package == Package{1});
  CHECK(now.nash->package == Package{0});
  CHECK(then.kalai_smorodinsky->package == Package{1});
  CHECK(then.kalai_smorodinsky->value == Approx(4.0 / 7));
  CHECK(now.kalai_smorodinsky->package == Package{2});
  CHECK(now.kalai_smorodinsky->value == Approx(3.0 / 4));
}

TEST_CASE("leximin gives the others what the worst-off cannot have", "[reference]") {
  // H. Imai, "Individual monotonicity and lexicographic maxmin solution", Econometrica 51 (1983)
  // 389-401. The first of three can have no more than 1/4, in three of four packages: among these
  // the second least gain decides, then the greatest.
  BargainingGame game;
  game.seats = {
      {{{0.25, 0.25, 0.25, 0.125}}}, {{{0.25, 0.75, 0.5, 1.0}}}, {{{1.0, 0.5, 0.5, 1.0}}}};
  const GameProblem three(game);
  const Solutions found = solve_game(three);
  // Ascending: (1/4,1/4,1) (1/4,1/2,3/4) (1/4,1/2,1/2) (1/8,1,1).
  CHECK(found.egalitarian->package == Package{1});
  CHECK(found.egalitarian->value == 0.25);
  // Shares of the ideal (1/4,1,1): (1,1/4,1) (1,3/4,1/2) (1,1/2,1/2) (1/2,1,1), ascending
  // (1/4,1,1) (1/2,3/4,1) (1/2,1/2,1) (1/2,1,1).
  CHECK(found.kalai_smorodinsky->package == Package{3});
  CHECK(found.kalai_smorodinsky->value == 0.5);
}

}  // namespace entente::testing

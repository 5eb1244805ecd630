// SPDX-License-Identifier: Apache-2.0
/// What must not change the exact answers, or change them in a known way, at sizes of up to
/// 28 issues x 4 options that nobody can list: units of utility, the order of parties and issues,
/// options that nobody wants.
#include <bit>
#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/obstacles.hpp"
#include "analysis/agreements/solutions.hpp"
#include "tests/bargaining_game.hpp"
#include "tests/random_scenario.hpp"

namespace entente::testing {
namespace {

/// Unoptimised, with assertions, fewer.
#ifdef NDEBUG
constexpr std::uint64_t kCases = 60;
#else
constexpr std::uint64_t kCases = 20;
#endif
constexpr double kExact = 1e-9;

/// Neighbours in opinion and opponents over 3 to 28 issues, with bonuses for combinations of
/// options and red lines; worths in [0,1].
BargainingGame random_game(std::uint64_t seed) {
  Dice dice(seed + 3'000'000);
  BargainingGame game;
  const std::size_t parties = dice.between(2, 5);
  const std::size_t issues = dice.chance(0.5) ? 28 : dice.between(3, 28);
  std::vector<std::size_t> options(issues);
  for (std::size_t& count : options) count = issues == 28 ? 4 : dice.between(2, 4);
  const double level = dice.unit();
  for (std::size_t p = 0; p < parties; ++p) {
    BargainingGame::Seat& seat = game.seats.emplace_back();
    std::vector<double> weights(issues);
    for (double& weight : weights) weight = 0.05 + dice.unit();
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < issues; ++i) {
      std::vector<double>& values = seat.values.emplace_back(options[i]);
      for (std::size_t o = 0; o < options[i]; ++o) {
        const double way = static_cast<double>(o) / static_cast<double>(options[i] - 1);
        const double score = 0.7 * (p % 2 == 0 ? way : 1 - way) + 0.3 * dice.unit();
        values[o] = 0.9 * weights[i] / sum * score;
      }
    }
    seat.no_agreement = 0.3 + 0.3 * level + 0.1 * dice.unit();
    for (std::size_t t = dice.below(4); t > 0; --t) {
      const bool red = dice.chance(0.5);
      BargainingGame::Term term;
      const std::size_t first = dice.below(issues);
      for (std::size_t k = 0; k < 2; ++k) {
        const std::size_t issue = (first + k) % issues;
        term.when.push_back({IssueId(issue),
                             {static_cast<Option>(red ? dice.between(1, options[issue] - 1)
                                                      : dice.below(options[issue]))}});
      }
      if (!red) term.amount = 0.03 * dice.unit();
      seat.terms.push_back(term);
    }
  }
  return game;
}

/// A package that depends on the case alone.
Package text_of(const BargainingGame& game, std::uint64_t seed) {
  Dice dice(seed + 4'000'000);
  Package text;
  for (const auto& values : game.seats.front().values) {
    text.push_back(static_cast<Option>(dice.below(values.size())));
  }
  return text;
}

/// All exact answers about a game.
struct Answers {
  Zone zone;
  Solutions solutions;
  Efficiency efficiency;               ///< of the text
  std::optional<Obstacles> obstacles;  ///< where there is no zone
};

Answers answers_of(const BargainingGame& game, const Package& text) {
  const GameProblem of(game);
  const Zones zones = zones_of(of.problem, Extent::all);
  REQUIRE(zones.zones.size() == 1);
  Answers answers{zones.zones.front(), {}, {}, {}};
  REQUIRE(answers.zone.exists != Answer::open);
  const bool exists = answers.zone.exists == Answer::yes;
  if (exists) {
    answers.solutions = solve(of.problem, answers.zone);
    for (const SolutionKind kind : kSolutions) {
      REQUIRE(solution(answers.solutions, kind));
      REQUIRE(solution(answers.solutions, kind)->proven);
    }
  } else {
    answers.obstacles = obstacles_of(of.problem, zones, red_lines_of(of.scenario));
  }
  answers.efficiency = efficiency_of(of.problem, answers.zone.signatories, text,
                                     exists ? &answers.solutions : nullptr);
  REQUIRE(answers.efficiency.left_proven);
  return answers;
}

bool close(double a, double b) { return a == b || std::abs(a - b) <= kExact; }

/// That everything but packages is the same, worths in units of `unit`.
void check_same_values(const Answers& before, const Answers& after, double unit = 1) {
  REQUIRE(after.zone.exists == before.zone.exists);
  CHECK(after.efficiency.efficient == before.efficiency.efficient);
  CHECK(close(after.efficiency.left, unit * before.efficiency.left));
  if (before.zone.exists == Answer::yes) {
    CHECK(close(after.solutions.nash->value, unit * before.solutions.nash->value));
    CHECK(
        close(after.solutions.kalai_smorodinsky->value, before.solutions.kalai_smorodinsky->value));
    CHECK(close(after.solutions.egalitarian->value, unit * before.solutions.egalitarian->value));
    CHECK(after.efficiency.nash_share.has_value());
    CHECK(close(*after.efficiency.nash_share, *before.efficiency.nash_share));
    for (std::size_t k = 0; k < std::size(kSolutions); ++k) {
      CHECK(close(after.efficiency.distance[k], unit * before.efficiency.distance[k]));
    }
    return;
  }
  const Obstacles& then = *before.obstacles;
  const Obstacles& now = *after.obstacles;
  CHECK(close(now.margin, unit * then.margin));
  CHECK(std::popcount(now.irreconcilable) == std::popcount(then.irreconcilable));
  for (const auto currency : {&Obstacles::uniform, &Obstacles::total}) {
    REQUIRE((now.*currency).has_value() == (then.*currency).has_value());
    if (then.*currency) CHECK(close((now.*currency)->cost, unit * (then.*currency)->cost));
  }
  for (const auto currency : {&Obstacles::fewest_lines, &Obstacles::fewest_aside}) {
    REQUIRE((now.*currency).has_value() == (then.*currency).has_value());
    if (then.*currency) CHECK((now.*currency)->cost == (then.*currency)->cost);
  }
  if (!now.gains_proven || !then.gains_proven) return;  // dozens of searches share one effort
  REQUIRE(now.issues.size() == then.issues.size());
  for (std::size_t k = 0; k < now.issues.size(); ++k) {
    CHECK(close(now.issues[k].gain, unit * then.issues[k].gain));
    CHECK(now.issues[k].opens == then.issues[k].opens);
  }
  REQUIRE(now.lines.size() == then.lines.size());
  for (std::size_t k = 0; k < now.lines.size(); ++k) {
    CHECK(close(now.lines[k].gain, unit * then.lines[k].gain));
  }
}

/// That solutions are the same packages, once `moved` has said where theirs went.
template <class Moved>
void check_same_packages(const Answers& before, const Answers& after, Moved moved) {
  for (const SolutionKind kind : kSolutions) {
    if (!solution(before.solutions, kind)) continue;
    INFO(name_of(kind));
    CHECK(solution(after.solutions, kind)->package ==
          moved(solution(before.solutions, kind)->package));
  }
  REQUIRE(after.efficiency.better.has_value() == before.efficiency.better.has_value());
  if (before.efficiency.better) {
    CHECK(*after.efficiency.better == moved(*before.efficiency.better));
  }
}

Package as_it_is(const Package& package) { return package; }

/// u -> scale u + shift.
void rescale(BargainingGame::Seat& seat, double scale, double shift) {
  for (std::vector<double>& values : seat.values) {
    for (double& value : values) value *= scale;
  }
  for (double& value : seat.values.front()) value += shift;
  for (BargainingGame::Term& term : seat.terms) {
    if (term.amount) *term.amount *= scale;
  }
  seat.no_agreement = scale * seat.no_agreement + shift;
}

std::vector<std::size_t> shuffled(std::size_t count, Dice& dice) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  for (std::size_t k = count; k > 1; --k) std::swap(order[k - 1], order[dice.below(k)]);
  return order;
}

/// Calls `check(seed, game, text, answers, dice)` for every case.
template <class Check>
void for_every_case(Check check) {
  int with_zone = 0;
  int cut_short = 0;
  for (std::uint64_t seed = 0; seed < kCases; ++seed) {
    INFO("seed " << seed);
    const BargainingGame game = random_game(seed);
    const Package text = text_of(game, seed);
    const Answers answers = answers_of(game, text);
    if (answers.zone.exists == Answer::yes) ++with_zone;
    if (answers.obstacles && !answers.obstacles->gains_proven) ++cut_short;
    Dice dice(seed + 5'000'000);
    check(game, text, answers, dice);
  }
  CHECK(with_zone > static_cast<int>(kCases) / 4);
  CHECK(with_zone < static_cast<int>(kCases) * 3 / 4);
  CHECK(cut_short < static_cast<int>(kCases) / 5);
}

TEST_CASE("the unit of all utilities together changes no answer but its unit",
          "[agreements][metamorphic]") {
  for_every_case([](BargainingGame game, const Package& text, const Answers& before, Dice& dice) {
    const double scale = 0.3 + 0.5 * dice.unit();
    for (BargainingGame::Seat& seat : game.seats) rescale(seat, scale, 0.2 * dice.unit());
    const Answers after = answers_of(game, text);
    check_same_values(before, after, scale);
    check_same_packages(before, after, as_it_is);
  });
}

TEST_CASE("the unit of one party's utility moves neither Nash's nor Kalai-Smorodinsky's package",
          "[agreements][metamorphic]") {
  int egalitarian_moved = 0;
  for_every_case([&](BargainingGame game, const Package& text, const Answers& before, Dice& dice) {
    const std::size_t one = dice.below(game.seats.size());
    const double scale = 0.3 + 0.5 * dice.unit();
    const double shift = 0.2 * dice.unit();
    rescale(game.seats[one], scale, shift);
    const Answers after = answers_of(game, text);
    REQUIRE(after.zone.exists == before.zone.exists);
    CHECK(after.efficiency.efficient == before.efficiency.efficient);
    if (before.obstacles) {
      CHECK(after.obstacles->irreconcilable == before.obstacles->irreconcilable);
      REQUIRE(after.obstacles->fewest_lines.has_value() ==
              before.obstacles->fewest_lines.has_value());
      if (before.obstacles->fewest_lines) {
        CHECK(after.obstacles->fewest_lines->cost == before.obstacles->fewest_lines->cost);
      }
      return;
    }
    const auto parties = static_cast<double>(game.seats.size());
    CHECK(after.solutions.nash->package == before.solutions.nash->package);
    CHECK(close(after.solutions.nash->value,
                std::pow(scale, 1 / parties) * before.solutions.nash->value));
    CHECK(after.solutions.kalai_smorodinsky->package ==
          before.solutions.kalai_smorodinsky->package);
    CHECK(
        close(after.solutions.kalai_smorodinsky->value, before.solutions.kalai_smorodinsky->value));
    CHECK(close(after.solutions.ideal[one], scale * before.solutions.ideal[one] + shift));
    CHECK(close(*after.efficiency.nash_share, *before.efficiency.nash_share));
    if (after.solutions.egalitarian->package != before.solutions.egalitarian->package) {
      ++egalitarian_moved;
    }
  });
  CHECK(egalitarian_moved > 0);
}

TEST_CASE("the order of the parties changes no answer", "[agreements][metamorphic]") {
  for_every_case(
      [](const BargainingGame& game, const Package& text, const Answers& before, Dice& dice) {
        BargainingGame other;
        for (const std::size_t p : shuffled(game.seats.size(), dice)) {
          other.seats.push_back(game.seats[p]);
        }
        const Answers after = answers_of(other, text);
        check_same_values(before, after);
        check_same_packages(before, after, as_it_is);
      });
}

TEST_CASE("the order of the issues changes no answer", "[agreements][metamorphic]") {
  for_every_case(
      [](const BargainingGame& game, const Package& text, const Answers& before, Dice& dice) {
        const std::vector<std::size_t> order = shuffled(text.size(), dice);  // new place -> old
        std::vector<std::size_t> place(order.size());
        for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
        const auto moved = [&order](const Package& package) {
          Package now;
          for (const std::size_t i : order) now.push_back(package[i]);
          return now;
        };
        BargainingGame other = game;
        for (std::size_t p = 0; p < game.seats.size(); ++p) {
          for (std::size_t i = 0; i < order.size(); ++i) {
            other.seats[p].values[i] = game.seats[p].values[order[i]];
          }
          for (BargainingGame::Term& term : other.seats[p].terms) {
            for (Clause::Condition& condition : term.when) {
              condition.issue = IssueId(place[condition.issue]);
            }
          }
        }
        const Answers after = answers_of(other, moved(text));
        check_same_values(before, after);
        check_same_packages(before, after, moved);
        if (before.obstacles) {
          CHECK(after.obstacles->irreconcilable == before.obstacles->irreconcilable);
        }
      });
}

TEST_CASE("an option that is worse for all than another changes no answer",
          "[agreements][metamorphic]") {
  for_every_case([](BargainingGame game, const Package& text, const Answers& before, Dice& dice) {
    for (std::size_t k = 0; k < 3; ++k) {
      const std::size_t issue = dice.below(text.size());
      const bool tied = std::any_of(game.seats.begin(), game.seats.end(), [&](const auto& seat) {
        return std::any_of(seat.terms.begin(), seat.terms.end(), [&](const auto& term) {
          return std::any_of(term.when.begin(), term.when.end(),
                             [&](const auto& condition) { return condition.issue == issue; });
        });
      });
      if (tied) continue;
      const std::size_t better = dice.below(game.seats.front().values[issue].size());
      for (BargainingGame::Seat& seat : game.seats) {
        seat.values[issue].push_back(seat.values[issue][better] - 0.001 - 0.01 * dice.unit());
      }
    }
    const Answers after = answers_of(game, text);
    check_same_values(before, after);
    check_same_packages(before, after, as_it_is);
  });
}

}  // namespace
}  // namespace entente::testing

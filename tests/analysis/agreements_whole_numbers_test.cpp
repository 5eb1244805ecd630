// SPDX-License-Identifier: Apache-2.0
/// Exact answers at sizes that cannot be listed, against a dynamic programme over whole numbers.
///
/// Where worths are small whole numbers, so are their sums, and there are far fewer sums than
/// packages: of all packages with the same worths for all members but the last, only the one that
/// is worth most to the last can matter to a solution. A table of these, filled block by block,
/// is small at 28 issues x 4 options. Whole numbers also make ties by the thousand.
#include <array>
#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/obstacles.hpp"
#include "analysis/agreements/solutions.hpp"
#include "tests/bargaining_game.hpp"
#include "tests/random_scenario.hpp"

namespace entente::testing {
namespace {

constexpr double kUnit = 1.0 / 1024;  ///< exact, as are sums of it
constexpr double kExact = 1e-9;
constexpr Effort kEffort{.most_nodes = 50'000};

using Sums = std::vector<int>;  ///< by party

struct Shape {
  std::size_t parties, issues, options;
  int most;  ///< of an option's worth
  int cases;
};

BargainingGame random_game(const Shape& shape, Dice& dice) {
  BargainingGame game;
  const double opposition = dice.unit();
  const double level = 0.5 + 0.4 * dice.unit();
  for (std::size_t p = 0; p < shape.parties; ++p) {
    BargainingGame::Seat& seat = game.seats.emplace_back();
    int greatest = 0;
    for (std::size_t i = 0; i < shape.issues; ++i) {
      std::vector<double>& values = seat.values.emplace_back();
      const double weight = static_cast<double>(shape.most) * (0.3 + 0.7 * dice.unit());
      int best = 0;
      for (std::size_t o = 0; o < shape.options; ++o) {
        const double way = static_cast<double>(o) / static_cast<double>(shape.options - 1);
        const double score =
            opposition * (p % 2 == 0 ? way : 1 - way) + (1 - opposition) * dice.unit();
        const int value = static_cast<int>(std::lround(weight * score));
        best = std::max(best, value);
        values.push_back(kUnit * value);
      }
      greatest += best;
    }
    seat.no_agreement = kUnit * std::floor(level * greatest);
    for (std::size_t t = dice.below(3); t > 0; --t) {
      BargainingGame::Term term;
      const std::size_t first = dice.below(shape.issues - 1);
      for (std::size_t k = 0; k < 2; ++k) {
        term.when.push_back({IssueId(first + k), {static_cast<Option>(dice.below(shape.options))}});
      }
      if (dice.chance(0.6)) term.amount = kUnit * static_cast<double>(dice.below(3));
      seat.terms.push_back(term);
    }
  }
  return game;
}

int whole(double worth) { return static_cast<int>(std::lround(worth / kUnit)); }

/// The most that the last party can have for each combination of what the others have.
class Table {
 public:
  explicit Table(const BargainingProblem& problem) : parties_(problem.parties.size()) {
    std::size_t size = 1;
    for (std::size_t p = 0; p + 1 < parties_; ++p) {
      int most = 0;
      for (const Blocks::Block& block : problem.blocks()) {
        const auto first = problem.parties[p].rows.begin() + block.first;
        most += whole(*std::max_element(first, first + block.rows));
      }
      stride_.push_back(size);
      size *= static_cast<std::size_t>(most) + 1;
    }
    stride_.push_back(size);
    best_.assign(size, -1);
    best_[0] = 0;
    for (const Blocks::Block& block : problem.blocks()) add(problem, block);
  }

  /// Calls `visit` with the sums of every combination that some package has.
  template <class Visit>
  void for_all(Visit visit) const {
    Sums sums(parties_);
    for (std::size_t at = 0; at < best_.size(); ++at) {
      if (best_[at] < 0) continue;
      for (std::size_t p = 0; p + 1 < parties_; ++p) {
        sums[p] = static_cast<int>(at % stride_[p + 1] / stride_[p]);
      }
      sums.back() = best_[at];
      visit(std::as_const(sums));
    }
  }

 private:
  void add(const BargainingProblem& problem, const Blocks::Block& block) {
    std::vector<int> next(best_.size(), -1);
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      std::size_t step = 0;
      bool red = false;
      for (std::size_t p = 0; p < parties_; ++p) {
        red = red || problem.parties[p].red_lines[row] != 0;
        if (p + 1 < parties_) {
          step += stride_[p] * static_cast<std::size_t>(whole(problem.parties[p].rows[row]));
        }
      }
      if (red) continue;
      const int last = whole(problem.parties.back().rows[row]);
      const int* from = best_.data();
      int* to = next.data() + step;
      for (std::size_t at = 0; at + step < best_.size(); ++at) {
        if (from[at] >= 0) to[at] = std::max(to[at], from[at] + last);
      }
    }
    best_ = std::move(next);
  }

  std::size_t parties_;
  std::vector<std::size_t> stride_;  ///< by party, and the size
  std::vector<int> best_;            ///< -1: no package
};

/// What is best by definition, over all sums.
struct Best {
  bool any = false;  ///< package at all
  int margin = 0;
  int shortfall = 0;  ///< the least total
  bool zone = false;
  double nash = 0;
  Sums ideal;
  std::vector<double> egalitarian;        ///< gains, ascending, by leximin
  std::vector<double> kalai_smorodinsky;  ///< shares, likewise
  int utilitarian = 0;                    ///< sum of worths
};

/// Whether `a` is greater at the first difference.
bool leximin_better(const std::vector<double>& a, const std::vector<double>& b) {
  for (std::size_t k = 0; k < a.size() && !b.empty(); ++k) {
    if (std::abs(a[k] - b[k]) > kExact) return a[k] > b[k];
  }
  return b.empty();
}

Best best_of(const Table& table, const Sums& floors) {
  Best best;
  best.ideal = floors;
  std::vector<Sums> zone;
  table.for_all([&](const Sums& sums) {
    int least = sums[0] - floors[0];
    int lacking = 0;
    for (std::size_t p = 0; p < sums.size(); ++p) {
      least = std::min(least, sums[p] - floors[p]);
      lacking += std::max(0, floors[p] - sums[p]);
    }
    best.margin = best.any ? std::max(best.margin, least) : least;
    best.shortfall = best.any ? std::min(best.shortfall, lacking) : lacking;
    best.any = true;
    if (least >= 0) zone.push_back(sums);
  });
  best.zone = !zone.empty();
  for (const Sums& sums : zone) {
    for (std::size_t p = 0; p < sums.size(); ++p) best.ideal[p] = std::max(best.ideal[p], sums[p]);
  }
  for (const Sums& sums : zone) {
    double product = 1;
    int total = 0;
    std::vector<double> gains, shares;
    for (std::size_t p = 0; p < sums.size(); ++p) {
      const double gain = sums[p] - floors[p];
      product *= gain;
      total += sums[p];
      gains.push_back(gain);
      shares.push_back(best.ideal[p] == floors[p] ? 0 : gain / (best.ideal[p] - floors[p]));
    }
    std::sort(gains.begin(), gains.end());
    std::sort(shares.begin(), shares.end());
    best.nash = std::max(best.nash, std::pow(product, 1.0 / static_cast<double>(sums.size())));
    best.utilitarian = std::max(best.utilitarian, total);
    if (leximin_better(gains, best.egalitarian)) best.egalitarian = gains;
    if (leximin_better(shares, best.kalai_smorodinsky)) best.kalai_smorodinsky = shares;
  }
  return best;
}

/// Gains of a solution in units of `scale`, ascending.
std::vector<double> sorted_gains(const Solution& solution, const Sums& floors, const Sums& scale) {
  std::vector<double> gains;
  for (std::size_t p = 0; p < floors.size(); ++p) {
    gains.push_back((solution.worths[p] / kUnit - floors[p]) / scale[p]);
  }
  std::sort(gains.begin(), gains.end());
  return gains;
}

bool close(double a, double b) { return std::abs(a - b) <= kExact; }

bool close(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return close(x, y); });
}

/// How often a search reached its limit before the proof: where gains of one are losses of others,
/// bounds lie between whole numbers, with nothing to tell packages below them apart.
struct Count {
  int with_zone = 0;
  int proven = 0;
  int bounded = 0;
};

/// That a value is the best, if it is proven, and else no better, with a bound that holds.
void check_value(double value, double bound, bool proven, double best, Count& count) {
  REQUIRE(value <= best + kExact);
  REQUIRE(bound >= best - kExact);
  if (proven) REQUIRE(close(value, best));
  ++(proven ? count.proven : count.bounded);
}

void check_solutions(const BargainingProblem& problem, const Zone& zone, const Best& best,
                     const Sums& floors, Count& count) {
  const Solutions found = solve(problem, zone, kEffort);
  for (const SolutionKind kind : kSolutions) {
    INFO(name_of(kind));
    const std::optional<Solution>& of = solution(found, kind);
    REQUIRE(of);
    for (std::size_t p = 0; p < floors.size(); ++p) {
      REQUIRE(problem.could_sign(PartyId(p), of->package));
      REQUIRE(close(of->worths[p], problem.parties[p].worth(of->package)));
    }
  }
  const auto check = [&count](const Solution& of, double value) {
    check_value(of.value, of.bound, of.proven, value, count);
  };
  REQUIRE(found.ideal_proven);
  bool all_gain = true;
  Sums ranges;
  for (std::size_t p = 0; p < floors.size(); ++p) {
    REQUIRE(close(found.ideal[p], kUnit * best.ideal[p]));
    ranges.push_back(best.ideal[p] - floors[p]);
    all_gain = all_gain && ranges.back() > 0;
  }
  check(*found.nash, kUnit * best.nash);
  check(*found.utilitarian, kUnit * best.utilitarian);
  check(*found.egalitarian, kUnit * best.egalitarian.front());
  if (found.egalitarian->proven) {
    const Sums ones(floors.size(), 1);
    REQUIRE(close(sorted_gains(*found.egalitarian, floors, ones), best.egalitarian));
  }
  if (!all_gain) return;
  check(*found.kalai_smorodinsky, best.kalai_smorodinsky.front());
  if (found.kalai_smorodinsky->proven) {
    REQUIRE(close(sorted_gains(*found.kalai_smorodinsky, floors, ranges), best.kalai_smorodinsky));
  }
}

void check_efficiency(const BargainingProblem& problem, PartySet set, const Table& table,
                      Dice& dice, Count& count) {
  Package text;
  for (const Issue& issue : problem.scenario->issues) {
    text.push_back(static_cast<Option>(dice.below(issue.options.size())));
  }
  Sums worths;
  for (const UtilityView& party : problem.parties) worths.push_back(whole(party.worth(text)));
  int left = 0;
  table.for_all([&](const Sums& sums) {
    int rise = 0;
    for (std::size_t p = 0; p < sums.size(); ++p) {
      if (sums[p] < worths[p]) return;
      rise += sums[p] - worths[p];
    }
    left = std::max(left, rise);
  });
  const Efficiency found = efficiency_of(problem, set, text, nullptr, kEffort);
  if (found.efficient != Answer::open) {
    REQUIRE(found.efficient == (left > 0 ? Answer::no : Answer::yes));
  }
  if (found.left_proven) REQUIRE(close(found.left, kUnit * left));
  ++(found.left_proven ? count.proven : count.bounded);
}

void check_case(const BargainingGame& game, Dice& dice, Count& count) {
  const GameProblem of(game);
  const Table table(of.problem);
  Sums floors;
  for (const double floor : of.problem.no_agreement) floors.push_back(whole(floor));
  const Best best = best_of(table, floors);
  const Zones zones = zones_of(of.problem, Extent::all, kEffort);
  const Zone& zone = zones.zones.front();
  check_efficiency(of.problem, zone.signatories, table, dice, count);
  if (zone.exists == Answer::open) {
    ++count.bounded;
    return;
  }
  ++count.proven;
  REQUIRE(zone.exists == (best.zone ? Answer::yes : Answer::no));
  if (best.zone) {
    ++count.with_zone;
    check_solutions(of.problem, zone, best, floors, count);
    return;
  }
  const Obstacles found = obstacles_of(of.problem, zones, red_lines_of(of.scenario), kEffort);
  REQUIRE(found.uniform.has_value() == best.any);
  REQUIRE(found.total.has_value() == best.any);
  if (!best.any) return;
  const auto check = [&count](const Opening& opening, double cost) {
    check_value(-opening.cost, -opening.bound, opening.proven, -cost, count);
  };
  check(*found.uniform, -kUnit * best.margin);
  check(*found.total, kUnit * best.shortfall);
}

TEST_CASE("answers at 28 issues x 4 options are those of a table of whole sums",
          "[agreements][brute force]") {
  constexpr Shape kShapes[] = {
      {2, 28, 4, 12, 60}, {2, 28, 4, 3, 40}, {3, 28, 4, 3, 15}, {4, 12, 3, 3, 10}};
  int cases = 0;
  Count count;
  for (const Shape& shape : kShapes) {
    for (int k = 0; k < shape.cases; ++k) {
      INFO(shape.parties << " parties, " << shape.issues << " issues, case " << k);
      Dice dice(static_cast<std::uint64_t>(9'000'000 + cases++));
      check_case(random_game(shape, dice), dice, count);
    }
  }
  CHECK(count.with_zone > cases / 4);
  CHECK(count.with_zone < cases * 3 / 4);
  CHECK(count.bounded <= count.proven / 50);
}

}  // namespace
}  // namespace entente::testing

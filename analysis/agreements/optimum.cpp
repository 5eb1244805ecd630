// SPDX-License-Identifier: Apache-2.0
/// Branch and bound by prices.
///
/// The best package by an aim (aim.hpp) of a space of any size:
///   1. Prices of the best lottery give a bound on all packages (relaxation.cpp). If it is no
///      better than the best package met, nothing is left to look for.
///   2. All packages whose regrets leave them a chance are looked at (departures.cpp). Picks whose
///      own regret is too much are in none of them and are dropped for good.
///   3. Where these are too many, one block is split: its picks are fixed one after the other, the
///      most promising first, and each part is searched from 1 on with prices of its own, whose
///      bound is lower, as lotteries can no longer mix picks of that block.
/// Every package is in exactly one part, and a part is left only when its bound proves it holds
/// nothing better, so the answer is proven (Land & Doig 1960; bounds by Lagrangian relaxation:
/// Geoffrion 1974, Fisher 1981). When nodes or time run out, the greatest bound of the parts left
/// unsearched bounds the answer.
///
/// A pick that another of its block equals or beats for every member (and goal) is dropped first:
/// aims are monotone, so some best package is without it.
#include "analysis/agreements/optimum.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/agreements/departures.hpp"
#include "analysis/agreements/relaxation.hpp"

namespace entente {
namespace {

/// Packages looked at before a part is split: of 3,000, 20,000 and 100,000 the fastest on 28 issues
/// of 4 options and 100 of 6, 4 opposed parties.
constexpr std::uint64_t kBeforeSplit = 20'000;
/// Comparing all pairs of a larger block's picks takes longer than it saves.
constexpr std::uint32_t kPairwise = 128;
/// A value is proven where no more lies between it and the bound, for each unit of it above 1.
constexpr double kProven = 1e-9;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void drop_dominated(GainTable& table) {
  if (table.blocks() == 1) return;  // its picks are looked at one by one anyhow
  std::vector<std::uint8_t> dropped(table.entries());
  const auto beats = [&table](std::uint32_t a, std::uint32_t b) {
    if (!table.goal.empty() && table.goal[a] < table.goal[b]) return false;
    for (const std::vector<double>& column : table.gain) {
      if (column[a] < column[b]) return false;
    }
    return true;
  };
  for (std::size_t b = 0; b < table.blocks(); ++b) {
    const std::uint32_t first = table.first[b];
    const std::uint32_t end = table.first[b + 1];
    if (end - first > kPairwise) continue;
    for (std::uint32_t e = first; e < end; ++e) {
      for (std::uint32_t other = first; other < end; ++other) {
        if (other == e || dropped[other] != 0 || !beats(other, e)) continue;
        dropped[e] = 1;
        break;
      }
    }
  }
  table.keep([&dropped](std::uint32_t e) { return dropped[e] == 0; });
}

/// One question about one space.
class Question {
 public:
  Question(Aim aim, const Effort& effort, double enough, double at_least = -kInfinity)
      : aim_(aim), effort_(effort), best_(aim, enough, at_least) {}

  void start_from(double value, std::vector<Pick> picks) {
    best_.start_from(value, std::move(picks));
  }

  void solve(GainTable table) {
    Relaxation relaxation;
    const bool gains = relaxation.solve(aim_, table, [&](const Candidate& seen) {
      ++nodes_;
      best_.offer(table, seen.entries, seen.gains, seen.goal);
      return best_.is_enough() || effort_.stopped() ? kInfinity : best_.threshold() / table.unit;
    });
    const Prices& prices = relaxation.prices();
    const double bound = gains ? prices.bound * table.unit : 0.0;
    if (best_.rules_out(bound)) return leave(bound);
    const std::uint64_t most =
        std::min(kBeforeSplit, effort_.most_nodes - std::min(effort_.most_nodes, nodes_));
    if (look_at_departures(aim_, table, prices, best_, most, effort_, nodes_) == Looked::at_all) {
      return leave(bound);
    }
    if (effort_.stopped() || nodes_ >= effort_.most_nodes) {
      left_ = std::max(left_, bound);
      return;
    }
    split(table, relaxation);
  }

  [[nodiscard]] Optimum answer() const {
    Optimum optimum;
    optimum.picks = best_.picks();
    optimum.value = best_.value();
    optimum.bound = std::max(left_, best_.greatest());
    optimum.nodes = nodes_;
    return optimum;
  }

  [[nodiscard]] Aim aim() const { return aim_; }

 private:
  /// A part is done with: what is left in it is of no interest, or nothing is any more.
  void leave(double bound) {
    left_ = std::max(left_, best_.is_enough() ? bound : std::min(bound, best_.threshold()));
  }

  void split(const GainTable& table, const Relaxation& relaxation) {
    const Prices& prices = relaxation.prices();
    const double gap = prices.bound - best_.threshold() / table.unit + kRounding;
    const auto regret = [&](std::size_t b, std::uint32_t e) {
      return prices.value[prices.best[b]] - prices.value[e];
    };
    // The block whose picks the lottery mixes most; among equals the one with most picks left.
    std::size_t chosen = table.blocks();
    double most_mixed = -1;
    std::size_t most_left = 1;
    for (std::size_t b = 0; b < table.blocks(); ++b) {
      double mixed = 0;
      std::size_t left = 0;
      for (std::uint32_t e = table.first[b]; e < table.first[b + 1]; ++e) {
        if (regret(b, e) > gap) continue;
        ++left;
        mixed += relaxation.weights()[e] * (1 - relaxation.weights()[e]);
      }
      if (left < 2 || mixed < most_mixed || (mixed == most_mixed && left <= most_left)) continue;
      chosen = b;
      most_mixed = mixed;
      most_left = left;
    }
    if (chosen == table.blocks()) {  // a single package is left, and it has been looked at
      return leave(prices.bound * table.unit);
    }
    std::vector<std::uint32_t> parts;
    for (std::uint32_t e = table.first[chosen]; e < table.first[chosen + 1]; ++e) {
      if (regret(chosen, e) <= gap) parts.push_back(e);
    }
    std::stable_sort(parts.begin(), parts.end(), [&](std::uint32_t a, std::uint32_t b) {
      return prices.value[a] > prices.value[b];
    });
    std::vector<std::uint8_t> stays(table.entries());
    for (std::size_t b = 0; b < table.blocks(); ++b) {
      for (std::uint32_t e = table.first[b]; e < table.first[b + 1]; ++e) {
        stays[e] = b != chosen && regret(b, e) <= gap ? 1 : 0;
      }
    }
    for (const std::uint32_t part : parts) {
      const double bound = (prices.bound - regret(chosen, part)) * table.unit;
      if (best_.rules_out(bound)) {
        leave(bound);
        continue;
      }
      if (effort_.stopped() || nodes_ >= effort_.most_nodes) {
        left_ = std::max(left_, bound);
        continue;
      }
      GainTable sub = table;
      sub.keep([&](std::uint32_t e) { return e == part || stays[e] != 0; });
      solve(std::move(sub));
    }
    leave(best_.threshold());
  }

  Aim aim_;
  const Effort& effort_;
  Incumbent best_;
  std::uint64_t nodes_ = 0;
  double left_ = -std::numeric_limits<double>::infinity();  ///< bounds what was left unsearched
};

/// The table of gains (u - origin) / scale; without scale, u - origin.
GainTable table_of(const Space& space, std::span<const double> origin,
                   std::span<const double> scale, std::span<const double> goal) {
  GainTable table;
  const std::size_t members = space.members();
  table.members = members;
  table.first.resize(space.blocks() + 1);
  for (std::size_t b = 0; b < space.blocks(); ++b) table.first[b + 1] = space.end(b);
  table.pick.resize(space.picks());
  std::iota(table.pick.begin(), table.pick.end(), Pick{0});
  table.gain.assign(members, std::vector<double>(space.picks()));
  for (Pick pick = 0; pick < space.picks(); ++pick) {
    const std::span<const double> worth = space.worth(pick);
    for (std::size_t m = 0; m < members; ++m) {
      table.gain[m][pick] = scale.empty() ? worth[m] : worth[m] / scale[m];
    }
  }
  for (std::size_t m = 0; m < members; ++m) {
    table.base.push_back(scale.empty() ? -origin[m] : -origin[m] / scale[m]);
  }
  table.goal.assign(goal.begin(), goal.end());
  drop_dominated(table);
  return table;
}

/// Sums the worths anew: on the way they were changed pick by pick.
void weigh(const Space& space, Aim aim, std::span<const double> origin,
           std::span<const double> scale, std::span<const double> goal, Optimum& optimum) {
  std::vector<double> gains(space.members());
  space.evaluate(optimum.picks, gains);
  for (std::size_t m = 0; m < gains.size(); ++m) {
    gains[m] = (gains[m] - origin[m]) / (scale.empty() ? 1.0 : scale[m]);
  }
  double sum = 0;
  for (const Pick pick : optimum.picks) sum += goal.empty() ? 0.0 : goal[pick];
  const double value = value_of(aim, gains, sum);
  // A floor may be missed by the last digit of another order of summing.
  if (value > -kInfinity) optimum.value = value;
  optimum.bound = std::max(optimum.bound, optimum.value);
}

Optimum ask(const Space& space, Question question, std::span<const double> origin,
            std::span<const double> scale, std::span<const double> goal) {
  if (space.empty()) {
    Optimum none;
    none.bound = -kInfinity;
    none.proven = true;
    return none;
  }
  question.solve(table_of(space, origin, scale, goal));
  Optimum optimum = question.answer();
  if (!optimum.picks.empty()) weigh(space, question.aim(), origin, scale, goal, optimum);
  optimum.proven =
      optimum.bound <= optimum.value + kProven * std::max(1.0, std::abs(optimum.value));
  return optimum;
}

/// What is answered where no package reaches the floors, or none was found.
Optimum none_allowed(const Optimum& allowed) {
  Optimum optimum;
  optimum.nodes = allowed.nodes;
  optimum.proven = allowed.bound < -kRounding;
  optimum.bound = optimum.proven ? -kInfinity : kInfinity;
  return optimum;
}

}  // namespace

Optimum Optimizer::least_gain(std::span<const double> origin, std::span<const double> scale,
                              const Effort& effort, double enough) const {
  const double at_least = enough < kInfinity ? enough : -kInfinity;
  return ask(*space_, Question(Aim::least_gain, effort, enough, at_least), origin, scale, {});
}

Optimum Optimizer::leximin(std::span<const double> origin, std::span<const double> scale,
                           const Effort& effort) const {
  return ask(*space_, Question(Aim::leximin, effort, kInfinity), origin, scale, {});
}

Optimum Optimizer::least_shortfall(std::span<const double> origin, const Effort& effort) const {
  Optimum nobody = least_gain(origin, {}, effort, 0.0);
  if (reaches(nobody.value, 0.0)) {
    nobody.value = 0;
    nobody.bound = 0;
    nobody.proven = true;
    return nobody;
  }
  Optimum optimum = ask(*space_, Question(Aim::shortfall, effort, 0.0), origin, {}, {});
  optimum.bound = std::min(optimum.bound, 0.0);
  return optimum;
}

// Both begin with a package to beat: without one, packages far from the bound would have to be
// looked at, too.

Optimum Optimizer::nash(std::span<const double> origin, const Effort& effort) const {
  const Optimum allowed = least_gain(origin, {}, effort, 0.0);
  if (!reaches(allowed.value, 0.0)) return none_allowed(allowed);
  std::vector<double> gains(space_->members());
  space_->evaluate(allowed.picks, gains);
  for (std::size_t m = 0; m < gains.size(); ++m) gains[m] -= origin[m];
  Question question(Aim::nash, effort, kInfinity);
  question.start_from(value_of(Aim::nash, gains, 0), allowed.picks);
  return ask(*space_, std::move(question), origin, {}, {});
}

Optimum Optimizer::greatest(std::span<const double> goal, std::span<const double> floors,
                            const Effort& effort, double enough) const {
  const Optimum allowed = least_gain(floors, {}, effort, 0.0);
  if (!reaches(allowed.value, 0.0)) return none_allowed(allowed);
  double value = 0;
  for (const Pick pick : allowed.picks) value += goal[pick];
  Question question(Aim::goal, effort, enough);
  question.start_from(value, allowed.picks);
  return ask(*space_, std::move(question), floors, {}, goal);
}

}  // namespace entente

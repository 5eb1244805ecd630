// SPDX-License-Identifier: Apache-2.0
/// Zones and the solutions in them.
///
/// A zone has a package exactly when the greatest least gain is 0 or more; the search ends at the
/// first package that shows it, or when the bound is below 0, whose prices are the proof that none
/// does: no package makes the priced sum of gains non-negative (optimum.cpp).
///
/// Over a zone, with g = u - o:
///     Nash (1950)                   max prod of g, here as a geometric mean
///     Kalai & Smorodinsky (1975)    max min of g / (b - o), with the ideal point b: what each
///                                   could have at most in the zone (found by as many searches)
///     egalitarian (Kalai 1977)      max min of g
///     utilitarian                   max sum of u
/// Kalai and Smorodinsky's and the egalitarian package are completed by leximin (Imai 1983):
/// packages are not divisible, so a package of greatest least share may be bettered for the others.
///
/// All four are monotone in worths, so each is attained on the Pareto frontier. Where a search was
/// cut short (worths in few whole numbers, nearly constant in sum, leave prices little to tell
/// packages apart by) and the frontier can be had exactly, the solutions are read off it.
///
/// Departure: the theory has lotteries over packages, which make the set convex, and one solution;
/// here the best single package is meant, since what is signed is a text. Of several packages with
/// the same value one is given.
#include "analysis/agreements/solutions.hpp"

#include <algorithm>
#include <limits>

#include "analysis/agreements/aim.hpp"
#include "analysis/agreements/frontier.hpp"

namespace entente {

Zone zone_of(const BargainingProblem& problem, PartySet signatories, const Effort& effort) {
  const Space space = space_of(problem, signatories);
  const std::vector<double> floors = floors_of(problem, signatories);
  const Optimum found = Optimizer(space).least_gain(floors, {}, effort, 0.0);
  Zone zone{.signatories = signatories, .exists = Answer::open, .witness = {}, .margin = 0};
  if (reaches(found.value, 0.0)) {
    zone.exists = Answer::yes;
    zone.witness = space.package(found.picks);
    zone.margin = found.value;
  } else {
    zone.margin = found.bound;
    if (found.bound < -kRounding) zone.exists = Answer::no;
  }
  return zone;
}

Zones zones_of(const BargainingProblem& problem, Extent extent, const Effort& effort) {
  const SignatorySets sufficient = sufficient_sets(problem.scenario->agreement);
  Zones zones;
  zones.complete = sufficient.complete;
  zones.exists = sufficient.complete ? Answer::no : Answer::open;
  for (const PartySet set : sufficient.sets) {
    zones.zones.push_back(zone_of(problem, set, effort));
    const Answer exists = zones.zones.back().exists;
    if (exists == Answer::open && !zones.widest) zones.exists = Answer::open;
    if (exists != Answer::yes || zones.widest) continue;
    zones.exists = Answer::yes;
    zones.widest = zones.zones.size() - 1;
    if (extent == Extent::widest) break;
  }
  return zones;
}

std::string_view name_of(SolutionKind kind) {
  switch (kind) {
    case SolutionKind::nash:
      return "Nash";
    case SolutionKind::kalai_smorodinsky:
      return "Kalai-Smorodinsky";
    case SolutionKind::egalitarian:
      return "egalitarian";
    case SolutionKind::utilitarian:
      return "utilitarian";
  }
  return {};
}

const std::optional<Solution>& solution(const Solutions& solutions, SolutionKind kind) {
  switch (kind) {
    case SolutionKind::nash:
      return solutions.nash;
    case SolutionKind::kalai_smorodinsky:
      return solutions.kalai_smorodinsky;
    case SolutionKind::egalitarian:
      return solutions.egalitarian;
    case SolutionKind::utilitarian:
      break;
  }
  return solutions.utilitarian;
}

namespace {

class Solver {
 public:
  Solver(const BargainingProblem& problem, PartySet signatories, const Effort& effort)
      : problem_(problem),
        parties_(parties_of(signatories)),
        effort_(effort),
        space_(space_of(problem, signatories)),
        floors_(floors_of(problem, signatories)),
        optimizer_(space_) {}

  Solutions solve(PartySet signatories) {
    Solutions solutions;
    solutions.signatories = signatories;
    solutions.egalitarian = completed({});
    if (!solutions.egalitarian) return solutions;
    const std::vector<double> ranges = find_ideal(solutions);
    solutions.nash = named(optimizer_.nash(floors_, effort_));
    if (solutions.nash && solutions.nash->proven && solutions.nash->value <= kRounding) {
      solutions.nash = worth_nothing(*solutions.egalitarian);
    }
    const bool all_gain =
        std::all_of(ranges.begin(), ranges.end(), [](double range) { return range > kRounding; });
    solutions.kalai_smorodinsky =
        all_gain ? completed(ranges) : worth_nothing(*solutions.egalitarian);
    // Towards an ideal that is not proven, the least share is not proven to be the greatest.
    if (solutions.kalai_smorodinsky && !solutions.ideal_proven) {
      solutions.kalai_smorodinsky->proven = false;
      solutions.kalai_smorodinsky->bound = 1;
    }
    solutions.utilitarian = named(optimizer_.greatest(sums(), floors_, effort_));
    if (!all_proven(solutions)) read_off_frontier(solutions);
    return solutions;
  }

 private:
  static bool all_proven(const Solutions& solutions) {
    return solutions.ideal_proven &&
           std::all_of(std::begin(kSolutions), std::end(kSolutions), [&](SolutionKind kind) {
             const std::optional<Solution>& found = solution(solutions, kind);
             return found && found->proven;
           });
  }

  /// By the frontier, if it is exact within the effort.
  void read_off_frontier(Solutions& solutions) const {
    const std::uint64_t sums = effort_.most_nodes / kNodesOfSum;
    if (sums == 0 || effort_.stopped()) return;
    const Frontier frontier = frontier_of(
        space_, floors_,
        {.most_points = sums, .most_sums = sums, .exact_only = true, .stop = effort_.stop});
    if (!frontier.complete || frontier.size() == 0) return;
    std::vector<double> ranges(floors_.size());
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      for (std::size_t m = 0; m < floors_.size(); ++m) {
        ranges[m] = std::max(ranges[m], frontier.point(i)[m] - floors_[m]);
      }
    }
    for (std::size_t m = 0; m < floors_.size(); ++m) {
      solutions.ideal[parties_[m]] = floors_[m] + ranges[m];
    }
    solutions.ideal_proven = true;
    const bool all_gain =
        std::all_of(ranges.begin(), ranges.end(), [](double range) { return range > kRounding; });
    // What was proven stays; the share of the ideal is read anew with it.
    const auto read = [&](std::optional<Solution>& of, Aim aim, std::span<const double> scales) {
      if (!of || !of->proven) of = best_point(frontier, aim, scales);
    };
    read(solutions.egalitarian, Aim::leximin, {});
    if (!all_gain) {
      solutions.kalai_smorodinsky = worth_nothing(*solutions.egalitarian);
    } else {
      read(solutions.kalai_smorodinsky, Aim::leximin, ranges);
    }
    read(solutions.nash, Aim::nash, {});
    if (solutions.nash->value <= kRounding) solutions.nash = worth_nothing(*solutions.egalitarian);
    read(solutions.utilitarian, Aim::goal, {});
  }

  /// The best point by an aim (a goal: the sum of worths), gains in units of `scales`.
  [[nodiscard]] std::optional<Solution> best_point(const Frontier& frontier, Aim aim,
                                                   std::span<const double> scales) const {
    std::size_t best = 0;
    double most = -std::numeric_limits<double>::infinity();
    double greatest = most;  // by leximin: see Incumbent
    std::vector<double> order;
    for (std::size_t i = 0; i < frontier.size(); ++i) {
      std::vector<double> gains;
      double sum = 0;
      for (std::size_t m = 0; m < floors_.size(); ++m) {
        gains.push_back((frontier.point(i)[m] - floors_[m]) / (scales.empty() ? 1.0 : scales[m]));
        sum += frontier.point(i)[m];
      }
      const double value = value_of(aim, gains, sum);
      if (aim == Aim::leximin) {
        if (value < greatest - kNoBetter) continue;
        greatest = std::max(greatest, value);
        const bool behind = most < greatest - kNoBetter;
        if (!behind && !leximin_better(gains, order)) continue;
      } else if (value <= most) {
        continue;
      }
      std::sort(gains.begin(), gains.end());
      order = std::move(gains);
      most = value;
      best = i;
    }
    Optimum optimum;
    const std::size_t blocks = space_.blocks();
    optimum.picks.assign(frontier.picks.begin() + static_cast<std::ptrdiff_t>(best * blocks),
                         frontier.picks.begin() + static_cast<std::ptrdiff_t>((best + 1) * blocks));
    optimum.value = most;
    optimum.bound = most;
    optimum.proven = true;
    return named(optimum);
  }

  /// The package of greatest least gain by these scales, completed by leximin.
  std::optional<Solution> completed(std::span<const double> scales) {
    Optimum best = optimizer_.leximin(floors_, scales, effort_);
    if (!best.proven || !reaches(best.value, 0.0)) {
      // Ties may be too many to settle, or have led out of the zone by a rounding; the least gain
      // itself is a smaller question.
      const Optimum least = optimizer_.least_gain(floors_, scales, effort_);
      best.bound = std::min(best.bound, least.bound);
      if (least.value > best.value + kNoWorse || !reaches(best.value, 0.0)) {
        best.picks = least.picks;
        best.value = least.value;
      }
      best.proven = best.bound <= best.value + kProven;
    }
    if (!reaches(best.value, 0.0)) return {};
    return named(best);
  }

  std::vector<double> find_ideal(Solutions& solutions) {
    solutions.ideal = problem_.no_agreement;
    solutions.ideal_proven = true;
    std::vector<double> ranges;
    std::vector<double> goal(space_.picks());
    for (std::size_t m = 0; m < parties_.size(); ++m) {
      for (Pick pick = 0; pick < space_.picks(); ++pick) goal[pick] = space_.worth(pick)[m];
      const Optimum most = optimizer_.greatest(goal, floors_, effort_);
      solutions.ideal_proven = solutions.ideal_proven && most.proven;
      const double ideal = most.picks.empty() ? floors_[m] : most.value;
      solutions.ideal[parties_[m]] = ideal;
      ranges.push_back(ideal - floors_[m]);
    }
    return ranges;
  }

  [[nodiscard]] std::vector<double> sums() const {
    std::vector<double> sums(space_.picks());
    for (Pick pick = 0; pick < space_.picks(); ++pick) {
      for (const double worth : space_.worth(pick)) sums[pick] += worth;
    }
    return sums;
  }

  [[nodiscard]] std::optional<Solution> named(const Optimum& optimum) const {
    if (optimum.picks.empty()) return {};
    Solution solution;
    solution.package = space_.package(optimum.picks);
    solution.worths = problem_.worths(solution.package);
    solution.value = optimum.value;
    solution.bound = std::max(optimum.bound, optimum.value);
    solution.proven = optimum.proven;
    return solution;
  }

  static Solution worth_nothing(Solution solution) {
    solution.value = 0;
    solution.bound = 0;
    return solution;
  }

  /// Adding a sum to a frontier and filtering it takes about as long as looking at so many
  /// packages.
  static constexpr std::uint64_t kNodesOfSum = 16;
  static constexpr double kProven = 1e-9;
  static constexpr double kNoWorse = 2e-10;

  const BargainingProblem& problem_;
  std::vector<PartyId> parties_;  ///< the signatories
  const Effort& effort_;
  Space space_;
  std::vector<double> floors_;
  Optimizer optimizer_;
};

}  // namespace

Solutions solve(const BargainingProblem& problem, const Zone& zone, const Effort& effort) {
  if (zone.exists != Answer::yes) {
    Solutions none;
    none.signatories = zone.signatories;
    return none;
  }
  return Solver(problem, zone.signatories, effort).solve(zone.signatories);
}

}  // namespace entente

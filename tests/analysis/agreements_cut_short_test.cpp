// SPDX-License-Identifier: Apache-2.0
/// Searches that are cut short say so: what they call proven is true, and their bounds hold,
/// against a list of all packages.
#include <catch2/catch.hpp>

#include "analysis/agreements/coalitions.hpp"
#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/obstacles.hpp"
#include "tests/brute_force_obstacles.hpp"
#include "tests/random_problem.hpp"

namespace entente::testing {
namespace {

using Listed = BruteForce::Listed;

constexpr std::uint64_t kSmall = kSmallProblems / 4;
constexpr double kExact = 1e-9;

/// Calls `check(problem, its packages, effort)` with problems of both sizes and efforts that are
/// far from enough, or over before they begin. Large problems come first.
template <class Check>
void for_every_case(Check check) {
  constexpr std::uint64_t kNodes[] = {1, 4, 20, 100};
  const std::atomic<bool> now = true;
  for (std::uint64_t seed = 0; seed < kSmall + kLargeProblems; ++seed) {
    const RandomProblem random(50'000 + seed,
                               seed < kLargeProblems ? ProblemSize::large : ProblemSize::small);
    const BruteForce all(random.problem());
    Effort effort{.most_nodes = kNodes[seed % 4]};
    if (seed % 5 == 4) effort = {.stop = &now};
    INFO("seed " << seed << ", nodes " << effort.most_nodes << ", stopped " << effort.stopped());
    check(random.problem(), all, effort);
  }
}

/// That an answer is right where it is given; whether it is.
bool check_answer(Answer answer, bool truth) {
  if (answer == Answer::open) return false;
  REQUIRE((answer == Answer::yes) == truth);
  return true;
}

TEST_CASE("zones cut short are open or right", "[agreements][cut short]") {
  int open = 0;
  int answered = 0;
  for_every_case([&](const BargainingProblem& problem, const BruteForce& all, Effort effort) {
    for (const Zone& zone : zones_of(problem, Extent::all, effort).zones) {
      INFO("signatories " << zone.signatories);
      const std::vector<Listed> packages = all.zone(zone.signatories);
      ++(check_answer(zone.exists, !packages.empty()) ? answered : open);
      REQUIRE(zone.witness.has_value() == (zone.exists == Answer::yes));
      if (zone.witness) {
        REQUIRE(all.in_zone(all.number(*zone.witness), zone.signatories));
      } else {
        REQUIRE(zone.margin >= all.margin(all.space(zone.signatories), zone.signatories) - kExact);
      }
    }
    for (const Coalition& coalition : coalitions_of(problem, effort).coalitions) {
      const bool exists = !all.zone(coalition.zone.signatories).empty();
      check_answer(coalition.zone.exists, exists);
      if (coalition.minimal) REQUIRE(exists);
    }
  });
  CHECK(open > 0);
  CHECK(answered > static_cast<int>(kSmall) / 2);
}

/// That a solution of greatest value `best` is in the zone and claims no more than is true; whether
/// it is proven.
bool check_solution(const BruteForce& all, PartySet set, const std::optional<Solution>& found,
                    double best) {
  if (!found) return false;
  REQUIRE(all.in_zone(all.number(found->package), set));
  REQUIRE(found->value <= best + kExact);
  REQUIRE(found->bound >= best - kExact);
  if (found->proven) REQUIRE(found->value >= best - kExact);
  return found->proven;
}

TEST_CASE("solutions cut short have bounds that hold", "[agreements][cut short]") {
  int proven = 0;
  int bounded = 0;
  for_every_case([&](const BargainingProblem& problem, const BruteForce& all, Effort effort) {
    const PartySet set = all.sufficient().front();
    const std::vector<Listed> packages = all.zone(set);
    const Solutions found = solve(problem, zone_of(problem, set), effort);
    if (packages.empty()) {
      for (const SolutionKind kind : kSolutions) REQUIRE_FALSE(solution(found, kind));
      return;
    }
    const std::vector<double> ideal = all.ideal(packages, set);
    double least_range = 1;
    for (const PartyId party : parties_of(set)) {
      if (found.ideal_proven) REQUIRE(std::abs(found.ideal[party] - ideal[party]) <= kExact);
      least_range = std::min(least_range, ideal[party] - problem.no_agreement[party]);
    }
    double nash = 0;
    double egalitarian = BruteForce::kNothing;
    double utilitarian = BruteForce::kNothing;
    double share = least_range > kRounding ? BruteForce::kNothing : 0;
    for (const Listed x : packages) {
      nash = std::max(nash, all.nash(x, set));
      egalitarian = std::max(egalitarian, all.least_gain(x, set));
      utilitarian = std::max(utilitarian, all.total(x, set));
      if (least_range <= kRounding) continue;
      double least = 1;
      for (const PartyId party : parties_of(set)) {
        least = std::min(least, all.gain(x, party) / (ideal[party] - problem.no_agreement[party]));
      }
      share = std::max(share, least);
    }
    const auto count = [&](bool is_proven) { ++(is_proven ? proven : bounded); };
    count(check_solution(all, set, found.nash, nash));
    count(check_solution(all, set, found.egalitarian, egalitarian));
    count(check_solution(all, set, found.utilitarian, utilitarian));
    const auto& kalai_smorodinsky = found.kalai_smorodinsky;
    if (kalai_smorodinsky && found.ideal_proven) {
      count(check_solution(all, set, kalai_smorodinsky, share));
    } else if (kalai_smorodinsky) {
      REQUIRE_FALSE(kalai_smorodinsky->proven);
      REQUIRE(all.in_zone(all.number(kalai_smorodinsky->package), set));
    }
  });
  CHECK(proven > static_cast<int>(kSmall) / 4);
  CHECK(bounded > 0);
}

TEST_CASE("efficiency cut short is open or right", "[agreements][cut short]") {
  int open = 0;
  for_every_case([&](const BargainingProblem& problem, const BruteForce& all, Effort effort) {
    const PartySet set = all.sufficient().front();
    const Listed x = all.size() / 3;
    const Efficiency found = efficiency_of(problem, set, all.package(x), nullptr, effort);
    const double left = all.left_on_table(x, set);
    if (!check_answer(found.efficient, left <= kExact)) ++open;
    REQUIRE(found.better.has_value() == (found.efficient == Answer::no));
    if (found.better) {
      const Listed better = all.number(*found.better);
      REQUIRE(all.in_space(better, set));
      for (const PartyId party : parties_of(set)) {
        REQUIRE(all.worth(better, party) >= all.worth(x, party) - kRounding);
      }
    }
    if (found.left_proven) REQUIRE(std::abs(found.left - left) <= kExact);
    if (found.efficient == Answer::open) REQUIRE(found.left >= left - kExact);
  });
  CHECK(open > 0);
}

/// That an opening costs no less than it must and claims no more than is true. `least`: infinity
/// where there is none; `settled`: none is proof that there is none.
void check_opening(const std::optional<Opening>& opening, double least, bool settled) {
  if (!opening) {
    if (settled) REQUIRE(least == std::numeric_limits<double>::infinity());
    return;
  }
  REQUIRE(opening->cost >= least - kExact);
  REQUIRE(opening->bound <= least + kExact);
  if (opening->proven) REQUIRE(opening->cost <= least + kExact);
}

TEST_CASE("obstacles cut short claim nothing false", "[agreements][cut short]") {
  int open = 0;
  for_every_case([&](const BargainingProblem& problem, const BruteForce& all, Effort effort) {
    const Zones zones = zones_of(problem, Extent::all);
    if (zones.exists != Answer::no) return;
    const Obstacles found = obstacles_of(problem, zones, red_lines_of(all.scenario()), effort);
    if (found.irreconcilable_proven) {
      REQUIRE(found.irreconcilable == irreconcilable(all));
    } else {
      REQUIRE_FALSE(reconcilable(all, found.irreconcilable));
    }
    if (found.gains_proven) {
      for (const BlockingIssue& issue : found.issues) {
        const double margin = margin_if_settled(all, found.nearest, issue.issue);
        REQUIRE(issue.opens == reaches(margin, 0));
      }
    } else {
      ++open;
    }
    const auto counted = [](const std::optional<int>& fewest) {
      return fewest ? *fewest : std::numeric_limits<double>::infinity();
    };
    check_opening(found.uniform, least_uniform(all), found.openings_settled);
    check_opening(found.total, least_total(all), found.openings_settled);
    check_opening(found.fewest_lines, counted(fewest_lines(all)), found.openings_settled);
    check_opening(found.fewest_aside, counted(fewest_aside(all)), found.openings_settled);
  });
  CHECK(open > 0);
}

}  // namespace
}  // namespace entente::testing

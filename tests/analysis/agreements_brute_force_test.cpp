// SPDX-License-Identifier: Apache-2.0
/// Zones, solutions and efficiency against a list of all packages, on random problems.
#include <catch2/catch.hpp>

#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/solutions.hpp"
#include "tests/brute_force.hpp"
#include "tests/random_problem.hpp"

namespace entente::testing {
namespace {

using Listed = BruteForce::Listed;

constexpr int kMany = static_cast<int>(kSmallProblems) * 2 / 5;
constexpr double kExact = 1e-9;

/// Calls `visit(random problem, all its packages)` for every case: many small ones, some large.
template <class Visit>
void for_every_case(Visit visit) {
  for (std::uint64_t seed = 0; seed < kSmallProblems + kLargeProblems; ++seed) {
    INFO("seed " << seed);
    RandomProblem random(seed, seed < kSmallProblems ? ProblemSize::small : ProblemSize::large);
    visit(random, BruteForce(random.problem()));
  }
}

bool close(double a, double b) { return a == b || std::abs(a - b) <= kExact; }

/// Whether both have about the same numbers.
bool close(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](double x, double y) { return close(x, y); });
}

std::vector<double> worths_of(const BruteForce& all, Listed x) {
  std::vector<double> worths;
  for (std::size_t p = 0; p < all.parties(); ++p) worths.push_back(all.worth(x, p));
  return worths;
}

void check_zone(const BruteForce& all, const Zone& zone) {
  const PartySet set = zone.signatories;
  INFO("signatories " << set);
  const bool exists = !all.zone(set).empty();
  REQUIRE(zone.exists == (exists ? Answer::yes : Answer::no));
  REQUIRE(zone.witness.has_value() == exists);
  if (exists) {
    const Listed witness = all.number(*zone.witness);
    REQUIRE(all.in_zone(witness, set));
    REQUIRE(close(zone.margin, all.least_gain(witness, set)));
  } else {
    const double margin = all.margin(all.space(set), set);
    REQUIRE(zone.margin >= margin - kRounding);  // as far as it is known
    REQUIRE_FALSE(reaches(zone.margin, 0));
    REQUIRE((zone.margin == BruteForce::kNothing) == (margin == BruteForce::kNothing));
  }
}

TEST_CASE("sufficient sets, zones and margins are those of a list of all packages",
          "[agreements][brute force]") {
  int with_zone = 0;
  int without = 0;
  for_every_case([&](const RandomProblem& random, const BruteForce& all) {
    const Zones zones = zones_of(random.problem(), Extent::all);
    REQUIRE(zones.complete);
    REQUIRE(zones.zones.size() == all.sufficient().size());
    std::optional<std::size_t> widest;
    for (std::size_t z = 0; z < zones.zones.size(); ++z) {
      REQUIRE(zones.zones[z].signatories == all.sufficient()[z]);
      check_zone(all, zones.zones[z]);
      if (!widest && !all.zone(all.sufficient()[z]).empty()) widest = z;
    }
    REQUIRE(zones.widest == widest);
    REQUIRE(zones.exists == (widest ? Answer::yes : Answer::no));
    ++(widest ? with_zone : without);

    const Zones first = zones_of(random.problem(), Extent::widest);
    REQUIRE(first.widest == widest);
    REQUIRE(first.zones.size() == (widest ? *widest + 1 : zones.zones.size()));
  });
  CHECK(with_zone > kMany);
  CHECK(without > kMany);
}

/// What every solution must be; its package's number.
Listed check_solution(const BruteForce& all, PartySet set,
                      const std::optional<Solution>& solution) {
  REQUIRE(solution);
  const Listed x = all.number(solution->package);
  REQUIRE(all.in_zone(x, set));
  REQUIRE(close(solution->worths, worths_of(all, x)));
  REQUIRE(solution->proven);
  REQUIRE(solution->bound >= solution->value - kRounding);
  REQUIRE(solution->bound <= solution->value + kExact);
  return x;
}

void check_nash(const BruteForce& all, const Solutions& found, const std::vector<Listed>& zone) {
  const PartySet set = found.signatories;
  double best = 0;
  bool positive = false;  // for all at once
  for (const Listed x : zone) {
    best = std::max(best, all.nash(x, set));
    positive = positive || all.least_gain(x, set) > kRounding;
  }
  const Listed x = check_solution(all, set, found.nash);
  REQUIRE(all.nash(x, set) >= best - kExact);
  REQUIRE(found.nash->value >= all.nash(x, set) - kExact);
  REQUIRE(found.nash->value <= all.nash(x, set, kRounding) + kExact);
  if (!positive) {
    REQUIRE(found.nash->value == 0);
    REQUIRE(found.nash->package == found.egalitarian->package);
  }
}

/// `scale`: of gains; 0: of others than the signatories.
void check_leximin(const BruteForce& all, PartySet set, const std::vector<Listed>& zone,
                   const std::vector<double>& scale, const std::optional<Solution>& solution) {
  const std::vector<double> best = all.leximin(zone, scale);
  const Listed x = check_solution(all, set, solution);
  REQUIRE(close(all.shares(x, scale), best));
  if (!best.empty()) REQUIRE(close(solution->value, best.front()));
}

void check_solutions(const BruteForce& all, const Solutions& found,
                     const std::vector<Listed>& zone) {
  const PartySet set = found.signatories;
  const std::vector<double> ideal = all.ideal(zone, set);
  REQUIRE(found.ideal_proven);
  REQUIRE(close(found.ideal, ideal));
  check_nash(all, found, zone);

  std::vector<double> one(all.parties());
  std::vector<double> to_ideal(all.parties());
  bool all_can_gain = true;
  for (const PartyId party : parties_of(set)) {
    one[party] = 1;
    to_ideal[party] = ideal[party] - all.problem().no_agreement[party];
    all_can_gain = all_can_gain && to_ideal[party] > kRounding;
  }
  check_leximin(all, set, zone, one, found.egalitarian);
  if (all_can_gain) {
    check_leximin(all, set, zone, to_ideal, found.kalai_smorodinsky);
  } else {  // all least shares are 0
    const Listed x = check_solution(all, set, found.kalai_smorodinsky);
    REQUIRE(close(all.shares(x, one), all.leximin(zone, one)));
    REQUIRE(found.kalai_smorodinsky->value == 0);
  }

  double most = BruteForce::kNothing;
  for (const Listed x : zone) most = std::max(most, all.total(x, set));
  const Listed x = check_solution(all, set, found.utilitarian);
  REQUIRE(close(found.utilitarian->value, most));
  REQUIRE(close(all.total(x, set), most));
}

TEST_CASE("solutions are the best of all packages in the zone, by their definitions",
          "[agreements][brute force]") {
  for_every_case([](const RandomProblem& random, const BruteForce& all) {
    // Of the widest zone, and of the smallest: they differ in members and in locked issues.
    std::vector<PartySet> sets;
    for (const PartySet set : all.sufficient()) {
      if (all.zone(set).empty()) continue;
      if (sets.size() == 2) sets.pop_back();
      sets.push_back(set);
    }
    for (const PartySet set : sets) {
      INFO("signatories " << set);
      const Solutions found = solve(random.problem(), zone_of(random.problem(), set));
      REQUIRE(found.signatories == set);
      check_solutions(all, found, all.zone(set));
    }
    const PartySet largest = all.sufficient().front();
    if (all.zone(largest).empty()) {
      const Solutions none = solve(random.problem(), zone_of(random.problem(), largest));
      for (const SolutionKind kind : kSolutions) REQUIRE_FALSE(solution(none, kind));
    }
  });
}

double distance(const BruteForce& all, Listed x, const std::vector<double>& to, PartySet set) {
  double sum = 0;
  for (const PartyId party : parties_of(set)) {
    const double difference = all.worth(x, party) - to[party];
    sum += difference * difference;
  }
  return std::sqrt(sum);
}

void check_dominance(const BruteForce& all, Listed x, const Efficiency& found) {
  const PartySet set = found.signatories;
  const double left = all.left_on_table(x, set);
  REQUIRE(found.left_proven);
  REQUIRE(close(found.left, left));
  REQUIRE(found.efficient == (left > kExact ? Answer::no : Answer::yes));
  REQUIRE(found.better.has_value() == (left > kExact));
  if (!found.better) {
    REQUIRE(found.better_worths.empty());
    return;
  }
  const Listed better = all.number(*found.better);
  REQUIRE(all.in_space(better, set));
  REQUIRE(close(found.better_worths, worths_of(all, better)));
  REQUIRE(close(all.total(better, set) - all.total(x, set), left));
  for (const PartyId party : parties_of(set)) {
    REQUIRE(all.worth(better, party) >= all.worth(x, party) - kRounding);
  }
}

void check_place(const BruteForce& all, Listed x, const Efficiency& found,
                 const Solutions& solutions) {
  const PartySet set = found.signatories;
  const std::vector<double>& no_agreement = all.problem().no_agreement;
  REQUIRE(found.place.size() == all.parties());
  for (std::size_t p = 0; p < all.parties(); ++p) {
    const double most = solutions.ideal[p] - no_agreement[p];
    if (!contains(set, PartyId(p))) {
      REQUIRE(found.place[p] == 0);
    } else if (most > 1e-6) {
      REQUIRE(std::abs(found.place[p] - all.gain(x, p) / most) <= kExact / most);
    }
  }
  REQUIRE(found.distance.size() == std::size(kSolutions));
  for (std::size_t k = 0; k < std::size(kSolutions); ++k) {
    REQUIRE(close(found.distance[k],
                  distance(all, x, solution(solutions, kSolutions[k])->worths, set)));
  }
  const double nash = all.nash(all.number(solutions.nash->package), set);
  if (nash > 1e-6) {
    REQUIRE(found.nash_share);
    // What crosses a red line or lacks a consent may have a product above Nash's.
    const double share = (all.content(x) & set) == set ? std::min(1.0, all.nash(x, set) / nash) : 0;
    REQUIRE(std::abs(*found.nash_share - std::pow(share, std::popcount(set))) <= kExact / nash);
  }
}

TEST_CASE("what a package leaves on the table is the most that any other gives without a loss",
          "[agreements][brute force]") {
  int efficient = 0;
  int inefficient = 0;
  for_every_case([&](RandomProblem& random, const BruteForce& all) {
    for (const PartySet set : {all.sufficient().front(), all.sufficient().back()}) {
      INFO("signatories " << set);
      const Zone zone = zone_of(random.problem(), set);
      const bool exists = zone.exists == Answer::yes;
      Solutions solutions;
      if (exists) solutions = solve(random.problem(), zone);
      for (int k = 0; k < 2; ++k) {
        const Package package = k == 1 && exists ? *zone.witness : random.package();
        const Listed x = all.number(package);
        const Efficiency found =
            efficiency_of(random.problem(), set, package, exists ? &solutions : nullptr);
        REQUIRE(found.signatories == set);
        REQUIRE(close(found.worths, worths_of(all, x)));
        REQUIRE(found.gains.size() == all.parties());
        for (std::size_t p = 0; p < all.parties(); ++p) {
          REQUIRE(close(found.gains[p], all.gain(x, p)));
        }
        REQUIRE(found.below == (set & ~all.content(x)));
        REQUIRE(found.crossed == (set & all.crossed(x)));
        check_dominance(all, x, found);
        ++(found.efficient == Answer::yes ? efficient : inefficient);
        if (exists) {
          check_place(all, x, found, solutions);
        } else {
          REQUIRE_FALSE(found.nash_share);
          REQUIRE(found.place.empty());
          REQUIRE(found.distance.empty());
        }
      }
    }
  });
  CHECK(efficient > kMany);
  CHECK(inefficient > kMany);
}

}  // namespace
}  // namespace entente::testing

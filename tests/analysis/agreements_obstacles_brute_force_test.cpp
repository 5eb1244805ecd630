// SPDX-License-Identifier: Apache-2.0
/// What stands in the way, what would open it, and coalitions: against a list of all packages.
#include <cmath>

#include <catch2/catch.hpp>

#include "analysis/agreements/coalitions.hpp"
#include "analysis/agreements/obstacles.hpp"
#include "tests/brute_force_obstacles.hpp"
#include "tests/random_problem.hpp"

namespace entente::testing {
namespace {

using Listed = BruteForce::Listed;

constexpr double kExact = 1e-9;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool close(double a, double b) { return a == b || std::abs(a - b) <= kExact; }

/// What a remedy does to the greatest least gain: the difference, or infinity from nothing.
double rise(double from, double to) {
  if (to == from) return 0;
  return from == BruteForce::kNothing ? kInfinity : to - from;
}

template <class Blocking>
bool falls(const std::vector<Blocking>& listed) {
  return std::is_sorted(listed.begin(), listed.end(),
                        [](const auto& a, const auto& b) { return a.gain > b.gain + kExact; });
}

/// That `listed` is what a remedy does whose margin is `margin`, or nothing if it does nothing.
template <class Blocking>
void check_blocking(const Blocking* listed, double from, double margin) {
  const double gain = rise(from, margin);
  if (gain > kExact) REQUIRE(listed);
  if (!listed) return;
  REQUIRE(close(listed->gain, gain));
  REQUIRE(listed->gain > 0);
  REQUIRE(listed->opens == reaches(margin, 0));
}

void check_blocking_issues(const BruteForce& all, const Obstacles& found) {
  REQUIRE(falls(found.issues));
  for (std::size_t i = 0; i < all.scenario().issues.size(); ++i) {
    INFO("issue " << i);
    const auto listed = std::find_if(found.issues.begin(), found.issues.end(),
                                     [i](const BlockingIssue& of) { return of.issue == i; });
    check_blocking(listed == found.issues.end() ? nullptr : &*listed, found.margin,
                   margin_if_settled(all, found.nearest, IssueId(i)));
  }
}

/// The red line of the oracle that is the same.
std::size_t same_line(const BruteForce& all, const RedLine& line) {
  for (std::size_t l = 0; l < all.lines().size(); ++l) {
    const BruteForce::Line& other = all.lines()[l];
    BruteForce::Issues issues = 0;
    for (const IssueId issue : line.issues) issues |= BruteForce::Issues{1} << issue;
    if (other.party == line.party && other.clause == line.clause && other.issues == issues) {
      return l;
    }
  }
  FAIL("no such red line");
  return 0;
}

void check_blocking_lines(const BruteForce& all, const Obstacles& found,
                          const std::vector<RedLine>& lines) {
  REQUIRE(falls(found.lines));
  for (std::size_t l = 0; l < lines.size(); ++l) {
    INFO("red line " << l);
    const auto listed = std::find_if(found.lines.begin(), found.lines.end(),
                                     [l](const BlockingLine& of) { return of.line == l; });
    check_blocking(listed == found.lines.end() ? nullptr : &*listed, found.margin,
                   margin_without(all, found.nearest, same_line(all, lines[l])));
  }
}

/// What every opening must be; its package's number.
Listed check_opening(const BruteForce& all, const std::optional<Opening>& opening, double cost) {
  REQUIRE(opening);
  REQUIRE(opening->proven);
  REQUIRE(close(opening->cost, cost));
  REQUIRE(close(opening->bound, cost));
  const auto& sets = all.sufficient();
  const PartySet set = opening->signatories;
  REQUIRE(std::count(sets.begin(), sets.end(), set) == 1);
  const Listed x = all.number(opening->package);
  REQUIRE(opening->worths.size() == all.parties());
  REQUIRE(opening->shortfall.size() == all.parties());
  for (std::size_t p = 0; p < all.parties(); ++p) {
    REQUIRE(close(opening->worths[p], all.worth(x, p)));
    REQUIRE(opening->shortfall[p] >= 0);
    if (contains(set, PartyId(p))) REQUIRE(all.gain(x, p) + opening->shortfall[p] >= -kExact);
  }
  return x;
}

void check_falls(const BruteForce& all, const Obstacles& found) {
  const double uniform = least_uniform(all);
  REQUIRE(found.uniform.has_value() == (uniform < kInfinity));
  REQUIRE(found.total.has_value() == (uniform < kInfinity));
  if (!found.uniform) return;
  const Listed x = check_opening(all, found.uniform, uniform);
  REQUIRE(all.in_space(x, found.uniform->signatories));
  for (const PartyId party : parties_of(found.uniform->signatories)) {
    REQUIRE(close(found.uniform->shortfall[party], uniform));
  }
  const Listed y = check_opening(all, found.total, least_total(all));
  REQUIRE(all.in_space(y, found.total->signatories));
  double sum = 0;
  for (const double fall : found.total->shortfall) sum += fall;
  REQUIRE(close(sum, found.total->cost));
}

void check_fewest(const BruteForce& all, const Obstacles& found,
                  const std::vector<RedLine>& red_lines) {
  const std::optional<int> lines = fewest_lines(all);
  REQUIRE(found.fewest_lines.has_value() == lines.has_value());
  if (lines) {
    const Opening& opening = *found.fewest_lines;
    const Listed x = check_opening(all, opening, *lines);
    BruteForce::Lines dropped = 0;
    for (const std::size_t line : opening.lines) {
      dropped |= BruteForce::Lines{1} << same_line(all, red_lines[line]);
    }
    REQUIRE(opening.lines.size() == static_cast<std::size_t>(*lines));
    REQUIRE(dropped == (all.crossed_lines(x) & lines_of(all, opening.signatories)));
    REQUIRE((all.content(x) & opening.signatories) == opening.signatories);
  }
  const std::optional<int> aside = fewest_aside(all);
  REQUIRE(found.fewest_aside.has_value() == aside.has_value());
  if (aside) {
    const Opening& opening = *found.fewest_aside;
    const Listed x = check_opening(all, opening, *aside);
    BruteForce::Issues set_aside = 0;
    for (const IssueId issue : opening.aside) set_aside |= BruteForce::Issues{1} << issue;
    REQUIRE(opening.aside.size() == static_cast<std::size_t>(*aside));
    REQUIRE(excused(all, x, opening.signatories, set_aside));
    REQUIRE((all.content(x) & opening.signatories) == opening.signatories);
  }
}

TEST_CASE("the red lines of a scenario are those of its clauses and limits",
          "[agreements][brute force]") {
  for (std::uint64_t seed = 0; seed < 1'000; ++seed) {
    INFO("seed " << seed);
    const RandomProblem random(seed);
    const BruteForce all(random.problem());
    const std::vector<RedLine> lines = red_lines_of(all.scenario());
    const Blocks& blocks = random.problem().blocks();
    std::vector<BruteForce::Lines> crossed(all.size());
    for (const RedLine& line : lines) {
      const std::size_t same = same_line(all, line);
      for (Listed x = 0; x < all.size(); ++x) {
        const Row row = blocks.row(blocks[line.block], all.package(x));
        if (std::binary_search(line.rows.begin(), line.rows.end(), row)) {
          crossed[x] |= BruteForce::Lines{1} << same;
        }
      }
    }
    for (Listed x = 0; x < all.size(); ++x) {
      REQUIRE(crossed[x] == all.crossed_lines(x));
      for (std::size_t p = 0; p < all.parties(); ++p) {
        REQUIRE(random.problem().parties[p].crosses_red_line(all.package(x)) ==
                contains(all.crossed(x), PartyId(p)));
      }
    }
  }
}

TEST_CASE("obstacles and openings are those of a list of all packages",
          "[agreements][brute force]") {
  int met = 0;
  for (std::uint64_t seed = 0; seed < kSmallProblems + kLargeProblems; ++seed) {
    INFO("seed " << seed);
    const RandomProblem random(seed,
                               seed < kSmallProblems ? ProblemSize::small : ProblemSize::large);
    const Zones zones = zones_of(random.problem(), Extent::all);
    if (zones.exists == Answer::yes) continue;
    ++met;
    const BruteForce all(random.problem());
    const std::vector<RedLine> lines = red_lines_of(all.scenario());
    const Obstacles found = obstacles_of(random.problem(), zones, lines);

    REQUIRE(found.irreconcilable_proven);
    REQUIRE(found.irreconcilable == irreconcilable(all));
    double margin = BruteForce::kNothing;
    for (const PartySet set : all.sufficient()) {
      margin = std::max(margin, all.margin(all.space(set), set));
    }
    REQUIRE(found.gains_proven);
    REQUIRE(found.openings_settled);
    REQUIRE(close(found.margin, margin));
    const auto nearest =
        std::find_if(all.sufficient().begin(), all.sufficient().end(),
                     [&](PartySet set) { return close(all.margin(all.space(set), set), margin); });
    REQUIRE(found.nearest == *nearest);
    check_blocking_issues(all, found);
    check_blocking_lines(all, found, lines);
    check_falls(all, found);
    check_fewest(all, found, lines);
  }
  CHECK(met > static_cast<int>(kSmallProblems) * 2 / 5);
}

TEST_CASE("coalitions and pivots are those of a list of all packages",
          "[agreements][brute force]") {
  for (std::uint64_t seed = 0; seed < kSmallProblems + kLargeProblems; ++seed) {
    INFO("seed " << seed);
    const RandomProblem random(seed,
                               seed < kSmallProblems ? ProblemSize::small : ProblemSize::large);
    const BruteForce all(random.problem());
    const Coalitions found = coalitions_of(random.problem());
    REQUIRE(found.complete);

    std::vector<PartySet> sets;
    for (PartySet set = 1; set <= all.everyone(); ++set) {
      if ((set & ~all.everyone()) == 0 && std::popcount(set) >= 2) sets.push_back(set);
    }
    std::stable_sort(sets.begin(), sets.end(),
                     [](PartySet a, PartySet b) { return std::popcount(a) < std::popcount(b); });
    const auto has_zone = [&](PartySet set) { return !all.zone(set).empty(); };
    const auto can_sign = [&](PartySet set) {  // a party alone cannot
      if (std::popcount(set) < 2) return false;
      const auto& enough = all.sufficient();
      return std::count(enough.begin(), enough.end(), set) != 0 && has_zone(set);
    };
    REQUIRE(found.coalitions.size() == sets.size());
    for (std::size_t c = 0; c < sets.size(); ++c) {
      const Coalition& coalition = found.coalitions[c];
      INFO("coalition " << sets[c]);
      REQUIRE(coalition.zone.signatories == sets[c]);
      const std::vector<Listed> zone = all.zone(sets[c]);
      REQUIRE(coalition.zone.exists == (zone.empty() ? Answer::no : Answer::yes));
      if (!zone.empty()) REQUIRE(all.in_zone(all.number(*coalition.zone.witness), sets[c]));
      REQUIRE(coalition.sufficient ==
              (std::count(all.sufficient().begin(), all.sufficient().end(), sets[c]) != 0));
      const bool minimal =
          !zone.empty() && std::none_of(sets.begin(), sets.end(), [&](PartySet set) {
            return set != sets[c] && (set & ~sets[c]) == 0 && has_zone(set);
          });
      REQUIRE(coalition.minimal == minimal);
    }

    const std::vector<PartyId> parties = parties_of(all.everyone());
    REQUIRE(found.pivots.size() == parties.size());
    for (std::size_t k = 0; k < parties.size(); ++k) {
      Pivot pivot{.party = parties[k]};
      for (PartySet others = 1; others <= all.everyone(); ++others) {
        if ((others & ~all.everyone()) != 0 || contains(others, pivot.party)) continue;
        const bool with = can_sign(others | set_of(pivot.party));
        const bool without = can_sign(others);
        pivot.needed += with && !without ? 1U : 0U;
        pivot.spoils += without && !with ? 1U : 0U;
        ++pivot.of;
      }
      INFO("party " << pivot.party);
      REQUIRE(found.pivots[k].party == pivot.party);
      REQUIRE(found.pivots[k].needed == pivot.needed);
      REQUIRE(found.pivots[k].spoils == pivot.spoils);
      REQUIRE(found.pivots[k].of == pivot.of);
    }
  }
}

}  // namespace
}  // namespace entente::testing

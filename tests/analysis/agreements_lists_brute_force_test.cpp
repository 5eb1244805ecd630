// SPDX-License-Identifier: Apache-2.0
/// Frontiers, numbers of packages, ledgers and amendments against a list of all packages, on random
/// problems.
#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "analysis/agreements/frontier.hpp"
#include "analysis/agreements/ledger.hpp"
#include "analysis/agreements/zone_size.hpp"
#include "tests/brute_force.hpp"
#include "tests/random_problem.hpp"

namespace entente::testing {
namespace {

using Listed = BruteForce::Listed;
using Point = std::vector<double>;

constexpr double kExact = 1e-9;

bool close(double a, double b) { return a == b || std::abs(a - b) <= kExact; }

/// Whether `a` has nowhere less than `b` by more than rounding.
bool covers(std::span<const double> a, std::span<const double> b) {
  for (std::size_t m = 0; m < b.size(); ++m) {
    if (a[m] < b[m] - kExact) return false;
  }
  return true;
}

Point point_of(const BruteForce& all, Listed x, PartySet set) {
  Point point;
  for (const PartyId party : parties_of(set)) point.push_back(all.worth(x, party));
  return point;
}

/// The worths that no others cover, each once.
std::vector<Point> frontier(const BruteForce& all, const std::vector<Listed>& packages,
                            PartySet set) {
  std::vector<Point> best;
  for (const Listed x : packages) {
    const Point point = point_of(all, x, set);
    const auto covered = [&point](const Point& other) { return covers(other, point); };
    if (std::any_of(best.begin(), best.end(), covered)) continue;
    std::erase_if(best, [&point](const Point& other) { return covers(point, other); });
    best.push_back(point);
  }
  return best;
}

TEST_CASE("exact frontiers and zone sizes are those of a list of all packages",
          "[agreements][brute force]") {
  for (std::uint64_t seed = 0; seed < kSmallProblems + kLargeProblems; ++seed) {
    INFO("seed " << seed);
    const RandomProblem random(seed,
                               seed < kSmallProblems ? ProblemSize::small : ProblemSize::large);
    const BruteForce all(random.problem());
    const PartySet set = seed % 2 == 0 ? all.sufficient().front() : all.sufficient().back();
    const Space space = space_of(random.problem(), set);
    // Every third frontier is of all that can be agreed on, others of the zone.
    const bool floors_count = seed % 3 != 0;
    const std::vector<Listed> zone = all.zone(set);
    const std::vector<Listed> packages = floors_count ? zone : all.space(set);
    std::vector<double> floors = floors_of(random.problem(), set);

    const ZoneSize size = zone_size(space, floors, {.samples = 3});
    REQUIRE(size.exact);
    REQUIRE(close(size.log10_count, std::log10(static_cast<double>(zone.size()))));
    REQUIRE(close(size.log10_packages, std::log10(static_cast<double>(all.space(set).size()))));
    REQUIRE(size.samples.size() == (zone.empty() ? 0 : 3));
    for (const Package& sample : size.samples) REQUIRE(all.in_zone(all.number(sample), set));

    if (!floors_count) floors.assign(floors.size(), BruteForce::kNothing);
    const Frontier found = frontier_of(space, floors);
    REQUIRE(found.complete);
    REQUIRE(found.error == 0);
    const std::vector<Point> wanted = frontier(all, packages, set);
    REQUIRE(found.size() == wanted.size());
    for (std::size_t k = 0; k < found.size(); ++k) {
      const std::span<const double> point = found.point(k);
      const auto same = [point](const Point& other) {
        return covers(point, other) && covers(other, point);
      };
      REQUIRE(std::count_if(wanted.begin(), wanted.end(), same) == 1);
      const std::span<const Pick> picks(found.picks.data() + k * space.blocks(), space.blocks());
      const Listed x = all.number(space.package(picks));
      REQUIRE((floors_count ? all.in_zone(x, set) : all.in_space(x, set)));
      REQUIRE(same(point_of(all, x, set)));
    }
  }
}

/// The mean over all orders of changing the issues that differ, by issue and party.
std::vector<Point> shapley(const BruteForce& all, Listed from, Listed to,
                           std::vector<std::size_t> order) {
  std::vector<Point> shares(all.package(from).size(), Point(all.parties()));
  double orders = 0;
  do {
    Listed x = from;
    for (const std::size_t issue : order) {
      const Listed next = all.with(x, IssueId(issue), all.package(to)[issue]);
      for (std::size_t p = 0; p < all.parties(); ++p) {
        shares[issue][p] += all.worth(next, p) - all.worth(x, p);
      }
      x = next;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (Point& share : shares) {
    for (double& value : share) value /= orders;
  }
  return shares;
}

TEST_CASE("ledgers are the means over all orders of changing issues", "[agreements][brute force]") {
  for (std::uint64_t seed = 0; seed < kSmallProblems; ++seed) {
    INFO("seed " << seed);
    RandomProblem random(seed);
    const BruteForce all(random.problem());
    const Package from = random.package();
    const Package to = random.package();
    const Ledger found = ledger_of(random.problem(), from, to);
    std::vector<std::size_t> differing;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i] != to[i]) differing.push_back(i);
    }
    const auto shares = shapley(all, all.number(from), all.number(to), differing);
    REQUIRE(found.lines.size() == differing.size());
    for (std::size_t k = 0; k < differing.size(); ++k) {
      const LedgerLine& line = found.lines[k];
      REQUIRE(line.issue == differing[k]);
      REQUIRE(line.from == from[line.issue]);
      REQUIRE(line.to == to[line.issue]);
      REQUIRE(line.change.size() == all.parties());
      for (std::size_t p = 0; p < all.parties(); ++p) {
        REQUIRE(close(line.change[p], shares[line.issue][p]));
      }
    }
    for (std::size_t p = 0; p < all.parties(); ++p) {
      REQUIRE(close(found.difference[p],
                    all.worth(all.number(to), p) - all.worth(all.number(from), p)));
    }
  }
}

/// A set of issues to change, and the least that the others lose by it in total.
struct Change {
  BruteForce::Issues issues;
  double loss;
};

/// All smallest changes after which the party could sign, in order.
std::vector<Change> changes(const BruteForce& all, PartyId party, Listed text) {
  const PartySet others = all.everyone() & ~set_of(party);
  std::vector<Change> found;
  for (Listed x = 0; x < all.size(); ++x) {
    if (!contains(all.content(x) & ~all.crossed(x), party)) continue;
    BruteForce::Issues issues = 0;
    for (std::size_t i = 0; i < all.package(x).size(); ++i) {
      if (all.package(x)[i] != all.package(text)[i]) issues |= BruteForce::Issues{1} << i;
    }
    const double loss = all.total(text, others) - all.total(x, others);
    const auto same = std::find_if(found.begin(), found.end(),
                                   [issues](const Change& of) { return of.issues == issues; });
    if (same == found.end()) {
      found.push_back({issues, loss});
    } else {
      same->loss = std::min(same->loss, loss);
    }
  }
  const std::vector<Change> any = found;
  std::erase_if(found, [&any](const Change& of) {
    return std::any_of(any.begin(), any.end(), [&of](const Change& smaller) {
      return smaller.issues != of.issues && (smaller.issues & ~of.issues) == 0;
    });
  });
  std::sort(found.begin(), found.end(), [](const Change& a, const Change& b) {
    const int sizes = std::popcount(a.issues) - std::popcount(b.issues);
    return sizes != 0 ? sizes < 0 : a.loss < b.loss;
  });
  return found;
}

TEST_CASE("amendments are the smallest and cheapest of all sets of changes",
          "[agreements][brute force]") {
  int refused = 0;
  for (std::uint64_t seed = 0; seed < kSmallProblems; ++seed) {
    INFO("seed " << seed);
    RandomProblem random(seed);
    const BruteForce all(random.problem());
    const Package text = random.package();
    for (std::size_t p = 0; p < all.parties(); ++p) {
      const PartyId party(p);
      if (!contains(all.everyone(), party) || random.problem().could_sign(party, text)) continue;
      ++refused;
      INFO("party " << p);
      const std::vector<Amendment> found = smallest_amendments(random.problem(), party, text);
      const std::vector<Change> wanted = changes(all, party, all.number(text));
      REQUIRE(found.size() == std::min<std::size_t>(3, wanted.size()));
      for (std::size_t k = 0; k < found.size(); ++k) {
        const Amendment& amendment = found[k];
        REQUIRE(amendment.proven);
        BruteForce::Issues issues = 0;
        for (const IssueId issue : amendment.issues) issues |= BruteForce::Issues{1} << issue;
        REQUIRE(std::popcount(issues) == std::popcount(wanted[k].issues));
        REQUIRE(close(amendment.loss, wanted[k].loss));
        REQUIRE(std::count_if(wanted.begin(), wanted.end(),
                              [issues](const Change& of) { return of.issues == issues; }) == 1);
        const Listed x = all.number(amendment.package);
        for (std::size_t i = 0; i < text.size(); ++i) {
          REQUIRE((amendment.package[i] != text[i]) == ((issues >> i & 1U) != 0));
        }
        const PartySet could = all.content(x) & ~all.crossed(x);
        REQUIRE(contains(could, party));
        REQUIRE(amendment.refusing == (all.everyone() & ~could));
        const PartySet others = all.everyone() & ~set_of(party);
        REQUIRE(close(amendment.loss, all.total(all.number(text), others) - all.total(x, others)));
      }
    }
  }
  CHECK(refused > static_cast<int>(kSmallProblems));
}

}  // namespace
}  // namespace entente::testing

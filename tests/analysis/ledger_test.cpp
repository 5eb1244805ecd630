// SPDX-License-Identifier: Apache-2.0
/// The ledger against all orders of change, amendments against all packages.
#include "analysis/agreements/ledger.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/random_problem.hpp"

namespace entente::testing {
namespace {

TEST_CASE("the ledger shares out the difference as the mean over all orders", "[ledger]") {
  int tied = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    RandomProblem random(seed);
    const BargainingProblem& problem = random.problem();
    CAPTURE(seed);
    const Package from = random.package();
    const Package to = random.package();
    const Ledger ledger = ledger_of(problem, from, to);
    REQUIRE(ledger.from == from);
    REQUIRE(ledger.to == to);
    const std::size_t parties = problem.parties.size();

    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (from[i] != to[i]) order.push_back(i);
    }
    REQUIRE(ledger.lines.size() == order.size());
    std::map<std::size_t, std::vector<double>> means;
    for (const std::size_t i : order) means[i].assign(parties, 0.0);
    double orders = 0;
    do {
      ++orders;
      Package package = from;
      for (const std::size_t i : order) {
        const std::vector<double> before = problem.worths(package);
        package[i] = to[i];
        const std::vector<double> after = problem.worths(package);
        for (std::size_t p = 0; p < parties; ++p) means[i][p] += after[p] - before[p];
      }
    } while (std::next_permutation(order.begin(), order.end()));

    for (std::size_t l = 0; l < ledger.lines.size(); ++l) {
      const LedgerLine& line = ledger.lines[l];
      REQUIRE(line.issue == order[l]);
      REQUIRE(line.from == from[line.issue]);
      REQUIRE(line.to == to[line.issue]);
      REQUIRE(line.change.size() == parties);
      for (std::size_t p = 0; p < parties; ++p) {
        REQUIRE(line.change[p] == Approx(means[line.issue][p] / orders).margin(1e-12));
      }
    }
    for (std::size_t p = 0; p < parties; ++p) {
      double sum = 0;
      for (const LedgerLine& line : ledger.lines) sum += line.change[p];
      const double difference = problem.parties[p].worth(to) - problem.parties[p].worth(from);
      REQUIRE(ledger.difference[p] == Approx(difference).margin(1e-14));
      REQUIRE(sum == Approx(difference).margin(1e-12));
    }
    tied += problem.blocks().size() < problem.blocks().issues() ? 1 : 0;
  }
  CHECK(tied > 100);
}

TEST_CASE("sixteen tied issues are shared out in full", "[ledger]") {
  Scenario scenario;
  for (std::size_t i = 0; i < 16; ++i) {
    scenario.issues.push_back({.id = "i" + std::to_string(i),
                               .title = "",
                               .unit = "",
                               .options = {{"no", "", {}}, {"yes", "", {}}},
                               .status_quo = {},
                               .consent = {}});
  }
  Party party;
  Clause all{"all", "", {}, 1.0};
  for (std::size_t i = 0; i < 16; ++i) {
    party.preferences.push_back({0.0, std::vector<Distribution>{0.0, 0.0}});
    all.when.push_back({IssueId(i), {1}});
  }
  party.clauses = {all};
  scenario.parties = {party};
  std::vector<IssueId> scope(16);
  for (std::size_t i = 0; i < 16; ++i) scope[i] = IssueId(i);
  scenario.blocks =
      Blocks(std::vector<std::size_t>(16, 2), std::vector<std::vector<IssueId>>{scope});
  const Utilities utilities(scenario.blocks, scenario.parties, scenario.issues, 1, 0);
  const BargainingProblem problem{&scenario, {utilities.of(PartyId(0))}, {0.0}};
  const Ledger ledger = ledger_of(problem, Package(16, 0), Package(16, 1));
  REQUIRE(ledger.lines.size() == 16);
  for (const LedgerLine& line : ledger.lines) {
    CHECK(line.change[0] == Approx(1.0 / 16).margin(1e-13));  // a unanimity game: equal shares
  }
}

/// Issues that differ: bit i for issue i.
using Issues = std::uint64_t;

/// The sets of changes after which the party could sign, with the least loss to the others of each.
std::map<Issues, double> acceptable(const BargainingProblem& problem, PartyId party,
                                    const Package& text) {
  std::map<Issues, double> found;
  for_every_package(problem.scenario->issues, [&](const Package& package) {
    if (!problem.could_sign(party, package)) return;
    Issues changed = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (package[i] != text[i]) changed |= Issues{1} << i;
    }
    double loss = 0;
    for (const PartyId other : parties_of(everyone(problem.scenario->agreement))) {
      if (other == party) continue;
      const UtilityView& view = problem.parties[other];
      loss += view.worth(text) - view.worth(package);
    }
    const auto [at, is_new] = found.try_emplace(changed, loss);
    if (!is_new) at->second = std::min(at->second, loss);
  });
  return found;
}

struct Wish {
  Issues issues;
  double loss;
};

/// Those that contain no other, in order.
std::vector<Wish> smallest(const std::map<Issues, double>& sets) {
  std::vector<Wish> minimal;
  for (const auto& [set, loss] : sets) {
    const bool contains_one =
        std::any_of(sets.begin(), sets.end(), [wanted = set](const auto& other) {
          return other.first != wanted && (other.first & wanted) == other.first;
        });
    if (!contains_one) minimal.push_back({set, loss});
  }
  std::sort(minimal.begin(), minimal.end(), [](const Wish& a, const Wish& b) {
    const int more = std::popcount(a.issues) - std::popcount(b.issues);
    return more != 0 ? more < 0 : a.loss < b.loss;
  });
  return minimal;
}

/// What an amendment says of itself; returns its issues.
Issues check_amendment(const BargainingProblem& problem, PartyId party, const Package& text,
                       const Amendment& amendment) {
  Issues issues = 0;
  REQUIRE(std::is_sorted(amendment.issues.begin(), amendment.issues.end()));
  for (const IssueId issue : amendment.issues) issues |= Issues{1} << issue;
  REQUIRE(amendment.issues.size() == static_cast<std::size_t>(std::popcount(issues)));
  for (std::size_t i = 0; i < text.size(); ++i) {
    REQUIRE((amendment.package[i] != text[i]) == ((issues >> i & 1U) != 0));
  }
  REQUIRE(amendment.worths == problem.worths(amendment.package));
  REQUIRE(problem.could_sign(party, amendment.package));
  for (std::size_t p = 0; p < problem.parties.size(); ++p) {
    const bool refuses = contains(everyone(problem.scenario->agreement), PartyId(p)) &&
                         !problem.could_sign(PartyId(p), amendment.package);
    REQUIRE(contains(amendment.refusing, PartyId(p)) == refuses);
  }
  return issues;
}

struct Seen {
  int cases = 0;
  int none = 0;        ///< no package that the party could sign
  int full = 0;        ///< three answers
  int of_several = 0;  ///< answers of several issues
  int crossing = 0;    ///< the text crosses its red line
  int refused = 0;     ///< answers that somebody refuses
};

void compare_with_all(RandomProblem& random, Seen& seen) {
  const BargainingProblem& problem = random.problem();
  const Package text = random.package();
  for (std::size_t p = 0; p < problem.parties.size(); ++p) {
    const PartyId party(p);
    if (problem.could_sign(party, text)) continue;
    CAPTURE(p);
    ++seen.cases;
    seen.crossing += problem.parties[p].crosses_red_line(text) ? 1 : 0;
    const std::vector<Wish> expected = smallest(acceptable(problem, party, text));
    const std::vector<Amendment> found =
        smallest_amendments(problem, party, text, 3, {1e-9, 1'000'000});
    REQUIRE(found.size() == std::min<std::size_t>(3, expected.size()));
    seen.none += found.empty() ? 1 : 0;
    seen.full += found.size() == 3 ? 1 : 0;
    for (std::size_t k = 0; k < found.size(); ++k) {
      const Issues issues = check_amendment(problem, party, text, found[k]);
      REQUIRE(found[k].proven);
      REQUIRE(std::popcount(issues) == std::popcount(expected[k].issues));
      REQUIRE(found[k].loss == Approx(expected[k].loss).margin(1e-8));
      REQUIRE(std::any_of(expected.begin(), expected.end(), [&](const Wish& wish) {
        return wish.issues == issues && std::abs(wish.loss - found[k].loss) < 1e-8;
      }));
      for (std::size_t j = 0; j < k; ++j) REQUIRE(found[j].issues != found[k].issues);
      seen.of_several += found[k].issues.size() > 1 ? 1 : 0;
      seen.refused += found[k].refusing != 0 ? 1 : 0;
    }
  }
}

TEST_CASE("amendments are the smallest sets that listing all packages finds", "[ledger]") {
  Seen seen;
  for (std::uint64_t seed = 0; seed < 2500; ++seed) {
    RandomProblem random(seed);
    CAPTURE(seed);
    compare_with_all(random, seen);
  }
  CHECK(seen.cases > 2000);
  CHECK(seen.none > 100);
  CHECK(seen.full > 150);
  CHECK(seen.of_several > 1000);
  CHECK(seen.crossing > 200);
  CHECK(seen.refused > 1000);
}

TEST_CASE("amendments are the smallest sets of many issues, too", "[ledger]") {
  Seen seen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    RandomProblem random(seed, ProblemSize::large);
    CAPTURE(seed);
    compare_with_all(random, seen);
  }
  CHECK(seen.full > 100);
  CHECK(seen.of_several > 200);
}

TEST_CASE("as many amendments as are asked for, in an order that does not depend on it",
          "[ledger]") {
  int longer = 0;
  for (std::uint64_t seed = 5000; seed < 6000; ++seed) {
    RandomProblem random(seed);
    const BargainingProblem& problem = random.problem();
    CAPTURE(seed);
    const Package text = random.package();
    if (problem.could_sign(PartyId(0), text)) continue;
    const std::vector<Wish> all = smallest(acceptable(problem, PartyId(0), text));
    const auto many = smallest_amendments(problem, PartyId(0), text, 100);
    REQUIRE(many.size() == all.size());
    REQUIRE(smallest_amendments(problem, PartyId(0), text, 0).empty());
    const auto few = smallest_amendments(problem, PartyId(0), text, 2);
    REQUIRE(few.size() == std::min<std::size_t>(2, many.size()));
    for (std::size_t k = 0; k < few.size(); ++k) {
      REQUIRE(few[k].package == many[k].package);
      REQUIRE(few[k].loss == many[k].loss);
    }
    longer += many.size() > 3 ? 1 : 0;
  }
  CHECK(longer > 5);
}

}  // namespace
}  // namespace entente::testing

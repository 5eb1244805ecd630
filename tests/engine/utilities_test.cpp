// SPDX-License-Identifier: Apache-2.0
/// Utilities over blocks against the definition, package by package.
#include "engine/model/utilities.hpp"

#include <cmath>

#include <catch2/catch.hpp>

#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

bool matches(const Clause& clause, const Package& package) {
  for (const Clause::Condition& condition : clause.when) {
    bool found = false;
    for (const Option option : condition.options) found |= option == package[condition.issue];
    if (!found) return false;
  }
  return true;
}

double drawn(const Distribution& distribution, const std::string& path, std::uint64_t replication) {
  Stream stream(StreamKey(11, path), replication);
  return draw(distribution, stream);
}

/// The utility by its definition, not rescaled.
double by_definition(const Scenario& scenario, std::size_t p, const Package& package,
                     std::uint64_t replication) {
  const Party& party = scenario.parties[p];
  const std::string path = "/parties/" + party.id;
  double weights = 0;
  double sum = 0;
  const double k = drawn(party.score_at_limit, path + "/score_at_limit", replication);
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    const Issue& issue = scenario.issues[i];
    const std::string at = path + "/preferences/" + issue.id;
    const Preference& preference = party.preferences[i];
    const double weight = drawn(preference.weight, at + "/weight", replication);
    double value = 0;
    if (const auto* stance = std::get_if<Stance>(&preference.scores)) {
      value = score(*stance, issue.options.size(), package[i], k);
    } else {
      value = drawn(std::get<std::vector<Distribution>>(preference.scores)[package[i]],
                    at + "/scores/" + issue.options[package[i]].id, replication);
    }
    weights += weight;
    sum += weight * value;
  }
  if (weights > 0) sum /= weights;
  for (const Clause& clause : party.clauses) {
    if (clause.amount && matches(clause, package)) {
      sum += drawn(*clause.amount, path + "/clauses/" + clause.id, replication);
    }
  }
  return sum;
}

bool crosses(const Party& party, const Package& package) {
  for (std::size_t i = 0; i < package.size(); ++i) {
    const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
    if (stance != nullptr && stance->limit_is_red_line && beyond_limit(*stance, package[i])) {
      return true;
    }
  }
  for (const Clause& clause : party.clauses) {
    if (!clause.amount && matches(clause, package)) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("utilities equal their definition rescaled over all packages", "[utilities]") {
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Scenario scenario = random_scenario(seed, {.most_parties = 6, .world = false});
    for (Party& party : scenario.parties) {
      for (Preference& preference : party.preferences) {
        if (auto* stance = std::get_if<Stance>(&preference.scores)) {
          stance->limit_is_red_line = seed % 3 == 0;
        }
      }
    }
    const Utilities utilities(scenario.blocks, scenario.parties, scenario.issues, 11, seed);
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      double lo = 1e300, hi = -1e300;
      for_every_package(scenario.issues, [&](const Package& package) {
        const double raw = by_definition(scenario, p, package, seed);
        lo = std::min(lo, raw);
        hi = std::max(hi, raw);
      });
      const UtilityView own = utilities.of(PartyId(p));
      std::size_t wrong = 0;
      for_every_package(scenario.issues, [&](const Package& package) {
        const double expected =
            hi - lo > 1e-14 ? (by_definition(scenario, p, package, seed) - lo) / (hi - lo) : 0.0;
        std::vector<double> all(scenario.parties.size());
        utilities.evaluate(package, all);
        wrong += std::fabs(own.worth(package) - expected) > 1e-9 ? 1 : 0;
        wrong += all[p] != own.worth(package) ? 1 : 0;
        wrong += own.crosses_red_line(package) != crosses(scenario.parties[p], package) ? 1 : 0;
      });
      INFO("seed " << seed << ", party " << p);
      REQUIRE(wrong == 0);
    }
  }
}

TEST_CASE("a kinked score falls from the ideal and bends at the limit", "[utilities]") {
  // Options 0..4, ideal 0, limit 2, half the score at the limit.
  const Stance stance{.ideal = 0, .limit = 2, .limit_is_red_line = false};
  const double expected[] = {1, 0.75, 0.5, 0.25, 0};
  for (Option o = 0; o < 5; ++o) CHECK(score(stance, 5, o, 0.5) == Approx(expected[o]));
  CHECK_FALSE(beyond_limit(stance, 2));
  CHECK(beyond_limit(stance, 3));

  SECTION("an ideal inside the scale falls to both sides alike") {
    const Stance inside{.ideal = 3, .limit = 2, .limit_is_red_line = false};
    CHECK(score(inside, 5, 3, 0.6) == 1);
    CHECK(score(inside, 5, 2, 0.6) == Approx(0.6));
    CHECK(score(inside, 5, 4, 0.6) == Approx(0.6));
    CHECK(score(inside, 5, 1, 0.6) == Approx(0.3));
    CHECK(score(inside, 5, 0, 0.6) == Approx(0));
  }
  SECTION("where the ideal is the limit, the first step away is beyond it") {
    const Stance firm{.ideal = 2, .limit = 2, .limit_is_red_line = false};
    CHECK(score(firm, 3, 2, 0.5) == 1);
    CHECK(score(firm, 3, 1, 0.5) == Approx(0.25));
    CHECK(score(firm, 3, 0, 0.5) == Approx(0));
  }
  SECTION("a limit at the end accepts everything") {
    const Stance open{.ideal = 0, .limit = 3, .limit_is_red_line = false};
    CHECK(score(open, 4, 3, 0.5) == Approx(0.5));
    CHECK_FALSE(beyond_limit(open, 3));
  }
  SECTION("one option is worth everything") { CHECK(score(Stance{}, 1, 0, 0.5) == 1); }
}

TEST_CASE("a party to whom all packages are equal has utility 0", "[utilities]") {
  Scenario scenario = random_scenario(1, {.most_clauses = 0, .world = false});
  for (Preference& preference : scenario.parties[0].preferences) preference.weight = 0.0;
  const Utilities utilities(scenario.blocks, scenario.parties, scenario.issues, 1, 0);
  for (const double value : utilities.of(PartyId(0)).rows) CHECK(value == 0);
}

TEST_CASE("another party in the scenario shifts nobody's draws", "[utilities]") {
  Scenario scenario = random_scenario(12, {.most_clauses = 0, .world = false});
  const Utilities before(scenario.blocks, scenario.parties, scenario.issues, 1, 5);
  scenario.parties.insert(scenario.parties.begin(), scenario.parties.back());
  scenario.parties.front().id = "newcomer";
  const Utilities after(scenario.blocks, scenario.parties, scenario.issues, 1, 5);
  for (std::size_t p = 0; p + 1 < scenario.parties.size(); ++p) {
    const auto rows = before.of(PartyId(p)).rows;
    const auto rows_after = after.of(PartyId(p + 1)).rows;
    CHECK(std::equal(rows.begin(), rows.end(), rows_after.begin()));
  }
}

// SPDX-License-Identifier: Apache-2.0
/// Ratification: what the agreement says may make it harder at home, or easier.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// Party 0 tables the trade (0, 2), worth 0.8 to both, and party 1 accepts.
Scenario signed_trade() {
  Scenario scenario = simple_scenario({.parties = 2, .issues = 2, .options = 3, .rounds = 3});
  for (std::size_t p = 0; p < 2; ++p) {
    Party& party = scenario.parties[p];
    party.no_agreement.prospects.front().worth.plus.base = 0.1;
    for (std::size_t i = 0; i < 2; ++i) {
      party.preferences[i].weight = i == p ? 0.8 : 0.2;
      party.preferences[i].scores = p == 1 ? std::vector<Distribution>{0.0, 0.5, 1.0}
                                           : std::vector<Distribution>{1.0, 0.5, 0.0};
    }
  }
  scenario.drafts = {{.id = "trade", .title = "", .by = {}, .package = {0, 2}}};
  scenario.parties[0].strategy.bidding = {"take-it-or-fight",
                                          {{"draft", std::vector<std::size_t>{0}}}};
  scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.5)}}};
  return scenario;
}

class Verdicts : public Observer {
 public:
  void ratifies(PartyId, double chance, bool succeeds) override {
    chances.push_back(chance);
    successes += succeeds ? 1 : 0;
  }
  std::vector<double> chances;
  int successes = 0;
};

double chance(const Scenario& scenario) {
  Verdicts verdicts;
  (void)play(draw(scenario, 1, 0), verdicts);
  REQUIRE(verdicts.chances.size() == 1);
  return verdicts.chances.front();
}

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

Ratification::Hurdle hurdle(std::string id, std::vector<Clause::Condition> when, Quantity add) {
  return {std::move(id), "", std::move(when), std::move(add)};
}

}  // namespace

TEST_CASE("a hurdle moves the midpoint where all of its conditions hold", "[ratification]") {
  Scenario scenario = signed_trade();
  scenario.parties[1].ratification = Ratification{{.base = 0.6}, {.base = 10.0}};
  std::vector<Ratification::Hurdle>& hurdles = scenario.parties[1].ratification->hurdles;
  CHECK(chance(scenario) == Approx(logistic(10 * (0.7 - 0.6))));
  hurdles = {hurdle("land", {{IssueId(0), {0, 1}}}, {0.15})};
  CHECK(chance(scenario) == Approx(logistic(10 * (0.7 - 0.75))));
  hurdles.push_back(hurdle("both", {{IssueId(0), {0}}, {IssueId(1), {1, 2}}}, {-0.25}));
  CHECK(chance(scenario) == Approx(logistic(10 * (0.7 - 0.5))));
  // One condition of two is not enough.
  hurdles.push_back(hurdle("half", {{IssueId(0), {0}}, {IssueId(1), {0, 1}}}, {5.0}));
  hurdles.push_back(hurdle("other half", {{IssueId(0), {1, 2}}, {IssueId(1), {2}}}, {5.0}));
  CHECK(chance(scenario) == Approx(logistic(10 * (0.7 - 0.5))));
}

TEST_CASE("a hurdle is as high as the party believes the world to be", "[ratification]") {
  Scenario scenario = signed_trade();
  Variable mood;
  mood.id = "mood";
  mood.initial = 0.2;
  mood.beliefs.push_back({PartyId(1), 0.1, 1.0, 0.0});
  scenario.world.variables = {mood};
  scenario.parties[1].ratification = Ratification{{.base = 0.6}, {.base = 10.0}};
  scenario.parties[1].ratification->hurdles = {
      hurdle("land", {{IssueId(0), {0}}}, {0.05, {{VariableId(0), 0.5, "mood"}}})};
  CHECK(chance(scenario) == Approx(logistic(10 * (0.7 - 0.6 - 0.05 - 0.15))));
}

TEST_CASE("a hurdle fails what would have passed, in the same replications", "[ratification]") {
  Scenario without = signed_trade();
  without.parties[1].ratification = Ratification{{.base = 0.6}, {.base = 10.0}};
  Scenario with = without;
  with.parties[1].ratification->hurdles = {hurdle("land", {{IssueId(0), {0}}}, {0.2})};
  constexpr int kReplications = 4000;
  int fewer = 0;
  Verdicts verdicts;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const bool before = agreed(play(draw(without, 1, r)).ending);
    const bool after = agreed(play(draw(with, 1, r), verdicts).ending);
    CHECK((before || !after));
    fewer += before && !after ? 1 : 0;
  }
  const double p = logistic(1) - logistic(-1);
  CHECK(fewer == Approx(p * kReplications).margin(5 * std::sqrt(kReplications * p * (1 - p))));
  CHECK(verdicts.successes == Approx(logistic(-1) * kReplications).margin(5 * 29));
}

TEST_CASE("an uncertain hurdle is drawn by its own name", "[ratification]") {
  Scenario scenario = signed_trade();
  scenario.parties[1].ratification = Ratification{{.base = 0.6}, {.base = 10.0}};
  const auto drawn = [&scenario](std::vector<Ratification::Hurdle> hurdles) {
    scenario.parties[1].ratification->hurdles = std::move(hurdles);
    std::vector<double> adds;
    const Case drawn_case = draw(scenario, 1, 0);
    for (const DrawnQuantity& add : drawn_case.parties[1].ratification->hurdles) {
      adds.push_back(add.at({}));
    }
    return adds;
  };
  const auto uncertain = [](const char* id) { return hurdle(id, {}, {Uniform{0, 1}}); };
  const std::vector<double> alone = drawn({uncertain("a")});
  const std::vector<double> both = drawn({uncertain("b"), uncertain("a")});
  CHECK(both[1] == alone[0]);
  CHECK(both[0] != both[1]);
}

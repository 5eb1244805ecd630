// SPDX-License-Identifier: Apache-2.0
/// What one party does with its strategy's components.
#include "engine/negotiation/agent.hpp"

#include <catch2/catch.hpp>

#include "tests/scenarios.hpp"

using namespace entente;

TEST_CASE("patience counts from a tolerated text that the party accepted", "[agent]") {
  Scenario scenario =
      testing::simple_scenario({.parties = 3, .issues = 2, .options = 3, .rounds = 20});
  scenario.drafts = {{.id = "plan", .title = "", .by = {}, .package = {2, 2}}};
  scenario.parties[0].strategy.bidding = {"take-it-or-fight",
                                          {{"draft", std::vector<std::size_t>{0}},
                                           {"changes", Distribution(1.0)},
                                           {"patience", Distribution(3.0)}}};
  testing::settle(scenario);
  const std::vector<double> no_agreement(scenario.parties.size(), 0.0);
  for (const Ask ask : {Ask::any, Ask::answer}) {
    const Case drawn = draw(scenario, 1, 0);
    Agent agent(drawn, PartyId(0));
    const Text tolerated{PartyId(1), {2, 1}};
    const Text other{PartyId(1), {0, 0}};
    for (int round = 1; round <= 7; ++round) {
      const bool hope = round == 3;
      Judgement judgement;
      const Action action =
          agent.act({round, no_agreement}, hope ? &tolerated : &other, hope ? ask : Ask::any, judgement);
      INFO("round " << round);
      CHECK(std::holds_alternative<Accept>(action) == hope);
      CHECK(std::holds_alternative<Leave>(action) == (round == 7));
    }
  }
}

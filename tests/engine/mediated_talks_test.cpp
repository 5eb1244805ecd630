// SPDX-License-Identifier: Apache-2.0
/// Single text in whole negotiations: changes, beliefs and withheld consents.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/bargaining_table.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

TEST_CASE("no redraft changes more issues of many than allowed", "[single-text]") {
  Scenario many = simple_scenario({.parties = 3, .issues = 6, .options = 4, .rounds = 30});
  many.drafts = {{.id = "all", .title = "", .by = {}, .package = Package(6, 1)}};
  class Steps : public Observer {
   public:
    void tables(std::optional<PartyId>, const Package& text, std::span<const PartyId>) override {
      if (!last.empty()) most = std::max(most, changes_between(last, text));
      last = text;
    }
    Package last;
    std::size_t most = 0;
  };
  const auto most_changes = [&many](double allowed) {
    many.protocol = {"single-text",
                     {{"draft", std::vector<std::size_t>{0}},
                      {"skill", Distribution(1.0)},
                      {"changes", Distribution(allowed)}}};
    Steps steps;
    (void)play(draw(many, 1, 0), steps);
    return steps.most;
  };
  CHECK(most_changes(1) == 1);
  CHECK(most_changes(2) == 2);
  CHECK(most_changes(0) > 2);
}

TEST_CASE("a mediator that believes in a front drafts for it", "[single-text]") {
  // One issue; without a deal p1 has what the front gives it, which is nothing, whoever else
  // thinks.
  const auto opening_text = [](double believed) {
    Scenario scenario = simple_scenario({.parties = 3, .issues = 1, .options = 3, .rounds = 1});
    const std::vector<std::vector<Distribution>> scores = {
        {1.0, 0.6, 0.0}, {0.0, 0.6, 1.0}, {0.0, 1.0, 0.0}};
    for (std::size_t p = 0; p < 3; ++p) {
      scenario.parties[p].preferences[0].scores = scores[p];
      scenario.parties[p].no_agreement.prospects.front().worth.plus.base = 0.0;
    }
    Variable front;
    front.id = "front";
    front.beliefs.push_back({PartyId(2), believed, 1.0, 0.0});
    scenario.world.variables = {front};
    scenario.parties[1].no_agreement.plus.world = {{VariableId(0), 1.0, "front"}};
    scenario.protocol = {"single-text",
                         {{"mediator", std::vector<std::size_t>{2}},
                          {"skill", Distribution(1.0)},
                          {"bias", std::vector<Choosing::Weight>{{0, 4.0, "p0"}, {2, 0.0, "p2"}}}}};
    class First : public Observer {
     public:
      void tables(std::optional<PartyId>, const Package& text, std::span<const PartyId>) override {
        if (first.empty()) first = text;
      }
      Package first;
    } observer;
    (void)play(draw(scenario, 1, 0), observer);
    return observer.first;
  };
  CHECK(opening_text(0.1) == Package{0});
  CHECK(opening_text(0.5) == Package{1});
}

TEST_CASE("a mediator gives up an issue, not only a text, when its consent is withheld",
          "[single-text]") {
  // p0 wants land low, p1 money high, for which p2 would have to sign, who never does. Without it
  // the trade is worth 0.4 to p1; nor would land in the middle and money high be any better.
  Scenario scenario = simple_scenario({.parties = 3, .issues = 2, .options = 3, .rounds = 10});
  const double no_agreements[] = {0.4, 0.5, 2.0};
  for (std::size_t p = 0; p < 3; ++p) {
    Party& party = scenario.parties[p];
    party.no_agreement.prospects.front().worth.plus.base = no_agreements[p];
    for (std::size_t i = 0; i < 2; ++i) {
      party.preferences[i].weight = p == 2 ? 0.5 : i == p ? 0.8 : 0.2;
      party.preferences[i].scores = p == 1 ? std::vector<Distribution>{0.0, 0.5, 1.0}
                                           : std::vector<Distribution>{1.0, 0.5, 0.0};
    }
    party.strategy.acceptance = {"ac-const", {{"level", Distribution(0.0)}}};
  }
  scenario.issues[1].status_quo = Option{1};
  scenario.issues[1].consent = {PartyId(2)};
  scenario.agreement.required = {PartyId(0), PartyId(1)};
  scenario.agreement.may_sign = {PartyId(2)};
  scenario.protocol = {
      "single-text",
      {{"skill", Distribution(1.0)}, {"bias", std::vector<Choosing::Weight>{{2, 0.0, "p2"}}}}};
  class Signings : public Observer {
   public:
    void tables(std::optional<PartyId>, const Package& text, std::span<const PartyId>) override {
      if (texts.empty() || texts.back() != text) texts.push_back(text);
    }
    std::vector<Package> texts;
  } signings;
  const Outcome outcome = play(draw(scenario, 1, 0), signings);
  CHECK(signings.texts == std::vector<Package>{{0, 2}, {1, 1}});
  REQUIRE(outcome.package);
  CHECK(*outcome.package == Package{1, 1});
}

// SPDX-License-Identifier: Apache-2.0
/// Scenarios made in code, of any size, for tests that are not about reading them.
#pragma once

#include <string>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/scenario/canonical_text.hpp"

namespace entente::testing {

struct Size {
  std::size_t parties = 2;
  std::size_t issues = 3;
  std::size_t options = 3;
  int rounds = 10;
};

/// Ties the blocks, and writes a text and a digest; call it again after changes by hand. The text
/// is a JSON object that tells scenarios of different titles apart, not one that could be read.
inline void settle(Scenario& scenario) {
  std::vector<std::size_t> options;
  for (const Issue& issue : scenario.issues) options.push_back(issue.options.size());
  std::vector<std::vector<IssueId>> scopes;
  for (const Party& party : scenario.parties) {
    for (const Clause& clause : party.clauses) {
      std::vector<IssueId>& scope = scopes.emplace_back();
      for (const Clause::Condition& condition : clause.when) scope.push_back(condition.issue);
    }
  }
  scenario.blocks = Blocks(options, scopes);
  scenario.text = canonical_text(Json{{"title", scenario.title}});
  scenario.digest = digest_of(scenario.text);
}

/// Every number known, nothing outside the room: parties p0, p1, ... that all must sign; issues i0,
/// i1, ... with options o0, o1, ..., of which every other party likes the last best and the others
/// the first; weights 1 to 5; time-dependent, frequency, ac-next.
inline Scenario simple_scenario(const Size& size) {
  Scenario scenario;
  scenario.title = "simple";
  for (std::size_t i = 0; i < size.issues; ++i) {
    Issue& issue = scenario.issues.emplace_back();
    issue.id = "i" + std::to_string(i);
    for (std::size_t o = 0; o < size.options; ++o) {
      issue.options.push_back({"o" + std::to_string(o), "", {}});
    }
  }
  for (std::size_t p = 0; p < size.parties; ++p) {
    Party& party = scenario.parties.emplace_back();
    party.id = "p" + std::to_string(p);
    for (std::size_t i = 0; i < size.issues; ++i) {
      std::vector<Distribution> scores;
      for (std::size_t o = 0; o < size.options; ++o) {
        const double way =
            size.options > 1 ? static_cast<double>(o) / static_cast<double>(size.options - 1) : 1;
        scores.emplace_back(p % 2 == 0 ? way : 1 - way);
      }
      party.preferences.push_back({static_cast<double>(1 + (7 * p + 3 * i) % 5), scores});
    }
    party.no_agreement.prospects.push_back(
        {.worth = {.of = {}, .plus = {.base = 0.3, .world = {}}}});
    scenario.agreement.required.emplace_back(p);
  }
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = size.rounds;
  settle(scenario);
  return scenario;
}

/// The same with everything that a scenario can have: uncertain numbers, a world of two correlated
/// variables with a belief about one, events of every kind, a clause, a red line, a consent of a
/// party that need not sign, ratification, a draft and a party that fights for it.
/// Precondition: at least 3 parties, 4 issues and 2 options.
inline Scenario eventful_scenario(const Size& size) {
  Scenario scenario = simple_scenario(size);
  scenario.title = "eventful";
  for (Party& party : scenario.parties) {
    for (Preference& preference : party.preferences) {
      const double weight = std::get<double>(preference.weight);
      preference.weight = Uniform{0.5 * weight, 1.5 * weight};
    }
    party.delay_cost = {.base = Uniform{0, 0.01}, .world = {{VariableId(0), 0.01}}};
    party.no_agreement.prospects.front().worth.plus = {
        .base = Normal{0.3, 0.1}, .world = {{VariableId(1), Triangular{0, 0.1, 0.2}}}};
    party.strategy.bidding.settings.push_back({"beta", Distribution(Choice{{0.2, 0.5, 1, 2}})});
  }
  Variable front{.id = "front",
                 .title = "",
                 .unit = "",
                 .drift = Uniform{-0.02, 0.02},
                 .volatility = 0.05,
                 .mean = {},
                 .lo = -1,
                 .hi = 1,
                 .couplings = {},
                 .beliefs = {}};
  front.beliefs.push_back({PartyId(1), 0.1, 0.5, 0.02});
  Variable money = front;
  money.id = "money";
  money.reversion = 0.2;
  money.beliefs.clear();
  money.couplings.push_back({VariableId(0), 0.1});
  scenario.world.variables = {front, money};
  scenario.world.correlations = {{VariableId(0), VariableId(1), 0.5}};

  Package middle(size.issues, static_cast<Option>(size.options / 2));
  scenario.drafts.push_back({"plan", "", PartyId(0), middle});
  const auto event = [&scenario](std::string id, Trigger trigger, Effects effects) {
    scenario.world.events.push_back({std::move(id), "", std::move(trigger), std::move(effects)});
  };
  event("raid", {.kind = Trigger::EveryRound{}, .probability = {.base = 0.2, .world = {}}},
        {.world = {{VariableId(0), {Uniform{-0.2, 0.1}}}}, .beliefs = {}, .reveals = {}});
  event("election", {.kind = Trigger::AtRound{3}},
        {.world = {{VariableId(1), {0.1}}}, .beliefs = {}, .reveals = {}});
  event("breakthrough", {.kind = Trigger::Crossing{VariableId(0), true, 0.05}, .times = 1},
        {.world = {}, .beliefs = {{PartyId(1), VariableId(0), {0.1}}}, .reveals = {}});
  event("anger",
        {.kind = Trigger::Answer{false, {PartyId(0)}, {}, PartyId(1)},
         .probability = {.base = 0.3, .world = {}}},
        {.world = {{VariableId(1), {-0.05}}}, .beliefs = {}, .reveals = {}});
  event("leak",
        {.kind = Trigger::Answer{false, {PartyId(1)}, {}, {}},
         .probability = {.base = 0.1, .world = {}},
         .times = 1},
        {.world = {}, .beliefs = {}, .reveals = {{PartyId(1), {PartyId(0)}, 0.8}}});

  scenario.parties[0].clauses.push_back(
      {"price", "", {{IssueId(0), {Option(0)}}, {IssueId(1), {Option(0)}}}, Uniform{-0.3, 0}});
  scenario.parties[1].clauses.push_back({"never",
                                         "",
                                         {{IssueId(1), {static_cast<Option>(size.options - 1)}},
                                          {IssueId(2), {static_cast<Option>(size.options - 1)}}},
                                         {}});
  scenario.parties[1].ratification =
      Ratification{{.base = 0.2, .world = {}}, {.base = 10.0, .world = {}}};
  scenario.parties[0].strategy.bidding = {"take-it-or-fight",
                                          {{"draft", std::vector<std::size_t>{0}},
                                           {"changes", Distribution(Choice{{0, 1, 2, 3}})},
                                           {"patience", Distribution(Choice{{0, 5, 8}})}}};
  scenario.agreement.required.erase(scenario.agreement.required.begin() + 2);
  scenario.agreement.may_sign = {PartyId(2)};
  scenario.issues[3].status_quo = Option(0);
  scenario.issues[3].consent = {PartyId(2)};
  settle(scenario);
  return scenario;
}

}  // namespace entente::testing

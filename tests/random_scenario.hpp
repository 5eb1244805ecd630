// SPDX-License-Identifier: Apache-2.0
/// Random scenarios for tests that hold something for all of them.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/random.hpp"
#include "engine/model/scenario.hpp"

namespace entente::testing {

/// What a random scenario may contain.
struct Variety {
  std::size_t most_parties = 4;
  std::size_t most_issues = 5;
  std::size_t most_options = 4;
  std::size_t most_clauses = 3;  ///< of each party
  bool red_lines = true;
  bool optional_parties = true;  ///< some may sign but need not; issues may need their consent
  bool world = true;
  bool rules = true;  ///< quorums, hazards, partial agreements, commitments, hurdles
  int rounds = 12;
};

/// Numbers from one stream, by what they are for.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : stream_(StreamKey(seed, "dice")) {}
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(stream_.below(n)); }
  std::size_t between(std::size_t lo, std::size_t hi) { return lo + below(hi - lo + 1); }
  double unit() { return stream_.uniform(); }
  bool chance(double p) { return unit() < p; }

 private:
  Stream stream_;
};

inline Distribution random_distribution(Dice& dice, double lo, double hi) {
  const double a = lo + dice.unit() * (hi - lo);
  const double b = a + dice.unit() * (hi - a);
  switch (dice.below(4)) {
    case 0:
      return a;
    case 1:
      return Uniform{a, b};
    case 2:
      return Triangular{a, a + dice.unit() * (b - a), b};
    default:
      return Choice{{a, b}};
  }
}

inline Clause random_clause(Dice& dice, const Scenario& scenario, std::size_t number, bool red) {
  Clause clause;
  clause.id = "clause-" + std::to_string(number);
  const std::size_t first = dice.below(scenario.issues.size());
  const std::size_t count = dice.between(1, std::min<std::size_t>(3, scenario.issues.size()));
  for (std::size_t k = 0; k < count; ++k) {
    const std::size_t issue = (first + k) % scenario.issues.size();
    Clause::Condition condition{IssueId(issue), {}};
    const std::size_t options = scenario.issues[issue].options.size();
    // A red line leaves at least the first option of each issue free.
    condition.options.push_back(
        static_cast<Option>(red ? 1 + dice.below(options - 1) : dice.below(options)));
    clause.when.push_back(condition);
  }
  if (!red) clause.amount = random_distribution(dice, -0.4, 0.2);
  return clause;
}

inline Preference random_preference(Dice& dice, std::size_t options, bool red_lines) {
  Preference preference;
  preference.weight = random_distribution(dice, 0, 1);
  if (dice.chance(0.5)) {
    Stance stance{static_cast<Option>(dice.below(options)),
                  static_cast<Option>(dice.below(options)), false};
    stance.limit_is_red_line = red_lines && dice.chance(0.2);
    preference.scores = stance;
    return preference;
  }
  std::vector<Distribution> scores;
  for (std::size_t o = 0; o < options; ++o) scores.push_back(random_distribution(dice, -1, 1));
  preference.scores = std::move(scores);
  return preference;
}

inline void add_world(Dice& dice, Scenario& scenario) {
  for (std::size_t v = 0; v < 2; ++v) {
    Variable variable;
    variable.id = "v" + std::to_string(v);
    variable.volatility = random_distribution(dice, 0, 0.2);
    variable.drift = random_distribution(dice, -0.05, 0.05);
    variable.lo = -1;
    variable.hi = 1;
    variable.beliefs.push_back({PartyId(0), random_distribution(dice, -0.2, 0.2), 0.5, 0.05});
    scenario.world.variables.push_back(variable);
  }
  scenario.world.correlations.push_back({VariableId(0), VariableId(1), dice.unit()});
  const std::vector<Trigger> triggers = {
      {.kind = Trigger::EveryRound{}, .probability = {.base = 0.3, .world = {}}, .times = 4},
      {.kind = Trigger::AtRound{2}},
      {.kind = Trigger::Crossing{VariableId(0), true, 0.1}},
      {.kind = Trigger::Answer{.accepts = false,
                               .parties = {PartyId(0), PartyId(1)},
                               .text = std::nullopt,
                               .by = std::nullopt}},
  };
  for (const Trigger& trigger : triggers) {
    Event event;
    event.id = "event-" + std::to_string(scenario.world.events.size());
    event.trigger = trigger;
    event.effects.world.push_back({VariableId(1), {random_distribution(dice, -0.1, 0.1)}});
    event.effects.beliefs.push_back({PartyId(0), VariableId(0), {0.02}});
    event.effects.reveals.push_back({PartyId(1), {PartyId(0)}, random_distribution(dice, 0, 1)});
    scenario.world.events.push_back(event);
  }
}

/// Rules and events beyond the plain case. Drawn from dice of their own.
inline void add_rules(std::uint64_t seed, Scenario& scenario) {
  Dice dice(seed + 1'000'000);
  AgreementRule& rule = scenario.agreement;
  if (dice.chance(0.3)) scenario.hazard = Quantity{dice.unit() * 0.1};
  if (dice.chance(0.3)) {
    AgreementRule::Quorum quorum{.share = 0.5 + 0.5 * dice.unit(), .weights = {}};
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      quorum.weights.push_back(1 + static_cast<double>(dice.below(3)));
    }
    rule.quorum = quorum;
    if (rule.required.size() > 1 && dice.chance(0.5)) {
      rule.may_sign.insert(rule.may_sign.begin(), rule.required.back());
      rule.required.pop_back();
      std::sort(rule.may_sign.begin(), rule.may_sign.end());
    }
  }
  if (dice.chance(0.5)) {
    AgreementRule::Partial& part = rule.partial.emplace_back();
    part.id = "part";
    part.parties = {PartyId(0), PartyId(scenario.parties.size() - 1)};
    for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
      if (dice.chance(0.6)) part.issues.emplace_back(i);
    }
  }
  const auto condition = [&](std::size_t issue) {
    const std::size_t options = scenario.issues[issue].options.size();
    return Clause::Condition{IssueId(issue), {static_cast<Option>(dice.below(options))}};
  };
  Event vow;
  vow.id = "vow";
  vow.trigger.probability = {.base = 0.1};
  vow.trigger.times = 2;
  vow.effects.commitments.push_back(
      {PartyId(1), {condition(dice.below(scenario.issues.size()))}, Uniform{0, 0.1}});
  if (dice.chance(0.6)) scenario.world.events.push_back(vow);
  if (!scenario.world.events.empty()) {
    Event echo;
    echo.id = "echo";
    echo.trigger.kind = Trigger::Following{EventId(0), 2};
    if (!scenario.world.variables.empty()) {
      echo.effects.world.push_back(
          {VariableId(0), {0.05, {{VariableId(0), 0.1, scenario.world.variables[0].id}}}});
    }
    scenario.world.events.push_back(echo);
  }
  for (Party& party : scenario.parties) {
    if (!party.ratification) continue;
    party.ratification->hurdles.push_back({"hurdle", "", {condition(0)}, {.base = 0.1}});
  }
}

/// Parties with random preferences, clauses and no-agreement values; every package is allowed to
/// somebody's liking, but a deal need not exist.
inline Scenario random_scenario(std::uint64_t seed, const Variety& variety = {}) {
  Dice dice(seed);
  Scenario scenario;
  scenario.title = "random " + std::to_string(seed);
  const std::size_t parties = dice.between(2, variety.most_parties);
  const std::size_t issues = dice.between(1, variety.most_issues);
  for (std::size_t i = 0; i < issues; ++i) {
    Issue issue;
    issue.id = "i" + std::to_string(i);
    const std::size_t options = dice.between(2, variety.most_options);
    for (std::size_t o = 0; o < options; ++o) {
      issue.options.push_back({"o" + std::to_string(o), "", std::nullopt});
    }
    issue.status_quo = static_cast<Option>(dice.below(options));
    scenario.issues.push_back(std::move(issue));
  }
  for (std::size_t d = 0; d < 2; ++d) {
    Draft draft{.id = "d" + std::to_string(d), .title = "", .by = std::nullopt, .package = {}};
    for (const Issue& issue : scenario.issues) {
      draft.package.push_back(static_cast<Option>(dice.below(issue.options.size())));
    }
    scenario.drafts.push_back(std::move(draft));
  }
  if (variety.world) add_world(dice, scenario);
  std::vector<std::vector<IssueId>> scopes;
  for (std::size_t p = 0; p < parties; ++p) {
    Party party;
    party.id = "p" + std::to_string(p);
    for (const Issue& issue : scenario.issues) {
      party.preferences.push_back(random_preference(dice, issue.options.size(), variety.red_lines));
    }
    const std::size_t clauses = dice.below(variety.most_clauses + 1);
    for (std::size_t c = 0; c < clauses; ++c) {
      const bool red = variety.red_lines && dice.chance(0.4);
      party.clauses.push_back(random_clause(dice, scenario, c, red));
      std::vector<IssueId>& scope = scopes.emplace_back();
      for (const Clause::Condition& condition : party.clauses.back().when) {
        scope.push_back(condition.issue);
      }
    }
    party.no_agreement.prospects.emplace_back();
    party.no_agreement.prospects[0].worth.plus.base = random_distribution(dice, 0, 0.7);
    if (variety.world) {
      const std::size_t v = dice.below(2);
      party.no_agreement.plus.world.push_back(
          {VariableId(v), random_distribution(dice, -0.2, 0.2), "v" + std::to_string(v)});
      party.delay_cost.world.push_back({VariableId(v), 0.01, "v" + std::to_string(v)});
    }
    if (dice.chance(0.3)) {  // a lottery with an attitude to risk
      party.no_agreement.prospects.push_back({{dice.unit(), {}}, {DraftId(0), {-0.1, {}}}});
      party.risk_aversion = random_distribution(dice, -5, 5);
    }
    party.delay_cost.base = random_distribution(dice, 0, 0.01);
    if (dice.chance(0.3)) party.ratification = Ratification{{0.1, {}}, {8.0, {}}};
    scenario.parties.push_back(std::move(party));
  }
  scenario.agreement.required = {PartyId(0), PartyId(1)};
  for (std::size_t p = 2; p < parties; ++p) {
    if (variety.optional_parties && dice.chance(0.6)) {
      scenario.agreement.may_sign.emplace_back(p);
      scenario.issues[dice.below(issues)].consent.emplace_back(p);
    } else {
      scenario.agreement.required.emplace_back(p);
    }
  }
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = variety.rounds;
  std::vector<std::size_t> options;
  for (const Issue& issue : scenario.issues) options.push_back(issue.options.size());
  scenario.blocks = Blocks(options, scopes);
  if (variety.rules) add_rules(seed, scenario);
  return scenario;
}

/// Calls `visit` with every package of `issues`.
template <class Visit>
void for_every_package(const std::vector<Issue>& issues, Visit visit) {
  Package package(issues.size());
  while (true) {
    visit(std::as_const(package));
    std::size_t i = 0;
    while (i < issues.size() && ++package[i] == issues[i].options.size()) package[i++] = 0;
    if (i == issues.size()) return;
  }
}

}  // namespace entente::testing

// SPDX-License-Identifier: Apache-2.0
/// Common random numbers: what is added to a scenario leaves every other drawn number as it was.
#include <algorithm>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "engine/negotiation/happenings.hpp"
#include "engine/negotiation/play.hpp"
#include "tests/scenarios.hpp"

using namespace entente;

namespace {

/// Every number of a replication by a name that stays when the scenario grows.
using Numbers = std::map<std::string, double>;

constexpr std::uint64_t kSeed = 7;

/// A state of the world at which quantities are compared; further variables are at 0.
std::vector<double> state(const Scenario& scenario, double first, double second) {
  std::vector<double> values(scenario.world.variables.size());
  if (!values.empty()) values[0] = first;
  if (values.size() > 1) values[1] = second;
  return values;
}

void add_utilities(const Scenario& scenario, const Case& drawn, Numbers& numbers) {
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const UtilityView own = drawn.utilities.of(PartyId(p));
    for (const Blocks::Block& block : scenario.blocks) {
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        std::string name = scenario.parties[p].id;
        for (const Blocks::Member& member : block.members) {
          const Issue& issue = scenario.issues[member.issue];
          name += " " + issue.id + "=";
          name += issue.options[scenario.blocks.option(block, member, row)].id;
        }
        numbers[name] = own.rows[row];
      }
    }
  }
}

void add_parameters(const std::string& name, std::span<const Parameter> specified,
                    const Parameters& parameters, Numbers& numbers) {
  for (const Parameter& parameter : specified) {
    if (parameter.kind == Parameter::Kind::reference ||
        parameter.kind == Parameter::Kind::references) {
      continue;
    }
    numbers[name + std::string(parameter.name)] = parameters.number(parameter.name);
  }
}

void add_parties(const Scenario& scenario, const Case& drawn, Numbers& numbers) {
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const DrawnParty& party = drawn.parties[p];
    const std::string name = scenario.parties[p].id + " ";
    int k = 0;
    for (const auto& [first, second] : {std::pair(0.0, 0.0), {1.0, 0.0}, {0.0, 1.0}}) {
      const std::vector<double> at = state(scenario, first, second);
      const std::string where = " at " + std::to_string(k++);
      numbers[name + "no agreement" + where] = party.no_agreement.at(at);
      numbers[name + "delay cost" + where] = party.delay_cost.at(at);
      if (!party.ratification) continue;
      numbers[name + "midpoint" + where] = party.ratification->midpoint.at(at);
      numbers[name + "slope" + where] = party.ratification->slope.at(at);
      numbers[name + "verdict"] = Stream(party.ratification->verdict, drawn.replication).uniform();
    }
    add_parameters(name, party.bidding->parameters, party.bidding_parameters, numbers);
    add_parameters(name, party.opponent_model->parameters, party.opponent_model_parameters,
                   numbers);
    add_parameters(name, party.acceptance->parameters, party.acceptance_parameters, numbers);
  }
}

/// The path of the world with its events; the first two parties refuse something in every round.
void add_world(const Scenario& scenario, const Case& drawn, Numbers& numbers) {
  WorldState world(scenario.world, scenario.parties, kSeed, drawn.replication);
  Happenings happenings(scenario, kSeed, drawn.replication);
  const Package text(scenario.issues.size());
  for (int round = 1; round <= scenario.rounds; ++round) {
    const std::string when = " in " + std::to_string(round);
    if (round > 1) world.step(static_cast<std::uint32_t>(round));
    std::vector<EventId> events = happenings.begin_round(round, world);
    for (const auto& [party, by] : {std::pair(0, 1), {1, 0}}) {
      const std::vector<EventId> more = happenings.after_answer(
          round, false, PartyId(std::size_t(party)), PartyId(std::size_t(by)), text, world);
      events.insert(events.end(), more.begin(), more.end());
    }
    for (const EventId event : events) numbers[scenario.world.events[event].id + when] += 1;
    for (std::size_t v = 0; v < scenario.world.variables.size(); ++v) {
      const std::string name = scenario.world.variables[v].id;
      numbers[name + when] = world.truth()[v];
      for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
        numbers[name + " to " + scenario.parties[p].id + when] = world.believed_by(PartyId(p))[v];
      }
    }
  }
}

Numbers numbers_of(const Scenario& scenario, std::uint64_t replication) {
  const Case drawn = draw(scenario, kSeed, replication);
  Numbers numbers;
  add_utilities(scenario, drawn, numbers);
  add_parties(scenario, drawn, numbers);
  add_world(scenario, drawn, numbers);
  return numbers;
}

/// Of what is in `before`, the names whose number is another in `after` or gone.
std::vector<std::string> changed(const Numbers& before, const Numbers& after) {
  std::vector<std::string> names;
  for (const auto& [name, value] : before) {
    const auto found = after.find(name);
    if (found == after.end() || found->second != value) names.push_back(name);
  }
  return names;
}

/// The eventful scenario with an uncertain number in every place that this looks at.
Scenario uncertain() {
  Scenario scenario =
      testing::eventful_scenario({.parties = 4, .issues = 5, .options = 3, .rounds = 12});
  for (Party& party : scenario.parties) {
    for (Quantity* quantity :
         {&party.delay_cost, &party.no_agreement.prospects.front().worth.plus}) {
      for (WorldTerm& term : quantity->world) {
        term.coefficient = Uniform{0, 0.1};
        term.id = scenario.world.variables[term.variable].id;
      }
    }
    party.risk_aversion = Uniform{0, 4};
    party.no_agreement.prospects.push_back(
        {.probability = {.base = Uniform{0, 1}, .world = {}},
         .worth = {.of = {}, .plus = {.base = Uniform{0, 0.5}, .world = {}}}});
    for (Preference& preference : party.preferences) {
      for (Distribution& score : std::get<std::vector<Distribution>>(preference.scores)) {
        score = Uniform{0, 1};
      }
    }
    party.strategy.opponent_model.settings.push_back({"learning_rate", Uniform{0.1, 0.3}});
    party.strategy.acceptance.settings.push_back({"offset", Uniform{-0.01, 0.01}});
  }
  scenario.parties[1].ratification =
      Ratification{{.base = Uniform{0, 0.2}, .world = {}}, {.base = Uniform{5, 15}, .world = {}}};
  return scenario;
}

Variable calm() {
  Variable variable;
  variable.id = "calm";
  return variable;
}

void add_event_that_never_happens(Scenario& scenario) {
  Event event = scenario.world.events.front();
  event.id = "miracle";
  event.trigger.probability = {.base = 0.0, .world = {}};
  scenario.world.events.insert(scenario.world.events.begin(), event);
}

void add_volatile_variable(Scenario& scenario) {
  Variable variable = scenario.world.variables[1];
  variable.id = "mood";
  variable.initial = Uniform{-1, 1};
  variable.beliefs.push_back({PartyId(1), 0.1, 0.5, 0.02});
  scenario.world.variables.push_back(variable);
  scenario.world.correlations.push_back({VariableId(0), VariableId(2), 0.4});
}

/// Terms of a variable that stays at 0, before those that are there.
void add_world_terms(Scenario& scenario) {
  const VariableId variable(scenario.world.variables.size());
  scenario.world.variables.push_back(calm());
  const auto add = [variable](Quantity& quantity) {
    quantity.world.insert(quantity.world.begin(), {variable, Uniform{-1, 1}, "calm"});
  };
  for (Party& party : scenario.parties) {
    add(party.delay_cost);
    add(party.no_agreement.plus);
    for (NoAgreement::Prospect& prospect : party.no_agreement.prospects) {
      add(prospect.probability);
      add(prospect.worth.plus);
    }
    if (party.ratification) add(party.ratification->midpoint);
  }
  for (Event& event : scenario.world.events) add(event.trigger.probability);
}

/// A clause of no consequence before the others of the party.
void add_clause(Scenario& scenario) {
  std::vector<Clause>& clauses = scenario.parties[0].clauses;
  Clause clause = clauses.front();
  clause.id = "aside";
  clause.amount = Uniform{0, 0};
  clauses.insert(clauses.begin(), clause);
}

void compare_drawn(void (*add)(Scenario&)) {
  const Scenario before = uncertain();
  Scenario after = before;
  add(after);
  testing::settle(after);
  for (std::uint64_t r = 0; r < 20; ++r) {
    CHECK(changed(numbers_of(before, r), numbers_of(after, r)) == std::vector<std::string>{});
  }
}

/// What is done and how it ends, with every worth to the last bit.
class Course : public Observer {
 public:
  void event_happens(EventId event) override { add("event", {double(std::size_t{event})}); }
  void tables(std::optional<PartyId> party, const Package& text,
              std::span<const PartyId>) override {
    add("tables", {party ? double(std::size_t{*party}) : -1.0});
    add("text", std::vector<double>(text.begin(), text.end()));
  }
  void answers(PartyId party, std::optional<PartyId>, const Package&,
               const Judgement& judgement) override {
    add("answers", {double(std::size_t{party}), judgement.worth, judgement.no_agreement,
                    judgement.demanded, judgement.accepts ? 1.0 : 0.0});
  }
  void ends(const Outcome& outcome) {
    add("ends", {double(outcome.round), double(static_cast<int>(outcome.ending))});
    for (const Standing& standing : outcome.parties) {
      add("has", {standing.worth, standing.no_agreement, standing.believed, standing.delay});
    }
  }
  std::vector<std::pair<std::string, std::vector<double>>> acts;

 private:
  void add(const char* what, std::vector<double> values) {
    acts.emplace_back(what, std::move(values));
  }
};

Course course_of(const Scenario& scenario, std::uint64_t replication) {
  Course course;
  course.ends(play(draw(scenario, kSeed, replication), course));
  return course;
}

}  // namespace

TEST_CASE("the numbers that are compared do vary", "[common-random-numbers]") {
  const Scenario scenario = uncertain();
  const Numbers first = numbers_of(scenario, 0);
  const Numbers second = numbers_of(scenario, 1);
  CHECK(first.size() > 200);
  // All but fixed parameters and the least value of each block.
  CHECK(changed(first, second).size() > first.size() / 2);
  for (const char* name :
       {"p0 no agreement at 1", "p1 delay cost at 2", "p1 midpoint at 0", "p1 verdict",
        "p2 learning_rate", "p3 offset", "front in 5", "money in 12", "front to p1 in 7"}) {
    REQUIRE(first.count(name) == 1);
    CHECK(first.at(name) != second.at(name));
  }
}

TEST_CASE("another party shifts nobody's numbers", "[common-random-numbers]") {
  compare_drawn([](Scenario& scenario) {
    Party party = scenario.parties[1];
    party.id = "newcomer";
    scenario.parties.push_back(party);
  });
}

TEST_CASE("an issue without weight shifts nobody's numbers", "[common-random-numbers]") {
  compare_drawn([](Scenario& scenario) {
    Issue issue = scenario.issues[2];
    issue.id = "trifle";
    scenario.issues.push_back(issue);
    scenario.drafts[0].package.push_back(0);
    for (Party& party : scenario.parties) {
      party.preferences.push_back(party.preferences[2]);
      party.preferences.back().weight = 0.0;
    }
  });
}

TEST_CASE("a world variable at the end shifts nobody's numbers", "[common-random-numbers]") {
  compare_drawn(add_volatile_variable);
}

TEST_CASE("a world term in a quantity shifts no other number", "[common-random-numbers]") {
  compare_drawn(add_world_terms);
}

TEST_CASE("an event that never happens shifts nobody's luck", "[common-random-numbers]") {
  compare_drawn(add_event_that_never_happens);
}

TEST_CASE("a clause shifts no other clause's amount", "[common-random-numbers]") {
  compare_drawn(add_clause);
}

TEST_CASE("a clause moves only its own party", "[common-random-numbers]") {
  const Scenario before = uncertain();
  Scenario after = before;
  add_clause(after);
  after.parties[0].clauses.front().amount = 0.25;
  testing::settle(after);
  const std::vector<std::string> names = changed(numbers_of(before, 3), numbers_of(after, 3));
  REQUIRE_FALSE(names.empty());
  for (const std::string& name : names) CHECK(name.substr(0, 3) == "p0 ");
}

TEST_CASE("numbers belong to ids, not to places in lists", "[common-random-numbers]") {
  Scenario scenario = testing::simple_scenario({.parties = 3, .issues = 2, .options = 3});
  for (Party& party : scenario.parties) {
    for (Preference& preference : party.preferences) {
      preference.weight = Uniform{1, 5};
      for (Distribution& score : std::get<std::vector<Distribution>>(preference.scores)) {
        score = Uniform{0, 1};
      }
    }
    party.no_agreement.plus.base = Uniform{0, 0.2};
    party.delay_cost.base = Uniform{0, 0.01};
    party.strategy.bidding.settings = {{"from", Uniform{0.8, 1}}, {"beta", Uniform{0.5, 2}}};
  }
  Scenario reversed = scenario;
  std::reverse(reversed.parties.begin(), reversed.parties.end());
  std::reverse(reversed.issues.begin(), reversed.issues.end());
  for (Issue& issue : reversed.issues) std::reverse(issue.options.begin(), issue.options.end());
  for (Party& party : reversed.parties) {
    std::reverse(party.preferences.begin(), party.preferences.end());
    for (Preference& preference : party.preferences) {
      auto& values = std::get<std::vector<Distribution>>(preference.scores);
      std::reverse(values.begin(), values.end());
    }
    std::reverse(party.strategy.bidding.settings.begin(), party.strategy.bidding.settings.end());
  }
  testing::settle(reversed);
  for (std::uint64_t r = 0; r < 20; ++r) {
    CHECK(changed(numbers_of(scenario, r), numbers_of(reversed, r)) == std::vector<std::string>{});
  }
}

TEST_CASE("what has no consequence leaves whole negotiations as they were",
          "[common-random-numbers]") {
  const Scenario before = uncertain();
  for (void (*add)(Scenario&) :
       {add_event_that_never_happens, add_volatile_variable, add_world_terms, add_clause}) {
    Scenario after = before;
    add(after);
    testing::settle(after);
    const auto events = after.world.events.size() - before.world.events.size();
    int rounds = 0;
    for (std::uint64_t r = 0; r < 20; ++r) {
      Course expected = course_of(before, r);
      for (auto& [what, values] : expected.acts) {
        if (what == "event") values[0] += static_cast<double>(events);  // listed one later
      }
      CHECK(course_of(after, r).acts == expected.acts);
      rounds += static_cast<int>(expected.acts.size());
    }
    CHECK(rounds > 200);
  }
}

// SPDX-License-Identifier: Apache-2.0
/// What every protocol, strategy, opponent model and acceptance condition must keep to.
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "engine/negotiation/signature.hpp"
#include "tests/combinations.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// Fails as soon as a party does what no party may.
class Referee : public Observer {
 public:
  explicit Referee(const Case& drawn) : case_(drawn) {}

  void round_begins(int round, const WorldState& world) override {
    REQUIRE(round == round_ + 1);
    round_ = round;
    for (const double value : world.truth()) REQUIRE(std::isfinite(value));
  }

  void tables(PartyId party, const Package& text) override {
    REQUIRE(text.size() == case_.scenario.issues.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      REQUIRE(text[i] < case_.scenario.issues[i].options.size());
    }
    REQUIRE_FALSE(case_.utilities.of(party).crosses_red_line(text));
    ++tabled;
  }

  void answers(PartyId party, PartyId by, const Package& text,
               const Judgement& judgement) override {
    REQUIRE(party != by);
    const UtilityView own = case_.utilities.of(party);
    REQUIRE(judgement.worth == own.worth(text));
    if (!judgement.accepts) return;
    REQUIRE(judgement.worth >= judgement.no_agreement);
    REQUIRE_FALSE(own.crosses_red_line(text));
  }

  int tabled = 0;

 private:
  const Case& case_;
  int round_ = 0;
};

void check_outcome(const Scenario& scenario, const Case& drawn, const Outcome& outcome) {
  REQUIRE(outcome.parties.size() == scenario.parties.size());
  REQUIRE(outcome.round >= 1);
  REQUIRE(outcome.round <= scenario.rounds);
  for (const Standing& standing : outcome.parties) REQUIRE(std::isfinite(standing.payoff()));
  for (const Refusal& refusal : outcome.last_refusals) REQUIRE(refusal.round <= outcome.round);
  if (!outcome.package) return;

  std::vector<bool> signed_it(scenario.parties.size());
  double shares = 0;
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    signed_it[p] = outcome.parties[p].signed_it;
    if (!signed_it[p]) continue;
    const UtilityView own = drawn.utilities.of(PartyId(p));
    REQUIRE(own.worth(*outcome.package) >= outcome.parties[p].no_agreement);
    REQUIRE_FALSE(own.crosses_red_line(*outcome.package));
    shares += outcome.parties[p].share;
  }
  for (const PartyId party : scenario.agreement.required) REQUIRE(signed_it[party]);
  REQUIRE(carve_out(scenario, *outcome.package, signed_it) == *outcome.package);
  if (agreed(outcome.ending)) REQUIRE(shares == Approx(1));
}

std::vector<double> essence(const Outcome& outcome) {
  std::vector<double> numbers = {static_cast<double>(outcome.ending),
                                 static_cast<double>(outcome.round)};
  for (const Standing& s : outcome.parties) {
    numbers.insert(numbers.end(), {s.worth, s.no_agreement, s.delay, s.share});
  }
  if (outcome.package) {
    for (const Option option : *outcome.package) numbers.push_back(option);
  }
  return numbers;
}

void play_and_check(const Scenario& scenario, std::uint64_t replication) {
  const Case drawn = draw(scenario, 3, replication);
  Referee referee(drawn);
  const Outcome outcome = play(drawn, referee);
  check_outcome(scenario, drawn, outcome);
  REQUIRE(essence(play(draw(scenario, 3, replication))) == essence(outcome));
}

}  // namespace

TEST_CASE("every combination keeps the rules on random scenarios", "[conformance]") {
  for (const Combination& combination : combinations()) {
    INFO(combination.name());
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      Scenario scenario = random_scenario(seed);
      apply(combination, scenario);
      play_and_check(scenario, seed);
    }
  }
}

TEST_CASE("every combination survives the smallest and the odd cases", "[conformance]") {
  for (const Combination& combination : combinations()) {
    INFO(combination.name());
    SECTION("one issue of one option: " + combination.name()) {
      Scenario scenario = random_scenario(1, {.most_parties = 2, .most_issues = 1, .world = false});
      scenario.issues[0].options.resize(1);
      scenario.issues[0].status_quo.reset();
      for (Draft& draft : scenario.drafts) draft.package = {0};
      for (Party& party : scenario.parties) {
        party.clauses.clear();
        party.preferences = {{1.0, std::vector<Distribution>{0.5}}};
      }
      scenario.blocks = Blocks(std::vector<std::size_t>{1}, {});
      apply(combination, scenario);
      play_and_check(scenario, 0);
    }
    SECTION("twelve parties: " + combination.name()) {
      Scenario scenario = random_scenario(3, {.most_parties = 12, .most_clauses = 0});
      while (scenario.parties.size() < 12) {
        scenario.parties.push_back(scenario.parties.back());
        scenario.parties.back().id += "x";
        scenario.agreement.required.emplace_back(scenario.parties.size() - 1);
      }
      apply(combination, scenario);
      play_and_check(scenario, 0);
    }
    SECTION("zero weights: " + combination.name()) {
      Scenario scenario = random_scenario(7);
      for (Party& party : scenario.parties) {
        for (Preference& preference : party.preferences) preference.weight = 0.0;
      }
      apply(combination, scenario);
      play_and_check(scenario, 0);
    }
    SECTION("a single round: " + combination.name()) {
      Scenario scenario = random_scenario(9);
      scenario.rounds = 1;
      apply(combination, scenario);
      play_and_check(scenario, 0);
    }
    SECTION("nothing that anyone could sign: " + combination.name()) {
      Scenario scenario = random_scenario(11);
      for (Party& party : scenario.parties) party.no_agreement.plus.base = 2.0;
      apply(combination, scenario);
      play_and_check(scenario, 0);
      const Outcome outcome = play(draw(scenario, 3, 0));
      CHECK_FALSE(outcome.package.has_value());
    }
  }
}

TEST_CASE("every Spec is complete and named once", "[conformance]") {
  const auto check = [](const auto& registry) {
    std::set<std::string_view> names;
    for (const auto* spec : registry) {
      INFO(spec->name);
      CHECK(names.insert(spec->name).second);
      CHECK_FALSE(spec->summary.empty());
      CHECK_FALSE(spec->source.empty());
      CHECK(spec->summary.back() != '.');
      for (const Parameter& parameter : spec->parameters) {
        INFO(parameter.name);
        CHECK_FALSE(parameter.summary.empty());
        const bool number =
            parameter.kind == Parameter::Kind::number || parameter.kind == Parameter::Kind::integer;
        CHECK(parameter.of.empty() == number);
        if (!number) continue;
        CHECK(parameter.lo < parameter.hi);
        CHECK(parameter.required != parameter.fallback.has_value());
        if (parameter.fallback) {
          CHECK(*parameter.fallback >= parameter.lo);
          CHECK(*parameter.fallback <= parameter.hi);
        }
      }
    }
  };
  check(protocols());
  check(biddings());
  check(opponent_models());
  check(acceptances());
}

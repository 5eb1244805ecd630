// SPDX-License-Identifier: Apache-2.0
/// What every protocol, strategy, opponent model and acceptance condition must keep to.
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
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
    world_ = &world;
    for (const double value : world.truth()) REQUIRE(std::isfinite(value));
    look();
  }

  void tables(PartyId party, const Package& text) override {
    REQUIRE(text.size() == case_.scenario.issues.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      REQUIRE(text[i] < case_.scenario.issues[i].options.size());
    }
    const UtilityView own = case_.utilities.of(party);
    REQUIRE_FALSE(own.crosses_red_line(text));
    // Decided before the events that its own answer set off.
    REQUIRE(reaches(own.worth(text), std::min(no_agreement_[party], decided_[party])));
    ++tabled;
  }

  void event_happens(EventId event) override {
    // Effects on the world may have moved values since the round began.
    if (!case_.scenario.world.events[event].effects.world.empty()) look();
  }

  void answers(PartyId party, PartyId by, const Package& text,
               const Judgement& judgement) override {
    REQUIRE(party != by);
    const UtilityView own = case_.utilities.of(party);
    REQUIRE(judgement.worth == own.worth(text));
    decided_[party] = judgement.no_agreement;
    if (!judgement.accepts) return;
    REQUIRE(reaches(judgement.worth, judgement.no_agreement));
    REQUIRE_FALSE(own.crosses_red_line(text));
  }

  int tabled = 0;

 private:
  void look() {
    no_agreement_.clear();
    decided_.resize(case_.parties.size(), kNothingWillDo);
    for (std::size_t p = 0; p < case_.parties.size(); ++p) {
      no_agreement_.push_back(case_.parties[p].no_agreement.at(world_->believed_by(PartyId(p))));
    }
  }

  const Case& case_;
  const WorldState* world_ = nullptr;
  int round_ = 0;
  std::vector<double> no_agreement_;  ///< by PartyId: now
  std::vector<double> decided_;       ///< by PartyId: when it last answered
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
    REQUIRE(reaches(own.worth(*outcome.package), outcome.parties[p].believed));
    REQUIRE_FALSE(own.crosses_red_line(*outcome.package));
    shares += outcome.parties[p].share;
  }
  for (const PartyId party : scenario.agreement.required) REQUIRE(signed_it[party]);
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    for (const PartyId party : scenario.issues[i].consent) {
      if (!signed_it[party]) REQUIRE((*outcome.package)[i] == scenario.issues[i].status_quo);
    }
  }
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

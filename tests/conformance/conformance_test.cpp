// SPDX-License-Identifier: Apache-2.0
/// What every protocol, strategy, opponent model and acceptance condition must keep to.
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

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
  explicit Referee(const Case& drawn) : case_(drawn) {
    for (const Choosing::Setting& setting : drawn.scenario.protocol.settings) {
      if (setting.parameter != "mediator") continue;
      mediator_ = PartyId(std::get<std::vector<std::size_t>>(setting.value).front());
    }
  }

  void round_begins(int round, const WorldState& world) override {
    REQUIRE(round == round_ + 1);
    round_ = round;
    world_ = &world;
    for (const double value : world.truth()) REQUIRE(std::isfinite(value));
    look();
  }

  void tables(std::optional<PartyId> party, const Package& text,
              std::span<const PartyId> hearers) override {
    check_package(text);
    for (const PartyId hearer : hearers) REQUIRE(hearer < case_.parties.size());
    ++tabled;
    if (!party) return;
    const UtilityView own = case_.utilities.of(*party);
    if (mediator_ == party) return;  // a mediator carries texts that it could not sign
    REQUIRE_FALSE(own.crosses_red_line(text));
    // Decided before the events that its own answer set off. Audience costs only lower it.
    REQUIRE(reaches(own.worth(text), std::min(no_agreement_[*party], decided_[*party])));
  }

  void asks_for(PartyId party, const Package& text, const Package& amended,
                std::span<const PartyId> hearers) override {
    check_package(amended);
    REQUIRE(amended != text);
    for (const PartyId hearer : hearers) REQUIRE(hearer < case_.parties.size());
    const UtilityView own = case_.utilities.of(party);
    // It asks for what is better for it, or rids the text of a red line.
    REQUIRE((own.crosses_red_line(text) || own.worth(amended) > own.worth(text) || promised_ > 0));
  }

  void event_happens(EventId event) override {
    const Effects& effects = case_.scenario.world.events[event].effects;
    // Effects on the world may have moved values since the round began.
    if (!effects.world.empty()) look();
    for (const Effects::Commitment& commitment : effects.commitments) {
      promised_ += support(commitment.cost).hi * static_cast<double>(commitment.to.size());
    }
  }

  void answers(PartyId party, std::optional<PartyId> by, const Package& text,
               const Judgement& judgement) override {
    REQUIRE(by != party);
    const UtilityView own = case_.utilities.of(party);
    // Audience costs are taken off what a text is worth.
    REQUIRE(judgement.worth <= own.worth(text) + 1e-12);
    REQUIRE(judgement.worth >= own.worth(text) - promised_ - 1e-12);
    decided_[party] = judgement.no_agreement;
    if (!judgement.accepts) return;
    REQUIRE(reaches(judgement.worth, judgement.no_agreement));
    REQUIRE_FALSE(own.crosses_red_line(text));
  }

  int tabled = 0;

 private:
  void check_package(const Package& text) const {
    REQUIRE(text.size() == case_.scenario.issues.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      REQUIRE(text[i] < case_.scenario.issues[i].options.size());
    }
  }

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
  double promised_ = 0;               ///< no audience costs are greater
  std::optional<PartyId> mediator_;   ///< a party that mediates
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
    const Standing& standing = outcome.parties[p];
    signed_it[p] = standing.signed_it;
    if (!signed_it[p]) continue;
    const UtilityView own = drawn.utilities.of(PartyId(p));
    if (outcome.ending != Ending::partial) {
      REQUIRE(reaches(own.worth(*outcome.package), standing.believed));
    }
    REQUIRE(standing.audience >= -1e-12);
    REQUIRE_FALSE(own.crosses_red_line(*outcome.package));
    shares += standing.share;
  }
  if (outcome.ending == Ending::partial) {
    const AgreementRule::Partial& rule = scenario.agreement.partial[*outcome.partial];
    std::vector<bool> settled(scenario.issues.size());
    for (const IssueId issue : rule.issues) settled[issue] = true;
    for (const PartyId party : rule.parties) REQUIRE(signed_it[party]);
    for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
      if (!settled[i]) REQUIRE((*outcome.package)[i] == scenario.issues[i].status_quo);
    }
  } else {
    REQUIRE(scenario.agreement.satisfied_by(signed_it));
  }
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    for (const PartyId party : scenario.issues[i].consent) {
      if (!signed_it[party]) REQUIRE((*outcome.package)[i] == scenario.issues[i].status_quo);
    }
  }
  if (outcome.ending != Ending::not_ratified) REQUIRE(shares == Approx(1));
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

Outcome play_and_check(const Scenario& scenario, std::uint64_t replication) {
  const Case drawn = draw(scenario, 3, replication);
  Referee referee(drawn);
  Outcome outcome = play(drawn, referee);
  check_outcome(scenario, drawn, outcome);
  REQUIRE(essence(play(draw(scenario, 3, replication))) == essence(outcome));
  return outcome;
}

}  // namespace

TEST_CASE("every combination keeps the rules on random scenarios", "[conformance]") {
  for (const Combination& combination : combinations()) {
    INFO(combination.name());
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
      Scenario scenario = random_scenario(seed);
      apply(combination, scenario);
      play_and_check(scenario, seed);
    }
  }
}

TEST_CASE("whatever a plug-in is told, it keeps the rules", "[conformance]") {
  const auto play_some = [](const Combination& combination, auto change) {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      Scenario scenario = random_scenario(seed);
      apply(combination, scenario);
      change(scenario);
      play_and_check(scenario, seed);
    }
  };
  const Combination usual{protocols().front(), biddings().front(), opponent_models()[1],
                          acceptances().front()};
  for (const ProtocolSpec* protocol : protocols()) {
    Combination combination = usual;
    combination.protocol = protocol;
    for (const auto& settings : variations(protocol->parameters)) {
      INFO(protocol->name << ' ' << (settings.empty() ? "" : settings.back().parameter));
      play_some(combination, [&](Scenario& scenario) { scenario.protocol.settings = settings; });
    }
  }
  for (const ProtocolSpec* protocol : protocols()) {
    for (const BiddingSpec* bidding : biddings()) {
      Combination combination = usual;
      combination.protocol = protocol;
      combination.bidding = bidding;
      for (const auto& settings : variations(bidding->parameters)) {
        INFO(protocol->name << ' ' << bidding->name << ' '
                            << (settings.empty() ? "" : settings.back().parameter));
        play_some(combination, [&](Scenario& scenario) {
          for (Party& party : scenario.parties) party.strategy.bidding.settings = settings;
        });
      }
    }
  }
}

namespace {

Scenario smallest() {
  Scenario scenario =
      random_scenario(1, {.most_parties = 2, .most_issues = 1, .world = false, .rules = false});
  scenario.issues[0].options.resize(1);
  scenario.issues[0].status_quo.reset();
  for (Draft& draft : scenario.drafts) draft.package = {0};
  for (Party& party : scenario.parties) {
    party.clauses.clear();
    party.preferences = {{1.0, std::vector<Distribution>{0.5}}};
  }
  scenario.blocks = Blocks(std::vector<std::size_t>{1}, {});
  return scenario;
}

Scenario twelve_parties() {
  Scenario scenario = random_scenario(3, {.most_parties = 12, .most_clauses = 0, .rules = false});
  while (scenario.parties.size() < 12) {
    scenario.parties.push_back(scenario.parties.back());
    scenario.parties.back().id += "x";
    scenario.agreement.required.emplace_back(scenario.parties.size() - 1);
  }
  return scenario;
}

Scenario zero_weights() {
  Scenario scenario = random_scenario(7);
  for (Party& party : scenario.parties) {
    for (Preference& preference : party.preferences) preference.weight = 0.0;
  }
  return scenario;
}

Scenario single_round() {
  Scenario scenario = random_scenario(9);
  scenario.rounds = 1;
  return scenario;
}

Scenario nothing_to_sign() {
  Scenario scenario = random_scenario(11, {.rules = false});
  for (Party& party : scenario.parties) party.no_agreement.plus.base = 2.0;
  return scenario;
}

}  // namespace

TEST_CASE("every combination survives the smallest and the odd cases", "[conformance]") {
  const std::pair<const char*, Scenario> cases[] = {
      {"one issue of one option", smallest()},
      {"twelve parties", twelve_parties()},
      {"zero weights", zero_weights()},
      {"a single round", single_round()},
      {"nothing that anyone could sign", nothing_to_sign()}};
  for (const Combination& combination : combinations()) {
    for (const auto& [name, prototype] : cases) {
      INFO(combination.name() << ": " << name);
      Scenario scenario = prototype;
      apply(combination, scenario);
      const Outcome outcome = play_and_check(scenario, 0);
      if (std::string_view(name).starts_with("nothing")) CHECK_FALSE(outcome.package.has_value());
    }
  }
}

TEST_CASE("a strategy that minds no text bids the same whatever it is asked about",
          "[conformance]") {
  for (const BiddingSpec* spec : biddings()) {
    INFO(spec->name);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Scenario scenario = random_scenario(seed);
      apply({protocols()[0], spec, opponent_models()[1], acceptances()[0]}, scenario);
      const Case drawn = draw(scenario, 1, seed);
      const UtilityView own = drawn.utilities.of(PartyId(0));
      const auto bidding = drawn.parties[0].bidding->make(drawn.parties[0].bidding_parameters, own);
      if (bidding->minds_the_text()) continue;
      const std::vector<double> liked(own.rows.size());
      Situation situation{.own = own,
                          .barred = own.red_lines,
                          .drafts = scenario.drafts,
                          .no_agreement = 0.2,
                          .round = 2,
                          .rounds = 10,
                          .heard = {},
                          .liked = liked};
      const auto without = bidding->bid(situation);
      for (const Draft& draft : scenario.drafts) {
        situation.standing = &draft.package;
        CHECK(bidding->bid(situation) == without);
      }
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
        const bool word = parameter.kind == Parameter::Kind::word;
        CHECK(parameter.of.empty() == (number || word));
        CHECK(parameter.words.empty() == !word);
        if (parameter.kind == Parameter::Kind::weights) CHECK(parameter.lo < parameter.hi);
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

// SPDX-License-Identifier: Apache-2.0
/// Every kind of trigger, and what events do.
#include "engine/negotiation/happenings.hpp"

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/scenarios.hpp"

using namespace entente;

namespace {

Scenario with_event(const Trigger& trigger) {
  Scenario scenario;
  scenario.parties.resize(3);
  for (std::size_t p = 0; p < 3; ++p) scenario.parties[p].id = "p" + std::to_string(p);
  Variable front;
  front.id = "front";
  front.beliefs.push_back({PartyId(1), 0.0, 0.0, 0.0});
  scenario.world.variables = {front};
  scenario.drafts = {{.id = "plan", .title = "", .by = {}, .package = {1, 1}}};
  Event event;
  event.id = "event";
  event.trigger = trigger;
  event.effects.world.push_back({VariableId(0), {0.5}});
  event.effects.beliefs.push_back({PartyId(1), VariableId(0), {-0.25}});
  event.effects.reveals.push_back({PartyId(0), {PartyId(1), PartyId(2)}, 3.0});
  scenario.world.events = {event};
  return scenario;
}

struct Play {
  Scenario scenario;
  WorldState world;
  Happenings happenings;
  explicit Play(const Trigger& trigger, std::uint64_t replication = 0)
      : scenario(with_event(trigger)),
        world(scenario.world, scenario.parties, 1, replication),
        happenings(scenario, 1, replication) {}
};

class Minutes : public Observer {
 public:
  void event_happens(EventId event) override { events.push_back(event); }
  void tables(std::optional<PartyId> party, const Package& text,
              std::span<const PartyId>) override {
    texts.push_back({party, text});
  }

  [[nodiscard]] Package first_of(PartyId party) const {
    for (const Text& text : texts) {
      if (text.by == party) return text.package;
    }
    return {};
  }
  std::vector<EventId> events;
  std::vector<Text> texts;
};

/// p0 wants the first options, p1 the last; each weighs the issues as told. No agreement is worth
/// 0.
Scenario at_odds(const std::vector<std::vector<double>>& weights) {
  Scenario scenario = testing::simple_scenario(
      {.parties = 2, .issues = weights.front().size(), .options = 3, .rounds = 10});
  for (std::size_t p = 0; p < 2; ++p) {
    Party& party = scenario.parties[p];
    party.no_agreement.prospects.front().worth.plus.base = 0.0;
    for (std::size_t i = 0; i < weights[p].size(); ++i) {
      party.preferences[i] = {weights[p][i], p == 0 ? std::vector<Distribution>{1.0, 0.5, 0.0}
                                                    : std::vector<Distribution>{0.0, 0.5, 1.0}};
    }
  }
  return scenario;
}

void accept_from(Party& party, double level) {
  party.strategy.acceptance = {"ac-const", {{"level", Distribution(level)}}};
}

}  // namespace

TEST_CASE("an event at a round happens then and has all its effects", "[events]") {
  Play play({.kind = Trigger::AtRound{3}});
  CHECK(play.happenings.begin_round(1, play.world).empty());
  CHECK(play.happenings.begin_round(2, play.world).empty());
  CHECK(play.happenings.begin_round(3, play.world) == std::vector<EventId>{EventId(0)});
  CHECK(play.world.truth()[0] == 0.5);
  CHECK(play.world.believed_by(PartyId(0))[0] == 0.5);
  CHECK(play.world.believed_by(PartyId(1))[0] == -0.25);
  CHECK(play.happenings.begin_round(4, play.world).empty());
  const Revelation& revelation = play.happenings.revelations(EventId(0)).front();
  CHECK(revelation.preferences_of == PartyId(0));
  CHECK(revelation.to == std::vector<PartyId>{PartyId(1), PartyId(2)});
  CHECK(revelation.accuracy == 1);  // clamped
}

TEST_CASE("an event of every round keeps to its chance, span and number of times", "[events]") {
  int happened = 0;
  constexpr int kReplications = 20'000;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    Play play({.kind = Trigger::EveryRound{}, .probability = {.base = 0.3, .world = {}}}, r);
    happened += static_cast<int>(play.happenings.begin_round(1, play.world).size());
  }
  CHECK(happened == Approx(0.3 * kReplications).margin(5 * 65));

  Play play({.kind = Trigger::EveryRound{}, .from = 3, .until = 8, .times = 2});
  std::vector<int> rounds;
  for (int round = 1; round <= 10; ++round) {
    if (!play.happenings.begin_round(round, play.world).empty()) rounds.push_back(round);
  }
  CHECK(rounds == std::vector<int>{3, 4});
}

TEST_CASE("a chance follows the world", "[events]") {
  Play play({.kind = Trigger::EveryRound{},
             .probability = {.base = 0.0, .world = {{VariableId(0), 2.0}}}});
  CHECK(play.happenings.begin_round(1, play.world).empty());
  play.world.add(VariableId(0), 0.5);
  CHECK(play.happenings.begin_round(2, play.world).size() == 1);
}

TEST_CASE("a crossing happens once each time the level is passed", "[events]") {
  Play play({.kind = Trigger::Crossing{VariableId(0), false, -1.0}});
  const auto happens = [&play](int round) {
    return !play.happenings.begin_round(round, play.world).empty();
  };
  CHECK_FALSE(happens(1));
  play.world.add(VariableId(0), -1.2);
  CHECK(happens(2));  // its effect adds 0.5: back above
  CHECK_FALSE(happens(3));
  play.world.add(VariableId(0), -1.0);
  CHECK(happens(4));
  play.world.add(VariableId(0), -1.0);
  CHECK_FALSE(happens(5));  // still below

  SECTION("where it starts is no crossing") {
    Play start({.kind = Trigger::Crossing{VariableId(0), false, 1.0}});
    CHECK(start.happenings.begin_round(1, start.world).empty());
    CHECK(start.happenings.begin_round(2, start.world).empty());
  }
}

TEST_CASE("an answer triggers by who gives it, to what and to whom", "[events]") {
  const Trigger::Answer refusal{
      .accepts = false, .parties = {PartyId(0)}, .text = DraftId(0), .by = PartyId(2)};
  Play play({.kind = refusal});
  const auto answer = [&play](bool accepts, std::size_t party, std::size_t by,
                              const Package& text) {
    return play.happenings.after_answer(1, accepts, PartyId(party), PartyId(by), text, play.world)
        .size();
  };
  CHECK(answer(true, 0, 2, {1, 1}) == 0);
  CHECK(answer(false, 1, 2, {1, 1}) == 0);
  CHECK(answer(false, 0, 1, {1, 1}) == 0);
  CHECK(answer(false, 0, 2, {1, 0}) == 0);
  CHECK(answer(false, 0, 2, {1, 1}) == 1);
  CHECK(play.happenings.begin_round(1, play.world).empty());
}

TEST_CASE("a variable at the level is not beyond it", "[events]") {
  for (const bool above : {true, false}) {
    const double sign = above ? 1 : -1;
    Play play({.kind = Trigger::Crossing{VariableId(0), above, sign}});
    const auto happens = [&play](int round) {
      return !play.happenings.begin_round(round, play.world).empty();
    };
    CHECK_FALSE(happens(1));
    play.world.add(VariableId(0), sign);
    CHECK_FALSE(happens(2));
    play.world.add(VariableId(0), sign / 1024);
    CHECK(happens(3));
  }
}

TEST_CASE("nobody's answer changes another's luck", "[events]") {
  const Trigger refusal{
      .kind =
          Trigger::Answer{
              .accepts = false, .parties = {PartyId(0), PartyId(1)}, .text = {}, .by = {}},
      .probability = {.base = 0.5, .world = {}}};
  const auto lucky = [](Play& play, int round, std::size_t party) {
    return !play.happenings
                .after_answer(round, false, PartyId(party), PartyId(2), {1, 0}, play.world)
                .empty();
  };
  int happened = 0;
  int alike = 0;
  constexpr int kReplications = 400;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    Play alone(refusal, r);
    Play after_another(refusal, r);
    const bool first = lucky(alone, 1, 1);
    const bool of_another = lucky(after_another, 1, 0);
    CHECK(lucky(after_another, 1, 1) == first);
    // Nor do answers of the past, its own or another's.
    const bool second = lucky(alone, 2, 1);
    Play late(refusal, r);
    CHECK(lucky(late, 2, 1) == second);
    happened += first ? 1 : 0;
    alike += first == of_another ? 1 : 0;
  }
  CHECK(happened == Approx(kReplications / 2).margin(50));
  CHECK(alike == Approx(kReplications / 2).margin(50));  // each has luck of its own
}

TEST_CASE("luck is drawn anew for every answer in a round, and in every round", "[events]") {
  const Trigger refusal{
      .kind = Trigger::Answer{.accepts = false, .parties = {PartyId(0)}, .text = {}, .by = {}},
      .probability = {.base = 0.5, .world = {}}};
  constexpr int kReplications = 4000;
  int both_in_a_round = 0;
  int both_in_two_rounds = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    Play play(refusal, r);
    const auto lucky = [&play](int round) {
      return !play.happenings.after_answer(round, false, PartyId(0), PartyId(2), {1, 0}, play.world)
                  .empty();
    };
    const bool first = lucky(1);
    const bool second = lucky(1);
    const bool later = lucky(2);
    both_in_a_round += first && second ? 1 : 0;
    both_in_two_rounds += first && later ? 1 : 0;
  }
  // A quarter, with a standard deviation of 27; the same luck twice would make it a half.
  CHECK(both_in_a_round == Approx(kReplications / 4).margin(5 * 27));
  CHECK(both_in_two_rounds == Approx(kReplications / 4).margin(5 * 27));
}

TEST_CASE("events on acceptance and on rejection are not mixed up", "[events]") {
  Scenario scenario = at_odds({{0.8, 0.2}, {0.2, 0.8}});
  scenario.world.variables.resize(1);
  scenario.drafts = {{.id = "trade", .title = "", .by = {}, .package = {0, 2}}};
  for (const bool accepts : {true, false}) {
    Event event;
    event.id = accepts ? "joy" : "anger";
    event.trigger.kind = Trigger::Answer{
        .accepts = accepts, .parties = {PartyId(0), PartyId(1)}, .text = {}, .by = {}};
    event.effects.world.push_back({VariableId(0), {accepts ? 0.5 : -0.25}});
    scenario.world.events.push_back(event);
  }
  scenario.parties[1].no_agreement.plus = {.base = 0.1, .world = {{VariableId(0), 1.0}}};
  scenario.parties[0].strategy.bidding = {"take-it-or-fight",
                                          {{"draft", std::vector<std::size_t>{0}}}};
  accept_from(scenario.parties[1], 0.75);
  Minutes minutes;
  const Outcome signed_at_once = play(draw(scenario, 1, 0), minutes);
  CHECK(signed_at_once.round == 1);
  CHECK(minutes.events == std::vector<EventId>{EventId(0)});
  CHECK(signed_at_once.parties[1].no_agreement == Approx(0.6));

  SECTION("and who never accepts only angers") {
    scenario.parties[0].no_agreement.plus.base = 0.9;  // cannot sign its draft: passes
    scenario.rounds = 3;
    Minutes of_refusals;
    const Outcome outcome = play(draw(scenario, 1, 0), of_refusals);
    REQUIRE_FALSE(outcome.package);
    // Party 1 tables in each round; the other answers in the next.
    CHECK(of_refusals.events == std::vector<EventId>{EventId(1), EventId(1)});
    CHECK(outcome.parties[1].no_agreement == Approx(0.1 - 0.5));
  }
}

TEST_CASE("what is revealed of the others' wishes is what is asked for", "[events]") {
  // To party 0 both second issues weigh the same and it will give up one; party 1 wants one.
  const auto first_bid = [](bool other_wants_last,
                            std::vector<std::pair<PartyId, double>> reveals) {
    const double last = other_wants_last ? 0.8 : 0.1;
    Scenario scenario = at_odds({{0.5, 0.25, 0.25}, {0.1, 0.9 - last, last}});
    Party& asker = scenario.parties[0];
    asker.strategy.bidding = {"time-dependent",
                              {{"from", Distribution(0.75)}, {"to", Distribution(0.75)}}};
    asker.strategy.opponent_model = {"none", {}};
    accept_from(scenario.parties[1], 0.79);
    for (std::size_t i = 0; i < reveals.size(); ++i) {
      Event event;
      event.id = "leak " + std::to_string(i);
      event.trigger.kind = Trigger::AtRound{1};
      event.effects.reveals.push_back({PartyId(1), {reveals[i].first}, reveals[i].second});
      scenario.world.events.push_back(event);
    }
    Minutes minutes;
    const Outcome outcome = play(draw(scenario, 1, 0), minutes);
    return std::pair(minutes.first_of(PartyId(0)), agreed(outcome.ending) ? outcome.round : 0);
  };
  const PartyId asker(0);
  CHECK(first_bid(false, {{asker, 1}}) == std::pair(Package{0, 2, 0}, 1));  // at once
  CHECK(first_bid(true, {{asker, 1}}) == std::pair(Package{0, 0, 2}, 1));
  // A vaguer leak takes nothing away, nor does one of no accuracy tell anything.
  CHECK(first_bid(false, {{asker, 1}, {asker, 0}}).first == Package{0, 2, 0});
  CHECK(first_bid(true, {{asker, 1}, {asker, 0}}).first == Package{0, 0, 2});
  CHECK(first_bid(false, {{asker, 0}}).first == first_bid(true, {{asker, 0}}).first);
  // Not told, or told to another: it asks for the same whatever the other wants.
  CHECK(first_bid(false, {}).first == first_bid(true, {}).first);
  CHECK(first_bid(false, {{PartyId(1), 1}}).first == first_bid(true, {{PartyId(1), 1}}).first);
  CHECK(first_bid(false, {}).first == first_bid(false, {{PartyId(1), 1}}).first);
}

// SPDX-License-Identifier: Apache-2.0
/// Every kind of trigger, and what events do.
#include "engine/negotiation/happenings.hpp"

#include <catch2/catch.hpp>

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
  event.effects.world.push_back({VariableId(0), 0.5});
  event.effects.beliefs.push_back({PartyId(1), VariableId(0), -0.25});
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

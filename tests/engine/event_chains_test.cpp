// SPDX-License-Identifier: Apache-2.0
/// Events that follow events, and what they change when that depends on the world.
#include <catch2/catch.hpp>

#include "engine/negotiation/happenings.hpp"

using namespace entente;

namespace {

Event event(std::string id, Trigger trigger) {
  Event event;
  event.id = std::move(id);
  event.trigger = std::move(trigger);
  return event;
}

Trigger follows(std::size_t id, int rounds) {
  return {.kind = Trigger::Following{EventId(id), rounds}};
}

/// Two parties, of which the second only believes the first of two variables.
struct Play {
  Scenario scenario;
  explicit Play(std::vector<Event> events, double front = 0, double money = 0) {
    scenario.parties.resize(2);
    scenario.parties[0].id = "a";
    scenario.parties[1].id = "b";
    scenario.world.variables.resize(2);
    scenario.world.variables[0].id = "front";
    scenario.world.variables[0].initial = front;
    scenario.world.variables[0].beliefs.push_back({PartyId(1), 0.0, 0.0, 0.0});
    scenario.world.variables[1].id = "money";
    scenario.world.variables[1].initial = money;
    scenario.world.events = std::move(events);
  }

  /// In which of the first rounds each event happens.
  [[nodiscard]] std::vector<std::vector<int>> rounds(int last, std::uint64_t replication = 0,
                                                     int answers = 0) const {
    WorldState world(scenario.world, scenario.parties, 1, replication);
    Happenings happenings(scenario, 1, replication);
    std::vector<std::vector<int>> happened(scenario.world.events.size());
    for (int round = 1; round <= last; ++round) {
      for (const EventId id : happenings.begin_round(round, world)) happened[id].push_back(round);
      for (int k = 0; k < answers; ++k) {
        for (const EventId id :
             happenings.after_answer(round, false, PartyId(0), PartyId(1), {0}, world)) {
          happened[id].push_back(round);
        }
      }
    }
    return happened;
  }
};

using Rounds = std::vector<std::vector<int>>;

}  // namespace

TEST_CASE("an event follows another so many rounds later, each time", "[events]") {
  const Trigger claim{.kind = Trigger::EveryRound{}, .from = 2, .until = 4};
  CHECK(Play({event("claim", claim), event("denial", follows(0, 1))}).rounds(8) ==
        Rounds{{2, 3, 4}, {3, 4, 5}});
  CHECK(Play({event("claim", claim), event("denial", follows(0, 3))}).rounds(6) ==
        Rounds{{2, 3, 4}, {5, 6}});

  SECTION("wherever it stands in the list, and in chains") {
    CHECK(Play({event("scandal", follows(1, 2)), event("denial", follows(2, 1)),
                event("claim", {.kind = Trigger::AtRound{2}})})
              .rounds(8) == Rounds{{5}, {3}, {2}});
  }
  SECTION("within its own rounds, and not more often than it may") {
    Trigger once = follows(0, 1);
    once.times = 1;
    Trigger late = follows(0, 1);
    late.from = 5;
    CHECK(Play({event("claim", claim), event("a", once), event("b", late)}).rounds(8) ==
          Rounds{{2, 3, 4}, {3}, {5}});
  }
  SECTION("and even itself") {
    Trigger again = follows(0, 2);
    CHECK(Play({event("again", again)}).rounds(8) == Rounds{{}});  // never begins
  }
}

TEST_CASE("what happens several times in a round is followed once", "[events]") {
  const Trigger refusal{
      .kind = Trigger::Answer{.accepts = false, .parties = {PartyId(0)}, .text = {}, .by = {}},
      .until = 2};
  CHECK(Play({event("refusal", refusal), event("anger", follows(0, 2))}).rounds(6, 0, 3) ==
        Rounds{{1, 1, 1, 2, 2, 2}, {3, 4}});
}

TEST_CASE("what follows has a chance of its own", "[events]") {
  Trigger maybe = follows(0, 1);
  maybe.probability = {.base = 0.3};
  const Trigger claim{.kind = Trigger::EveryRound{}, .probability = {.base = 0.5}};
  const Play play({event("claim", claim), event("denial", maybe)});
  int claims = 0;
  int denials = 0;
  for (std::uint64_t r = 0; r < 2000; ++r) {
    const Rounds rounds = play.rounds(5, r);
    for (const int round : rounds[0]) claims += round < 5 ? 1 : 0;
    denials += static_cast<int>(rounds[1].size());
    for (const int round : rounds[1]) {
      CHECK(std::count(rounds[0].begin(), rounds[0].end(), round - 1) == 1);
    }
  }
  CHECK(claims == Approx(4000).margin(5 * 45));
  CHECK(denials == Approx(0.3 * claims).margin(5 * 30));
}

TEST_CASE("what an event adds depends on the world just before it", "[events]") {
  Event offensive = event("offensive", {.kind = Trigger::EveryRound{}});
  offensive.effects.world = {
      {VariableId(0), {0.1, {{VariableId(0), 2.0, "front"}, {VariableId(1), -1.0, "money"}}}},
      {VariableId(1), {0.0, {{VariableId(0), 1.0, "front"}}}}};
  offensive.effects.beliefs = {
      {PartyId(1), VariableId(0), {0.0, {{VariableId(0), 10.0, "front"}}}}};
  const Play play({offensive}, 0.5, 0.25);
  WorldState world(play.scenario.world, play.scenario.parties, 1, 0);
  Happenings happenings(play.scenario, 1, 0);
  (void)happenings.begin_round(1, world);
  // 0.5 + 0.1 + 1 - 0.25; 0.25 + 0.5, not of the front that has just moved; believed, 0.5 + 5.
  CHECK(world.truth()[0] == Approx(1.35));
  CHECK(world.truth()[1] == Approx(0.75));
  CHECK(world.believed_by(PartyId(1))[0] == Approx(5.5));
  (void)happenings.begin_round(2, world);
  CHECK(world.truth()[0] == Approx(1.35 + 0.1 + 2.7 - 0.75));
  CHECK(world.truth()[1] == Approx(0.75 + 1.35));
  CHECK(world.believed_by(PartyId(1))[0] == Approx(5.5 + 13.5));  // of the truth, not of the belief
}

TEST_CASE("of two events of a round the second sees what the first has done", "[events]") {
  Event first = event("first", {.kind = Trigger::AtRound{1}});
  first.effects.world = {{VariableId(0), {1.0}}};
  Event second = event("second", {.kind = Trigger::AtRound{1}});
  second.effects.world = {{VariableId(1), {0.0, {{VariableId(0), 3.0, "front"}}}}};
  for (const bool in_order : {true, false}) {
    const Play play(in_order ? std::vector{first, second} : std::vector{second, first});
    WorldState world(play.scenario.world, play.scenario.parties, 1, 0);
    Happenings happenings(play.scenario, 1, 0);
    (void)happenings.begin_round(1, world);
    CHECK(world.truth()[1] == (in_order ? 3.0 : 0.0));
  }
}

TEST_CASE("an uncertain amount is drawn once for a replication", "[events]") {
  Event raid = event("raid", {.kind = Trigger::EveryRound{}});
  raid.effects.world = {{VariableId(0), {Uniform{0, 1}}}};
  const Play play({raid});
  WorldState world(play.scenario.world, play.scenario.parties, 1, 0);
  Happenings happenings(play.scenario, 1, 0);
  (void)happenings.begin_round(1, world);
  const double once = world.truth()[0];
  CHECK(once > 0);
  (void)happenings.begin_round(2, world);
  CHECK(world.truth()[0] == 2 * once);
  WorldState other(play.scenario.world, play.scenario.parties, 1, 1);
  (void)Happenings(play.scenario, 1, 1).begin_round(1, other);
  CHECK(other.truth()[0] != once);
}

// SPDX-License-Identifier: Apache-2.0
/// Talks that may end after any round.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// Two parties that never agree, for neither could sign anything.
Scenario deadlock(int rounds) {
  Scenario scenario = simple_scenario({.parties = 2, .issues = 2, .options = 3, .rounds = rounds});
  for (Party& party : scenario.parties) {
    party.no_agreement.prospects.front().worth.plus.base = 2.0;
  }
  return scenario;
}

class Cuts : public Observer {
 public:
  void cut_off() override { ++count; }
  int count = 0;
};

/// All that is said at the table, and what the world is like.
class Record : public Observer {
 public:
  void round_begins(int, const WorldState& world) override {
    numbers.insert(numbers.end(), world.truth().begin(), world.truth().end());
  }
  void event_happens(EventId event) override { numbers.push_back(double(std::size_t{event})); }
  void tables(std::optional<PartyId>, const Package& text, std::span<const PartyId>) override {
    numbers.insert(numbers.end(), text.begin(), text.end());
  }
  void answers(PartyId, std::optional<PartyId>, const Package&,
               const Judgement& judgement) override {
    numbers.insert(numbers.end(), {judgement.worth, judgement.no_agreement, judgement.demanded});
  }
  std::vector<double> numbers;
};

}  // namespace

TEST_CASE("talks are cut off after a round as often as the hazard says", "[hazard]") {
  Scenario scenario = deadlock(5);
  scenario.hazard = Quantity{0.3};
  constexpr int kReplications = 6000;
  std::vector<int> ended(6);
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    Cuts cuts;
    const Outcome outcome = play(draw(scenario, 1, r), cuts);
    REQUIRE(outcome.ending == Ending::stalemate);
    ++ended[static_cast<std::size_t>(outcome.round)];
    CHECK(outcome.cut_off == (outcome.round < 5));
    CHECK(cuts.count == (outcome.cut_off ? 1 : 0));
  }
  double still = 1;
  for (std::size_t round = 1; round <= 5; ++round) {
    const double share = round < 5 ? 0.3 * still : still;
    INFO("round " << round);
    CHECK(ended[round] ==
          Approx(kReplications * share).margin(5 * std::sqrt(kReplications * share * (1 - share))));
    still *= 0.7;
  }
}

TEST_CASE("nothing is cut off after the last round, nor what is signed", "[hazard]") {
  Scenario scenario = deadlock(1);
  scenario.hazard = Quantity{1.0};
  Cuts cuts;
  const Outcome last = play(draw(scenario, 1, 0), cuts);
  CHECK(last.ending == Ending::stalemate);
  CHECK_FALSE(last.cut_off);
  CHECK(cuts.count == 0);
  scenario.rounds = 3;
  CHECK(play(draw(scenario, 1, 0)).cut_off);
  CHECK(play(draw(scenario, 1, 0)).round == 1);
  for (Party& party : scenario.parties) {
    party.no_agreement.prospects.front().worth.plus.base = 0.0;
    party.strategy.acceptance = {"ac-const", {{"level", Distribution(0.0)}}};
  }
  const Outcome agreement = play(draw(scenario, 1, 0), cuts);
  CHECK(agreed(agreement.ending));
  CHECK_FALSE(agreement.cut_off);
  CHECK(cuts.count == 0);
}

TEST_CASE("a hazard follows the world as it is", "[hazard]") {
  Scenario scenario = deadlock(10);
  Variable front;
  front.id = "front";
  front.beliefs.push_back({PartyId(0), 5.0, 1.0, 0.0});  // takes it to be over the top
  scenario.world.variables = {front};
  scenario.hazard = Quantity{-0.5, {{VariableId(0), 1.5, "front"}}};  // below 0: never
  CHECK_FALSE(play(draw(scenario, 1, 0)).cut_off);
  Event fall;
  fall.id = "fall";
  fall.trigger.kind = Trigger::AtRound{4};
  fall.effects.world.push_back({VariableId(0), {1.0}});
  scenario.world.events = {fall};
  for (std::uint64_t r = 0; r < 20; ++r) {
    const Outcome outcome = play(draw(scenario, 1, r));
    CHECK(outcome.cut_off);
    CHECK(outcome.round == 4);
  }
}

TEST_CASE("an uncertain hazard is drawn once for a replication", "[hazard]") {
  Scenario scenario = deadlock(30);
  scenario.hazard = Quantity{Choice{{0.0, 1.0}}};
  int at_once = 0;
  for (std::uint64_t r = 0; r < 400; ++r) {
    const Outcome outcome = play(draw(scenario, 1, r));
    CHECK((outcome.round == 1 || outcome.round == 30));
    at_once += outcome.round == 1 ? 1 : 0;
  }
  CHECK(at_once == Approx(200).margin(50));
}

TEST_CASE("a greater hazard cuts off the same talks, no later", "[hazard]") {
  Scenario low = deadlock(12);
  Scenario high = low;
  low.hazard = Quantity{0.1};
  high.hazard = Quantity{0.25};
  int sooner = 0;
  for (std::uint64_t r = 0; r < 300; ++r) {
    const int before = play(draw(low, 1, r)).round;
    const int after = play(draw(high, 1, r)).round;
    CHECK(after <= before);
    sooner += after < before ? 1 : 0;
  }
  CHECK(sooner > 50);
}

TEST_CASE("a hazard changes nothing of the talks but their end", "[hazard]") {
  Scenario scenario = eventful_scenario({.parties = 4, .issues = 5, .options = 3, .rounds = 15});
  int shorter = 0;
  for (std::uint64_t r = 0; r < 50; ++r) {
    Record all, some;
    scenario.hazard.reset();
    (void)play(draw(scenario, 1, r), all);
    scenario.hazard = Quantity{0.2};
    (void)play(draw(scenario, 1, r), some);
    REQUIRE(some.numbers.size() <= all.numbers.size());
    CHECK(std::equal(some.numbers.begin(), some.numbers.end(), all.numbers.begin()));
    shorter += some.numbers.size() < all.numbers.size() ? 1 : 0;
  }
  CHECK(shorter > 20);
}

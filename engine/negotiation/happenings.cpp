// SPDX-License-Identifier: Apache-2.0
/// Triggers and effects of events.
#include "engine/negotiation/happenings.hpp"

#include <algorithm>

namespace entente {
namespace {

bool beyond(const Trigger::Crossing& crossing, std::span<const double> truth) {
  const double value = truth[crossing.variable];
  return crossing.above ? value > crossing.level : value < crossing.level;
}

}  // namespace

Happenings::Happenings(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication)
    : scenario_(&scenario), replication_(replication) {
  for (const Event& event : scenario.world.events) {
    const std::string path = "/world/events/" + event.id;
    const auto number = [&](const std::string& name, const Distribution& distribution) {
      Stream stream(StreamKey(seed, path + name), replication);
      return draw(distribution, stream);
    };
    const auto amount = [&](const std::string& name, const Quantity& quantity) {
      return DrawnQuantity(quantity, path + name, seed, replication);
    };
    Drawn drawn;
    drawn.probability =
        DrawnQuantity(event.trigger.probability, path + "/probability", seed, replication);
    for (const Party& party : scenario.parties) {
      drawn.chances.emplace_back(seed, path + "/chance/" + party.id);
    }
    drawn.chances.emplace_back(seed, path + "/chance");
    for (const Effects::WorldChange& change : event.effects.world) {
      drawn.world.push_back(
          amount("/world/" + scenario.world.variables[change.variable].id, change.add));
    }
    for (const Effects::BeliefChange& change : event.effects.beliefs) {
      drawn.beliefs.push_back(amount("/beliefs/" + scenario.parties[change.party].id + "/" +
                                         scenario.world.variables[change.variable].id,
                                     change.add));
    }
    for (std::size_t i = 0; i < event.effects.reveals.size(); ++i) {
      const Effects::Reveal& reveal = event.effects.reveals[i];
      const double accuracy = number("/reveal/" + std::to_string(i), reveal.accuracy);
      drawn.revelations.push_back(
          {reveal.preferences_of, reveal.to, std::clamp(accuracy, 0.0, 1.0)});
    }
    for (std::size_t i = 0; i < event.effects.commitments.size(); ++i) {
      const Effects::Commitment& commitment = event.effects.commitments[i];
      const double cost = number("/commit/" + std::to_string(i), commitment.cost);
      drawn.promises.push_back({commitment.party, commitment.to, std::max(0.0, cost)});
    }
    drawn_.push_back(std::move(drawn));
  }
}

bool Happenings::happens(EventId id, int round, std::size_t answerer, WorldState& world) {
  const Event& event = scenario_->world.events[id];
  Drawn& drawn = drawn_[id];
  const Trigger& trigger = event.trigger;
  if (round < trigger.from || round > trigger.until || drawn.times >= trigger.times) return false;
  if (drawn.luck_of_round != round) {
    drawn.luck.clear();
    for (const StreamKey chance : drawn.chances) {
      drawn.luck.emplace_back(chance, replication_, static_cast<std::uint32_t>(round));
    }
    drawn.luck_of_round = round;
  }
  if (drawn.luck[answerer].uniform() >= drawn.probability.at(world.truth())) return false;

  ++drawn.times;
  drawn.rounds.push_back(round);
  // All amounts are those of the world before the event.
  std::vector<double> amounts;
  for (const DrawnQuantity& add : drawn.world) amounts.push_back(add.at(world.truth()));
  for (const DrawnQuantity& add : drawn.beliefs) amounts.push_back(add.at(world.truth()));
  std::size_t next = 0;
  for (const Effects::WorldChange& change : event.effects.world) {
    world.add(change.variable, amounts[next++]);
  }
  for (const Effects::BeliefChange& change : event.effects.beliefs) {
    world.add_to_belief(change.party, change.variable, amounts[next++]);
  }
  return true;
}

void Happenings::go_on_from(const Happenings& before) {
  for (std::size_t e = 0; e < drawn_.size(); ++e) {
    const std::vector<Event>& events = before.scenario_->world.events;
    const auto same = std::find_if(events.begin(), events.end(), [&](const Event& event) {
      return event.id == scenario_->world.events[e].id;
    });
    if (same == events.end()) continue;
    const Drawn& then = before.drawn_[static_cast<std::size_t>(same - events.begin())];
    drawn_[e].times = then.times;
    drawn_[e].rounds = then.rounds;
    drawn_[e].beyond = then.beyond;
  }
}

std::vector<EventId> Happenings::begin_round(int round, WorldState& world) {
  // Crossings are judged before any event of this round moves the world.
  std::vector<bool> crossed(drawn_.size());
  for (std::size_t e = 0; e < drawn_.size(); ++e) {
    const auto* crossing = std::get_if<Trigger::Crossing>(&scenario_->world.events[e].trigger.kind);
    if (crossing == nullptr) continue;
    const bool now = beyond(*crossing, world.truth());
    crossed[e] = now && !drawn_[e].beyond && round > 1;
    drawn_[e].beyond = now;
  }
  const std::size_t nobody = scenario_->parties.size();
  std::vector<EventId> happened;
  for (std::size_t e = 0; e < drawn_.size(); ++e) {
    const auto& kind = scenario_->world.events[e].trigger.kind;
    const auto* at_round = std::get_if<Trigger::AtRound>(&kind);
    const auto* following = std::get_if<Trigger::Following>(&kind);
    const auto followed = [&] {
      const std::vector<int>& rounds = drawn_[following->event].rounds;
      return std::find(rounds.begin(), rounds.end(), round - following->rounds) != rounds.end();
    };
    const bool due = std::holds_alternative<Trigger::EveryRound>(kind) || crossed[e] ||
                     (at_round != nullptr && at_round->round == round) ||
                     (following != nullptr && followed());
    if (due && happens(EventId(e), round, nobody, world)) happened.emplace_back(e);
  }
  return happened;
}

std::vector<EventId> Happenings::after_answer(int round, bool accepts, PartyId party,
                                              std::optional<PartyId> by, const Package& text,
                                              WorldState& world) {
  std::vector<EventId> happened;
  for (std::size_t e = 0; e < drawn_.size(); ++e) {
    const auto* answer = std::get_if<Trigger::Answer>(&scenario_->world.events[e].trigger.kind);
    if (answer == nullptr || answer->accepts != accepts) continue;
    if (std::find(answer->parties.begin(), answer->parties.end(), party) == answer->parties.end()) {
      continue;
    }
    if (answer->by && answer->by != by) continue;
    if (answer->text && scenario_->drafts[*answer->text].package != text) continue;
    if (happens(EventId(e), round, party, world)) happened.emplace_back(e);
  }
  return happened;
}

}  // namespace entente

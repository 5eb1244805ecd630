// SPDX-License-Identifier: Apache-2.0
/// What events do: to the world, to beliefs, to who knows what, to what a party can back down from.
#include <algorithm>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

std::vector<PartyId> party_ids(const std::vector<std::size_t>& positions) {
  return {positions.begin(), positions.end()};
}

void read_belief_changes(Reading& reading, const Node& node, const World& world,
                         std::vector<Effects::BeliefChange>& changes) {
  for (const auto& [id, value] : node.members("an object of parties")) {
    const auto party = reading.parties.refer(id, value);
    for (const auto& [variable_id, amount] : value.members("an object of variables and numbers")) {
      const auto variable = reading.variables.refer(variable_id, amount);
      const Quantity add = read_quantity(reading, amount);
      if (!party || !variable || *variable >= world.variables.size()) continue;
      const std::vector<Belief>& beliefs = world.variables[*variable].beliefs;
      const bool believes = std::any_of(beliefs.begin(), beliefs.end(), [&](const Belief& belief) {
        return belief.party == PartyId(*party);
      });
      if (!believes) {
        amount.fault(in_quotes(id) + " knows " + in_quotes(variable_id) +
                         " and has no belief that could change",
                     "add " + in_quotes(id) + " to the \"beliefs\" of the variable");
      }
      changes.push_back({PartyId(*party), VariableId(*variable), add});
    }
  }
}

Effects::Reveal read_reveal(Reading& reading, const Node& node) {
  Effects::Reveal reveal{.preferences_of = {}, .to = {}, .accuracy = 1.0};
  Fields fields(node, "a revelation",
                "such as {\"preferences_of\": \"a\", \"to\": [\"b\"], \"accuracy\": 0.8}");
  std::optional<std::size_t> whose;
  if (const auto of = fields.need("preferences_of", "whose preferences become known")) {
    whose = reading.parties.refer(*of);
    reveal.preferences_of = PartyId(whose.value_or(0));
  }
  if (const auto to = fields.need("to", "the parties that learn them")) {
    const std::vector<std::size_t> parties = reading.parties.refer_one_or_more(*to);
    reveal.to = party_ids(parties);
    if (whose && std::find(parties.begin(), parties.end(), *whose) != parties.end()) {
      to->fault("a party knows its own preferences",
                "remove " + in_quotes(reading.parties.ids()[*whose]));
    }
  }
  reveal.accuracy = read_distribution(reading, fields, "accuracy", 1.0, kShare);
  read_evidence(reading, fields);
  fields.done();
  return reveal;
}

Effects::Commitment read_commitment(Reading& reading, const Node& node) {
  Effects::Commitment commitment{.party = {}, .to = {}, .cost = 0.0};
  Fields fields(node, "a commitment",
                "such as {\"party\": \"a\", \"to\": {\"road\": \"open\"}, \"cost\": 0.02}");
  if (const auto party = fields.need("party", "who commits itself in public")) {
    if (const auto position = reading.parties.refer(*party)) commitment.party = PartyId(*position);
  }
  if (const auto to = fields.need("to", "to which options: {\"road\": \"open\"}")) {
    commitment.to = read_conditions(reading, *to, "the commitment is to nothing");
  }
  if (const auto cost = fields.need("cost", "of backing down on one issue, such as 0.02")) {
    commitment.cost = read_distribution(reading, *cost, kNotNegative);
  }
  read_evidence(reading, fields);
  fields.done();
  return commitment;
}

}  // namespace

Effects read_effects(Reading& reading, const Node& node, const World& world) {
  Effects effects;
  Fields fields(node);
  if (const auto changes = fields.get("world")) {
    for (const auto& [id, amount] : changes->members("an object of variables and numbers")) {
      const auto variable = reading.variables.refer(id, amount);
      Quantity add = read_quantity(reading, amount);
      if (variable) effects.world.push_back({VariableId(*variable), std::move(add)});
    }
  }
  if (const auto beliefs = fields.get("beliefs")) {
    read_belief_changes(reading, *beliefs, world, effects.beliefs);
  }
  if (const auto reveals = fields.get("reveal")) {
    for (const Node& element : reveals->elements("a list of revelations")) {
      effects.reveals.push_back(read_reveal(reading, element));
    }
  }
  if (const auto commitments = fields.get("commit")) {
    for (const Node& element : commitments->elements("a list of commitments")) {
      effects.commitments.push_back(read_commitment(reading, element));
    }
  }
  read_evidence(reading, fields);
  fields.done();
  return effects;
}

}  // namespace entente

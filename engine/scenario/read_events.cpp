// SPDX-License-Identifier: Apache-2.0
/// Events: when they happen and what they do.
#include <algorithm>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

constexpr const char* kTriggers =
    "one of \"every_round\": true, \"round\": 3, \"variable\" with \"above\" or \"below\", "
    "\"accepts\", \"rejects\"";

std::vector<PartyId> party_ids(const std::vector<std::size_t>& positions) {
  return {positions.begin(), positions.end()};
}

Trigger::Crossing read_crossing(Reading& reading, Fields& fields, const Node& variable) {
  Trigger::Crossing crossing{.variable = {}, .above = true, .level = 0};
  if (const auto position = reading.variables.refer(variable)) {
    crossing.variable = VariableId(*position);
  }
  const auto above = fields.get("above");
  const auto below = fields.get("below");
  if (above && below) {
    fields.node().fault("the trigger has both \"above\" and \"below\"", "write an event for each");
  } else if (!above && !below) {
    fields.node().fault("the trigger does not say which level is crossed",
                        "add \"above\": 0.5 or \"below\": 0.5");
  }
  crossing.above = above.has_value();
  if (above || below) crossing.level = read_number(reading, above ? *above : *below).value_or(0);
  return crossing;
}

Trigger::Answer read_answer(Reading& reading, Fields& fields, const Node& parties, bool accepts) {
  Trigger::Answer answer{.accepts = accepts,
                         .parties = party_ids(reading.parties.refer_one_or_more(parties)),
                         .text = {},
                         .by = {}};
  if (const auto text = fields.get("text")) {
    if (const auto draft = reading.drafts.refer(*text)) answer.text = DraftId(*draft);
  }
  if (const auto by = fields.get("by")) {
    if (const auto party = reading.parties.refer(*by)) answer.by = PartyId(*party);
  }
  return answer;
}

/// Reads the kind of the trigger; a fault unless it is exactly one.
void read_kind(Reading& reading, Fields& fields, Trigger& trigger) {
  std::vector<std::string> kinds;
  for (const char* key : {"every_round", "round", "variable", "accepts", "rejects"}) {
    const auto node = fields.get(key);
    if (!node) continue;
    kinds.push_back(in_quotes(key));
    const std::string_view kind = key;
    if (kind == "every_round") {
      trigger.kind = Trigger::EveryRound{};
      if (node->json() != true) node->expected("true", "leave it out otherwise");
    } else if (kind == "round") {
      trigger.kind = Trigger::AtRound{read_count(reading, *node, kMostRounds).value_or(1)};
    } else if (kind == "variable") {
      trigger.kind = read_crossing(reading, fields, *node);
    } else {
      trigger.kind = read_answer(reading, fields, *node, kind == "accepts");
    }
  }
  const auto only_with = [&](std::string_view key, const std::string& needed, bool is_there) {
    const auto node = is_there ? std::nullopt : fields.get(key);
    if (node) node->fault(in_quotes(key) + " needs " + needed);
  };
  const bool crossing = fields.has("variable");
  const bool answer = fields.has("accepts") || fields.has("rejects");
  for (const char* key : {"above", "below"}) only_with(key, "a \"variable\"", crossing);
  for (const char* key : {"text", "by"}) only_with(key, "\"accepts\" or \"rejects\"", answer);
  if (kinds.size() > 1) {
    fields.node().fault("one event cannot have the triggers " + listed(kinds),
                        "write an event for each");
  } else if (kinds.empty()) {
    fields.node().fault("the event has no trigger", kTriggers);
  }
}

Trigger read_trigger(Reading& reading, const Node& node) {
  Trigger trigger;
  Fields fields(node, "an object", kTriggers);
  if (!node.json().is_object()) return trigger;
  read_kind(reading, fields, trigger);
  if (const auto probability = fields.get("probability")) {
    trigger.probability = read_quantity(reading, *probability, kShare);
  }
  const auto read = [&](std::string_view key, int& number) {
    const auto count = fields.get(key);
    if (count) number = read_count(reading, *count, kMostRounds).value_or(number);
  };
  read("from", trigger.from);
  read("until", trigger.until);
  read("times", trigger.times);
  if (trigger.from > trigger.until) {
    node.fault("the event ends in round " + std::to_string(trigger.until) +
                   ", before it begins in round " + std::to_string(trigger.from),
               "\"from\" must not be above \"until\"");
  }
  read_evidence(reading, fields);
  fields.done();
  return trigger;
}

void read_belief_changes(Reading& reading, const Node& node, const World& world,
                         std::vector<Effects::BeliefChange>& changes) {
  for (const auto& [id, value] : node.members("an object of parties")) {
    const auto party = reading.parties.refer(id, value);
    for (const auto& [variable_id, amount] : value.members("an object of variables and numbers")) {
      const auto variable = reading.variables.refer(variable_id, amount);
      const Distribution add = read_distribution(reading, amount);
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

Effects read_effects(Reading& reading, const Node& node, const World& world) {
  Effects effects;
  Fields fields(node);
  if (const auto changes = fields.get("world")) {
    for (WorldTerm& term : read_world_terms(reading, *changes)) {
      effects.world.push_back({term.variable, std::move(term.coefficient)});
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
  read_evidence(reading, fields);
  fields.done();
  return effects;
}

Event read_event(Reading& reading, const Node& node, const World& world, Names& names) {
  Event event;
  Fields fields(node, "an event");
  if (const auto id = fields.need("id", "name the event")) {
    event.id = id->text().value_or("");
    if (id->json().is_string()) names.add(event.id, *id);
  }
  event.title = read_title(fields, event.id);
  if (const auto when = fields.need("when", kTriggers)) {
    event.trigger = read_trigger(reading, *when);
  }
  if (const auto effects =
          fields.need("effects", "what it does: {\"world\": {\"drought\": 0.1}}")) {
    event.effects = read_effects(reading, *effects, world);
  }
  read_evidence(reading, fields);
  fields.done();
  return event;
}

}  // namespace

std::vector<Event> read_events(Reading& reading, const Node& node, const World& world) {
  std::vector<Event> events;
  Names names("event");
  reading.limit(node, kMostEvents, "events");
  for (const Node& element : node.elements("a list of events")) {
    events.push_back(read_event(reading, element, world, names));
  }
  return events;
}

}  // namespace entente

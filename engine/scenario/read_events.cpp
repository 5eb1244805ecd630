// SPDX-License-Identifier: Apache-2.0
/// Events: when they happen; what they do has a file of its own.
#include <algorithm>
#include <optional>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

constexpr const char* kTriggers =
    "one of \"every_round\": true, \"round\": 3, \"variable\" with \"above\" or \"below\", "
    "\"accepts\", \"rejects\", \"follows\" with \"rounds\"";

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

Trigger::Following read_following(Reading& reading, Fields& fields, const Node& event) {
  Trigger::Following following{.event = {}, .rounds = 1};
  if (const auto position = reading.events.refer(event)) following.event = EventId(*position);
  if (const auto rounds = fields.need("rounds", "how many rounds later, such as 1")) {
    following.rounds = read_count(reading, *rounds, kMostRounds).value_or(1);
  }
  return following;
}

/// Reads the kind of the trigger; a fault unless it is exactly one.
void read_kind(Reading& reading, Fields& fields, Trigger& trigger) {
  std::vector<std::string> kinds;
  for (const char* key : {"every_round", "round", "variable", "accepts", "rejects", "follows"}) {
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
    } else if (kind == "follows") {
      trigger.kind = read_following(reading, fields, *node);
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
  only_with("rounds", "\"follows\"", fields.has("follows"));
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

Event read_event(Reading& reading, const Node& node, const World& world) {
  Event event;
  Fields fields(node, "an event");
  if (const auto id = fields.need("id", "name the event")) event.id = id->text().value_or("");
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

/// The event that this one waits for, if it follows one.
std::optional<std::size_t> awaited(const Event& event) {
  const auto* following = std::get_if<Trigger::Following>(&event.trigger.kind);
  return following ? std::optional<std::size_t>(following->event) : std::nullopt;
}

/// An event has one trigger. So those that follow each other in a circle all wait for ever.
void check_circles(const Node& list, const std::vector<Event>& events) {
  enum class State { unseen, on_path, done };
  std::vector<State> states(events.size(), State::unseen);
  for (std::size_t start = 0; start < events.size(); ++start) {
    std::vector<std::size_t> path;
    std::optional<std::size_t> at = start;
    while (at && states[*at] == State::unseen) {
      states[*at] = State::on_path;
      path.push_back(*at);
      at = awaited(events[*at]);
    }
    if (at && states[*at] == State::on_path) {
      const auto first = std::find(path.begin(), path.end(), *at);
      std::vector<std::string> circle;
      for (auto event = first; event != path.end(); ++event) {
        circle.push_back(in_quotes(events[*event].id));
      }
      list.faults().add(list.pointer() + '/' + std::to_string(*at) + "/when/follows",
                        circle.size() == 1
                            ? circle.front() + " follows itself, so it can never happen"
                            : listed(circle) + " follow each other, so none can ever happen",
                        "one of them needs another trigger");
    }
    for (const std::size_t event : path) states[event] = State::done;
  }
}

}  // namespace

std::vector<Event> read_events(Reading& reading, const Node& node, const World& world) {
  std::vector<Event> events;
  const std::size_t before = reading.faults.count();
  for (const Node& element : node.elements("a list of events")) {
    events.push_back(read_event(reading, element, world));
  }
  if (reading.faults.count() == before) check_circles(node, events);
  return events;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The top of a scenario; the parts have files of their own.
#include "engine/scenario/reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/model/utilities.hpp"
#include "engine/scenario/block_checks.hpp"
#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

bool is_date(const std::string& text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  const int month = std::stoi(text.substr(5, 2));
  const int day = std::stoi(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/// Title, date and what else is only for people.
void read_heading(Fields& root, Scenario& scenario) {
  (void)root.text("$schema");
  if (const auto extends = root.get("extends")) {
    extends->fault("the file that this one extends has not been read");
  }
  if (const auto title = root.need("title", "what the scenario is called")) {
    scenario.title = title->text().value_or("");
  }
  (void)root.text("description");
  if (const auto date = root.get("date")) {
    scenario.date = date->text().value_or("");
    if (date->json().is_string() && !is_date(scenario.date)) {
      date->fault(in_quotes(scenario.date) + " is not a date", "write year-month-day: 2025-12-02");
    }
  }
  if (const auto notes = root.get("notes")) {
    for (const Node& note : notes->elements("a list of texts")) (void)note.text();
  }
}

void read_sources(Reading& reading, const Node& node) {
  for (const auto& [key, value] : node.members("an object of sources")) {
    reading.sources.add(key, value);
    Fields fields(value, "a source", "such as {\"title\": \"...\", \"date\": \"2025-11-23\"}");
    if (const auto title = fields.need("title", "what the source is called")) (void)title->text();
    for (const char* field : {"publisher", "date", "address", "note"}) (void)fields.text(field);
    fields.done();
  }
}

/// Ids come before the objects that carry them: anything may refer to anything.
void read_all_ids(Reading& reading, Fields& root) {
  const auto take = [&](const std::optional<Node>& list, Names& names, std::size_t most,
                        std::string_view kind) {
    if (list) {
      reading.limit(*list, most, kind);
      read_ids(reading, *list, names);
    } else {
      names.add_unreadable();
    }
  };
  take(root.get("issues"), reading.issues, kMostIssues, "issues");
  take(root.get("parties"), reading.parties, Utilities::kMostParties, "parties");
  const auto world = root.get("world");
  if (world && world->json().is_object()) {
    Fields fields(*world);
    if (const auto variables = fields.get("variables")) {
      take(variables, reading.variables, kMostVariables, "variables");
    }
    if (const auto events = fields.get("events")) {
      take(events, reading.events, kMostEvents, "events");
    }
  }
  if (const auto drafts = root.get("drafts"); drafts && drafts->json().is_object()) {
    reading.limit(*drafts, kMostDrafts, "drafts");
    for (const auto& [id, value] : drafts->members()) {
      reading.drafts.add(id, value);
      if (id == "limits") {
        value.fault("\"limits\" stands for a party's own limits", "give the draft another id");
      }
    }
  }
}

void read_simulation(Fields& root, Simulation& simulation) {
  const auto node = root.get("simulation");
  if (!node) return;
  Fields fields(*node);
  if (const auto replications = fields.get("replications")) {
    simulation.replications =
        replications->whole(1, kMostReplications).value_or(simulation.replications);
  }
  if (const auto seed = fields.get("seed")) {
    simulation.seed =
        seed->whole(0, std::numeric_limits<std::uint64_t>::max()).value_or(simulation.seed);
  }
  (void)fields.text("note");
  fields.done();
}

}  // namespace

void Reading::stop() const {
  faults.raise();
  std::abort();  // stopping without a fault is our own mistake
}

void Reading::limit(const Node& list, std::size_t most, std::string_view kind) {
  const std::size_t size = list.json().is_structured() ? list.json().size() : 0;
  if (size <= most) return;
  list.fault(in_digits(std::uint64_t{size}) + ' ' + std::string(kind) + " are too many",
             "the limit is " + in_digits(std::uint64_t{most}));
  stop();
}

Scenario read_all(Reading& reading, const Document& document) {
  Scenario scenario;
  const Node top(document.root(), "", reading.faults);
  Fields root(top, "a scenario, which is an object");
  if (!document.root().is_object()) reading.stop();
  read_heading(root, scenario);
  if (const auto sources = root.get("sources")) read_sources(reading, *sources);
  const std::size_t at_start = reading.faults.count();
  if (const auto quantities = root.get("quantities")) read_named_quantities(reading, *quantities);

  reading.quantities_are_sound = reading.faults.count() == at_start;
  read_all_ids(reading, root);
  const auto issues = root.need("issues", "what is negotiated about");
  if (issues) scenario.issues = read_issues(reading, *issues);
  const auto parties = root.need("parties", "who negotiates");
  if (parties) scenario.parties = read_parties(reading, *parties, scenario);
  const bool sound = issues && parties && reading.faults.count() == at_start;
  if (const auto drafts = root.get("drafts")) {
    scenario.drafts = read_drafts(reading, *drafts, scenario.issues);
  }
  if (const auto agreement =
          root.need("agreement", "who must sign, such as {\"required\": [\"upper\", \"lower\"]}")) {
    const std::size_t before = reading.faults.count();
    scenario.agreement = read_agreement(reading, *agreement, scenario.issues);
    if (issues && reading.faults.count() == before) check_consent(reading, *issues, scenario);
  }
  if (const auto world = root.get("world")) scenario.world = read_world(reading, *world);
  if (const auto protocol =
          root.need("protocol", "such as {\"name\": \"alternating-offers\", \"rounds\": 50}")) {
    read_protocol(reading, *protocol, scenario);
  }
  read_simulation(root, scenario.simulation);
  root.done();
  if (sound) build_blocks(reading, scenario);
  reading.faults.raise();
  scenario.text = document.canonical();
  scenario.digest = document.digest();
  return scenario;
}

Scenario read_scenario(const Document& document) {
  Reading reading(document);
  return read_all(reading, document);
}

}  // namespace entente

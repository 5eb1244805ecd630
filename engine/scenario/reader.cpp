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

/// A signature that cannot be had makes consent to an issue impossible.
void check_consent(Reading& reading, const Node& issues, const Scenario& scenario) {
  const AgreementRule& rule = scenario.agreement;
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    for (const PartyId party : scenario.issues[i].consent) {
      const auto is_party = [party](PartyId other) { return other == party; };
      if (std::any_of(rule.required.begin(), rule.required.end(), is_party) ||
          std::any_of(rule.may_sign.begin(), rule.may_sign.end(), is_party)) {
        continue;
      }
      const std::string id = in_quotes(reading.parties.ids()[party]);
      reading.faults.add(issues.pointer() + '/' + std::to_string(i) + "/consent",
                         "the consent of " + id + " can never be had: it does not sign",
                         "add " + id + " to \"may_sign\" or \"required\" of the agreement");
    }
  }
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

AgreementRule read_agreement(Reading& reading, const Node& node) {
  AgreementRule rule;
  Fields fields(node, "an object", "such as {\"required\": [\"upper\", \"lower\"]}");
  const std::size_t before = reading.faults.count();
  if (const auto required = fields.need("required", "the parties that must sign")) {
    for (const std::size_t party : reading.parties.refer_list(*required)) {
      rule.required.emplace_back(party);
    }
    if (required->json().is_array() && required->json().empty()) {
      required->fault("nobody has to sign", "name the parties that must sign");
    }
  }
  const bool signers_known = reading.faults.count() == before && !rule.required.empty();
  if (const auto may_sign = fields.get("may_sign")) {
    for (const std::size_t party : reading.parties.refer_list(*may_sign)) {
      rule.may_sign.emplace_back(party);
      if (std::find(rule.required.begin(), rule.required.end(), PartyId(party)) !=
          rule.required.end()) {
        may_sign->fault(in_quotes(reading.parties.ids()[party]) + " is also under \"required\"",
                        "keep it in one of the two lists");
      }
    }
  }
  if (const auto share = fields.get("balanced_share")) {
    const std::size_t signatories = rule.required.size() + rule.may_sign.size();
    const double most = signers_known ? 1.0 / static_cast<double>(signatories) : 1.0;
    rule.balanced_share = read_number(reading, *share);
    if (rule.balanced_share && !(*rule.balanced_share >= 0 && *rule.balanced_share <= most)) {
      share->fault(
          "must lie from 0 to " + in_digits(most) + ", but is " + in_digits(*rule.balanced_share),
          signers_known ? std::to_string(signatories) +
                              " parties can sign: their least shares cannot sum to "
                              "more than 1"
                        : "");
    }
  }
  read_evidence(reading, fields);
  fields.done();
  return rule;
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
    scenario.agreement = read_agreement(reading, *agreement);
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

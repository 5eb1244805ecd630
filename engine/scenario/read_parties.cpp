// SPDX-License-Identifier: Apache-2.0
/// Parties: what they have without a deal, how they ratify and negotiate.
#include <algorithm>
#include <utility>

#include "engine/model/utilities.hpp"
#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

constexpr std::string_view kLimits = "limits";

bool has(const Node& node, const char* key) {
  return node.json().is_object() && node.json().contains(key);
}

/// Tells which issues keep the party from having a package of its own limits.
void check_limits(const Reading& reading, const Node& node, const Party& party) {
  std::vector<std::string> without;
  for (std::size_t i = 0; i < party.preferences.size(); ++i) {
    if (!std::holds_alternative<Stance>(party.preferences[i].scores)) {
      without.push_back(in_quotes(reading.issues.ids()[i]));
    }
  }
  if (without.empty()) return;
  node.fault("the party states no limit on " + listed(without),
             "give it an \"ideal\" and a \"limit\" on every issue, or name a draft here");
}

/// "worth_of" and "plus", where the fields have the former.
Worth read_worth_of(Reading& reading, Fields& fields, const Party& party) {
  Worth worth;
  const auto of = fields.get("worth_of");
  if (of && of->json() == kLimits) {
    worth.of = Worth::OwnLimits{};
    check_limits(reading, *of, party);
  } else if (of && !of->json().is_string()) {
    of->expected("\"limits\" or the id of a draft");
  } else if (of) {
    if (const auto draft = reading.drafts.refer(*of)) worth.of = DraftId(*draft);
  }
  if (const auto plus = fields.get("plus")) worth.plus = read_quantity(reading, *plus);
  return worth;
}

NoAgreement::Prospect read_prospect(Reading& reading, const Node& node, const Party& party) {
  NoAgreement::Prospect prospect;
  Fields fields(node, "a prospect", "such as {\"probability\": 0.3, \"value\": 0.2}");
  if (const auto probability = fields.need("probability", "how likely it is, such as 0.3")) {
    prospect.probability = read_quantity(reading, *probability, kNotNegative);
  }
  const auto value = fields.get("value");
  if (value && fields.has("worth_of")) {
    node.fault("a prospect has either \"value\" or \"worth_of\"", "remove one");
  }
  if (value) prospect.worth.plus = read_quantity(reading, *value);
  if (!value || fields.has("worth_of")) prospect.worth = read_worth_of(reading, fields, party);
  const bool worthless = node.json().is_object() && !value && !fields.has("worth_of");
  read_evidence(reading, fields);
  const std::size_t before = reading.faults.count();
  fields.done();
  if (worthless && reading.faults.count() == before) {
    node.fault("the prospect has no worth", "add \"value\": 0.2, or \"worth_of\" a draft");
  }
  return prospect;
}

std::vector<NoAgreement::Prospect> read_lottery(Reading& reading, const Node& node,
                                                const Party& party) {
  std::vector<NoAgreement::Prospect> prospects;
  const std::size_t before = reading.faults.count();
  for (const Node& element : node.elements("a list of prospects")) {
    prospects.push_back(read_prospect(reading, element, party));
  }
  const bool possible = std::any_of(prospects.begin(), prospects.end(), [](const auto& prospect) {
    return !prospect.probability.world.empty() || support(prospect.probability.base).hi > 0;
  });
  if (!possible && reading.faults.count() == before) {
    node.fault("none of the prospects can happen", "give at least one a probability above 0");
  }
  return prospects;
}

Ratification::Hurdle read_hurdle(Reading& reading, const Node& node, Names& names) {
  Ratification::Hurdle hurdle;
  Fields fields(node, "a hurdle",
                "such as {\"id\": \"vote\", \"when\": {\"road\": \"open\"}, \"add\": 0.1}");
  if (const auto id = fields.need("id", "name the hurdle")) {
    hurdle.id = id->text().value_or("");
    if (id->json().is_string()) names.add(hurdle.id, *id);
  }
  hurdle.title = read_title(fields, hurdle.id);
  if (const auto when = fields.need("when", "which options raise it: {\"road\": \"open\"}")) {
    hurdle.when = read_conditions(reading, *when, "the hurdle has no conditions");
  }
  if (const auto add = fields.need("add", "by how much the midpoint moves, such as 0.1")) {
    hurdle.add = read_quantity(reading, *add);
  }
  read_evidence(reading, fields);
  fields.done();
  return hurdle;
}

Ratification read_ratification(Reading& reading, const Node& node) {
  Ratification ratification;
  Fields fields(node);
  if (const auto midpoint =
          fields.need("midpoint", "the surplus at which ratification is as likely as not")) {
    ratification.midpoint = read_quantity(reading, *midpoint);
  }
  if (const auto slope = fields.need("slope", "how sharply its chance rises with the surplus")) {
    ratification.slope = read_quantity(reading, *slope, kNotNegative);
  }
  if (const auto hurdles = fields.get("hurdles")) {
    Names names("hurdle");
    for (const Node& element : hurdles->elements("a list of hurdles")) {
      ratification.hurdles.push_back(read_hurdle(reading, element, names));
    }
  }
  read_evidence(reading, fields);
  fields.done();
  return ratification;
}

Party read_party(Reading& reading, const Node& node, const Scenario& scenario) {
  Party party;
  Fields fields(node, "a party");
  if (const auto id = fields.need("id", "name the party")) party.id = id->text().value_or("");
  party.title = read_title(fields, party.id);
  const auto preferences = fields.need("preferences", "what each issue is worth to the party");
  if (preferences) {
    party.preferences = read_preferences(reading, *preferences, scenario.issues);
  }
  party.score_at_limit = read_distribution(reading, fields, "score_at_limit", 0.5, kShare);
  if (const auto clauses = fields.get("clauses")) party.clauses = read_clauses(reading, *clauses);
  party.risk_aversion = read_distribution(reading, fields, "risk_aversion", 0.0);
  if (const auto node_of_none =
          fields.need("no_agreement", "what the party has without a deal, from 0 to 1")) {
    party.no_agreement = read_no_agreement(reading, *node_of_none, party);
  }
  if (const auto cost = fields.get("delay_cost")) {
    party.delay_cost = read_quantity(reading, *cost);
  }
  if (const auto ratification = fields.get("ratification")) {
    party.ratification = read_ratification(reading, *ratification);
  }
  if (const auto strategy = fields.get("strategy")) {
    party.strategy = read_strategy(reading, *strategy);
  }
  read_evidence(reading, fields);
  fields.done();
  return party;
}

/// Stops at more clauses than all parties together may have.
void limit_clauses(Reading& reading, const Node& list) {
  std::size_t clauses = 0;
  for (const Node& party : list.elements()) {
    if (has(party, "clauses")) clauses += party.json().at("clauses").size();
  }
  if (clauses <= kMostClauses) return;
  list.fault("the parties have " + in_digits(std::uint64_t{clauses}) +
             " clauses together; the limit is " + in_digits(std::uint64_t{kMostClauses}));
  reading.stop();
}

}  // namespace

NoAgreement read_no_agreement(Reading& reading, const Node& node, const Party& party) {
  NoAgreement no_agreement;
  if (!has(node, "worth_of") && !has(node, "lottery")) {
    no_agreement.prospects.resize(1);
    no_agreement.prospects.front().worth.plus = read_quantity(reading, node);
    return no_agreement;
  }
  Fields fields(node);
  if (const auto lottery = fields.get("lottery")) {
    if (fields.has("worth_of")) {
      node.fault("no_agreement has either \"worth_of\" or \"lottery\"", "remove one");
    }
    no_agreement.prospects = read_lottery(reading, *lottery, party);
    (void)fields.get("worth_of");
    if (const auto plus = fields.get("plus")) no_agreement.plus = read_quantity(reading, *plus);
  } else {
    no_agreement.prospects.resize(1);
    no_agreement.prospects.front().worth = read_worth_of(reading, fields, party);
  }
  read_evidence(reading, fields);
  fields.done();
  return no_agreement;
}

std::vector<Party> read_parties(Reading& reading, const Node& node, const Scenario& scenario) {
  std::vector<Party> parties;
  if (node.json().is_array()) limit_clauses(reading, node);
  for (const Node& element : node.elements("a list of parties")) {
    parties.push_back(read_party(reading, element, scenario));
  }
  if (node.json().is_array() && parties.size() < 2) {
    node.fault(parties.empty() ? "there are no parties" : "there is only one party",
               "a negotiation needs at least two");
  }
  return parties;
}

}  // namespace entente

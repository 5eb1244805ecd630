// SPDX-License-Identifier: Apache-2.0
/// The agreement rule: vetoes, a weighted majority, and what some may settle among themselves.
#include <algorithm>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

constexpr const char* kSigners = "\"may_sign\" or \"required\" of the agreement";

bool contains(const std::vector<PartyId>& parties, PartyId party) {
  return std::find(parties.begin(), parties.end(), party) != parties.end();
}

bool can_sign(const AgreementRule& rule, PartyId party) {
  return contains(rule.required, party) || contains(rule.may_sign, party);
}

std::string named(const Reading& reading, PartyId party) {
  return in_quotes(reading.parties.ids()[party]);
}

std::vector<PartyId> signers_in(const Reading& reading, const Node& list) {
  std::vector<PartyId> parties;
  for (const std::size_t party : reading.parties.refer_list(list)) parties.emplace_back(party);
  return parties;
}

/// Returns whether anybody is named, be it that who it is cannot be told.
bool read_signers(Reading& reading, Fields& fields, AgreementRule& rule) {
  const bool has_quorum = fields.has("quorum");
  const auto required =
      has_quorum ? fields.get("required") : fields.need("required", "the parties that must sign");
  if (required) {
    rule.required = signers_in(reading, *required);
    if (!has_quorum && required->json().is_array() && required->json().empty()) {
      required->fault("nobody has to sign",
                      "name the parties that must sign, or say with \"quorum\" how many must");
    }
  }
  const auto may_sign = fields.get("may_sign");
  if (may_sign) {
    rule.may_sign = signers_in(reading, *may_sign);
    for (const PartyId party : rule.may_sign) {
      if (!contains(rule.required, party)) continue;
      may_sign->fault(named(reading, party) + " is also under \"required\"",
                      "keep it in one of the two lists");
    }
  }
  const auto names = [](const std::optional<Node>& list) { return list && !list->json().empty(); };
  return names(required) || names(may_sign);
}

AgreementRule::Quorum read_quorum(Reading& reading, const Node& node, const AgreementRule& rule,
                                  bool signers_known) {
  AgreementRule::Quorum quorum;
  for (std::size_t p = 0; p < reading.parties.size(); ++p) {
    quorum.weights.push_back(can_sign(rule, PartyId(p)) ? 1.0 : 0.0);
  }
  const std::size_t before = reading.faults.count();
  Fields fields(node, "a quorum", "such as {\"share\": 0.75, \"weights\": {\"a\": 2}}");
  if (const auto share = fields.need("share", "of the weight of all who can sign, such as 0.75")) {
    quorum.share = read_number(reading, *share).value_or(1.0);
    if (!(quorum.share > 0 && quorum.share <= 1)) {
      share->fault("must be above 0 and at most 1, but is " + in_digits(quorum.share));
    }
  }
  if (const auto weights = fields.get("weights")) {
    for (const auto& [id, value] : weights->members("an object of parties and weights")) {
      const auto party = reading.parties.refer(id, value);
      const double weight = read_number(reading, value).value_or(0.0);
      if (weight < 0) value.fault("must be at least 0, but is " + in_digits(weight));
      if (!party) continue;
      quorum.weights[*party] = weight;
      if (signers_known && !can_sign(rule, PartyId(*party))) {
        value.fault(in_quotes(id) + " does not sign, so its weight counts for nothing",
                    "add " + in_quotes(id) + " to " + kSigners);
      }
    }
  }
  read_evidence(reading, fields);
  fields.done();
  const auto has_weight = [](double weight) { return weight > 0; };
  if (signers_known && reading.faults.count() == before &&
      std::none_of(quorum.weights.begin(), quorum.weights.end(), has_weight)) {
    node.fault("nobody who can sign has any weight", "give at least one party a weight above 0");
  }
  return quorum;
}

/// A part needs the consents that the whole would need.
void check_consent_to_part(const Reading& reading, const Node& list,
                           const AgreementRule::Partial& partial,
                           const std::vector<Issue>& issues) {
  for (const IssueId issue : partial.issues) {
    if (issue >= issues.size()) continue;
    for (const PartyId party : issues[issue].consent) {
      if (contains(partial.parties, party)) continue;
      list.fault(in_quotes(issues[issue].id) + " needs the consent of " + named(reading, party) +
                     ", who has no part in this",
                 "add " + named(reading, party) + " to \"parties\", or leave the issue out");
    }
  }
}

AgreementRule::Partial read_partial(Reading& reading, const Node& node, Names& names,
                                    const AgreementRule& rule, bool signers_known,
                                    const std::vector<Issue>& issues) {
  AgreementRule::Partial partial;
  Fields fields(node, "a partial agreement",
                "such as {\"id\": \"east\", \"parties\": [\"a\", \"b\"], \"issues\": [\"road\"]}");
  if (const auto id = fields.need("id", "name the partial agreement")) {
    partial.id = id->text().value_or("");
    if (id->json().is_string()) names.add(partial.id, *id);
  }
  partial.title = read_title(fields, partial.id);
  const std::size_t before = reading.faults.count();
  if (const auto parties = fields.need("parties", "who may settle it: [\"a\", \"b\"]")) {
    partial.parties = signers_in(reading, *parties);
    if (parties->json().is_array() && parties->json().size() < 2) {
      parties->fault("an agreement has at least two parties", "name those who settle it");
    }
    for (const PartyId party : partial.parties) {
      if (!signers_known || can_sign(rule, party)) continue;
      parties->fault(named(reading, party) + " does not sign",
                     "add " + named(reading, party) + " to " + kSigners);
    }
  }
  if (const auto settled = fields.need("issues", "what they may settle: [\"road\"]")) {
    for (const std::size_t issue : reading.issues.refer_list(*settled)) {
      partial.issues.emplace_back(issue);
    }
    if (settled->json().is_array() && settled->json().empty()) {
      settled->fault("the list is empty", "name at least one issue");
    }
    if (reading.faults.count() == before) {
      check_consent_to_part(reading, *settled, partial, issues);
    }
  }
  std::sort(partial.parties.begin(), partial.parties.end());
  std::sort(partial.issues.begin(), partial.issues.end());
  read_evidence(reading, fields);
  fields.done();
  return partial;
}

void read_partials(Reading& reading, const Node& node, AgreementRule& rule, bool signers_known,
                   const std::vector<Issue>& issues) {
  Names names("partial agreement");
  for (const Node& element : node.elements("a list of partial agreements")) {
    rule.partial.push_back(read_partial(reading, element, names, rule, signers_known, issues));
  }
  std::vector<std::string> without;
  for (const Issue& issue : issues) {
    if (!issue.status_quo) without.push_back(in_quotes(issue.id));
  }
  if (rule.partial.empty() || without.empty()) return;
  node.fault("a partial agreement is measured against the status quo of all issues, but " +
                 listed(without) + (without.size() == 1 ? " has none" : " have none"),
             "give the issue a \"status_quo\"");
}

void read_balanced_share(Reading& reading, const Node& share, AgreementRule& rule,
                         bool signers_known) {
  const std::size_t signatories = rule.required.size() + rule.may_sign.size();
  const double most = signers_known ? 1.0 / static_cast<double>(signatories) : 1.0;
  rule.balanced_share = read_number(reading, share);
  if (!rule.balanced_share || (*rule.balanced_share >= 0 && *rule.balanced_share <= most)) return;
  share.fault(
      "must lie from 0 to " + in_digits(most) + ", but is " + in_digits(*rule.balanced_share),
      signers_known ? std::to_string(signatories) +
                          " parties can sign: their least shares cannot sum to more than 1"
                    : "");
}

}  // namespace

AgreementRule read_agreement(Reading& reading, const Node& node, const std::vector<Issue>& issues) {
  AgreementRule rule;
  Fields fields(node, "an object", "such as {\"required\": [\"upper\", \"lower\"]}");
  const std::size_t before = reading.faults.count();
  const bool anybody = read_signers(reading, fields, rule);
  const bool lists_are_sound = reading.faults.count() == before;
  const bool signers_known = lists_are_sound && !(rule.required.empty() && rule.may_sign.empty());
  if (const auto quorum = fields.get("quorum")) {
    rule.quorum = read_quorum(reading, *quorum, rule, signers_known);
    if (lists_are_sound && !anybody) {
      quorum->fault("nobody can sign", "name parties under \"required\" or \"may_sign\"");
    }
  }
  if (const auto partial = fields.get("partial")) {
    read_partials(reading, *partial, rule, signers_known, issues);
  }
  if (const auto share = fields.get("balanced_share")) {
    read_balanced_share(reading, *share, rule, signers_known);
  }
  read_evidence(reading, fields);
  fields.done();
  return rule;
}

void check_consent(Reading& reading, const Node& issues, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    for (const PartyId party : scenario.issues[i].consent) {
      if (can_sign(scenario.agreement, party)) continue;
      reading.faults.add(
          issues.pointer() + '/' + std::to_string(i) + "/consent",
          "the consent of " + named(reading, party) + " can never be had: it does not sign",
          "add " + named(reading, party) + " to " + kSigners);
    }
  }
}

}  // namespace entente

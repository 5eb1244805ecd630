// SPDX-License-Identifier: Apache-2.0
/// Ids and packages in JSON.
#include "analysis/results/ids.hpp"

namespace entente {

QuotedIds::QuotedIds(const Scenario& scenario) {
  for (const Party& party : scenario.parties) parties.push_back(quote(party.id));
  for (const Variable& variable : scenario.world.variables) variables.push_back(quote(variable.id));
  for (const Event& event : scenario.world.events) events.push_back(quote(event.id));
  for (const Draft& draft : scenario.drafts) drafts.push_back(quote(draft.id));
  for (const AgreementRule::Partial& partial : scenario.agreement.partial) {
    partials.push_back(quote(partial.id));
  }
  for (const Issue& issue : scenario.issues) {
    issues.push_back(quote(issue.id));
    std::vector<Quoted>& quoted = options.emplace_back();
    for (const IssueOption& option : issue.options) quoted.push_back(quote(option.id));
  }
}

void write_author(JsonBuilder& json, const QuotedIds& ids, std::optional<PartyId> author) {
  if (author) {
    json.value(ids.parties[*author]);
  } else {
    json.null();
  }
}

void write_package(JsonBuilder& json, const QuotedIds& ids, const Package& package) {
  json.begin_object();
  for (std::size_t i = 0; i < package.size(); ++i) {
    json.key(ids.issues[i]).value(ids.options[i][package[i]]);
  }
  json.end_object();
}

void write_package(JsonBuilder& json, const QuotedIds& ids, const Package& package,
                   const std::vector<IssueId>& issues) {
  json.begin_object();
  for (const IssueId issue : issues) {
    json.key(ids.issues[issue]).value(ids.options[issue][package[issue]]);
  }
  json.end_object();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The ids of a scenario in JSON, quoted once instead of in every record.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/json_builder.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

struct QuotedIds {
  explicit QuotedIds(const Scenario& scenario);

  std::vector<Quoted> parties, issues, variables, events, drafts, partials;
  std::vector<std::vector<Quoted>> options;  ///< by IssueId
};

/// {"issue":"option", ...} of all issues.
void write_package(JsonBuilder& json, const QuotedIds& ids, const Package& package);
/// The same of some issues.
void write_package(JsonBuilder& json, const QuotedIds& ids, const Package& package,
                   const std::vector<IssueId>& issues);

/// The party's id, or null for a mediator who is no party.
void write_author(JsonBuilder& json, const QuotedIds& ids, std::optional<PartyId> author);

/// ["id", ...] of parties, issues or events.
template <class Id>
void write_ids(JsonBuilder& json, const std::vector<Quoted>& names, const std::vector<Id>& ids) {
  json.begin_array();
  for (const Id id : ids) json.value(names[id]);
  json.end_array();
}

}  // namespace entente

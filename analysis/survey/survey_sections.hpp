// SPDX-License-Identifier: Apache-2.0
/// The parts of an analysis in JSON; each function fixes the order of its keys.
#pragma once

#include <string_view>
#include <vector>

#include "analysis/results/ids.hpp"
#include "analysis/results/json_builder.hpp"
#include "analysis/survey/survey.hpp"

namespace entente {

/// "nash", "kalai_smorodinsky", ...: as keys.
[[nodiscard]] std::string_view key_of(SolutionKind kind);

// What several of them are made of.

/// "no", "yes", "open".
void write_answer(JsonBuilder& json, Answer answer);
/// Null if it is not finite.
void write_number(JsonBuilder& json, double number);
/// ["id", ...], ascending.
void write_parties(JsonBuilder& json, const QuotedIds& ids, PartySet parties);
/// {"party": number, ...} of all parties.
void write_by_party(JsonBuilder& json, const QuotedIds& ids, const std::vector<double>& numbers);
/// The same of some.
void write_by_party(JsonBuilder& json, const QuotedIds& ids, PartySet parties,
                    const std::vector<double>& numbers);

// Of the picture.

void write_zones(JsonBuilder& json, const QuotedIds& ids, const Zones& zones);
void write_solutions(JsonBuilder& json, const QuotedIds& ids, const Solutions& solutions,
                     const std::vector<double>& no_agreement);
void write_obstacles(JsonBuilder& json, const QuotedIds& ids, const Obstacles& obstacles);
/// `text`: the draft's package.
void write_draft(JsonBuilder& json, const QuotedIds& ids, const DraftPicture& draft,
                 const Package& text);
/// `from` and `to`: the drafts whose ledger it is.
void write_ledger(JsonBuilder& json, const QuotedIds& ids, const Ledger& ledger, DraftId from,
                  DraftId to);
void write_frontier(JsonBuilder& json, const QuotedIds& ids, const FrontierPicture& picture);
/// `worths`: of its samples, by sample, then PartyId.
void write_size(JsonBuilder& json, const QuotedIds& ids, const ZoneSize& size,
                const std::vector<std::vector<double>>& worths);
void write_coalitions(JsonBuilder& json, const QuotedIds& ids, const Coalitions& coalitions);

void write_draws(JsonBuilder& json, const QuotedIds& ids, const Draws& draws);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Coalitions: who could sign something without the others, and on whom it turns.
#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kMostShown = 5;

/// A coalition over the draws or, without any, in the case.
struct Listed {
  PartySet parties = 0;
  bool sufficient = false;
  std::string of_draws = {};
  std::uint64_t often = 0;
};

std::vector<Listed> rows_of(const Analysis& analysis) {
  std::vector<Listed> rows;
  if (const Draws* draws = analysis.draws()) {
    for (const CoalitionSurvey& one : draws->coalitions) {
      rows.push_back({.parties = one.parties,
                      .sufficient = one.sufficient,
                      .of_draws = is_settled(one.zone) ? percent(one.zone.yes.share) : "open",
                      .often = one.zone.yes.count});
    }
    return rows;
  }
  for (const Coalition& one : analysis.picture().coalitions.coalitions) {
    rows.push_back({.parties = one.zone.signatories,
                    .sufficient = one.sufficient,
                    .of_draws = {},
                    .often = one.zone.exists == Answer::yes ? 1U : 0U});
  }
  return rows;
}

/// Those that do not suffice and could sign, without those that hold a smaller one that can as
/// often; the most frequent first.
std::vector<Listed> among_themselves(const std::vector<Listed>& rows) {
  std::vector<Listed> kept;
  for (const Listed& row : rows) {
    const bool holds_smaller = std::any_of(rows.begin(), rows.end(), [&row](const Listed& other) {
      return other.parties != row.parties && (other.parties & ~row.parties) == 0 &&
             other.often >= row.often;
    });
    if (!row.sufficient && row.often > 0 && !holds_smaller) kept.push_back(row);
  }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const Listed& a, const Listed& b) { return a.often > b.often; });
  return kept;
}

std::string pivots(const Analysis& analysis) {
  struct Turns {
    PartyId party;
    double needed, spoils;
  };
  std::vector<Turns> turns;
  if (const Draws* draws = analysis.draws(); draws != nullptr && !draws->pivots.empty()) {
    for (const PivotSurvey& one : draws->pivots) {
      turns.push_back({one.party, one.needed, one.spoils});
    }
  } else {
    for (const Pivot& one : analysis.picture().coalitions.pivots) {
      const double of = static_cast<double>(std::max<std::size_t>(1, one.of));
      turns.push_back(
          {one.party, static_cast<double>(one.needed) / of, static_cast<double>(one.spoils) / of});
    }
  }
  if (turns.empty()) return {};
  const Terminal& terminal = *analysis.terminal;
  const std::vector<std::size_t> widths{8, 9};
  std::size_t widest = width_of("  On whom it turns");
  for (const Turns& one : turns) {
    widest = std::max(widest, width_of(title_of(*analysis.scenario, one.party)) + 2);
  }
  const std::size_t name = std::min(widest, terminal.width - widths[0] - widths[1]);
  std::string text = row_of("On whom it turns", name, {"needed", "hinders"}, widths);
  for (const Turns& one : turns) {
    text += row_of(title_of(*analysis.scenario, one.party), name,
                   {percent(one.needed), percent(one.spoils)}, widths);
  }
  const Draws* draws = analysis.draws();
  const bool all_listed =
      draws != nullptr ? draws->coalitions_complete : analysis.picture().coalitions.complete;
  return text +
         remark(terminal,
                std::string("Needed: % of the coalitions of others that can sign what is enough "
                            "only if the party joins; hinders: that can only if it does not.") +
                    (all_listed ? "" : " Of the coalitions of fewest and of most parties alone."));
}

}  // namespace

std::string who_needs_whom(const Analysis& analysis) {
  const std::vector<Listed> all = rows_of(analysis);
  if (all.size() < 2) return {};
  const Terminal& terminal = *analysis.terminal;
  const std::vector<Listed> rows = among_themselves(all);
  const bool draws = analysis.draws() != nullptr;
  std::string text = heading(terminal, "Coalitions",
                             draws ? ", and % of draws in which each could sign something"
                                   : ", in " + analysis.which_case());
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(rows.size(), kMostShown); ++i) {
    parts.push_back(names_of(*analysis.scenario, rows[i].parties) +
                    (draws ? " " + rows[i].of_draws : std::string()));
  }
  if (rows.size() > kMostShown) parts.push_back(grouped(rows.size() - kMostShown) + " more");
  text += entry(terminal,
                parts.empty()
                    ? "None that is not enough by the rule could sign anything among themselves."
                    : "Not enough by the rule, but they could sign something among themselves: " +
                          joined(parts, "; ") + ".");
  return text + pivots(analysis);
}

}  // namespace entente::cli

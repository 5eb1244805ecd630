// SPDX-License-Identifier: Apache-2.0
/// The ledger of two texts: who gains and who loses by going from one to the other, and where.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr double kNothing = 1e-9;

/// The points that matter most to somebody: rounds over the parties, each naming its next biggest.
std::vector<std::size_t> biggest(const Ledger& ledger, const std::vector<PartyId>& parties,
                                 std::size_t most) {
  std::vector<std::vector<std::size_t>> by_party;
  for (const PartyId party : parties) {
    std::vector<std::size_t> order(ledger.lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::abs(ledger.lines[a].change[party]) > std::abs(ledger.lines[b].change[party]);
    });
    by_party.push_back(std::move(order));
  }
  std::vector<std::size_t> chosen;
  for (std::size_t round = 0; round < ledger.lines.size() && chosen.size() < most; ++round) {
    for (const auto& order : by_party) {
      if (chosen.size() == most) break;
      if (std::find(chosen.begin(), chosen.end(), order[round]) == chosen.end()) {
        chosen.push_back(order[round]);
      }
    }
  }
  const auto weight = [&](std::size_t line) {
    double sum = 0;
    for (const PartyId party : parties) sum += std::abs(ledger.lines[line].change[party]);
    return sum;
  };
  std::stable_sort(chosen.begin(), chosen.end(),
                   [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  return chosen;
}

std::size_t widest_word(const std::string& text) {
  std::size_t widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    widest = std::max(widest, width_of(text.substr(at, end - at)));
    at = end + 1;
  }
  return widest;
}

/// The parties' titles over their columns, in as many lines as the longest takes.
std::string header(const Scenario& scenario, const std::vector<PartyId>& parties, std::size_t name,
                   std::size_t column) {
  std::vector<std::vector<std::string>> titles;
  std::size_t height = 0;
  for (const PartyId party : parties) {
    const std::string lines = wrap(title_of(scenario, party), column - 2);
    std::vector<std::string>& title = titles.emplace_back();
    for (std::size_t at = 0; at < lines.size();) {
      const std::size_t end = lines.find('\n', at);
      title.push_back(lines.substr(at, end - at));
      at = end + 1;
    }
    height = std::max(height, title.size());
  }
  std::string text;
  for (std::size_t l = 0; l < height; ++l) {
    std::string line(name, ' ');
    for (const auto& title : titles) {
      const std::size_t empty = height - title.size();
      line += pad_left(l < empty ? "" : title[l - empty], column);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string in_table(const Analysis& analysis, const std::vector<PartyId>& parties,
                     std::size_t name, std::size_t column) {
  constexpr std::size_t kMostLines = 5;
  const Scenario& scenario = *analysis.scenario;
  const Ledger& ledger = *analysis.picture().ledger;
  const std::vector<std::size_t> shown = biggest(ledger, parties, kMostLines);
  std::string text = header(scenario, parties, name, column);
  std::vector<double> rest = ledger.difference;
  for (const std::size_t l : shown) {
    const LedgerLine& line = ledger.lines[l];
    text += pad("  " + clip(title_of(scenario.issues[line.issue]), name - 3), name);
    for (const PartyId party : parties) {
      rest[party] -= line.change[party];
      const double change = line.change[party];
      text += pad_left(std::abs(change) < kNothing ? "·" : signed_utility(change), column);
    }
    text += "\n";
  }
  const auto sum_row = [&](const std::string& what, const std::vector<double>& values) {
    std::string row = pad("  " + what, name);
    for (const PartyId party : parties) row += pad_left(signed_utility(values[party]), column);
    return row + "\n";
  };
  if (shown.size() < ledger.lines.size()) {
    const std::size_t others = ledger.lines.size() - shown.size();
    text +=
        sum_row(others == 1 ? "the other point" : fmt::format("the other {} points", others), rest);
  }
  return text + sum_row("in all", ledger.difference);
}

std::string in_paragraphs(const Analysis& analysis, const std::vector<PartyId>& parties) {
  constexpr std::size_t kMostPoints = 3;
  const Ledger& ledger = *analysis.picture().ledger;
  std::string text;
  for (const PartyId party : parties) {
    std::vector<std::string> parts;
    for (const std::size_t l : biggest(ledger, {party}, kMostPoints)) {
      const double change = ledger.lines[l].change[party];
      if (std::abs(change) < kNothing) continue;
      parts.push_back(title_of(analysis.scenario->issues[ledger.lines[l].issue]) + " " +
                      signed_utility(change));
    }
    text +=
        entry(*analysis.terminal, title_of(*analysis.scenario, party) + " " +
                                      signed_utility(ledger.difference[party]) +
                                      (parts.empty() ? "" : ", most by " + joined(parts, "; ")));
  }
  return text;
}

}  // namespace

std::string from_one_text_to_the_other(const Analysis& analysis) {
  const auto& ledger = analysis.picture().ledger;
  if (!ledger) return {};
  const Scenario& scenario = *analysis.scenario;
  const std::string from = name_of(scenario, analysis.options->picture.drafts[0]);
  const std::string to = name_of(scenario, analysis.options->picture.drafts[1]);
  const std::string title = "From " + from + " to " + to;
  const std::string rest =
      ledger->lines.empty()
          ? ": they do not differ"
          : fmt::format(": what it adds to each party's worth, in {}", analysis.which_case());
  std::string text = heading(*analysis.terminal, title, rest);
  if (ledger->lines.empty()) return text;
  std::vector<PartyId> parties;
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) parties.emplace_back(p);
  std::size_t column = 10;
  for (const PartyId party : parties) {
    column = std::max(column, widest_word(title_of(scenario, party)) + 2);
  }
  constexpr std::size_t kLeastName = 24;
  const std::size_t columns = column * parties.size();
  if (!analysis.is_wide() || columns + kLeastName > analysis.terminal->width) {
    return text + in_paragraphs(analysis, parties);
  }
  return text + in_table(analysis, parties, analysis.terminal->width - columns, column);
}

}  // namespace entente::cli

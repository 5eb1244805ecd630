// SPDX-License-Identifier: Apache-2.0
/// Where there is no zone: who cannot be reconciled, over what, and what would open one.
#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kMostRanked = 4;

/// "the expected case and 968 draws": what has no zone.
std::string where_none_exists(const Analysis& analysis) {
  std::vector<std::string> parts;
  if (analysis.obstacles() != nullptr) parts.push_back(analysis.which_case());
  if (const ObstacleSurvey* draws = analysis.obstacles_of_draws()) {
    parts.push_back(draws->count == 1
                        ? "the one draw without a deal"
                        : fmt::format("the {} draws without a deal", grouped(draws->count)));
  }
  return joined(parts, " and ");
}

std::string irreconcilable(const Analysis& analysis) {
  const Scenario& scenario = *analysis.scenario;
  std::string text;
  if (const Obstacles* found = analysis.obstacles(); found != nullptr && found->irreconcilable) {
    text = names_of(scenario, found->irreconcilable, 60) +
           " cannot be reconciled, even if all others asked for nothing" +
           (found->irreconcilable_proven ? "" : " (perhaps fewer suffice)");
  }
  if (const ObstacleSurvey* draws = analysis.obstacles_of_draws()) {
    std::vector<std::pair<std::uint64_t, PartySet>> sets;
    for (const auto& [set, count] : draws->irreconcilable) sets.emplace_back(count, set);
    std::stable_sort(sets.begin(), sets.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> parts;
    for (const auto& [count, set] : sets) {
      if (parts.size() == 3) break;
      parts.push_back(part_of(count, draws->count) + " " + names_of(scenario, set, 60) +
                      (std::popcount(set) == 1 ? " alone" : ""));
    }
    if (!parts.empty()) {
      text +=
          std::string(text.empty() ? "Who cannot be reconciled, even if all others asked for "
                                     "nothing (one smallest set in each)"
                                   : "; in the draws without a deal (one smallest set in each)") +
          ": " + joined(parts, "; ");
    }
  }
  return text.empty() ? text : text + ".";
}

/// A point or a red line, by what it does.
struct Ranked {
  std::string name;
  double gain = 0;           ///< in the case
  bool opens = false;        ///< in the case, alone
  std::uint64_t first = 0;   ///< draws in which it would bring most
  std::uint64_t opened = 0;  ///< draws in which it alone would open one
};

/// Those that do something, the most important first.
void rank(std::vector<Ranked>& ranked, bool by_case) {
  std::erase_if(ranked, [](const Ranked& one) {
    return !(one.gain > 0) && one.first == 0 && one.opened == 0;
  });
  std::stable_sort(ranked.begin(), ranked.end(), [by_case](const Ranked& a, const Ranked& b) {
    if (by_case && a.gain != b.gain) return a.gain > b.gain;
    if (a.first != b.first) return a.first > b.first;
    return a.opened > b.opened;
  });
}

std::string gain_of(const Ranked& one) {
  if (!(one.gain > 0)) return "–";
  std::string text = std::isfinite(one.gain) ? signed_utility(one.gain) : "all";
  return text + (one.opens ? ", opens" : "");
}

std::string ranking(const Analysis& analysis, std::vector<Ranked> ranked, std::string_view title) {
  const Terminal& terminal = *analysis.terminal;
  const ObstacleSurvey* draws = analysis.obstacles_of_draws();
  const bool of_case = analysis.obstacles() != nullptr;
  rank(ranked, of_case);
  if (ranked.empty()) return {};
  constexpr std::size_t kGain = 16;
  constexpr std::size_t kOpens = 10;
  constexpr std::size_t kFirst = 10;
  const std::size_t columns = (of_case ? kGain : 0) + (draws != nullptr ? kOpens + kFirst : 0);
  const std::size_t name = terminal.width - columns;
  std::string text;
  if (analysis.is_wide()) {
    text = pad("  " + std::string(title), name);
    if (of_case) text += pad_left("would bring", kGain);
    if (draws != nullptr) text += pad_left("first in", kFirst) + pad_left("opens in", kOpens);
    text += "\n";
  } else {
    text = wrap(std::string(title) + ":", terminal.width, {"  ", "  "});
  }
  for (std::size_t i = 0; i < std::min(ranked.size(), kMostRanked); ++i) {
    const Ranked& one = ranked[i];
    if (analysis.is_wide()) {
      text += pad("    " + clip(one.name, name - 5), name);
      if (of_case) text += pad_left(gain_of(one), kGain);
      if (draws != nullptr) {
        text += pad_left(part_of(one.first, draws->count), kFirst) +
                pad_left(part_of(one.opened, draws->count), kOpens);
      }
      text += "\n";
      continue;
    }
    std::vector<std::string> parts;
    if (of_case) parts.push_back(gain_of(one));
    if (draws != nullptr) {
      parts.push_back("first in " + part_of(one.first, draws->count) + " of draws, opens in " +
                      part_of(one.opened, draws->count));
    }
    text += wrap(one.name + ": " + joined(parts, "; "), terminal.width, {"    ", "      "});
  }
  return text;
}

std::vector<Ranked> issues_ranked(const Analysis& analysis) {
  std::vector<Ranked> ranked;
  const ObstacleSurvey* draws = analysis.obstacles_of_draws();
  for (std::size_t i = 0; i < analysis.scenario->issues.size(); ++i) {
    Ranked one{.name = title_of(analysis.scenario->issues[i])};
    if (draws != nullptr) {
      one.first = draws->issues[i].first;
      one.opened = draws->issues[i].opens;
    }
    ranked.push_back(one);
  }
  if (const Obstacles* found = analysis.obstacles()) {
    for (const BlockingIssue& issue : found->issues) {
      ranked[issue.issue].gain = issue.gain;
      ranked[issue.issue].opens = issue.opens;
    }
  }
  return ranked;
}

std::vector<Ranked> lines_ranked(const Analysis& analysis) {
  std::vector<Ranked> ranked;
  const ObstacleSurvey* draws = analysis.obstacles_of_draws();
  const std::vector<RedLine>& lines = analysis.survey->red_lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Ranked one{.name = name_of(*analysis.scenario, lines[i])};
    if (draws != nullptr) {
      one.first = draws->lines[i].first;
      one.opened = draws->lines[i].opens;
    }
    ranked.push_back(one);
  }
  if (const Obstacles* found = analysis.obstacles()) {
    for (const BlockingLine& line : found->lines) {
      ranked[line.line].gain = line.gain;
      ranked[line.line].opens = line.opens;
    }
  }
  return ranked;
}

}  // namespace

std::string what_stands_in_the_way(const Analysis& analysis) {
  if (analysis.obstacles() == nullptr && analysis.obstacles_of_draws() == nullptr) return {};
  const Terminal& terminal = *analysis.terminal;
  std::string text =
      heading(terminal, "What stands in the way", ", in " + where_none_exists(analysis));
  const std::string group = irreconcilable(analysis);
  if (!group.empty()) text += entry(terminal, group);
  const std::string points = ranking(analysis, issues_ranked(analysis), "Points");
  const std::string lines = ranking(analysis, lines_ranked(analysis), "Red lines");
  text += points + lines;
  if (points.empty() && lines.empty()) {
    return text + entry(terminal,
                        "No single point, settled to everybody's liking, and no single "
                        "red line, dropped, would bring anything.");
  }
  std::string what =
      points.empty() ? "Would bring: what the least content would have more if the red line were "
                       "dropped."
                     : "Would bring: what the least content would have more if the point were "
                       "settled to everybody's liking at once, which no text can do" +
                           std::string(lines.empty() ? "." : ", or the red line dropped.");
  if (analysis.obstacles() == nullptr) what.clear();
  if (analysis.obstacles_of_draws() != nullptr) {
    what += std::string(what.empty() ? "" : " ") +
            "First in, opens in: draws in which it would bring most among points (among red "
            "lines), and in which it alone would open a deal.";
  }
  return text + remark(terminal, what);
}

}  // namespace entente::cli

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

constexpr std::size_t kMostRanked = 5;
constexpr double kRoundedAway = 1e-6;

/// Draws without a zone; nullptr if there is none.
const ObstacleSurvey* failed_draws(const Analysis& analysis) {
  const Draws* draws = analysis.draws();
  return draws != nullptr && draws->obstacles.count > 0 ? &draws->obstacles : nullptr;
}

const Obstacles* failed_case(const Analysis& analysis) {
  const auto& obstacles = analysis.picture().obstacles;
  return obstacles ? &*obstacles : nullptr;
}

/// "the expected case and 968 draws": what has no zone.
std::string where_none_exists(const Analysis& analysis) {
  std::vector<std::string> parts;
  if (failed_case(analysis) != nullptr) parts.push_back(analysis.which_case());
  if (const ObstacleSurvey* draws = failed_draws(analysis)) {
    parts.push_back(draws->count == 1
                        ? "the one draw without a deal"
                        : fmt::format("the {} draws without a deal", grouped(draws->count)));
  }
  return joined(parts, " and ");
}

std::string irreconcilable(const Analysis& analysis) {
  const Scenario& scenario = *analysis.scenario;
  std::string text;
  if (const Obstacles* found = failed_case(analysis); found != nullptr && found->irreconcilable) {
    text = names_of(scenario, found->irreconcilable, 60) +
           " cannot be reconciled, even if all others asked for nothing" +
           (found->irreconcilable_proven ? "" : " (perhaps fewer suffice)");
  }
  if (const ObstacleSurvey* draws = failed_draws(analysis)) {
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
      text += std::string(text.empty() ? "Who cannot be reconciled, even if all others asked for "
                                         "nothing"
                                       : "; in the draws without a deal") +
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
  const ObstacleSurvey* draws = failed_draws(analysis);
  const bool of_case = failed_case(analysis) != nullptr;
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
  const ObstacleSurvey* draws = failed_draws(analysis);
  for (std::size_t i = 0; i < analysis.scenario->issues.size(); ++i) {
    Ranked one{.name = title_of(analysis.scenario->issues[i])};
    if (draws != nullptr) {
      one.first = draws->issues[i].first;
      one.opened = draws->issues[i].opens;
    }
    ranked.push_back(one);
  }
  if (const Obstacles* found = failed_case(analysis)) {
    for (const BlockingIssue& issue : found->issues) {
      ranked[issue.issue].gain = issue.gain;
      ranked[issue.issue].opens = issue.opens;
    }
  }
  return ranked;
}

std::vector<Ranked> lines_ranked(const Analysis& analysis) {
  std::vector<Ranked> ranked;
  const ObstacleSurvey* draws = failed_draws(analysis);
  const std::vector<RedLine>& lines = analysis.survey->red_lines;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Ranked one{.name = name_of(*analysis.scenario, lines[i])};
    if (draws != nullptr) {
      one.first = draws->lines[i].first;
      one.opened = draws->lines[i].opens;
    }
    ranked.push_back(one);
  }
  if (const Obstacles* found = failed_case(analysis)) {
    for (const BlockingLine& line : found->lines) {
      ranked[line.line].gain = line.gain;
      ranked[line.line].opens = line.opens;
    }
  }
  return ranked;
}

/// What the same opening costs over the draws.
std::string over_draws(const ObstacleSurvey* draws, const Figures ObstacleSurvey::*figures) {
  if (draws == nullptr) return {};
  const Figures& cost = draws->*figures;
  if (cost.count == 0) return "over the draws no such change was found";
  std::string text =
      fmt::format("over the draws {} ({})", shortfall(cost.quantiles[2]), range_of(cost));
  if (cost.count < draws->count) {
    text += ", none found in " + part_of(draws->count - cost.count, draws->count);
  }
  return text;
}

/// The number up to which a share of the `helped` draws lie.
std::size_t quantile(const std::map<std::size_t, std::uint64_t>& counts, std::uint64_t helped,
                     double share) {
  double seen = 0;
  for (const auto& [number, count] : counts) {
    seen += static_cast<double>(count);
    if (seen >= share * static_cast<double>(helped)) return number;
  }
  return 0;
}

std::string over_draws(const ObstacleSurvey* draws,
                       const std::map<std::size_t, std::uint64_t> ObstacleSurvey::*figures) {
  if (draws == nullptr) return {};
  const std::map<std::size_t, std::uint64_t>& counts = draws->*figures;
  std::uint64_t helped = 0;
  for (const auto& [number, count] : counts) {
    if (number != ObstacleSurvey::kNone) helped += count;
  }
  const auto never = counts.find(ObstacleSurvey::kNone);
  const std::uint64_t not_enough = never == counts.end() ? 0 : never->second;
  if (not_enough == draws->count) return "over the draws never enough";
  std::string text = "over the draws ";
  if (helped > 0) {
    text += fmt::format("{} ({}–{})", quantile(counts, helped, 0.5), quantile(counts, helped, 0.05),
                        quantile(counts, helped, 0.95));
  } else {
    text += "none was found";
  }
  if (not_enough > 0) text += ", not enough in " + part_of(not_enough, draws->count);
  const std::uint64_t open = draws->count - helped - not_enough;
  if (open > 0) text += ", open in " + part_of(open, draws->count);
  return text;
}

std::string proof_of(const Opening& opening) {
  if (opening.proven) return {};
  return fmt::format(" (perhaps less; at least {})", utility(opening.bound));
}

std::string line_of(const Analysis& analysis, std::string_view currency, const std::string& in_case,
                    const std::string& in_draws) {
  std::vector<std::string> parts;
  if (!in_case.empty()) parts.push_back(in_case);
  if (!in_draws.empty()) parts.push_back(in_draws);
  if (parts.empty()) return {};
  return entry(*analysis.terminal, std::string(currency) + ": " + joined(parts, "; ") + ".");
}

std::string none_opens(const Obstacles& found) {
  return found.openings_settled ? "not enough" : "none was found";
}

std::string uniform_in_words(const Obstacles& found) {
  if (!found.uniform) return none_opens(found);
  return shortfall(found.uniform->cost) + proof_of(*found.uniform);
}

std::string total_in_words(const Scenario& scenario, const Obstacles& found) {
  if (!found.total) return none_opens(found);
  std::vector<std::string> parts;
  for (std::size_t p = 0; p < found.total->shortfall.size(); ++p) {
    if (found.total->shortfall[p] < kRoundedAway) continue;
    parts.push_back(shortfall(found.total->shortfall[p]) + " to " + title_of(scenario, PartyId(p)));
  }
  const std::string sum = parts.size() > 1 ? ", " + shortfall(found.total->cost) + " in all" : "";
  return enumerate(parts) + sum + proof_of(*found.total);
}

/// By name; many by party, with the ids of clauses and of issues that are limited.
std::string named_lines(const Analysis& analysis, const std::vector<std::size_t>& dropped) {
  constexpr std::size_t kFew = 3;
  const Scenario& scenario = *analysis.scenario;
  std::vector<std::string> names;
  if (dropped.size() <= kFew) {
    for (const std::size_t line : dropped) {
      names.push_back(name_of(scenario, analysis.survey->red_lines[line]));
    }
    return joined(names, "; ");
  }
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    std::vector<std::string> ids;
    for (const std::size_t l : dropped) {
      const RedLine& line = analysis.survey->red_lines[l];
      if (line.party != p) continue;
      ids.push_back(
          plain(line.clause.empty() ? scenario.issues[line.issues.front()].id : line.clause));
    }
    if (!ids.empty()) {
      names.push_back(title_of(scenario, PartyId(p)) + "'s on " + joined(ids, ", "));
    }
  }
  return grouped(dropped.size()) + " of them, " + joined(names, "; ");
}

std::string lines_in_words(const Analysis& analysis, const Obstacles& found) {
  if (!found.fewest_lines) return none_opens(found);
  return named_lines(analysis, found.fewest_lines->lines) + proof_of(*found.fewest_lines);
}

std::string aside_in_words(const Scenario& scenario, const Obstacles& found) {
  constexpr std::size_t kFew = 4;
  if (!found.fewest_aside) return none_opens(found);
  const std::vector<IssueId>& aside = found.fewest_aside->aside;
  std::vector<std::string> names;
  for (const IssueId issue : aside) {
    names.push_back(aside.size() <= kFew ? title_of(scenario.issues[issue])
                                         : plain(scenario.issues[issue].id));
  }
  return joined(names, aside.size() <= kFew ? "; " : ", ") + proof_of(*found.fewest_aside);
}

}  // namespace

std::string what_stands_in_the_way(const Analysis& analysis) {
  if (failed_case(analysis) == nullptr && failed_draws(analysis) == nullptr) return {};
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
  if (failed_case(analysis) == nullptr) what.clear();
  if (failed_draws(analysis) != nullptr) {
    what += std::string(what.empty() ? "" : " ") +
            "First in: of the draws without a deal, those in which it would bring most; opens in: "
            "in which it alone would do.";
  }
  return text + remark(terminal, what);
}

std::string what_would_open_it(const Analysis& analysis) {
  const Obstacles* found = failed_case(analysis);
  const ObstacleSurvey* draws = failed_draws(analysis);
  if (found == nullptr && draws == nullptr) return {};
  std::string text =
      heading(*analysis.terminal, "What would open a deal",
              draws == nullptr ? ": the least change of each kind"
                               : ": least changes; over the draws the median (5–95 %)");
  const bool of_case = found != nullptr;
  text +=
      line_of(analysis, "If no deal were worth less to everybody",
              of_case ? uniform_in_words(*found) : "", over_draws(draws, &ObstacleSurvey::uniform));
  text += line_of(analysis, "To some alone, in total",
                  of_case ? total_in_words(*analysis.scenario, *found) : "",
                  over_draws(draws, &ObstacleSurvey::total));
  if (!analysis.survey->red_lines.empty()) {
    text += line_of(analysis, "If red lines were dropped",
                    of_case ? lines_in_words(analysis, *found) : "",
                    over_draws(draws, &ObstacleSurvey::lines_dropped));
  }
  text += line_of(analysis, "If points were left as they are",
                  of_case ? aside_in_words(*analysis.scenario, *found) : "",
                  over_draws(draws, &ObstacleSurvey::set_aside));
  return text;
}

}  // namespace entente::cli

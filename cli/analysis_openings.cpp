// SPDX-License-Identifier: Apache-2.0
/// What would open a deal: the least change of each kind, the text that it opens, and its cost over
/// the draws.
#include <algorithm>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr double kRoundedAway = 1e-9;

/// What the same opening costs over the draws.
std::string over_draws(const ObstacleSurvey* draws, const Figures ObstacleSurvey::*figures) {
  if (draws == nullptr) return {};
  const Figures& cost = draws->*figures;
  if (cost.count == 0) return "over the draws no such change was found";
  std::string text = fmt::format("over the draws {} ({})", shortfall(cost.quantiles[2]),
                                 range_of_shortfalls(cost));
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
  if (not_enough > 0 && helped > 0) text += " where it is enough";
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
  std::vector<double> falls;
  for (std::size_t p = 0; p < found.total->shortfall.size(); ++p) {
    if (found.total->shortfall[p] < kRoundedAway) continue;
    falls.push_back(found.total->shortfall[p]);
    parts.push_back(shortfall(found.total->shortfall[p]) + " to " + title_of(scenario, PartyId(p)));
  }
  const std::string sum = parts.size() > 1 ? ", " + sum_of_shortfalls(falls) + " in all" : "";
  return enumerate(parts) + sum + proof_of(*found.total);
}

/// On whom the cheapest total falls over the draws.
std::string who_gives_way(const Analysis& analysis, const ObstacleSurvey* draws) {
  if (draws == nullptr || draws->total.count == 0) return {};
  std::vector<std::string> parts;
  for (std::size_t p = 0; p < draws->gives_way.size(); ++p) {
    if (draws->gives_way[p] == 0) continue;
    parts.push_back(title_of(*analysis.scenario, PartyId(p)) + " in " +
                    part_of(draws->gives_way[p], draws->total.count));
  }
  return parts.empty() ? "" : ", falling on " + enumerate(parts);
}

/// The text that an opening opens: where it differs from the nearest text on the table; without
/// any, what it is worth.
std::string text_opened(const Analysis& analysis, const std::optional<Opening>& opening) {
  if (!opening) return {};
  constexpr std::size_t kMost = 4;
  const Scenario& scenario = *analysis.scenario;
  const std::vector<DraftPicture>& drafts = analysis.picture().drafts;
  std::vector<std::string> parts;
  if (drafts.empty()) {
    for (const PartyId party : parties_of(opening->signatories)) {
      parts.push_back(title_of(scenario, party) + " " + utility(opening->worths[party]));
    }
    return "; it opens a text worth " + enumerate(parts);
  }
  std::vector<IssueId> differing;
  std::size_t nearest = drafts.size();
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    const Package& text = analysis.survey->texts[d];
    std::vector<IssueId> issues;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != opening->package[i]) issues.emplace_back(i);
    }
    if (nearest < drafts.size() && issues.size() >= differing.size()) continue;
    nearest = d;
    differing = std::move(issues);
  }
  const std::string draft = name_of(scenario, drafts[nearest].draft);
  if (differing.empty()) return "; it opens " + draft + " as it is";
  for (std::size_t i = 0; i < std::min(differing.size(), kMost); ++i) {
    parts.push_back(change_to(scenario, differing[i], opening->package[differing[i]]));
  }
  if (differing.size() > kMost) {
    parts.push_back("and " + grouped(differing.size() - kMost) + " more");
  }
  return "; it opens " + draft + " but for " + joined(parts, ", ");
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

std::string what_would_open_it(const Analysis& analysis) {
  const Obstacles* found = analysis.obstacles();
  const ObstacleSurvey* draws = analysis.obstacles_of_draws();
  if (found == nullptr && draws == nullptr) return {};
  std::string text =
      heading(*analysis.terminal, "What would open a deal",
              draws == nullptr ? ": the least change of each kind"
                               : ": least changes; over the draws the median (5–95 %)");
  const auto in_case = [&](const std::string& what, const std::optional<Opening>& opening) {
    return what + text_opened(analysis, opening);
  };
  const bool of_case = found != nullptr;
  const auto& scenario = *analysis.scenario;
  text += line_of(analysis, "If no deal were worth less to everybody",
                  of_case ? in_case(uniform_in_words(*found), found->uniform) : "",
                  over_draws(draws, &ObstacleSurvey::uniform));
  text += line_of(analysis, "To some alone, in total",
                  of_case ? in_case(total_in_words(scenario, *found), found->total) : "",
                  over_draws(draws, &ObstacleSurvey::total) + who_gives_way(analysis, draws));
  if (!analysis.survey->red_lines.empty()) {
    text += line_of(analysis, "If red lines were dropped",
                    of_case ? in_case(lines_in_words(analysis, *found), found->fewest_lines) : "",
                    over_draws(draws, &ObstacleSurvey::lines_dropped));
  }
  text += line_of(analysis, "If points were left as they are",
                  of_case ? in_case(aside_in_words(scenario, *found), found->fewest_aside) : "",
                  over_draws(draws, &ObstacleSurvey::set_aside));
  return text;
}

}  // namespace entente::cli

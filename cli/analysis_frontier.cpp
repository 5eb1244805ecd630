// SPDX-License-Identifier: Apache-2.0
/// The frontier of two parties: how much one can have at most, given what the other has.
#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

/// The frontier seen from the first of the two.
struct Pair {
  PartyId first, second;
  std::vector<std::pair<double, double>> points;  ///< worths; the first's falling
};

Pair pair_of(const Analysis& analysis) {
  const auto [first, second] = analysis.options->picture.pair;
  const Frontier& frontier = analysis.picture().pair.frontier;
  // Members are in the order of the scenario, whatever order was asked for.
  const std::size_t of_first = first < second ? 0 : 1;
  Pair pair{first, second, {}};
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    pair.points.emplace_back(frontier.point(i)[of_first], frontier.point(i)[1 - of_first]);
  }
  std::sort(pair.points.begin(), pair.points.end(), std::greater<>());
  return pair;
}

/// The most that the second can have while the first has at least `worth`.
std::optional<double> most_beside(const Pair& pair, double worth) {
  constexpr double kRoundingError = 1e-9;
  std::optional<double> most;
  for (const auto& [first, second] : pair.points) {
    if (first < worth - kRoundingError) break;
    if (!most || second > *most) most = second;
  }
  return most;
}

std::string levels(const Analysis& analysis, const Pair& pair) {
  const Terminal& terminal = *analysis.terminal;
  const std::string first = title_of(*analysis.scenario, pair.first);
  const std::string second = title_of(*analysis.scenario, pair.second);
  constexpr double kNear = 0.03;  // to an end, which has a column of its own
  std::vector<double> at;
  for (int tenth = 10; tenth >= 0; --tenth) {
    const double worth = tenth / 10.0;
    if (worth < pair.points.front().first - kNear && worth > pair.points.back().first + kNear) {
      at.push_back(worth);
    }
  }
  at.insert(at.begin(), pair.points.front().first);
  if (pair.points.size() > 1) at.push_back(pair.points.back().first);
  constexpr std::size_t kColumn = 6;
  constexpr std::size_t kFewest = 4;
  const std::size_t name = std::max(width_of(first) + 12, width_of(second) + 11);
  const std::size_t room =
      name < terminal.width ? (terminal.width - name) / kColumn : std::size_t{0};
  while (at.size() > room && room >= kFewest) {
    // The ends stay, of what is between them every other.
    std::vector<double> fewer;
    for (std::size_t i = 0; i < at.size(); ++i) {
      if (i % 2 == 0 || i + 1 == at.size()) fewer.push_back(at[i]);
    }
    at = std::move(fewer);
  }
  const auto short_enough = [&](double worth) {
    return width_of(utility(worth)) + 2 <= kColumn &&
           width_of(utility(*most_beside(pair, worth))) + 2 <= kColumn;
  };
  if (room < kFewest || !std::all_of(at.begin(), at.end(), short_enough)) {
    std::vector<std::string> parts;
    for (const double worth : at) {
      parts.push_back(utility(worth) + ": " + utility(*most_beside(pair, worth)));
    }
    return entry(terminal, "With at least so much for " + first + ", at most for " + second + ": " +
                               joined(parts, "; ") + ".");
  }
  std::string above = pad("  " + first + " at least", name);
  std::string below = pad("  " + second + " at most", name);
  for (const double worth : at) {
    above += pad_left(utility(worth), kColumn);
    below += pad_left(utility(*most_beside(pair, worth)), kColumn);
  }
  return above + "\n" + below + "\n";
}

std::string against_no_deal(const Analysis& analysis, const Pair& pair) {
  const Scenario& scenario = *analysis.scenario;
  const double first = analysis.survey->no_agreement[pair.first];
  const double second = analysis.survey->no_agreement[pair.second];
  std::string text =
      fmt::format("Without a deal {} has {} and {} {}", title_of(scenario, pair.first),
                  utility(first), title_of(scenario, pair.second), utility(second));
  const std::optional<double> most = most_beside(pair, first);
  if (!most) {
    text += fmt::format(": more than any text gives {}", title_of(scenario, pair.first));
  } else if (*most >= second) {
    text += fmt::format(": with as much for {0}, a text can give {1} up to {2}, {3} more",
                        title_of(scenario, pair.first), title_of(scenario, pair.second),
                        utility(*most), utility(*most - second));
  } else {
    text += fmt::format(": with as much for {0}, no text gives {1} more than {2}, {3} short",
                        title_of(scenario, pair.first), title_of(scenario, pair.second),
                        utility(*most), utility(second - *most));
  }
  return text + ".";
}

/// Of a frontier that is not known: what was found by the time.
std::string at_least(const Analysis& analysis, const Pair& pair) {
  const double first = analysis.survey->no_agreement[pair.first];
  const double second = analysis.survey->no_agreement[pair.second];
  const std::optional<double> found = most_beside(pair, first);
  if (!found || *found < second) return "Not known: time was up.";
  return fmt::format(
      "Not known: time was up. With as much for {} as without a deal, {}, a text can "
      "give {} at least {}, {} more than without.",
      title_of(*analysis.scenario, pair.first), utility(first),
      title_of(*analysis.scenario, pair.second), utility(*found), utility(*found - second));
}

std::string drafts_beside(const Analysis& analysis, const Pair& pair) {
  std::vector<std::string> parts;
  for (const DraftPicture& draft : analysis.picture().drafts) {
    const std::vector<double>& worths = draft.efficiency.worths;
    const std::optional<double> most = most_beside(pair, worths[pair.first]);
    std::string part = fmt::format("{} {} and {}", name_of(*analysis.scenario, draft.draft),
                                   utility(worths[pair.first]), utility(worths[pair.second]));
    if (most) {
      const double below = *most - worths[pair.second];
      part += below < 0.0005 ? " (on it)" : " (" + utility(below) + " below it)";
    }
    parts.push_back(part);
  }
  return parts.empty() ? "" : "The texts: " + joined(parts, "; ") + ".";
}

/// How many packages are efficient among all of the widest zone.
std::string among_all(const Analysis& analysis) {
  const auto& all = analysis.picture().all;
  if (!all || std::popcount(all->members) < 3 || all->frontier.size() == 0) return {};
  const std::string who = names_of(*analysis.scenario, all->members, 30);
  const std::string count = count_of(all->frontier.size(), "different outcome");
  if (!all->frontier.complete) return {};  // any of them may be inefficient
  if (all->frontier.error > 0) {
    const std::string within =
        all->frontier.margin > 0
            ? fmt::format("those worth {} more to each than no deal", utility(all->frontier.margin))
            : std::string("their zone");
    return fmt::format(
        "For {}: {} none of which is better for all than another; complete for {} to within {}.",
        who, count, within, utility(all->frontier.error));
  }
  return fmt::format("For {}, exactly {} of their zone {} nothing better for all.", who, count,
                     all->frontier.size() == 1 ? "has" : "have");
}

}  // namespace

std::string between_two(const Analysis& analysis) {
  const Pair pair = pair_of(analysis);
  const Terminal& terminal = *analysis.terminal;
  const std::string names = title_of(*analysis.scenario, pair.first) + " and " +
                            title_of(*analysis.scenario, pair.second);
  std::string text =
      heading(terminal, "Frontier", " between " + names + " alone, in " + analysis.which_case());
  const Frontier& frontier = analysis.picture().pair.frontier;
  if (!frontier.complete) {
    text += entry(terminal, at_least(analysis, pair));
    const std::string all = among_all(analysis);
    return all.empty() ? text : text + entry(terminal, all);
  }
  if (pair.points.empty()) return text + entry(terminal, "Red lines leave them no text.");
  text += levels(analysis, pair);
  if (frontier.error > 0) {
    text += entry(terminal, "Some text may give each of them up to " + utility(frontier.error) +
                                " more than that.");
  }
  text += entry(terminal, against_no_deal(analysis, pair));
  for (const std::string& more : {drafts_beside(analysis, pair), among_all(analysis)}) {
    if (!more.empty()) text += entry(terminal, more);
  }
  return text;
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Contested points and usual options.
#include "cli/summary_points.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kWide = 72;
constexpr std::size_t kMostPoints = 5;

/// Below this share of agreements, what stood in the way matters more than what they look like.
constexpr double kSeldom = 0.05;

enum class Names { titles, ids };

/// Parties that named the issue in their last refusal, those first that did most often; of many,
/// how many more there are.
std::string refusers(const Scenario& scenario, const IssueSummary& issue, Names names) {
  std::vector<std::pair<std::uint64_t, std::size_t>> parties;
  for (std::size_t p = 0; p < issue.contested_by.size(); ++p) {
    if (issue.contested_by[p].count > 0) parties.emplace_back(issue.contested_by[p].count, p);
  }
  std::stable_sort(parties.begin(), parties.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  // One more than the limit is named: saying so would take as much room.
  constexpr std::size_t kMost = 3;
  const std::size_t shown = parties.size() == kMost + 1 ? kMost + 1 : kMost;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, parties.size()); ++i) {
    const std::size_t p = parties[i].second;
    if (!text.empty()) text += ", ";
    text += names == Names::titles ? title_of(scenario, PartyId(p)) : plain(scenario.parties[p].id);
    text += " " + percent(issue.contested_by[p].share);
  }
  if (parties.size() > shown) text += fmt::format(", {} more", parties.size() - shown);
  return text;
}

/// The issues that a party named most often in its last refusals, up to three.
std::string usual_points(const Scenario& scenario, const Summary& summary, std::size_t party) {
  std::vector<IssueId> issues;
  for (std::size_t i = 0; i < summary.issues.size(); ++i) {
    if (summary.issues[i].contested_by[party].count > 0) issues.emplace_back(i);
  }
  std::stable_sort(issues.begin(), issues.end(), [&](IssueId a, IssueId b) {
    return summary.issues[a].contested_by[party].count >
           summary.issues[b].contested_by[party].count;
  });
  std::vector<std::string> titles;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, issues.size()); ++i) {
    titles.push_back(title_of(scenario.issues[issues[i]]));
  }
  return enumerate(titles);
}

constexpr std::string_view kSetAside = "set aside";

std::string settlement(const Issue& issue, const Usual& what) {
  return what.option ? title_of(issue, *what.option) : std::string(kSetAside);
}

std::string share_of(const Usual& what, const Summary& summary) {
  return percent(static_cast<double>(what.agreements) /
                 static_cast<double>(summary.agreements.count));
}

/// A line of table for each point, with titles.
std::string options_in_table(const Scenario& scenario, const Summary& summary, std::size_t width) {
  std::size_t longest = 0;
  for (const Issue& issue : scenario.issues) longest = std::max(longest, width_of(title_of(issue)));
  const std::size_t point = std::min(longest, width / 2 - 10) + 1;
  std::string text;
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    const Issue& issue = scenario.issues[i];
    const Usual what = usual(issue, summary.issues[i], summary.agreements.count);
    text += "  " + pad(title_of(issue), point) + pad_left(share_of(what, summary), 6) + "  " +
            clip(settlement(issue, what), width - point - 10) + "\n";
  }
  return text;
}

/// The draft that has most of what is agreed in nearly all agreements, and those points.
struct Undisputed {
  std::optional<DraftId> draft;
  std::vector<bool> points;  ///< by IssueId
  std::size_t count = 0;
};

constexpr std::uint64_t kNearlyAll = 95;  // per cent

Undisputed undisputed(const Scenario& scenario, const Summary& summary) {
  Undisputed most;
  most.points.resize(scenario.issues.size());
  const std::uint64_t agreements = summary.agreements.count;
  for (std::size_t d = 0; d < scenario.drafts.size(); ++d) {
    Undisputed found{DraftId(d), std::vector<bool>(scenario.issues.size()), 0};
    for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
      const Usual what = usual(scenario.issues[i], summary.issues[i], agreements);
      found.points[i] = what.option == scenario.drafts[d].package[i] &&
                        100 * what.agreements >= kNearlyAll * agreements;
      found.count += found.points[i] ? 1U : 0U;
    }
    if (found.count > most.count) most = std::move(found);
  }
  // Two lines say that they are left out.
  constexpr std::size_t kLeast = 6;
  if (most.count < kLeast) return {{}, std::vector<bool>(scenario.issues.size()), 0};
  return most;
}

/// Two columns of ids: many points on one screen. An issue is known by the beginning of its id, an
/// option is not, so that issues make room for options.
std::string options_in_columns(const Scenario& scenario, const Summary& summary,
                               std::size_t width) {
  constexpr std::size_t kWidestOption = 20;
  const Undisputed without = undisputed(scenario, summary);
  std::vector<IssueId> issues;
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    if (!without.points[i]) issues.emplace_back(i);
  }
  const std::size_t column = (width - 2 - 2) / 2;
  const std::size_t half = (issues.size() + 1) / 2;
  const auto column_of = [&](std::size_t from, std::size_t to) {
    std::vector<Usual> usuals;
    std::vector<std::string> options;
    std::size_t longest = 0;
    for (std::size_t i = from; i < to; ++i) {
      const Issue& issue = scenario.issues[issues[i]];
      const Usual what = usual(issue, summary.issues[issues[i]], summary.agreements.count);
      options.push_back(what.option ? plain(issue.options[*what.option].id)
                                    : std::string(kSetAside));
      usuals.push_back(what);
      longest = std::max(longest, width_of(options.back()));
    }
    const std::size_t option = std::min(longest, kWidestOption);
    std::vector<std::string> cells;
    for (std::size_t i = from; i < to; ++i) {
      cells.push_back(pad(plain(scenario.issues[issues[i]].id), column - option - 8) + " " +
                      pad(options[i - from], option) + " " +
                      pad_left(share_of(usuals[i - from], summary), 6));
    }
    return cells;
  };
  const std::vector<std::string> left = column_of(0, half);
  const std::vector<std::string> right = column_of(half, issues.size());
  std::string text;
  for (std::size_t i = 0; i < half; ++i) {
    text += "  " + left[i] + (i < right.size() ? "  " + right[i] : std::string()) + "\n";
  }
  if (!without.draft) return text;
  return text + wrap(fmt::format("the other {} as in the draft {}, each in {} % or more",
                                 count_of(without.count, "point"),
                                 plain(scenario.drafts[*without.draft].id), kNearlyAll),
                     width, {"  ", "    "});
}

std::string options_in_paragraphs(const Scenario& scenario, const Summary& summary,
                                  std::size_t width) {
  std::string text;
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    const Issue& issue = scenario.issues[i];
    const Usual what = usual(issue, summary.issues[i], summary.agreements.count);
    text += wrap(title_of(issue) + ": " + settlement(issue, what) + ", " + share_of(what, summary),
                 width, {"  ", "    "});
  }
  return text;
}

/// The text in lines without line ends.
std::vector<std::string> lines_of(const std::string& text, std::size_t width) {
  const std::string wrapped = wrap(text, width);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < wrapped.size();) {
    const std::size_t end = wrapped.find('\n', at);
    lines.push_back(wrapped.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Who refuses an issue has the room that it needs, down to what a title needs to be known by;
/// then parties go by their ids, and what still does not fit goes on in the next line.
std::string contested_in_table(const Scenario& scenario, const Summary& summary,
                               const std::vector<IssueId>& issues, const Terminal& terminal) {
  constexpr std::string_view kTitle = "Most contested points";
  constexpr std::string_view kShare = "of talks";
  constexpr std::string_view kHeading = "in last refusals of";
  constexpr std::size_t kLeastTitle = 24;
  constexpr std::size_t kBesides = 10;  // indent, share and gap
  const std::size_t most = terminal.width - kLeastTitle - kBesides;
  const auto longest = [&](Names names) {
    std::size_t width = kHeading.size();
    for (const IssueId i : issues) {
      width = std::max(width, width_of(refusers(scenario, summary.issues[i], names)));
    }
    return width;
  };
  const Names names = longest(Names::titles) <= most ? Names::titles : Names::ids;
  const std::size_t by_width = std::min(longest(names), most);
  const std::size_t title = terminal.width - by_width - kBesides;
  std::string text = terminal.bold(std::string(kTitle)) +
                     pad_left(kShare, title + kBesides - 2 - kTitle.size()) + "  " +
                     std::string(kHeading) + "\n";
  for (const IssueId i : issues) {
    const IssueSummary& issue = summary.issues[i];
    std::string before = "  " + pad(title_of(scenario.issues[i]), title) +
                         pad_left(percent(issue.contested.share), 6) + "  ";
    for (const std::string& line : lines_of(refusers(scenario, issue, names), by_width)) {
      text += before + line + "\n";
      before.assign(title + kBesides, ' ');
    }
  }
  return text;
}

}  // namespace

std::string contested_points(const Scenario& scenario, const Summary& summary,
                             const Terminal& terminal) {
  std::vector<IssueId> issues = most_contested(summary);
  std::erase_if(issues, [&summary](IssueId i) { return summary.issues[i].contested.count == 0; });
  if (issues.empty()) return {};
  if (issues.size() > kMostPoints) issues.resize(kMostPoints);
  if (terminal.width >= kWide) return contested_in_table(scenario, summary, issues, terminal);
  const std::string title = "Most contested points";
  const std::string heading = wrap(title + ", in last refusals, % of all talks", terminal.width);
  std::string text = terminal.bold(title) + heading.substr(title.size());
  for (const IssueId i : issues) {
    const IssueSummary& issue = summary.issues[i];
    text +=
        wrap(fmt::format("{}: {} ({})", title_of(scenario.issues[i]),
                         percent(issue.contested.share), refusers(scenario, issue, Names::titles)),
             terminal.width, {"  ", "    "});
  }
  return text;
}

std::string what_stood_in_the_way(const Scenario& scenario, const Summary& summary,
                                  const Terminal& terminal) {
  if (summary.agreements.share >= kSeldom) return {};
  std::vector<PartyId> needed = scenario.agreement.required;
  if (scenario.agreement.quorum) {
    const std::vector<PartyId>& others = scenario.agreement.may_sign;
    needed.insert(needed.end(), others.begin(), others.end());
  }
  const std::string title = "What stood in the way";
  const std::string heading =
      wrap(title + ": the points named most often in last refusals", terminal.width);
  std::string text = terminal.bold(title) + heading.substr(title.size());
  bool any = false;
  for (const PartyId p : needed) {
    if (summary.parties[p].refusals == 0) continue;
    any = true;
    text += wrap(title_of(scenario, p) + ": " + usual_points(scenario, summary, p), terminal.width,
                 {"  ", "    "});
  }
  return any ? text : std::string();
}

std::string usual_options(const Scenario& scenario, const Summary& summary,
                          const Terminal& terminal) {
  if (summary.agreements.count == 0) return {};
  const std::string title = "Where they agreed";
  constexpr std::size_t kMostWithTitles = 14;
  if (summary.agreements.share < kSeldom && scenario.issues.size() > kMostWithTitles) {
    const std::string line =
        wrap(fmt::format("{}: in just {} of {} talks; the results (-o FILE) tell on what", title,
                         grouped(summary.agreements.count), grouped(summary.replications)),
             terminal.width);
    return terminal.bold(title) + line.substr(title.size());
  }
  const bool set_aside = std::any_of(
      summary.issues.begin(), summary.issues.end(),
      [&summary](const auto& issue) { return 2 * issue.set_aside >= summary.agreements.count; });
  const std::string agreements = count_of(summary.agreements.count, "agreement");
  const std::string heading =
      wrap(set_aside ? title + ", % of " + agreements + " (set aside: a consent was missing)"
                     : title + ": the usual option on each point, share of " + agreements,
           terminal.width);
  const std::string text = terminal.bold(title) + heading.substr(title.size());
  if (terminal.width < kWide) {
    return text + options_in_paragraphs(scenario, summary, terminal.width);
  }
  return text + (scenario.issues.size() <= kMostWithTitles
                     ? options_in_table(scenario, summary, terminal.width)
                     : options_in_columns(scenario, summary, terminal.width));
}

}  // namespace entente::cli

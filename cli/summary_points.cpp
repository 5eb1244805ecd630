// SPDX-License-Identifier: Apache-2.0
/// Contested points and usual options.
#include "cli/summary_points.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kWide = 72;
constexpr std::size_t kMostPoints = 5;

/// Parties that named the issue in their last refusal, those first that did most often.
std::string refusers(const Scenario& scenario, const IssueSummary& issue) {
  std::vector<std::pair<std::uint64_t, std::size_t>> parties;
  for (std::size_t p = 0; p < issue.contested_by.size(); ++p) {
    if (issue.contested_by[p].count > 0) parties.emplace_back(issue.contested_by[p].count, p);
  }
  std::stable_sort(parties.begin(), parties.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text;
  for (const auto& [count, p] : parties) {
    if (!text.empty()) text += ", ";
    text += title_of(scenario, PartyId(p)) + " " + percent(issue.contested_by[p].share);
  }
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

/// The option most often agreed on an issue; the first of equals.
struct Usual {
  Option option;
  std::string share;  ///< of the agreements
};

Usual usual(const IssueSummary& summary, std::uint64_t agreements) {
  const auto most = std::max_element(summary.chosen.begin(), summary.chosen.end());
  return {static_cast<Option>(most - summary.chosen.begin()),
          percent(static_cast<double>(*most) / static_cast<double>(agreements))};
}

/// A line of table for each point, with titles.
std::string options_in_table(const Scenario& scenario, const Summary& summary, std::size_t width) {
  std::size_t longest = 0;
  for (const Issue& issue : scenario.issues) longest = std::max(longest, width_of(title_of(issue)));
  const std::size_t point = std::min(longest, width / 2 - 9) + 1;
  std::string text;
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    const Issue& issue = scenario.issues[i];
    const Usual what = usual(summary.issues[i], summary.agreements.count);
    text += "  " + pad(title_of(issue), point) + pad_left(what.share, 5) + "  " +
            clip(title_of(issue, what.option), width - point - 9) + "\n";
  }
  return text;
}

/// Two columns of ids: many points on one screen.
std::string options_in_columns(const Scenario& scenario, const Summary& summary,
                               std::size_t width) {
  const std::size_t column = (width - 2 - 2) / 2;
  const std::size_t point = (column - 7) / 2 + 1;
  const auto cell = [&](std::size_t i) {
    const Issue& issue = scenario.issues[i];
    const Usual what = usual(summary.issues[i], summary.agreements.count);
    return pad(plain(issue.id), point) + " " +
           pad(plain(issue.options[what.option].id), column - point - 7) + " " +
           pad_left(what.share, 5);
  };
  const std::size_t half = (scenario.issues.size() + 1) / 2;
  std::string text;
  for (std::size_t i = 0; i < half; ++i) {
    text += "  " + cell(i);
    if (half + i < scenario.issues.size()) text += "  " + cell(half + i);
    text += "\n";
  }
  return text;
}

std::string options_in_paragraphs(const Scenario& scenario, const Summary& summary,
                                  std::size_t width) {
  std::string text;
  for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
    const Issue& issue = scenario.issues[i];
    const Usual what = usual(summary.issues[i], summary.agreements.count);
    text += wrap(title_of(issue) + ": " + title_of(issue, what.option) + ", " + what.share, width,
                 {"  ", "    "});
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
  std::size_t longest = 0;
  for (const IssueId i : issues) {
    longest = std::max(longest, width_of(refusers(scenario, summary.issues[i])));
  }
  const bool wide = terminal.width >= kWide;
  constexpr std::string_view kHeading = "in last refusals of";
  const std::size_t by_width = std::max(std::min(longest, terminal.width / 2), kHeading.size());
  const std::size_t title = terminal.width - by_width - 9;
  std::string text =
      wide ? terminal.bold(pad("Most contested points", title + 9)) + std::string(kHeading) + "\n"
           : terminal.bold("Most contested points") + "\n";
  for (const IssueId i : issues) {
    const IssueSummary& issue = summary.issues[i];
    const std::string by = refusers(scenario, issue);
    const std::string name = title_of(scenario.issues[i]);
    if (wide) {
      text += "  " + pad(name, title) + pad_left(percent(issue.contested.share), 5) + "  " +
              clip(by, by_width) + "\n";
    } else {
      text += wrap(fmt::format("{}: {} ({})", name, percent(issue.contested.share), by),
                   terminal.width, {"  ", "    "});
    }
  }
  return text;
}

std::string what_stood_in_the_way(const Scenario& scenario, const Summary& summary,
                                  const Terminal& terminal) {
  constexpr double kSeldom = 0.05;
  if (summary.agreements.share >= kSeldom) return {};
  constexpr std::array<std::string_view, 3> kBecause = {
      "because the text crossed a red line", "because the text was worth less than no deal",
      "because it demanded more"};
  std::string text = terminal.bold("What stood in the way") + "\n";
  for (const PartyId p : scenario.agreement.required) {
    const PartySummary& party = summary.parties[p];
    if (party.refusals == 0) continue;
    const auto most = std::max_element(party.grounds.begin(), party.grounds.end());
    const double share = static_cast<double>(*most) / static_cast<double>(summary.replications);
    text += wrap(fmt::format("{}: in {} its last refusal came {}; most often over {}",
                             title_of(scenario, p), percent(share),
                             kBecause[static_cast<std::size_t>(most - party.grounds.begin())],
                             usual_points(scenario, summary, p)),
                 terminal.width, {"  ", "    "});
  }
  std::uint64_t walkouts = 0;
  std::uint64_t not_ratified = 0;
  for (const PartySummary& party : summary.parties) {
    walkouts += party.walkouts;
    not_ratified += party.not_ratified;
  }
  const auto share = [&summary](std::uint64_t count) {
    return percent(static_cast<double>(count) / static_cast<double>(summary.replications));
  };
  if (walkouts > 0)
    text += wrap("a walkout ended " + share(walkouts), terminal.width, {"  ", "  "});
  if (not_ratified > 0) {
    text += wrap("what was signed failed ratification in " + share(not_ratified), terminal.width,
                 {"  ", "  "});
  }
  return text;
}

std::string usual_options(const Scenario& scenario, const Summary& summary,
                          const Terminal& terminal) {
  if (summary.agreements.count == 0) return {};
  const std::string title = "Where they agreed";
  const std::string heading = wrap(title + ": the usual option on each point, share of " +
                                       count_of(summary.agreements.count, "agreement"),
                                   terminal.width);
  const std::string text = terminal.bold(title) + heading.substr(title.size());
  if (terminal.width < kWide) {
    return text + options_in_paragraphs(scenario, summary, terminal.width);
  }
  constexpr std::size_t kMostWithTitles = 14;
  return text + (scenario.issues.size() <= kMostWithTitles
                     ? options_in_table(scenario, summary, terminal.width)
                     : options_in_columns(scenario, summary, terminal.width));
}

}  // namespace entente::cli

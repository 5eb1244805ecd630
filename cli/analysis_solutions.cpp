// SPDX-License-Identifier: Apache-2.0
/// The solutions of bargaining theory: what each party would gain, and what they would have signed.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kCount = std::size(kSolutions);
constexpr std::size_t kColumn = 13;
constexpr std::uint64_t kNearlyAll = 90;  // per cent

constexpr std::string_view kWhatTheyAre =
    "Nash: greatest product of gains over no deal; Kalai-Smorodinsky (KS): equal parts of what "
    "each could gain; egalitarian (egal): greatest least gain; utilitarian (util): greatest total.";

std::string short_name(SolutionKind kind) {
  const std::string name(name_of(kind));
  return width_of(name) < kColumn ? name : "Kalai-Smor.";
}

/// The packages of the case, where it has a zone.
std::array<const Solution*, kCount> found_in(const Analysis& analysis) {
  std::array<const Solution*, kCount> found{};
  const auto& solutions = analysis.picture().solutions;
  if (!solutions) return found;
  for (std::size_t s = 0; s < kCount; ++s) {
    const auto& one = solution(*solutions, kSolutions[s]);
    if (one) found[s] = &*one;
  }
  return found;
}

bool has_draws(const Analysis& analysis) {
  const Draws* draws = analysis.draws();
  return draws != nullptr && !draws->solutions.empty() && draws->solutions.front().count > 0;
}

/// The share of draws with a deal in which Nash's solution has that option.
std::string share_in_draws(const Analysis& analysis, IssueId issue, Option option) {
  if (!has_draws(analysis)) return "–";
  const SolutionSurvey& nash = analysis.draws()->solutions.front();
  return part_of(nash.chosen[issue][option], nash.count);
}

/// Names of a table: titles, or ids where some title is too long for it.
enum class Names { titles, ids };

std::string name_in(Names names, const Issue& issue) {
  return names == Names::titles ? title_of(issue) : plain(issue.id);
}

/// An id that is an amount keeps its unit.
std::string name_in(Names names, const Issue& issue, Option option) {
  if (names == Names::titles) return title_of(issue, option);
  const std::string& id = issue.options[option].id;
  const bool number = !id.empty() && id.find_first_not_of("0123456789.-") == std::string::npos;
  return plain(number && !issue.unit.empty() ? id + " " + issue.unit : id);
}

/// By party of the widest zone: gains in the case or, without one, their means over the draws.
std::string gains(const Analysis& analysis) {
  const Terminal& terminal = *analysis.terminal;
  const auto found = found_in(analysis);
  const auto& solutions = analysis.picture().solutions;
  const auto cell = [&](std::size_t s, PartyId party) -> std::string {
    if (found[s] != nullptr) {
      return signed_utility(found[s]->worths[party] - analysis.survey->no_agreement[party]);
    }
    if (solutions || !has_draws(analysis)) return "–";
    const Figures& over_draws = analysis.draws()->solutions[s].gains[party];
    return over_draws.count == 0 ? "–" : signed_utility(over_draws.mean);
  };
  const PartySet parties =
      solutions ? solutions->signatories : everyone(analysis.scenario->agreement);
  const std::string title = solutions ? "Gain over no deal" : "Mean gain over no deal";
  if (!analysis.is_wide()) {
    std::string text;
    for (const PartyId party : parties_of(parties)) {
      std::vector<std::string> parts;
      for (std::size_t s = 0; s < kCount; ++s) {
        parts.push_back(std::string(name_of(kSolutions[s])) + " " + cell(s, party));
      }
      text +=
          entry(terminal, title_of(*analysis.scenario, party) + " gains: " + joined(parts, ", "));
    }
    return text;
  }
  const std::size_t name = terminal.width - kCount * kColumn;
  std::string text = pad("  " + title, name);
  for (const SolutionKind kind : kSolutions) text += pad_left(short_name(kind), kColumn);
  text += "\n";
  for (const PartyId party : parties_of(parties)) {
    text += pad("    " + title_of(*analysis.scenario, party), name);
    for (std::size_t s = 0; s < kCount; ++s) text += pad_left(cell(s, party), kColumn);
    text += "\n";
  }
  return text;
}

/// Points on which solutions of the case differ, and those on which all are alike.
struct Points {
  std::vector<IssueId> differing;
  std::vector<IssueId> alike;
};

Points points_of(const Analysis& analysis, const std::array<const Solution*, kCount>& found) {
  Points points;
  for (std::size_t i = 0; i < analysis.scenario->issues.size(); ++i) {
    const bool alike = std::all_of(found.begin(), found.end(), [&](const Solution* one) {
      return one == nullptr || one->package[i] == found[0]->package[i];
    });
    (alike ? points.alike : points.differing).emplace_back(i);
  }
  return points;
}

/// What the others have where they differ from Nash's: "egal, util: open".
std::string others_on(const Issue& issue, IssueId i, Names names,
                      const std::array<const Solution*, kCount>& found) {
  constexpr std::array<std::string_view, kCount> kShort = {"Nash", "KS", "egal", "util"};
  std::vector<std::string> parts;
  std::vector<Option> told{found[0]->package[i]};
  for (std::size_t s = 1; s < kCount; ++s) {
    if (found[s] == nullptr) continue;
    const Option option = found[s]->package[i];
    if (std::find(told.begin(), told.end(), option) != told.end()) continue;
    told.push_back(option);
    std::vector<std::string> who;
    for (std::size_t t = s; t < kCount; ++t) {
      if (found[t] != nullptr && found[t]->package[i] == option) who.emplace_back(kShort[t]);
    }
    parts.push_back((who.size() + 1 == kCount ? "all others" : joined(who, ", ")) + ": " +
                    name_in(names, issue, option));
  }
  return joined(parts, "; ");
}

/// A line for each point: what Nash's solution has, in how many draws, and where others differ.
std::string points_in_table(const Analysis& analysis,
                            const std::array<const Solution*, kCount>& found,
                            const std::vector<IssueId>& issues) {
  constexpr std::size_t kWidest = 45;  // name and option, which leaves room for the others'
  constexpr std::size_t kShare = 7;
  const Scenario& scenario = *analysis.scenario;
  std::size_t name = 0;
  std::size_t option = 0;
  Names names = Names::titles;
  const auto measure = [&] {
    name = option = 0;
    for (const IssueId i : issues) {
      const Issue& issue = scenario.issues[i];
      name = std::max(name, width_of(name_in(names, issue)));
      option = std::max(option, width_of(name_in(names, issue, found[0]->package[i])));
    }
  };
  measure();
  if (name + option > kWidest) {
    names = Names::ids;
    measure();
    name = std::min(name, kWidest / 2);
    option = std::min(option, kWidest / 2);
  }
  std::string text;
  for (const IssueId i : issues) {
    const Issue& issue = scenario.issues[i];
    const Option chosen = found[0]->package[i];
    const std::string before =
        "  " + pad(name_in(names, issue), name) + "  " +
        pad(name_in(names, issue, chosen), option) +
        (has_draws(analysis) ? pad_left(share_in_draws(analysis, i, chosen), kShare)
                             : std::string()) +
        "  ";
    text += wrap(others_on(issue, i, names, found), analysis.terminal->width,
                 {before, std::string(width_of(before), ' ')});
  }
  return text;
}

/// The same for a narrow terminal.
std::string points_in_paragraphs(const Analysis& analysis,
                                 const std::array<const Solution*, kCount>& found,
                                 const std::vector<IssueId>& issues) {
  std::string text;
  for (const IssueId i : issues) {
    const Issue& issue = analysis.scenario->issues[i];
    const std::string share = share_in_draws(analysis, i, found[0]->package[i]);
    const std::string others = others_on(issue, i, Names::titles, found);
    text +=
        entry(*analysis.terminal, title_of(issue) + ": " + title_of(issue, found[0]->package[i]) +
                                      (share == "–" ? "" : " (" + share + ")") +
                                      (others.empty() ? "" : "; " + others));
  }
  return text;
}

/// "road open (84 %)": what a point is settled as, and the share of draws.
std::string settled(const Analysis& analysis, IssueId i, Option option) {
  const Issue& issue = analysis.scenario->issues[i];
  constexpr std::size_t kManyPoints = 12;
  const bool many = analysis.scenario->issues.size() > kManyPoints;
  const std::string what = many ? plain(issue.id) + " " + plain(issue.options[option].id)
                                : title_of(issue) + ": " + title_of(issue, option);
  const std::string share = share_in_draws(analysis, i, option);
  return share == "–" ? what : what + " (" + share + ")";
}

/// Whether nearly all draws have the same.
bool hardly_varies(const Analysis& analysis, IssueId i, Option option) {
  if (!has_draws(analysis)) return true;
  const SolutionSurvey& nash = analysis.draws()->solutions.front();
  return 100 * nash.chosen[i][option] >= kNearlyAll * nash.count;
}

/// Those that hardly vary, and how many more there are.
std::string alike_points(const Analysis& analysis, const Package& package,
                         const std::vector<IssueId>& issues) {
  if (issues.empty()) return {};
  constexpr std::size_t kMost = 4;
  const Scenario& scenario = *analysis.scenario;
  std::vector<std::string> same;
  for (const IssueId i : issues) {
    const Issue& issue = scenario.issues[i];
    if (same.size() == kMost || !hardly_varies(analysis, i, package[i])) continue;
    same.push_back(plain(issue.id) + " " + plain(issue.options[package[i]].id));
  }
  if (same.size() < issues.size()) {
    same.push_back(same.empty() ? count_of(issues.size(), "point")
                                : "and " + grouped(issues.size() - same.size()) + " more");
  }
  return entry(*analysis.terminal, "Alike in all four: " + joined(same, "; ") + ".");
}

/// Where the case has no zone: the option that Nash's solution has most often; of many points,
/// those that it nearly always settles alike.
std::string usual_of_draws(const Analysis& analysis) {
  constexpr std::size_t kManyPoints = 12;
  constexpr std::uint64_t kMostly = 80;  // per cent
  const SolutionSurvey& nash = analysis.draws()->solutions.front();
  const bool many = nash.chosen.size() > kManyPoints;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < nash.chosen.size(); ++i) {
    const auto most = std::max_element(nash.chosen[i].begin(), nash.chosen[i].end());
    if (many && 100 * *most < kMostly * nash.count) continue;
    const auto option = static_cast<Option>(most - nash.chosen[i].begin());
    parts.push_back(settled(analysis, IssueId(i), option));
  }
  const std::size_t others = nash.chosen.size() - parts.size();
  if (parts.empty())
    return entry(*analysis.terminal, "Nash's text settles no point alike in most.");
  return entry(*analysis.terminal,
               "What Nash's text mostly has: " + joined(parts, "; ") +
                   (others > 0 ? "; the other " + count_of(others, "point") + " vary." : "."));
}

/// Another text of the same total shows that the utilitarian one is one of several.
std::string ties(const Analysis& analysis, const std::array<const Solution*, kCount>& found) {
  constexpr double kNoise = 1e-9;
  const Solution* utilitarian = found[kCount - 1];
  if (utilitarian == nullptr || !analysis.picture().solutions) return {};
  for (const Solution* other : found) {
    if (other == nullptr || other->package == utilitarian->package) continue;
    double difference = 0;
    for (const PartyId party : parties_of(analysis.picture().solutions->signatories)) {
      difference += utilitarian->worths[party] - other->worths[party];
    }
    if (std::abs(difference) <= kNoise) return " The utilitarian text is one of several.";
  }
  return {};
}

/// Points that are as good as fixed wherever in the zone one looks.
std::string fixed_points(const Analysis& analysis) {
  const auto& size = analysis.picture().size;
  constexpr std::size_t kLeastSamples = 50;
  if (!size || size->samples.size() < kLeastSamples) return {};
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < analysis.scenario->issues.size(); ++i) {
    const Issue& issue = analysis.scenario->issues[i];
    if (issue.options.size() < 2) continue;
    std::vector<std::size_t> counts(issue.options.size());
    for (const Package& package : size->samples) ++counts[package[i]];
    const auto most = std::max_element(counts.begin(), counts.end());
    if (100 * *most < kNearlyAll * size->samples.size()) continue;
    parts.push_back(title_of(issue) + " (" +
                    clip(title_of(issue, static_cast<Option>(most - counts.begin())), 30) + ")");
  }
  if (parts.empty()) return {};
  constexpr std::size_t kMost = 5;
  if (parts.size() > kMost) {
    const std::size_t more = parts.size() - kMost + 1;
    parts.resize(kMost - 1);
    parts.push_back(grouped(more) + " more");
  }
  return entry(*analysis.terminal,
               fmt::format("As good as fixed, the same in {} % or more of {} texts drawn at random "
                           "from the zone: ",
                           kNearlyAll, size->samples.size()) +
                   joined(parts, "; ") + ".");
}

}  // namespace

std::string what_they_could_agree_on(const Analysis& analysis) {
  const auto found = found_in(analysis);
  const bool of_case = found[0] != nullptr;
  if (!of_case && !has_draws(analysis)) return {};
  const std::string title = "What they could agree on";
  std::string rest = of_case ? ", in " + analysis.which_case() : std::string();
  if (has_draws(analysis)) {
    const std::string draws =
        count_of(analysis.draws()->solutions.front().count, "draw") + " with a deal";
    rest += of_case ? " (%: of the " + draws + ", those with the same in Nash's solution)"
                    : ", in the " + draws + " (%: of them)";
  }
  std::string text = heading(*analysis.terminal, title, rest) + gains(analysis);
  if (!of_case) {
    return text + usual_of_draws(analysis) + remark(*analysis.terminal, kWhatTheyAre);
  }
  constexpr std::size_t kMostInTable = 6;  // of many
  constexpr std::size_t kFewPoints = 14;   // all are told
  const Points points = points_of(analysis, found);
  std::vector<IssueId> listed = points.differing;
  const bool few = analysis.scenario->issues.size() <= kFewPoints;
  const std::size_t left_out = few ? 0 : listed.size() - std::min(listed.size(), kMostInTable);
  listed.resize(listed.size() - left_out);
  if (few) {
    listed.insert(listed.end(), points.alike.begin(), points.alike.end());
    std::sort(listed.begin(), listed.end());
  }
  text += points.differing.empty()
              ? entry(*analysis.terminal, "All four are the same text.")
              : entry(*analysis.terminal, "Nash's text, and where the others differ:");
  text += analysis.is_wide() ? points_in_table(analysis, found, listed)
                             : points_in_paragraphs(analysis, found, listed);
  if (left_out > 0) text += entry(*analysis.terminal, "and " + count_of(left_out, "more point"));
  if (listed.size() < analysis.scenario->issues.size()) {
    text += alike_points(analysis, found[0]->package, points.alike);
  }
  return text + fixed_points(analysis) +
         remark(*analysis.terminal, std::string(kWhatTheyAre) + ties(analysis, found));
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// The texts on the table: who could sign them, whether they waste anything, and what would have to
/// change for those who refuse.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

std::string yes_or_no(Answer answer) {
  return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "open";
}

/// One property of a text: over the draws, and in the case.
struct Cell {
  std::string of_draws;
  std::string in_case;
};

/// The same property of all texts.
struct Line {
  std::string name;
  std::vector<Cell> cells;  ///< by draft, as in the picture
};

const DraftSurvey* draws_of(const Analysis& analysis, std::size_t draft) {
  const Draws* draws = analysis.draws();
  return draws != nullptr ? &draws->drafts[draft] : nullptr;
}

/// All of them together have no text that they may sign, so that none can be better.
bool red_lines_forbid_all(const Analysis& analysis) {
  const PartySet all = everyone(analysis.scenario->agreement);
  const std::vector<Zone>& zones = analysis.picture().zones.zones;
  return std::any_of(zones.begin(), zones.end(), [all](const Zone& zone) {
    return zone.signatories == all && zone.exists == Answer::no && std::isinf(zone.margin);
  });
}

/// The signatory that has no better text than this at all, if there is one.
std::optional<PartyId> made_for(const Analysis& analysis, const DraftPicture& draft) {
  constexpr double kNoise = 1e-9;
  for (const PartyId party : parties_of(everyone(analysis.scenario->agreement))) {
    if (draft.efficiency.worths[party] >= 1 - kNoise) return party;
  }
  return std::nullopt;
}

std::vector<Line> lines_of(const Analysis& analysis) {
  const Scenario& scenario = *analysis.scenario;
  const std::vector<DraftPicture>& drafts = analysis.picture().drafts;
  std::vector<Line> lines;
  for (const PartyId party : parties_of(everyone(scenario.agreement))) {
    Line line{title_of(scenario, party), {}};
    for (std::size_t d = 0; d < drafts.size(); ++d) {
      const DraftSurvey* draws = draws_of(analysis, d);
      const Efficiency& seen = drafts[d].efficiency;
      const bool could = contains(drafts[d].could_sign, party);
      line.cells.push_back(
          {draws != nullptr ? percent(draws->could_sign[party].share)
           : could          ? "yes"
                            : "no",
           contains(seen.crossed, party) ? "red line" : signed_utility(seen.gains[party])});
    }
    lines.push_back(std::move(line));
  }
  Line all{"all of them could sign", {}}, enough{"enough of them could", {}},
      efficient{"efficient", {}}, left{"left on the table", {}}, nash{"distance to Nash's", {}};
  bool has_distance = false;
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    const DraftSurvey* draws = draws_of(analysis, d);
    const Efficiency& seen = drafts[d].efficiency;
    std::string share;
    if (draws != nullptr) {
      all.cells.push_back({percent(draws->everyone.share), ""});
      enough.cells.push_back({percent(draws->enough.share), ""});
      share = is_settled(draws->efficient) ? percent(draws->efficient.yes.share) : "open";
    } else {
      const PartySet all_of_them = everyone(scenario.agreement);
      all.cells.push_back({drafts[d].could_sign == all_of_them ? "yes" : "no", ""});
      enough.cells.push_back({drafts[d].enough ? "yes" : "no", ""});
    }
    efficient.cells.push_back({share, yes_or_no(seen.efficient)});
    // Where a better text was found, it left at least what that one gives.
    const char* const bound = seen.left_proven ? "" : seen.efficient == Answer::no ? "≥ " : "≤ ";
    left.cells.push_back({"", bound + utility(seen.left)});
    nash.cells.push_back({"", seen.distance.empty() ? "–" : utility(seen.distance.front())});
    has_distance = has_distance || !seen.distance.empty();
  }
  if (!all.cells.empty()) {
    lines.push_back(all);
    // Where all must sign, it is the same again.
    const bool differ =
        !std::equal(all.cells.begin(), all.cells.end(), enough.cells.begin(),
                    [](const Cell& a, const Cell& b) { return a.of_draws == b.of_draws; });
    if (differ) lines.push_back(enough);
  }
  if (!red_lines_forbid_all(analysis)) lines.insert(lines.end(), {efficient, left});
  if (has_distance) lines.push_back(nash);
  return lines;
}

/// Texts side by side, as many as there is room for, the others below.
std::string in_table(const Analysis& analysis, const std::vector<Line>& lines) {
  const std::size_t count = analysis.picture().drafts.size();
  std::size_t name = 0;
  for (const Line& line : lines) name = std::max(name, width_of(line.name) + 2);
  const std::size_t width = analysis.terminal->width;
  name = std::min(name, width / 2);
  std::vector<std::string> titles;
  std::vector<std::size_t> of_draws(count), in_case(count), cell(count);
  for (std::size_t d = 0; d < count; ++d) {
    for (const Line& line : lines) {
      of_draws[d] = std::max(of_draws[d], width_of(line.cells[d].of_draws));
      in_case[d] = std::max(in_case[d], width_of(line.cells[d].in_case));
    }
    const std::size_t widest = width / 3;
    titles.push_back(clip(name_of(*analysis.scenario, analysis.picture().drafts[d].draft), widest));
    cell[d] = std::max(of_draws[d] + 2 + in_case[d], width_of(titles[d]));
  }
  std::string text;
  for (std::size_t from = 0, to = 0; from < count; from = to) {
    std::size_t taken = name;
    while (to < count && (to == from || taken + 3 + cell[to] <= width)) taken += 3 + cell[to++];
    text += std::string(name, ' ');
    for (std::size_t d = from; d < to; ++d) text += pad_left(titles[d], cell[d] + 3);
    text += "\n";
    for (const Line& line : lines) {
      std::string row = pad("  " + line.name, name);
      for (std::size_t d = from; d < to; ++d) {
        row += pad_left(pad_left(line.cells[d].of_draws, of_draws[d]) + "  " +
                            pad_left(line.cells[d].in_case, in_case[d]),
                        cell[d] + 3);
      }
      row.erase(row.find_last_not_of(' ') + 1);
      text += row + "\n";
    }
  }
  return text;
}

std::string in_paragraphs(const Analysis& analysis, const std::vector<Line>& lines) {
  const std::vector<DraftPicture>& drafts = analysis.picture().drafts;
  std::string text;
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    std::vector<std::string> parts;
    for (const Line& line : lines) {
      std::string part = line.name;
      for (const std::string& told : {line.cells[d].of_draws, line.cells[d].in_case}) {
        if (!told.empty()) part += " " + told;
      }
      parts.push_back(part);
    }
    text += entry(*analysis.terminal,
                  name_of(*analysis.scenario, drafts[d].draft) + ": " + joined(parts, "; "));
  }
  return text;
}

/// What the words mean; of texts that are efficient because they suit one party, that they do.
std::string what_it_means(const Analysis& analysis) {
  std::vector<std::string> favourites;
  for (const DraftPicture& draft : analysis.picture().drafts) {
    const std::optional<PartyId> party = made_for(analysis, draft);
    if (!party || draft.efficiency.efficient != Answer::yes) continue;
    favourites.push_back(name_of(*analysis.scenario, draft.draft) +
                         " (it is the best text there is for " +
                         title_of(*analysis.scenario, *party) + ")");
  }
  std::string text =
      "Efficient: no text that they may sign is better for one and worse for none" +
      (favourites.empty() ? std::string()
                          : ", even if it suits one alone: " + enumerate(favourites)) +
      ". Left on the table: the most that all could gain in total, none losing.";
  const bool has_distance =
      std::any_of(analysis.picture().drafts.begin(), analysis.picture().drafts.end(),
                  [](const DraftPicture& draft) { return !draft.efficiency.distance.empty(); });
  if (has_distance) text += " Distance: between the worths of all, as in space.";
  return text;
}

/// Changes of a text in words, many by ids, and who would refuse it then.
std::string in_words(const Analysis& analysis, const Amendment& amendment) {
  constexpr std::size_t kFew = 2;
  constexpr std::size_t kMost = 4;
  constexpr std::size_t kWidestNames = 50;
  const Scenario& scenario = *analysis.scenario;
  const bool few = amendment.issues.size() <= kFew;
  std::vector<std::string> changes;
  for (const IssueId i : amendment.issues) {
    if (changes.size() == kMost) {
      changes.push_back("and " + grouped(amendment.issues.size() - kMost) + " more");
      break;
    }
    const Option option = amendment.package[i];
    const Issue& issue = scenario.issues[i];
    changes.push_back(few ? change_to(scenario, i, option)
                          : plain(issue.id) + " → " + plain(issue.options[option].id));
  }
  return joined(changes, "; ") +
         (amendment.refusing == 0
              ? " (then all could sign)"
              : " (then refused by " + names_of(scenario, amendment.refusing, kWidestNames) + ")");
}

/// Texts that fewest refuse go first where there is room for some parties only.
std::vector<bool> shown(const std::vector<DraftPicture>& drafts, std::size_t most) {
  std::vector<std::size_t> order(drafts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&drafts](std::size_t a, std::size_t b) {
    return drafts[a].wishes.size() < drafts[b].wishes.size();
  });
  std::vector<bool> shown(drafts.size());
  std::size_t taken = 0;
  for (const std::size_t d : order) {
    if (taken > 0 && taken + drafts[d].wishes.size() > most) break;
    taken += drafts[d].wishes.size();
    shown[d] = true;
  }
  return shown;
}

}  // namespace

std::string how_good_the_texts_are(const Analysis& analysis) {
  const std::vector<DraftPicture>& drafts = analysis.picture().drafts;
  if (drafts.empty()) return {};
  const Terminal& terminal = *analysis.terminal;
  const bool of_draws = draws_of(analysis, 0) != nullptr;
  const std::vector<Line> lines = lines_of(analysis);
  std::string text = heading(
      terminal, "Texts on the table",
      of_draws ? fmt::format(": % of draws; in {}, worth over no deal", analysis.which_case())
               : ", in " + analysis.which_case() + ": who could sign, worth over no deal");
  text += analysis.is_wide() ? in_table(analysis, lines) : in_paragraphs(analysis, lines);
  return text + remark(terminal, red_lines_forbid_all(analysis)
                                     ? "Red lines leave all of them together no text at all."
                                     : what_it_means(analysis));
}

std::string smallest_changes(const Analysis& analysis) {
  const Scenario& scenario = *analysis.scenario;
  std::size_t refusals = 0;
  for (const DraftPicture& draft : analysis.picture().drafts) refusals += draft.wishes.size();
  if (refusals == 0) return {};
  // All three for a few; the smallest alone where there are many.
  constexpr std::size_t kFew = 3;
  const std::size_t most = refusals <= kFew ? 3 : 1;
  std::string text = heading(*analysis.terminal, "Fewest changes",
                             " that would make a party sign, in " + analysis.which_case() +
                                 (most == 1 ? "" : ", and the next best"));
  constexpr std::size_t kMostRefusals = 3;
  const std::vector<DraftPicture>& drafts = analysis.picture().drafts;
  const std::vector<bool> told = shown(drafts, kMostRefusals);
  std::size_t left_out = 0;
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    if (!told[d]) left_out += drafts[d].wishes.size();
    for (std::size_t w = 0; told[d] && w < drafts[d].wishes.size(); ++w) {
      const DraftPicture::Wishes& wishes = drafts[d].wishes[w];
      const std::string who =
          title_of(scenario, wishes.party) + ", " + name_of(scenario, drafts[d].draft) + ": ";
      if (wishes.amendments.empty()) {
        text += entry(*analysis.terminal, who + (wishes.complete ? "no text is acceptable to it"
                                                                 : "not known: time was up"));
        continue;
      }
      for (std::size_t i = 0; i < std::min(most, wishes.amendments.size()); ++i) {
        text += i == 0 ? entry(*analysis.terminal, who + in_words(analysis, wishes.amendments[i]))
                       : wrap("or " + in_words(analysis, wishes.amendments[i]),
                              analysis.terminal->width, {"    ", "      "});
      }
    }
  }
  if (left_out > 0) {
    text += entry(*analysis.terminal, "and " + count_of(left_out, "more refusal") +
                                          " of texts that more refuse; --draft NAME tells");
  }
  return text;
}

}  // namespace entente::cli

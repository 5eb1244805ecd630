// SPDX-License-Identifier: Apache-2.0
/// The texts on the table: who could sign them, whether they waste anything, and what would have to
/// change for those who refuse.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

std::string yes_or_no(Answer answer) {
  return answer == Answer::yes ? "yes" : answer == Answer::no ? "no" : "open";
}

/// One property of all texts.
struct Line {
  std::string name;
  std::vector<std::string> cells;  ///< by draft, as in the picture
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

std::vector<Line> lines_of(const Analysis& analysis) {
  const Scenario& scenario = *analysis.scenario;
  const std::vector<DraftPicture>& drafts = analysis.picture().drafts;
  std::vector<Line> lines;
  for (const PartyId party : parties_of(everyone(scenario.agreement))) {
    Line line{title_of(scenario, party), {}};
    for (std::size_t d = 0; d < drafts.size(); ++d) {
      const DraftSurvey* draws = draws_of(analysis, d);
      const Efficiency& seen = drafts[d].efficiency;
      const std::string gain =
          contains(seen.crossed, party) ? "red line" : signed_utility(seen.gains[party]);
      const std::string could =
          draws != nullptr
              ? percent(draws->could_sign[party].share)
              : yes_or_no(contains(drafts[d].could_sign, party) ? Answer::yes : Answer::no);
      line.cells.push_back(could + pad_left(gain, 9));
    }
    lines.push_back(std::move(line));
  }
  Line all{"all of them could sign", {}}, enough{"enough of them could", {}},
      efficient{"nothing better for all", {}}, left{"left on the table", {}},
      nash{"distance to Nash's", {}};
  bool has_distance = false;
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    const DraftSurvey* draws = draws_of(analysis, d);
    const Efficiency& seen = drafts[d].efficiency;
    const auto with_draws = [&](const std::string& share, const std::string& in_case) {
      return share + pad_left(in_case, 9);
    };
    if (draws != nullptr) {
      all.cells.push_back(percent(draws->everyone.share) + std::string(9, ' '));
      enough.cells.push_back(percent(draws->enough.share) + std::string(9, ' '));
    }
    efficient.cells.push_back(with_draws(draws == nullptr ? ""
                                         : is_settled(draws->efficient)
                                             ? percent(draws->efficient.yes.share)
                                             : "open",
                                         yes_or_no(seen.efficient)));
    left.cells.push_back(with_draws("", (seen.left_proven ? "" : "≤ ") + utility(seen.left)));
    nash.cells.push_back(
        with_draws("", seen.distance.empty() ? "–" : utility(seen.distance.front())));
    has_distance = has_distance || !seen.distance.empty();
  }
  if (!all.cells.empty()) lines.insert(lines.end(), {all, enough});
  if (!red_lines_forbid_all(analysis)) lines.insert(lines.end(), {efficient, left});
  if (has_distance) lines.push_back(nash);
  return lines;
}

std::string squeezed(const std::string& cell) {
  std::string text;
  for (const char c : cell) {
    if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// Changes of a text in words, many by ids, and who would refuse it then.
std::string in_words(const Analysis& analysis, const Amendment& amendment) {
  constexpr std::size_t kFew = 4;
  constexpr std::size_t kMost = 6;
  constexpr std::size_t kWidestNames = 50;
  const Scenario& scenario = *analysis.scenario;
  const bool few = amendment.issues.size() <= kFew;
  std::vector<std::string> changes;
  for (const IssueId i : amendment.issues) {
    if (changes.size() == kMost) {
      changes.push_back(grouped(amendment.issues.size() - kMost) + " more");
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
  if (!analysis.is_wide()) {
    for (std::size_t d = 0; d < drafts.size(); ++d) {
      std::vector<std::string> parts;
      for (const Line& line : lines) parts.push_back(line.name + " " + squeezed(line.cells[d]));
      text += entry(terminal,
                    name_of(*analysis.scenario, drafts[d].draft) + ": " + joined(parts, "; "));
    }
  } else {
    constexpr std::size_t kLeastCell = 14;
    constexpr std::size_t kWidestCell = 17;
    constexpr std::size_t kLeastName = 24;
    const std::size_t across = std::min(drafts.size(), (terminal.width - kLeastName) / kLeastCell);
    const std::size_t cell = std::min(kWidestCell, (terminal.width - kLeastName) / across);
    for (std::size_t from = 0; from < drafts.size(); from += across) {
      const std::size_t to = std::min(drafts.size(), from + across);
      const std::size_t name = std::min<std::size_t>(terminal.width - (to - from) * cell, 40);
      text += std::string(name, ' ');
      for (std::size_t d = from; d < to; ++d) {
        text += pad_left(clip(name_of(*analysis.scenario, drafts[d].draft), cell - 1), cell);
      }
      text += "\n";
      for (const Line& line : lines) {
        std::string row = pad("  " + line.name, name);
        for (std::size_t d = from; d < to; ++d) row += pad_left(line.cells[d], cell);
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + "\n";
      }
    }
  }
  if (red_lines_forbid_all(analysis)) {
    return text + remark(terminal, "Red lines leave all of them together no text at all.");
  }
  return text + remark(terminal,
                       "Nothing better for all: no text that they may sign is better for one and "
                       "worse for none. Left on the table: the most that their worths could rise "
                       "by in total, none falling.");
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
  constexpr std::size_t kMostRefusals = 8;
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
        text += entry(*analysis.terminal, who + "no text is acceptable to it");
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

// SPDX-License-Identifier: Apache-2.0
/// The screen of an analysis: its head, its sections in order, and what it rests on.
#include "cli/analysis_screen.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

std::string head(const Analysis& analysis) {
  const Scenario& scenario = *analysis.scenario;
  const Terminal& terminal = *analysis.terminal;
  const std::string title =
      plain(scenario.title) + (scenario.date.empty() ? "" : " (" + plain(scenario.date) + ")");
  std::string text;
  const std::string lines = wrap(title, terminal.width);
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    text += terminal.bold(lines.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  const Draws* draws = analysis.draws();
  const std::string which =
      draws != nullptr ? count_of(draws->replications, "draw") : analysis.which_case() + " alone";
  return text + wrap(fmt::format("{} · round {} · seed {} · digest {}", which,
                                 analysis.options->round, analysis.options->seed, scenario.digest),
                     terminal.width);
}

/// Draws in which some question stayed open.
std::string open_in_draws(const Draws& draws) {
  std::uint64_t unproven = 0;
  for (const SolutionSurvey& one : draws.solutions) unproven = std::max(unproven, one.unproven);
  std::uint64_t efficient = 0;
  for (const DraftSurvey& draft : draws.drafts)
    efficient = std::max(efficient, draft.efficient.open);
  std::vector<std::string> parts;
  if (draws.zone.open > 0) parts.push_back("whether a deal exists in " + grouped(draws.zone.open));
  if (unproven > 0) parts.push_back("a solution in " + grouped(unproven));
  if (efficient > 0) parts.push_back("whether a text wastes anything in " + grouped(efficient));
  return enumerate(parts);
}

/// Questions about the case that stayed open.
std::vector<std::string> open_in_case(const Analysis& analysis) {
  const Picture& picture = analysis.picture();
  std::vector<std::string> open;
  const auto note = [&open](bool is_open, std::string_view what) {
    if (is_open) open.emplace_back(what);
  };
  note(picture.zones.exists == Answer::open ||
           std::any_of(picture.zones.zones.begin(), picture.zones.zones.end(),
                       [](const Zone& zone) { return zone.exists == Answer::open; }),
       "who could sign together");
  if (picture.solutions) {
    for (const SolutionKind kind : kSolutions) {
      const auto& one = solution(*picture.solutions, kind);
      note(!one || !one->proven, std::string(name_of(kind)) + " solution");
    }
  }
  if (picture.obstacles) {
    note(!picture.obstacles->irreconcilable_proven, "the smallest irreconcilable group");
    note(!picture.obstacles->gains_proven, "what the points in the way would bring");
    note(!picture.obstacles->openings_settled, "whether openings of all kinds exist");
    for (const auto* opening :
         {&picture.obstacles->uniform, &picture.obstacles->total, &picture.obstacles->fewest_lines,
          &picture.obstacles->fewest_aside}) {
      if (*opening && !(*opening)->proven) {
        open.emplace_back("the least opening");
        break;
      }
    }
  }
  note(std::any_of(picture.drafts.begin(), picture.drafts.end(),
                   [](const DraftPicture& draft) {
                     return draft.efficiency.efficient == Answer::open ||
                            !draft.efficiency.left_proven;
                   }),
       "what the texts leave on the table");
  bool cheapest = true;
  for (const DraftPicture& draft : picture.drafts) {
    for (const DraftPicture::Wishes& wishes : draft.wishes) {
      for (const Amendment& one : wishes.amendments) cheapest = cheapest && one.proven;
    }
  }
  note(!cheapest, "that no others of the fewest changes would cost the rest less");
  const auto& coalitions = picture.coalitions.coalitions;
  note(!picture.coalitions.complete ||
           std::any_of(coalitions.begin(), coalitions.end(),
                       [](const Coalition& one) { return one.zone.exists == Answer::open; }),
       "who could sign without the others");
  note(!picture.pair.frontier.complete || picture.pair.frontier.error > 0,
       "the frontier of the two");
  return open;
}

}  // namespace

std::string what_is_proven(const Analysis& analysis) {
  const Survey& survey = *analysis.survey;
  std::string text;
  if (survey.time_is_up) {
    text =
        "Time was up: what was not settled by then is given as a bound. --time-limit grants "
        "more. ";
    if (survey.draws && survey.draws->replications < analysis.options->replications) {
      text += fmt::format("Analysed: {} of {}. ", grouped(survey.draws->replications),
                          count_of(analysis.options->replications, "draw"));
    }
  }
  const std::vector<std::string> open = open_in_case(analysis);
  const std::string of_draws =
      analysis.draws() != nullptr ? open_in_draws(*analysis.draws()) : std::string();
  if (open.empty() && of_draws.empty()) {
    if (!survey.time_is_up) {
      text +=
          "Every answer is proven, but for sizes said to be estimated and frontiers with a "
          "stated error.";
    }
  } else {
    if (!open.empty()) {
      text += "Not proven in " + analysis.which_case() + ": " + enumerate(open) + ". ";
    }
    if (!of_draws.empty()) text += "Open in draws: " + of_draws + ". ";
    text += "All else is proven.";
  }
  return text;
}

std::string analysis_screen(const Scenario& scenario, const SurveyOptions& options,
                            const Survey& survey, const Terminal& terminal) {
  const Analysis analysis{&scenario, &options, &survey, &terminal};
  std::string text = head(analysis) + "\n" + short_answer(analysis);
  for (const std::string& section :
       {who_could_sign(analysis), what_stands_in_the_way(analysis), what_would_open_it(analysis),
        what_they_could_agree_on(analysis), how_good_the_texts_are(analysis),
        smallest_changes(analysis), from_one_text_to_the_other(analysis), who_needs_whom(analysis),
        between_two(analysis)}) {
    if (!section.empty()) text += "\n" + section;
  }
  return text + "\n" +
         wrap(what_is_proven(analysis) +
                  " Worths run from 0, a party's worst text, to 1, its best. All of this holds "
                  "for the parties as the scenario describes them: under the stated assumptions, "
                  "not a forecast.",
              terminal.width);
}

}  // namespace entente::cli

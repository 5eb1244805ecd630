// SPDX-License-Identifier: Apache-2.0
/// The screen of an analysis: its head, its sections in order, and what it rests on.
#include "cli/analysis_screen.hpp"

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

/// "1,000 draws", "time was up: 5 of 50 draws", "draw 7 alone".
std::string which_draws(const Analysis& analysis) {
  const auto& draws = analysis.survey->draws;
  if (!draws) return analysis.which_case() + " alone";
  const std::uint64_t wanted = analysis.options->replications;
  if (draws->replications < wanted) {
    return fmt::format("time was up: {} of {}", grouped(draws->replications),
                       count_of(wanted, "draw"));
  }
  return count_of(wanted, "draw") + (analysis.all_alike && wanted > 1 ? ", all alike" : "");
}

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
  const std::string seed = fmt::format("round {} · seed {} · digest {}", analysis.options->round,
                                       analysis.options->seed, scenario.digest);
  text += wrap(which_draws(analysis) + " · " + seed, terminal.width);
  if (analysis.options->round > 1) {
    text += wrap(fmt::format("The world is as round {} begins; answers to texts have set nothing "
                             "off.",
                             analysis.options->round),
                 terminal.width);
  }
  return text;
}

}  // namespace

std::string analysis_screen(const Scenario& scenario, const SurveyOptions& options,
                            const Survey& survey, const Terminal& terminal) {
  const bool all_alike = !options.only && survey.draws &&
                         survey.draws->replications == options.replications &&
                         are_all_alike(survey);
  const Analysis analysis{&scenario, &options, &survey, &terminal, all_alike};
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
                  "under the scenario's assumptions; it is no forecast.",
              terminal.width);
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// All draws in parallel, added up in order; then the picture of what they come to.
#include "analysis/survey/survey.hpp"

#include <algorithm>

#include "analysis/parallel/in_order.hpp"
#include "analysis/survey/draw_answers.hpp"
#include "analysis/survey/drawn_problem.hpp"
#include "analysis/survey/draws_builder.hpp"
#include "analysis/survey/expected_problem.hpp"

namespace entente {
namespace {

/// So many draws make up the expected problem even if time is up before they are analysed.
constexpr std::uint64_t kLeastExpected = 100;

struct Draw {
  DrawnProblem drawn;
  DrawAnswers answers;
  bool cut;  ///< time was up before all was answered
};

void take_picture(Survey& survey, const BargainingProblem& problem, const SurveyOptions& options) {
  survey.no_agreement = problem.no_agreement;
  survey.picture = picture_of(problem, survey.red_lines, options.picture);
  if (options.picture.effort.stopped()) survey.time_is_up = true;
}

}  // namespace

Survey survey(const Scenario& scenario, const SurveyOptions& options,
              const std::function<void(std::uint64_t)>& each) {
  Survey survey;
  survey.red_lines = red_lines_of(scenario);
  for (const DraftId draft : options.picture.drafts) {
    survey.texts.push_back(scenario.drafts[draft].package);
  }
  const auto drawn = [&](std::uint64_t replication) {
    return DrawnProblem(scenario, options.seed, replication, options.round);
  };
  if (options.only) {
    take_picture(survey, drawn(*options.only).problem(), options);
    return survey;
  }

  DrawsBuilder builder(scenario, options.picture.drafts, survey.red_lines.size());
  ExpectedProblem expected(scenario);
  bool ended = false;  // draws after one that was cut are left out, so that none is missing between
  deliver_in_order(
      {.count = options.replications, .threads = options.threads},
      [&](std::uint64_t replication) {
        Draw draw{.drawn = drawn(replication), .answers = {}, .cut = false};
        draw.answers = answers_of(draw.drawn.problem(), replication, survey.red_lines, options);
        draw.cut = options.effort_per_draw.stopped();
        return draw;
      },
      [&](const Draw& draw) {
        ended = ended || draw.cut;
        if (ended) return;
        builder.add(draw.answers);
        expected.add(draw.drawn.problem());
        if (each) each(builder.replications());
      },
      options.effort_per_draw.stop);
  survey.draws = builder.draws();
  survey.time_is_up = builder.replications() < options.replications;
  while (expected.count() < std::min(kLeastExpected, options.replications) &&
         (expected.count() == 0 || !options.picture.effort.stopped())) {
    expected.add(drawn(expected.count()).problem());
  }
  survey.expected_draws = expected.count();
  take_picture(survey, expected.problem(), options);
  return survey;
}

}  // namespace entente

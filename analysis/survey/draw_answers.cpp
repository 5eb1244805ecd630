// SPDX-License-Identifier: Apache-2.0
/// Answers of one draw, with less effort than a picture's.
#include "analysis/survey/draw_answers.hpp"

#include <cmath>

namespace entente {
namespace {

/// A draw's is one of many, whose spread is greater than the error of a rough estimate.
constexpr std::uint64_t kNodesOfSize = 2'000;
constexpr std::uint64_t kTrialsOfSize = 1'000;

/// Coalitions are listed in all of six parties, else those of fewest and of most.
constexpr std::size_t kMostCoalitions = 64;

std::optional<double> log10_size(const BargainingProblem& problem, PartySet signatories,
                                 std::uint64_t number, const SurveyOptions& options) {
  const ZoneSize size = zone_size(space_of(problem, signatories), floors_of(problem, signatories),
                                  {.most_nodes = kNodesOfSize,
                                   .trials = kTrialsOfSize,
                                   .samples = 0,
                                   .seed = options.seed + number,
                                   .stop = options.effort_per_draw.stop});
  if (!std::isfinite(size.log10_count)) return std::nullopt;
  return size.log10_count;
}

}  // namespace

DrawAnswers answers_of(const BargainingProblem& problem, std::uint64_t number,
                       std::span<const RedLine> red_lines, const SurveyOptions& options) {
  const Scenario& scenario = *problem.scenario;
  const Effort& effort = options.effort_per_draw;
  const SignatorySets sets = sufficient_sets(scenario.agreement, Draws::kMostSets);
  DrawAnswers answers;
  answers.no_agreement = problem.no_agreement;
  answers.zones = zones_of(problem, sets.complete ? Extent::all : Extent::widest, effort);
  if (answers.zones.widest) {
    const Zone& widest = answers.zones.zones[*answers.zones.widest];
    answers.solutions = solve(problem, widest, effort);
    answers.log10_size = log10_size(problem, widest.signatories, number, options);
  } else if (answers.zones.exists == Answer::no && answers.zones.complete) {
    answers.obstacles = obstacles_of(problem, answers.zones, red_lines, effort);
  }
  const Solutions* of_everyone = solutions_of_everyone(scenario, answers.solutions);
  for (const DraftId draft : options.picture.drafts) {
    answers.drafts.push_back(draft_picture(problem, draft, of_everyone, effort));
  }
  answers.coalitions = coalitions_of(problem, effort, kMostCoalitions);
  return answers;
}

}  // namespace entente

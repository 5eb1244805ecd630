// SPDX-License-Identifier: Apache-2.0
/// What of an analysis is proven, counted from its answers, and what is not: the last words.
#include <algorithm>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"

namespace entente::cli {
namespace {

/// "X in 18 of 275" for each question that stayed open in some draws.
std::vector<std::string> open_in_draws(const Draws& draws) {
  std::vector<std::string> parts;
  const auto note = [&parts](std::string_view what, std::uint64_t open, std::uint64_t of) {
    if (open > 0) parts.push_back(fmt::format("{} in {} of {}", what, grouped(open), grouped(of)));
  };
  const std::uint64_t all = draws.replications;
  note("whether a deal exists", draws.zone.open, all);
  std::uint64_t sets = 0;
  for (const Draws::BySet& set : draws.by_set) {
    if (set.zone.open > draws.zone.open) sets = std::max(sets, set.zone.open);
  }
  for (const CoalitionSurvey& one : draws.coalitions) {
    if (one.zone.open > draws.zone.open) sets = std::max(sets, one.zone.open);
  }
  note("who could sign together", sets, all);
  note("what stands in the way", draws.obstacles.unproven, draws.obstacles.count);
  std::uint64_t unproven = 0, count = 0;
  for (const SolutionSurvey& one : draws.solutions) {
    unproven = std::max(unproven, one.unproven);
    count = std::max(count, one.count);
  }
  note("a solution", unproven, count);
  std::uint64_t efficient = 0;
  for (const DraftSurvey& draft : draws.drafts) {
    efficient = std::max(efficient, draft.efficient.open);
  }
  note("whether a text is efficient", efficient, all);
  return parts;
}

bool is_least(const std::optional<Opening>& opening) { return !opening || opening->proven; }

/// Questions about the case that stayed open.
std::vector<std::string> open_in_case(const Picture& picture) {
  std::vector<std::string> open;
  const auto note = [&open](bool is_open, std::string_view what) {
    if (is_open) open.emplace_back(what);
  };
  const auto is_open = [](const Zone& zone) { return zone.exists == Answer::open; };
  const auto& zones = picture.zones.zones;
  const auto& coalitions = picture.coalitions.coalitions;
  note(picture.zones.exists == Answer::open || !picture.zones.complete ||
           !picture.coalitions.complete || std::any_of(zones.begin(), zones.end(), is_open) ||
           std::any_of(coalitions.begin(), coalitions.end(),
                       [&](const Coalition& one) { return is_open(one.zone); }),
       "who could sign together");
  if (picture.solutions) {
    for (const SolutionKind kind : kSolutions) {
      const auto& one = solution(*picture.solutions, kind);
      note(!one || !one->proven, std::string(name_of(kind)) + " solution");
    }
  }
  if (const auto& found = picture.obstacles) {
    note(!found->irreconcilable_proven, "the smallest irreconcilable group");
    note(!found->gains_proven, "what the points in the way would bring");
    note(!found->openings_settled || !is_least(found->uniform) || !is_least(found->total) ||
             !is_least(found->fewest_lines) || !is_least(found->fewest_aside),
         "the least openings");
  }
  bool left = true, cheapest = true, all_wishes = true;
  for (const DraftPicture& draft : picture.drafts) {
    left = left && draft.efficiency.efficient != Answer::open && draft.efficiency.left_proven;
    for (const DraftPicture::Wishes& wishes : draft.wishes) {
      all_wishes = all_wishes && wishes.complete;
      for (const Amendment& one : wishes.amendments) cheapest = cheapest && one.proven;
    }
  }
  note(!left, "what the texts leave on the table");
  note(!all_wishes, "the fewest changes for every party");
  note(!cheapest, "that no others of the fewest changes would cost the rest less");
  note(!picture.pair.frontier.complete, "the frontier of the two");
  note(picture.all && !picture.all->frontier.complete, "the frontier of all");
  return open;
}

std::string all_but(const std::vector<std::string>& open) {
  return open.empty() ? "all" : "all but " + enumerate(open);
}

/// What is a number without a proof by its nature.
std::string without_proof(const Analysis& analysis) {
  const Picture& picture = analysis.picture();
  std::vector<std::string> estimated;
  if (picture.size && !picture.size->exact) estimated.emplace_back("the size of the zone");
  if (analysis.draws() != nullptr && analysis.draws()->log10_size.count > 0) {
    estimated.emplace_back(estimated.empty() ? "large sizes in the draws" : "sizes in the draws");
  }
  std::string text;
  if (!estimated.empty()) text += " Estimated: " + enumerate(estimated) + ".";
  if (picture.pair.frontier.error > 0 || (picture.all && picture.all->frontier.error > 0)) {
    text += " Within the error told: the frontier.";
  }
  return text;
}

}  // namespace

std::string what_is_proven(const Analysis& analysis) {
  const Survey& survey = *analysis.survey;
  std::string text;
  if (survey.time_is_up) {
    text =
        "Time was up: what was not settled by then is a bound or is left out; --time-limit "
        "grants more. ";
  }
  std::string in_case = analysis.which_case();
  if (survey.draws && !analysis.all_alike) {
    const std::string draws = count_of(survey.expected_draws, "draw");
    in_case += fmt::format(" (for the mean of {}; other draws, another mean)",
                           survey.expected_draws == survey.draws->replications ? "these " + draws
                           : survey.expected_draws == 1                        ? "the first draw"
                                                        : "the first " + draws);
  }
  text += "Proven in " + in_case + ": " + all_but(open_in_case(analysis.picture()));
  if (analysis.draws() != nullptr) {
    text += "; in the draws: " + all_but(open_in_draws(*analysis.draws()));
  }
  return text + "." + without_proof(analysis);
}

}  // namespace entente::cli

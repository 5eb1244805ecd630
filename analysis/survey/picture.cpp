// SPDX-License-Identifier: Apache-2.0
/// Asks all questions about one problem, what matters most first: time may run out.
#include "analysis/survey/picture.hpp"

#include <limits>
#include <utility>

namespace entente {
namespace {

/// The frontier with its packages in place of picks.
FrontierPicture frontier_picture(PartySet members, const Space& space,
                                 std::span<const double> floors, const FrontierLimits& limits) {
  FrontierPicture picture{
      .members = members, .frontier = frontier_of(space, floors, limits), .packages = {}};
  const std::vector<Pick> picks = std::exchange(picture.frontier.picks, {});
  for (std::size_t i = 0; i < picture.frontier.size(); ++i) {
    picture.packages.push_back(space.package({picks.data() + i * space.blocks(), space.blocks()}));
  }
  return picture;
}

FrontierPicture pair_frontier(const BargainingProblem& problem, const PictureOptions& options) {
  const PartySet both = set_of(options.pair.first) | set_of(options.pair.second);
  std::vector<std::span<const double>> worths;
  for (const PartyId party : parties_of(both)) worths.push_back(problem.parties[party].rows);
  const PartySet all = everyone(problem.scenario->agreement);
  const Space space(problem.blocks(), worths, closed_rows(problem, both, all));
  const std::vector<double> floors(worths.size(), -std::numeric_limits<double>::infinity());
  return frontier_picture(both, space, floors, {.stop = options.effort.stop});
}

/// What would make each party accept the draft that refuses it.
std::vector<DraftPicture::Wishes> wishes_of(const BargainingProblem& problem,
                                            const DraftPicture& draft, const Effort& effort) {
  constexpr std::size_t kAmendments = 3;
  const Scenario& scenario = *problem.scenario;
  std::vector<DraftPicture::Wishes> wishes;
  for (const PartyId party : parties_of(everyone(scenario.agreement) & ~draft.could_sign)) {
    const Package& text = scenario.drafts[draft.draft].package;
    std::vector<Amendment> amendments =
        smallest_amendments(problem, party, text, kAmendments, kAmendmentEffort, effort.stop);
    const bool complete = amendments.size() == kAmendments || !effort.stopped();
    wishes.push_back({party, std::move(amendments), complete});
  }
  return wishes;
}

}  // namespace

bool suffices_for(const Scenario& scenario, PartySet set, const Package& text) {
  if (!suffices(scenario.agreement, set)) return false;
  const std::vector<bool> open = unlocked(scenario, set);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!open[i] && text[i] != *scenario.issues[i].status_quo) return false;
  }
  return true;
}

const Solutions* solutions_of_everyone(const Scenario& scenario,
                                       const std::optional<Solutions>& widest) {
  return widest && widest->signatories == everyone(scenario.agreement) ? &*widest : nullptr;
}

DraftPicture draft_picture(const BargainingProblem& problem, DraftId draft,
                           const Solutions* of_everyone, const Effort& effort) {
  const Scenario& scenario = *problem.scenario;
  const Package& text = scenario.drafts[draft].package;
  const PartySet all = everyone(scenario.agreement);
  DraftPicture picture;
  picture.draft = draft;
  for (const PartyId party : parties_of(all)) {
    if (problem.could_sign(party, text)) picture.could_sign |= set_of(party);
  }
  picture.enough = suffices_for(scenario, picture.could_sign, text);
  picture.efficiency = efficiency_of(problem, all, text, of_everyone, effort);
  return picture;
}

Picture picture_of(const BargainingProblem& problem, std::span<const RedLine> red_lines,
                   const PictureOptions& options) {
  const Scenario& scenario = *problem.scenario;
  const Effort& effort = options.effort;
  Picture picture;
  picture.zones = zones_of(problem, Extent::all, effort);
  const Zone* widest = picture.zones.widest ? &picture.zones.zones[*picture.zones.widest] : nullptr;
  if (widest != nullptr) picture.solutions = solve(problem, *widest, effort);

  const Solutions* of_everyone = solutions_of_everyone(scenario, picture.solutions);
  for (const DraftId draft : options.drafts) {
    DraftPicture& drawn =
        picture.drafts.emplace_back(draft_picture(problem, draft, of_everyone, effort));
    drawn.wishes = wishes_of(problem, drawn, effort);
  }
  if (options.drafts.size() >= 2) {
    picture.ledger = ledger_of(problem, scenario.drafts[options.drafts[0]].package,
                               scenario.drafts[options.drafts[1]].package);
  }
  if (picture.zones.exists == Answer::no && picture.zones.complete) {
    picture.obstacles = obstacles_of(problem, picture.zones, red_lines, effort);
  }
  picture.coalitions = coalitions_of(problem, effort);
  picture.pair = pair_frontier(problem, options);
  if (widest != nullptr) {
    const Space space = space_of(problem, widest->signatories);
    const std::vector<double> floors = floors_of(problem, widest->signatories);
    ZoneSizeOptions size = options.zone_size;
    size.stop = effort.stop;
    picture.size = zone_size(space, floors, size);
    for (const Package& sample : picture.size->samples) {
      picture.sample_worths.push_back(problem.worths(sample));
    }
    picture.all =
        frontier_picture(widest->signatories, space, floors,
                         {.most_points = options.most_frontier_points, .stop = effort.stop});
  }
  return picture;
}

}  // namespace entente

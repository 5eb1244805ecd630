// SPDX-License-Identifier: Apache-2.0
/// Tallies of draws, and what they come to.
#include "analysis/survey/draws_builder.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace entente {
namespace {

/// Numbers that are not finite, where nothing was open at all, have no place in a sample.
void add_finite(Sample& sample, double value) {
  if (std::isfinite(value)) sample.add(value);
}

bool all_proven(const Obstacles& obstacles) {
  const std::optional<Opening>* openings[] = {&obstacles.uniform, &obstacles.total,
                                              &obstacles.fewest_lines, &obstacles.fewest_aside};
  return obstacles.irreconcilable_proven && obstacles.gains_proven && obstacles.openings_settled &&
         std::all_of(std::begin(openings), std::end(openings), [](const auto* opening) {
           return !opening->has_value() || (*opening)->proven;
         });
}

std::vector<Figures> figures_of(const std::vector<Sample>& samples) {
  std::vector<Figures> figures;
  for (const Sample& sample : samples) figures.push_back(sample.figures());
  return figures;
}

}  // namespace

DrawsBuilder::DrawsBuilder(const Scenario& scenario, std::span<const DraftId> drafts,
                           std::size_t red_lines)
    : everyone_(everyone(scenario.agreement)), solutions_(std::size(kSolutions)) {
  const SignatorySets sets = sufficient_sets(scenario.agreement, Draws::kMostSets);
  if (sets.complete) {
    for (const PartySet set : sets.sets) sets_.push_back({.parties = set, .zone = {}});
  }
  const std::size_t parties = scenario.parties.size();
  for (SolutionTally& tally : solutions_) {
    for (const Issue& issue : scenario.issues) tally.chosen.emplace_back(issue.options.size());
    tally.gains.resize(parties);
  }
  for (const DraftId draft : drafts) {
    DraftTally& tally = drafts_.emplace_back();
    tally.draft = draft;
    tally.could_sign.resize(parties);
    tally.gains.resize(parties);
  }
  obstacles_.issues.resize(scenario.issues.size());
  obstacles_.lines.resize(red_lines);
  obstacles_.gives_way.resize(parties);
}

void DrawsBuilder::ShareTally::add(Answer answer) {
  if (answer == Answer::open) {
    ++open;
    return;
  }
  ++settled;
  if (answer == Answer::yes) ++yes;
}

void DrawsBuilder::add(const DrawAnswers& answers) {
  ++replications_;
  add_zones(answers);
  if (answers.solutions) add_solutions(*answers.solutions, answers.no_agreement);
  if (answers.log10_size) log10_size_.add(*answers.log10_size);
  for (std::size_t d = 0; d < drafts_.size(); ++d) add_draft(drafts_[d], answers.drafts[d]);
  if (answers.obstacles) add_obstacles(*answers.obstacles);
  add_coalitions(answers.coalitions);
}

void DrawsBuilder::add_zones(const DrawAnswers& answers) {
  const Zones& zones = answers.zones;
  zone_.add(zones.exists);
  for (std::size_t s = 0; s < sets_.size(); ++s) {
    assert(zones.zones[s].signatories == sets_[s].parties);
    sets_[s].zone.add(zones.zones[s].exists);
  }
  if (answers.solutions && answers.solutions->egalitarian) {
    margin_.add(answers.solutions->egalitarian->value);
  }
  if (answers.obstacles) add_finite(margin_, answers.obstacles->margin);
}

void DrawsBuilder::add_solutions(const Solutions& solutions,
                                 const std::vector<double>& no_agreement) {
  for (std::size_t k = 0; k < solutions_.size(); ++k) {
    const std::optional<Solution>& found = solution(solutions, kSolutions[k]);
    if (!found) continue;
    SolutionTally& tally = solutions_[k];
    ++tally.count;
    if (!found->proven) ++tally.unproven;
    for (std::size_t i = 0; i < tally.chosen.size(); ++i) ++tally.chosen[i][found->package[i]];
    for (const PartyId party : parties_of(solutions.signatories)) {
      tally.gains[party].add(found->worths[party] - no_agreement[party]);
    }
  }
}

void DrawsBuilder::add_draft(DraftTally& tally, const DraftPicture& draft) {
  for (const PartyId party : parties_of(draft.could_sign)) ++tally.could_sign[party];
  if (draft.could_sign == everyone_) ++tally.everyone;
  if (draft.enough) ++tally.enough;
  const Efficiency& efficiency = draft.efficiency;
  tally.efficient.add(efficiency.efficient);
  if (efficiency.efficient == Answer::no && efficiency.left_proven) tally.left.add(efficiency.left);
  for (std::size_t p = 0; p < tally.gains.size(); ++p) tally.gains[p].add(efficiency.gains[p]);
}

void DrawsBuilder::add_obstacles(const Obstacles& obstacles) {
  ObstacleTally& tally = obstacles_;
  ++tally.count;
  if (!all_proven(obstacles)) ++tally.unproven;
  ++tally.irreconcilable[obstacles.irreconcilable];

  std::vector<double> gains(tally.issues.size());
  for (const BlockingIssue& issue : obstacles.issues) {
    if (issue.opens) ++tally.issues[issue.issue].opens;
    gains[issue.issue] = issue.gain;
  }
  for (std::size_t i = 0; i < gains.size(); ++i) add_finite(tally.issues[i].gain, gains[i]);
  if (!obstacles.issues.empty()) ++tally.issues[obstacles.issues.front().issue].first;
  for (const BlockingLine& line : obstacles.lines) {
    if (line.opens) ++tally.lines[line.line].opens;
  }
  if (!obstacles.lines.empty()) ++tally.lines[obstacles.lines.front().line].first;

  if (obstacles.uniform) tally.uniform.add(obstacles.uniform->cost);
  if (obstacles.total) {
    tally.total.add(obstacles.total->cost);
    for (std::size_t p = 0; p < tally.gives_way.size(); ++p) {
      if (obstacles.total->shortfall[p] > kRounding) ++tally.gives_way[p];
    }
  }
  if (obstacles.fewest_lines) {
    ++tally.lines_dropped[obstacles.fewest_lines->lines.size()];
  } else if (obstacles.openings_settled) {
    ++tally.lines_dropped[ObstacleSurvey::kNone];
  }
  if (obstacles.fewest_aside) {
    ++tally.set_aside[obstacles.fewest_aside->aside.size()];
  } else if (obstacles.openings_settled) {
    ++tally.set_aside[ObstacleSurvey::kNone];
  }
}

void DrawsBuilder::add_coalitions(const Coalitions& found) {
  // Which are listed depends on the rule alone, so that all draws have the same.
  if (coalitions_.empty() && pivots_.empty()) {
    for (const Coalition& coalition : found.coalitions) {
      coalitions_.push_back(
          {.parties = coalition.zone.signatories, .sufficient = coalition.sufficient, .zone = {}});
    }
    for (const Pivot& pivot : found.pivots) pivots_.push_back({.party = pivot.party});
    coalitions_complete_ = found.complete;
  }
  for (std::size_t c = 0; c < coalitions_.size(); ++c) {
    assert(found.coalitions[c].zone.signatories == coalitions_[c].parties);
    coalitions_[c].zone.add(found.coalitions[c].zone.exists);
  }
  for (std::size_t p = 0; p < pivots_.size(); ++p) {
    const Pivot& pivot = found.pivots[p];
    if (pivot.of == 0) continue;
    ++pivots_[p].draws;
    pivots_[p].needed += static_cast<double>(pivot.needed) / static_cast<double>(pivot.of);
    pivots_[p].spoils += static_cast<double>(pivot.spoils) / static_cast<double>(pivot.of);
  }
}

ObstacleSurvey DrawsBuilder::obstacles() const {
  ObstacleSurvey survey;
  survey.count = obstacles_.count;
  survey.unproven = obstacles_.unproven;
  survey.irreconcilable = obstacles_.irreconcilable;
  for (const IssueTally& tally : obstacles_.issues) {
    survey.issues.push_back({tally.opens, tally.first, tally.gain.figures()});
  }
  survey.lines = obstacles_.lines;
  survey.uniform = obstacles_.uniform.figures();
  survey.total = obstacles_.total.figures();
  survey.gives_way = obstacles_.gives_way;
  survey.lines_dropped = obstacles_.lines_dropped;
  survey.set_aside = obstacles_.set_aside;
  return survey;
}

Draws DrawsBuilder::draws() const {
  const std::uint64_t n = replications_;
  Draws draws;
  draws.replications = n;
  draws.zone = zone_.share();
  for (const SetTally& tally : sets_) draws.by_set.push_back({tally.parties, tally.zone.share()});
  draws.margin = margin_.figures();
  for (const SolutionTally& tally : solutions_) {
    draws.solutions.push_back({tally.count, tally.unproven, tally.chosen, figures_of(tally.gains)});
  }
  for (const DraftTally& tally : drafts_) {
    DraftSurvey& draft = draws.drafts.emplace_back();
    draft.draft = tally.draft;
    for (const std::uint64_t count : tally.could_sign) {
      draft.could_sign.push_back(proportion(count, n));
    }
    draft.everyone = proportion(tally.everyone, n);
    draft.enough = proportion(tally.enough, n);
    draft.efficient = tally.efficient.share();
    draft.left = tally.left.figures();
    draft.gains = figures_of(tally.gains);
  }
  draws.obstacles = obstacles();
  draws.log10_size = log10_size_.figures();
  for (const SetTally& tally : coalitions_) {
    draws.coalitions.push_back({tally.parties, tally.sufficient, tally.zone.share()});
  }
  for (const PivotTally& tally : pivots_) {
    const double of = static_cast<double>(std::max<std::uint64_t>(tally.draws, 1));
    draws.pivots.push_back({tally.party, tally.needed / of, tally.spoils / of});
  }
  draws.coalitions_complete = coalitions_complete_;
  return draws;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Tallies of an ensemble, and the summary they come to.
#include "analysis/results/summary.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/model/utilities.hpp"

namespace entente {
namespace {

/// The round in which the agreement of that rank, from 0, was reached.
int round_of(const std::vector<std::uint64_t>& by_round, std::uint64_t rank) {
  std::size_t i = 0;
  for (; rank >= by_round[i]; ++i) rank -= by_round[i];
  return static_cast<int>(i + 1);
}

TimeSummary time_of(const std::vector<std::uint64_t>& by_round) {
  TimeSummary time{.by_round = by_round};
  std::uint64_t rounds = 0;
  for (std::size_t i = 0; i < by_round.size(); ++i) {
    time.count += by_round[i];
    rounds += (i + 1) * by_round[i];
  }
  if (time.count == 0) return time;
  time.mean = static_cast<double>(rounds) / static_cast<double>(time.count);
  for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
    // In whole numbers: a share such as 0.95 has no exact double whose multiples could be rounded
    // up.
    const auto percent = static_cast<std::uint64_t>(std::lround(kQuantiles[q] * 100));
    time.quantiles[q] = round_of(by_round, (percent * time.count + 99) / 100 - 1);
  }
  return time;
}

}  // namespace

std::vector<IssueId> most_contested(const Summary& summary) {
  std::vector<IssueId> issues;
  for (std::size_t i = 0; i < summary.issues.size(); ++i) issues.emplace_back(i);
  std::stable_sort(issues.begin(), issues.end(), [&summary](IssueId a, IssueId b) {
    return summary.issues[a].contested.count > summary.issues[b].contested.count;
  });
  return issues;
}

Usual usual(const Issue& issue, const IssueSummary& summary, std::uint64_t agreements) {
  if (summary.set_aside > 0 && 2 * summary.set_aside >= agreements) return {{}, summary.set_aside};
  std::vector<std::uint64_t> agreed_on = summary.chosen;
  if (issue.status_quo) agreed_on[*issue.status_quo] -= summary.set_aside;
  const auto most = std::max_element(agreed_on.begin(), agreed_on.end());
  return {static_cast<Option>(most - agreed_on.begin()), *most};
}

std::optional<double> conceded(const Outcome& outcome, PartyId party) {
  const Standing& standing = outcome.parties[party];
  if (!standing.opening) return std::nullopt;
  const bool signed_what_holds = agreed(outcome.ending) && standing.signed_it;
  return *standing.opening -
         (signed_what_holds ? standing.worth + standing.audience : *standing.last);
}

SummaryBuilder::SummaryBuilder(const Scenario& scenario)
    : partials_(scenario.agreement.partial.size()),
      assessment_(scenario.parties.size()),
      parties_(scenario.parties.size()),
      issues_(scenario.issues.size()),
      drafts_(scenario.drafts.size(), std::vector<DraftTally>(scenario.parties.size())),
      world_(scenario.world.variables.size()),
      named_in_(scenario.issues.size()) {
  nearest_.decisive.resize(parties_.size());
  for (std::size_t i = 0; i < issues_.size(); ++i) {
    issues_[i].chosen.resize(scenario.issues[i].options.size());
    issues_[i].contested_by.resize(scenario.parties.size());
  }
}

void SummaryBuilder::add(const Outcome& outcome, const std::optional<Assessment>& assessment) {
  ++replications_;
  ++endings_[static_cast<std::size_t>(outcome.ending)];
  if (outcome.partial) ++partials_[*outcome.partial];
  if (outcome.cut_off) ++cut_off_;
  add_parties(outcome);
  for (std::size_t d = 0; d < drafts_.size(); ++d) {
    for (std::size_t p = 0; p < parties_.size(); ++p) {
      const DraftStanding& standing = outcome.drafts[d][p];
      drafts_[d][p].surplus.add(standing.surplus);
      if (!standing.red_line && reaches(standing.surplus, 0)) ++drafts_[d][p].signable;
    }
  }
  for (std::size_t v = 0; v < world_.size(); ++v) world_[v].add(outcome.world[v]);
  add_refusals(outcome);
  if (outcome.nearest) add_nearest(outcome);
  if (agreed(outcome.ending)) add_agreement(outcome);
  if (assessment) assessment_.add(outcome.ending, *assessment);
}

void SummaryBuilder::add_parties(const Outcome& outcome) {
  for (std::size_t p = 0; p < parties_.size(); ++p) {
    const Standing& standing = outcome.parties[p];
    parties_[p].payoff.add(standing.payoff());
    parties_[p].no_deal.add(standing.no_agreement - standing.delay);
    parties_[p].surplus.add(standing.surplus());
    if (const auto concession = conceded(outcome, PartyId(p))) {
      parties_[p].conceded.add(*concession);
    }
    if (!reaches(0, standing.audience)) parties_[p].audience.add(standing.audience);
  }
  if (outcome.because_of) {
    PartyTally& party = parties_[*outcome.because_of];
    ++(outcome.ending == Ending::walkout || outcome.ending == Ending::partial ? party.walkouts
                                                                              : party.not_ratified);
  }
}

void SummaryBuilder::add_refusals(const Outcome& outcome) {
  for (const Refusal& refusal : outcome.last_refusals) {
    const auto ground = static_cast<std::size_t>(refusal.ground);
    ++parties_[refusal.party].grounds[ground];
    if (!agreed(outcome.ending)) ++parties_[refusal.party].unresolved[ground];
    for (const IssueId issue : refusal.issues) {
      ++issues_[issue].contested_by[refusal.party];
      if (named_in_[issue] == replications_) continue;
      named_in_[issue] = replications_;
      ++issues_[issue].contested;
    }
  }
}

void SummaryBuilder::add_nearest(const Outcome& outcome) {
  const NearestText& nearest = *outcome.nearest;
  nearest_.surplus.add(nearest.surplus);
  if (!reaches(nearest.surplus, 0)) {
    nearest_.missing.add(-nearest.surplus);
    ++nearest_.decisive[nearest.decisive];
    return;
  }
  ++nearest_.signable;
  if (failed(outcome.ending)) ++nearest_.missed;
}

void SummaryBuilder::add_agreement(const Outcome& outcome) {
  const auto round = static_cast<std::size_t>(outcome.round);
  if (by_round_.size() < round) by_round_.resize(round);
  ++by_round_[round - 1];
  for (std::size_t i = 0; i < issues_.size(); ++i) ++issues_[i].chosen[(*outcome.package)[i]];
  for (const IssueId issue : outcome.set_aside) ++issues_[issue].set_aside;
  for (std::size_t p = 0; p < parties_.size(); ++p) {
    if (outcome.parties[p].signed_it) ++parties_[p].signs;
  }
}

Summary SummaryBuilder::summary() const {
  const std::uint64_t n = replications_;
  Summary summary;
  summary.replications = n;
  std::uint64_t agreements = 0;
  for (const Ending ending : kEndings) {
    const auto e = static_cast<std::size_t>(ending);
    summary.endings[e] = proportion(endings_[e], n);
    if (agreed(ending)) agreements += endings_[e];
  }
  summary.agreements = proportion(agreements, n);
  for (const std::uint64_t count : partials_) summary.partials.push_back(proportion(count, n));
  summary.cut_off = proportion(cut_off_, n);
  summary.time = time_of(by_round_);
  summary.nearest = {.signable = proportion(nearest_.signable, n),
                     .missed = proportion(nearest_.missed, n),
                     .surplus = nearest_.surplus.figures(),
                     .missing = nearest_.missing.figures(),
                     .decisive = nearest_.decisive};
  summary.assessment = assessment_.summary();
  for (const PartyTally& tally : parties_) {
    summary.parties.push_back(
        {.payoff = tally.payoff.figures(),
         .no_deal = tally.no_deal.figures(),
         .surplus = tally.surplus.figures(),
         .signs = proportion(tally.signs, n),
         .walkouts = tally.walkouts,
         .not_ratified = tally.not_ratified,
         .refusals = std::accumulate(tally.grounds.begin(), tally.grounds.end(), std::uint64_t{0}),
         .grounds = tally.grounds,
         .unresolved = tally.unresolved,
         .conceded = tally.conceded.figures(),
         .audience = tally.audience.figures()});
  }
  for (const IssueTally& tally : issues_) {
    IssueSummary& issue = summary.issues.emplace_back();
    issue.chosen = tally.chosen;
    issue.set_aside = tally.set_aside;
    issue.contested = proportion(tally.contested, n);
    for (const std::uint64_t count : tally.contested_by) {
      issue.contested_by.push_back(proportion(count, n));
    }
  }
  for (const std::vector<DraftTally>& tallies : drafts_) {
    std::vector<DraftSummary>& draft = summary.drafts.emplace_back();
    for (const DraftTally& tally : tallies) {
      draft.push_back({proportion(tally.signable, n), tally.surplus.figures()});
    }
  }
  for (const Sample& variable : world_) summary.world.push_back(variable.figures());
  return summary;
}

}  // namespace entente

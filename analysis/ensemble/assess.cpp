// SPDX-License-Identifier: Apache-2.0
/// Efficiency of what was signed; zones at the end and at the start of talks that failed.
#include "analysis/ensemble/assess.hpp"

#include <algorithm>
#include <limits>

namespace entente {
namespace {

std::vector<double> believed(const Outcome& outcome) {
  std::vector<double> values;
  values.reserve(outcome.parties.size());
  for (const Standing& standing : outcome.parties) values.push_back(standing.believed);
  return values;
}

/// What each has without a deal before the first word, as it believes.
std::vector<double> believed_at_start(const Case& drawn) {
  return believed_no_agreement(drawn, WorldState(drawn.scenario.world, drawn.scenario.parties,
                                                 drawn.seed, drawn.replication));
}

PartySet signatories_of(const Outcome& outcome) {
  PartySet set = 0;
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    if (outcome.parties[p].signed_it) set |= set_of(PartyId(p));
  }
  return set;
}

/// Whether all of `set` could sign `package`.
bool could_all_sign(const BargainingProblem& problem, PartySet set, const Package& package) {
  const std::vector<PartyId> parties = parties_of(set);
  return std::all_of(parties.begin(), parties.end(),
                     [&](PartyId party) { return problem.could_sign(party, package); });
}

/// The fairest package of a zone, in terms of gains; the witness where the search finds no other.
Deal fairest(const BargainingProblem& problem, const Zone& zone, const Effort& effort) {
  Deal deal{.signatories = zone.signatories,
            .package = *zone.witness,
            .worths = {},
            .gains = {},
            .least_gain = 0,
            .proven = false};
  const Space space = space_of(problem, zone.signatories);
  const std::vector<double> floors = floors_of(problem, zone.signatories);
  const std::vector<double> scale(floors.size(), 1.0);
  const Optimum best = Optimizer(space).leximin(floors, scale, effort);
  if (!best.picks.empty() && reaches(best.value, 0)) {
    deal.package = space.package(best.picks);
    deal.proven = best.proven;
  }
  deal.worths = problem.worths(deal.package);
  deal.gains = deal.worths;
  for (std::size_t p = 0; p < deal.gains.size(); ++p) deal.gains[p] -= problem.no_agreement[p];
  deal.least_gain = std::numeric_limits<double>::infinity();
  for (const PartyId party : parties_of(zone.signatories)) {
    deal.least_gain = std::min(deal.least_gain, deal.gains[party]);
  }
  return deal;
}

/// Adds the share of the Nash product and the place between the parties. Of all solutions these
/// need Nash's and the ideal point alone, so the others are not looked for.
void add_place(Efficiency& agreement, const BargainingProblem& problem, const Effort& effort) {
  const Space space = space_of(problem, agreement.signatories);
  const std::vector<double> floors = floors_of(problem, agreement.signatories);
  Optimizer optimizer(space);
  const Optimum nash = optimizer.nash(floors, effort);
  if (nash.picks.empty()) return;
  const std::vector<PartyId> parties = parties_of(agreement.signatories);
  if (nash.value > kRounding) {
    std::vector<double> best(parties.size());
    space.evaluate(nash.picks, best);
    double share = agreement.below == 0 ? 1 : 0;
    for (std::size_t m = 0; m < parties.size(); ++m) {
      share *= std::max(0.0, agreement.gains[parties[m]]) / (best[m] - floors[m]);
    }
    agreement.nash_share = std::min(share, 1.0);
  }
  agreement.place.assign(problem.parties.size(), 0.0);
  std::vector<double> goal(space.picks());
  for (std::size_t m = 0; m < parties.size(); ++m) {
    for (Pick pick = 0; pick < space.picks(); ++pick) goal[pick] = space.worth(pick)[m];
    const Optimum ideal = optimizer.greatest(goal, floors, effort);
    const double range = ideal.value - floors[m];
    if (range > kRounding) agreement.place[parties[m]] = agreement.gains[parties[m]] / range;
  }
}

}  // namespace

Assessment Assessor::assess(const Case& ended, const Outcome& outcome) {
  const BargainingProblem problem = problem_of(ended, believed(outcome));
  Assessment assessment;
  if (failed(outcome.ending)) {
    assessment.opportunity = opportunity(problem);
    return assessment;
  }
  assessment.agreement =
      efficiency_of(problem, signatories_of(outcome), *outcome.package, nullptr, effort_);
  add_place(*assessment.agreement, problem, effort_);
  return assessment;
}

Opportunity Assessor::opportunity(const BargainingProblem& at_end) {
  Opportunity found;
  const Zones zones = zones_of(at_end, Extent::widest, effort_);
  found.at_end = zones.exists;
  if (zones.widest) found.deal = fairest(at_end, zones.zones[*zones.widest], effort_);
  found.at_start = existed_at_start(at_end, found);
  return found;
}

Answer Assessor::existed_at_start(const BargainingProblem& at_end, const Opportunity& then) {
  if (at_start_) return *at_start_;
  const BargainingProblem at_start = problem_of(*begun_, believed_at_start(*begun_));
  const bool same_wants = at_start.scenario == at_end.scenario;
  if (same_wants && at_start.no_agreement == at_end.no_agreement) {
    at_start_ = then.at_end;
  } else if (same_wants && then.deal &&
             could_all_sign(at_start, then.deal->signatories, then.deal->package)) {
    at_start_ = Answer::yes;
  } else {
    at_start_ = zones_of(at_start, Extent::widest, effort_).exists;
  }
  return *at_start_;
}

}  // namespace entente

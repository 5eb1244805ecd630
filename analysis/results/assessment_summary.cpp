// SPDX-License-Identifier: Apache-2.0
/// Tallies of assessments.
#include "analysis/results/assessment_summary.hpp"

namespace entente {

void AssessmentTally::Count::add(Answer answer) {
  if (answer == Answer::open) {
    ++open;
    return;
  }
  ++settled;
  if (answer == Answer::yes) ++yes;
}

void AssessmentTally::add(Ending ending, const Assessment& assessment) {
  if (assessment.agreement && agreed(ending)) add(*assessment.agreement);
  if (assessment.opportunity) add(*assessment.opportunity);
}

void AssessmentTally::add(const Efficiency& agreement) {
  efficient_.add(agreement.efficient);
  if (agreement.left_proven) left_.add(agreement.left);
  if (agreement.nash_share) nash_share_.add(*agreement.nash_share);
  if (agreement.place.empty()) return;
  for (const PartyId party : parties_of(agreement.signatories)) {
    place_[party].add(agreement.place[party]);
  }
}

void AssessmentTally::add(const Opportunity& opportunity) {
  at_start_.add(opportunity.at_start);
  at_end_.add(opportunity.at_end);
  const bool open = opportunity.at_start == Answer::open || opportunity.at_end == Answer::open;
  const bool faded = opportunity.at_start == Answer::yes && opportunity.at_end == Answer::no;
  faded_.add(open ? Answer::open : faded ? Answer::yes : Answer::no);
  if (opportunity.deal) least_gain_.add(opportunity.deal->least_gain);
}

AssessmentSummary AssessmentTally::summary() const {
  AssessmentSummary summary{.agreements = {.efficient = efficient_.share(),
                                           .open = efficient_.open,
                                           .left = left_.figures(),
                                           .nash_share = nash_share_.figures(),
                                           .place = {}},
                            .failures = {.at_start = at_start_.share(),
                                         .start_open = at_start_.open,
                                         .at_end = at_end_.share(),
                                         .end_open = at_end_.open,
                                         .faded = faded_.share(),
                                         .least_gain = least_gain_.figures()}};
  for (const Sample& place : place_) summary.agreements.place.push_back(place.figures());
  return summary;
}

}  // namespace entente

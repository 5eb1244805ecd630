// SPDX-License-Identifier: Apache-2.0
/// A record with everything in it that a record can hold.
#pragma once

#include "analysis/results/record.hpp"

namespace entente::testing {

/// It has what an agreement has, and what a failure has.
inline Assessment assessment_of_everything(std::size_t parties, std::size_t issues) {
  const PartySet two = set_of(PartyId(0)) | set_of(PartyId(1));
  Assessment assessment;
  assessment.agreement = Efficiency{.signatories = two,
                                    .worths = std::vector<double>(parties, 0.5),
                                    .gains = std::vector<double>(parties, 0.25),
                                    .efficient = Answer::no,
                                    .better = Package(issues, Option(0)),
                                    .better_worths = std::vector<double>(parties, 0.75),
                                    .left = 0.5,
                                    .left_proven = true,
                                    .nash_share = 0.125,
                                    .place = std::vector<double>(parties, 0.0625),
                                    .distance = {}};
  assessment.opportunity = Opportunity{.at_start = Answer::open,
                                       .at_end = Answer::yes,
                                       .deal = Deal{.signatories = two,
                                                    .package = Package(issues, Option(1)),
                                                    .worths = std::vector<double>(parties, 0.5),
                                                    .gains = std::vector<double>(parties, 0.375),
                                                    .least_gain = 0.375,
                                                    .proven = true}};
  return assessment;
}

/// For a scenario with at least two parties, two issues of two options, two variables, an event, a
/// draft and a partial agreement; `issues` is their number. The outcome is not one that could be:
/// it has what a failed ratification has, and what a partial agreement has.
inline Record record_of_everything(std::uint64_t replication, std::size_t parties,
                                   std::size_t issues) {
  Outcome outcome;
  outcome.ending = Ending::not_ratified;
  outcome.round = 2;
  outcome.package = Package(issues, Option(1));
  outcome.set_aside = {IssueId(1)};
  outcome.because_of = PartyId(1);
  outcome.parties.resize(parties);
  outcome.cut_off = true;
  outcome.partial = 0;
  outcome.parties[0] = {.worth = 0.5,
                        .audience = 0.125,
                        .no_agreement = 0.5,
                        .delay = 0.25,
                        .share = 0,
                        .signed_it = true,
                        .opening = 1,
                        .last = 0.75};
  outcome.parties[1] = {.worth = 0.1,
                        .no_agreement = 0.1,
                        .delay = -0.0,
                        .share = 0,
                        .signed_it = true,
                        .opening = {},
                        .last = {}};
  outcome.drafts = {std::vector<DraftStanding>(parties, {-0.25, true})};
  outcome.world = {0.5, -1};
  outcome.last_refusals.push_back({.party = PartyId(1),
                                   .round = 1,
                                   .by = PartyId(0),
                                   .text = Package(issues, Option(0)),
                                   .ground = Ground::no_agreement,
                                   .worth = 0.05,
                                   .demanded = 0.1,
                                   .issues = {IssueId(1), IssueId(0)}});
  outcome.last_refusals.push_back(outcome.last_refusals.back());
  outcome.last_refusals.back().by.reset();
  outcome.nearest = NearestText{.round = 1,
                                .by = {},
                                .text = Package(issues, Option(0)),
                                .surplus = -0.125,
                                .decisive = PartyId(1)};

  Transcript transcript;
  Package first(issues, Option(0));
  Package second = first;
  second[1] = 1;
  transcript.texts = {{PartyId(0), first, std::vector<double>(parties, 0.5)},
                      {PartyId(1), second, std::vector<double>(parties, 1e-7)},
                      {{}, second, std::vector<double>(parties, 0.25)}};
  const std::vector<double> values(parties, 0.1);
  transcript.rounds.push_back({1, {0, 0.5}, {{PartyId(1), VariableId(0), -0.5}}, values, {}, {}});
  transcript.rounds.push_back({2, {1, 2}, {}, values, {EventId(0)}, {}});
  transcript.rounds[0].acts = {
      Transcript::Tabled{0, {}},
      Transcript::Answered{PartyId(1), 0, {false, Ground::no_agreement, 0.05, 0.1, 1}},
      Transcript::Happened{EventId(0)}, Transcript::Passed{PartyId(1)}};
  transcript.rounds[1].acts = {
      Transcript::Tabled{2, {PartyId(1)}},
      Transcript::Answered{PartyId(1), 2, {false, Ground::red_line, 0.05, 0.1, 1}},
      Transcript::AskedFor{PartyId(1), 2, 1, {PartyId(0)}},
      Transcript::Answered{PartyId(0), 1, {true, Ground::demand, 0.75, 0.5, 2}},
      Transcript::Signature{1, {PartyId(0), PartyId(1)}, {IssueId(1)}, {PartyId(0)}},
      Transcript::Ratified{PartyId(1), 0.125, false},
      Transcript::Left{PartyId(0)},
      Transcript::CutOff{},
      Transcript::SettledPart{0, second}};
  const Assessment assessment = assessment_of_everything(parties, issues);
  Record record{replication, outcome, transcript, assessment};
  record.branch = Record::Branch{std::move(outcome), std::move(transcript), assessment};
  return record;
}

}  // namespace entente::testing

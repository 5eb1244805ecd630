// SPDX-License-Identifier: Apache-2.0
/// Puts a party's strategy components together and holds them to what no party does.
#include "engine/negotiation/agent.hpp"

#include <algorithm>

namespace entente {

Agent::Agent(const Case& drawn, PartyId self)
    : case_(&drawn),
      self_(self),
      own_(drawn.utilities.of(self)),
      models_(drawn.parties.size()),
      liked_(drawn.utilities.blocks().rows()) {
  const DrawnParty& party = drawn.parties[self];
  bidding_ = party.bidding->make(party.bidding_parameters, own_);
  acceptance_ = party.acceptance->make(party.acceptance_parameters);
  for (std::size_t p = 0; p < models_.size(); ++p) {
    if (p == self) continue;
    models_[p] = party.opponent_model->make(party.opponent_model_parameters, own_);
  }
  for (const PartyId other : drawn.scenario.agreement.required) {
    if (other != self) courted_.push_back(other);
  }
}

void Agent::estimate_others() {
  std::fill(liked_.begin(), liked_.end(), 0.0);
  for (const PartyId other : courted_) {
    models_[other]->add_estimate(1.0 / static_cast<double>(courted_.size()), liked_);
  }
}

bool Agent::could_sign(const Package& package, double no_agreement) const {
  return !own_.crosses_red_line(package) && own_.worth(package) >= no_agreement;
}

Action Agent::act(const Moment& moment, const Text* text, Ask ask, Judgement& judgement) {
  estimate_others();
  const Situation situation{.own = own_,
                            .drafts = case_->scenario.drafts,
                            .no_agreement = moment.no_agreement,
                            .round = moment.round,
                            .rounds = case_->scenario.rounds,
                            .standing = text != nullptr ? &text->package : nullptr,
                            .heard = heard_,
                            .liked = liked_};
  std::optional<Package> next = bidding_->bid(situation);
  if (text != nullptr) {
    constexpr double kNothingToTable = 2;
    const bool red = own_.crosses_red_line(text->package);
    judgement.worth = own_.worth(text->package);
    judgement.no_agreement = moment.no_agreement;
    judgement.demanded = next ? own_.worth(*next) : kNothingToTable;
    judgement.accepts = !red && judgement.worth >= moment.no_agreement &&
                        acceptance_->accepts(situation, judgement.worth, judgement.demanded);
    judgement.ground = red                                     ? Ground::red_line
                       : judgement.worth < moment.no_agreement ? Ground::no_agreement
                                                               : Ground::demand;
    if (judgement.accepts) return Accept{};
  }
  if (ask == Ask::answer) return Reject{};
  if (bidding_->walks_out(situation)) return Leave{};
  if (!next) return Reject{};
  return Offer{std::move(*next)};
}

void Agent::hear(const Text& text, double time) {
  if (text.by == self_) return;
  models_[text.by]->hear(text.package);
  heard_.push_back({time, own_.worth(text.package)});
}

void Agent::learn(PartyId other, double accuracy) {
  if (other != self_) models_[other]->learn(case_->utilities.of(other), accuracy);
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Puts a party's strategy components together and holds them to what no party does.
#include "engine/negotiation/agent.hpp"

#include <algorithm>

namespace entente {
namespace {

/// The others whose signature is required, or without whose consent issues fall.
std::vector<PartyId> courted_by(PartyId self, const Scenario& scenario) {
  std::vector<bool> courted(scenario.parties.size());
  for (const PartyId party : scenario.agreement.required) courted[party] = true;
  for (const Issue& issue : scenario.issues) {
    for (const PartyId party : issue.consent) courted[party] = true;
  }
  courted[self] = false;
  std::vector<PartyId> list;
  for (std::size_t p = 0; p < courted.size(); ++p) {
    if (courted[p]) list.emplace_back(p);
  }
  return list;
}

}  // namespace

Agent::Agent(const Case& drawn, PartyId self)
    : case_(&drawn),
      self_(self),
      own_(drawn.utilities.of(self)),
      courted_(courted_by(self, drawn.scenario)),
      models_(drawn.parties.size()),
      known_(drawn.parties.size()),
      liked_(drawn.utilities.blocks().rows()),
      barred_(own_.red_lines.begin(), own_.red_lines.end()) {
  const DrawnParty& party = drawn.parties[self];
  bidding_ = party.bidding->make(party.bidding_parameters, own_);
  acceptance_ = party.acceptance->make(party.acceptance_parameters);
  for (const PartyId other : courted_) {
    models_[other] = party.opponent_model->make(party.opponent_model_parameters, own_);
  }
}

void Agent::estimate_others() {
  // Where the others seem not to care, what is worse for oneself is taken to be better for them
  // (the fixed-pie assumption), at a twentieth of the weight of what is known. Without it, a model
  // that has learnt nothing leaves ties between all packages above the aspiration, and a party
  // whose aspiration falls would go on to ask for its best.
  constexpr double kFixedPie = 0.05;
  for (std::size_t row = 0; row < liked_.size(); ++row) liked_[row] = -kFixedPie * own_.rows[row];

  const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, courted_.size()));
  for (const PartyId other : courted_) {
    models_[other]->add_estimate(share * (1 - known_[other]), liked_);
    if (known_[other] <= 0) continue;
    const std::span<const double> truth = case_->utilities.of(other).rows;
    for (std::size_t row = 0; row < liked_.size(); ++row) {
      liked_[row] += share * known_[other] * truth[row];
    }
  }
}

bool Agent::could_sign(const Package& package, double no_agreement) const {
  return !own_.crosses_red_line(package) && reaches(own_.worth(package), no_agreement);
}

bool Agent::still_accepts(const Package& package) const {
  return reaches(own_.worth(package), least_);
}

Judgement Agent::judge(const Package& package, double no_agreement) const {
  Judgement judgement;
  judgement.worth = own_.worth(package);
  judgement.no_agreement = no_agreement;
  judgement.demanded = std::max(least_, no_agreement);
  if (own_.crosses_red_line(package)) {
    judgement.ground = Ground::red_line;
  } else if (!reaches(judgement.worth, no_agreement)) {
    judgement.ground = Ground::no_agreement;
  } else {
    judgement.accepts = still_accepts(package);
  }
  return judgement;
}

Action Agent::act(const Moment& moment, const Text* text, Ask ask, Judgement& judgement) {
  estimate_others();
  const Situation situation{.own = own_,
                            .barred = barred_,
                            .revision = revision_,
                            .drafts = case_->scenario.drafts,
                            .no_agreement = moment.no_agreement,
                            .round = moment.round,
                            .rounds = case_->scenario.rounds,
                            .standing = text != nullptr ? &text->package : nullptr,
                            .heard = heard_,
                            .liked = liked_};
  std::optional<Package> next = bidding_->bid(situation);
  const bool has_enough = bidding_->walks_out(situation);
  least_ = acceptance_->least(situation, next ? own_.worth(*next) : kNothingWillDo);
  if (text != nullptr) {
    judgement = judge(text->package, moment.no_agreement);
    if (judgement.accepts) return Accept{};
  }
  if (ask == Ask::answer) return Reject{};
  if (has_enough) return Leave{};
  if (!next) return Reject{};
  bidding_->tabled(*next);
  return Offer{std::move(*next)};
}

void Agent::hear(const Text& text, double time) {
  if (text.by == self_) return;
  if (models_[text.by] != nullptr) models_[text.by]->hear(text.package);
  heard_.push_back({time, own_.worth(text.package), own_.crosses_red_line(text.package)});
}

void Agent::learn(PartyId other, double accuracy) {
  // What is known stays known: a vaguer leak takes nothing away.
  known_[other] = std::max(known_[other], accuracy);
}

void Agent::consent_withheld(IssueId issue, const Package& text) {
  barred_.resize(liked_.size());
  ++revision_;
  for (const Blocks::Block& block : *own_.blocks) {
    for (const Blocks::Member& member : block.members) {
      if (member.issue != issue) continue;
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        if (own_.blocks->option(block, member, row) == text[issue]) barred_[row] = 1;
      }
    }
  }
}

}  // namespace entente

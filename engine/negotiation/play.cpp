// SPDX-License-Identifier: Apache-2.0
/// The negotiation loop: the room in which a protocol lets agents act while the world moves.
#include "engine/negotiation/play.hpp"

#include <algorithm>
#include <cmath>

#include "engine/negotiation/agent.hpp"
#include "engine/negotiation/happenings.hpp"
#include "engine/negotiation/reasons.hpp"
#include "engine/negotiation/signature.hpp"

namespace entente {
namespace {

class Negotiation : public Room {
 public:
  Negotiation(const Case& drawn, Observer& observer)
      : case_(drawn),
        scenario_(drawn.scenario),
        observer_(observer),
        world_(drawn.scenario.world, drawn.scenario.parties, drawn.seed, drawn.replication),
        happenings_(drawn.scenario, drawn.seed, drawn.replication),
        required_(parties()),
        left_(parties()),
        delay_(parties()),
        refusals_(parties()) {
    for (const PartyId party : scenario_.agreement.required) required_[party] = true;
    for (std::size_t p = 0; p < parties(); ++p) agents_.emplace_back(drawn, PartyId(p));
  }

  Outcome play() {
    const auto protocol = case_.protocol->make(case_.protocol_parameters);
    for (round_ = 1;; ++round_) {
      begin_round();
      if (protocol->play_round(*this) == Talks::over) break;
      if (round_ == scenario_.rounds) break;
      for (std::size_t p = 0; p < parties(); ++p) {
        delay_[p] += case_.parties[p].delay_cost.at(world_.truth());
      }
    }
    return conclude();
  }

  // What the protocol sees.

  [[nodiscard]] int round() const override { return round_; }
  [[nodiscard]] std::size_t parties() const override { return scenario_.parties.size(); }
  [[nodiscard]] bool required(PartyId party) const override { return required_[party]; }
  [[nodiscard]] bool has_left(PartyId party) const override { return left_[party]; }

  Action ask(PartyId party, const Text* text, Ask ask) override {
    Judgement judgement;
    Action action = agents_[party].act({round_, no_agreement(party)}, text, ask, judgement);
    if (text != nullptr) {
      observer_.answers(party, text->by, text->package, judgement);
      if (!judgement.accepts) note_refusal(party, *text, judgement);
      happen(happenings_.after_answer(round_, judgement.accepts, party, text->by, text->package,
                                      world_));
    }
    if (std::holds_alternative<Leave>(action)) {
      left_[party] = true;
      observer_.leaves(party);
      if (required_[party]) walked_out_ = party;
    } else if (std::holds_alternative<Reject>(action) && ask == Ask::any) {
      observer_.passes(party);
    }
    return action;
  }

  void table(const Text& text) override {
    observer_.tables(text.by, text.package);
    const double time = share_of_time(round_, scenario_.rounds);
    for (Agent& agent : agents_) agent.hear(text, time);
  }

  bool sign(const Text& text) override {
    const Signature signature = come_to_signature(
        scenario_, text.package,
        {.could_sign = [this](
                           PartyId p,
                           const Package& x) { return agents_[p].could_sign(x, no_agreement(p)); },
         .worth = [this](PartyId p, const Package& x) { return agents_[p].own().worth(x); },
         .still_accepts = [this](PartyId p,
                                 const Package& x) { return agents_[p].still_accepts(x); },
         .present = [this](PartyId p) { return !left_[p]; }});
    observer_.comes_to_signature(text.package, signature.signatories, signature.set_aside,
                                 signature.withdrew);
    for (const PartyId party : signature.withdrew) {
      note_refusal(party, {text.by, signature.package},
                   agents_[party].judge(signature.package, no_agreement(party)));
    }
    for (const IssueId issue : signature.set_aside) {
      for (Agent& agent : agents_) agent.consent_withheld(issue, text.package);
    }
    if (!signature.withdrew.empty()) return false;
    signature_ = signature;
    return true;
  }

 private:
  void begin_round() {
    if (round_ > 1) world_.step(static_cast<std::uint32_t>(round_));
    observer_.round_begins(round_, world_);
    happen(happenings_.begin_round(round_, world_));
  }

  void happen(const std::vector<EventId>& events) {
    for (const EventId event : events) {
      observer_.event_happens(event);
      for (const Revelation& revelation : happenings_.revelations(event)) {
        for (const PartyId hearer : revelation.to) {
          agents_[hearer].learn(revelation.preferences_of, revelation.accuracy);
        }
      }
    }
  }

  [[nodiscard]] double no_agreement(PartyId party) const {
    return case_.parties[party].no_agreement.at(world_.believed_by(party));
  }

  void note_refusal(PartyId party, const Text& text, const Judgement& judgement) {
    if (!refusals_[party]) refusals_[party].emplace();
    Refusal& last = *refusals_[party];
    last.party = party;
    last.round = round_;
    last.by = text.by;
    last.text = text.package;
    last.ground = judgement.ground;
    last.worth = judgement.worth;
    last.demanded = std::min(1.0, judgement.demanded);
  }

  Outcome conclude() {
    Outcome outcome;
    outcome.round = round_;
    outcome.parties.resize(parties());
    for (std::size_t p = 0; p < parties(); ++p) {
      Standing& standing = outcome.parties[p];
      standing.no_agreement = case_.parties[p].no_agreement.at(world_.truth());
      standing.believed = no_agreement(PartyId(p));
      standing.worth = standing.no_agreement;
      standing.delay = delay_[p];
    }
    if (signature_) {
      conclude_signed(outcome);
    } else {
      outcome.ending = walked_out_ ? Ending::walkout : Ending::stalemate;
      outcome.because_of = walked_out_;
    }
    for (const std::optional<Refusal>& refusal : refusals_) {
      if (!refusal) continue;
      outcome.last_refusals.push_back(*refusal);
      outcome.last_refusals.back().issues =
          decisive_issues(scenario_, *refusal, agents_[refusal->party].own());
    }
    std::stable_sort(outcome.last_refusals.begin(), outcome.last_refusals.end(),
                     [](const Refusal& a, const Refusal& b) { return a.round < b.round; });
    return outcome;
  }

  void conclude_signed(Outcome& outcome) {
    outcome.package = signature_->package;
    outcome.set_aside = signature_->set_aside;
    for (const PartyId party : signature_->signatories) outcome.parties[party].signed_it = true;
    for (const PartyId party : signature_->signatories) {
      // All are asked, so that who fails does not depend on the order of the parties.
      if (!ratify(party) && !outcome.because_of) outcome.because_of = party;
    }
    if (outcome.because_of) {
      outcome.ending = Ending::not_ratified;
      return;
    }
    double joint = 0;
    for (std::size_t p = 0; p < parties(); ++p) {
      Standing& standing = outcome.parties[p];
      standing.worth = agents_[p].own().worth(*outcome.package);
      if (standing.signed_it) joint += standing.surplus();
    }
    outcome.ending = Ending::balanced;
    const std::size_t signatories = signature_->signatories.size();
    const double fair = scenario_.agreement.fair_share(signatories);
    for (Standing& standing : outcome.parties) {
      if (!standing.signed_it) continue;
      standing.share =
          joint > 0 ? standing.surplus() / joint : 1.0 / static_cast<double>(signatories);
      const bool loses = !reaches(standing.worth, standing.no_agreement);  // it was deceived
      if (loses || !reaches(standing.share, fair)) outcome.ending = Ending::imposed;
    }
  }

  bool ratify(PartyId party) {
    const auto& ratification = case_.parties[party].ratification;
    if (!ratification) return true;
    const std::span<const double> believed = world_.believed_by(party);
    const double surplus = agents_[party].own().worth(signature_->package) - no_agreement(party);
    const double distance = surplus - ratification->midpoint.at(believed);
    const double chance = 1 / (1 + std::exp(-ratification->slope.at(believed) * distance));
    Stream verdict(ratification->verdict, case_.replication);
    const bool succeeds = verdict.uniform() < chance;
    observer_.ratifies(party, chance, succeeds);
    return succeeds;
  }

  const Case& case_;
  const Scenario& scenario_;
  Observer& observer_;
  WorldState world_;
  Happenings happenings_;
  std::vector<Agent> agents_;
  int round_ = 0;
  std::vector<bool> required_, left_;             ///< by PartyId
  std::vector<double> delay_;                     ///< by PartyId
  std::vector<std::optional<Refusal>> refusals_;  ///< by PartyId: the last one
  std::optional<PartyId> walked_out_;
  std::optional<Signature> signature_;
};

}  // namespace

Outcome play(const Case& drawn, Observer& observer) { return Negotiation(drawn, observer).play(); }

Outcome play(const Case& drawn) {
  Observer nobody;
  return play(drawn, nobody);
}

}  // namespace entente

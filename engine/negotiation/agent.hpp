// SPDX-License-Identifier: Apache-2.0
/// One party at the table: its strategy, what it has heard, and what it may never do.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/observer.hpp"

namespace entente {

/// When and on what terms a party is asked.
struct Moment {
  int round;
  double no_agreement;  ///< its no-agreement value now, as it believes
};

class Agent {
 public:
  /// `drawn` must outlive the agent.
  Agent(const Case& drawn, PartyId self);

  /// What it does about `text` (null: none). A text is accepted only if the strategy accepts it, it
  /// crosses no red line and is worth at least no agreement. The judgement of the text is written
  /// to `judgement` if there is a text.
  [[nodiscard]] Action act(const Moment& moment, const Text* text, Ask ask, Judgement& judgement);

  /// A text is on the table, perhaps its own.
  void hear(const Text& text, double time);
  /// Another party's true preferences become known to an accuracy in [0,1].
  void learn(PartyId other, double accuracy);
  /// At signature, consent was missing for what `text` says on `issue`: it tables that no more.
  void consent_withheld(IssueId issue, const Package& text);

  /// Whether it could sign `package`: no red line, worth at least `no_agreement`.
  [[nodiscard]] bool could_sign(const Package& package, double no_agreement) const;
  /// How it judges `package` on the terms on which it was last asked, its no-agreement value apart.
  [[nodiscard]] Judgement judge(const Package& package, double no_agreement) const;
  /// Whether its strategy would accept `package` on the terms on which it was last asked.
  [[nodiscard]] bool still_accepts(const Package& package) const;
  [[nodiscard]] const UtilityView& own() const { return own_; }

 private:
  void estimate_others();

  const Case* case_;
  PartyId self_;
  UtilityView own_;
  std::unique_ptr<Bidding> bidding_;
  std::unique_ptr<Acceptance> acceptance_;
  std::vector<PartyId> courted_;                        ///< whose signature it needs or wants
  std::vector<std::unique_ptr<OpponentModel>> models_;  ///< by PartyId; null if not courted
  std::vector<double> known_;                           ///< by PartyId: accuracy of what it knows
  std::vector<double> liked_;                           ///< by row: how much they seem to like it
  std::vector<std::uint8_t> barred_;                    ///< by row; empty if nothing is
  int revision_ = 0;                                    ///< of `barred_`
  double least_ = kNothingWillDo;                       ///< the worth it last would have accepted
  std::vector<Heard> heard_;
};

}  // namespace entente

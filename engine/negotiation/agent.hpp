// SPDX-License-Identifier: Apache-2.0
/// One party at the table: its strategy, what it has heard, and what it may never do.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/observer.hpp"

namespace entente {

/// When and on what terms a party is asked.
struct Moment {
  int round;
  double no_agreement;  ///< its no-agreement value now
};

class Agent {
 public:
  /// `drawn` must outlive the agent.
  Agent(const Case& drawn, PartyId self);

  /// What it does about `text` (null: none). A text is accepted only if the strategy accepts it, it
  /// crosses no red line and is worth at least no agreement. The judgement of the text is written
  /// to `judgement` if there is a text.
  [[nodiscard]] Action act(const Moment& moment, const Text* text, Ask ask, Judgement& judgement);

  /// Another party tabled a text.
  void hear(const Text& text, double time);
  /// Another party's true preferences become known.
  void learn(PartyId other, double accuracy);

  /// Whether it could sign `package`: no red line, worth at least `no_agreement`.
  [[nodiscard]] bool could_sign(const Package& package, double no_agreement) const;
  [[nodiscard]] const UtilityView& own() const { return own_; }

 private:
  void estimate_others();

  const Case* case_;
  PartyId self_;
  UtilityView own_;
  std::unique_ptr<Bidding> bidding_;
  std::unique_ptr<Acceptance> acceptance_;
  std::vector<std::unique_ptr<OpponentModel>> models_;  ///< by PartyId; null for itself
  std::vector<PartyId> courted_;                        ///< whose assent it needs
  std::vector<double> liked_;                           ///< by row: the mean of their estimates
  std::vector<Heard> heard_;
};

}  // namespace entente

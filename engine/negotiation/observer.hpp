// SPDX-License-Identifier: Apache-2.0
/// What can be seen of a negotiation while it is played.
#pragma once

#include <optional>
#include <span>

#include "engine/model/outcome.hpp"
#include "engine/model/world.hpp"

namespace entente {

/// How a party judges a text it is asked about.
struct Judgement {
  bool accepts = false;
  Ground ground = Ground::demand;  ///< of a refusal
  double worth = 0;                ///< of the text to the party
  double no_agreement = 0;         ///< its no-agreement value now, as it believes
  double demanded = 0;             ///< the least worth it would have accepted; infinite if none
};

/// Told what happens, in order; override what is of interest. References hold for the call only.
class Observer {
 public:
  virtual ~Observer() = default;
  /// A round begins; the world has moved.
  virtual void round_begins(int /*round*/, const WorldState& /*world*/) {}
  virtual void event_happens(EventId /*event*/) {}
  /// `party` puts a text on the table.
  virtual void tables(PartyId /*party*/, const Package& /*text*/) {}
  /// `party` accepts or refuses a text of `by`.
  virtual void answers(PartyId /*party*/, PartyId /*by*/, const Package& /*text*/,
                       const Judgement& /*judgement*/) {}
  /// `party` neither accepts nor has anything to table.
  virtual void passes(PartyId /*party*/) {}
  virtual void leaves(PartyId /*party*/) {}
  /// A text that all who must have accepted comes to signature: who signs, which issues fall back
  /// to the status quo for want of consent, and who no longer accepts what is left (empty: it
  /// stands).
  virtual void comes_to_signature(const Package& /*text*/, std::span<const PartyId> /*signatories*/,
                                  std::span<const IssueId> /*set_aside*/,
                                  std::span<const PartyId> /*withdrew*/) {}
  /// `party` puts the agreement to ratification, which succeeds with that chance.
  virtual void ratifies(PartyId /*party*/, double /*chance*/, bool /*succeeds*/) {}
};

}  // namespace entente

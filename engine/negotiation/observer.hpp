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
  /// `party` (none: a mediator who is no party) shows a text to `hearers` (empty: to all).
  virtual void tables(std::optional<PartyId> /*party*/, const Package& /*text*/,
                      std::span<const PartyId> /*hearers*/) {}
  /// `party` accepts or refuses a text of `by`.
  virtual void answers(PartyId /*party*/, std::optional<PartyId> /*by*/, const Package& /*text*/,
                       const Judgement& /*judgement*/) {}
  /// After its refusal of `text`, `party` asks that it be `amended` so; `hearers` learn of it
  /// (empty: all).
  virtual void asks_for(PartyId /*party*/, const Package& /*text*/, const Package& /*amended*/,
                        std::span<const PartyId> /*hearers*/) {}
  /// `party` neither accepts nor has anything to table.
  virtual void passes(PartyId /*party*/) {}
  virtual void leaves(PartyId /*party*/) {}
  /// A hazard ends the talks after this round.
  virtual void cut_off() {}
  /// A text that all who must have accepted comes to signature: who signs, which issues fall back
  /// to the status quo for want of consent, and who no longer accepts what is left (empty: it
  /// stands).
  virtual void comes_to_signature(std::optional<PartyId> /*by*/, const Package& /*text*/,
                                  std::span<const PartyId> /*signatories*/,
                                  std::span<const IssueId> /*set_aside*/,
                                  std::span<const PartyId> /*withdrew*/) {}
  /// After the end of the talks of all, these parties settle a part among themselves.
  virtual void settles_part(std::size_t /*partial*/, const Package& /*package*/) {}
  /// `party` puts the agreement to ratification, which succeeds with that chance.
  virtual void ratifies(PartyId /*party*/, double /*chance*/, bool /*succeeds*/) {}
};

}  // namespace entente

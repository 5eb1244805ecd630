// SPDX-License-Identifier: Apache-2.0
/// The conclusion of talks: what their end is worth to whom, and why they ended so.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/negotiation/agent.hpp"
#include "engine/negotiation/signature.hpp"

namespace entente {

/// How the talks went, when nothing is left to be said.
struct Ended {
  int round = 0;
  std::optional<Signature> signature;              ///< one that stands
  std::optional<PartyId> walked_out;               ///< a party that must sign
  bool cut_off = false;                            ///< by the hazard
  std::vector<bool> left;                          ///< by PartyId
  std::vector<double> delay;                       ///< by PartyId: delay costs so far
  std::vector<std::optional<Refusal>> refusals;    ///< by PartyId: the last one
  std::vector<std::vector<DraftStanding>> drafts;  ///< when the talks began
  std::optional<NearestText> nearest;
};

/// Ratifies what was signed, or lets a coalition settle a part where the talks have failed; tells
/// the observer of both.
[[nodiscard]] Outcome conclude(const Case& drawn, std::span<const Agent> agents,
                               const WorldState& world, Ended ended, Observer& observer);

}  // namespace entente

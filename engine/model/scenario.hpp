// SPDX-License-Identifier: Apache-2.0
/// A scenario: everything that is known, or assumed, before a negotiation is drawn and played.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/blocks.hpp"
#include "engine/model/issue.hpp"
#include "engine/model/party.hpp"
#include "engine/model/world.hpp"

namespace entente {

/// Who must sign, who may, and when a deal counts as balanced.
struct AgreementRule {
  std::vector<PartyId> required;
  std::vector<PartyId> may_sign;
  /// Every signatory's least share of the joint surplus in a balanced agreement; in [0,1]. None:
  /// half of an equal share.
  std::optional<double> balanced_share;

  [[nodiscard]] double fair_share(std::size_t signatories) const {
    return balanced_share.value_or(0.5 / static_cast<double>(signatories));
  }
};

/// How often to play, and the seed of all draws.
struct Simulation {
  std::uint64_t replications = 1000;
  std::uint64_t seed = 1;
};

/// Immutable once read; the engine's functions take it by const reference.
struct Scenario {
  std::string title;
  std::string date;
  std::vector<Issue> issues;
  std::vector<Party> parties;
  World world;
  std::vector<Draft> drafts;
  AgreementRule agreement;
  Choosing protocol;
  int rounds = 1;  ///< the last round; without an agreement by then, stalemate
  Simulation simulation;
  Blocks blocks;       ///< of the issues, tied by all parties' clauses
  std::string text;    ///< the canonical JSON of the scenario as run
  std::string digest;  ///< of `text`: 32 hexadecimal digits
};

}  // namespace entente

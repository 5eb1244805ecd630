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

/// Who must sign, who may, when that is enough, and when a deal counts as balanced.
struct AgreementRule {
  /// A weighted majority: besides the required parties, whose signatures are vetoes, the
  /// signatories need a share of the weight of all who must or may sign.
  struct Quorum {
    double share = 1;             ///< in (0,1]
    std::vector<double> weights;  ///< by PartyId, at least 0
  };
  /// What some parties may settle among themselves when the talks of all have failed.
  struct Partial {
    std::string id;
    std::string title;
    std::vector<PartyId> parties;  ///< ascending; all of them must sign
    std::vector<IssueId> issues;   ///< ascending; all others stay at their status quo
  };

  std::vector<PartyId> required;
  std::vector<PartyId> may_sign;
  std::optional<Quorum> quorum;
  std::vector<Partial> partial;
  /// Every signatory's least share of the joint surplus in a balanced agreement; in [0,1]. None:
  /// half of an equal share.
  std::optional<double> balanced_share;

  [[nodiscard]] double fair_share(std::size_t signatories) const {
    return balanced_share.value_or(0.5 / static_cast<double>(signatories));
  }
  /// Whether the signatures (by PartyId) of all who must, and of enough of all, are there.
  [[nodiscard]] bool satisfied_by(const std::vector<bool>& signing) const;
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
  int rounds = 1;                  ///< the last round; without an agreement by then, stalemate
  std::optional<Quantity> hazard;  ///< the chance that the talks end after a round, before the last
  Simulation simulation;
  Blocks blocks;       ///< of the issues, tied by all parties' clauses
  std::string text;    ///< the canonical JSON of the scenario as run
  std::string digest;  ///< of `text`: 32 hexadecimal digits
};

}  // namespace entente

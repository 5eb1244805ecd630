// SPDX-License-Identifier: Apache-2.0
/// A bargaining problem (Nash 1950): what the parties want, and what each has without a deal.
///
/// Everything in this folder is about one such problem: numbers that are known. What is uncertain
/// about them is up to who asks, by drawing many problems.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/model/utilities.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente {

/// Parties by PartyId: bit p stands for party p. (A scenario has at most 64.)
using PartySet = std::uint64_t;

[[nodiscard]] constexpr bool contains(PartySet set, PartyId party) {
  return (set >> static_cast<std::size_t>(party) & 1U) != 0;
}
[[nodiscard]] constexpr PartySet set_of(PartyId party) {
  return PartySet{1} << static_cast<std::size_t>(party);
}
[[nodiscard]] PartySet set_of(std::span<const PartyId> parties);
/// Ascending.
[[nodiscard]] std::vector<PartyId> parties_of(PartySet set);

struct BargainingProblem {
  const Scenario* scenario;          ///< issues, consents, rule of agreement, red lines, drafts
  std::vector<UtilityView> parties;  ///< by PartyId; worths in [0,1]
  std::vector<double> no_agreement;  ///< by PartyId: as each believes it; any finite number

  [[nodiscard]] const Blocks& blocks() const { return scenario->blocks; }
  /// u of every party, by PartyId.
  [[nodiscard]] std::vector<double> worths(const Package& package) const;
  /// Whether a party could sign: none of its red lines crossed, worth at least no agreement.
  [[nodiscard]] bool could_sign(PartyId party, const Package& package) const;
};

/// The problem of a case with these no-agreement values, by PartyId. `drawn` must outlive it.
[[nodiscard]] BargainingProblem problem_of(const Case& drawn, std::vector<double> no_agreement);
/// What each has without a deal in `world`, as it believes it to be.
[[nodiscard]] std::vector<double> believed_no_agreement(const Case& drawn, const WorldState& world);

/// Whether the signatures of `set` are enough.
[[nodiscard]] bool suffices(const AgreementRule& rule, PartySet set);
/// All who must or may sign.
[[nodiscard]] PartySet everyone(const AgreementRule& rule);

/// The sets of signatories (not the empty one) that suffice for an agreement, the largest first,
/// then by their number as a set. All of them where at most `most` do; else the `most` first, and
/// `complete` is false.
struct SignatorySets {
  std::vector<PartySet> sets;
  bool complete = true;
};
[[nodiscard]] SignatorySets sufficient_sets(const AgreementRule& rule, std::size_t most = 1024);

/// The issues that signatures of `signing` alone can change: those without a status quo or whose
/// consents are all there; by IssueId.
[[nodiscard]] std::vector<bool> unlocked(const Scenario& scenario, PartySet signing);

}  // namespace entente

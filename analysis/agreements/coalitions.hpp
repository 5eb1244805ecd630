// SPDX-License-Identifier: Apache-2.0
/// Coalitions: which parties could sign something without the others, and who is pivotal.
#pragma once

#include <vector>

#include "analysis/agreements/solutions.hpp"

namespace entente {

/// Two parties or more that sign together, whether or not the rule lets that count.
struct Coalition {
  Zone zone;                ///< issues that need the consent of others stay at their status quo
  bool sufficient = false;  ///< the rule of agreement is content with them
  bool minimal = false;     ///< it has a zone, and none of its subsets of two or more has
};

/// What a party's presence does, over all coalitions of the others that are listed with and without
/// it: the swings of Banzhaf (1965), kept apart by direction since demands can also spoil a deal.
/// (A party alone cannot sign.)
struct Pivot {
  PartyId party;
  std::size_t needed = 0;  ///< with it they can sign what suffices, without it they cannot
  std::size_t spoils = 0;  ///< without it they can, with it they cannot
  std::size_t of = 0;      ///< coalitions compared
};

struct Coalitions {
  std::vector<Coalition> coalitions;  ///< by size, then by number as a set
  std::vector<Pivot> pivots;          ///< by PartyId, of all who must or may sign
  /// All coalitions of those who must or may sign are listed; else those of fewest parties and of
  /// most, as many as the limit lets.
  bool complete = true;
};

/// Precondition: `most` is at least 1.
[[nodiscard]] Coalitions coalitions_of(const BargainingProblem& problem, const Effort& effort = {},
                                       std::size_t most = 4096);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// How good a package is: whether anything was left on the table, and where it lies.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "analysis/agreements/solutions.hpp"

namespace entente {

/// A package seen by the signatories.
struct Efficiency {
  PartySet signatories = 0;
  std::vector<double> worths;  ///< by PartyId
  std::vector<double> gains;   ///< by PartyId: over no agreement; negative: below it
  PartySet below = 0;          ///< signatories below their no-agreement value
  PartySet crossed = 0;        ///< signatories whose red lines it crosses
  /// Efficient: no package that they can agree on (red lines respected, and consents of others) is
  /// better for one of them and worse for none. `no`: `better` is such a package, the one with the
  /// greatest total gain. Open: cut short; `left` then bounds it from
  /// above. Where `better` is known but `left_proven` is not, at least `left` was left.
  Answer efficient = Answer::open;
  std::optional<Package> better;
  std::vector<double> better_worths;  ///< by PartyId; empty without `better`
  double left = 0;                    ///< on the table: the most that the signatories' worths could
                                      ///< rise in total with none falling; 0 if efficient
  bool left_proven = false;
  /// The product of the signatories' gains against that of the Nash solution, in [0,1]; 0 where
  /// some signatory is below its no-agreement value. None without a Nash solution of theirs.
  std::optional<double> nash_share;
  /// By PartyId, of signatories: where its worth lies between no agreement (0) and the most it can
  /// have in the zone (1); may lie outside. Empty without a zone; 0 for the others.
  std::vector<double> place;
  /// To each solution, in the order of kSolutions: the Euclidean distance between the signatories'
  /// worths. Empty without a zone.
  std::vector<double> distance;
};

/// `solutions`: of the same problem and signatories; nullptr if there is none.
[[nodiscard]] Efficiency efficiency_of(const BargainingProblem& problem, PartySet signatories,
                                       const Package& package, const Solutions* solutions,
                                       const Effort& effort = {});

}  // namespace entente

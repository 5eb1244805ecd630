// SPDX-License-Identifier: Apache-2.0
/// How good an outcome was: what an agreement left on the table, and the deal that was missed.
#pragma once

#include <optional>
#include <vector>

#include "analysis/agreements/efficiency.hpp"
#include "engine/model/outcome.hpp"

namespace entente {

/// No agreement of all, nor one that failed at home only.
[[nodiscard]] constexpr bool failed(Ending ending) {
  return !agreed(ending) && ending != Ending::not_ratified;
}

/// A deal that parties whose signatures would have been enough could all have signed.
struct Deal {
  PartySet signatories = 0;
  Package package;
  std::vector<double> worths;  ///< by PartyId
  std::vector<double> gains;   ///< by PartyId: over no agreement; of signatories, none is negative
  double least_gain = 0;       ///< of the signatories
  bool proven = false;         ///< no package of theirs has a greater least gain
};

/// Whether talks that failed had anything to agree on.
struct Opportunity {
  Answer at_start = Answer::open;  ///< as round 1 began; open: the search was cut short
  Answer at_end = Answer::open;    ///< when they ended
  /// With `at_end` yes: the egalitarian package of the largest set of signatories that had any, so
  /// the one that leaves the least gain greatest.
  std::optional<Deal> deal;
};

/// The outcome of one negotiation held against all packages that there were.
///
/// Worths are those of the parties' preferences. What backing down from public commitments would
/// have cost them at home is left out: it is a price of the way to a text, not of the text.
/// No-agreement values are what the parties believed at that moment, since on those they decide.
struct Assessment {
  /// Of what was signed, ratified or not, among those who signed; without the distances.
  std::optional<Efficiency> agreement;
  std::optional<Opportunity> opportunity;  ///< of talks that failed

  /// Talks that failed although a deal existed when they ended.
  [[nodiscard]] bool missed() const { return opportunity && opportunity->at_end == Answer::yes; }
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The smallest set of parties whose demands no agreement can meet.
#pragma once

#include "analysis/agreements/solutions.hpp"

namespace entente {

struct Irreconcilable {
  PartySet parties = 0;
  bool proven = false;  ///< no set of fewer parties is irreconcilable, none of as many comes before
};

/// A set G is irreconcilable if no sufficient set S of signatories has a package that respects the
/// consents missing from S and that all of S in G could sign, whatever the rest of S think of it.
/// Of the smallest the first by number as a set. Cut short: a set from which no single party can be
/// left out, as far as time allowed to try.
///
/// Precondition: no sufficient set has a zone.
[[nodiscard]] Irreconcilable smallest_irreconcilable(const BargainingProblem& problem,
                                                     const Zones& zones, const Effort& effort = {});

}  // namespace entente

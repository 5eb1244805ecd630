// SPDX-License-Identifier: Apache-2.0
/// Why there is no zone of possible agreement, and what would open one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/agreements/solutions.hpp"
#include "engine/model/red_line.hpp"

namespace entente {

/// An issue, by what it would do if it were settled to everybody's liking at once: every signatory
/// valued it as its own best option there, and red lines counted as if it could be chosen freely
/// for each. No text can do that, which is the point: it bounds what talks about it can bring.
struct BlockingIssue {
  IssueId issue;
  double gain = 0;     ///< by how much the greatest least gain rises, above 0; infinity where red
                       ///< lines leave no package as it is
  bool opens = false;  ///< it alone would open a zone
};

/// A red line, by what dropping it alone would do.
struct BlockingLine {
  std::size_t line;  ///< in `red_lines`
  double gain = 0;   ///< as above
  bool opens = false;
};

/// A smallest change that opens a zone, with the package that it opens.
struct Opening {
  PartySet signatories = 0;
  Package package;
  std::vector<double> worths;      ///< by PartyId
  std::vector<double> shortfall;   ///< by PartyId: by how much no-agreement values fall
  std::vector<std::size_t> lines;  ///< red lines dropped, in `red_lines`
  std::vector<IssueId> aside;      ///< issues set aside to their status quo
  double cost = 0;                 ///< in its currency: utility, or a number of lines or issues
  double bound = 0;                ///< proven: nothing below this opens one
  bool proven = false;
};

struct Obstacles {
  /// A smallest set of parties that cannot be reconciled: with the demands of all others ignored,
  /// no sufficient set of signatories has a package (consents as its members hold them). Of several
  /// the first, by number as a set. `proven`: none is smaller; else the search was cut short.
  PartySet irreconcilable = 0;
  bool irreconcilable_proven = false;
  /// The set of signatories that comes nearest: the greatest least gain. Of several the first; the
  /// first of all where red lines leave none of them a package.
  PartySet nearest = 0;
  double margin = 0;  ///< that gain, below 0; minus infinity: red lines leave it no package
  std::vector<BlockingIssue> issues;  ///< of `nearest`, all with a gain, the greatest first
  std::vector<BlockingLine> lines;    ///< likewise; equal gains by position
  bool gains_proven = false;          ///< margin and gains are exact; else as far as known
  /// The cheapest openings over all sufficient sets; none where nothing in the currency opens one.
  std::optional<Opening> uniform;       ///< every no-agreement value falls by the same
  std::optional<Opening> total;         ///< the sum of all falls is least
  std::optional<Opening> fewest_lines;  ///< red lines are dropped
  std::optional<Opening> fewest_aside;  ///< issues are left out of the text: their status quo
                                        ///< stays, and red lines that name them do not bind
  bool openings_settled = false;        ///< that there is none where none is given is proven
};

/// Precondition: no sufficient set of `zones` (all of them searched) has a zone. `red_lines`: those
/// of the scenario.
[[nodiscard]] Obstacles obstacles_of(const BargainingProblem& problem, const Zones& zones,
                                     std::span<const RedLine> red_lines, const Effort& effort = {});

}  // namespace entente

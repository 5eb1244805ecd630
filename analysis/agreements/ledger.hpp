// SPDX-License-Identifier: Apache-2.0
/// The ledger of two texts: issue by issue who gains and who loses, and the amendments that would
/// make those accept the first who refuse it.
#pragma once

#include <atomic>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "engine/search/best_package.hpp"

namespace entente {

/// An issue on which two texts differ.
struct LedgerLine {
  IssueId issue;
  Option from;
  Option to;
  /// By PartyId: what the change from the first text to the second adds to its worth. Where clauses
  /// tie the issue to others that differ, its share by the Shapley value over the order in which
  /// the issues of its block change; lines add up to the whole difference.
  std::vector<double> change;
};

/// Changes of a text that make one party accept it; without any of them it would not.
struct Amendment {
  std::vector<IssueId> issues;  ///< changed, ascending
  Package package;              ///< the text so amended
  std::vector<double> worths;   ///< by PartyId
  PartySet refusing = 0;        ///< signatories that could not sign the amended text
  double loss = 0;  ///< what it costs the other signatories in total; negative: they gain
  /// No other set of as many issues, but for those listed before it, costs them less (by more than
  /// the tolerance of the effort). The number of issues is always proven.
  bool proven = true;
};

struct Ledger {
  Package from, to;
  std::vector<LedgerLine> lines;   ///< by IssueId, only issues that differ
  std::vector<double> difference;  ///< by PartyId: worth of `to` less that of `from`
};
[[nodiscard]] Ledger ledger_of(const BargainingProblem& problem, const Package& from,
                               const Package& to);

/// How far each of the searches behind an amendment goes for the least loss.
inline constexpr SearchEffort kAmendmentEffort{.tolerance = 1e-9, .most_nodes = 16'384};

/// The smallest sets of amendments, at most `most` of them, after which `party` could sign `text`:
/// the fewest issues first; of equally many, those that cost the other signatories least in total.
/// No set contains another (with a needless change it would be no better). Empty: no package is
/// acceptable to the party. Fewer than there are where `stop` became true before. Precondition: the
/// party could not sign the text as it is.
///
/// Any issue may be amended: what the others refuse, and the consents they hold, are theirs to
/// judge; their red lines show in `refusing`.
[[nodiscard]] std::vector<Amendment> smallest_amendments(
    const BargainingProblem& problem, PartyId party, const Package& text, std::size_t most = 3,
    const SearchEffort& effort = kAmendmentEffort, const std::atomic<bool>* stop = nullptr);

}  // namespace entente

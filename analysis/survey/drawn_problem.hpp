// SPDX-License-Identifier: Apache-2.0
/// A replication's bargaining problem at one moment of the talks.
#pragma once

#include <cstdint>
#include <memory>

#include "analysis/agreements/problem.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente {

/// The same draws as those of the negotiation of that number in `run`: preferences, limits, the
/// world and what parties believe of it as round `round` begins, before its own events. What
/// happens by itself until then has happened (drift, shocks, events by chance, date or threshold
/// and those that follow them); what answers to texts would set off has not, since nobody has
/// spoken. Round 1 is before the first word, as `run` has it when it compares drafts.
///
/// Worths are those of the preferences: what backing down from a public commitment would cost at
/// home is a price of the way to a text, not of the text.
class DrawnProblem {
 public:
  /// `scenario` must outlive it; round is at least 1.
  DrawnProblem(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication, int round);

  [[nodiscard]] const BargainingProblem& problem() const { return problem_; }

 private:
  std::unique_ptr<Case> drawn_;  ///< holds what the problem's views show
  BargainingProblem problem_;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// A replication's bargaining problem at one moment of the talks.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente {

/// The same draws as those of the negotiation of that number in `run`: preferences, limits, the
/// world and what parties believe of it as round `round` begins. What happens by itself until then
/// has happened (drift, shocks, events by chance, date or threshold and those that follow them);
/// what answers to texts would set off has not, since nobody has spoken. Round 1 is before the
/// first word, as `run` has it when it compares drafts.
class Moment {
 public:
  /// `scenario` must outlive it; round is at least 1.
  Moment(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication, int round);

  [[nodiscard]] const BargainingProblem& problem() const { return problem_; }

 private:
  std::unique_ptr<Case> drawn_;
  BargainingProblem problem_;
};

/// The problem of expected utilities: the means of worths and no-agreement values over many
/// problems of one scenario. Worths are the means of utilities, so exact answers about it are about
/// what each party can expect as far as we know; red lines are the same in all.
class ExpectedProblem {
 public:
  explicit ExpectedProblem(const Scenario& scenario);

  /// Sums run in the order of adding.
  void add(const BargainingProblem& problem);
  /// The means so far; valid until the next `add`. Precondition: one was added.
  [[nodiscard]] BargainingProblem problem() const;

 private:
  const Scenario* scenario_;
  std::uint64_t count_ = 0;
  std::vector<double> rows_;             ///< by party, then row: sums
  std::vector<std::uint8_t> red_lines_;  ///< likewise
  std::vector<double> no_agreement_;     ///< sums
  mutable std::vector<double> mean_rows_;
};

}  // namespace entente

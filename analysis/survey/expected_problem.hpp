// SPDX-License-Identifier: Apache-2.0
/// The problem of expected utilities.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/agreements/problem.hpp"

namespace entente {

/// The means of worths and no-agreement values over many problems of one scenario. Worths are means
/// of utilities, so exact answers about it are about what each party can expect as far as we know;
/// red lines are the same in all.
class ExpectedProblem {
 public:
  explicit ExpectedProblem(const Scenario& scenario);

  /// Sums run in the order of adding.
  void add(const BargainingProblem& problem);
  [[nodiscard]] std::uint64_t count() const { return count_; }
  /// The means so far; valid until the next call. Precondition: one was added.
  [[nodiscard]] BargainingProblem problem();

 private:
  struct Party {
    std::vector<double> sums;   ///< by row
    std::vector<double> means;  ///< likewise, as last asked for
    std::vector<std::uint8_t> red_lines;
    double no_agreement = 0;  ///< sum
  };

  const Scenario* scenario_;
  std::uint64_t count_ = 0;
  std::vector<Party> parties_;
};

}  // namespace entente

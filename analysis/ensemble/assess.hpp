// SPDX-License-Identifier: Apache-2.0
/// Holds the outcome of a negotiation against all packages that its parties could have signed.
#pragma once

#include <optional>

#include "analysis/results/assessment.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente {

/// So many packages looked at in each search of an assessment; beyond it, answers stay open.
inline constexpr Effort kAssessmentEffort{.most_nodes = 100'000};

/// Assesses the outcomes of talks that have one beginning.
class Assessor {
 public:
  /// `begun`: the case in which the talks begin; it must outlive the assessor.
  explicit Assessor(const Case& begun, const Effort& effort = kAssessmentEffort)
      : begun_(&begun), effort_(effort) {}

  /// `ended`: the case in which they ended, another one only where they went on in a branch.
  [[nodiscard]] Assessment assess(const Case& ended, const Outcome& outcome);

 private:
  [[nodiscard]] Opportunity opportunity(const BargainingProblem& at_end);
  [[nodiscard]] Answer existed_at_start(const BargainingProblem& at_end, const Opportunity& then);

  const Case* begun_;
  Effort effort_;
  std::optional<Answer> at_start_;  ///< once it is known
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The questions that are asked of every draw: those of a picture whose answers can be counted.
#pragma once

#include <optional>
#include <vector>

#include "analysis/survey/survey.hpp"

namespace entente {

struct DrawAnswers {
  std::vector<double> no_agreement;  ///< by PartyId
  Zones zones;
  std::optional<Solutions> solutions;  ///< of the widest zone
  std::vector<DraftPicture> drafts;    ///< without wishes
  std::optional<Obstacles> obstacles;  ///< where it is proven that there is no zone
  std::optional<double> log10_size;    ///< of the widest zone
  Coalitions coalitions;
};

/// `number`: the replication's, which the estimate of the zone's size draws from.
[[nodiscard]] DrawAnswers answers_of(const BargainingProblem& problem, std::uint64_t number,
                                     std::span<const RedLine> red_lines,
                                     const SurveyOptions& options);

}  // namespace entente

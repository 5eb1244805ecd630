// SPDX-License-Identifier: Apache-2.0
/// The world in a story: told at the start, and again where it has moved noticeably.
#pragma once

#include <string>
#include <vector>

#include "analysis/results/transcript.hpp"
#include "cli/story_words.hpp"
#include "engine/model/scenario.hpp"

namespace entente::cli {

/// A move is noticeable when it is at least a sixth of what the variable would be expected to move
/// in all the talks by drift and volatility, and at least two rounds' standard deviations; of a
/// variable that only events move, every move but for its way back to where it was, of which each
/// half is. It is counted from what was last told.
class StoryWorld {
 public:
  explicit StoryWorld(const Scenario& scenario);

  /// From now on in another world with the same variables.
  void go_on_in(const Scenario& other);

  /// A sentence for each variable that is worth telling as the round begins; in the first round,
  /// one for all those that stand at 0 and are known to do so.
  [[nodiscard]] std::vector<std::string> news(const Transcript::Round& round,
                                              const StoryWords& words);

 private:
  const Scenario* scenario_;
  [[nodiscard]] bool is_noticeable(std::size_t variable, double value) const;

  std::vector<double> noticeable_;  ///< by VariableId
  std::vector<double> start_;       ///< by VariableId
  std::vector<double> told_;        ///< by VariableId
};

/// A sentence for each thing that an event does: what it raises or lowers and by how much, as far
/// as the scenario says, and what it tells whom of whose preferences.
[[nodiscard]] std::vector<std::string> effects_of(const Scenario& scenario, EventId event,
                                                  const StoryWords& words);

}  // namespace entente::cli

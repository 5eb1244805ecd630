// SPDX-License-Identifier: Apache-2.0
/// What an ensemble came to, on one screen.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/results/summary.hpp"
#include "cli/terminal.hpp"
#include "engine/model/scenario.hpp"

namespace entente::cli {

/// The summary of one scenario, played with that seed.
[[nodiscard]] std::string summary_screen(const Scenario& scenario, const Summary& summary,
                                         std::uint64_t seed, const Terminal& terminal);

/// One scenario of several.
struct Summarized {
  std::string name;
  const Scenario* scenario;
  Summary summary;
};

/// The endings of several scenarios side by side, and the payoffs if they have the same parties.
[[nodiscard]] std::string side_by_side(const std::vector<Summarized>& all,
                                       const Terminal& terminal);

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// What an analysis of the space of agreements came to, on one long screen.
#pragma once

#include <string>

#include "analysis/survey/survey.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

[[nodiscard]] std::string analysis_screen(const Scenario& scenario, const SurveyOptions& options,
                                          const Survey& survey, const Terminal& terminal);

}  // namespace entente::cli

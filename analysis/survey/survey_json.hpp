// SPDX-License-Identifier: Apache-2.0
/// The JSON of an analysis: everything in a survey, with ids in place of positions.
///
/// As in the results JSON, the order of keys is that of the functions that write them and part of
/// the format; lists follow the scenario; equal bits make equal text; no clock, machine or number
/// of threads goes in. A bound that is not finite is null.
#pragma once

#include <ostream>

#include "analysis/survey/survey.hpp"

namespace entente {

/// `options`: what the survey was made with. Precondition: the scenario's `text` is JSON. Throws
/// WriteError (results_writer.hpp) if `out` fails.
void write_survey(std::ostream& out, const Scenario& scenario, const SurveyOptions& options,
                  const Survey& survey);

}  // namespace entente

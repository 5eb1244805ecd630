// SPDX-License-Identifier: Apache-2.0
/// The results JSON of a whole ensemble as one string.
#pragma once

#include <sstream>
#include <string>

#include "analysis/ensemble/ensemble.hpp"
#include "analysis/results/results_writer.hpp"

namespace entente::testing {

inline std::string results_text(const Scenario& scenario, const EnsembleOptions& options) {
  std::ostringstream out;
  ResultsWriter writer(out, scenario, options.seed, options.replications);
  SummaryBuilder builder(scenario);
  run_ensemble(scenario, options, [&](const Record& record) {
    writer.add(record);
    builder.add(record);
  });
  writer.finish(builder.summary());
  return out.str();
}

}  // namespace entente::testing

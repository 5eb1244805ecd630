// SPDX-License-Identifier: Apache-2.0
/// The results JSON of a whole ensemble as one string.
#pragma once

#include <optional>
#include <sstream>
#include <string>

#include "analysis/ensemble/ensemble.hpp"
#include "analysis/results/results_writer.hpp"

namespace entente::testing {

inline std::string results_text(const Scenario& scenario, const EnsembleOptions& options) {
  std::ostringstream out;
  std::optional<BranchPoint> point;
  if (options.branch != nullptr) point = BranchPoint{options.branch, options.branch_round};
  ResultsWriter writer(out, scenario, options.seed, options.replications, point);
  SummaryBuilder builder(scenario);
  SummaryBuilder of_branch(options.branch != nullptr ? *options.branch : scenario);
  DifferencesBuilder differences(scenario.parties.size(), options.branch_round);
  run_ensemble(scenario, options, [&](const Record& record) {
    writer.add(record);
    builder.add(record.outcome, record.assessment);
    if (!record.branch) return;
    of_branch.add(record.branch->outcome, record.branch->assessment);
    differences.add(record.outcome, record.branch->outcome, record.assessment,
                    record.branch->assessment);
  });
  if (options.branch == nullptr) {
    writer.finish(builder.summary());
  } else {
    writer.finish(builder.summary(), of_branch.summary(), differences.differences());
  }
  return out.str();
}

}  // namespace entente::testing

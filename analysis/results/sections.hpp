// SPDX-License-Identifier: Apache-2.0
/// The parts of the results JSON; each function fixes the order of its keys.
#pragma once

#include "analysis/results/differences.hpp"
#include "analysis/results/ids.hpp"
#include "analysis/results/json_builder.hpp"
#include "analysis/results/record.hpp"
#include "analysis/results/summary.hpp"

namespace entente {

/// The names of a branch, which has events and partial agreements of its own, and where it departs.
struct BranchNames {
  QuotedIds ids;
  int round;
};

/// `branch` is needed for records that have one.
void write_record(JsonBuilder& json, const QuotedIds& ids, const Record& record,
                  const BranchNames* branch);
/// Its rounds from `first` on.
void write_transcript(JsonBuilder& json, const QuotedIds& ids, const Transcript& transcript,
                      int first = 1);
void write_differences(JsonBuilder& json, const QuotedIds& ids, const Differences& differences);
void write_summary(JsonBuilder& json, const QuotedIds& ids, const Summary& summary);

}  // namespace entente

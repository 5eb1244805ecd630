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

void write_assessment(JsonBuilder& json, const QuotedIds& ids, const Assessment& assessment);
/// `branch` is needed for records that have one.
void write_record(JsonBuilder& json, const QuotedIds& ids, const Record& record,
                  const BranchNames* branch);
/// Its rounds from `first` on.
void write_transcript(JsonBuilder& json, const QuotedIds& ids, const Transcript& transcript,
                      int first = 1);
void write_differences(JsonBuilder& json, const QuotedIds& ids, const Differences& differences);
void write_summary(JsonBuilder& json, const QuotedIds& ids, const Summary& summary);

// What several of them are made of.

/// {"count": .., "share": .., "low": .., "high": ..}
void write_proportion(JsonBuilder& json, const Proportion& proportion);
/// The key "quantiles" and by percent what they are; of numbers that are int or double.
template <class Number>
void write_quantiles(JsonBuilder& json, const std::array<Number, 5>& quantiles);
void write_counts(JsonBuilder& json, const std::vector<std::uint64_t>& counts);
/// A sample of nothing has a count and nothing else.
void write_figures(JsonBuilder& json, const Figures& figures);

}  // namespace entente

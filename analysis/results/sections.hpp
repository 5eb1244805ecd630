// SPDX-License-Identifier: Apache-2.0
/// The parts of the results JSON; each function fixes the order of its keys.
#pragma once

#include "analysis/results/ids.hpp"
#include "analysis/results/json_builder.hpp"
#include "analysis/results/record.hpp"
#include "analysis/results/summary.hpp"

namespace entente {

void write_record(JsonBuilder& json, const QuotedIds& ids, const Record& record);
void write_transcript(JsonBuilder& json, const QuotedIds& ids, const Transcript& transcript);
void write_summary(JsonBuilder& json, const QuotedIds& ids, const Summary& summary);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The results JSON, streamed: head, one record per line in order of replication, summary.
///
/// The order of keys is that of the functions that write them and part of the format, as is the
/// order of lists: parties, issues, options and variables as in the scenario. Numbers are written
/// by shortest round trip, so that equal bits make equal text; a number that is not finite is our
/// bug and never written. No clock, machine or number of threads goes in.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string_view>

#include "analysis/results/differences.hpp"
#include "analysis/results/record.hpp"
#include "analysis/results/summary.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

/// "balanced", "imposed", "not-ratified", "partial", ...: as the JSON spells them.
[[nodiscard]] std::string_view json_name_of(Ending ending);
/// "red-line", "no-agreement", "demand".
[[nodiscard]] std::string_view json_name_of(Ground ground);

/// The stream took no more: a full disk, a closed pipe.
class WriteError : public std::runtime_error {
 public:
  WriteError() : std::runtime_error("the results could not be written") {}
};

/// Where records have a branch: its world, and the round at whose beginning it departs.
struct BranchPoint {
  const Scenario* scenario;
  int round;
};

class ResultsWriter {
 public:
  /// Writes the head. Scenarios (whose `text` is JSON) and `out` must outlive the writer.
  /// This and all below throw WriteError as soon as `out` fails.
  ResultsWriter(std::ostream& out, const Scenario& scenario, std::uint64_t seed,
                std::uint64_t replications, std::optional<BranchPoint> branch = {});
  ResultsWriter(ResultsWriter&&) noexcept;
  ResultsWriter& operator=(ResultsWriter&&) noexcept;
  ~ResultsWriter();

  /// Writes a record, with its transcript if it has one. Records come in order of replication.
  void add(const Record& record);
  /// Writes the summary and the end, and flushes. Without it the output is not valid JSON.
  void finish(const Summary& summary);
  /// The same of results with a branch.
  void finish(const Summary& summary, const Summary& of_branch, const Differences& differences);

 private:
  void end();

  struct Text;
  std::unique_ptr<Text> text_;
};

}  // namespace entente

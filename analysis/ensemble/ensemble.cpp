// SPDX-License-Identifier: Apache-2.0
/// Playing and assessing replications, each alone, and delivering them in order.
#include "analysis/ensemble/ensemble.hpp"

#include "analysis/ensemble/assess.hpp"
#include "analysis/parallel/in_order.hpp"
#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/play.hpp"

namespace entente {

Record play_replication(const Scenario& scenario, std::uint64_t replication,
                        const EnsembleOptions& options) {
  const Case drawn = draw(scenario, options.seed, replication);
  Record record{.replication = replication, .outcome = {}, .transcript = {}};
  if (options.keep == Keep::outcomes) {
    record.outcome = play(drawn);
  } else {
    TranscriptRecorder recorder(drawn);
    record.outcome = play(drawn, recorder);
    record.transcript = recorder.take();
  }
  Assessor assessor(drawn);
  record.assessment = assessor.assess(drawn, record.outcome);
  if (options.branch == nullptr) return record;

  Record::Branch& branch = record.branch.emplace();
  const Case other = draw(*options.branch, options.seed, replication);
  if (options.keep == Keep::outcomes) {
    Observer nobody;
    branch.outcome = play_branch(drawn, other, options.branch_round, nobody);
  } else {
    TranscriptRecorder recorder(drawn, other, options.branch_round);
    branch.outcome = play_branch(drawn, other, options.branch_round, recorder);
    branch.transcript = recorder.take();
  }
  if (branch.outcome.round < options.branch_round) {
    branch.assessment = record.assessment;
  } else if (options.branch_round > 1) {
    branch.assessment = assessor.assess(other, branch.outcome);
  } else {
    branch.assessment = Assessor(other).assess(other, branch.outcome);
  }
  return record;
}

Record play_replication(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication,
                        Keep keep) {
  return play_replication(scenario, replication, {.seed = seed, .keep = keep});
}

std::uint64_t run_ensemble(const Scenario& scenario, const EnsembleOptions& options,
                           const std::function<void(const Record&)>& each,
                           const std::atomic<bool>* stop) {
  return deliver_in_order(
      {.first = options.first, .count = options.replications, .threads = options.threads},
      [&](std::uint64_t replication) { return play_replication(scenario, replication, options); },
      [&](const Record& record) { each(record); }, stop);
}

}  // namespace entente

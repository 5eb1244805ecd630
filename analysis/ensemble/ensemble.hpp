// SPDX-License-Identifier: Apache-2.0
/// Ensembles: many replications of one scenario, played in parallel, delivered in order.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "analysis/results/record.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

/// What a record holds.
enum class Keep {
  outcomes,     ///< how it ended
  transcripts,  ///< also how it came to that
};

struct EnsembleOptions {
  std::uint64_t replications = 1000;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;  ///< the first replication's number
  int threads = 0;          ///< at most so many at once; 0: one for each core
  Keep keep = Keep::outcomes;
  /// If given, every replication is also played up to the beginning of `branch_round` and from
  /// then on in this world. Precondition: no `branch_obstacle`; it outlives the run.
  const Scenario* branch = nullptr;
  int branch_round = 0;
};

/// Plays one replication and assesses it; of the options, seed, keep and the branch count.
[[nodiscard]] Record play_replication(const Scenario& scenario, std::uint64_t replication,
                                      const EnsembleOptions& options);
[[nodiscard]] Record play_replication(const Scenario& scenario, std::uint64_t seed,
                                      std::uint64_t replication, Keep keep);

/// Plays replications first .. first + replications - 1 and hands each record to `each`, in order
/// of replication whatever the number of threads; never two at once, but from any thread. Only a
/// few batches are in flight, so memory does not grow with the number of replications.
///
/// Returns how many were delivered: all, or fewer if `stop` became true, which ends it after the
/// replications being played. What `each` throws ends it, too, and is thrown here.
std::uint64_t run_ensemble(const Scenario& scenario, const EnsembleOptions& options,
                           const std::function<void(const Record&)>& each,
                           const std::atomic<bool>* stop = nullptr);

}  // namespace entente

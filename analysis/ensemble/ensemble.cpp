// SPDX-License-Identifier: Apache-2.0
/// A pipeline of three stages: number batches in order, play them in parallel, deliver in order.
#include "analysis/ensemble/ensemble.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/play.hpp"

namespace entente {
namespace {

/// Consecutive replications that one thread plays.
struct Batch {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  std::vector<Record> records;  ///< fewer than `count` only after a stop
};

class Ensemble {
 public:
  Ensemble(const Scenario& scenario, const EnsembleOptions& options,
           const std::function<void(const Record&)>& each, const std::atomic<bool>* stop)
      : scenario_(scenario), options_(options), each_(each), stop_(stop) {}

  std::uint64_t run() {
    const int threads =
        options_.threads > 0 ? options_.threads : oneapi::tbb::info::default_concurrency();
    const auto workers = static_cast<std::uint64_t>(threads);
    // A batch spares the pipeline's overhead of about a microsecond where replications are short;
    // eight to a thread share the work evenly where there are few.
    constexpr std::uint64_t kLargestBatch = 16;
    batch_ = std::clamp<std::uint64_t>(options_.replications / (8 * workers), 1, kLargestBatch);
    // So many batches may wait for a slow one before them.
    constexpr std::size_t kInFlightPerThread = 4;

    // The arena bounds the threads that join in; the control allows more than there are cores.
    const oneapi::tbb::global_control allowed(oneapi::tbb::global_control::max_allowed_parallelism,
                                              static_cast<std::size_t>(threads));
    oneapi::tbb::task_arena arena(threads);
    batches_.resize(kInFlightPerThread * static_cast<std::size_t>(threads));
    arena.execute([&] {
      using oneapi::tbb::filter_mode;
      using oneapi::tbb::make_filter;
      oneapi::tbb::parallel_pipeline(
          batches_.size(),
          make_filter<void, Batch*>(
              filter_mode::serial_in_order,
              [this](oneapi::tbb::flow_control& flow) { return next(flow); }) &
              make_filter<Batch*, Batch*>(filter_mode::parallel,
                                          [this](Batch* batch) { return play_all(batch); }) &
              make_filter<Batch*, void>(filter_mode::serial_in_order,
                                        [this](Batch* batch) { deliver(*batch); }));
    });
    return delivered_;
  }

 private:
  [[nodiscard]] bool stopped() const {
    return stop_ != nullptr && stop_->load(std::memory_order_relaxed);
  }

  Batch* next(oneapi::tbb::flow_control& flow) {
    if (numbered_ == options_.replications || stopped()) {
      flow.stop();
      return nullptr;
    }
    // As batches enter and leave in order, the one that was here last has left the pipeline.
    Batch& batch = batches_[entered_++ % batches_.size()];
    batch.first = options_.first + numbered_;
    batch.count = std::min(batch_, options_.replications - numbered_);
    numbered_ += batch.count;
    return &batch;
  }

  Batch* play_all(Batch* batch) const {
    batch->records.clear();
    for (std::uint64_t i = 0; i < batch->count && !stopped(); ++i) {
      batch->records.push_back(play_replication(scenario_, batch->first + i, options_));
    }
    return batch;
  }

  /// After a batch that was cut short the next ones leave a gap, so nothing more is delivered.
  void deliver(const Batch& batch) {
    for (const Record& record : batch.records) {
      if (record.replication != options_.first + delivered_) return;
      each_(record);
      ++delivered_;
    }
  }

  const Scenario& scenario_;
  const EnsembleOptions& options_;
  const std::function<void(const Record&)>& each_;
  const std::atomic<bool>* stop_;
  std::uint64_t batch_ = 1;
  /// Kept here: when an exception ends the pipeline, it drops what it carries without destroying
  /// it, which is harmless for pointers.
  std::vector<Batch> batches_;
  std::size_t entered_ = 0;      ///< by the first stage only
  std::uint64_t numbered_ = 0;   ///< by the first stage only
  std::uint64_t delivered_ = 0;  ///< by the last stage only
};

}  // namespace

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
  return record;
}

Record play_replication(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication,
                        Keep keep) {
  return play_replication(scenario, replication, {.seed = seed, .keep = keep});
}

std::uint64_t run_ensemble(const Scenario& scenario, const EnsembleOptions& options,
                           const std::function<void(const Record&)>& each,
                           const std::atomic<bool>* stop) {
  return Ensemble(scenario, options, each, stop).run();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Numbered pieces of work, done in parallel and delivered in order: a pipeline of three stages
/// that numbers batches in order, works on them in parallel, and delivers them in order.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

namespace entente {

/// Which pieces, and by how many.
struct Pieces {
  std::uint64_t first = 0;  ///< the first one's number
  std::uint64_t count = 0;
  int threads = 0;  ///< at most so many at once; 0: one for each core
};

/// See `deliver_in_order`.
template <class Make, class Take>
class OrderedDelivery {
 public:
  OrderedDelivery(const Pieces& pieces, Make& make, Take& take, const std::atomic<bool>* stop)
      : pieces_(pieces), make_(make), take_(take), stop_(stop) {}

  std::uint64_t run() {
    const int threads =
        pieces_.threads > 0 ? pieces_.threads : oneapi::tbb::info::default_concurrency();
    const auto workers = static_cast<std::uint64_t>(threads);
    // A batch spares the pipeline's overhead of about a microsecond where pieces are short; eight
    // to a thread share the work evenly where there are few.
    constexpr std::uint64_t kLargestBatch = 16;
    batch_ = std::clamp<std::uint64_t>(pieces_.count / (8 * workers), 1, kLargestBatch);
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
                                          [this](Batch* batch) { return make_all(batch); }) &
              make_filter<Batch*, void>(filter_mode::serial_in_order,
                                        [this](Batch* batch) { deliver(*batch); }));
    });
    return delivered_;
  }

 private:
  using Piece = std::invoke_result_t<Make&, std::uint64_t>;

  /// Consecutive pieces that one thread makes.
  struct Batch {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    std::vector<Piece> pieces;  ///< fewer than `count` only after a stop
  };

  [[nodiscard]] bool stopped() const {
    return stop_ != nullptr && stop_->load(std::memory_order_relaxed);
  }

  Batch* next(oneapi::tbb::flow_control& flow) {
    if (numbered_ == pieces_.count || stopped()) {
      flow.stop();
      return nullptr;
    }
    // As batches enter and leave in order, the one that was here last has left the pipeline.
    Batch& batch = batches_[entered_++ % batches_.size()];
    batch.first = pieces_.first + numbered_;
    batch.count = std::min(batch_, pieces_.count - numbered_);
    numbered_ += batch.count;
    return &batch;
  }

  Batch* make_all(Batch* batch) const {
    batch->pieces.clear();
    for (std::uint64_t i = 0; i < batch->count && !stopped(); ++i) {
      batch->pieces.push_back(make_(batch->first + i));
    }
    return batch;
  }

  /// After a batch that was cut short the next ones leave a gap, so nothing more is delivered.
  void deliver(Batch& batch) {
    std::uint64_t number = batch.first;
    for (Piece& piece : batch.pieces) {
      if (number++ != pieces_.first + delivered_) return;
      take_(piece);
      ++delivered_;
    }
    batch.pieces.clear();  // pieces may be large, and it may be long until the batch's next ones
  }

  const Pieces pieces_;
  Make& make_;
  Take& take_;
  const std::atomic<bool>* stop_;
  std::uint64_t batch_ = 1;
  /// Kept here: when an exception ends the pipeline, it drops what it carries without destroying
  /// it, which is harmless for pointers.
  std::vector<Batch> batches_;
  std::size_t entered_ = 0;      ///< by the first stage only
  std::uint64_t numbered_ = 0;   ///< by the first stage only
  std::uint64_t delivered_ = 0;  ///< by the last stage only
};

/// Makes the pieces `make(number)` in parallel and hands each to `take(piece)`, in order of their
/// numbers whatever the number of threads; never two at once, but from any thread. Only a few
/// batches are in flight, so memory does not grow with the number of pieces.
///
/// Returns how many were delivered: all, or fewer if `stop` became true, which ends it after the
/// pieces being made. What `make` and `take` throw ends it, too, and is thrown here.
template <class Make, class Take>
std::uint64_t deliver_in_order(const Pieces& pieces, Make make, Take take,
                               const std::atomic<bool>* stop = nullptr) {
  return OrderedDelivery<Make, Take>(pieces, make, take, stop).run();
}

}  // namespace entente

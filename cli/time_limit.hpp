// SPDX-License-Identifier: Apache-2.0
/// A limit of time on a long computation that looks at marks to see whether it should stop.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace entente::cli {

/// Sets two marks as time goes by: one for the first part of the work, that leaves the second part
/// its share, and one for all of it. Both are set at once if the program is asked to stop.
class TimeLimit {
 public:
  using Clock = std::chrono::steady_clock;

  /// `first`: the share of the time after which the first mark is set; in [0,1].
  TimeLimit(std::chrono::duration<double> limit, double first);
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;
  ~TimeLimit();

  [[nodiscard]] const std::atomic<bool>& first_is_over() const { return first_is_over_; }
  [[nodiscard]] const std::atomic<bool>& all_is_over() const { return all_is_over_; }

 private:
  void watch(Clock::time_point first, Clock::time_point all);

  std::atomic<bool> first_is_over_{false};
  std::atomic<bool> all_is_over_{false};
  std::mutex mutex_;
  std::condition_variable done_;
  bool is_done_ = false;
  std::thread watch_;
};

}  // namespace entente::cli

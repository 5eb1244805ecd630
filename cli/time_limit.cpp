// SPDX-License-Identifier: Apache-2.0
/// A thread that sleeps until time is up, and wakes now and then to see whether to stop.
#include "cli/time_limit.hpp"

#include <algorithm>

#include "cli/signals.hpp"

namespace entente::cli {
namespace {

constexpr std::chrono::milliseconds kNap{20};

}  // namespace

TimeLimit::TimeLimit(std::chrono::duration<double> limit, double first) {
  const Clock::time_point now = Clock::now();
  const auto after = [now](std::chrono::duration<double> time) {
    return now + std::chrono::duration_cast<Clock::duration>(time);
  };
  watch_ = std::thread(&TimeLimit::watch, this, after(limit * first), after(limit));
}

TimeLimit::~TimeLimit() {
  {
    const std::lock_guard lock(mutex_);
    is_done_ = true;
  }
  done_.notify_one();
  watch_.join();
}

void TimeLimit::watch(Clock::time_point first, Clock::time_point all) {
  std::unique_lock lock(mutex_);
  while (!is_done_) {
    const Clock::time_point now = Clock::now();
    if (interrupted() || now >= first) first_is_over_ = true;
    if (interrupted() || now >= all) all_is_over_ = true;
    if (all_is_over_) return;
    const Clock::time_point next = first_is_over_ ? all : first;
    done_.wait_until(lock, std::min(now + kNap, next));
  }
}

}  // namespace entente::cli

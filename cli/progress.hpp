// SPDX-License-Identifier: Apache-2.0
/// A line on the terminal that says how far a long computation is.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/terminal.hpp"

namespace entente::cli {

/// Shows "done/total, rate, time left" on standard error, if that is a terminal and the work takes
/// longer than a moment; the line is gone when the object is.
class Progress {
 public:
  Progress(std::string what, std::uint64_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// So much is done.
  void at(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;

  Terminal terminal_;
  std::string what_;
  std::uint64_t total_;
  Clock::time_point start_;
  Clock::time_point next_;  ///< when to say more
  bool shown_ = false;
};

}  // namespace entente::cli

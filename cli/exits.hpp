// SPDX-License-Identifier: Apache-2.0
/// How the program ends: its exit codes and the exceptions that lead to them.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace entente::cli {

enum Exit : int {
  kDone = 0,
  kCouldNot = 1,      ///< input or output failed
  kUsage = 2,         ///< the command line is wrong
  kBadInput = 3,      ///< a scenario is wrong
  kOurBug = 70,       ///< EX_SOFTWARE of sysexits.h
  kInterrupted = 130  ///< by SIGINT, SIGTERM or SIGHUP
};

/// The command line is wrong.
class UsageError : public std::runtime_error {
 public:
  explicit UsageError(const std::string& what, std::string remedy = {})
      : std::runtime_error(what), remedy_(std::move(remedy)) {}
  [[nodiscard]] const std::string& remedy() const { return remedy_; }

 private:
  std::string remedy_;
};

/// A file or a stream could not be read or written.
class IoError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Nobody reads what is written any more, as in `entente list | head -1`.
class PipeClosed : public std::runtime_error {
 public:
  PipeClosed() : std::runtime_error("the pipe is closed") {}
};

/// A signal asked the program to stop.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

}  // namespace entente::cli

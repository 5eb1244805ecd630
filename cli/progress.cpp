// SPDX-License-Identifier: Apache-2.0
/// The line of progress: rewritten in place, a few times a second.
#include "cli/progress.hpp"

#include <cmath>
#include <utility>

#include "cli/files.hpp"
#include "cli/layout.hpp"

namespace entente::cli {
namespace {

constexpr std::chrono::milliseconds kPatience{300};  // quicker work shows nothing
constexpr std::chrono::milliseconds kPause{150};
constexpr std::string_view kClear = "\r\x1b[K";

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 100) return std::to_string(whole) + " s";
  if (whole < 6000) return std::to_string((whole + 59) / 60) + " min";
  return std::to_string((whole + 3599) / 3600) + " h";
}

}  // namespace

Progress::Progress(std::string what, std::uint64_t total)
    : terminal_(standard_error()),
      what_(std::move(what)),
      total_(total),
      start_(Clock::now()),
      next_(start_ + kPatience) {}

Progress::~Progress() {
  if (shown_) print_error(kClear);
}

void Progress::at(std::uint64_t done) {
  if (!terminal_.interactive || done == 0) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  shown_ = true;
  const double rate =
      static_cast<double>(done) / std::chrono::duration<double>(now - start_).count();
  const double left = static_cast<double>(total_ - done) / rate;
  const std::string line = grouped(done) + "/" + grouped(total_) + ", " +
                           grouped(static_cast<std::uint64_t>(std::llround(rate))) + " a second, " +
                           duration(left) + " left: " + what_;
  print_error(std::string(kClear) + clip(line, terminal_.width - 1));
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Handlers that do no more than a handler may.
#include "cli/signals.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

#include <unistd.h>

#include "cli/exits.hpp"

namespace entente::cli {
namespace {

std::atomic<bool> asked_to_stop{false};
// A path that the handler can read: it may neither allocate nor lock.
std::array<char, 4096> doomed_path{};
std::atomic<bool> has_doomed_path{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void note_signal(int /*signal*/) {
  if (asked_to_stop.exchange(true)) {
    if (has_doomed_path) ::unlink(doomed_path.data());
    ::_exit(kInterrupted);
  }
}

}  // namespace

void note_signals() {
  struct sigaction action {};
  action.sa_handler = note_signal;  // without SA_RESTART: a read that waits comes back
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    ::sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::sigaction(signal, &action, nullptr);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

const std::atomic<bool>& interrupted() { return asked_to_stop; }

void stop_if_interrupted() {
  if (interrupted()) throw Interrupted();
}

void remove_on_abrupt_end(const std::string& path) {
  has_doomed_path = false;
  if (path.empty() || path.size() >= doomed_path.size()) return;
  std::memcpy(doomed_path.data(), path.c_str(), path.size() + 1);
  has_doomed_path = true;
}

}  // namespace entente::cli

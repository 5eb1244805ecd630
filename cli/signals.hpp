// SPDX-License-Identifier: Apache-2.0
/// Signals: asks to stop are noted and obeyed at the next good moment.
#pragma once

#include <atomic>
#include <string>

namespace entente::cli {

/// From now on SIGINT, SIGTERM and SIGHUP (unless ignored so far) only set a mark, and writing to a
/// closed pipe or beyond a limit of size is an error of that write instead of a signal. A second
/// ask removes the file under way and ends the program at once.
void note_signals();

/// Set once the program has been asked to stop.
[[nodiscard]] const std::atomic<bool>& interrupted();

/// Throws Interrupted if so.
void stop_if_interrupted();

/// The file to remove if the program must end at once; empty: none.
void remove_on_abrupt_end(const std::string& path);

}  // namespace entente::cli

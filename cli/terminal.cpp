// SPDX-License-Identifier: Apache-2.0
/// Asks the system about standard output and standard error.
#include "cli/terminal.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace entente::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : value;
}

Terminal terminal_at(int descriptor) {
  Terminal terminal;
  terminal.interactive = ::isatty(descriptor) == 1;
  terminal.coloured =
      terminal.interactive && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  std::size_t width = 0;
  const std::string_view columns = environment("COLUMNS");
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  struct winsize size {};
  if (width == 0 && terminal.interactive && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
    width = size.ws_col;
  }
  // Lines beyond 120 columns tire the eye; below 20 nothing can be laid out.
  if (width != 0) terminal.width = std::clamp<std::size_t>(width, 20, 120);
  return terminal;
}

std::string styled(bool coloured, std::string_view code, std::string_view text) {
  if (!coloured) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace

std::string Terminal::bold(std::string_view text) const { return styled(coloured, "1", text); }
std::string Terminal::dim(std::string_view text) const { return styled(coloured, "2", text); }

Terminal standard_output() { return terminal_at(STDOUT_FILENO); }
Terminal standard_error() { return terminal_at(STDERR_FILENO); }

}  // namespace entente::cli

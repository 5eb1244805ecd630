// SPDX-License-Identifier: Apache-2.0
/// Runs the program as a user does, and directories to run it in.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace entente::test {

/// A directory of its own that is removed with the object.
class Directory {
 public:
  Directory();
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory();

  [[nodiscard]] std::string path(const std::string& name = {}) const;
  void write(const std::string& name, const std::string& text) const;
  /// The names in it, hidden ones too, sorted.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string text_of_file(const std::filesystem::path& path);

/// How to run the program. Environment and limits are set on top of a bare one.
struct Setting {
  std::vector<std::string> arguments = {};
  std::string input = {};  ///< standard input
  std::vector<std::pair<std::string, std::string>> environment = {};
  std::string directory = {};       ///< empty: stay
  std::string output = {};          ///< a file for stdout; or captured
  std::size_t file_size_limit = 0;  ///< in bytes; 0: none
  std::string program = ENTENTE_PROGRAM;
};

struct Ended {
  int code = 0;  ///< exit code, or minus the number of the signal that ended it
  std::string out;
  std::string err;
};

/// A program under way.
class Running {
 public:
  explicit Running(const Setting& setting);
  void signal(int number) const;
  [[nodiscard]] Ended wait();

 private:
  Directory streams_;
  bool captures_output_;
  pid_t process_;
};

[[nodiscard]] Ended run(const Setting& setting);
[[nodiscard]] Ended run(const std::vector<std::string>& arguments);

/// The same with standard output and standard error on a terminal of that many columns; `out` holds
/// what it shows of both.
[[nodiscard]] Ended run_on_terminal(const Setting& setting, unsigned short columns);

/// Columns of the longest line, counting characters.
[[nodiscard]] std::size_t longest_line(const std::string& text);
[[nodiscard]] std::size_t lines(const std::string& text);

/// Compares with tests/golden/NAME; with ENTENTE_REGENERATE in the environment, writes it first.
void check_golden(const std::string& name, const std::string& text);

/// The path of a file in tests/golden.
[[nodiscard]] std::string golden(const std::string& name);
/// The path of a scenario that is shipped.
[[nodiscard]] std::string shipped(const std::string& name);

}  // namespace entente::test

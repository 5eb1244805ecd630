// SPDX-License-Identifier: Apache-2.0
/// Processes with captured streams, on pipes and on pseudo-terminals.
#include "tests/cli/program.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <pty.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace entente::test {
namespace {

namespace fs = std::filesystem;

int code_of(pid_t process) {
  int status = 0;
  if (::waitpid(process, &status, 0) < 0) throw std::runtime_error("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// In the child: never returns.
[[noreturn]] void become(const Setting& setting) {
  if (!setting.directory.empty() && ::chdir(setting.directory.c_str()) != 0) ::_exit(126);
  if (setting.file_size_limit > 0) {
    const struct rlimit limit { setting.file_size_limit, setting.file_size_limit };
    if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(126);
  }
  for (const char* name : {"COLUMNS", "NO_COLOR", "TERM"}) ::unsetenv(name);
  for (const auto& [name, value] : setting.environment) {
    ::setenv(name.c_str(), value.c_str(), 1);
  }
  std::vector<char*> words{const_cast<char*>(setting.program.c_str())};
  for (const std::string& word : setting.arguments) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  ::execv(words[0], words.data());
  ::_exit(127);
}

void redirect(int descriptor, const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, descriptor) < 0) ::_exit(126);
  ::close(file);
}

}  // namespace

Directory::Directory() {
  std::string pattern = (fs::temp_directory_path() / "entente-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  path_ = pattern;
}

Directory::~Directory() {
  std::error_code error;
  fs::remove_all(path_, error);
}

std::string Directory::path(const std::string& name) const { return (path_ / name).string(); }

void Directory::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
}

std::vector<std::string> Directory::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string text_of_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Running::Running(const Setting& setting) : captures_output_(setting.output.empty()) {
  streams_.write("in", setting.input);
  process_ = ::fork();
  if (process_ < 0) throw std::runtime_error("fork");
  if (process_ > 0) return;
  constexpr int kNew = O_WRONLY | O_CREAT | O_TRUNC;
  redirect(STDIN_FILENO, streams_.path("in"), O_RDONLY);
  redirect(STDOUT_FILENO, captures_output_ ? streams_.path("out") : setting.output, kNew);
  redirect(STDERR_FILENO, streams_.path("err"), kNew);
  become(setting);
}

void Running::signal(int number) const { ::kill(process_, number); }

Ended Running::wait() {
  Ended ended;
  ended.code = code_of(process_);
  if (captures_output_) ended.out = text_of_file(streams_.path("out"));
  ended.err = text_of_file(streams_.path("err"));
  return ended;
}

Ended run(const Setting& setting) { return Running(setting).wait(); }

Ended run(const std::vector<std::string>& arguments) {
  return run(Setting{.arguments = arguments});
}

Ended run_on_terminal(const Setting& setting, unsigned short columns) {
  struct winsize size {
    .ws_row = 45, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0
  };
  int terminal = -1;
  const pid_t process = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (process < 0) throw std::runtime_error("forkpty");
  if (process == 0) become(setting);
  Ended ended;
  std::array<char, 4096> piece{};
  for (;;) {  // a terminal whose programs have gone gives an error
    const ssize_t got = ::read(terminal, piece.data(), piece.size());
    if (got <= 0) break;
    ended.out.append(piece.data(), static_cast<std::size_t>(got));
  }
  ::close(terminal);
  ended.code = code_of(process);
  std::erase(ended.out, '\r');
  return ended;
}

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::size_t columns = 0;
  for (const char c : text) {
    if (c == '\n') {
      columns = 0;
    } else if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80) {
      longest = std::max(longest, ++columns);
    }
  }
  return longest;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

void check_golden(const std::string& name, const std::string& text) {
  const std::string path = golden(name);
  if (std::getenv("ENTENTE_REGENERATE") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
  }
  INFO("golden file " << name << "; ./dev golden writes it anew");
  CHECK(text == text_of_file(path));
}

std::string golden(const std::string& name) {
  return std::string(ENTENTE_SOURCE_DIR) + "/tests/golden/" + name;
}

std::string shipped(const std::string& name) {
  return std::string(ENTENTE_SOURCE_DIR) + "/scenarios/" + name;
}

}  // namespace entente::test

// SPDX-License-Identifier: Apache-2.0
/// Files and streams over POSIX, for exact errors: what failed, and on which file.
#include "cli/files.hpp"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/exits.hpp"
#include "cli/signals.hpp"
#include "engine/base/input_error.hpp"

namespace entente::cli {
namespace {

/// What the system calls the error, beginning in lower case: "no space left on device".
std::string reason(int error) {
  std::string text = std::generic_category().message(error);
  if (text.size() > 1 && text[1] >= 'a' && text[1] <= 'z' && text[0] >= 'A' && text[0] <= 'Z') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

[[noreturn]] void cannot_write(std::string_view name, int error) {
  throw IoError(std::string(name) + ": cannot write: " + reason(error));
}

/// The descriptor that a name such as "-", "/dev/stdout" or "/dev/fd/3" stands for. Opening such a
/// name anew would begin at the start of the file behind it and write over what is there.
std::optional<int> own_descriptor(std::string_view path) {
  if (path == "-" || path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view digits = path.substr(folder.size());
    int number = 0;
    const auto end = digits.data() + digits.size();
    const auto [at, error] = std::from_chars(digits.data(), end, number);
    if (error == std::errc() && at == end && number >= 0) return number;
  }
  return std::nullopt;
}

std::string read_all(int descriptor, const std::string& name) {
  std::string text;
  std::array<char, 1 << 16> piece;
  for (;;) {
    stop_if_interrupted();
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got == 0) return text;
    if (got > 0) {
      text.append(piece.data(), static_cast<std::size_t>(got));
    } else if (errno == EISDIR) {
      throw InputError(Fault{name, "", "is a directory, not a scenario", "name a file in it"});
    } else if (errno != EINTR) {
      throw InputError(Fault{name, "", "cannot be read: " + reason(errno), ""});
    }
  }
}

}  // namespace

std::string read_text(const std::string& name) {
  if (name == "-") return read_all(STDIN_FILENO, "<stdin>");
  const int descriptor = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    stop_if_interrupted();
    throw InputError(Fault{name, "", "cannot be read: " + reason(errno), ""});
  }
  const struct Closer {
    int descriptor;
    ~Closer() { ::close(descriptor); }
  } closer{descriptor};
  return read_all(descriptor, name);
}

void write_text(int descriptor, std::string_view name, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(descriptor, text.data(), text.size());
    if (put >= 0) {
      text.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno == EINTR) {
      stop_if_interrupted();
    } else if (errno == EPIPE) {
      throw PipeClosed();
    } else {
      cannot_write(name, errno);
    }
  }
}

void print(std::string_view text) { write_text(STDOUT_FILENO, "<stdout>", text); }

void print_error(std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(STDERR_FILENO, text.data(), text.size());
    if (put < 0 && errno != EINTR) return;
    if (put > 0) text.remove_prefix(static_cast<std::size_t>(put));
  }
}

DescriptorBuffer::DescriptorBuffer(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type next) {
  write_out();
  if (!traits_type::eq_int_type(next, traits_type::eof())) {
    *pptr() = traits_type::to_char_type(next);
    pbump(1);
  }
  return traits_type::not_eof(next);
}

int DescriptorBuffer::sync() {
  write_out();
  return 0;
}

void DescriptorBuffer::write_out() {
  const std::string_view text(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  write_text(descriptor_, name_, text);
}

OutputFile::OutputFile(const std::string& path) : name_(path == "-" ? "<stdout>" : path) {
  struct stat status {};
  if (const auto own = own_descriptor(path)) {
    is_standard_output_ = *own == STDOUT_FILENO;
    descriptor_ = ::fcntl(*own, F_DUPFD_CLOEXEC, 3);
  } else if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  } else {
    target_ = path;
    open_beside();
  }
  if (descriptor_ < 0) cannot_write(name_, errno);
  buffer_ = std::make_unique<DescriptorBuffer>(descriptor_, name_);
  stream_ = std::make_unique<std::ostream>(buffer_.get());
  stream_->exceptions(std::ios::badbit | std::ios::failbit);
}

void OutputFile::open_beside() {
  mode_t mode = 0;
  if (char* real = ::realpath(target_.c_str(), nullptr); real != nullptr) {
    target_ = real;
    std::free(real);
    // A rename would replace even a file that is closed to us.
    if (::access(target_.c_str(), W_OK) != 0) cannot_write(name_, errno);
    struct stat status {};
    if (::stat(target_.c_str(), &status) == 0) mode = status.st_mode & 07777U;
  } else {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    mode = 0666U & ~mask;
  }
  const auto directory = std::filesystem::path(target_).parent_path();
  beside_ = (directory / ".entente-XXXXXX").string();
  descriptor_ = ::mkostemp(beside_.data(), O_CLOEXEC);
  if (descriptor_ < 0) cannot_write(name_, errno);
  remove_on_abrupt_end(beside_);
  ::fchmod(descriptor_, mode);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
  remove_on_abrupt_end({});
}

void OutputFile::complete() {
  stream_->flush();
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0) cannot_write(name_, errno);
  if (beside_.empty()) return;
  if (::rename(beside_.c_str(), target_.c_str()) != 0) cannot_write(name_, errno);
  beside_.clear();
}

void make_directory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) throw IoError(path + ": cannot make the directory: " + reason(error.value()));
  if (!std::filesystem::is_directory(path, error)) {
    throw IoError(path + ": is not a directory, which several results need");
  }
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Files and streams: reading whole, writing beside and renaming when complete.
#pragma once

#include <array>
#include <memory>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace entente::cli {

/// The whole text of a file, or of standard input for "-". Throws InputError if it cannot be read.
[[nodiscard]] std::string read_text(const std::string& name);

/// Writes all of `text`. `name` is what messages call the stream. Throws IoError or PipeClosed.
void write_text(int descriptor, std::string_view name, std::string_view text);
void print(std::string_view text);        ///< to standard output
void print_error(std::string_view text);  ///< to standard error; failing to is no error

/// A stream buffer over a file descriptor that throws what `write_text` throws.
class DescriptorBuffer : public std::streambuf {
 public:
  DescriptorBuffer(int descriptor, std::string name);

 protected:
  int_type overflow(int_type next) override;
  int sync() override;

 private:
  void write_out();

  int descriptor_;
  std::string name_;
  std::array<char, 1 << 16> buffer_;
};

/// A file that appears under its name only when it is complete.
///
/// It is written beside its place, in the same directory, and renamed by `complete`; otherwise it
/// is removed. Devices, pipes and the program's own streams ("-", "/dev/stdout") are written
/// directly, since there is nothing to rename; the target of a symbolic link is replaced, not the
/// link.
class OutputFile {
 public:
  /// Opens it for writing. Throws IoError if that is not possible.
  explicit OutputFile(const std::string& path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// Throws from every write that fails.
  [[nodiscard]] std::ostream& stream() { return *stream_; }
  /// Whether it goes to standard output.
  [[nodiscard]] bool is_standard_output() const { return is_standard_output_; }

  /// Writes what is left, closes the file and puts it in its place.
  void complete();

 private:
  void open_beside();

  std::string name_;    ///< as the user wrote it
  std::string target_;  ///< where it will be
  std::string beside_;  ///< where it is while it is written; empty if written directly
  int descriptor_ = -1;
  bool is_standard_output_ = false;
  std::unique_ptr<DescriptorBuffer> buffer_;
  std::unique_ptr<std::ostream> stream_;
};

/// Sees to it that there is a directory of that name. Throws IoError.
void make_directory(const std::string& path);

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Commands of the program: one file each in commands/, listed in commands/registry.cpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// An option of a command; parsing and help both read it.
struct OptionSpec {
  std::string_view name;          ///< long, without dashes
  char letter = 0;                ///< short; 0: none
  std::string_view value = {};    ///< what its value is called; empty: it takes none
  std::string_view summary = {};  ///< no full stop
  bool repeated = false;          ///< may be given more than once
};

/// What stood on the command line behind the command's name.
class Arguments {
 public:
  std::vector<std::string> positional;
  std::map<std::string, std::vector<std::string>, std::less<>> options;

  [[nodiscard]] bool has(std::string_view option) const { return options.contains(option); }
  [[nodiscard]] std::optional<std::string> value(std::string_view option) const;
  [[nodiscard]] std::vector<std::string> values(std::string_view option) const;
  /// The value as a whole number in [least, most]. Throws UsageError.
  [[nodiscard]] std::optional<std::uint64_t> count(std::string_view option, std::uint64_t least,
                                                   std::uint64_t most) const;
  /// The value as one of the words. Throws UsageError.
  [[nodiscard]] std::optional<std::string> word(std::string_view option,
                                                std::span<const std::string> words) const;
};

struct Command {
  std::string_view name;
  std::string_view summary;             ///< one line, no full stop
  std::string_view synopsis;            ///< what follows the name in the usage line
  std::string_view description;         ///< paragraphs, separated by empty lines
  std::span<const OptionSpec> options;  ///< apart from --help, which all have
  std::string_view examples;            ///< lines: a command, and behind two spaces what it does
  int (*run)(const Arguments& arguments);
};

/// All there are, in the order in which help lists them.
[[nodiscard]] std::span<const Command* const> commands();

/// Parses the words behind the command's name. Throws UsageError.
[[nodiscard]] Arguments parse(const Command& command, const std::vector<std::string>& words);

/// The help of the program, and that of one command, for a terminal of that width.
[[nodiscard]] std::string help(std::size_t width);
[[nodiscard]] std::string help(const Command& command, std::size_t width);

}  // namespace entente::cli

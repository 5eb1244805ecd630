// SPDX-License-Identifier: Apache-2.0
/// Text in columns: widths as a terminal counts them, clipping, padding and wrapping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente::cli {

/// How many columns a UTF-8 text takes: wide East Asian characters two, combining marks none.
[[nodiscard]] std::size_t width_of(std::string_view text);

/// The text for a terminal: control characters, which could steer it, become spaces.
[[nodiscard]] std::string plain(std::string_view text);

/// The text in at most `width` columns, ending in "…" where something was cut off.
[[nodiscard]] std::string clip(std::string_view text, std::size_t width);

/// The text clipped or filled with spaces to exactly `width` columns.
[[nodiscard]] std::string pad(std::string_view text, std::size_t width);
/// The same with the spaces in front.
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

/// Where a paragraph begins and goes on.
struct Indent {
  std::string_view first = {};
  std::string_view rest = {};
};

/// The words of `text` in lines of at most `width` columns, each ended by a newline. A word that
/// is longer than a line is broken.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t width, Indent indent = {});

/// A bar of at most `width` columns for a share in [0,1], to an eighth of a column.
[[nodiscard]] std::string bar(double share, std::size_t width);

/// "a", "a and b", "a, b and c"; with semicolons where a part has a comma of its own, and in
/// quotation marks where one has a semicolon.
[[nodiscard]] std::string enumerate(const std::vector<std::string>& parts);

/// "1 round", "2 rounds".
[[nodiscard]] std::string count_of(std::size_t count, std::string_view singular,
                                   std::string_view plural = {});

/// A whole number with commas between thousands.
[[nodiscard]] std::string grouped(std::uint64_t number);

/// In fixed decimals, never as a negative zero.
[[nodiscard]] std::string in_decimals(double value, int decimals);
/// The same with its sign, "+0.05"; a zero has none.
[[nodiscard]] std::string signed_in_decimals(double value, int decimals);
/// A number of the world in about three digits.
[[nodiscard]] std::string figure(double value);

/// A share in whole per cent; "<1 %" and ">99 %" where rounding would hide that it is not all.
[[nodiscard]] std::string percent(double share);

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Widths and line breaks of UTF-8 text.
#include "cli/layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace entente::cli {
namespace {

struct Character {
  std::string_view bytes;
  std::size_t width;
};

struct Range {
  char32_t first, last;
};
// The blocks of Unicode that terminals show in two columns; rare ones are left out.
constexpr Range kWide[] = {{0x1100, 0x115f}, {0x2e80, 0xa4cf},   {0xac00, 0xd7a3},
                           {0xf900, 0xfaff}, {0xfe30, 0xfe6f},   {0xff00, 0xff60},
                           {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd}};
constexpr Range kCombining[] = {{0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},
                                {0x610, 0x61a},   {0x64b, 0x65f},   {0x200b, 0x200f},
                                {0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}};

template <std::size_t N>
bool within(const Range (&ranges)[N], char32_t code) {
  return std::any_of(ranges, ranges + N, [code](const Range& range) {
    return range.first <= code && code <= range.last;
  });
}

/// The character at the front of a text that is not empty. A byte out of place stands for itself.
Character first_of(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  std::size_t length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t code = lead;
  if (length > 1) code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= text.size() || (byte(i) & 0xc0U) != 0x80) return {text.substr(0, 1), 1};
    code = code << 6U | (byte(i) & 0x3fU);
  }
  if (within(kCombining, code)) return {text.substr(0, length), 0};
  return {text.substr(0, length), within(kWide, code) ? 2U : 1U};
}

/// How many bytes of the text fit into `width` columns.
std::size_t fitting(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  std::size_t columns = 0;
  while (bytes < text.size()) {
    const Character next = first_of(text.substr(bytes));
    if (columns + next.width > width) break;
    columns += next.width;
    bytes += next.bytes.size();
  }
  return bytes;
}

}  // namespace

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const Character next = first_of(text);
    width += next.width;
    text.remove_prefix(next.bytes.size());
  }
  return width;
}

std::string plain(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::string_view bytes = first_of(text).bytes;
    const auto lead = static_cast<unsigned char>(bytes[0]);
    // C0 controls, delete, and C1 controls, which are U+0080 to U+009F.
    const bool control =
        lead < 0x20 || lead == 0x7f ||
        (lead == 0xc2 && bytes.size() == 2 && static_cast<unsigned char>(bytes[1]) < 0xa0);
    if (control) {
      result += ' ';
    } else {
      result += bytes;
    }
    text.remove_prefix(bytes.size());
  }
  return result;
}

std::string clip(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::string_view kept = text.substr(0, fitting(text, width - 1));
  while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
  return std::string(kept) + "…";
}

std::string pad(std::string_view text, std::size_t width) {
  std::string result = clip(text, width);
  result.append(width - width_of(result), ' ');
  return result;
}

std::string pad_left(std::string_view text, std::size_t width) {
  const std::string clipped = clip(text, width);
  return std::string(width - width_of(clipped), ' ') + clipped;
}

std::string wrap(std::string_view text, std::size_t width, Indent indent) {
  std::string result;
  std::string line(indent.first);
  bool line_is_empty = true;
  const auto end_line = [&] {
    while (!line.empty() && line.back() == ' ') line.pop_back();
    result += line + "\n";
    line = indent.rest;
    line_is_empty = true;
  };
  while (!text.empty()) {
    const std::size_t start = text.find_first_not_of(" \n");
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    std::size_t end = text.find_first_of(" \n");
    // A per cent sign stays with its number.
    if (end != std::string_view::npos && text.substr(end).starts_with(" %")) {
      end = text.find_first_of(" \n", end + 1);
    }
    std::string_view word = text.substr(0, end);
    text.remove_prefix(word.size());
    if (!line_is_empty && width_of(line) + 1 + width_of(word) > width) end_line();
    if (!line_is_empty) line += ' ';
    while (width_of(line) + width_of(word) > width) {
      const std::size_t room = width > width_of(line) ? width - width_of(line) : 0;
      const std::size_t bytes = std::max(fitting(word, room), first_of(word).bytes.size());
      line += word.substr(0, bytes);
      word.remove_prefix(bytes);
      if (word.empty()) break;
      end_line();
    }
    line += word;
    line_is_empty = false;
  }
  if (!line_is_empty || result.empty()) end_line();
  return result;
}

std::string bar(double share, std::size_t width) {
  constexpr std::array<std::string_view, 8> kEighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double clamped = std::clamp(share, 0.0, 1.0);
  auto eighths = static_cast<std::size_t>(std::lround(clamped * static_cast<double>(width * 8)));
  if (eighths == 0 && clamped > 0) eighths = 1;  // little is not nothing
  std::string result;
  for (std::size_t i = 0; i < eighths / 8; ++i) result += "█";
  return result + std::string(kEighths[eighths % 8]);
}

std::string enumerate(const std::vector<std::string>& parts) {
  const auto any_has = [&parts](char sign) {
    return std::any_of(parts.begin(), parts.end(), [sign](const std::string& part) {
      return part.find(sign) != std::string::npos;
    });
  };
  const bool quotes = parts.size() > 1 && any_has(';');
  const bool semicolons = !quotes && any_has(',');
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += semicolons ? "; " : i + 1 == parts.size() ? " and " : ", ";
    result += quotes ? "“" + parts[i] + "”" : parts[i];
  }
  return result;
}

std::string count_of(std::size_t count, std::string_view singular, std::string_view plural) {
  std::string noun(singular);
  if (count != 1) noun = plural.empty() ? noun + "s" : std::string(plural);
  return grouped(count) + " " + noun;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string in_decimals(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') text.erase(0, 1);
  return text;
}

std::string signed_in_decimals(double value, int decimals) {
  const std::string text = in_decimals(value, decimals);
  return text.find_first_not_of("-0.") == std::string::npos || text[0] == '-' ? text : "+" + text;
}

std::string figure(double value) {
  const double magnitude = std::abs(value);
  const int decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3;
  std::string text = in_decimals(value, decimals);
  if (decimals == 0) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string percent(double share) {
  const long rounded = std::lround(share * 100);
  if (rounded <= 0 && share > 0) return "<1 %";
  if (rounded >= 100 && share < 1) return ">99 %";
  return std::to_string(rounded) + " %";
}

}  // namespace entente::cli

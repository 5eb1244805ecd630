// SPDX-License-Identifier: Apache-2.0
/// Finds the token a parser stumbled over and names what is wrong with it.
///
/// The library's own messages speak of tokens and parser states. Here the state only decides what
/// was due (a key, a colon, a value, a comma, nothing more); the words follow from what stands
/// there instead, as a person would put it.
#include "engine/scenario/syntax_fault.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/scenario/canonical_text.hpp"
#include "engine/scenario/json_text.hpp"

namespace entente {
namespace {

using Last = ParsedSoFar::Last;

/// What is wrong, where in the text.
struct Finding {
  std::size_t offset;
  std::string what;
  std::string remedy;
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return at;
}

/// Letters, digits and what else numbers are made of.
std::string_view word_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && (is_letter(text[end]) || is_digit(text[end]) || text[end] == '+' ||
                               text[end] == '-' || text[end] == '.')) {
    ++end;
  }
  return text.substr(at, end - at);
}

std::string shortened(std::string_view word) {
  constexpr std::size_t kLongestShown = 40;
  if (word.size() <= kLongestShown) return std::string(word);
  return std::string(word.substr(0, kLongestShown)) + "...";
}

std::string hex(unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  return {kDigits[byte >> 4U], kDigits[byte & 15U]};
}

/// The length of the well-formed UTF-8 sequence (RFC 3629) at the offset, or 0.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return continues(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : 0xBF;
    return byte(1) >= low && byte(1) <= high && continues(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const unsigned low = first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    return byte(1) >= low && byte(1) <= high && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

Finding bad_byte(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x80 && utf8_length(text, at) == 0) {
    return {at, "a byte that is not UTF-8 (0x" + hex(byte) + ")", "save the file as UTF-8"};
  }
  if (byte == 0) return {at, "a zero byte", "save the file as UTF-8"};
  if (byte < 0x20) return {at, "a control character (0x" + hex(byte) + ")", "remove it"};
  const std::size_t length = std::max<std::size_t>(1, utf8_length(text, at));
  return {at, "unexpected " + std::string(text.substr(at, length)), ""};
}

/// The four hexadecimal digits of an escape at the offset.
std::optional<unsigned> code_unit(std::string_view text, std::size_t at) {
  if (at + 4 > text.size() || !std::all_of(&text[at], &text[at] + 4, is_hex)) return std::nullopt;
  return static_cast<unsigned>(std::stoul(std::string(text.substr(at, 4)), nullptr, 16));
}

/// What is wrong with the escape at the offset of a backslash, if anything.
std::optional<Finding> bad_escape(std::string_view text, std::size_t at) {
  constexpr std::string_view kEscapes = "\"\\/bfnrtu";
  const std::size_t length = at + 1 < text.size() ? utf8_length(text, at + 1) : 0;
  if (length == 0 || is_blank(text[at + 1])) {
    return Finding{at, "a backslash that escapes nothing", "write a backslash as \\\\"};
  }
  if (kEscapes.find(text[at + 1]) == std::string_view::npos) {
    return Finding{at, std::string(text.substr(at, 1 + length)) + " is not an escape in JSON",
                   "write a backslash as \\\\"};
  }
  if (text[at + 1] != 'u') return std::nullopt;
  const auto unit = code_unit(text, at + 2);
  if (!unit) {
    return Finding{at, "\\u without four hexadecimal digits", "write it like \\u00e9"};
  }
  const auto is_high = [](unsigned code) { return code >= 0xD800 && code <= 0xDBFF; };
  const auto is_low = [](unsigned code) { return code >= 0xDC00 && code <= 0xDFFF; };
  const auto next = text.substr(at + 6, 2) == "\\u" ? code_unit(text, at + 8) : std::nullopt;
  if (is_low(*unit) || (is_high(*unit) && !(next && is_low(*next)))) {
    return Finding{at, std::string(text.substr(at, 6)) + " is one half of a surrogate pair",
                   "write the character itself"};
  }
  return std::nullopt;
}

/// What is wrong with the string that opens at the offset.
Finding bad_string(std::string_view text, std::size_t open) {
  std::size_t at = open + 1;
  while (at < text.size() && text[at] != '"') {
    const char c = text[at];
    if (c == '\n' || c == '\r') {
      return {open, "a string runs over the end of the line",
              "close it with a double quote, or write the line break as \\n"};
    }
    if (static_cast<unsigned char>(c) < 0x20) {
      Finding finding = bad_byte(text, at);
      const std::string escape = c == '\t' ? "\\t" : "\\u00" + hex(static_cast<unsigned char>(c));
      return {at, finding.what + " inside a string", "write it as " + escape};
    }
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return bad_byte(text, at);
    if (c == '\\' && at + 1 < text.size()) {
      if (auto finding = bad_escape(text, at)) return *finding;
      // A high surrogate is taken together with the low one that follows it.
      const auto unit = text[at + 1] == 'u' ? code_unit(text, at + 2) : std::nullopt;
      const bool is_pair = unit && *unit >= 0xD800 && *unit <= 0xDBFF;
      at += is_pair ? 12 : 2;
    } else {
      at += length;
    }
  }
  return {text.size(), "the text ends inside a string", "close it with a double quote"};
}

Finding bad_number(std::string_view text, std::size_t at) {
  const std::string_view word = word_at(text, at);
  if (is_json_number(word)) {
    return {at, "the number " + shortened(word) + " is too large", "numbers go up to 1.8e308"};
  }
  return {at, shortened(word) + " is not a number in JSON", "write it like 12, -0.5 or 1e-3"};
}

Finding bad_word(std::string_view text, std::size_t at) {
  const std::string word = shortened(word_at(text, at));
  std::string lower;
  for (const char c : word) {
    if (c != '+' && c != '-') lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (lower == "nan" || lower == "inf" || lower == "infinity") {
    return {at, word + " is not a number in JSON", "give a finite number"};
  }
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kMeant{{
      {"true", "true"},
      {"tru", "true"},
      {"yes", "true"},
      {"false", "false"},
      {"fals", "false"},
      {"no", "false"},
      {"null", "null"},
      {"nul", "null"},
      {"none", "null"},
      {"undefined", "null"},
  }};
  for (const auto& [wrong, right] : kMeant) {
    if (lower == wrong) return {at, "unknown word " + word, "write " + std::string(right)};
  }
  return {at, "unknown word " + word, "a string needs double quotes: \"" + word + "\""};
}

/// Faults that may stand anywhere between tokens.
std::optional<Finding> alien_to_json(std::string_view text, std::size_t at) {
  if (text[at] == '/' || text[at] == '#') {
    return Finding{at, "comments are not part of JSON", "remove the comment"};
  }
  if (text[at] == '\'' || text[at] == '`') {
    return Finding{at, "a string in single quotes", "use double quotes"};
  }
  constexpr std::array<std::string_view, 5> kTypographic{
      "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98", "\xE2\x80\x99"};
  for (const std::string_view quote : kTypographic) {
    if (text.substr(at).starts_with(quote)) {
      return Finding{at, "a string in typographic quotes", "use plain double quotes: \"...\""};
    }
  }
  return std::nullopt;
}

class Diagnosis {
 public:
  Diagnosis(std::string_view text, const ParsedSoFar& so_far) : text_(text), so_far_(so_far) {}

  Finding find() const {
    if (so_far_.too_deep) {
      return {so_far_.start, "nested more than " + std::to_string(kDeepestNesting) + " levels deep",
              ""};
    }
    if (so_far_.last == Last::kNumber && !is_json_number(word_at(text_, so_far_.start))) {
      return bad_number(text_, so_far_.start);  // the parser took the beginning for a number
    }
    const std::size_t at = skip_blanks(text_, so_far_.end);
    if (at == text_.size()) return end_of_text(at);
    if (auto finding = alien_to_json(text_, at)) return *finding;
    switch (so_far_.last) {
      case Last::kNothing:
        return bad_value(at);
      case Last::kOpening:
        if (text_[at] == ',') return {at, "a comma before the first " + part(), "remove the comma"};
        return in_object() ? bad_key(at) : bad_value(at);
      case Last::kKey:
        return after_key(at);
      case Last::kNumber:
      case Last::kOtherValue:
        break;
    }
    return after_value(at);
  }

 private:
  bool in_object() const { return so_far_.open.back() == '}'; }
  std::string container() const { return in_object() ? "object" : "array"; }
  std::string part() const { return in_object() ? "member" : "element"; }
  std::string closer() const { return std::string("\"") + so_far_.open.back() + '"'; }

  Finding end_of_text(std::size_t at) const {
    if (so_far_.open.empty()) return {at, "the text is empty", "a JSON text is one value"};
    return {at, "the text ends inside an " + container(), "close it with " + closer()};
  }

  Finding bad_value(std::size_t at) const {
    const char c = text_[at];
    if (c == '"') return bad_string(text_, at);
    if (is_digit(c) || c == '+' || c == '-' || c == '.') {
      const bool is_word = at + 1 < text_.size() && is_letter(text_[at + 1]) && !is_digit(c);
      return is_word ? bad_word(text_, at) : bad_number(text_, at);
    }
    if (is_letter(c)) return bad_word(text_, at);
    if (c == '}' || c == ']') return wrong_closer(at);
    return bad_byte(text_, at);
  }

  Finding wrong_closer(std::size_t at) const {
    const std::string found = std::string("\"") + text_[at] + '"';
    if (so_far_.open.empty()) return {at, found + " closes nothing", "remove it"};
    return {at, found + " inside an " + container(),
            "close the " + container() + " with " + closer()};
  }

  Finding bad_key(std::size_t at) const {
    const char c = text_[at];
    if (c == '"') return bad_string(text_, at);
    if (is_letter(c)) {
      const std::string word = shortened(word_at(text_, at));
      return {at, "the key " + word + " has no quotes", "write \"" + word + "\""};
    }
    if (c == ']') return wrong_closer(at);
    if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20) {
      return bad_byte(text_, at);
    }
    return {at, "a key must be a string", "write it in double quotes"};
  }

  Finding after_key(std::size_t at) const {
    const std::string key = canonical_text(so_far_.key);  // in quotes, on one line
    if (text_[at] != ':') return {at, "no colon after the key " + key, "write " + key + ": value"};
    at = skip_blanks(text_, at + 1);
    if (at == text_.size()) return end_of_text(at);
    if (auto finding = alien_to_json(text_, at)) return *finding;
    if (text_[at] == ',' || text_[at] == '}') {
      return {at, "the value of " + key + " is missing", "write " + key + ": value"};
    }
    return bad_value(at);
  }

  Finding after_value(std::size_t at) const {
    if (so_far_.open.empty()) return {at, "there is text after the end", "remove it"};
    if (text_[at] == '}' || text_[at] == ']') return wrong_closer(at);
    if (text_[at] != ',') {
      return {at, "no comma between two " + part() + "s", "put a comma before this"};
    }
    const std::size_t comma = at;
    at = skip_blanks(text_, at + 1);
    if (at == text_.size()) return end_of_text(at);
    if (auto finding = alien_to_json(text_, at)) return *finding;
    if (text_[at] == so_far_.open.back()) {
      return {comma, "a comma before " + closer(), "remove the comma"};
    }
    if (text_[at] == ',') return {at, "two commas in a row", "remove one"};
    return in_object() ? bad_key(at) : bad_value(at);
  }

  std::string_view text_;
  const ParsedSoFar& so_far_;
};

Fault fault_of(std::string_view name, std::string_view text, Finding finding) {
  const bool at_end = finding.offset == text.size();
  if (at_end) {  // the end is on the last line that says anything
    while (finding.offset > 0 && is_blank(text[finding.offset - 1])) --finding.offset;
  }
  const std::string_view before = text.substr(0, finding.offset);
  std::string place =
      std::string(name) + ':' + std::to_string(1 + std::count(before.begin(), before.end(), '\n'));
  if (!at_end) {
    const std::string_view in_line = before.substr(before.rfind('\n') + 1);
    const auto characters = std::count_if(in_line.begin(), in_line.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    place += ':' + std::to_string(1 + characters);
  }
  return {std::move(place), "", std::move(finding.what), std::move(finding.remedy)};
}

}  // namespace

Fault syntax_fault(std::string_view name, std::string_view text, const ParsedSoFar& so_far) {
  return fault_of(name, text, Diagnosis(text, so_far).find());
}

Fault byte_fault(std::string_view name, std::string_view text, std::size_t offset) {
  return fault_of(name, text, bad_byte(text, offset));
}

std::size_t find_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

bool is_json_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > from;
  };
  const auto take = [&](std::string_view any_of) {
    const bool found = at < text.size() && any_of.find(text[at]) != std::string_view::npos;
    at += found ? 1 : 0;
    return found;
  };
  take("-");
  if (!take("0") && !digits()) return false;
  if (take(".") && !digits()) return false;
  if (take("eE")) {
    take("+-");
    if (!digits()) return false;
  }
  return at == text.size();
}

}  // namespace entente

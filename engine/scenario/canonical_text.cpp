// SPDX-License-Identifier: Apache-2.0
/// In the manner of the JSON Canonicalization Scheme (RFC 8785), with two departures: keys sort by
/// bytes instead of UTF-16 units, and integers beyond 2^53 keep all their digits, for seeds use
/// them.
#include "engine/scenario/canonical_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace entente {
namespace {

template <typename Number>
void append_shortest(Number number, std::string& text) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  text.append(buffer.data(), end);
}

void append_number(const Json& value, std::string& text) {
  constexpr double kExactIntegers = 9007199254740992.0;  // 2^53
  if (value.is_number_unsigned()) {
    append_shortest(value.get<std::uint64_t>(), text);
  } else if (value.is_number_integer()) {
    append_shortest(value.get<std::int64_t>(), text);
  } else {
    const double number = value.get<double>();
    if (std::trunc(number) == number && std::abs(number) <= kExactIntegers) {
      append_shortest(static_cast<std::int64_t>(number), text);
    } else {
      append_shortest(number, text);
    }
  }
}

void append_string(const std::string& string, std::string& text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  text += '"';
  for (const char c : string) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      text += '\\';
      text += c;
    } else if (byte < 0x20) {
      text += "\\u00";
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 15U];
    } else {
      text += c;
    }
  }
  text += '"';
}

void append(const Json& value, std::string& text);

void append_object(const Json& value, std::string& text) {
  std::vector<const Json::object_t::value_type*> members;
  for (const auto& member : value.get_ref<const Json::object_t&>()) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  text += '{';
  for (const auto* member : members) {
    if (text.back() != '{') text += ',';
    append_string(member->first, text);
    text += ':';
    append(member->second, text);
  }
  text += '}';
}

void append_array(const Json& value, std::string& text) {
  text += '[';
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i > 0) text += ',';
    append(value[i], text);
  }
  text += ']';
}

void append(const Json& value, std::string& text) {
  if (value.is_object()) {
    append_object(value, text);
  } else if (value.is_array()) {
    append_array(value, text);
  } else if (value.is_string()) {
    append_string(value.get_ref<const std::string&>(), text);
  } else if (value.is_number()) {
    append_number(value, text);
  } else {
    text += value.is_null() ? "null" : value.get<bool>() ? "true" : "false";
  }
}

}  // namespace

std::string canonical_text(const Json& value) {
  std::string text;
  append(value, text);
  return text;
}

std::string digest_of(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digest;
  for (const std::uint64_t half : {hash.high64, hash.low64}) {
    for (unsigned shift = 64; shift > 0;) {
      shift -= 4;
      digest += kDigits[(half >> shift) & 15U];
    }
  }
  return digest;
}

}  // namespace entente

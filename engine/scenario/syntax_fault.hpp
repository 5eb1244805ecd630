// SPDX-License-Identifier: Apache-2.0
/// Says in plain words why a text is not JSON, given how far the parser came.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/input_error.hpp"

namespace entente {

/// How far a parser came in a text. Between `end` and the token it stumbled over there are only
/// blanks, commas and colons.
struct ParsedSoFar {
  enum class Last { kNothing, kOpening, kKey, kNumber, kOtherValue };

  Last last = Last::kNothing;  ///< the last complete token but commas and colons
  std::size_t start = 0;       ///< where that token starts
  std::size_t end = 0;         ///< and the offset just after it
  std::string open;            ///< what would close the open containers, innermost last: "}]"
  std::string key;             ///< the last key of the innermost object
  bool too_deep = false;       ///< the last token opened one container too many
};

/// The place is "name:line:column" (columns count characters, from 1), or "name:line" where the
/// text just ends.
[[nodiscard]] Fault syntax_fault(std::string_view name, std::string_view text,
                                 const ParsedSoFar& so_far);

/// The fault of a byte at the offset that has no business in any JSON text.
[[nodiscard]] Fault byte_fault(std::string_view name, std::string_view text, std::size_t offset);

/// The first byte that does not belong to well-formed UTF-8, or npos.
[[nodiscard]] std::size_t find_not_utf8(std::string_view text);

/// Whether the text is a number as JSON writes it.
[[nodiscard]] bool is_json_number(std::string_view text);

}  // namespace entente

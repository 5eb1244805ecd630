// SPDX-License-Identifier: Apache-2.0
/// JSON text to values with the line of each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/input_error.hpp"
#include "engine/scenario/origins.hpp"

namespace entente {

/// Deeper nesting is a fault: everything after the parser may recurse.
inline constexpr std::size_t kDeepestNesting = 100;

struct JsonText {
  Json root;
  Origins origins;                ///< all with source 0
  std::vector<Fault> duplicates;  ///< keys that stand twice, in the order of the text
};

/// Strict JSON (RFC 8259) in UTF-8; a byte order mark is skipped. Throws InputError with one fault
/// of syntax; `name` goes into its place and into those of the duplicates.
[[nodiscard]] JsonText parse_json(std::string_view name, std::string_view text);

}  // namespace entente

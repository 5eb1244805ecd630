// SPDX-License-Identifier: Apache-2.0
/// One text and one digest for all spellings of the same JSON document.
#pragma once

#include <string>
#include <string_view>

#include "engine/scenario/origins.hpp"

namespace entente {

/// One line, keys sorted by their bytes, equal numbers written equally (1.0 as 1, 1e3 as 1000) and
/// all others by shortest round trip.
[[nodiscard]] std::string canonical_text(const Json& value);

/// XXH3 (128 bit) in 32 hexadecimal digits, the high half first.
[[nodiscard]] std::string digest_of(std::string_view text);

}  // namespace entente

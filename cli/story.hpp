// SPDX-License-Identifier: Apache-2.0
/// One negotiation told as a story that a person who follows the news can read.
#pragma once

#include <string>

#include "analysis/results/record.hpp"
#include "cli/terminal.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente::cli {

/// The story of a record with a transcript; `drawn` is the case that was played. Rounds in which
/// nothing changed are told in one line, and the world where it has moved noticeably.
[[nodiscard]] std::string tell(const Case& drawn, const Record& record, const Terminal& terminal);

}  // namespace entente::cli

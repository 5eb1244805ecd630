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

/// Where one negotiation goes on in another world.
struct Departure {
  const Case* base;
  const Case* other;
  int round;
  std::string settings;  ///< what is set in the other world
};

/// The story of a record's branch, which has a transcript: the same up to the round at which it
/// departs, and both endings.
[[nodiscard]] std::string tell_branch(const Departure& departure, const Record& record,
                                      const Terminal& terminal);

}  // namespace entente::cli

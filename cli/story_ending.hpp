// SPDX-License-Identifier: Apache-2.0
/// The end of a story: how it ended, because of whom, what each party has of it, and what there was
/// to be had.
#pragma once

#include <optional>
#include <string>

#include "analysis/results/record.hpp"
#include "engine/model/outcome.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente::cli {

/// `transcript` and `assessment` are those of the same negotiation: the text that came nearest is
/// named as in its story.
[[nodiscard]] std::string tell_ending(const Case& drawn, const Outcome& outcome,
                                      const Transcript& transcript,
                                      const std::optional<Assessment>& assessment,
                                      std::size_t width);

}  // namespace entente::cli

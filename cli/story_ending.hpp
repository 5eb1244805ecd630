// SPDX-License-Identifier: Apache-2.0
/// The end of a story: how it ended, because of whom, and what each party has of it.
#pragma once

#include <string>

#include "analysis/results/transcript.hpp"
#include "engine/model/outcome.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente::cli {

/// `transcript` is that of the same negotiation: the text that came nearest is named as in its
/// story.
[[nodiscard]] std::string tell_ending(const Case& drawn, const Outcome& outcome,
                                      const Transcript& transcript, std::size_t width);

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// The end of a story: how it ended, because of whom, and what each party has of it.
#pragma once

#include <string>

#include "engine/model/outcome.hpp"
#include "engine/negotiation/draw.hpp"

namespace entente::cli {

[[nodiscard]] std::string tell_ending(const Case& drawn, const Outcome& outcome, std::size_t width);

}  // namespace entente::cli

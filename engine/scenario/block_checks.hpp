// SPDX-License-Identifier: Apache-2.0
/// What clauses tie together, checked before anything is enumerated.
#pragma once

#include "engine/scenario/reading.hpp"

namespace entente {

/// Builds the scenario's blocks. Adds a fault if a block or all of them together have too many
/// rows, and if the red lines of a party leave it no package. Precondition: issues and parties were
/// read without fault.
void build_blocks(Reading& reading, Scenario& scenario);

}  // namespace entente

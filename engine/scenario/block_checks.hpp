// SPDX-License-Identifier: Apache-2.0
/// What clauses tie together and what red lines leave: checked before anything is enumerated.
#pragma once

#include "engine/scenario/reading.hpp"

namespace entente {

/// Builds the scenario's blocks. Adds a fault if a block or all of them together have too many
/// rows, if the red lines of a party leave no package, and if those of the parties that must sign
/// leave none together: exactly, for red lines stay within blocks, so that no package is left where
/// some block has no row left. Precondition: issues and parties were read without fault.
void build_blocks(Reading& reading, Scenario& scenario);

}  // namespace entente

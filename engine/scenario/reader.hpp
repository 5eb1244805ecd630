// SPDX-License-Identifier: Apache-2.0
/// From a document to a scenario, or to everything that is wrong with it.
#pragma once

#include "engine/model/scenario.hpp"
#include "engine/scenario/document.hpp"

namespace entente {

/// Throws InputError with all faults of the document in its order (the first fifty of more). What
/// it returns is complete and consistent: every id leads somewhere, every draw lies in its range,
/// the blocks can be enumerated, and its own red lines leave every party some package (those of
/// several parties together may not: see red_lines.hpp).
[[nodiscard]] Scenario read_scenario(const Document& document);

}  // namespace entente

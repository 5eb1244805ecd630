// SPDX-License-Identifier: Apache-2.0
/// The JSON Schema of scenario files, for completion and checking in editors.
#pragma once

#include <nlohmann/json.hpp>

namespace entente {

/// Draft 7. It accepts whatever `read_scenario` accepts; names that lead nowhere and other faults
/// across the document are for the reader alone. Plug-ins and their parameters come from the
/// registries. A file with "extends" is a patch, of which only the top-level keys are checked.
[[nodiscard]] nlohmann::json scenario_schema();

}  // namespace entente

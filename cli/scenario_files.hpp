// SPDX-License-Identifier: Apache-2.0
/// Scenarios named on the command line: found, read, overridden by --set, validated.
#pragma once

#include <string>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/scenario/document.hpp"

namespace entente::cli {

struct NamedScenario {
  std::string name;  ///< the file as it was found; "<stdin>" for "-"
  std::string stem;  ///< of the file's name: "talks" for "variants/talks.json"
  Document document;
  Scenario scenario;
};

/// The file meant by the name: itself if it exists; else, if it has no path, a scenario of that
/// name (".json" may be left out) installed with the program in ../share/entente/scenarios.
[[nodiscard]] std::string find_scenario(const std::string& name);

/// The document with the assignments carried out. Throws InputError with the faults of all.
[[nodiscard]] Document with_assignments(Document document,
                                        const std::vector<std::string>& assignments);

/// Reads one scenario and carries out the assignments. Throws InputError with all its faults.
[[nodiscard]] NamedScenario load_scenario(const std::string& name,
                                          const std::vector<std::string>& assignments);

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// What a scenario's numbers rest on: sources, assumptions, both, or nothing that is stated.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/scenario/document.hpp"

namespace entente {

/// What a number rests on, by the nearest enclosing object that states any: a source alone, an
/// assumption alone, or both: the stance rests on the source, its exact level is a guess.
enum class Basis { source, both, assumption, unmarked };
inline constexpr std::size_t kBases = 4;

/// How many numbers rest on what, by Basis.
using BasisCounts = std::array<std::size_t, kBases>;

struct Evidence {
  struct Section {
    std::string name;  ///< such as "weights", "positions", "no agreement", "world"
    BasisCounts counts{};
  };
  std::vector<Section> sections;  ///< those that have numbers, in a fixed order
  BasisCounts total{};
  std::vector<std::string> unmarked;  ///< pointers with ids, in the order of the document
};

/// Counts every number of the model that the document states: a distribution is one number, a
/// quantity one and one more for each effect of the world on it, a stance one for its ideal and one
/// for its limit. A use of a named quantity counts where it is used; if nothing is stated there, by
/// what the named quantity states itself. Throws InputError like read_scenario.
[[nodiscard]] Evidence evidence_of(const Document& document);

}  // namespace entente

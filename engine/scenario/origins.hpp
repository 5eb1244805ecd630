// SPDX-License-Identifier: Apache-2.0
/// Where the values of a JSON document came from: a tree of lines that runs parallel to the values.
#pragma once

#include <cstdint>
#include <vector>

#include <nlohmann/json.hpp>

namespace entente {

/// Members keep the order of the file, so that faults can be told in that order. Finding a member
/// by key is linear: where an object may be large, go through its members instead.
using Json = nlohmann::ordered_json;

/// The origin of one value. `children` has one entry for every element, or for every member in the
/// order of the object; it is empty for all other values.
struct Origins {
  std::uint32_t source = 0;  ///< index into the names of the document's sources
  std::uint32_t line = 0;    ///< from 1; 0 where the source is a flag and has no lines
  std::vector<Origins> children;
};

}  // namespace entente

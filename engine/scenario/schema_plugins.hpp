// SPDX-License-Identifier: Apache-2.0
/// The parts of the schema that plug-ins write.
#pragma once

#include "engine/scenario/schema_parts.hpp"

namespace entente::schema {

/// A party's choice of a plug-in for bidding, opponent model and acceptance.
[[nodiscard]] Schema strategy();

/// The protocol with its deadline.
[[nodiscard]] Schema protocol();

}  // namespace entente::schema

// SPDX-License-Identifier: Apache-2.0
/// Names of a scenario's things as a reader sees them.
#pragma once

#include <string>

#include "engine/model/scenario.hpp"

namespace entente::cli {

/// A party's title without a remark in brackets at its end, unless two would be called alike.
[[nodiscard]] std::string title_of(const Scenario& scenario, PartyId party);
[[nodiscard]] std::string title_of(const Issue& issue);
/// An option's title; where it has only an id, with amount and unit: "12000 EUR", "low (10 EUR)".
[[nodiscard]] std::string title_of(const Issue& issue, Option option);
[[nodiscard]] std::string title_of(const Event& event);

}  // namespace entente::cli

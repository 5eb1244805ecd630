// SPDX-License-Identifier: Apache-2.0
/// Why a party refused: the issues that made the difference.
#pragma once

#include <vector>

#include "engine/model/outcome.hpp"
#include "engine/model/scenario.hpp"
#include "engine/model/utilities.hpp"

namespace entente {

/// The issues that decided a refusal, the weightiest first.
///
/// Across a red line: the issues of the red lines that the text matches. Otherwise: with g_i the
/// most the party could gain by changing issue i alone (within its block, all else as in the text),
/// the fewest issues, by falling g_i, whose gains add up to what was missing, demanded - worth.
/// Over issues in blocks of their own the gains are additive and the set is a smallest one; within
/// a block it is a first-order account. At least one issue is named if any could gain.
[[nodiscard]] std::vector<IssueId> decisive_issues(const Scenario& scenario, const Refusal& refusal,
                                                   const UtilityView& own);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Red lines one by one: which party's, on which issues, and the rows they forbid.
#pragma once

#include <string>
#include <vector>

#include "engine/model/blocks.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

struct RedLine {
  PartyId party;
  std::string clause;           ///< its id; empty: the party's limit on the issue
  std::vector<IssueId> issues;  ///< that it names, ascending
  std::size_t block;
  std::vector<Row> rows;  ///< forbidden, ascending; none if no option lies beyond the limit
};

/// All red lines of all parties: by party, its clauses in order, then its limits by issue. Together
/// they forbid a party the rows that its UtilityView has as red lines.
[[nodiscard]] std::vector<RedLine> red_lines_of(const Scenario& scenario);

}  // namespace entente

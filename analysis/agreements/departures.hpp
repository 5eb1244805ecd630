// SPDX-License-Identifier: Apache-2.0
/// All packages within reach of the best bound, looked at one by one: see the .cpp.
#pragma once

#include <cstdint>

#include "analysis/agreements/optimum.hpp"
#include "analysis/agreements/relaxation.hpp"

namespace entente {

/// How a look at all packages of interest ended.
enum class Looked { at_all, at_most };

/// Looks at packages of `table` until none is left that could be better than `best`, or
/// `most_nodes` were seen or the effort's stop became true; counts them in `nodes`. `prices`: of
/// the table and the aim.
Looked look_at_departures(Aim aim, const GainTable& table, const Prices& prices, Incumbent& best,
                          std::uint64_t most_nodes, const Effort& effort, std::uint64_t& nodes);

}  // namespace entente

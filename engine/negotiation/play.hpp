// SPDX-License-Identifier: Apache-2.0
/// Plays one negotiation: a pure function of the case drawn, telling an observer what happens.
#pragma once

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/observer.hpp"

namespace entente {

/// Plays `drawn` to its end.
///
/// Each round: the world moves (from round 2 on), events happen, then the protocol lets the parties
/// act. Delay costs fall due at the end of every round that ends without an end to the talks. After
/// the last round, or when a required party leaves, there is no agreement.
[[nodiscard]] Outcome play(const Case& drawn, Observer& observer);

/// As above, observed by nobody.
[[nodiscard]] Outcome play(const Case& drawn);

}  // namespace entente

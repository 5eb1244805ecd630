// SPDX-License-Identifier: Apache-2.0
/// Plays one negotiation: a pure function of the case drawn, telling an observer what happens.
#pragma once

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/observer.hpp"

namespace entente {

/// Plays `drawn` to its end.
///
/// Each round: the world moves (from round 2 on), events happen, then the protocol lets the parties
/// act. Delay costs fall due at the end of every round but the last in which the protocol leaves
/// something to talk about, also of one after which the hazard cuts the talks off. After the last
/// round, when they are cut off, or when a required party leaves, there is no agreement of all.
[[nodiscard]] Outcome play(const Case& drawn, Observer& observer);

/// As above, observed by nobody.
[[nodiscard]] Outcome play(const Case& drawn);

/// Plays `drawn` up to the beginning of `round`, and from then on as `other`: the same past,
/// another world. What has happened stays: texts, answers, the state of the world, beliefs, what
/// leaked, costs. From then on parameters are those of `other`: how the world moves, events, what
/// parties want and have without a deal. A party with other preferences or another strategy, or
/// which knew from the start preferences that changed, begins its strategy anew, with all that it
/// has heard; another protocol begins with an empty table. With `other` equal to `drawn` nothing
/// changes. Precondition: no `branch_obstacle`.
[[nodiscard]] Outcome play_branch(const Case& drawn, const Case& other, int round,
                                  Observer& observer);

/// Why a negotiation of `scenario` cannot go on as one of `other`: what must be the same and is not
/// ("parties", "issues", "drafts", "world variables"); empty if it can.
[[nodiscard]] std::string_view branch_obstacle(const Scenario& scenario, const Scenario& other);

}  // namespace entente

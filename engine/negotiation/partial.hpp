// SPDX-License-Identifier: Apache-2.0
/// Partial agreements: what some parties settle among themselves when the talks of all have failed.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/model/utilities.hpp"

namespace entente {

/// A part settled by a coalition of the rule's list.
struct PartialAgreement {
  std::size_t partial;  ///< its position in the list
  Package package;      ///< the part; every other issue at its status quo
};

/// What needs to be known of the parties.
struct Coalition {
  std::function<bool(PartyId)> present;
  /// The last text that the party tabled or asked for; null if there was none.
  std::function<const Package*(PartyId)> last_text;
  /// What the part adds for the party to the package of all status quos; negative infinity if it
  /// crosses one of its red lines.
  std::function<double(PartyId, const Package& part, const Package& status_quo)> gain;
};

/// The package of all status quos; an issue without one stays as it is in `text`.
[[nodiscard]] Package status_quo(const Scenario& scenario, const Package& text);

/// After talks have failed, the coalitions of the rule's list try in order; the first that finds a
/// part settles it, as in multiple offers with partial consensus (MOPAC of GeniusWeb), where a
/// group whose votes suffice leaves with its deal. On the table are the members' last texts, in
/// their order, then the drafts, each cut down to what the coalition may settle: its issues, less
/// those for which the consent of another is missing. A part is settled if no member loses by it
/// and some member gains; of several, the one with the greatest least gain, then the first.
///
/// Departure: MOPAC lets coalitions form in every round and the rest talk on; here they form once,
/// when all else has failed, since the rest of the file describes the talks of all.
[[nodiscard]] std::optional<PartialAgreement> settle_part(const Scenario& scenario,
                                                          const Coalition& coalition);

}  // namespace entente

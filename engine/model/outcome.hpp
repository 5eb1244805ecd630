// SPDX-License-Identifier: Apache-2.0
/// How a negotiation ended, for whom it was worth what, and why.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/model/issue.hpp"

namespace entente {

/// The ways in which talks end.
enum class Ending {
  balanced,      ///< signed; every signatory's share of the joint surplus is large enough
  imposed,       ///< signed; some signatory's share is below the stated fraction
  not_ratified,  ///< signed, but refused at home
  stalemate,     ///< the last round passed without an agreement
  walkout,       ///< a party that must sign left
};
inline constexpr Ending kEndings[] = {Ending::balanced, Ending::imposed, Ending::not_ratified,
                                      Ending::stalemate, Ending::walkout};

/// "balanced", "imposed", "not ratified", "stalemate", "walkout".
[[nodiscard]] std::string_view name_of(Ending ending);

/// Whether an agreement is in force.
[[nodiscard]] constexpr bool agreed(Ending ending) {
  return ending == Ending::balanced || ending == Ending::imposed;
}

/// Why a party refused a text.
enum class Ground {
  red_line,      ///< the text crosses one
  no_agreement,  ///< worth less to it than going on without a deal
  demand,        ///< it could have signed, but demands more, or another text
};

/// "red line", "no agreement", "demand".
[[nodiscard]] std::string_view name_of(Ground ground);

/// A text that a party refused.
struct Refusal {
  PartyId party;
  int round = 0;
  PartyId by;  ///< whose text it was
  Package text;
  Ground ground = Ground::demand;
  double worth = 0;     ///< of the text to the party
  double demanded = 0;  ///< the least worth it would have accepted, at most 1
  /// The issues that made the difference, the weightiest first: those of the red lines crossed, or
  /// the fewest whose best options for the party would have made up for what was missing.
  std::vector<IssueId> issues;
};

/// One party at the end, in utility units. Signing x in round t is worth u(x) less the delay costs
/// of the rounds before t; ending without a deal, its no-agreement value less the same costs. What
/// a party has is measured in the world as it is; what it believed decided what it did.
struct Standing {
  double worth = 0;         ///< u(x) of the package that holds; without one, its no-agreement value
  double no_agreement = 0;  ///< at the end
  double believed = 0;      ///< the same, as the party believes
  double delay = 0;         ///< delay costs so far
  double share = 0;         ///< of the signatories' joint surplus; 0 if it did not sign
  bool signed_it = false;

  [[nodiscard]] double payoff() const { return worth - delay; }
  /// Payoff against ending without a deal at that moment.
  [[nodiscard]] double surplus() const { return worth - no_agreement; }
};

struct Outcome {
  Ending ending = Ending::stalemate;
  int round = 0;                       ///< in which it ended
  std::optional<Package> package;      ///< what was signed, ratified or not
  std::vector<IssueId> set_aside;      ///< back at the status quo: a consent was missing
  std::optional<PartyId> because_of;   ///< who left, or whose ratification failed
  std::vector<Standing> parties;       ///< by PartyId
  std::vector<Refusal> last_refusals;  ///< of every party that refused a text, its last, by round
};

}  // namespace entente

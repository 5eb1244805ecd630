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
  partial,       ///< no agreement of all; some settled a part among themselves
  stalemate,     ///< the last round passed without an agreement, or the talks were cut off
  walkout,       ///< a party that must sign left
};
inline constexpr Ending kEndings[] = {Ending::balanced, Ending::imposed,   Ending::not_ratified,
                                      Ending::partial,  Ending::stalemate, Ending::walkout};

/// "balanced", "imposed", "not ratified", "partial", "stalemate", "walkout".
[[nodiscard]] std::string_view name_of(Ending ending);

/// Whether an agreement of all who must sign is in force.
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
  std::optional<PartyId> by;  ///< whose text it was; none: a mediator's who is no party
  Package text;
  Ground ground = Ground::demand;
  double worth = 0;     ///< of the text to the party
  double demanded = 0;  ///< the least worth it would have accepted, at most 1
  /// The issues that made the difference, the weightiest first: those of the red lines crossed, or
  /// the fewest whose best options for the party would have made up for what was missing.
  std::vector<IssueId> issues;
};

/// One party at the end, in utility units. Signing x in round t is worth u(x) less the delay costs
/// of the rounds before t and what it costs at home to have backed down from public commitments;
/// ending without a deal, its no-agreement value less the same delay costs. A part that some settle
/// among themselves leaves all else as it is: it is worth the no-agreement value plus what the part
/// adds to the package of all status quos. What a party has is measured in the world as it is; what
/// it believed decided what it did.
struct Standing {
  double worth = 0;         ///< of what holds in the end, audience costs taken off
  double audience = 0;      ///< the audience costs that were taken off
  double no_agreement = 0;  ///< at the end
  double believed = 0;      ///< the same, as the party believes
  double delay = 0;         ///< delay costs so far
  double share = 0;         ///< of the signatories' joint surplus; 0 if it did not sign
  bool signed_it = false;
  std::optional<double> opening;  ///< u of what it wanted when it first tabled or asked for a text
  std::optional<double> last;     ///< u of what it wanted when it last did

  [[nodiscard]] double payoff() const { return worth - delay; }
  /// Payoff against ending without a deal at that moment.
  [[nodiscard]] double surplus() const { return worth - no_agreement; }
};

/// How far a draft is from what a party could sign when the talks begin.
struct DraftStanding {
  double surplus = 0;     ///< u(draft) less the no-agreement value, as the party believes
  bool red_line = false;  ///< whether it crosses one of the party's
};

/// Of all texts that were tabled or asked for, the one that came nearest to an agreement.
struct NearestText {
  int round = 0;
  std::optional<PartyId> by;
  Package text;
  /// The greatest g such that those whose worth of the text is at least g above no agreement, as
  /// they believe at that moment, would be enough to agree, none of them across a red line. At
  /// least 0: enough parties could have signed it. Below: so much was missing.
  double surplus = 0;
  PartyId decisive;  ///< the party with that surplus
};

struct Outcome {
  Ending ending = Ending::stalemate;
  int round = 0;                       ///< in which it ended
  std::optional<Package> package;      ///< what was signed, ratified or not
  std::vector<IssueId> set_aside;      ///< back at the status quo: a consent was missing
  std::optional<PartyId> because_of;   ///< who left, or whose ratification failed
  std::optional<std::size_t> partial;  ///< the position in the rule's list of what some settled
  bool cut_off = false;                ///< a hazard ended the talks before the last round
  std::vector<Standing> parties;       ///< by PartyId
  std::vector<Refusal> last_refusals;  ///< of every party that refused a text, its last, by round
  std::optional<NearestText> nearest;  ///< none if every text crossed red lines of too many
  std::vector<std::vector<DraftStanding>> drafts;  ///< by DraftId, then PartyId
  std::vector<double> world;                       ///< by VariableId, in the end
};

}  // namespace entente

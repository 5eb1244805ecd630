// SPDX-License-Identifier: Apache-2.0
/// Protocols: who may act, what an action does, who hears of it, and when it ends.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "engine/base/plugin.hpp"
#include "engine/base/random.hpp"
#include "engine/model/issue.hpp"
#include "engine/model/utilities.hpp"

namespace entente {

/// A package on the table and the party that put it there.
struct Text {
  std::optional<PartyId> by;  ///< none: a mediator who is not a party
  Package package;
};

/// What a party does when it is asked.
struct Offer {
  Package package;
};
struct Accept {};
struct Reject {};  ///< without an offer of its own
struct Leave {};
using Action = std::variant<Offer, Accept, Reject, Leave>;

/// What a party is asked for.
enum class Ask {
  any,     ///< accept the text, table its own, or leave
  answer,  ///< only whether it accepts the text
};

/// The room as a protocol sees it. The world, the strategies and the record are behind it.
class Room {
 public:
  virtual ~Room() = default;

  [[nodiscard]] virtual int round() const = 0;
  /// The last round, unless the talks are cut off before.
  [[nodiscard]] virtual int rounds() const = 0;
  [[nodiscard]] virtual std::size_t parties() const = 0;
  /// Whether an agreement needs the party's signature.
  [[nodiscard]] virtual bool required(PartyId party) const = 0;
  /// Whether the party has left for good.
  [[nodiscard]] virtual bool has_left(PartyId party) const = 0;
  /// Whether a text that these parties accept (by PartyId) has all the support that it needs.
  [[nodiscard]] virtual bool suffices(const std::vector<bool>& accepting) const = 0;

  /// Asks `party` about `text` (null: nothing is on the table yet). Any answer but Accept counts as
  /// the refusal of the text. With Ask::answer, the answer is Accept or Reject.
  virtual Action ask(PartyId party, const Text* text, Ask ask) = 0;
  /// Asks `party` whether it accepts `text`, or else which changes to at most `most_changes` issues
  /// it wants most: Accept, an Offer of the text so amended, Reject if it has none to ask for, or
  /// Leave. `hearers` learn what it asks for (the party itself need not be among them).
  virtual Action amend(PartyId party, const Text& text, std::size_t most_changes,
                       std::span<const PartyId> hearers) = 0;
  /// These parties hear the text; none named: all.
  virtual void table(const Text& text, std::span<const PartyId> hearers = {}) = 0;
  /// `text` has the support that it needs, of those `accepting` (by PartyId; its author accepts
  /// it). Asks others who may sign, sets aside the issues whose consent is missing, and asks the
  /// signatories whether they still accept. True: it stands, and the talks are over.
  virtual bool sign(const Text& text, const std::vector<bool>& accepting) = 0;
  /// Whether a consent to this option was missing at a signature: then all know that it is no use.
  [[nodiscard]] virtual bool withheld(IssueId /*issue*/, Option /*option*/) const { return false; }

  /// What `package` is worth to a party now, and what it has without a deal, as it believes: for
  /// procedures in which parties state the truth, and for mediators who know some of it.
  [[nodiscard]] virtual double worth(PartyId party, const Package& package) const = 0;
  [[nodiscard]] virtual double no_agreement(PartyId party) const = 0;
  /// What `party` has without a deal in the eyes of `viewer`, who knows what drives it but sees the
  /// world by its own beliefs.
  [[nodiscard]] virtual double outlook(PartyId party, PartyId /*viewer*/) const {
    return no_agreement(party);
  }
};

/// Whether there is anything left to talk about.
enum class Talks { go_on, over };

struct Setting;

class Protocol {
 public:
  virtual ~Protocol() = default;
  /// The case is another from now on, of the same parties and issues; what is on the table stays.
  virtual void go_on_in(const Setting& /*setting*/) {}
  /// Plays one round.
  virtual Talks play_round(Room& room) = 0;
};

/// The case that a protocol is made for; it outlives the protocol.
struct Setting {
  const Utilities& utilities;     ///< true preferences: what a mediator may know some of
  std::span<const Draft> drafts;  ///< by DraftId
  StreamKey luck;                 ///< of what the protocol leaves to chance
  std::uint64_t replication;
};

using ProtocolSpec = Spec<Protocol, const Setting&>;

/// All there are, in the order in which they are listed.
[[nodiscard]] std::span<const ProtocolSpec* const> protocols();

}  // namespace entente

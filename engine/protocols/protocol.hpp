// SPDX-License-Identifier: Apache-2.0
/// Protocols: who may act, what an action does, and when it ends.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "engine/base/plugin.hpp"
#include "engine/model/issue.hpp"

namespace entente {

/// A package on the table and the party that put it there.
struct Text {
  PartyId by;
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
  [[nodiscard]] virtual std::size_t parties() const = 0;
  /// Whether an agreement needs the party's signature.
  [[nodiscard]] virtual bool required(PartyId party) const = 0;
  /// Whether the party has left for good.
  [[nodiscard]] virtual bool has_left(PartyId party) const = 0;

  /// Asks `party` about `text` (null: nothing is on the table yet). Any answer but Accept counts as
  /// the refusal of the text. With Ask::answer, the answer is Accept or Reject.
  virtual Action ask(PartyId party, const Text* text, Ask ask) = 0;
  /// All parties hear the text.
  virtual void table(const Text& text) = 0;
  /// Every required party has accepted `text`. Asks those who may sign, sets aside the issues whose
  /// consent is missing, and asks the signatories whether they still accept. True: it stands, and
  /// the talks are over.
  virtual bool sign(const Text& text) = 0;
};

/// Whether there is anything left to talk about.
enum class Talks { go_on, over };

class Protocol {
 public:
  virtual ~Protocol() = default;
  /// Plays one round.
  virtual Talks play_round(Room& room) = 0;
};

using ProtocolSpec = Spec<Protocol>;

/// All there are, in the order in which they are listed.
[[nodiscard]] std::span<const ProtocolSpec* const> protocols();

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// What strategies are made of: bidding, opponent model and acceptance, chosen separately.
///
/// The decoupled architecture of Baarslag, Hindriks, Hendrikx, Dirkzwager & Jonker, "Decoupling
/// negotiating agents to explore the space of negotiation strategies" (2014). Whatever a component
/// says, no party signs below its no-agreement value or across a red line: the negotiation loop
/// sees to that.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/plugin.hpp"
#include "engine/base/random.hpp"
#include "engine/model/issue.hpp"
#include "engine/model/utilities.hpp"

namespace entente {

/// A text of others, tabled or asked for as an amendment, as its hearer values it.
struct Heard {
  double time;                     ///< when, in [0,1]
  double worth;                    ///< to the hearer now
  bool red_line;                   ///< whether it crosses one of the hearer's
  std::optional<PartyId> by = {};  ///< none: a mediator who is not a party
  int round = 0;
  const Package* package = nullptr;  ///< lives as long as the talks
};

class OpponentModel;

/// What a party thinks of another one.
struct Acquaintance {
  PartyId party;
  const OpponentModel* wants;  ///< never null
  /// What the other is taken to have without a deal: what is known of it for sure, else 0.
  double no_agreement;
};

/// The share of the time that has passed in a round: 0 in the first, 1 in the last.
[[nodiscard]] constexpr double share_of_time(int round, int rounds) {
  return rounds > 1 ? static_cast<double>(round - 1) / static_cast<double>(rounds - 1) : 1.0;
}

/// What a party has to go by when it is its turn.
struct Situation {
  UtilityView own;
  /// By row: 1 where there is no point in tabling it, because of a red line of its own or because a
  /// consent was withheld. Empty if there is no such row.
  std::span<const std::uint8_t> barred;
  int revision = 0;  ///< counts the changes of `own` and `barred`
  std::span<const Draft> drafts;
  double no_agreement = 0;               ///< its no-agreement value now, as it believes
  int round = 1;                         ///< from 1
  int rounds = 1;                        ///< the last one
  const Package* standing = nullptr;     ///< the text to answer; null if there is none
  std::span<const Heard> heard;          ///< texts of others so far, in order
  std::span<const double> liked;         ///< by row: how much the others are thought to like it
  std::span<const Package> tabled = {};  ///< its own bids: what it tabled, or asked changes towards
  /// All other parties, by PartyId; not only those whose liking counts in `liked`.
  std::span<const Acquaintance> others = {};
  StreamKey luck = {};  ///< of the party
  std::uint64_t replication = 0;

  [[nodiscard]] double time() const { return share_of_time(round, rounds); }
  /// Numbers of the party's own for this round: the same ones however often it asks.
  [[nodiscard]] Stream chance() const {
    return Stream(luck, replication, static_cast<std::uint32_t>(round));
  }
};

/// Decides what to table next.
class Bidding {
 public:
  virtual ~Bidding() = default;
  /// The package to table now; none if there is nothing that it could sign. Also asked for to judge
  /// the text on the table, so asking changes nothing: only `tabled` moves a strategy on.
  [[nodiscard]] virtual std::optional<Package> bid(const Situation& situation) = 0;
  /// Whether the bid depends on the text to be answered. Where it does not, the strategy need not
  /// be asked anew about every text of a round.
  [[nodiscard]] virtual bool minds_the_text() const { return true; }
  /// The party put its bid on the table.
  virtual void tabled(const Package& /*bid*/) {}
  /// Whether the party has had enough and leaves, unless it accepts. Asked whenever it is asked
  /// about a text, or for one.
  [[nodiscard]] virtual bool walks_out(const Situation&) { return false; }
};

/// Estimates what one other party wants.
class OpponentModel {
 public:
  virtual ~OpponentModel() = default;
  /// The other party tabled `text`, or asked for it as an amendment.
  virtual void hear(const Package& text) = 0;
  /// Adds `scale` x the other's estimated utility of every row to `rows`.
  virtual void add_estimate(double scale, std::span<double> rows) const = 0;
  /// In [0,1]: how much of this is knowledge of the truth, not an estimate.
  [[nodiscard]] virtual double accuracy() const { return 0; }
};

/// What no text reaches, and what every text does.
inline constexpr double kNothingWillDo = std::numeric_limits<double>::infinity();
inline constexpr double kAnythingWillDo = -std::numeric_limits<double>::infinity();

/// Decides which texts to accept.
class Acceptance {
 public:
  virtual ~Acceptance() = default;
  /// The least worth of a text that is accepted now. `next`: the worth of the bid to be tabled
  /// otherwise, kNothingWillDo if there is none.
  [[nodiscard]] virtual double least(const Situation& situation, double next) const = 0;
};

using BiddingSpec = Spec<Bidding, const UtilityView&>;
/// A model is made from the own utility and the other's true one, which only a model that says so
/// may look at.
using OpponentModelSpec = Spec<OpponentModel, const UtilityView&, const UtilityView&>;
using AcceptanceSpec = Spec<Acceptance>;

/// All there are, in the order in which they are listed.
[[nodiscard]] std::span<const BiddingSpec* const> biddings();
[[nodiscard]] std::span<const OpponentModelSpec* const> opponent_models();
[[nodiscard]] std::span<const AcceptanceSpec* const> acceptances();

}  // namespace entente

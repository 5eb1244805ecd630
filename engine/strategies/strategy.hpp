// SPDX-License-Identifier: Apache-2.0
/// What strategies are made of: bidding, opponent model and acceptance, chosen separately.
///
/// The decoupled architecture of Baarslag, Hindriks, Hendrikx, Dirkzwager & Jonker, "Decoupling
/// negotiating agents to explore the space of negotiation strategies" (2014). Whatever a component
/// says, no party signs below its no-agreement value or across a red line: the negotiation loop
/// sees to that.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/base/plugin.hpp"
#include "engine/model/issue.hpp"
#include "engine/model/utilities.hpp"

namespace entente {

/// A text that others tabled, as its hearer values it.
struct Heard {
  double time;   ///< when, in [0,1]
  double worth;  ///< to the hearer
};

/// The share of the time that has passed in a round: 0 in the first, 1 in the last.
[[nodiscard]] constexpr double share_of_time(int round, int rounds) {
  return rounds > 1 ? static_cast<double>(round - 1) / static_cast<double>(rounds - 1) : 1.0;
}

/// What a party has to go by when it is its turn.
struct Situation {
  UtilityView own;
  std::span<const Draft> drafts;
  double no_agreement = 0;            ///< its no-agreement value now, as it believes
  int round = 1;                      ///< from 1
  int rounds = 1;                     ///< the last one
  const Package* standing = nullptr;  ///< the text to answer; null if there is none
  std::span<const Heard> heard;       ///< texts of others so far, in order
  std::span<const double> liked;      ///< by row: how much the others are thought to like it

  [[nodiscard]] double time() const { return share_of_time(round, rounds); }
};

/// Decides what to table next.
class Bidding {
 public:
  virtual ~Bidding() = default;
  /// The package to table now; none if there is nothing that it could sign.
  [[nodiscard]] virtual std::optional<Package> bid(const Situation& situation) = 0;
  /// Whether the party has had enough and leaves instead.
  [[nodiscard]] virtual bool walks_out(const Situation&) const { return false; }
};

/// Estimates what one other party wants.
class OpponentModel {
 public:
  virtual ~OpponentModel() = default;
  /// The other party tabled `text`.
  virtual void hear(const Package& text) = 0;
  /// The other's true utility becomes known, to an accuracy in [0,1].
  virtual void learn(const UtilityView& truth, double accuracy) = 0;
  /// Adds `scale` x the other's estimated utility of every row to `rows`.
  virtual void add_estimate(double scale, std::span<double> rows) const = 0;
};

/// Decides whether to accept the text on the table.
class Acceptance {
 public:
  virtual ~Acceptance() = default;
  /// `offered`: the worth of the standing text; `next`: that of the bid to be tabled otherwise
  /// (above 1 if there is none).
  [[nodiscard]] virtual bool accepts(const Situation& situation, double offered, double next) = 0;
};

using BiddingSpec = Spec<Bidding, const UtilityView&>;
using OpponentModelSpec = Spec<OpponentModel, const UtilityView&>;
using AcceptanceSpec = Spec<Acceptance>;

/// All there are, in the order in which they are listed.
[[nodiscard]] std::span<const BiddingSpec* const> biddings();
[[nodiscard]] std::span<const OpponentModelSpec* const> opponent_models();
[[nodiscard]] std::span<const AcceptanceSpec* const> acceptances();

}  // namespace entente

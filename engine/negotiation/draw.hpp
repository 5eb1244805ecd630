// SPDX-License-Identifier: Apache-2.0
/// One replication's case: the scenario with every uncertain number drawn.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/model/utilities.hpp"
#include "engine/protocols/protocol.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {

/// A party's no-agreement value, drawn: evaluated against the world as the party believes it.
///
/// The certainty equivalent under constant absolute risk aversion a (Pratt 1964),
///     CE = -ln( sum_k p_k exp(-a v_k) ) / a,    sum_k p_k v_k for a = 0,
/// over the prospects k of fighting on, plus a quantity. Utilities of packages stay as they are,
/// since signing is certain: only the war is a lottery. CARA is what makes this sound with delay
/// costs: a cost that is subtracted from every prospect lowers the certainty equivalent by just as
/// much, so sunk costs never change a decision.
class DrawnNoAgreement {
 public:
  DrawnNoAgreement(const NoAgreement& no_agreement, const Party& party, const UtilityView& own,
                   std::span<const Draft> drafts, double risk_aversion, std::uint64_t seed,
                   std::uint64_t replication);

  [[nodiscard]] double at(std::span<const double> believed) const;

 private:
  struct Prospect {
    DrawnQuantity probability;
    double worth_of;  ///< of the package named; 0 if none
    DrawnQuantity plus;
  };
  std::vector<Prospect> prospects_;
  DrawnQuantity plus_;
  double risk_aversion_;
};

struct DrawnRatification {
  DrawnQuantity midpoint;
  DrawnQuantity slope;
  std::vector<DrawnQuantity> hurdles;  ///< in the order of the party's
  StreamKey verdict;
};

struct DrawnParty {
  DrawnNoAgreement no_agreement;
  DrawnQuantity delay_cost;
  std::optional<DrawnRatification> ratification;
  const BiddingSpec* bidding;
  Parameters bidding_parameters;
  const OpponentModelSpec* opponent_model;
  Parameters opponent_model_parameters;
  const AcceptanceSpec* acceptance;
  Parameters acceptance_parameters;
  StreamKey luck;  ///< of what its strategy leaves to chance

  [[nodiscard]] bool same_strategy(const DrawnParty& other) const;
};

/// A scenario drawn for one replication. Holds references into the scenario.
struct Case {
  const Scenario& scenario;
  std::uint64_t seed;
  std::uint64_t replication;
  Utilities utilities;
  std::vector<DrawnParty> parties;  ///< by PartyId
  const ProtocolSpec* protocol;
  Parameters protocol_parameters;
  StreamKey protocol_luck;
  std::optional<DrawnQuantity> hazard;
  StreamKey hazard_luck;
};

/// Draws everything that does not change while the negotiation runs. `scenario` must outlive it.
[[nodiscard]] Case draw(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication);

}  // namespace entente

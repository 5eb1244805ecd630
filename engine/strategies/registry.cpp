// SPDX-License-Identifier: Apache-2.0
/// The lists of strategy components: a new one is its file and a line here.
#include "engine/strategies/strategy.hpp"

// clang-format off
#define ENTENTE_BIDDINGS(X) \
  X(kTimeDependent) \
  X(kRelativeTitForTat) \
  X(kRandomAbsoluteTitForTat) \
  X(kAveragedTitForTat) \
  X(kNiceTitForTat) \
  X(kMicro) \
  X(kRubinstein) \
  X(kTakeItOrFight) \
  X(kZeuthen) \
  X(kDraftAmending) \
  X(kWedge) \
  X(kTradeOff)

#define ENTENTE_OPPONENT_MODELS(X) \
  X(kNone) \
  X(kFrequency) \
  X(kSmith) \
  X(kBayesian) \
  X(kInformed)

#define ENTENTE_ACCEPTANCES(X) \
  X(kAcNext) \
  X(kAcConst) \
  X(kAcTime) \
  X(kAcLowest) \
  X(kAcDiscounted) \
  X(kAcCombi)
// clang-format on

namespace entente {

#define ENTENTE_BIDDING(spec) extern const BiddingSpec spec;
#define ENTENTE_OPPONENT_MODEL(spec) extern const OpponentModelSpec spec;
#define ENTENTE_ACCEPTANCE(spec) extern const AcceptanceSpec spec;
ENTENTE_BIDDINGS(ENTENTE_BIDDING)
ENTENTE_OPPONENT_MODELS(ENTENTE_OPPONENT_MODEL)
ENTENTE_ACCEPTANCES(ENTENTE_ACCEPTANCE)
#define ENTENTE_LIST(spec) &(spec),

std::span<const BiddingSpec* const> biddings() {
  static constexpr const BiddingSpec* kAll[] = {ENTENTE_BIDDINGS(ENTENTE_LIST)};
  return kAll;
}

std::span<const OpponentModelSpec* const> opponent_models() {
  static constexpr const OpponentModelSpec* kAll[] = {ENTENTE_OPPONENT_MODELS(ENTENTE_LIST)};
  return kAll;
}

std::span<const AcceptanceSpec* const> acceptances() {
  static constexpr const AcceptanceSpec* kAll[] = {ENTENTE_ACCEPTANCES(ENTENTE_LIST)};
  return kAll;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The lists of strategy components: a new one is its file and a line here.
#include "engine/strategies/strategy.hpp"

namespace entente {

extern const BiddingSpec kTimeDependent, kTakeItOrFight;
extern const OpponentModelSpec kNone, kFrequency;
extern const AcceptanceSpec kAcNext, kAcConst, kAcTime, kAcCombi;

std::span<const BiddingSpec* const> biddings() {
  static constexpr const BiddingSpec* kAll[] = {
      &kTimeDependent,
      &kTakeItOrFight,
  };
  return kAll;
}

std::span<const OpponentModelSpec* const> opponent_models() {
  static constexpr const OpponentModelSpec* kAll[] = {
      &kNone,
      &kFrequency,
  };
  return kAll;
}

std::span<const AcceptanceSpec* const> acceptances() {
  static constexpr const AcceptanceSpec* kAll[] = {
      &kAcNext,
      &kAcConst,
      &kAcTime,
      &kAcCombi,
  };
  return kAll;
}

}  // namespace entente

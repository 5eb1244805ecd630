// SPDX-License-Identifier: Apache-2.0
/// The list of protocols: a new one is its file and a line here.
#include "engine/protocols/protocol.hpp"

namespace entente {

extern const ProtocolSpec kAlternatingOffers;

std::span<const ProtocolSpec* const> protocols() {
  static constexpr const ProtocolSpec* kAll[] = {
      &kAlternatingOffers,
  };
  return kAll;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The list of protocols: a new one is its file and a line here.
#include "engine/protocols/protocol.hpp"

// clang-format off
#define ENTENTE_PROTOCOLS(X) \
  X(kAlternatingOffers)      \
  X(kSingleText)             \
  X(kSimultaneousOffers)     \
  X(kMajority)
// clang-format on

namespace entente {

#define ENTENTE_DECLARE(spec) extern const ProtocolSpec spec;
ENTENTE_PROTOCOLS(ENTENTE_DECLARE)

std::span<const ProtocolSpec* const> protocols() {
#define ENTENTE_LIST(spec) &(spec),
  static constexpr const ProtocolSpec* kAll[] = {ENTENTE_PROTOCOLS(ENTENTE_LIST)};
  return kAll;
}

}  // namespace entente

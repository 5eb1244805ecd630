// SPDX-License-Identifier: Apache-2.0
/// Counting signatures: vetoes first, then the weighted majority.
#include "engine/model/scenario.hpp"

#include <algorithm>

namespace entente {
namespace {

/// Sums of weights such as 0.1 are not exact: two thirds of three thirds must be two thirds.
constexpr double kTolerance = 1e-12;

}  // namespace

bool AgreementRule::satisfied_by(const std::vector<bool>& signing) const {
  const auto signs = [&signing](PartyId party) { return signing[party]; };
  if (!std::all_of(required.begin(), required.end(), signs)) return false;
  if (!quorum) return true;
  double total = 0;
  double support = 0;
  for (const std::vector<PartyId>* parties : {&required, &may_sign}) {
    for (const PartyId party : *parties) {
      total += quorum->weights[party];
      if (signs(party)) support += quorum->weights[party];
    }
  }
  return support >= quorum->share * total - kTolerance;
}

}  // namespace entente

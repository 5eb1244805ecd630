// SPDX-License-Identifier: Apache-2.0
/// AC_lowest: accept what is at least as good as the worst that the party itself has asked for.
///
/// The acceptance rule of MiCRO (de Jonge 2022): accept x iff u(x) >= the least u of the texts that
/// the party has tabled and of its next bid. It differs from AC_next where the next bid repeats an
/// earlier, better one, as MiCRO's may: what was once good enough to ask for is good enough to
/// take. Worths are those of now, where public commitments have changed them since.
#include <algorithm>

#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class AcLowest : public Acceptance {
 public:
  [[nodiscard]] double least(const Situation& situation, double next) const override {
    if (situation.revision != revision_) {
      revision_ = situation.revision;
      noted_ = 0;
      lowest_ = kNothingWillDo;
    }
    for (; noted_ < situation.tabled.size(); ++noted_) {
      lowest_ = std::min(lowest_, situation.own.worth(situation.tabled[noted_]));
    }
    return std::min(lowest_, next);
  }

 private:
  // What follows from the situation, kept so as not to sum all texts again.
  mutable int revision_ = 0;
  mutable std::size_t noted_ = 0;
  mutable double lowest_ = kNothingWillDo;
};

}  // namespace

extern const AcceptanceSpec kAcLowest;
const AcceptanceSpec kAcLowest = {
    .name = "ac-lowest",
    .summary = "accepts what is at least as good as the worst it has tabled, or would table next",
    .source = "MiCRO: de Jonge 2022",
    .parameters = {},
    .make = [](const Parameters&) -> std::unique_ptr<Acceptance> {
      return std::make_unique<AcLowest>();
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Time-dependent bidding: an aspiration that falls as the deadline nears.
///
/// Faratin, Sierra & Jennings, "Negotiation decision functions for autonomous agents" (1998), the
/// polynomial family, in utilities (see aspiration.hpp). The bid is, of all packages worth at least
/// the aspiration, the one the others are thought to like best (see search/best_package.hpp).
///
/// Departure: if no package reaches the aspiration, the best one is tabled as long as it is no
/// worse than no agreement.
#include "engine/strategies/bidding/aspiration.hpp"
#include "engine/strategies/bidding/signable.hpp"

namespace entente {
namespace {

class TimeDependent : public Bidding {
 public:
  TimeDependent(const Parameters& parameters, const UtilityView& own)
      : aspiration_(parameters), search_(own) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    return search_.best_or_greatest(situation, situation.liked, aspiration_.now(situation));
  }

 private:
  Aspiration aspiration_;
  SignableSearch search_;
};

}  // namespace

extern const BiddingSpec kTimeDependent;
const BiddingSpec kTimeDependent = {
    .name = "time-dependent",
    .summary = "lowers its aspiration as the deadline nears",
    .source = "Faratin, Sierra & Jennings 1998",
    .parameters = kAspirationParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<TimeDependent>(parameters, own);
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Time-dependent bidding: an aspiration that falls as the deadline nears.
///
/// Faratin, Sierra & Jennings, "Negotiation decision functions for autonomous agents" (1998), the
/// polynomial family, in utilities. With t in [0,1] the share of time passed,
///     aspiration(t) = from - (from - to) t^(1/beta):
/// beta < 1 holds out until late (Boulware), 1 falls linearly, > 1 gives way early (Conceder). The
/// bid is, of all packages worth at least the aspiration, the one the others are thought to like
/// best (see search/best_package.hpp).
///
/// Departure: the aspiration is never below the present no-agreement value, so an outside option
/// that improves hardens demands. If no package reaches the aspiration, the best one is tabled as
/// long as it is no worse than no agreement.
#include <algorithm>
#include <cmath>

#include "engine/search/best_package.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class TimeDependent : public Bidding {
 public:
  TimeDependent(const Parameters& parameters, const UtilityView& own)
      : exponent_(1 / parameters.number("beta")),
        from_(parameters.number("from")),
        to_(parameters.number("to")),
        search_(*own.blocks, own.rows, own.red_lines) {}

  std::optional<Package> bid(const Situation& situation) override {
    if (situation.revision != revision_) {
      search_.reset(situation.own.rows, situation.barred);
      revision_ = situation.revision;
    }
    const double target = from_ - (from_ - to_) * std::pow(situation.time(), exponent_);
    const double aspiration = std::max(target, situation.no_agreement);
    std::optional<BestPackage> found = search_.best(situation.liked, aspiration);
    if (!found) found = search_.greatest();
    if (!found || !reaches(found->worth, situation.no_agreement)) return std::nullopt;
    Package package(situation.own.blocks->issues());
    search_.write(found->rows, package);
    return package;
  }

 private:
  double exponent_, from_, to_;
  PackageSearch search_;
  int revision_ = 0;
};

constexpr Parameter kParameters[] = {
    {.name = "beta",
     .summary = "below 1 it holds out until late (Boulware), above 1 it gives way early (Conceder)",
     .lo = 0.001,
     .hi = 1000,
     .fallback = 1.0},
    {.name = "from",
     .summary = "aspiration at the start",
     .lo = 0,
     .hi = 1,
     .fallback = 1.0,
     .unit = "utility"},
    {.name = "to",
     .summary = "aspiration at the deadline; never below the no-agreement value",
     .lo = 0,
     .hi = 1,
     .fallback = 0.0,
     .unit = "utility"},
};

}  // namespace

extern const BiddingSpec kTimeDependent;
const BiddingSpec kTimeDependent = {
    .name = "time-dependent",
    .summary = "lowers its aspiration as the deadline nears",
    .source = "Faratin, Sierra & Jennings 1998",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<TimeDependent>(parameters, own);
    },
};

}  // namespace entente

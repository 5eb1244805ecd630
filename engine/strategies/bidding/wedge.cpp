// SPDX-License-Identifier: Apache-2.0
/// Wedge: among bids as good for itself, the one that most divides two named others.
///
/// The wedge strategies of Crawford, "Preventing enemy coalitions: how wedge strategies shape power
/// politics" (2011), by selective accommodation: concessions go to one member of a coalition, at
/// the expense of the other. Of all packages worth at least the aspiration (by time, see
/// aspiration.hpp) less `slack`, and no less than no agreement, it tables the one that divides the
/// two most (see division.hpp). So `slack` is what it gives up of its own for the sake of division.
///
/// Departure: Crawford describes policies, and no formula; the one of division.hpp is this
/// engine's. If no package reaches the aspiration, the best one is tabled as long as it is no worse
/// than no agreement.
#include "engine/strategies/bidding/aspiration.hpp"
#include "engine/strategies/bidding/division.hpp"
#include "engine/strategies/bidding/signable.hpp"

namespace entente {
namespace {

class Wedge : public Bidding {
 public:
  Wedge(const Parameters& parameters, const UtilityView& own)
      : aspiration_(parameters),
        slack_(parameters.number("slack")),
        division_(parameters.references("divides")),
        search_(own) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    const double floor = std::max(aspiration_.now(situation) - slack_, situation.no_agreement);
    return search_.best_or_greatest(situation, division_.goal(situation), floor);
  }

 private:
  Aspiration aspiration_;
  double slack_;
  Division division_;
  SignableSearch search_;
};

constexpr auto kParameters = with_aspiration(std::array<Parameter, 2>{{
    {.name = "divides",
     .summary = "the party to accommodate, then the one at whose expense",
     .kind = Parameter::Kind::references,
     .of = "parties",
     .required = true,
     .count = 2},
    {.name = "slack",
     .summary = "how much it gives up below its aspiration to divide them more",
     .lo = 0,
     .hi = 1,
     .fallback = 0.0,
     .unit = "utility"},
}});

}  // namespace

extern const BiddingSpec kWedge;
const BiddingSpec kWedge = {
    .name = "wedge",
    .summary = "among bids as good for itself, the one that most divides two others",
    .source = "Crawford 2011",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<Wedge>(parameters, own);
    },
};

}  // namespace entente

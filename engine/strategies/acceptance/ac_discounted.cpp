// SPDX-License-Identifier: Apache-2.0
/// AC_discounted: accept what is at least as good as having the own next bid accepted, later.
///
/// The rule of the responder in alternating offers with discounting or a risk of breakdown
/// (Rubinstein, "Perfect equilibrium in a bargaining model", 1982; Binmore, Rubinstein & Wolinsky,
/// "The Nash bargaining solution in economic modelling", 1986): accept x iff
///     u(x) >= o + discount (u(next bid) - o),
/// o being the no-agreement value. It is AC_next with discount 1, and with o = 0 AC_next with the
/// scale 1 / discount.
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class AcDiscounted : public Acceptance {
 public:
  explicit AcDiscounted(const Parameters& parameters) : discount_(parameters.number("discount")) {}

  [[nodiscard]] double least(const Situation& situation, double next) const override {
    if (next == kNothingWillDo) return next;
    return situation.no_agreement + discount_ * (next - situation.no_agreement);
  }

 private:
  double discount_;
};

constexpr Parameter kParameters[] = {
    {.name = "discount",
     .summary = "what a surplus is worth if it comes with the own next bid and not now",
     .lo = 0,
     .hi = 1,
     .fallback = 0.95},
};

}  // namespace

extern const AcceptanceSpec kAcDiscounted;
const AcceptanceSpec kAcDiscounted = {
    .name = "ac-discounted",
    .summary = "accepts what is as good as its own next bid, discounted for coming later",
    .source = "Rubinstein 1982",
    .parameters = kParameters,
    .make = [](const Parameters& parameters) -> std::unique_ptr<Acceptance> {
      return std::make_unique<AcDiscounted>(parameters);
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// AC_next: accept what is at least as good as the own next bid.
///
/// Baarslag, Hindriks & Jonker, "Effective acceptance conditions in real-time automated
/// negotiation" (2014): accept x iff scale u(x) + offset >= u(next bid).
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class AcNext : public Acceptance {
 public:
  explicit AcNext(const Parameters& parameters)
      : scale_(parameters.number("scale")), offset_(parameters.number("offset")) {}

  [[nodiscard]] double least(const Situation&, double next) const override {
    return (next - offset_) / scale_;
  }

 private:
  double scale_, offset_;
};

constexpr Parameter kParameters[] = {
    {.name = "scale",
     .summary = "factor on the worth of the text on the table",
     .lo = 0.01,
     .hi = 10,
     .fallback = 1.0},
    {.name = "offset",
     .summary = "added to it",
     .lo = -1,
     .hi = 1,
     .fallback = 0.0,
     .unit = "utility"},
};

}  // namespace

extern const AcceptanceSpec kAcNext;
const AcceptanceSpec kAcNext = {
    .name = "ac-next",
    .summary = "accepts what is at least as good as its own next bid",
    .source = "Baarslag, Hindriks & Jonker 2014",
    .parameters = kParameters,
    .make = [](const Parameters& parameters) -> std::unique_ptr<Acceptance> {
      return std::make_unique<AcNext>(parameters);
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// AC_const: accept what reaches a fixed level.
///
/// Baarslag, Hindriks & Jonker 2014: accept x iff u(x) >= level.
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class AcConst : public Acceptance {
 public:
  explicit AcConst(const Parameters& parameters) : level_(parameters.number("level")) {}

  [[nodiscard]] double least(const Situation&, double) const override { return level_; }

 private:
  double level_;
};

constexpr Parameter kParameters[] = {
    {.name = "level",
     .summary = "the least worth it accepts",
     .lo = 0,
     .hi = 1,
     .unit = "utility",
     .required = true},
};

}  // namespace

extern const AcceptanceSpec kAcConst;
const AcceptanceSpec kAcConst = {
    .name = "ac-const",
    .summary = "accepts what reaches a fixed level",
    .source = "Baarslag, Hindriks & Jonker 2014",
    .parameters = kParameters,
    .make = [](const Parameters& parameters) -> std::unique_ptr<Acceptance> {
      return std::make_unique<AcConst>(parameters);
    },
};

}  // namespace entente

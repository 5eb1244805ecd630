// SPDX-License-Identifier: Apache-2.0
/// AC_time: accept anything after a time.
///
/// Baarslag, Hindriks & Jonker 2014: accept iff t >= after, t in [0,1]. As everywhere, never below
/// the no-agreement value or across a red line.
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class AcTime : public Acceptance {
 public:
  explicit AcTime(const Parameters& parameters) : after_(parameters.number("after")) {}

  [[nodiscard]] double least(const Situation& situation, double) const override {
    return situation.time() >= after_ ? kAnythingWillDo : kNothingWillDo;
  }

 private:
  double after_;
};

constexpr Parameter kParameters[] = {
    {.name = "after",
     .summary = "the share of the time after which it accepts",
     .lo = 0,
     .hi = 1,
     .unit = "share of time",
     .required = true},
};

}  // namespace

extern const AcceptanceSpec kAcTime;
const AcceptanceSpec kAcTime = {
    .name = "ac-time",
    .summary = "accepts anything no worse than no agreement after a time",
    .source = "Baarslag, Hindriks & Jonker 2014",
    .parameters = kParameters,
    .make = [](const Parameters& parameters) -> std::unique_ptr<Acceptance> {
      return std::make_unique<AcTime>(parameters);
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// AC_combi: the own next bid as the measure, and near the end the best that can still be hoped
/// for.
///
/// Baarslag, Hindriks & Jonker 2014, AC_combi(T, MAX^W), the best of those they compared: accept x
/// iff AC_next accepts it, or t >= T and u(x) is at least the worth of every text heard in the
/// window W = [t - (1 - t), t], as long as the time that is left. Texts across its own red lines
/// are no hope and do not count.
#include <algorithm>

#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class AcCombi : public Acceptance {
 public:
  explicit AcCombi(const Parameters& parameters) : after_(parameters.number("after")) {}

  [[nodiscard]] double least(const Situation& situation, double next) const override {
    const double time = situation.time();
    if (time < after_) return next;
    double hope = kAnythingWillDo;
    for (std::size_t i = situation.heard.size(); i-- > 0;) {
      const Heard& heard = situation.heard[i];
      if (heard.time < time - (1 - time)) break;
      if (!heard.red_line) hope = std::max(hope, heard.worth);
    }
    return std::min(next, hope);
  }

 private:
  double after_;
};

constexpr Parameter kParameters[] = {
    {.name = "after",
     .summary = "the share of the time after which hope is measured",
     .lo = 0,
     .hi = 1,
     .fallback = 0.98,
     .unit = "share of time"},
};

}  // namespace

extern const AcceptanceSpec kAcCombi;
const AcceptanceSpec kAcCombi = {
    .name = "ac-combi",
    .summary = "as ac-next; late, also what is the best heard in a window as long as what is left",
    .source = "Baarslag, Hindriks & Jonker 2014",
    .parameters = kParameters,
    .make = [](const Parameters& parameters) -> std::unique_ptr<Acceptance> {
      return std::make_unique<AcCombi>(parameters);
    },
};

}  // namespace entente

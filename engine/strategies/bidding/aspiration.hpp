// SPDX-License-Identifier: Apache-2.0
/// Aspiration by time: what a party wants of a text now, for all strategies that lower it.
///
/// Faratin, Sierra & Jennings, "Negotiation decision functions for autonomous agents" (1998), the
/// polynomial family, in utilities. With t in [0,1] the share of time passed,
///     aspiration(t) = from - (from - to) t^(1/beta):
/// beta < 1 holds out until late (Boulware), 1 falls linearly, > 1 gives way early (Conceder).
///
/// Departure: the aspiration is never below the present no-agreement value, so an outside option
/// that improves hardens demands.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/strategies/strategy.hpp"

namespace entente {

class Aspiration {
 public:
  explicit Aspiration(const Parameters& parameters)
      : exponent_(1 / parameters.number("beta")),
        from_(parameters.number("from")),
        to_(parameters.number("to")) {}

  [[nodiscard]] double now(const Situation& situation) const {
    const double target = from_ - (from_ - to_) * std::pow(situation.time(), exponent_);
    return std::max(target, situation.no_agreement);
  }

 private:
  double exponent_, from_, to_;
};

inline constexpr std::array<Parameter, 3> kAspirationParameters = {{
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
}};

/// A strategy's own parameters, then those of its aspiration.
template <std::size_t N>
[[nodiscard]] constexpr auto with_aspiration(const std::array<Parameter, N>& own) {
  std::array<Parameter, N + kAspirationParameters.size()> all;
  std::copy(own.begin(), own.end(), all.begin());
  std::copy(kAspirationParameters.begin(), kAspirationParameters.end(), all.begin() + N);
  return all;
}

}  // namespace entente

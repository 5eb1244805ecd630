// SPDX-License-Identifier: Apache-2.0
/// Wilson's interval against published values and its defining equation.
#include "analysis/results/proportion.hpp"

#include <cmath>

#include <catch2/catch.hpp>

namespace entente {
namespace {

TEST_CASE("intervals equal those of Newcombe 1998", "[proportion]") {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
  // (1998), table I, method 3 (score without continuity correction).
  struct Published {
    std::uint64_t count, of;
    double low, high;
  };
  for (const Published& row :
       {Published{81, 263, 0.2553, 0.3662}, Published{15, 148, 0.0624, 0.1605},
        Published{0, 20, 0.0000, 0.1611}, Published{1, 29, 0.0061, 0.1718}}) {
    const Proportion computed = proportion(row.count, row.of);
    CHECK(computed.count == row.count);
    CHECK(computed.low == Approx(row.low).margin(0.00005));
    CHECK(computed.high == Approx(row.high).margin(0.00005));
  }
}

TEST_CASE("the ends are where the share is 1.96 standard errors away", "[proportion]") {
  for (const std::uint64_t of : {1u, 2u, 10u, 1000u, 1'000'000u}) {
    for (std::uint64_t count = 0; count <= of; count += 1 + of / 7) {
      const Proportion computed = proportion(count, of);
      INFO(count << " of " << of);
      CHECK(computed.low <= computed.share);
      CHECK(computed.high >= computed.share);
      for (const double end : {computed.low, computed.high}) {
        if (end == 0 || end == 1) continue;
        const double error = std::sqrt(end * (1 - end) / static_cast<double>(of));
        CHECK(std::fabs(computed.share - end) / error == Approx(kNormal95).epsilon(1e-9));
      }
    }
  }
}

TEST_CASE("none and all reach the ends exactly, and of nothing nothing is known", "[proportion]") {
  for (const std::uint64_t of : {1u, 3u, 20u, 12345u}) {
    CHECK(proportion(0, of).low == 0);
    CHECK(proportion(0, of).high < 1);
    CHECK(proportion(of, of).high == 1);
    CHECK(proportion(of, of).low > 0);
    CHECK(proportion(of, of).low == Approx(1 - proportion(0, of).high));
  }
  const Proportion nothing = proportion(0, 0);
  CHECK(nothing.share == 0);
  CHECK(nothing.low == 0);
  CHECK(nothing.high == 1);
}

}  // namespace
}  // namespace entente

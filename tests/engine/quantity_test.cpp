// SPDX-License-Identifier: Apache-2.0
/// Draws of every distribution, and quantities evaluated against the world.
#include "engine/model/quantity.hpp"

#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

using namespace entente;

namespace {

struct Moments {
  double mean = 0, variance = 0, lo = 1e300, hi = -1e300;
};

Moments moments_of(const Distribution& distribution) {
  constexpr int kDraws = 100'000;
  Moments m;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    Stream stream(StreamKey(3, "quantity"), static_cast<std::uint64_t>(i));
    const double value = draw(distribution, stream);
    m.mean += value / kDraws;
    squares += value * value / kDraws;
    m.lo = std::min(m.lo, value);
    m.hi = std::max(m.hi, value);
  }
  m.variance = squares - m.mean * m.mean;
  return m;
}

}  // namespace

TEST_CASE("draws have the moments and the support of their distribution", "[quantity]") {
  const auto check = [](const Distribution& d, double mean, double variance) {
    const Moments m = moments_of(d);
    CHECK(m.mean == Approx(mean).margin(5 * std::sqrt(variance / 100'000) + 1e-12));
    CHECK(m.variance == Approx(variance).epsilon(0.03).margin(1e-9));
    CHECK(m.lo >= support(d).lo);
    CHECK(m.hi <= support(d).hi);
  };
  check(0.4, 0.4, 0);
  check(Uniform{-1, 3}, 1, 16.0 / 12);
  check(Triangular{0, 1, 4}, 5.0 / 3, (0.0 + 1 + 16 - 0 - 0 - 4) / 18);
  check(Triangular{2, 2, 2}, 2, 0);
  check(Normal{2, 0.5}, 2, 0.25);
  check(Choice{{1, 2, 6}}, 3, 14.0 / 3);
}

TEST_CASE("a draw is monotone in its one uniform number", "[quantity]") {
  // Hence parameters that shift a distribution keep the order of replications.
  for (std::uint64_t r = 0; r < 200; ++r) {
    const auto drawn = [r](const Distribution& d) {
      Stream stream(StreamKey(9, "crn"), r);
      return draw(d, stream);
    };
    const double p = drawn(Uniform{0, 1});
    CHECK(drawn(Uniform{2, 4}) == Approx(2 + 2 * p));
    CHECK(drawn(Normal{1, 2}) == Approx(1 + 2 * normal_quantile(p)));
    CHECK(drawn(Choice{{5, 7}}) == (p < 0.5 ? 5 : 7));
  }
}

TEST_CASE("a quantity adds its share of the world's present values", "[quantity]") {
  const Quantity quantity{.base = 0.35,
                          .world = {{VariableId(0), 0.1}, {VariableId(2), Uniform{-2, -2}}}};
  const DrawnQuantity drawn(quantity, "q", 1, 0);
  CHECK(drawn.at(std::vector<double>{0, 5, 0}) == 0.35);
  CHECK(drawn.at(std::vector<double>{2, 5, 0.5}) == Approx(0.35 + 0.2 - 1));
}

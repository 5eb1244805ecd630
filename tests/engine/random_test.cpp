// SPDX-License-Identifier: Apache-2.0
/// Streams of random numbers: the generator's published answers, moments, and independence of
/// order.
#include "engine/base/random.hpp"

#include <cmath>
#include <vector>

#include <Random123/philox.h>
#include <catch2/catch.hpp>

using namespace entente;

TEST_CASE("Philox gives the known answers of its authors", "[random]") {
  // Random123, tests/kat_vectors: philox4x32-10.
  const auto philox = [](r123::Philox4x32::ctr_type counter, r123::Philox4x32::key_type key) {
    return r123::Philox4x32()(counter, key);
  };
  const auto zeros = philox({{0, 0, 0, 0}}, {{0, 0}});
  CHECK(zeros[0] == 0x6627e8d5);
  CHECK(zeros[1] == 0xe169c58d);
  CHECK(zeros[2] == 0xbc57ac4c);
  CHECK(zeros[3] == 0x9b00dbd8);
  const auto pi =
      philox({{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, {{0xa4093822, 0x299f31d0}});
  CHECK(pi[0] == 0xd16cfe09);
  CHECK(pi[1] == 0x94fdcceb);
  CHECK(pi[2] == 0x5001e420);
  CHECK(pi[3] == 0x24126ea1);
}

TEST_CASE("a stream's numbers depend on its address alone", "[random]") {
  const StreamKey key(42, "/parties/a/delay_cost");
  Stream first(key, 7, 3);
  const std::vector<double> numbers = {first.uniform(), first.uniform(), first.uniform()};
  Stream other(key, 8, 3);
  CHECK(other.uniform() != numbers[0]);
  Stream again(key, 7, 3);
  for (const double number : numbers) CHECK(again.uniform() == number);

  CHECK(Stream(key, 7, 4).uniform() != numbers[0]);
  CHECK(Stream(StreamKey(43, "/parties/a/delay_cost"), 7, 3).uniform() != numbers[0]);
  CHECK(Stream(StreamKey(42, "/parties/b/delay_cost"), 7, 3).uniform() != numbers[0]);
  CHECK(Stream(key, 7 + (std::uint64_t{1} << 32), 3).uniform() != numbers[0]);
}

TEST_CASE("uniform and normal numbers have their moments", "[random]") {
  constexpr int kDraws = 200'000;
  double sum = 0, squares = 0, normal_sum = 0, normal_squares = 0, fourth = 0;
  for (int i = 0; i < kDraws; ++i) {
    Stream stream(StreamKey(1, "moments"), static_cast<std::uint64_t>(i));
    const double u = stream.uniform();
    REQUIRE(u > 0);
    REQUIRE(u < 1);
    sum += u;
    squares += u * u;
    const double z = stream.normal();
    normal_sum += z;
    normal_squares += z * z;
    fourth += z * z * z * z;
  }
  // Five standard errors of each mean.
  CHECK(sum / kDraws == Approx(0.5).margin(5 * std::sqrt(1.0 / 12 / kDraws)));
  CHECK(squares / kDraws == Approx(1.0 / 3).margin(5 * std::sqrt(4.0 / 45 / kDraws)));
  CHECK(normal_sum / kDraws == Approx(0).margin(5 * std::sqrt(1.0 / kDraws)));
  CHECK(normal_squares / kDraws == Approx(1).margin(5 * std::sqrt(2.0 / kDraws)));
  CHECK(fourth / kDraws == Approx(3).margin(5 * std::sqrt(96.0 / kDraws)));
}

TEST_CASE("below() reaches every number equally often", "[random]") {
  std::vector<int> counts(7);
  constexpr int kDraws = 70'000;
  Stream stream(StreamKey(5, "below"));
  for (int i = 0; i < kDraws; ++i) ++counts[stream.below(7)];
  double chi_squared = 0;
  for (const int count : counts) chi_squared += (count - 10'000.0) * (count - 10'000.0) / 10'000;
  CHECK(chi_squared < 22.46);  // 99.9 % of chi-squared with 6 degrees of freedom
}

TEST_CASE("normal quantiles equal the published ones", "[random]") {
  // Wichura 1988 tests AS 241 at these three; the others are standard table values.
  CHECK(normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
  CHECK(normal_quantile(0.5) == 0.0);
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
  for (const double p : {1e-12, 0.01, 0.07, 0.3, 0.6, 0.99}) {
    CHECK(0.5 * std::erfc(-normal_quantile(p) / std::sqrt(2.0)) == Approx(p).epsilon(1e-13));
  }
}

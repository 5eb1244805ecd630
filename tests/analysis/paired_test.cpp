// SPDX-License-Identifier: Apache-2.0
/// Intervals of paired differences against their definitions.
#include "analysis/results/paired.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/results/proportion.hpp"

namespace entente {
namespace {

/// The score statistic by its definition: the chance q of a pair discordant the first way (so that
/// the other has q + d) is found by a search for the greatest likelihood.
double score(double b, double c, double n, double d) {
  const auto log_likelihood = [&](double q) {
    const auto term = [](double count, double chance) {
      return count == 0 ? 0.0 : chance <= 0 ? -1e300 : count * std::log(chance);
    };
    return term(b, q + d) + term(c, q) + term(n - b - c, 1 - 2 * q - d);
  };
  double low = std::max(0.0, -d), high = (1 - d) / 2;
  for (int i = 0; i < 300; ++i) {
    const double left = low + (high - low) / 3, right = high - (high - low) / 3;
    (log_likelihood(left) < log_likelihood(right) ? low : high) =
        log_likelihood(left) < log_likelihood(right) ? left : right;
  }
  const double q = (low + high) / 2;
  return (b - c - n * d) / std::sqrt(n * (2 * q + d * (1 - d)));
}

TEST_CASE("a difference of shares ends where the score test rejects", "[paired]") {
  for (const auto& [c, b, n] : {std::array<std::uint64_t, 3>{2, 12, 50},
                                {0, 14, 50},
                                {1, 43, 44},
                                {5, 0, 1000},
                                {20, 30, 1000},
                                {1, 1, 3},
                                {30, 10, 41}}) {
    const ShareDifference found = share_difference(c, b, n);
    INFO(b << " and " << c << " of " << n);
    const auto x = static_cast<double>(b), y = static_cast<double>(c), of = static_cast<double>(n);
    CHECK(found.difference == Approx((x - y) / of));
    CHECK(score(x, y, of, found.low) == Approx(kNormal95).epsilon(1e-4));
    CHECK(score(x, y, of, found.high) == Approx(-kNormal95).epsilon(1e-4));
  }
}

TEST_CASE("without discordant pairs the interval is that of the closed form", "[paired]") {
  const double square = kNormal95 * kNormal95;
  for (const double n : {1.0, 50.0, 1000.0}) {
    const ShareDifference none = share_difference(0, 0, static_cast<std::uint64_t>(n));
    CHECK(none.difference == 0);
    CHECK(none.high == Approx(square / (n + square)));
    CHECK(none.low == Approx(-none.high));
    CHECK(covers_zero(none));
  }
  CHECK(share_difference(0, 0, 0).low == -1);
  CHECK(share_difference(0, 0, 0).high == 1);
  CHECK(share_difference(0, 9, 9).high == 1);
  CHECK(share_difference(9, 0, 9).low == -1);
}

TEST_CASE("an interval covers 0 exactly when McNemar's test finds no difference", "[paired]") {
  for (std::uint64_t b = 0; b <= 40; ++b) {
    for (std::uint64_t c = 0; c <= 40 - b; ++c) {
      if (b + c == 0) continue;
      const auto x = static_cast<double>(b), y = static_cast<double>(c);
      const bool rejects = std::fabs(x - y) / std::sqrt(x + y) > kNormal95;
      INFO(b << " against " << c);
      CHECK(covers_zero(share_difference(c, b, 40)) == !rejects);
      CHECK(covers_zero(share_difference(c, b, 5000)) == !rejects);
      CHECK(share_difference(c, b, 40).low == Approx(-share_difference(b, c, 40).high));
    }
  }
}

TEST_CASE("a mean of differences has the normal interval of its standard error", "[paired]") {
  const std::vector<double> first{0.5, 0.1, 0.9, 0.4}, second{0.6, 0.1, 0.7, 0.9};
  PairedMean mean;
  for (std::size_t i = 0; i < first.size(); ++i) mean.add(first[i], second[i]);
  const MeanDifference found = mean.difference();
  CHECK(found.count == 4);
  CHECK(found.difference == Approx(0.1));  // of 0.1, 0, -0.2, 0.5
  const double sd = std::sqrt((0 + 0.01 + 0.09 + 0.16) / 3);
  CHECK(found.sd == Approx(sd));
  CHECK(found.low == Approx(0.1 - 1.959964 * sd / 2));
  CHECK(found.high == Approx(0.1 + 1.959964 * sd / 2));

  PairedMean same;
  for (const double value : first) same.add(value, value);
  CHECK(same.difference().low == 0);
  CHECK(same.difference().high == 0);
  CHECK(PairedMean().difference().count == 0);
}

}  // namespace
}  // namespace entente

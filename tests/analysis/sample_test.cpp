// SPDX-License-Identifier: Apache-2.0
/// Streaming description of a sample against the sample kept whole.
#include "analysis/results/sample.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/base/random.hpp"

namespace entente {
namespace {

double exact_quantile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double position = p * static_cast<double>(values.size() - 1);
  const auto rank = static_cast<std::size_t>(position);
  const std::size_t next = std::min(rank + 1, values.size() - 1);
  return values[rank] + (position - static_cast<double>(rank)) * (values[next] - values[rank]);
}

/// The width of the bin in which a value lies, as the header states it.
double resolution(double value) { return std::max(0.001, std::fabs(value) / 256); }

void check_against_whole(const std::vector<double>& values) {
  Sample sample;
  for (const double value : values) sample.add(value);
  const Figures figures = sample.figures();
  const auto n = static_cast<double>(values.size());

  long double sum = 0;
  for (const double value : values) sum += value;
  const long double mean = sum / n;
  long double squares = 0;
  double largest = 0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
    largest = std::max(largest, std::fabs(value));
  }
  REQUIRE(figures.count == values.size());
  CHECK(figures.mean == Approx(static_cast<double>(mean)).margin(1e-12 * largest));
  CHECK(figures.sd ==
        Approx(std::sqrt(static_cast<double>(squares) / (n - 1))).epsilon(1e-9).margin(1e-12));
  CHECK(figures.min == *std::min_element(values.begin(), values.end()));
  CHECK(figures.max == *std::max_element(values.begin(), values.end()));

  for (const double p : {0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1.0}) {
    const double exact = exact_quantile(values, p);
    INFO("n " << n << " p " << p);
    CHECK(std::fabs(sample.quantile(p) - exact) <= 1.01 * resolution(exact));
  }
  for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
    CHECK(figures.quantiles[i] == sample.quantile(kQuantiles[i]));
  }

  const Histogram& histogram = figures.histogram;
  std::uint64_t total = histogram.below + histogram.above;
  for (const std::uint64_t count : histogram.counts) total += count;
  CHECK(total == values.size());
  CHECK(histogram.below == static_cast<std::uint64_t>(std::count_if(
                               values.begin(), values.end(), [](double x) { return x < -4; })));
  CHECK(histogram.above == static_cast<std::uint64_t>(std::count_if(
                               values.begin(), values.end(), [](double x) { return x >= 4; })));
  for (std::size_t b = 0; b < histogram.counts.size(); ++b) {
    const double from = histogram.from + static_cast<double>(b) * histogram.width;
    // Values within rounding of an edge may fall on either side of it.
    constexpr double kEdge = 1e-9;
    const auto within = [&values](double lo, double hi) {
      return static_cast<std::uint64_t>(std::count_if(
          values.begin(), values.end(), [lo, hi](double x) { return x >= lo && x < hi; }));
    };
    CHECK(histogram.counts[b] >= within(from + kEdge, from + histogram.width - kEdge));
    CHECK(histogram.counts[b] <= within(from - kEdge, from + histogram.width + kEdge));
  }
}

std::vector<double> drawn(std::size_t count, const std::function<double(Stream&)>& one) {
  Stream stream(StreamKey(1, "sample"));
  std::vector<double> values(count);
  for (double& value : values) value = one(stream);
  return values;
}

TEST_CASE("figures of a stream equal those of the sample kept whole", "[sample]") {
  for (const std::size_t count : {2u, 3u, 17u, 1000u, 20'000u}) {
    check_against_whole(drawn(count, [](Stream& s) { return s.uniform(); }));
    check_against_whole(drawn(count, [](Stream& s) { return 0.3 + 0.2 * s.normal(); }));
    check_against_whole(drawn(count, [](Stream& s) { return std::max(0.0, s.normal() - 1); }));
    check_against_whole(drawn(count, [](Stream& s) { return 3 * s.normal(); }));
    check_against_whole(drawn(count, [](Stream& s) { return 1e6 * s.normal(); }));
    check_against_whole(drawn(count, [](Stream& s) { return 1e-5 * s.uniform(); }));
    check_against_whole(drawn(count, [](Stream& s) { return std::exp(20 * s.normal()); }));
  }
}

TEST_CASE("values that many share come out exactly", "[sample]") {
  Sample sample;
  for (int i = 0; i < 70; ++i) sample.add(0);
  for (int i = 0; i < 30; ++i) sample.add(0.123456789);
  CHECK(sample.quantile(0) == 0);
  CHECK(sample.quantile(0.5) == 0);
  CHECK(sample.quantile(0.75) == 0.123456789);
  CHECK(sample.quantile(1) == 0.123456789);
}

TEST_CASE("a single value is all its quantiles", "[sample]") {
  for (const double value : {0.0, -0.0004, 0.37, 4.0, -4.0, -4.5, 1e300, -1e300, 5e-324}) {
    Sample sample;
    sample.add(value);
    const Figures figures = sample.figures();
    CHECK(figures.sd == 0);
    CHECK(figures.mean == value);
    for (const double quantile : figures.quantiles) CHECK(quantile == value);
  }
}

TEST_CASE("a sample of nothing counts nothing", "[sample]") {
  const Figures figures = Sample().figures();
  CHECK(figures.count == 0);
  CHECK(figures.histogram.counts.empty());
}

TEST_CASE("the variance survives a mean far from zero", "[sample]") {
  Sample sample;
  for (int i = 0; i < 1000; ++i) sample.add(1e9 + i % 2);
  CHECK(sample.figures().sd == Approx(std::sqrt(0.25 * 1000 / 999)).epsilon(1e-6));
}

}  // namespace
}  // namespace entente

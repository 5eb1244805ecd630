// SPDX-License-Identifier: Apache-2.0
/// The size of a zone: counted where that is feasible (zone_count.cpp), else estimated by drawing
/// from a tilted distribution (tilt.cpp, tilted_draw.cpp).
///
/// The estimate is M x (y / n), with M the bound of tilt.hpp, n the trials and y the sum of their
/// weights, each from 0 to 1. Counting only the packages that rejection would keep has the same
/// mean and the variance of coin tosses; the mean of weights has that of what is known about each.
///
/// The interval is that of Fay & Feuer ("Confidence intervals for directly standardized rates: a
/// method based on the gamma distribution", Statistics in Medicine 16, 1997) for sums of rare
/// weighted events: with v the variance of y and h the greatest weight,
///     low  = (v / 2y) q(2 y^2 / v, 2.5 %),
///     high = (v' / 2y') q(2 y'^2 / v', 97.5 %),   y' = y + h, v' = v + h^2,
/// q being quantiles of the chi-square distribution (by Wilson & Hilferty's cube root, PNAS 17,
/// 1931). With equal weights it is the exact interval of a Poisson count, with many hits the normal
/// one, and it still holds with few or none (h is then 1, the most a weight can be). For v the
/// sample variance is taken, which for common hits is below Poisson's, but at least h^2; `high` is
/// cut at M, which is proven, and `low` at one package where there was a hit.
///
/// Trials end early at a relative standard error of half a percent; at that many hits the bias of
/// stopping is far below it.
#include "analysis/agreements/zone_size.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/agreements/tilt.hpp"
#include "analysis/agreements/tilted_draw.hpp"
#include "analysis/agreements/zone_count.hpp"
#include "engine/base/random.hpp"

namespace entente {
namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();
constexpr double kQuantile = 1.959963984540054;  ///< of the normal distribution, at 97.5 %
constexpr double kPrecise = 0.005;               ///< relative standard error to stop at
constexpr std::uint64_t kBatch = 1024;           ///< trials from one stream

/// The chi-square quantile at the normal quantile z; 0 where the cube root's normal would be below.
double chi_square(double degrees, double z) {
  const double ninth = 2 / (9 * degrees);
  const double root = std::max(0.0, 1 - ninth + z * std::sqrt(ninth));
  return degrees * root * root * root;
}

/// Sums over the weights of trials.
struct Tally {
  std::uint64_t trials = 0;
  std::uint64_t hits = 0;
  double sum = 0;
  double squares = 0;
  double greatest = 0;

  void add(double weight) {
    ++trials;
    if (weight <= 0) return;
    ++hits;
    sum += weight;
    squares += weight * weight;
    greatest = std::max(greatest, weight);
  }
  [[nodiscard]] double mean() const { return sum / static_cast<double>(trials); }
  /// Of the sum.
  [[nodiscard]] double variance() const { return std::max(0.0, squares - sum * mean()); }
  [[nodiscard]] bool precise() const { return std::sqrt(variance()) <= kPrecise * sum; }
  /// Bounds of the mean.
  [[nodiscard]] double low() const {
    if (hits == 0) return 0;
    const double v = std::max(variance(), greatest * greatest);
    return v / (2 * sum) * chi_square(2 * sum * sum / v, -kQuantile) / static_cast<double>(trials);
  }
  [[nodiscard]] double high() const {
    const double h = hits == 0 ? 1 : greatest;
    const double y = sum + h;
    const double v = variance() + h * h;
    return v / (2 * y) * chi_square(2 * y * y / v, kQuantile) / static_cast<double>(trials);
  }
};

bool stopped(const ZoneSizeOptions& options) {
  return options.stop != nullptr && options.stop->load(std::memory_order_relaxed);
}

void estimate(const Space& space, const Demands& demands, const Tilt& tilt,
              const ZoneSizeOptions& options, const StreamKey& key, ZoneSize& size) {
  TiltedDraw tilted(space, demands, tilt);
  std::vector<Pick> picks;
  Tally tally;
  while (tally.trials < options.trials && !stopped(options)) {
    if (tally.precise() && tally.hits > 0 && size.samples.size() >= options.samples) break;
    const std::uint64_t end = std::min(options.trials, tally.trials + kBatch);
    for (Stream stream(key, tally.trials); tally.trials < end;) {
      const double weight = tilted.draw(stream, picks);
      tally.add(weight);
      if (weight <= 0 || size.samples.size() >= options.samples) continue;
      if (stream.uniform() >= weight) continue;
      tilted.complete(stream, picks);
      size.samples.push_back(space.package(picks));
    }
  }
  size.trials = tally.trials;
  size.hits = tally.hits;
  const double most = tilt.log_most / std::log(10.0);
  size.log10_high = std::min(most, size.log10_packages);
  size.log10_low = size.log10_count = kNone;
  if (tally.trials == 0) return;
  size.log10_high = std::min(size.log10_high, most + std::log10(tally.high()));
  if (tally.hits == 0) return;
  size.log10_count = std::min(most + std::log10(tally.mean()), size.log10_packages);
  size.log10_low = std::max(0.0, most + std::log10(tally.low()));
  // With hits there is a package; an estimate is not below what is certain.
  size.log10_count = std::max(size.log10_count, 0.0);
  size.log10_low = std::min(size.log10_low, size.log10_count);
  size.log10_high = std::max(size.log10_high, size.log10_count);
}

void settle(ZoneSize& size, double log10_count) {
  size.exact = true;
  size.log10_count = size.log10_low = size.log10_high = log10_count;
}

}  // namespace

ZoneSize zone_size(const Space& space, std::span<const double> floors,
                   const ZoneSizeOptions& options) {
  ZoneSize size;
  size.log10_packages = space.log10_packages();
  const Demands demands(space, floors);
  const Tilt tilt = demands.hopeless ? Tilt{.prices = {}, .log_most = kNone, .empty = true}
                                     : tilt_of(space, demands);
  if (tilt.empty) {
    settle(size, kNone);
    return size;
  }
  const StreamKey key(options.seed, "zone size");
  if (demands.members == 0) {
    settle(size, size.log10_packages);
    TiltedDraw uniform(space, demands, tilt);
    Stream stream(key);
    std::vector<Pick> picks;
    while (size.samples.size() < options.samples) {
      (void)uniform.draw(stream, picks);
      uniform.complete(stream, picks);
      size.samples.push_back(space.package(picks));
    }
    return size;
  }
  Stream stream(key);
  if (const auto counted = count_zone(space, demands, tilt, options.most_nodes, options.samples,
                                      stream, options.stop)) {
    settle(size, counted->count > 0 ? std::log10(counted->count) : kNone);
    for (const std::vector<Pick>& picks : counted->samples) {
      size.samples.push_back(space.package(picks));
    }
    return size;
  }
  estimate(space, demands, tilt, options, key, size);
  return size;
}

}  // namespace entente

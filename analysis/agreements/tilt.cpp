// SPDX-License-Identifier: Apache-2.0
/// Exponential tilting of independent blocks.
///
/// Of a zone Z = {x : u_m(x) >= f_m for all members m}, u(x) = sum_b v_b(x_b), the chance that a
/// package drawn uniformly lies in Z may be 10^-10 and less. Tilted by prices t >= 0,
///     q(x) = exp(t . u(x)) / K(t),    K(t) = prod_b sum_r exp(t . v_b(r)),
/// blocks stay independent, and packages near the floors are common. (The exponential change of
/// measure of large deviations: Cramér 1938; for estimation, Siegmund, "Importance sampling in the
/// Monte Carlo study of sequential tests", Annals of Statistics 4, 1976.)
///
/// Weights. With w(x) = exp(-t . (u(x) - f)) in Z and 0 outside, 0 <= w <= 1, and
///     q(x) w(x) = 1 / M(t)  for every x in Z,     M(t) = K(t) exp(-t . f).
/// So (1) E_q w = |Z| / M, which makes M x mean(w) an unbiased estimate of the number of packages;
/// (2) a draw that is kept with chance w(x) is uniform over Z: rejection sampling (von Neumann,
/// "Various techniques used in connection with random digits", 1951); (3) |Z| <= M(t) for every
/// t >= 0, Chernoff's bound.
///
/// Prices. The least M gives the most packages kept and the best bound. log M(t) is convex, its
/// gradient is E_q u - f, its Hessian the covariance of u under q, a sum over blocks. It is
/// minimised over t >= 0 by Newton's method on the prices that are not held at 0 (Bertsekas,
/// "Projected Newton methods for optimization problems with simple constraints", SIAM J. Control
/// and Optimization 20, 1982) with halved steps. Any t >= 0 serves: what is left to minimise costs
/// draws, not truth.
///
/// Emptiness is proven when log M < 0, as |Z| is whole, or when t . u < t . f for the package of
/// greatest t . u, which then holds for all: the direction in which an unbounded log M falls.
///
/// Cost: a step looks at every pick and pair of members; a dozen steps or two.
#include "analysis/agreements/tilt.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/model/utilities.hpp"

namespace entente {
namespace {

constexpr int kMostSteps = 60;
constexpr int kMostHalvings = 30;
/// Newton's decrement is about the part by which M is above its least: draws that it would spare.
constexpr double kEnough = 1e-6;
/// The first step changes no price by more, and each that would may go twice as far as the last, so
/// that none runs away where covariances vanish and an unbounded fall is followed far enough.
constexpr double kFirstReach = 200;
/// Prices beyond it make no difference: a worth of 10^-7 more is e times as likely already.
constexpr double kHighest = 1e7;
/// Bounds the rounding of log M and of sums of worths in units of the prices.
constexpr double kSafe = 1e-9;

/// The least and the greatest of a block's picks.
template <class Worth>
std::pair<double, double> range_of(const Space& space, std::size_t block, Worth worth) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (Pick r = space.begin(block); r < space.end(block); ++r) {
    low = std::min(low, worth(r));
    high = std::max(high, worth(r));
  }
  return {low, high};
}

/// log M and its derivatives at some prices.
struct Derivatives {
  double log_most = 0;
  double slack = 0;  ///< the greatest prices . (u - f) of any package
  std::vector<double> gradient;
  std::vector<double> hessian;  ///< by member and member
};

Derivatives derivatives(const Space& space, const Demands& demands,
                        std::span<const double> prices) {
  const std::size_t members = demands.members;
  Derivatives at;
  at.gradient.assign(members, 0.0);
  at.hessian.assign(members * members, 0.0);
  std::vector<double> mean(members);
  std::vector<double> weights;
  for (std::size_t b = 0; b < space.blocks(); ++b) {
    double highest = -std::numeric_limits<double>::infinity();
    weights.clear();
    for (Pick r = space.begin(b); r < space.end(b); ++r) {
      weights.push_back(priced(prices, demands.of(r)));
      highest = std::max(highest, weights.back());
    }
    double mass = 0;
    for (double& weight : weights) mass += weight = std::exp(weight - highest);
    at.log_most += highest + std::log(mass);
    at.slack += highest;
    std::fill(mean.begin(), mean.end(), 0.0);
    for (Pick r = space.begin(b); r < space.end(b); ++r) {
      double& weight = weights[r - space.begin(b)];
      weight /= mass;
      for (std::size_t m = 0; m < members; ++m) mean[m] += weight * demands.of(r)[m];
    }
    for (Pick r = space.begin(b); r < space.end(b); ++r) {
      const double weight = weights[r - space.begin(b)];
      const std::span<const double> worth = demands.of(r);
      for (std::size_t m = 0; m < members; ++m) {
        const double share = weight * (worth[m] - mean[m]);
        for (std::size_t n = 0; n <= m; ++n) {
          at.hessian[m * members + n] += share * (worth[n] - mean[n]);
        }
      }
    }
    for (std::size_t m = 0; m < members; ++m) at.gradient[m] += mean[m];
  }
  for (std::size_t m = 0; m < members; ++m) at.gradient[m] -= demands.floors[m];
  at.log_most -= priced(prices, demands.floors);
  at.slack -= priced(prices, demands.floors);
  return at;
}

/// Solves the rows and columns `free` of hessian x = -gradient by Cholesky's method, with a ridge
/// that makes up for members whose worths do not vary; 0 for the others.
std::vector<double> newton_step(const Derivatives& at, const std::vector<bool>& free) {
  const std::size_t members = free.size();
  std::vector<double> lower = at.hessian;
  double trace = 0;
  for (std::size_t m = 0; m < members; ++m) trace += lower[m * members + m];
  const double ridge = 1e-10 * trace + 1e-14;
  std::vector<double> step(members);
  for (std::size_t m = 0; m < members; ++m) {
    if (!free[m]) continue;
    double* const row = lower.data() + m * members;
    step[m] = -at.gradient[m];
    for (std::size_t n = 0; n < m; ++n) {
      if (!free[n]) continue;
      for (std::size_t k = 0; k < n; ++k) {
        if (free[k]) row[n] -= row[k] * lower[n * members + k];
      }
      row[n] /= lower[n * members + n];
      step[m] -= row[n] * step[n];
    }
    double pivot = row[m] + ridge;
    for (std::size_t k = 0; k < m; ++k) {
      if (free[k]) pivot -= row[k] * row[k];
    }
    row[m] = std::sqrt(std::max(pivot, ridge));
    step[m] /= row[m];
  }
  for (std::size_t m = members; m-- > 0;) {
    if (!free[m]) continue;
    for (std::size_t n = m + 1; n < members; ++n) {
      if (free[n]) step[m] -= lower[n * members + m] * step[n];
    }
    step[m] /= lower[m * members + m];
  }
  return step;
}

}  // namespace

double priced(std::span<const double> prices, std::span<const double> worths) {
  double sum = 0;
  for (std::size_t m = 0; m < prices.size(); ++m) sum += prices[m] * worths[m];
  return sum;
}

Demands::Demands(const Space& space, std::span<const double> space_floors) {
  hopeless = space.empty();
  std::vector<std::size_t> asking;
  for (std::size_t m = 0; m < space.members() && !hopeless; ++m) {
    const double floor = space_floors[m] - kRounding;
    double least = 0;
    double most = 0;
    for (std::size_t b = 0; b < space.blocks(); ++b) {
      const auto [low, high] = range_of(space, b, [&](Pick r) { return space.worth(r)[m]; });
      least += low;
      most += high;
    }
    hopeless = !(most >= floor);
    if (least >= floor) continue;
    asking.push_back(m);
    floors.push_back(floor);
  }
  members = asking.size();
  worth.reserve(space.picks() * members);
  for (Pick r = 0; r < space.picks(); ++r) {
    for (const std::size_t m : asking) worth.push_back(space.worth(r)[m]);
  }
}

std::pair<double, double> Demands::range(const Space& space, std::size_t block,
                                         std::size_t member) const {
  return range_of(space, block, [&](Pick r) { return of(r)[member]; });
}

std::vector<std::size_t> Demands::by_range(const Space& space) const {
  std::vector<double> differ(space.blocks());
  std::vector<std::size_t> order(space.blocks());
  for (std::size_t b = 0; b < order.size(); ++b) {
    order[b] = b;
    for (std::size_t m = 0; m < members; ++m) {
      const auto [low, high] = range(space, b, m);
      differ[b] += high - low;
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return differ[a] > differ[b]; });
  return order;
}

Tilt tilt_of(const Space& space, const Demands& demands) {
  Tilt tilt;
  tilt.prices.assign(demands.members, 0.0);
  Derivatives at = derivatives(space, demands, tilt.prices);
  double reach = kFirstReach;
  const auto is_empty = [&] {
    double scale = 1;
    for (const double price : tilt.prices) scale += price;
    return at.slack < -kSafe * scale || at.log_most < -kSafe * scale;
  };
  // Goes along `move` as far as log M falls; returns by how much it fell.
  const auto go = [&](const std::vector<double>& move) {
    double longest = 0;
    for (const double by : move) longest = std::max(longest, std::abs(by));
    double part = 1;
    if (longest > reach) {
      part = reach / longest;
      reach *= 2;
    }
    for (int half = 0; half < kMostHalvings; ++half, part /= 2) {
      std::vector<double> prices = tilt.prices;
      double expected = 0;
      for (std::size_t m = 0; m < prices.size(); ++m) {
        prices[m] = std::clamp(prices[m] + part * move[m], 0.0, kHighest);
        expected -= at.gradient[m] * (prices[m] - tilt.prices[m]);
      }
      if (expected < kEnough) return 0.0;
      Derivatives there = derivatives(space, demands, prices);
      const double fall = at.log_most - there.log_most;
      if (fall < 1e-4 * expected) continue;
      tilt.prices = std::move(prices);
      at = std::move(there);
      return fall;
    }
    return 0.0;
  };
  for (int step = 0; step < kMostSteps && !is_empty(); ++step) {
    std::vector<bool> free(demands.members);
    for (std::size_t m = 0; m < demands.members; ++m) {
      free[m] = tilt.prices[m] > 0 || at.gradient[m] < 0;
    }
    if (go(newton_step(at, free)) >= kEnough) continue;
    // Prices that a step would push below 0 can spoil its direction, but not one by one.
    std::vector<double> move(demands.members);
    for (std::size_t m = 0; m < demands.members; ++m) {
      if (free[m]) move[m] = -at.gradient[m] / (at.hessian[m * demands.members + m] + 1e-14);
    }
    if (go(move) < kEnough) break;
  }
  tilt.empty = is_empty();
  tilt.log_most = at.log_most;
  return tilt;
}

}  // namespace entente

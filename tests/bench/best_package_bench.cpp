// SPDX-License-Identifier: Apache-2.0
/// Time of a search for the best package: one thread, random cases, floors from 0.3 to 0.95.
///
/// 40 searches of 25 floors each. The benchmark's own time is the mean over these cases, asked in
/// turn so that branches do not learn one of them by heart. The counters come from timing each case
/// alone, several times over: mean, median and worst in microseconds; median, mean and most nodes;
/// and `unproven`, the share of cases that ran out of nodes before the tolerance was proven.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/search/best_package.hpp"

namespace entente {
namespace {

enum Interests {
  kIndependent,  ///< the goal knows nothing of the worth
  kMeanOfThree,  ///< the goal is the mean of three random opponents' utilities
  kOpposed,      ///< the goal is minus the worth plus noise of a fifth of its size
  kNearest,      ///< the goal is minus the worth: the package nearest above a target
  kFlat,         ///< a twentieth of that: what a party has in mind that has heard nothing
};

constexpr std::size_t kSearches = 40;
constexpr std::size_t kFloors = 25;

struct Case {
  std::vector<double> goal;
  std::vector<double> floors;
  std::unique_ptr<PackageSearch> search;
};

class Dice {
 public:
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_{20251202};
};

/// A random utility in [0, 1]: weights uniform on the simplex, scores uniform and then stretched.
std::vector<double> utility(const Blocks& blocks, Dice& dice) {
  std::vector<double> weights(blocks.size());
  for (double& weight : weights) weight = -std::log(1 - dice.unit());
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> rows(blocks.rows());
  for (double& row : rows) row = dice.unit();
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const auto begin = rows.begin() + blocks[b].first;
    const auto end = begin + blocks[b].rows;
    const auto [low, high] = std::minmax_element(begin, end);
    const double least = *low;
    const double scale = weights[b] / total / (*high - least);
    for (auto row = begin; row != end; ++row) *row = (*row - least) * scale;
  }
  return rows;
}

std::vector<Case> random_cases(const Blocks& blocks, Interests interests) {
  Dice dice;
  std::vector<Case> cases(kSearches);
  for (Case& c : cases) {
    const std::vector<double> worth = utility(blocks, dice);
    c.goal = utility(blocks, dice);
    if (interests == kMeanOfThree) {
      const std::vector<double> second = utility(blocks, dice);
      const std::vector<double> third = utility(blocks, dice);
      for (std::size_t r = 0; r < worth.size(); ++r) c.goal[r] += second[r] + third[r];
      for (double& value : c.goal) value /= 3;
    } else if (interests != kIndependent) {
      const double noise = interests == kOpposed ? 0.2 : 0.0;
      const double scale = interests == kFlat ? 0.05 : 1.0;
      for (std::size_t r = 0; r < worth.size(); ++r) {
        c.goal[r] = scale * (noise * c.goal[r] - worth[r]);
      }
    }
    for (std::size_t i = 0; i < kFloors; ++i) c.floors.push_back(0.3 + 0.65 * dice.unit());
    c.search = std::make_unique<PackageSearch>(blocks, worth);
  }
  return cases;
}

double microseconds(Case& c, double floor, const SearchEffort& effort) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    for (int k = 0; k < 4; ++k) benchmark::DoNotOptimize(c.search->best(c.goal, floor, effort));
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - start;
    best = std::min(best, time.count() / 4);
  }
  return best;
}

void search(benchmark::State& state, const Blocks& blocks, Interests interests, double tolerance) {
  std::vector<Case> cases = random_cases(blocks, interests);
  const SearchEffort effort{.tolerance = tolerance};
  std::vector<double> times;
  std::vector<double> nodes;
  double unproven = 0;
  for (Case& c : cases) {
    for (const double floor : c.floors) {
      times.push_back(microseconds(c, floor, effort));
      const BestPackage found = *c.search->best(c.goal, floor, effort);
      nodes.push_back(found.nodes);
      unproven += found.bound - found.goal > tolerance + 1e-9 ? 1 : 0;
    }
  }
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    Case& c = cases[next % kSearches];
    const double floor = c.floors[next++ / kSearches % kFloors];
    benchmark::DoNotOptimize(c.search->best(c.goal, floor, effort));
  }
  std::sort(times.begin(), times.end());
  std::sort(nodes.begin(), nodes.end());
  const auto count = static_cast<double>(times.size());
  state.counters["mean_us"] = std::accumulate(times.begin(), times.end(), 0.0) / count;
  state.counters["median_us"] = times[times.size() / 2];
  state.counters["worst_us"] = times.back();
  state.counters["median_nodes"] = nodes[nodes.size() / 2];
  state.counters["mean_nodes"] = std::accumulate(nodes.begin(), nodes.end(), 0.0) / count;
  state.counters["most_nodes"] = nodes.back();
  state.counters["unproven"] = unproven / count;
}

/// 28 issues of 4 options each.
void best_package(benchmark::State& state, Interests interests, double tolerance) {
  const std::vector<std::size_t> options(28, 4);
  search(state, Blocks(options, {}), interests, tolerance);
}

/// 25 such issues, and clauses that tie four others into blocks of 400 and 100 rows.
void best_package_with_clauses(benchmark::State& state, Interests interests, double tolerance) {
  std::vector<std::size_t> options(25, 4);
  options.insert(options.end(), {20, 20, 10, 10});
  const std::vector<std::vector<IssueId>> scopes{{IssueId(25), IssueId(26)},
                                                 {IssueId(27), IssueId(28)}};
  search(state, Blocks(options, scopes), interests, tolerance);
}

BENCHMARK_CAPTURE(best_package, independent, kIndependent, 1e-3);
BENCHMARK_CAPTURE(best_package, independent_1e6th, kIndependent, 1e-6);
BENCHMARK_CAPTURE(best_package, independent_exact, kIndependent, 0.0);
BENCHMARK_CAPTURE(best_package, mean_of_three, kMeanOfThree, 1e-3);
BENCHMARK_CAPTURE(best_package, mean_of_three_1e6th, kMeanOfThree, 1e-6);
BENCHMARK_CAPTURE(best_package, mean_of_three_exact, kMeanOfThree, 0.0);
BENCHMARK_CAPTURE(best_package, opposed, kOpposed, 1e-3);
BENCHMARK_CAPTURE(best_package, opposed_1e6th, kOpposed, 1e-6);
BENCHMARK_CAPTURE(best_package, opposed_exact, kOpposed, 0.0);
BENCHMARK_CAPTURE(best_package, nearest, kNearest, 1e-3);
BENCHMARK_CAPTURE(best_package, nearest_1e6th, kNearest, 1e-6);
BENCHMARK_CAPTURE(best_package, flat, kFlat, 1e-3);
BENCHMARK_CAPTURE(best_package, flat_1e6th, kFlat, 1e-6);
BENCHMARK_CAPTURE(best_package_with_clauses, independent, kIndependent, 1e-3);
BENCHMARK_CAPTURE(best_package_with_clauses, mean_of_three, kMeanOfThree, 1e-3);
BENCHMARK_CAPTURE(best_package_with_clauses, opposed, kOpposed, 1e-3);
BENCHMARK_CAPTURE(best_package_with_clauses, flat, kFlat, 1e-3);

}  // namespace
}  // namespace entente

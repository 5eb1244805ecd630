// SPDX-License-Identifier: Apache-2.0
/// Time of frontiers: one thread, random cases.
///
/// Each benchmark goes through cases in turn; its time is the mean over them. `points` is the mean
/// number of points, `most_points` the greatest; `error` and `margin` the greatest of a case. The
/// names tell options and members. Weights are uniform on the simplex, as elsewhere here, or equal.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "analysis/agreements/frontier.hpp"

namespace entente {
namespace {

enum class Weights { random, equal };

class Dice {
 public:
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_{20251124};
};

/// A random utility in [0, 1]: weights, and scores uniform and then stretched.
std::vector<double> utility(const Blocks& blocks, Weights kind, Dice& dice) {
  std::vector<double> weights(blocks.size(), 1.0);
  for (double& weight : weights) {
    if (kind == Weights::random) weight = -std::log(1 - dice.unit());
  }
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

struct Setting {
  std::size_t issues, options, members;
  Weights weights = Weights::random;
  double opposed = 0;  ///< every second member's interests: so much the opposite of the one before
  double floor = -std::numeric_limits<double>::infinity();
  FrontierLimits limits = {.most_points = 10'000'000, .most_sums = 10'000'000};
};

void run(benchmark::State& state, const Setting& setting, std::size_t cases) {
  const Blocks blocks(std::vector<std::size_t>(setting.issues, setting.options), {});
  const std::vector<double> floors(setting.members, setting.floor);
  Dice dice;
  std::vector<Space> spaces;
  for (std::size_t c = 0; c < cases; ++c) {
    std::vector<std::vector<double>> rows;
    for (std::size_t m = 0; m < setting.members; ++m) {
      rows.push_back(utility(blocks, setting.weights, dice));
      if (m % 2 == 0) continue;
      const double middle = 1 / static_cast<double>(setting.issues);
      for (std::size_t r = 0; r < rows[m].size(); ++r) {
        rows[m][r] =
            setting.opposed * (middle - rows[m - 1][r]) + (1 - setting.opposed) * rows[m][r];
      }
    }
    const std::vector<std::span<const double>> worths(rows.begin(), rows.end());
    spaces.emplace_back(blocks, worths);
  }
  std::size_t next = 0;
  double points = 0;
  double most = 0;
  double error = 0;
  double margin = 0;
  for ([[maybe_unused]] auto _ : state) {
    const Frontier frontier = frontier_of(spaces[next++ % cases], floors, setting.limits);
    const auto size = static_cast<double>(frontier.size());
    points += size;
    most = std::max(most, size);
    error = std::max(error, frontier.error);
    margin = std::max(margin, frontier.margin);
  }
  state.counters["points"] = points / static_cast<double>(state.iterations());
  state.counters["most_points"] = most;
  state.counters["error"] = error;
  state.counters["margin"] = margin;
}

/// Two members, exact: arguments are issues and options.
void frontier_two(benchmark::State& state, Weights weights) {
  run(state,
      {.issues = static_cast<std::size_t>(state.range(0)),
       .options = static_cast<std::size_t>(state.range(1)),
       .members = 2,
       .weights = weights},
      20);
}
BENCHMARK_CAPTURE(frontier_two, random_weights, Weights::random)
    ->ArgNames({"issues", "options"})
    ->ArgsProduct({{10, 20, 28, 40, 60, 80, 100}, {4}})
    ->Args({100, 6})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frontier_two, equal_weights, Weights::equal)
    ->ArgNames({"issues", "options"})
    ->ArgsProduct({{10, 20, 28, 40, 60, 80, 100}, {4}})
    ->Unit(benchmark::kMillisecond);

/// Four members, exact.
void frontier_four(benchmark::State& state, Weights weights) {
  run(state,
      {.issues = static_cast<std::size_t>(state.range(0)),
       .options = static_cast<std::size_t>(state.range(1)),
       .members = 4,
       .weights = weights},
      20);
}
BENCHMARK_CAPTURE(frontier_four, random_weights, Weights::random)
    ->ArgNames({"issues", "options"})
    ->Args({8, 4})
    ->Args({10, 4})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frontier_four, equal_weights, Weights::equal)
    ->ArgNames({"issues", "options"})
    ->Args({8, 4})
    ->Args({10, 4})
    ->Unit(benchmark::kMillisecond);

/// As many iterations as cases, so that the counters are of all of them.
void frontier_of_28(benchmark::State& state, const Setting& setting) { run(state, setting, 5); }
BENCHMARK_CAPTURE(frontier_of_28, 3_options_3_members,
                  Setting{.issues = 28, .options = 3, .members = 3})
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frontier_of_28, 3_options_4_members,
                  Setting{.issues = 28, .options = 3, .members = 4})
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frontier_of_28, 4_options_4_members_within_20000,
                  Setting{.issues = 28,
                          .options = 4,
                          .members = 4,
                          .limits = {.most_points = 20'000, .most_sums = 80'000}})
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(frontier_of_28, 4_options_4_opposed_members_within_20000,
                  Setting{.issues = 28,
                          .options = 4,
                          .members = 4,
                          .opposed = 0.8,
                          .floor = 0.4,
                          .limits = {.most_points = 20'000, .most_sums = 80'000}})
    ->Iterations(5)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace entente

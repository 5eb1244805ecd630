// SPDX-License-Identifier: Apache-2.0
/// Time of exact answers about the space of agreements: one thread, random cases with opposed
/// interests, each answer proven.
///
/// Parties belong to two camps in turn: one wants the first option of every issue and the other the
/// last, more or less (a share of chance in every score), each with weights of its own, uniform on
/// the simplex. No-agreement values are uniform on a range that leaves most cases a narrow zone.
/// The counters give processor time of single cases in microseconds: median, 99th percentile and
/// most; the median and most packages looked at; how many cases were left unproven and had no zone.
#include <algorithm>
#include <cmath>
#include <ctime>
#include <functional>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "analysis/agreements/optimum.hpp"

namespace entente {
namespace {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

/// How far scores are left to chance, and where no-agreement values lie.
struct Climate {
  double chance;
  double low, high;
};
constexpr Climate kNarrow{0.3, 0.5, 0.65};

std::vector<double> utility(const Blocks& blocks, Dice& dice, bool wants_last, double chance) {
  std::vector<double> weights(blocks.size());
  for (double& weight : weights) weight = -std::log(1 - dice.unit());
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> rows(blocks.rows());
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    const auto begin = rows.begin() + blocks[b].first;
    const auto end = begin + blocks[b].rows;
    for (auto row = begin; row != end; ++row) {
      const double along = static_cast<double>(row - begin) / (blocks[b].rows - 1);
      *row = (1 - chance) * (wants_last ? along : 1 - along) + chance * dice.unit();
    }
    const auto [low, high] = std::minmax_element(begin, end);
    const double least = *low;
    const double scale = weights[b] / total / (*high - least);
    for (auto row = begin; row != end; ++row) *row = (*row - least) * scale;
  }
  return rows;
}

struct Case {
  std::unique_ptr<Blocks> blocks;
  std::unique_ptr<Space> space;
  std::vector<double> floors;
};

std::vector<Case> cases_of(std::size_t count, std::size_t issues, std::size_t options,
                           std::size_t parties, const Climate& climate) {
  Dice dice(20251202);
  std::vector<Case> cases(count);
  for (Case& c : cases) {
    c.blocks = std::make_unique<Blocks>(std::vector<std::size_t>(issues, options),
                                        std::vector<std::vector<IssueId>>{});
    std::vector<std::vector<double>> worths;
    for (std::size_t p = 0; p < parties; ++p) {
      worths.push_back(utility(*c.blocks, dice, p % 2 == 1, climate.chance));
      c.floors.push_back(climate.low + (climate.high - climate.low) * dice.unit());
    }
    const std::vector<std::span<const double>> views(worths.begin(), worths.end());
    c.space = std::make_unique<Space>(*c.blocks, views);
  }
  return cases;
}

enum Question { kZone, kNash, kKalaiSmorodinsky, kEgalitarian, kUtilitarian };

std::vector<double> column(const Space& space, std::size_t member) {
  std::vector<double> goal(space.picks());
  for (Pick pick = 0; pick < space.picks(); ++pick) goal[pick] = space.worth(pick)[member];
  return goal;
}

/// The answer; of Kalai-Smorodinsky's, the ideal point included.
Optimum ask(Question question, Case& c, const Effort& effort) {
  Optimizer optimizer(*c.space);
  switch (question) {
    case kZone:
      break;
    case kNash:
      return optimizer.nash(c.floors, effort);
    case kKalaiSmorodinsky: {
      std::vector<double> ranges;
      std::uint64_t nodes = 0;
      bool proven = true;
      for (std::size_t m = 0; m < c.space->members(); ++m) {
        const Optimum most = optimizer.greatest(column(*c.space, m), c.floors, effort);
        nodes += most.nodes;
        proven = proven && most.proven;
        ranges.push_back(std::max(1e-9, most.value - c.floors[m]));
      }
      Optimum optimum = optimizer.leximin(c.floors, ranges, effort);
      optimum.nodes += nodes;
      optimum.proven = optimum.proven && proven;
      return optimum;
    }
    case kEgalitarian:
      return optimizer.leximin(c.floors, {}, effort);
    case kUtilitarian: {
      std::vector<double> sums(c.space->picks());
      for (Pick pick = 0; pick < c.space->picks(); ++pick) {
        for (const double worth : c.space->worth(pick)) sums[pick] += worth;
      }
      return optimizer.greatest(sums, c.floors, effort);
    }
  }
  Optimum zone = optimizer.least_gain(c.floors, {}, effort, 0.0);
  zone.proven = reaches(zone.value, 0.0) || zone.bound < -kRounding;
  return zone;
}

double processor_time() {
  std::timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) * 1e-3;
}

void agreements(benchmark::State& state, Question question, std::size_t count, std::size_t issues,
                std::size_t options, std::size_t parties, Climate climate = kNarrow) {
  std::vector<Case> cases = cases_of(count, issues, options, parties, climate);
  const Effort effort;
  std::vector<double> times;
  std::vector<double> nodes;
  double unproven = 0;
  double empty = 0;
  for (Case& c : cases) {
    const bool zone = reaches(ask(kZone, c, effort).value, 0.0);
    if (!zone) ++empty;
    if (!zone && question != kZone && question != kEgalitarian) continue;
    const double start = processor_time();
    const Optimum optimum = ask(question, c, effort);
    times.push_back(processor_time() - start);
    nodes.push_back(static_cast<double>(optimum.nodes));
    if (!optimum.proven) ++unproven;
  }
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(ask(question, cases[next++ % cases.size()], effort));
  }
  std::sort(times.begin(), times.end());
  std::sort(nodes.begin(), nodes.end());
  state.counters["median_us"] = times[times.size() / 2];
  state.counters["p99_us"] = times[times.size() * 99 / 100];
  state.counters["most_us"] = times.back();
  state.counters["median_nodes"] = nodes[nodes.size() / 2];
  state.counters["most_nodes"] = nodes.back();
  state.counters["unproven"] = unproven;
  state.counters["no_zone"] = empty;
}

constexpr Climate kWide{0.3, 0.3, 0.5};
BENCHMARK_CAPTURE(agreements, zone_28x4x4, kZone, 1000, 28, 4, 4);
BENCHMARK_CAPTURE(agreements, nash_28x4x4, kNash, 1000, 28, 4, 4);
BENCHMARK_CAPTURE(agreements, kalai_smorodinsky_28x4x4, kKalaiSmorodinsky, 1000, 28, 4, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_28x4x4, kEgalitarian, 1000, 28, 4, 4);
BENCHMARK_CAPTURE(agreements, utilitarian_28x4x4, kUtilitarian, 1000, 28, 4, 4);
BENCHMARK_CAPTURE(agreements, zone_28x4x4_wide, kZone, 1000, 28, 4, 4, kWide);
BENCHMARK_CAPTURE(agreements, nash_28x4x4_wide, kNash, 1000, 28, 4, 4, kWide);
BENCHMARK_CAPTURE(agreements, kalai_smorodinsky_28x4x4_wide, kKalaiSmorodinsky, 1000, 28, 4, 4,
                  kWide);
BENCHMARK_CAPTURE(agreements, egalitarian_28x4x4_wide, kEgalitarian, 1000, 28, 4, 4, kWide);
BENCHMARK_CAPTURE(agreements, zone_100x6x4, kZone, 50, 100, 6, 4);
BENCHMARK_CAPTURE(agreements, nash_100x6x4, kNash, 50, 100, 6, 4);
BENCHMARK_CAPTURE(agreements, kalai_smorodinsky_100x6x4, kKalaiSmorodinsky, 50, 100, 6, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_100x6x4, kEgalitarian, 50, 100, 6, 4);
BENCHMARK_CAPTURE(agreements, zone_100x4x12, kZone, 20, 100, 4, 12);
BENCHMARK_CAPTURE(agreements, nash_100x4x12, kNash, 20, 100, 4, 12);
BENCHMARK_CAPTURE(agreements, egalitarian_100x4x12, kEgalitarian, 20, 100, 4, 12);
BENCHMARK_CAPTURE(agreements, nash_100x6x4_wide, kNash, 50, 100, 6, 4, kWide);
BENCHMARK_CAPTURE(agreements, nash_100x4x12_wide, kNash, 50, 100, 4, 12, kWide);
// Growth with the number of issues.
BENCHMARK_CAPTURE(agreements, nash_10x4x4, kNash, 200, 10, 4, 4);
BENCHMARK_CAPTURE(agreements, nash_20x4x4, kNash, 200, 20, 4, 4);
BENCHMARK_CAPTURE(agreements, nash_40x4x4, kNash, 200, 40, 4, 4);
BENCHMARK_CAPTURE(agreements, nash_70x4x4, kNash, 200, 70, 4, 4);
BENCHMARK_CAPTURE(agreements, nash_100x4x4, kNash, 200, 100, 4, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_10x4x4, kEgalitarian, 200, 10, 4, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_20x4x4, kEgalitarian, 200, 20, 4, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_40x4x4, kEgalitarian, 200, 40, 4, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_70x4x4, kEgalitarian, 100, 70, 4, 4);
BENCHMARK_CAPTURE(agreements, egalitarian_100x4x4, kEgalitarian, 100, 100, 4, 4);

}  // namespace
}  // namespace entente

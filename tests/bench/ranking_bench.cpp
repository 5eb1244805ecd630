// SPDX-License-Identifier: Apache-2.0
/// Time of listing packages by falling worth, and of amending a text: one thread, 28 issues of 4
/// options each, random utilities in [0, 1].
///
/// `next_package` starts after so many listings as its argument says and goes on from there, the
/// package's options written each time; it begins anew whenever 100,000 have been listed, which is
/// not timed. The others go through 1,000 cases in turn, so that branches do not learn one by
/// heart; `unproven` is the share of them that ran out of nodes before the tolerance was proven,
/// and `changes` the mean number of changes.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

#include <benchmark/benchmark.h>

#include "engine/search/nearby.hpp"
#include "engine/search/ranking.hpp"

namespace entente {
namespace {

class Dice {
 public:
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

 private:
  std::mt19937_64 engine_{20220723};
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

/// 28 issues of 4 options each; with clauses, four pairs of them are tied.
Blocks issues(bool with_clauses) {
  std::vector<std::vector<IssueId>> scopes;
  for (std::size_t i = 0; with_clauses && i < 4; ++i) {
    scopes.push_back({IssueId(2 * i), IssueId(2 * i + 1)});
  }
  return Blocks(std::vector<std::size_t>(28, 4), scopes);
}

void next_package(benchmark::State& state) {
  constexpr int kMost = 100'000;
  const auto first = static_cast<int>(state.range(0));
  const Blocks blocks = issues(false);
  Dice dice;
  const std::vector<double> worth = utility(blocks, dice);
  PackageRanking ranking(blocks, worth);
  Package package;
  int listed = kMost;
  for ([[maybe_unused]] auto _ : state) {
    if (listed == kMost) {
      state.PauseTiming();
      ranking.reset(worth);
      for (listed = 0; listed < first; ++listed) ranking.next();
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(ranking.next());
    package = ranking.package();
    benchmark::DoNotOptimize(package.data());
    ++listed;
  }
}
BENCHMARK(next_package)->Arg(0)->Arg(1'000)->Arg(50'000);

struct Amendment {
  std::vector<double> worth, goal;
  Package text;
  std::size_t changes;
  double at_least;
};

enum class Question { best, best_above, fewest };

/// Texts drawn at random, about 0.5 worth; floors from 0.5 to 0.9.
void amend(benchmark::State& state, bool with_clauses, Question question) {
  const Blocks blocks = issues(with_clauses);
  Dice dice;
  std::vector<Amendment> cases(1000);
  for (Amendment& c : cases) {
    c.worth = utility(blocks, dice);
    c.goal = utility(blocks, dice);
    c.text.resize(blocks.issues());
    for (Option& option : c.text) option = static_cast<Option>(dice.below(4));
    c.changes = 1 + dice.below(28);
    c.at_least = 0.5 + 0.4 * dice.unit();
  }
  NearbySearch search(blocks);
  const auto answer = [&](const Amendment& c) {
    if (question == Question::best) return search.best(c.goal, c.text, c.changes);
    if (question == Question::fewest) return search.fewest(c.worth, c.at_least, c.goal, c.text);
    return search.best(c.goal, c.text, c.changes, c.worth, c.at_least);
  };
  double unproven = 0;
  double changes = 0;
  double nodes = 0;
  double found = 0;
  for (const Amendment& c : cases) {
    const std::optional<NearbyPackage> package = answer(c);
    if (!package) continue;
    ++found;
    unproven += package->bound > package->goal + 1e-3 + 1e-9 ? 1 : 0;
    changes += static_cast<double>(package->changes);
    nodes += package->nodes;
  }
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(answer(cases[next++ % cases.size()]));
  }
  state.counters["found"] = found / 1000;
  state.counters["unproven"] = unproven / found;
  state.counters["changes"] = changes / found;
  state.counters["nodes"] = nodes / found;
}
BENCHMARK_CAPTURE(amend, best, false, Question::best);
BENCHMARK_CAPTURE(amend, best_above, false, Question::best_above);
BENCHMARK_CAPTURE(amend, fewest, false, Question::fewest);
BENCHMARK_CAPTURE(amend, best_with_clauses, true, Question::best);
BENCHMARK_CAPTURE(amend, best_above_with_clauses, true, Question::best_above);
BENCHMARK_CAPTURE(amend, fewest_with_clauses, true, Question::fewest);

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The ledger of two texts: what each changed issue brings each party.
///
/// The difference of two packages is a sum over blocks, so an issue that no clause ties to another
/// one that differs has its own share in it. Within a block the issues that differ play a
/// cooperative game: v(S) is the worth of the block with the issues in S as the second text has
/// them and the others as the first has them. What an issue brings depends on which others have
/// changed already, and its share is the mean over all orders of changing them, Shapley's value
/// ("A value for n-person games", 1953): with d issues that differ,
///     share(i) = sum over S without i of |S|! (d - |S| - 1)! / d!  (v(S + i) - v(S)).
/// It is the one rule that adds up to the whole difference, gives nothing to a change without
/// effect, treats equal changes alike and is additive over clauses. Here it is summed over all 2^d
/// subsets: a block's rows number at least that many, so d is at most 16.
#include "analysis/agreements/ledger.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <iterator>
#include <span>
#include <utility>

namespace entente {
namespace {

/// By size of S, from 0 to d - 1: |S|! (d - |S| - 1)! / d!, which is 1 / (d binom(d - 1, |S|)).
std::vector<double> weights_of_sizes(std::size_t d) {
  std::vector<double> weights(d);
  double ways = 1;  // binom(d - 1, size)
  for (std::size_t size = 0; size < d; ++size) {
    weights[size] = 1 / (static_cast<double>(d) * ways);
    ways = ways * static_cast<double>(d - 1 - size) / static_cast<double>(size + 1);
  }
  return weights;
}

/// The rows of a block by subset of `lines`, of which bit i stands for the change of the i-th.
std::vector<Row> rows_by_subset(const Blocks& blocks, const Blocks::Block& block,
                                std::span<const LedgerLine> lines, const Package& from) {
  std::vector<Row> rows(std::size_t{1} << lines.size(), blocks.row(block, from));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto member =
        std::find_if(block.members.begin(), block.members.end(),
                     [&](const auto& candidate) { return candidate.issue == lines[i].issue; });
    for (std::size_t subset = 0; subset < rows.size(); ++subset) {
      if ((subset >> i & 1U) == 0) continue;
      rows[subset] += member->stride * lines[i].to;
      rows[subset] -= member->stride * lines[i].from;
    }
  }
  return rows;
}

/// Fills in the changes of the lines, which are all those of one block.
void share_out(const BargainingProblem& problem, const Blocks::Block& block,
               std::span<LedgerLine> lines, const Package& from) {
  const std::vector<Row> rows = rows_by_subset(problem.blocks(), block, lines, from);
  const std::vector<double> weights = weights_of_sizes(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i].change.assign(problem.parties.size(), 0.0);
    for (std::size_t subset = 0; subset < rows.size(); ++subset) {
      if ((subset >> i & 1U) != 0) continue;
      const double weight = weights[static_cast<std::size_t>(std::popcount(subset))];
      const Row before = rows[subset];
      const Row after = rows[subset | std::size_t{1} << i];
      for (std::size_t p = 0; p < problem.parties.size(); ++p) {
        const std::span<const double> worth = problem.parties[p].rows;
        lines[i].change[p] += weight * (worth[after] - worth[before]);
      }
    }
  }
}

}  // namespace

Ledger ledger_of(const BargainingProblem& problem, const Package& from, const Package& to) {
  const Blocks& blocks = problem.blocks();
  assert(from.size() == blocks.issues() && to.size() == blocks.issues());
  Ledger ledger{.from = from, .to = to, .lines = {}, .difference = problem.worths(to)};
  const std::vector<double> before = problem.worths(from);
  for (std::size_t p = 0; p < before.size(); ++p) ledger.difference[p] -= before[p];
  for (const Blocks::Block& block : blocks) {
    std::vector<LedgerLine> lines;
    for (const Blocks::Member& member : block.members) {
      const std::size_t i = member.issue;
      if (from[i] != to[i]) lines.push_back({member.issue, from[i], to[i], {}});
    }
    share_out(problem, block, lines, from);
    std::move(lines.begin(), lines.end(), std::back_inserter(ledger.lines));
  }
  std::sort(ledger.lines.begin(), ledger.lines.end(),
            [](const LedgerLine& a, const LedgerLine& b) { return a.issue < b.issue; });
  return ledger;
}

}  // namespace entente

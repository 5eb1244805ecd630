// SPDX-License-Identifier: Apache-2.0
/// Packages in order of falling worth: lazy enumeration of the k best sums.
///
/// The problem: worth(x) = sum_b worth(x_b) over blocks b; list the packages x by falling worth,
/// each when it is asked for. It is the k-best problem of Lawler (1972, Management Science 18) and
/// Murty (1968, Operations Research 16): the solutions not yet listed are split into sets, each
/// known by its best member, and the best of these members is the next. Their partition makes as
/// many sets per solution as there are variables. For a sum of independent choices three suffice;
/// the idea of keeping a solution as one change against an earlier one is that of Eppstein's heaps
/// (1998, SIAM Journal on Computing 28).
///
/// 1. Places. The rows of each block are sorted by falling worth, equals by rising row, and become
///    a list with losses 0 = d(0) <= d(1) <= ... against the best row. Blocks with a single row are
///    left aside. Lists are ordered by rising d(1), the price of a first step, equals by block.
/// 2. Packages are listed by rising loss, the sum of d over lists. Let i be the last list (in their
///    order) that is not at place 0, and j > 0 its place. The package (..., i: j, 0, 0, ...) has
///    these successors:
///        further    (..., i: j+1, 0, ...)          unless list i ends;
///        next       (..., i: j, i+1: 1, 0, ...)    unless i is the last list;
///        instead    (..., i: 0, i+1: 1, 0, ...)    the same, and only where j = 1.
///    The best package has the one successor (0: 1, 0, ...).
/// 3. A heap holds the successors of all packages listed; its least is listed next.
///
/// Each package once. Every package but the best has exactly one predecessor, found from its last
/// change (i, j): if j > 1, it came by `further` from (i, j-1). If j = 1 and list i-1 is not at 0,
/// by `next`; if list i-1 is at 0, by `instead` from the package with list i-1 at 1 (or, for i = 0,
/// from the best one). The predecessor is smaller in (i, j), so every chain of predecessors ends at
/// the best package: all are reached, and none twice.
/// In order. No successor loses less than its predecessor: `further` and `next` add a difference or
/// a d that is at least 0, `instead` replaces d_i(1) by d_{i+1}(1), which is no less by the order
/// of lists. So when a package leaves the heap, no package still to come loses less. Losses are
/// summed list after list in their order, and rounding is monotone, so this holds to the last bit
/// of the computed losses; they differ from the exact ones by rounding only.
///
/// Ties, by rule and not by the heap's habits: among waiting packages of equal loss first the one
/// whose part before the last change was listed earlier, then the lower list and place.
///
/// Cost. A waiting package is 16 bytes: its loss, its last change, and the package before that. A
/// listed one is kept, in 16 bytes more, only if it has a `next`. Each leaves one for at most three
/// others, so after k listings at most 2k wait and k are kept: 48 k bytes, and at most as much
/// again in what growing vectors hold in reserve. Time per listing: at most four heap operations,
/// O(log k), and the changes against the best package to write.
///
/// Departures. Schemes for k-best sums commonly keep whole solutions (a listing of 28 numbers each)
/// and a set of those seen, to drop repeats; single predecessors make both unnecessary.
#include "engine/search/ranking.hpp"

#include <algorithm>
#include <cassert>

namespace entente {
namespace {

constexpr Row kNoRow = static_cast<Row>(-1);

/// Whether `x` is to be listed after `y`.
constexpr auto kLater = [](const auto& x, const auto& y) {
  if (x.loss != y.loss) return x.loss > y.loss;
  return x.before != y.before ? x.before > y.before : x.place > y.place;
};

}  // namespace

PackageRanking::PackageRanking(const Blocks& blocks, std::span<const double> worth,
                               std::span<const std::uint8_t> forbidden)
    : blocks_(&blocks) {
  reset(worth, forbidden);
}

void PackageRanking::reset(std::span<const double> worth, std::span<const std::uint8_t> forbidden) {
  assert(worth.size() == blocks_->rows());
  assert(forbidden.empty() || forbidden.size() == blocks_->rows());
  worth_.assign(worth.begin(), worth.end());
  waiting_.clear();
  kept_.clear();
  changed_.clear();
  lay_out(forbidden);
  exhausted_ = top_.size() < blocks_->size();
  if (exhausted_) return;
  rows_ = top_;
  package_.resize(blocks_->issues());
  for (std::uint32_t b = 0; b < top_.size(); ++b) take(b, top_[b]);
}

/// Makes the lists. Stops at a block that has no allowed row.
void PackageRanking::lay_out(std::span<const std::uint8_t> forbidden) {
  struct List {
    double step;
    std::uint32_t block;
    std::vector<Row> rows;
  };
  std::vector<List> lists;
  top_.clear();
  for (std::uint32_t b = 0; b < blocks_->size(); ++b) {
    const Blocks::Block& block = (*blocks_)[b];
    List list{.step = 0, .block = b, .rows = {}};
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      if (forbidden.empty() || forbidden[row] == 0) list.rows.push_back(row);
    }
    if (list.rows.empty()) return;
    std::sort(list.rows.begin(), list.rows.end(), [this](Row x, Row y) {
      return worth_[x] > worth_[y] || (worth_[x] == worth_[y] && x < y);
    });
    top_.push_back(list.rows[0]);
    if (list.rows.size() == 1) continue;
    list.step = worth_[list.rows[0]] - worth_[list.rows[1]];
    lists.push_back(std::move(list));
  }
  std::sort(lists.begin(), lists.end(), [](const List& x, const List& y) {
    return x.step < y.step || (x.step == y.step && x.block < y.block);
  });
  places_.clear();
  second_.clear();
  block_of_.clear();
  for (const List& list : lists) {
    const auto index = static_cast<std::uint32_t>(second_.size());
    second_.push_back(static_cast<Position>(places_.size() + 1));
    block_of_.push_back(list.block);
    for (const Row row : list.rows) {
      places_.push_back({worth_[list.rows[0]] - worth_[row], row, index});
    }
    places_.push_back({0, kNoRow, index});
  }
}

std::optional<RankedPackage> PackageRanking::next() {
  if (exhausted_) return std::nullopt;
  if (kept_.empty()) {
    kept_.push_back({.loss = 0, .before = 0, .place = 0});
    if (!second_.empty()) push(places_[second_[0]].loss, 0, second_[0]);
    return show(kept_[0]);
  }
  if (waiting_.empty()) {
    exhausted_ = true;
    return std::nullopt;
  }
  const Change change = waiting_.front();
  push_successors(change);
  return show(change);
}

void PackageRanking::push(double loss, std::uint32_t before, Position place) {
  waiting_.push_back({.loss = loss, .before = before, .place = place});
  std::push_heap(waiting_.begin(), waiting_.end(), kLater);
}

/// Takes `change`, the first of those waiting, from the heap, and adds its successors.
void PackageRanking::push_successors(const Change& change) {
  std::pop_heap(waiting_.begin(), waiting_.end(), kLater);
  waiting_.pop_back();
  const double base = kept_[change.before].loss;
  const Position further = change.place + 1;
  if (places_[further].row != kNoRow) push(base + places_[further].loss, change.before, further);

  const std::uint32_t list = places_[change.place].list;
  if (list + 1 == second_.size()) return;
  const Position next = second_[list + 1];
  kept_.push_back(change);
  push(change.loss + places_[next].loss, static_cast<std::uint32_t>(kept_.size() - 1), next);
  if (change.place == second_[list]) push(base + places_[next].loss, change.before, next);
}

void PackageRanking::take(std::uint32_t block, Row row) {
  rows_[block] = row;
  const std::span<const Blocks::Single> singles = blocks_->singles();
  if (block < singles.size()) {  // spares the divisions
    package_[singles[block].issue] = static_cast<Option>(row - singles[block].first);
  } else {
    blocks_->choose((*blocks_)[block], row, package_);
  }
}

RankedPackage PackageRanking::show(const Change& change) {
  for (const std::uint32_t block : changed_) take(block, top_[block]);
  changed_.clear();
  for (Change at = change; at.place != 0; at = kept_[at.before]) {
    const Place& place = places_[at.place];
    changed_.push_back(block_of_[place.list]);
    take(changed_.back(), place.row);
  }
  double even = 0;
  double odd = 0;
  blocks_->for_rows(
      package_, [&](Row row) { even += worth_[row]; }, [&](Row row) { odd += worth_[row]; });
  return {rows_, even + odd};
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Lagrangian branch and bound for the best package under a floor.
///
/// The problem: choose one allowed row x_b in every block b so that sum goal(x_b) is greatest
/// subject to sum worth(x_b) >= floor. It is the multiple-choice knapsack (Sinha & Zoltners 1979,
/// Operations Research 27; Pisinger 1995, EJOR 83), here with real numbers of any sign.
///
/// 1. Price. Paying a price p >= 0 for every unit of worth above the floor removes the floor
///    (Lagrangian relaxation: Fisher 1981, Management Science 27):
///        L(p) = sum_b max_c [goal(c) + p worth(c)] - p floor   >=   every goal that is possible,
///    for a package that reaches the floor gets p x slack >= 0 on top of its goal. L is convex and
///    piecewise linear. Its least value is found by chords: one package above the floor and one
///    below it have the same L at one price; the best package at that price replaces the one on its
///    side, until none is better than both. Each turn finds a new corner, so the turns are few
///    (five to eight on 28 issues of 4 options), and each is one sweep over the rows (panels.hpp).
/// 2. Swaps. Against the best package at the price, a row costs
///        d(c) = max_c' [goal(c') + p worth(c')] - [goal(c) + p worth(c)]   >= 0,
///    and exactly: goal(x) = L(p) - sum_b d(x_b) - p slack(x). So a package better than the found
///    one has sum d + p slack below the gap between L and the found goal. Rows with d above the gap
///    are out (reduced-cost fixing); few are left, and sets of them are searched depth first,
///    cheapest first (swaps.cpp). Every set is a package, so its cost is its bound, and suffix sums
///    add two more: the worth that later swaps could still add or remove, and the least they could
///    ask for it. Before that come single swaps and, where many rows are left, pairs and a greedy
///    descent. They matter most where the goal is (nearly) minus the worth times a constant, as for
///    a party that has heard nothing of the others: no row costs anything at the price, only slack
///    does, and packages with little of it are many but far from the best one at the price. The
///    descent gives slack away in the largest pieces that fit, and a few of them leave so little
///    that next to no sets need to be searched with the usual tolerance.
/// 3. Split. Where one block outweighs the rest, L stays well above the best goal and the sets are
///    many. After kPatience of them the block that the price leaves undecided is fixed to each of
///    its remaining rows, and each part gets a price, and so a bound, of its own.
///
/// Departures. Textbook solvers branch on fractional blocks from the start and solve a relaxation
/// at each node; here a node costs an addition, because with a few dozen blocks the first price is
/// nearly always good enough. Pisinger's core with dynamic programming needs integer worths.
///
/// Why the result is proven. Any p >= 0 gives a valid L, so neither rounding in the price nor an
/// early end of the chords does harm. Nothing is left out but sets whose bound is within the
/// tolerance of the found goal, and parts given up for lack of nodes, whose L is kept in `bound`.
/// Rounding: a package reaches the floor when its worth summed block after block is at least
/// `at_least` - kRounding. Sums in another order differ by at most `worth_rounding_`, so bounds use
/// a floor lower by that much, and a package within twice that of it is summed again in order
/// before it is taken. Gains below `goal_rounding_` do not count as better, which also keeps ties
/// (zero goals, equal rows) from being listed one by one; `bound` is raised by it. Costs of a part
/// of that count as none, together less than it, so that rounding does not put ties in order.
#include "engine/search/best_package.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace entente {
namespace {

/// The chord method ends by itself after a few sweeps; rounding must not keep it going.
constexpr int kMostTurns = 64;
/// Packages visited under one price before the problem is split. With 128, problems nearly done are
/// split too, and the mean time of opposed cases is four tenths longer.
constexpr std::uint32_t kPatience = 512;
/// What a split counts for: pricing a part takes about as long as visiting so many packages.
constexpr std::uint32_t kSplitNodes = 64;
constexpr std::size_t kDeepestSplit = 64;
/// The part of the rounding that the costs of a package's rows may together have and count as none.
constexpr double kNoise = 0.25;

}  // namespace

/// What the search under way wants and has.
struct PackageSearch::Aim {
  double floor;
  double tolerance;
  std::uint32_t most_nodes;
  double goal;                          ///< of rows_
  double open_bound = -Panels::kNever;  ///< of the parts given up
  std::uint32_t nodes = 0;
};

struct PackageSearch::Dual {
  double price;        ///< of a unit of worth, in goal
  double bound;        ///< no package that reaches the floor has a greater goal
  Point best;          ///< the best package at the price, the floor left aside
  double found_price;  ///< at this price the best package reaches the floor; none: negative
  double found_goal;
};

PackageSearch::PackageSearch(const Blocks& blocks, std::span<const double> worth,
                             std::span<const std::uint8_t> forbidden)
    : blocks_(&blocks) {
  reset(worth, forbidden);
}

void PackageSearch::reset(std::span<const double> worth, std::span<const std::uint8_t> forbidden) {
  const std::size_t blocks = blocks_->size();
  assert(worth.size() == blocks_->rows());
  assert(forbidden.empty() || forbidden.size() == blocks_->rows());
  worth_.assign(worth.begin(), worth.end());
  minus_worth_ = worth_;
  for (double& value : minus_worth_) value = -value;
  top_worth_.reset();
  if (!panels_.lay_out(*blocks_, worth, forbidden)) return;

  top_.clear();
  top_worth_ = 0.0;
  worth_scale_ = 0;
  for (std::uint32_t b = 0; b < blocks; ++b) {
    top_.push_back(panels_.row(panels_.top(b)));
    *top_worth_ += worth[top_.back()];
    double largest = 0;
    for (Row i = 0; i < (*blocks_)[b].rows; ++i) {
      largest = std::max(largest, std::abs(worth[(*blocks_)[b].first + i]));
    }
    worth_scale_ += largest;
  }
  worth_rounding_ = 1e-15 * static_cast<double>(blocks) * worth_scale_;
  swaps_.reset(panels_, blocks);
  open_.reserve(panels_.size());
  rows_.resize(blocks + 1);
}

std::optional<BestPackage> PackageSearch::greatest() const {
  if (!top_worth_) return std::nullopt;
  return BestPackage{top_, *top_worth_, *top_worth_, *top_worth_, 0};
}

std::optional<BestPackage> PackageSearch::nearest(double at_least, const SearchEffort& effort) {
  return best(minus_worth_, at_least, effort);
}

std::optional<BestPackage> PackageSearch::best(std::span<const double> goal, double at_least,
                                               const SearchEffort& effort) {
  assert(goal.size() == blocks_->rows());
  const double floor = at_least - kRounding;
  if (!top_worth_ || *top_worth_ < floor) return std::nullopt;

  goal_ = goal;
  panels_.load(goal);
  goal_rounding_ = 1e-12 * static_cast<double>(blocks_->size()) * panels_.largest_goal();
  std::copy(top_.begin(), top_.end(), rows_.begin());
  const BestPackage top = result();
  Aim aim{.floor = floor,
          .tolerance = effort.tolerance,
          .most_nodes = effort.most_nodes,
          .goal = top.goal};
  const double bound = solve(aim, {top.goal, top.worth}, 0);
  BestPackage package = result();
  package.nodes = aim.nodes;
  const double closed = package.goal + std::max(effort.tolerance, 2 * goal_rounding_);
  package.bound = std::min(bound, std::max(aim.open_bound, closed)) + goal_rounding_;
  return package;
}

/// Raises the found package to the best one, within the tolerance, of those that the fixed rows
/// leave; what it must give up goes into `aim.open_bound`. `top`: the one of greatest worth of
/// them. Returns a bound on them.
double PackageSearch::solve(Aim& aim, Point top, std::size_t depth) {
  const Dual dual = find_price(aim, top);
  const bool better = dual.found_price >= 0 && dual.found_goal > aim.goal;
  if (better) aim.goal = dual.found_goal;
  const double rounding = goal_rounding_ + dual.price * 1e-15 * worth_scale_;
  const double tolerance = std::max(aim.tolerance - rounding, rounding);
  const std::uint32_t patience = depth < kDeepestSplit ? kPatience : aim.most_nodes;
  SwapSearch search{.price = dual.price,
                    .slack = dual.best.worth - (aim.floor - worth_rounding_),
                    .below = dual.bound - aim.goal - tolerance,
                    .tolerance = tolerance,
                    .noise = kNoise * rounding / static_cast<double>(rows_.size()),
                    .doubt = 2 * worth_rounding_,
                    .floor = aim.floor,
                    .most_nodes = std::min(patience, aim.most_nodes - aim.nodes)};
  if (search.below > 0) swaps_.run(panels_, worth_, search);
  aim.nodes += search.nodes;
  if (search.found) {
    aim.goal = dual.bound - search.below - tolerance;
    panels_.best_rows(dual.price, rows_);
    for (const Slot slot : swaps_.found()) rows_[panels_.block(slot)] = panels_.row(slot);
  } else if (better) {
    panels_.best_rows(dual.found_price, rows_);
  }
  if (!search.complete) split(aim, dual, top, depth);
  return dual.bound;
}

/// Fixes the block that the price leaves undecided, row by row.
void PackageSearch::split(Aim& aim, const Dual& dual, Point top, std::size_t depth) {
  const std::size_t begin = open_.size();
  const std::uint32_t block = swaps_.open_rows(panels_, dual.price, open_);
  const std::size_t end = open_.size();
  const Row top_row = top_[block];
  for (std::size_t i = begin; i < end; ++i) {
    if (depth == kDeepestSplit || aim.most_nodes - aim.nodes < kSplitNodes) {
      aim.open_bound = std::max(aim.open_bound, dual.bound);
      break;
    }
    aim.nodes += kSplitNodes;
    const Slot slot = open_[i];
    const Row row = panels_.row(slot);
    const Point part{top.goal + goal_[row] - goal_[top_row],
                     top.worth + worth_[row] - worth_[top_row]};
    if (part.worth < aim.floor - worth_rounding_) continue;
    panels_.fix(block, slot);
    solve(aim, part, depth + 1);
    panels_.release(block);
  }
  open_.resize(begin);
}

PackageSearch::Dual PackageSearch::find_price(const Aim& aim, Point top) const {
  const double surely = aim.floor + worth_rounding_;
  const double hardly = aim.floor - worth_rounding_;
  Point below = panels_.best(0);
  if (below.worth >= surely) return {0, below.goal, below, 0, below.goal};

  Point above = top;
  Dual dual{0, below.goal, below, -1, 0};
  for (int turn = 0; turn < kMostTurns; ++turn) {
    if (dual.bound - std::max(above.goal, aim.goal) <= aim.tolerance) break;
    if (below.goal <= above.goal || above.worth - below.worth <= worth_rounding_) break;
    const double price = (below.goal - above.goal) / (above.worth - below.worth);
    const Point point = panels_.best(price);
    const double bound = point.goal + price * (point.worth - hardly);
    const double chord = below.goal + price * (below.worth - hardly);
    if (bound < dual.bound) {
      dual.price = price;
      dual.bound = bound;
      dual.best = point;
    }
    if (point.worth >= surely) {
      above = point;
      dual.found_price = price;
      dual.found_goal = point.goal;
    } else {
      below = point;
    }
    if (bound - chord <= goal_rounding_) break;
  }
  return dual;
}

BestPackage PackageSearch::result() const {
  BestPackage package{.rows = std::span(rows_).first(blocks_->size())};
  for (const Row row : package.rows) {
    package.goal += goal_[row];
    package.worth += worth_[row];
  }
  return package;
}

void PackageSearch::write(std::span<const Row> rows, Package& package) const {
  package.resize(blocks_->issues());
  const std::span<const Blocks::Single> singles = blocks_->singles();
  for (std::size_t b = 0; b < singles.size(); ++b) {  // spares the divisions
    package[singles[b].issue] = static_cast<Option>(rows[b] - singles[b].first);
  }
  for (std::size_t b = singles.size(); b < rows.size(); ++b) {
    blocks_->choose((*blocks_)[b], rows[b], package);
  }
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Packages near a text and above a floor: a price for worth, branch and bound, exchanges.
///
/// The problem of nearby.cpp, subject also to sum worth(x_b) >= floor.
///
/// 1. A price p >= 0 for each unit of worth above the floor (Lagrangian relaxation: Fisher 1981,
///    Management Science 27) gives, for every p,
///        L(p) = max { sum goal + p worth : at most k changes } - p floor  >=  every possible goal;
///    the maximum is the recursion of nearby.cpp. The least L is found by chords, as in
///    best_package.cpp: of two packages of equal L at one price, one above and one below the floor,
///    the best package at that price replaces the one on its side. The last above is the first
///    answer.
/// 2. Branch and bound closes what gap is left: block after block every row is tried, and left
///    again unless both
///        worth so far + W(b+1, k') >= floor      and
///        goal so far + p (worth so far - floor) + F_p(b+1, k') > goal wanted,
///    W and F_p being the tables of greatest worth and of the best price: the completion of a part
///    is bounded by the same recursion, at the cost of reading a table.
/// 3. Exchanges, where the nodes of 2 do not suffice: the rows of one block or of two are replaced
///    by those that raise the goal most, within the changes and above the floor, again and again.
///    Where floor and number of changes both bind, this finds most of what the price misses: with a
///    goal opposed to the worth, 28 issues of 4 options and 4096 nodes, the mean distance from the
///    best is 0.0004 with it and 0.017 without.
///
/// Cost: four to eight tables, the nodes, and for an exchange a look at all pairs of rows of narrow
/// blocks.
///
/// Why the result is proven, and rounding: as in best_package.cpp. Any price gives a valid L;
/// bounds use a floor lower by the rounding of sums, and a package whose worth is that close to the
/// floor is summed again, as UtilityView::worth does it, before it is taken.
///
/// Departure. Textbooks give the count a price too; there is a table for it here, because changes
/// are few and whole, and the gap is the smaller.
#include <algorithm>
#include <cstdint>

#include "engine/model/utilities.hpp"
#include "engine/search/nearby.hpp"

namespace entente {
namespace {

/// The chord method ends by itself after a few tables; rounding must not keep it going.
constexpr int kMostTurns = 64;
/// Of the gap between bound and found goal, the part that branch and bound searches first.
constexpr double kFirstPart = 1.0 / 16;
/// Blocks of more rows take no part in exchanges, and about so many pairs of rows are looked at: on
/// 28 issues of 4 options enough for a dozen exchanges.
constexpr Slot kMostNarrow = 16;
constexpr std::size_t kMostPairs = 65'536;

}  // namespace

struct NearbySearch::Aim {
  double floor;     ///< a worth a little below it is certain to fall short
  double at_least;  ///< as asked
  double tolerance;
  double goal;   ///< of rows_
  double bound;  ///< no package that is allowed has a greater goal
  std::uint32_t most_nodes;
  std::uint32_t nodes = 0;
  double price = 0;  ///< of a unit of worth, in goal
};

/// Improves on `rows_`, the package of greatest worth within `most` changes.
NearbyPackage NearbySearch::solve(const Package& text, std::size_t most, double at_least,
                                  const SearchEffort& effort) {
  Point above;
  for (const Row row : rows_) {
    above.goal += goals_[row];
    above.worth += worths_[row];
  }
  fill(dual_table_, {1, 0}, most);
  const Point below = walk(dual_table_, fewest_as_good(dual_table_));
  Aim aim{.floor = at_least - kRounding - worth_rounding_,
          .at_least = at_least,
          .tolerance = std::max(effort.tolerance, 2 * goal_rounding_),
          .goal = above.goal,
          .bound = dual_table_.at(0, most),
          .most_nodes = effort.most_nodes};
  if (reaches(sum(worths_, trial_), at_least)) {
    rows_.swap(trial_);
  } else {
    find_price(aim, below, above, most);
    if (aim.bound > aim.goal + aim.tolerance) {
      if (!close_gap(aim, most)) exchange(aim, most);
    }
  }
  return result(text, aim.bound, aim.nodes);
}

/// Finds the price of the least bound; its table is then `dual_table_`.
void NearbySearch::find_price(Aim& aim, Point below, Point above, std::size_t most) {
  for (int turn = 0; turn < kMostTurns; ++turn) {
    if (aim.bound <= aim.goal + aim.tolerance) return;
    if (below.goal <= above.goal || above.worth - below.worth <= worth_rounding_) return;
    const double price = (below.goal - above.goal) / (above.worth - below.worth);
    fill(trial_table_, {1, price}, most);
    const Point point = walk(trial_table_, most);
    const double bound = trial_table_.at(0, most) - price * aim.floor;
    const double chord = below.goal + price * (below.worth - aim.floor);
    if (bound < aim.bound) {
      aim.price = price;
      aim.bound = bound;
      std::swap(dual_table_, trial_table_);
    }
    if (point.worth >= aim.floor + 2 * worth_rounding_) {
      above = point;
      if (point.goal > aim.goal) {
        aim.goal = point.goal;
        rows_.swap(trial_);
      }
    } else {
      below = point;
    }
    if (bound - chord <= goal_rounding_ + price * worth_rounding_) return;
  }
}

/// Looks for a goal close to the bound, then for less and less, until one is found or the tolerance
/// is reached (false when the nodes did not suffice): a search that goes deep for little wastes
/// more than a short one repeated.
bool NearbySearch::close_gap(Aim& aim, std::size_t most) {
  const double rounding = goal_rounding_ + aim.price * worth_rounding_;
  const double tolerance = std::max(aim.tolerance - rounding, rounding);
  const double highest = aim.bound;
  const double gap = aim.bound - aim.goal;
  for (double part = kFirstPart; aim.bound > aim.goal + tolerance + rounding; part *= 2) {
    const double before = aim.goal;
    const double wanted = std::max(highest - part * gap, aim.goal + tolerance);
    if (!explore(aim, most, wanted, tolerance)) return false;
    const bool found = aim.goal > before;
    aim.bound = std::min(aim.bound, (found ? aim.goal + tolerance : wanted) + rounding);
    if (found || part >= 1) break;
  }
  return true;
}

/// Branch and bound for goals above `wanted`; after a find, above that and the tolerance. False
/// when the nodes did not suffice.
bool NearbySearch::explore(Aim& aim, std::size_t most, double wanted, double tolerance) {
  const std::size_t blocks = blocks_->size();
  std::size_t b = 0;
  path_[0] = {.next = 0, .left = most, .goal = 0, .worth = 0};
  while (true) {
    Step& step = path_[b];
    if (step.next == first_slot_[first_group_[b + 1]] || changes_[step.next] > step.left) {
      if (b == 0) return true;
      --b;
      continue;
    }
    if (aim.nodes == aim.most_nodes) return false;
    ++aim.nodes;
    const Slot slot = step.next++;
    const std::size_t left = step.left - changes_[slot];
    const double goal = step.goal + goal_[slot];
    const double worth = step.worth + worth_[slot];
    if (worth + worth_table_.at(b + 1, left) < aim.floor ||
        goal + aim.price * (worth - aim.floor) + dual_table_.at(b + 1, left) <= wanted) {
      continue;
    }
    trial_[b] = row_[slot];
    if (b + 1 < blocks) {
      ++b;
      path_[b] = {first_slot_[first_group_[b]], left, goal, worth};
    } else if (goal > wanted && (worth >= aim.floor + 2 * worth_rounding_ ||
                                 reaches(sum(worths_, trial_), aim.at_least))) {
      aim.goal = goal;
      wanted = goal + tolerance;
      std::copy(trial_.begin(), trial_.end(), rows_.begin());
    }
  }
}

/// Takes other rows for one block or two, each time those that raise the goal most.
void NearbySearch::exchange(Aim& aim, std::size_t most) {
  moves_.clear();
  int room = static_cast<int>(most);
  for (std::uint32_t b = 0; b < blocks_->size(); ++b) {
    const Slot first = first_slot_[first_group_[b]];
    const Slot end = first_slot_[first_group_[b + 1]];
    Slot at = first;
    while (row_[at] != rows_[b]) ++at;
    room -= int{changes_[at]};
    if (end - first > kMostNarrow) continue;
    for (Slot s = first; s < end; ++s) moves_.push_back({.slot = s, .block = b});
    measure(moves_.size() - 1, at);
  }
  std::size_t pairs = 0;
  while (true) {
    const double slack = sum(worths_, rows_) - aim.floor - 2 * worth_rounding_;
    double best = goal_rounding_;
    std::size_t first = 0;
    std::size_t second = 0;
    for (std::size_t i = 0; i < moves_.size() && pairs < kMostPairs; ++i) {
      const Move& x = moves_[i];
      if (x.goal <= 0) continue;  // one of the two must be better by itself
      pairs += moves_.size();
      for (std::size_t j = 0; j < moves_.size(); ++j) {
        const Move& y = moves_[j];
        if (x.goal + y.goal <= best || x.worth + y.worth + slack < 0 ||
            x.changes + y.changes > room || x.block == y.block) {
          continue;
        }
        best = x.goal + y.goal;
        first = i;
        second = j;
      }
    }
    if (first == second) break;
    for (const std::size_t move : {first, second}) {
      rows_[moves_[move].block] = row_[moves_[move].slot];
      room -= moves_[move].changes;
      measure(move, moves_[move].slot);
    }
  }
  aim.goal = sum(goals_, rows_);
}

/// Measures all moves of the block of `move` against its row at `from`.
void NearbySearch::measure(std::size_t move, Slot from) {
  const std::uint32_t block = moves_[move].block;
  while (move > 0 && moves_[move - 1].block == block) --move;
  for (; move < moves_.size() && moves_[move].block == block; ++move) {
    const Slot to = moves_[move].slot;
    moves_[move].goal = goal_[to] - goal_[from];
    moves_[move].worth = worth_[to] - worth_[from];
    moves_[move].changes = int{changes_[to]} - int{changes_[from]};
  }
}

}  // namespace entente

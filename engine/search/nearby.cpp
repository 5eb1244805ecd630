// SPDX-License-Identifier: Apache-2.0
/// Packages near a text: dynamic programming over blocks and changes.
///
/// The problem: choose one allowed row x_b in every block b so that sum goal(x_b) is greatest
/// subject to sum c(x_b) <= k, where c counts the issues on which a row differs from the text, and,
/// with a floor, sum worth(x_b) >= floor.
///
/// 1. Without a floor this is a multiple-choice knapsack with small whole weights, and Bellman's
///    recursion over blocks and remaining changes is exact (Dudzinski & Walukiewicz 1987, EJOR 28):
///        F(b, k) = max_c [ v_b(c) + F(b+1, k-c) ]
///    where v_b(c) is the greatest goal of b's rows of c changes, minus infinity if there is none,
///    and F = 0 after the last block. With blocks of one issue it takes the k greatest gains.
///    Walking the table from the first block, the lowest row that keeps F is taken; the fewest
///    changes are the least k of equal F(0, k).
/// 2. The fewest changes to a worth: the recursion with worth for the goal gives the greatest worth
///    for every k at once; the least k whose greatest worth reaches the floor is the answer.
/// 3. With a floor: see nearby_above.cpp.
///
/// Cost: a look at every row and blocks x k steps for each table. The changes that rows of a block
/// stand for are counted for all of them together, issue by issue, in fewer than two steps a row.
///
/// Departure. A line of Bellman's table may stand for exactly k units or for k at most; here for
/// k at most, so that it is monotone in k and the fewest changes can be read off the first line.
#include "engine/search/nearby.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "engine/model/utilities.hpp"

namespace entente {
namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

}  // namespace

NearbySearch::NearbySearch(const Blocks& blocks, std::span<const std::uint8_t> forbidden)
    : blocks_(&blocks), forbidden_(blocks.rows()) {
  std::size_t largest = 0;
  std::size_t members = 0;
  first_group_.push_back(0);
  for (const Blocks::Block& block : blocks) {
    largest = std::max<std::size_t>(largest, block.rows);
    members = std::max(members, block.members.size());
    first_group_.push_back(first_group_.back() +
                           static_cast<std::uint32_t>(block.members.size() + 1));
  }
  const std::size_t groups = first_group_.back();
  first_slot_.resize(groups + 1);
  best_slot_.resize(groups);
  best_value_.resize(groups);
  cursor_.resize(members + 1);
  row_changes_.resize(largest);
  row_.resize(blocks.rows());
  changes_.resize(blocks.rows());
  goal_.resize(blocks.rows());
  worth_.resize(blocks.rows());
  rows_.resize(blocks.size());
  trial_.resize(blocks.size());
  path_.resize(blocks.size());
  moves_.reserve(blocks.rows());
  package_.resize(blocks.issues());
  reset(forbidden);
}

void NearbySearch::reset(std::span<const std::uint8_t> forbidden) {
  assert(forbidden.empty() || forbidden.size() == blocks_->rows());
  if (forbidden.empty()) {
    std::fill(forbidden_.begin(), forbidden_.end(), std::uint8_t{0});
  } else {
    forbidden_.assign(forbidden.begin(), forbidden.end());
  }
}

std::optional<NearbyPackage> NearbySearch::best(std::span<const double> goal, const Package& text,
                                                std::size_t most_changes) {
  lay_out(goal, goal, text);
  const std::size_t most = std::min(most_changes, blocks_->issues());
  fill(trial_table_, {1, 0}, most);
  if (trial_table_.at(0, most) == kImpossible) return std::nullopt;
  walk(trial_table_, fewest_as_good(trial_table_));
  rows_.swap(trial_);
  return result(text, trial_table_.at(0, most), 0);
}

std::optional<NearbyPackage> NearbySearch::best(std::span<const double> goal, const Package& text,
                                                std::size_t most_changes,
                                                std::span<const double> worth, double at_least,
                                                const SearchEffort& effort) {
  lay_out(goal, worth, text);
  const std::size_t most = std::min(most_changes, blocks_->issues());
  fill(worth_table_, {0, 1}, most);
  if (!walk_above(at_least, most)) return std::nullopt;
  return solve(text, most, at_least, effort);
}

std::optional<NearbyPackage> NearbySearch::fewest(std::span<const double> worth, double at_least,
                                                  std::span<const double> liked,
                                                  const Package& text, const SearchEffort& effort) {
  lay_out(liked, worth, text);
  // Tables grow with the number of changes asked about, which mostly is small.
  std::size_t most = 0;
  for (std::size_t asked = std::min<std::size_t>(8, blocks_->issues());;
       asked = std::min(2 * asked, blocks_->issues())) {
    fill(worth_table_, {0, 1}, asked);
    for (; most <= asked; ++most) {
      if (walk_above(at_least, most)) return solve(text, most, at_least, effort);
    }
    if (asked == blocks_->issues()) return std::nullopt;
  }
}

/// Lists the allowed rows by block, number of changes and row.
void NearbySearch::lay_out(std::span<const double> goal, std::span<const double> worth,
                           const Package& text) {
  assert(goal.size() == blocks_->rows() && worth.size() == blocks_->rows());
  assert(text.size() == blocks_->issues());
  goals_ = goal;
  worths_ = worth;
  Slot slot = 0;
  const auto add = [&](Row row, std::uint16_t changes) {
    row_[slot] = row;
    changes_[slot] = changes;
    slot += forbidden_[row] == 0 ? 1 : 0;
  };
  const std::span<const Blocks::Single> singles = blocks_->singles();
  for (std::size_t b = 0; b < singles.size(); ++b) {
    const Row kept = singles[b].first + text[singles[b].issue];
    const Row end = singles[b].first + (*blocks_)[b].rows;
    first_slot_[first_group_[b]] = slot;
    add(kept, 0);
    first_slot_[first_group_[b] + 1] = slot;
    for (Row row = singles[b].first; row < kept; ++row) add(row, 1);
    for (Row row = kept + 1; row < end; ++row) add(row, 1);
  }
  for (std::size_t b = singles.size(); b < blocks_->size(); ++b) slot = lay_out(b, text, slot);
  first_slot_.back() = slot;

  double goal_scale = 0;
  double worth_scale = 0;
  for (std::size_t b = 0; b < blocks_->size(); ++b) {
    double largest_goal = 0;
    double largest_worth = 0;
    const Slot end = first_slot_[first_group_[b + 1]];
    for (Slot s = first_slot_[first_group_[b]]; s < end; ++s) {
      goal_[s] = goal[row_[s]];
      worth_[s] = worth[row_[s]];
      largest_goal = std::max(largest_goal, std::abs(goal_[s]));
      largest_worth = std::max(largest_worth, std::abs(worth_[s]));
    }
    goal_scale += largest_goal;
    worth_scale += largest_worth;
  }
  const double rounding = 1e-15 * static_cast<double>(blocks_->size());
  goal_rounding_ = rounding * goal_scale;
  worth_rounding_ = rounding * worth_scale;
}

/// Lists the rows of a block of several issues from `slot` on; returns the slot after them.
Slot NearbySearch::lay_out(std::size_t b, const Package& text, Slot slot) {
  const Blocks::Block& block = (*blocks_)[b];
  row_changes_[0] = 0;
  for (const Blocks::Member& member : block.members) {  // from the rows of the members before it
    for (std::size_t option = blocks_->options(member.issue); option-- > 0;) {
      const auto change = static_cast<std::uint16_t>(option == text[member.issue] ? 0 : 1);
      std::uint16_t* const to = row_changes_.data() + option * member.stride;
      for (Row i = 0; i < member.stride; ++i) {
        to[i] = static_cast<std::uint16_t>(row_changes_[i] + change);
      }
    }
  }
  const std::size_t groups = block.members.size() + 1;
  std::fill_n(cursor_.begin(), groups, Slot{0});
  for (Row i = 0; i < block.rows; ++i) {
    cursor_[row_changes_[i]] += forbidden_[block.first + i] == 0 ? 1 : 0;
  }
  for (std::size_t c = 0; c < groups; ++c) {
    first_slot_[first_group_[b] + c] = slot;
    slot += cursor_[c];
    cursor_[c] = first_slot_[first_group_[b] + c];
  }
  for (Row i = 0; i < block.rows; ++i) {
    if (forbidden_[block.first + i] != 0) continue;
    const Slot at = cursor_[row_changes_[i]]++;
    row_[at] = block.first + i;
    changes_[at] = row_changes_[i];
  }
  return slot;
}

/// Fills `table` for up to `most` changes, of the weighed sum of goal and worth.
void NearbySearch::fill(Table& table, Weights weights, std::size_t most) {
  for (std::size_t g = 0; g < best_slot_.size(); ++g) {
    double best = kImpossible;
    Slot slot = 0;
    for (Slot s = first_slot_[g]; s < first_slot_[g + 1]; ++s) {
      const double value = weights.goal * goal_[s] + weights.worth * worth_[s];
      slot = value > best ? s : slot;
      best = value > best ? value : best;
    }
    best_slot_[g] = slot;
    best_value_[g] = best;
  }
  table.width = most + 1;
  table.values.resize((blocks_->size() + 1) * table.width);
  std::fill_n(table.values.end() - static_cast<std::ptrdiff_t>(table.width), table.width, 0.0);
  for (std::size_t b = blocks_->size(); b-- > 0;) {
    const double* const values = best_value_.data() + first_group_[b];
    const std::size_t groups = first_group_[b + 1] - first_group_[b];
    double* const to = table.values.data() + b * table.width;
    const double* const later = to + table.width;
    for (std::size_t k = 0; k <= most; ++k) to[k] = values[0] + later[k];
    for (std::size_t c = 1; c < groups; ++c) {
      for (std::size_t k = c; k <= most; ++k) {
        const double value = values[c] + later[k - c];
        to[k] = value > to[k] ? value : to[k];
      }
    }
  }
}

std::size_t NearbySearch::fewest_as_good(const Table& table) const {
  const double enough = table.at(0, table.width - 1) - goal_rounding_;
  std::size_t changes = 0;
  while (table.at(0, changes) < enough) ++changes;
  return changes;
}

/// Sets `trial_` to the package that the table filled last is about, of at most `most` changes.
Point NearbySearch::walk(const Table& table, std::size_t most) {
  Point point;
  for (std::size_t b = 0; b < blocks_->size(); ++b) {
    const std::uint32_t group = first_group_[b];
    const std::size_t groups = std::min<std::size_t>(first_group_[b + 1] - group, most + 1);
    std::size_t changes = groups;
    for (std::size_t c = 0; c < groups; ++c) {
      if (best_value_[group + c] + table.at(b + 1, most - c) != table.at(b, most)) continue;
      if (changes == groups || row_[best_slot_[group + c]] < row_[best_slot_[group + changes]]) {
        changes = c;
      }
    }
    const Slot slot = best_slot_[group + changes];
    trial_[b] = row_[slot];
    point.goal += goal_[slot];
    point.worth += worth_[slot];
    most -= changes;
  }
  return point;
}

/// Whether the package of greatest worth within `most` changes, to which `rows_` is set, is worth
/// at least that. The worth table must be the one filled last.
bool NearbySearch::walk_above(double at_least, std::size_t most) {
  const double worth = worth_table_.at(0, most);
  if (!reaches(worth + worth_rounding_, at_least) || worth == kImpossible) return false;
  walk(worth_table_, most);
  if (!reaches(sum(worths_, trial_), at_least)) return false;
  rows_.swap(trial_);
  return true;
}

/// Sums `values` over `rows`, to the last bit as UtilityView::worth does.
double NearbySearch::sum(std::span<const double> values, std::span<const Row> rows) const {
  const std::size_t singles = blocks_->singles().size();
  double even = 0;
  double odd = 0;
  for (std::size_t b = 0; b < rows.size(); ++b) {
    (b < singles && b % 2 == 0 ? even : odd) += values[rows[b]];
  }
  return even + odd;
}

NearbyPackage NearbySearch::result(const Package& text, double bound, std::uint32_t nodes) {
  const std::span<const Blocks::Single> singles = blocks_->singles();
  for (std::size_t b = 0; b < singles.size(); ++b) {  // spares the divisions
    package_[singles[b].issue] = static_cast<Option>(rows_[b] - singles[b].first);
  }
  for (std::size_t b = singles.size(); b < rows_.size(); ++b) {
    blocks_->choose((*blocks_)[b], rows_[b], package_);
  }
  NearbyPackage found{.rows = rows_,
                      .goal = sum(goals_, rows_),
                      .worth = sum(worths_, rows_),
                      .bound = bound + goal_rounding_,
                      .nodes = nodes};
  for (std::size_t i = 0; i < text.size(); ++i) found.changes += package_[i] != text[i] ? 1 : 0;
  return found;
}

}  // namespace entente

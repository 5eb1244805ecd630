// SPDX-License-Identifier: Apache-2.0
/// Panels: the allowed rows of all blocks, laid out so that a sweep over them runs in lanes.
///
/// Lagrangian search asks again and again for the best row of every block at a price of worth in
/// goal: argmax of goal + price x worth. A panel puts four blocks of like size side by side, one
/// per lane, so that the compiler makes vector instructions of the four comparisons; a block of
/// many rows takes all four lanes of a panel to itself. Lanes are added up in a fixed order, and
/// rows stand by falling worth, so equals go to the row worth more: the same with every compiler.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/blocks.hpp"

namespace entente {

/// A place in a panel; it holds a row.
using Slot = std::uint32_t;

/// What a package comes to.
struct Point {
  double goal = 0;
  double worth = 0;
};

class Panels {
 public:
  /// Lays out the rows that are not forbidden (empty: all). False when a block has none left.
  bool lay_out(const Blocks& blocks, std::span<const double> worth,
               std::span<const std::uint8_t> forbidden);

  /// Takes the goals of all rows; the span must outlive the search.
  void load(std::span<const double> goal);

  /// The package of greatest goal + price x worth.
  [[nodiscard]] Point best(double price) const;
  /// Its rows. `rows` has one place more than there are blocks, for lanes without one.
  void best_rows(double price, std::span<Row> rows) const;
  /// Its row of a block.
  [[nodiscard]] Slot best_slot(std::uint32_t block, double price) const;

  /// Prices every slot against the best package: `gains` is the worth it would add, `costs` what
  /// it would lose in goal beyond the price of that gain (0 up to `noise`, never negative; kNever
  /// where the row is no better in either way). Returns the least cost + price x remaining slack of
  /// a package one row away whose slack remains at least `least_slack`, or kNever.
  double reduce(double price, double slack, double least_slack, double noise);

  /// Leaves a block only one row; `release` gives the others back.
  void fix(std::uint32_t block, Slot kept);
  void release(std::uint32_t block);

  [[nodiscard]] std::size_t size() const { return row_.size(); }
  [[nodiscard]] Row row(Slot slot) const { return row_[slot]; }
  [[nodiscard]] std::uint32_t block(Slot slot) const { return block_[slot]; }
  [[nodiscard]] Slot top(std::uint32_t block) const { return slots_[block].first; }
  [[nodiscard]] double cost(Slot slot) const { return cost_[slot]; }
  [[nodiscard]] double gain(Slot slot) const { return gain_[slot]; }
  /// The greatest magnitude among the goals of allowed rows.
  [[nodiscard]] double largest_goal() const { return largest_goal_; }

  /// The cost of what cannot be, and minus the goal of it: finite, so that sums stay numbers.
  static constexpr double kNever = 1e300;

 private:
  struct Panel {
    Slot first;
    Slot height;
    bool wide;
  };
  struct Slots {  ///< of a block, by falling worth
    Slot first, stride, count;
  };

  void add_slot(Row row, std::size_t block, double worth);
  void add_panel(std::span<const std::uint32_t> blocks, std::span<const double> worth);

  std::vector<Row> allowed_;         ///< by block, then by falling worth
  std::vector<std::uint32_t> from_;  ///< where a block's part of it begins
  std::vector<Panel> panels_;
  std::vector<Slots> slots_;  ///< per block
  std::vector<Row> row_;
  std::vector<std::uint32_t> block_;  ///< the number of blocks where a lane has none
  std::vector<double> worth_, goal_, cost_, gain_;
  std::vector<Slot> losing_, unused_;  ///< slots that only fill: of a block, of no block
  std::span<const double> goals_;
  double largest_goal_ = 0;
};

}  // namespace entente

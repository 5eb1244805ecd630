// SPDX-License-Identifier: Apache-2.0
/// Swaps: depth-first search for the few rows in which a better package departs from the best one
/// at a price. See best_package.cpp for the method.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/search/panels.hpp"

namespace entente {

/// Where a search for swaps starts from, and what it has found.
struct SwapSearch {
  double price;      ///< of a unit of worth, in goal
  double slack;      ///< the worth of the best package at the price, above the floor
  double below;      ///< only packages that cost less than this are wanted
  double tolerance;  ///< by how much the next one found must cost less than the last
  double noise;      ///< a row that costs no more than this costs nothing
  double doubt;      ///< a slack less than this is confirmed by summing block after block
  double floor;      ///< ... and comparing with this
  std::uint32_t most_nodes;
  std::uint32_t nodes = 0;  ///< packages visited
  bool complete = true;     ///< false: ended by most_nodes; there may be more to find
  bool found = false;       ///< `found()` costs `below + tolerance`
};

class Swaps {
 public:
  /// Makes room for searches among the rows of `panels`, of so many blocks.
  void reset(const Panels& panels, std::size_t blocks);

  /// Searches. `worth`: of all rows.
  void run(Panels& panels, std::span<const double> worth, SwapSearch& search);

  /// The slots to swap in for the best package found.
  [[nodiscard]] std::span<const Slot> found() const { return found_; }
  /// Appends the rows of the block that the price leaves most in doubt: the best one, the others
  /// by rising cost; returns the block. Only after an incomplete search.
  std::uint32_t open_rows(const Panels& panels, double price, std::vector<Slot>& slots) const;

 private:
  struct Swap {
    double cost;
    double gain;
    // Of this swap and all later ones: the worth they may add at most and at least, and what a
    // unit of worth costs to add or saves when given away, at best.
    double most, least;
    double up_rate, down_rate;
    Slot slot;
    std::uint32_t block;
  };
  struct Taken {  ///< of a block; no slot: the best row at the price
    double cost = 0, gain = 0;
    std::optional<Slot> slot;
  };
  struct Step {
    std::size_t swap;
    double slack, cost;
  };

  void take_single(const Panels& panels, double least, SwapSearch& search);
  void take_pair(const Panels& panels, SwapSearch& search);
  void descend(const Panels& panels, SwapSearch& search);
  [[nodiscard]] std::optional<Slot> cheapest_gain(const Panels& panels) const;
  [[nodiscard]] std::optional<Slot> best_step(const Panels& panels, const SwapSearch& search,
                                              double slack) const;
  void list(const Panels& panels, const SwapSearch& search);
  void explore(const Panels& panels, std::span<const double> worth, SwapSearch& search);
  [[nodiscard]] bool promising(std::size_t swap, double slack, double cost,
                               const SwapSearch& search) const;
  bool reaches(const Panels& panels, std::span<const double> worth, const SwapSearch& search,
               std::size_t depth);
  void unwind(std::size_t depth);

  std::size_t near_count_ = 0;
  std::vector<Slot> near_, by_gain_;  ///< slots that cost little enough
  std::vector<Swap> swaps_;
  std::vector<double> reach_;
  std::vector<std::uint8_t> swapped_;
  std::vector<Step> path_;
  std::vector<Slot> found_;
  std::vector<Taken> taken_;  ///< by block: of the descent
  std::vector<Row> trial_;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The best package under a linear goal and a floor: what a strategy asks at every offer.
///
/// Of all packages worth at least `at_least` to the searching party, none of them forbidden to it,
/// the one with the greatest goal (say, what the others are thought to like). See the .cpp for the
/// method and its proof.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/blocks.hpp"
#include "engine/search/panels.hpp"
#include "engine/search/swaps.hpp"

namespace entente {

/// How far a search goes before it is content.
struct SearchEffort {
  double tolerance = 1e-3;          ///< ends once no package can beat the found one by more; >= 0
  std::uint32_t most_nodes = 4096;  ///< ends there at the latest, with a wider but valid bound
};

/// A package found by a search.
struct BestPackage {
  std::span<const Row> rows;  ///< one per block, in order; valid until the search is used again
  double goal = 0;            ///< sum of the rows' goals, block after block
  double worth = 0;           ///< sum of the rows' worths, block after block
  double bound = 0;           ///< proven: no package allowed has a goal above this
  std::uint32_t nodes = 0;    ///< packages visited by branch and bound (a split counts for 64)
};

/// Searches for one party: holds its worth and its forbidden rows, and memory for the search, so
/// that `best` allocates nothing. The answer depends on the arguments alone, not on earlier calls.
/// Not for two threads at once.
class PackageSearch {
 public:
  /// A package reaches a floor when its worth, summed block after block, is at most this much
  /// below: sums that are equal on paper differ in the last digits.
  static constexpr double kRounding = 1e-12;

  /// `worth`: finite, one per row of `blocks`, which must outlive the search. `forbidden`: empty,
  /// or one per row and not zero where no package may use it (a red line).
  PackageSearch(const Blocks& blocks, std::span<const double> worth,
                std::span<const std::uint8_t> forbidden = {});

  /// Begins anew with another worth and other red lines, in the memory at hand.
  void reset(std::span<const double> worth, std::span<const std::uint8_t> forbidden = {});

  /// The package of greatest worth (its goal is its worth); none when every row of some block is
  /// forbidden. Ties: the lowest row of each block.
  [[nodiscard]] std::optional<BestPackage> greatest() const;

  /// The package of greatest goal among those worth at least `at_least`; `goal`: finite, one per
  /// row. None exactly when the package of greatest worth falls short, or does not exist. With
  /// tolerance 0 exact up to rounding: 1e-12 of the greatest magnitude a sum of goals could have
  /// (more only where a unit of worth costs more than 1,000 of goal). Ties: the rows worth more
  /// where the price settles it, else the first package met; the same with every compiler.
  [[nodiscard]] std::optional<BestPackage> best(std::span<const double> goal, double at_least,
                                                const SearchEffort& effort = {});

  /// The package of least worth among those worth at least `at_least`: the goal is minus the worth.
  [[nodiscard]] std::optional<BestPackage> nearest(double at_least,
                                                   const SearchEffort& effort = {});

  /// Writes the options that `rows` (one per block) stand for.
  void write(std::span<const Row> rows, Package& package) const;

 private:
  struct Aim;
  struct Dual;

  double solve(Aim& aim, Point top, std::size_t depth);
  void split(Aim& aim, const Dual& dual, Point top, std::size_t depth);
  [[nodiscard]] Dual find_price(const Aim& aim, Point top) const;
  [[nodiscard]] BestPackage result() const;

  const Blocks* blocks_;
  std::vector<double> worth_, minus_worth_;
  Panels panels_;
  std::vector<Row> top_;             ///< per block: its row of greatest worth
  std::optional<double> top_worth_;  ///< none: some block has no allowed row
  double worth_scale_ = 0;           ///< no sum of worths is greater in magnitude
  double worth_rounding_ = 0;        ///< bounds the rounding of such a sum
  // Of the search under way.
  std::span<const double> goal_;
  double goal_rounding_ = 0;  ///< sums of goals closer than this count as equal
  Swaps swaps_;
  std::vector<Slot> open_;  ///< rows still to be fixed, of the splits under way
  std::vector<Row> rows_;   ///< the best package so far, and a place for lanes without a block
};

}  // namespace entente

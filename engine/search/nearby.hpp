// SPDX-License-Identifier: Apache-2.0
/// Packages within a number of changes of a given text: what amends a draft.
///
/// A change is an issue on which a package differs from the text. Blocks may hold several issues,
/// so a row of a block stands for none to several changes. See
/// nearby.cpp and nearby_above.cpp for the methods.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/blocks.hpp"
#include "engine/search/best_package.hpp"
#include "engine/search/panels.hpp"

namespace entente {

/// A package found near a text.
struct NearbyPackage {
  std::span<const Row> rows;  ///< one per block, in order; valid until the search is used again
  std::size_t changes = 0;    ///< issues on which it differs from the text
  double goal = 0;            ///< summed as UtilityView::worth sums
  double worth = 0;           ///< likewise; where no worth was given, the goal
  double bound = 0;           ///< proven: no package that was allowed has a goal above this
  std::uint32_t nodes = 0;    ///< rows looked at by branch and bound
};

/// Searches near texts; holds the forbidden rows, and memory for the search, so that later calls
/// allocate nothing. Answers depend on the arguments alone, not on earlier calls; a row forbidden
/// to the search is in no answer, be it in the text or not. Not for two threads at once.
///
/// Arguments: `goal`, `worth`, `liked` are finite, one number per row, and add up to what a package
/// is worth; `text` has an option for every issue. A worth reaches a floor as `reaches` has it.
class NearbySearch {
 public:
  /// `blocks` must outlive the search. `forbidden`: empty, or one per row and not zero where no
  /// package may use it (a red line).
  explicit NearbySearch(const Blocks& blocks, std::span<const std::uint8_t> forbidden = {});

  /// Begins anew with other red lines, in the memory at hand.
  void reset(std::span<const std::uint8_t> forbidden = {});

  /// The package of greatest goal with at most `most_changes` changes, exact up to the rounding of
  /// sums. None when the text cannot be freed of forbidden rows by so many. Ties: the fewest
  /// changes, then the lowest row in the first block, in the second, and so on.
  [[nodiscard]] std::optional<NearbyPackage> best(std::span<const double> goal, const Package& text,
                                                  std::size_t most_changes);

  /// The same among packages worth at least `at_least`; none exactly when the package of greatest
  /// worth within so many changes falls short. The goal is proven to be within the tolerance unless
  /// `effort.most_nodes` rows did not suffice, and never above `bound`. Ties: the first met.
  [[nodiscard]] std::optional<NearbyPackage> best(std::span<const double> goal, const Package& text,
                                                  std::size_t most_changes,
                                                  std::span<const double> worth, double at_least,
                                                  const SearchEffort& effort = {});

  /// The package of the fewest changes that is worth at least `at_least`; among those, the one of
  /// greatest `liked` (its goal), as good as above. The number of changes is exact. None when no
  /// package is worth so much.
  [[nodiscard]] std::optional<NearbyPackage> fewest(std::span<const double> worth, double at_least,
                                                    std::span<const double> liked,
                                                    const Package& text,
                                                    const SearchEffort& effort = {});

  /// The options of the package found last; valid until the search is used again.
  [[nodiscard]] const Package& package() const { return package_; }

 private:
  /// For every block and number of changes: the most that this block and the later ones can add up
  /// to with so many changes at most; minus infinity where they cannot shed their forbidden rows.
  struct Table {
    std::vector<double> values;
    std::size_t width = 0;
    [[nodiscard]] double at(std::size_t block, std::size_t changes) const {
      return values[block * width + changes];
    }
  };
  struct Weights {
    double goal, worth;
  };
  /// A block whose rows are tried, and what the blocks before it come to.
  struct Step {
    Slot next;
    std::size_t left;  ///< changes
    double goal;
    double worth;
  };
  /// Another row for a block: what it adds to the package at hand.
  struct Move {
    double goal = 0;
    double worth = 0;
    int changes = 0;
    Slot slot;
    std::uint32_t block;
  };
  struct Aim;

  void lay_out(std::span<const double> goal, std::span<const double> worth, const Package& text);
  Slot lay_out(std::size_t block, const Package& text, Slot slot);
  void fill(Table& table, Weights weights, std::size_t most);
  [[nodiscard]] std::size_t fewest_as_good(const Table& table) const;
  Point walk(const Table& table, std::size_t most);
  bool walk_above(double at_least, std::size_t most);
  NearbyPackage solve(const Package& text, std::size_t most, double at_least,
                      const SearchEffort& effort);
  void find_price(Aim& aim, Point below, Point above, std::size_t most);
  void exchange(Aim& aim, std::size_t most);
  void measure(std::size_t move, Slot from);
  bool close_gap(Aim& aim, std::size_t most);
  bool explore(Aim& aim, std::size_t most, double wanted, double tolerance);
  [[nodiscard]] double sum(std::span<const double> values, std::span<const Row> rows) const;
  NearbyPackage result(const Package& text, double bound, std::uint32_t nodes);

  const Blocks* blocks_;
  std::vector<std::uint8_t> forbidden_;  ///< per row
  // The allowed rows, by block, number of changes (together: a group), row.
  std::vector<std::uint32_t> first_group_;  ///< per block, and an end
  std::vector<Slot> first_slot_;            ///< per group, and an end
  std::vector<Row> row_;                    ///< per slot
  std::vector<std::uint16_t> changes_;      ///< per slot
  std::vector<double> goal_, worth_;        ///< per slot
  std::vector<std::uint16_t> row_changes_;  ///< per row of the block at hand
  std::vector<Slot> cursor_;                ///< per group of the block at hand
  std::span<const double> goals_, worths_;  ///< per row
  double goal_rounding_ = 0;                ///< sums of goals closer than this count as equal
  double worth_rounding_ = 0;               ///< bounds the rounding of a sum of worths
  // Of the table filled last: per group, the best slot and what it adds.
  std::vector<Slot> best_slot_;
  std::vector<double> best_value_;
  Table worth_table_, dual_table_, trial_table_;
  std::vector<Row> rows_, trial_;  ///< the best package so far, and the one at hand
  std::vector<Move> moves_;
  std::vector<Step> path_;
  Package package_;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Packages one by one in order of falling worth, at any size of the space.
///
/// For strategies that go down their own order of packages step by step (MiCRO: de Jonge 2022). The
/// space is neither listed nor sorted; see the .cpp for the method and its proof.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/blocks.hpp"

namespace entente {

/// A package as it comes in the order.
struct RankedPackage {
  std::span<const Row> rows;  ///< one per block, in order; valid until the ranking is used again
  double worth = 0;           ///< to the last bit what UtilityView::worth says of the package
};

/// Lists every allowed package once, none worth more than an earlier one by more than rounding:
/// 1e-15 of the number of blocks times the greatest magnitude a sum of worths could have. A listing
/// takes time logarithmic in the number of packages listed so far, and at most 100 bytes of memory.
/// Equals come in an order that depends on the arguments alone: within a block the lower row first,
/// between blocks see the .cpp. Not for two threads at once.
class PackageRanking {
 public:
  /// `worth`: finite, one per row of `blocks`, which must outlive the ranking. `forbidden`: empty,
  /// or one per row and not zero where no package may use it (a red line).
  PackageRanking(const Blocks& blocks, std::span<const double> worth,
                 std::span<const std::uint8_t> forbidden = {});

  /// Begins anew with another worth and other red lines, in the memory at hand.
  void reset(std::span<const double> worth, std::span<const std::uint8_t> forbidden = {});

  /// The next package; none when all have been listed.
  std::optional<RankedPackage> next();

  /// The options of the package listed last; valid until the ranking is used again.
  [[nodiscard]] const Package& package() const { return package_; }

 private:
  /// A position in the list of all places.
  using Position = std::uint32_t;

  /// A row of a block that has several, in the block's order of falling worth.
  struct Place {
    double loss;         ///< against the best row of the block; at least 0
    Row row;             ///< none left in the block: see kNoRow
    std::uint32_t list;  ///< the list of places it belongs to, one per block
  };
  /// A package: the best one but for some lists, of which this is the last.
  struct Change {
    double loss;           ///< of the whole package against the best one
    std::uint32_t before;  ///< the package without this change, among `kept_`
    Position place;        ///< what the last changed list stands at
  };

  void lay_out(std::span<const std::uint8_t> forbidden);
  void push(double loss, std::uint32_t before, Position place);
  void push_successors(const Change& change);
  void take(std::uint32_t block, Row row);
  RankedPackage show(const Change& change);

  const Blocks* blocks_;
  std::vector<double> worth_;
  bool exhausted_ = true;
  std::vector<Place> places_;            ///< by list; a list ends with a place without a row
  std::vector<Position> second_;         ///< per list: its second place
  std::vector<std::uint32_t> block_of_;  ///< per list
  std::vector<Row> top_;                 ///< per block: its best row
  std::vector<Change> waiting_;          ///< a heap
  std::vector<Change> kept_;             ///< packages that others build on; the best one first
  // The package listed last.
  std::vector<Row> rows_;
  std::vector<std::uint32_t> changed_;  ///< the blocks where it departs from the best one
  Package package_;
};

}  // namespace entente

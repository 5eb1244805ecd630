// SPDX-License-Identifier: Apache-2.0
/// The frontier between two utilities when they may also agree on a lottery between packages.
///
/// It is concave, and it is never below what packages alone can do: a quick and close picture of
/// who can have how much of what. See the .cpp for the method.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/blocks.hpp"

namespace entente {

class FrontierHull {
 public:
  /// A package, or a lottery of two.
  struct Point {
    double own;
    double others;
  };

  /// `own`: finite, one per row of `blocks`, which must outlive the hull. `forbidden`: empty, or
  /// one per row and not zero where no package may use it.
  FrontierHull(const Blocks& blocks, std::span<const double> own,
               std::span<const std::uint8_t> forbidden = {});

  /// Begins anew with another own utility and other forbidden rows, in the memory at hand.
  void reset(std::span<const double> own, std::span<const std::uint8_t> forbidden = {});

  /// Draws the frontier against the others' utility, one per row. False if there is no package.
  bool draw(std::span<const double> others);

  // Of the frontier drawn last; only if there is one.

  /// Its corners, by strictly falling own and strictly rising others' utility.
  [[nodiscard]] std::span<const Point> corners() const { return corners_; }
  /// The most the others can have where the own utility is at least `own`; `own` at most
  /// corners().front().own, or a little more by rounding.
  [[nodiscard]] double others_at(double own) const;
  /// The Nash solution from a point of no agreement: the greatest (own - no_agreement.own) x
  /// (others - no_agreement.others) where neither factor is negative. Without such a point: the
  /// first corner.
  [[nodiscard]] Point nash(const Point& no_agreement) const;

 private:
  struct Edge {
    double gain;  ///< of the others per unit of own loss
    Point step;   ///< own < 0, others > 0
    std::uint32_t block;
    std::uint32_t position;  ///< in its block
  };

  const Blocks* blocks_;
  std::vector<double> own_;
  std::vector<Row> rows_;          ///< allowed, by block, then by falling own utility
  std::vector<std::size_t> from_;  ///< where a block's part of it begins; one more for the end
  std::vector<Point> chain_;       ///< of a block; scratch
  std::vector<Edge> edges_;        ///< of all blocks; scratch
  std::vector<Point> corners_;
};

}  // namespace entente

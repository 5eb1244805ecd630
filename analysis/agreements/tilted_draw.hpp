// SPDX-License-Identifier: Apache-2.0
/// Drawing packages of a zone from a tilted distribution.
#pragma once

#include <vector>

#include "analysis/agreements/combinations.hpp"
#include "analysis/agreements/space.hpp"
#include "analysis/agreements/tilt.hpp"
#include "engine/base/random.hpp"

namespace entente {

/// Draws packages of the zone by the tilted distribution: blocks independently, pick r with a
/// chance proportional to exp(prices . worth(r)). A few blocks, the last ones, are not drawn: all
/// their combinations are tried.
class TiltedDraw {
 public:
  /// All must outlive it.
  TiltedDraw(const Space& space, const Demands& demands, const Tilt& tilt);

  /// Draws the picks of all blocks but the last ones, and returns the mean over these of the
  /// weights exp(-prices . (worths - floors)) of packages in the zone: from 0 to 1, and 0 only if
  /// no package of the zone has these picks.
  [[nodiscard]] double draw(Stream& stream, std::vector<Pick>& picks);

  /// Completes the picks of the last draw, whose weight was above 0, by one of the combinations
  /// that lead into the zone, all with the same chance.
  void complete(Stream& stream, std::vector<Pick>& picks) const;

 private:
  void prepare(std::size_t block);

  const Space& space_;
  const Demands& demands_;
  const Tilt& tilt_;
  std::vector<std::size_t> drawn_;  ///< blocks
  std::vector<double> keep_;        ///< by pick: the chance that it stands for itself
  std::vector<Pick> instead_;       ///< by pick: what it stands for otherwise
  Combinations last_;
  double log_last_;  ///< their part of log K
  // Of the draw under way:
  std::vector<double> missing_;  ///< by member: what the last blocks must add
  std::size_t fitting_ = 0;      ///< combinations that do
};

}  // namespace entente

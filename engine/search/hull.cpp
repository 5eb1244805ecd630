// SPDX-License-Identifier: Apache-2.0
/// The upper right hull of all packages in two utilities, block by block.
///
/// Packages choose one row per block, and utilities add up over blocks, so the set of all packages'
/// utilities is the sum of the blocks' sets, and the convex hull of a sum is the sum of the convex
/// hulls (Minkowski). So:
/// 1. each block's frontier from its best own row to its best row for the others is found by a
///    monotone chain (Andrew 1979, Information Processing Letters 9) over the rows by falling own
///    utility;
/// 2. the edges of all blocks, by falling gain of the others per unit of own loss, laid end to end
///    from the sum of the best own rows, are the frontier of the sum.
/// Time: linear in the rows and n log n in the edges, of which there are fewer than rows. Every
/// corner is a package (each block stands at a corner of its own); between two of them lie
/// lotteries. Packages reach the frontier up to the largest edge, so with many issues the picture
/// is close; with one issue whose options lie on a line it is exact but for the distance between
/// options.
///
/// The Nash solution (Nash 1950, who has lotteries too) is unique: the logarithm of the product is
/// concave along the frontier. On an edge the product is a quadratic in the share travelled.
#include "engine/search/hull.hpp"

#include <algorithm>
#include <cassert>

namespace entente {

FrontierHull::FrontierHull(const Blocks& blocks, std::span<const double> own,
                           std::span<const std::uint8_t> forbidden)
    : blocks_(&blocks) {
  reset(own, forbidden);
}

void FrontierHull::reset(std::span<const double> own, std::span<const std::uint8_t> forbidden) {
  assert(own.size() == blocks_->rows());
  assert(forbidden.empty() || forbidden.size() == blocks_->rows());
  own_.assign(own.begin(), own.end());
  rows_.clear();
  from_.clear();
  for (const Blocks::Block& block : *blocks_) {
    from_.push_back(rows_.size());
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      if (forbidden.empty() || forbidden[row] == 0) rows_.push_back(row);
    }
    std::sort(rows_.begin() + static_cast<std::ptrdiff_t>(from_.back()), rows_.end(),
              [own](Row a, Row b) { return own[a] > own[b] || (own[a] == own[b] && a < b); });
  }
  from_.push_back(rows_.size());
}

bool FrontierHull::draw(std::span<const double> others) {
  assert(others.size() == blocks_->rows());
  corners_.clear();
  edges_.clear();
  Point corner{0, 0};
  for (std::uint32_t b = 0; b < blocks_->size(); ++b) {
    if (from_[b] == from_[b + 1]) return false;
    chain_.clear();
    for (std::size_t i = from_[b]; i < from_[b + 1]; ++i) {
      const Point point{own_[rows_[i]], others[rows_[i]]};
      if (!chain_.empty() && point.others <= chain_.back().others) continue;
      if (!chain_.empty() && point.own == chain_.back().own) chain_.pop_back();
      // Drops corners below the line from the one before them to the new point.
      while (chain_.size() > 1) {
        const Point& before = chain_[chain_.size() - 2];
        const Point& last = chain_.back();
        if ((last.others - before.others) * (last.own - point.own) >
            (point.others - last.others) * (before.own - last.own)) {
          break;
        }
        chain_.pop_back();
      }
      chain_.push_back(point);
    }
    corner.own += chain_.front().own;
    corner.others += chain_.front().others;
    for (std::uint32_t i = 1; i < chain_.size(); ++i) {
      const Point step{chain_[i].own - chain_[i - 1].own, chain_[i].others - chain_[i - 1].others};
      edges_.push_back({step.others / -step.own, step, b, i});
    }
  }
  std::sort(edges_.begin(), edges_.end(), [](const Edge& x, const Edge& y) {
    if (x.gain != y.gain) return x.gain > y.gain;
    return x.block < y.block || (x.block == y.block && x.position < y.position);
  });
  corners_.push_back(corner);
  for (const Edge& edge : edges_) {
    corner.own += edge.step.own;
    corner.others += edge.step.others;
    corners_.push_back(corner);
  }
  return true;
}

double FrontierHull::others_at(double own) const {
  // The first corner with less than that.
  const auto after = std::partition_point(corners_.begin(), corners_.end(),
                                          [own](const Point& corner) { return corner.own >= own; });
  if (after == corners_.begin()) return after->others;
  const Point& before = *(after - 1);
  if (after == corners_.end()) return before.others;
  const double share = (before.own - own) / (before.own - after->own);
  return before.others + share * (after->others - before.others);
}

FrontierHull::Point FrontierHull::nash(const Point& no_agreement) const {
  Point best = corners_.front();
  double greatest = -1;
  const auto consider = [&](const Point& point) {
    const double own = point.own - no_agreement.own;
    const double others = point.others - no_agreement.others;
    if (own < 0 || others < 0 || own * others <= greatest) return;
    greatest = own * others;
    best = point;
  };
  for (std::size_t i = 0; i < corners_.size(); ++i) {
    consider(corners_[i]);
    if (i + 1 == corners_.size()) break;
    // (own + share step.own) (others + share step.others) is greatest where its slope is 0.
    const Point step{corners_[i + 1].own - corners_[i].own,
                     corners_[i + 1].others - corners_[i].others};
    const double share = -((corners_[i].others - no_agreement.others) / step.others +
                           (corners_[i].own - no_agreement.own) / step.own) /
                         2;
    if (!(share > 0 && share < 1)) continue;
    consider({corners_[i].own + share * step.own, corners_[i].others + share * step.others});
  }
  return best;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The Nash product: of everybody's gain over no agreement, as a party estimates it, and packages
/// that improve it row by row.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/strategies/strategy.hpp"

namespace entente {

class NashProduct {
 public:
  /// Another party at the table.
  struct Side {
    double no_agreement;
    std::vector<double> rows;  ///< by row: its estimated utility
    [[nodiscard]] bool operator==(const Side&) const = default;
  };

  [[nodiscard]] const std::vector<Side>& sides() const { return sides_; }

  /// Takes up the estimates of those others for whom `counts(party)` holds.
  template <class Counts>
  void estimate(const Situation& situation, Counts counts) {
    std::size_t s = 0;
    for (const Acquaintance& other : situation.others) {
      if (!counts(other.party)) continue;
      if (s == sides_.size()) sides_.emplace_back();
      Side& side = sides_[s++];
      side.no_agreement = other.no_agreement;
      side.rows.assign(situation.own.rows.size(), 0.0);
      other.wants->add_estimate(1.0, side.rows);
    }
    sides_.resize(s);
  }

  [[nodiscard]] static double gain(const Situation& situation, const Package& package) {
    return situation.own.worth(package) - situation.no_agreement;
  }
  [[nodiscard]] static double gain(const Situation& situation, const Side& side,
                                   const Package& package) {
    return UtilityView{situation.own.blocks, side.rows, {}}.worth(package) - side.no_agreement;
  }
  /// A loss makes it 0.
  [[nodiscard]] double of(const Situation& situation, const Package& package) const {
    double product = std::max(0.0, gain(situation, package));
    for (const Side& side : sides_) product *= std::max(0.0, gain(situation, side, package));
    return product;
  }

  /// Changes rows one by one, by which the product rises most, until it exceeds `enough`; false if
  /// it stops short of that.
  bool climb(const Situation& situation, double enough, Package& package) {
    while (true) {
      double most = of(situation, package);
      if (most > enough) return true;
      const bool changed = change_best(situation, package, [&](double, double product) {
        if (product <= most + kRounding) return false;
        most = product;
        return true;
      });
      if (!changed) return false;
    }
  }

  /// Changes rows in the party's own favour, the most rewarding first, as long as the product
  /// exceeds `enough`.
  void take_back(const Situation& situation, double enough, Package& package) {
    bool changed = true;
    while (changed) {
      double most = kRounding;
      changed = change_best(situation, package, [&](double more, double product) {
        if (more <= most || product <= enough) return false;
        most = more;
        return true;
      });
    }
  }

 private:
  /// Changes the last row that is `better(what it is worth more to the party, product)`; false if
  /// none is.
  template <class Better>
  bool change_best(const Situation& situation, Package& package, Better better) {
    gains_.clear();
    for (const Side& side : sides_) gains_.push_back(gain(situation, side, package));
    const double own_gain = gain(situation, package);
    const Blocks& blocks = *situation.own.blocks;
    const std::span<const double> own = situation.own.rows;
    const Blocks::Block* changed = nullptr;
    Row to = 0;
    for (const Blocks::Block& block : blocks) {
      const Row at = blocks.row(block, package);
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        if (!situation.barred.empty() && situation.barred[row] != 0) continue;
        const double more = own[row] - own[at];
        double product = std::max(0.0, own_gain + more);
        for (std::size_t s = 0; s < sides_.size(); ++s) {
          const std::vector<double>& rows = sides_[s].rows;
          product *= std::max(0.0, gains_[s] + rows[row] - rows[at]);
        }
        if (!better(more, product)) continue;
        changed = &block;
        to = row;
      }
    }
    if (changed != nullptr) blocks.choose(*changed, to, package);
    return changed != nullptr;
  }

  std::vector<Side> sides_;    ///< by PartyId
  std::vector<double> gains_;  ///< by side
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Division: what sets two other parties against each other.
///
/// Crawford, "Preventing enemy coalitions: how wedge strategies shape power politics",
/// International Security 35 (2011): a coalition is split by selective accommodation. One of its
/// members is given what it wants, at the expense of the other, so that the two no longer want the
/// same. With e_a and e_b what the party thinks that the two want, a text x divides them by
///     d(x) = e_a(x) - e_b(x).
///
/// Departure. Models that cannot tell the two apart (none, or one that has learnt nothing) make d
/// the same for all texts; so that bids then still concede, a hundredth of what all others are
/// thought to like is added. It decides where texts divide (nearly) equally.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "engine/strategies/strategy.hpp"

namespace entente {

class Division {
 public:
  /// `divides`: the party to accommodate and the one at whose expense; empty: nobody is divided.
  explicit Division(std::span<const std::size_t> divides)
      : divides_(divides.begin(), divides.end()) {}

  [[nodiscard]] bool intended() const { return !divides_.empty(); }

  /// By row: d and a hundredth of what the others like. A party named that is not among the others
  /// (the party itself) counts for nothing, and so does a third one.
  [[nodiscard]] std::span<const double> goal(const Situation& situation) {
    constexpr double kOfAll = 0.01;
    goal_.resize(situation.liked.size());
    std::transform(situation.liked.begin(), situation.liked.end(), goal_.begin(),
                   [](double liked) { return kOfAll * liked; });
    for (const Acquaintance& other : situation.others) {
      for (std::size_t i = 0; i < std::min<std::size_t>(2, divides_.size()); ++i) {
        if (other.party == divides_[i]) other.wants->add_estimate(i == 0 ? 1.0 : -1.0, goal_);
      }
    }
    return goal_;
  }

 private:
  std::vector<std::size_t> divides_;
  std::vector<double> goal_;  ///< by row
};

}  // namespace entente

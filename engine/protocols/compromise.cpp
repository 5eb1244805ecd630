// SPDX-License-Identifier: Apache-2.0
/// How the search for a compromise works.
///
/// For claims with estimated utilities u_p, demands d_p and weights b_p it maximises
///     V(x) = sum_p b_p phi(u_p(x) - d_p),    phi(g) = g for g >= 0, 10 g for g < 0,
/// over the packages allowed. As phi(g) is the least of s g over s in [1, 10],
///     V(x) <= D(s) = max_y sum_p b_p s_p (u_p(y) - d_p)    for any stresses s_p in [1, 10],
/// and the y on the right is exact and quick to find: the goal sum_p b_p s_p u_p is additive over
/// blocks, so it is every block's best row, or NearbySearch's answer where changes are limited.
/// Each such y is a candidate. The stresses begin at 1 and follow the projected subgradient of the
/// dual D, with the step of Polyak, "Minimization of unsmooth functionals" (1969), towards the
/// greatest V found: who falls short gains stress, who has more than it demands loses it. It ends
/// after kSteps candidates, or when D is no greater than that V: then nothing better exists.
///
/// The candidates lie on the convex hull of what is possible; with few packages the best compromise
/// may well lie in a dent of it. Where there are at most kFew packages, a depth-first search over
/// blocks therefore finishes the work, exactly: what a partial package can still come to is bounded
/// by the same goal at the last stresses.
///
/// What this proves. A candidate maximises a weighted sum of the estimated utilities, and so does
/// the best of few packages an increasing function of them. Where changes are not limited and all
/// weights are positive, no package allowed is worth at least as much to all and more to one: its
/// sum would be greater. So every compromise is Pareto-efficient in the estimated utilities. With a
/// floor under one party, which is only searched for when no candidate will do without, the same
/// holds: what dominates a package above the floor is above it, too.
///
/// Equals stay with the text: in every block its row is taken if no other is better, and no
/// package replaces it that is not better by more than rounding.
#include "engine/protocols/compromise.hpp"

#include <algorithm>

#include "engine/model/utilities.hpp"

namespace entente {
namespace {

/// More steps close less than a tenth of the gap that these leave (2 to 4 random claims, 6 to 28
/// issues).
constexpr int kSteps = 8;
constexpr std::size_t kFew = 4096;

/// Whether `blocks` make at most kFew packages.
bool are_few(const Blocks& blocks) {
  std::size_t packages = 1;
  for (const Blocks::Block& block : blocks) {
    packages *= block.rows;
    if (packages > kFew) return false;
  }
  return true;
}

/// Worth of a package by rows, summed as UtilityView::worth sums.
double worth(const Blocks& blocks, std::span<const double> rows, const Package& package) {
  return UtilityView{&blocks, rows, {}}.worth(package);
}

}  // namespace

Compromise::Compromise(const Blocks& blocks, std::size_t most_changes,
                       std::span<const std::uint8_t> forbidden)
    : blocks_(&blocks),
      most_changes_(most_changes >= blocks.issues() ? 0 : most_changes),
      forbidden_(forbidden.begin(), forbidden.end()),
      few_(are_few(blocks)),
      goal_(blocks.rows()),
      found_(blocks.issues()) {
  if (most_changes_ > 0) nearby_.emplace(blocks, forbidden);
}

double Compromise::value(const Package& package, std::span<const Claim> claims) const {
  double sum = 0;
  for (const Claim& claim : claims) {
    const double gain = worth(*blocks_, claim.rows, package) - claim.demand;
    sum += claim.weight * std::min(gain, kShortfall * gain);
  }
  return sum;
}

/// Sets the goal to the sum of the claims' utilities by weight and stress.
void Compromise::aim(std::span<const Claim> claims) {
  std::fill(goal_.begin(), goal_.end(), 0.0);
  for (std::size_t c = 0; c < claims.size(); ++c) {
    const double factor = claims[c].weight * stress_[c];
    const double* const rows = claims[c].rows.data();
    for (std::size_t row = 0; row < goal_.size(); ++row) goal_[row] += factor * rows[row];
  }
}

/// Finds the allowed package of greatest goal. False if there is none.
bool Compromise::take_best(const Package* text) {
  if (text != nullptr && nearby_) {
    if (!nearby_->best(goal_, *text, most_changes_)) return false;
    found_ = nearby_->package();
    return true;
  }
  for (const Blocks::Block& block : *blocks_) {
    const Row last = block.first + block.rows;
    Row best = last;
    const auto consider = [&](Row row) {
      if (!forbidden_.empty() && forbidden_[row] != 0) return;
      if (best == last || goal_[row] > goal_[best]) best = row;
    };
    if (text != nullptr) consider(blocks_->row(block, *text));
    for (Row row = block.first; row < last; ++row) consider(row);
    if (best == last) return false;
    blocks_->choose(block, best, found_);
  }
  return true;
}

/// Finds the one of greatest goal among those in which the claim meets its demand.
bool Compromise::take_above(const Package* text, const Claim& floor) {
  if (text != nullptr && nearby_) {
    if (!nearby_->best(goal_, *text, most_changes_, floor.rows, floor.demand)) return false;
    found_ = nearby_->package();
    return true;
  }
  if (above_) {
    above_->reset(floor.rows, forbidden_);
  } else {
    above_.emplace(*blocks_, floor.rows, forbidden_);
  }
  const auto best = above_->best(goal_, floor.demand, {.tolerance = 0});
  if (!best) return false;
  above_->write(best->rows, found_);
  return true;
}

std::optional<Package> Compromise::better_than(const Package* text, std::span<const Claim> claims,
                                               const Terms& terms) {
  best_.reset();
  most_.reset();
  if (text != nullptr && terms.will_do(*text)) most_ = value(*text, claims);
  stress_.assign(claims.size(), 1.0);
  slopes_.resize(claims.size());
  for (int step = 0; step < kSteps; ++step) {
    aim(claims);
    if (!take_best(text)) return best_;
    double dual = 0, found = 0, square = 0;
    for (std::size_t c = 0; c < claims.size(); ++c) {
      const double gain = worth(*blocks_, claims[c].rows, found_) - claims[c].demand;
      const double slope = claims[c].weight * gain;
      slopes_[c] = slope;
      dual += stress_[c] * slope;
      found += std::min(slope, kShortfall * slope);
      // A stress that can move no further has no part in the step.
      if (stress_[c] != (slope > 0 ? 1.0 : kShortfall)) square += slope * slope;
    }
    consider(found, terms);
    if (most_ && dual <= *most_ + kRounding) return best_;  // nothing better exists
    const double gap = dual - std::max(found, most_.value_or(found));
    if (gap <= kRounding || square <= 0) break;
    for (std::size_t c = 0; c < claims.size(); ++c) {
      stress_[c] = std::clamp(stress_[c] - gap / square * slopes_[c], 1.0, kShortfall);
    }
  }
  if (few_) {
    search_few(text, claims, terms);
  } else if (!most_ && terms.floor && take_above(text, claims[*terms.floor])) {
    consider(value(found_, claims), terms);
  }
  return best_;
}

void Compromise::consider(double value, const Terms& terms) {
  if ((most_ && value <= *most_ + kRounding) || !terms.will_do(found_)) return;
  most_ = value;
  best_ = found_;
}

void Compromise::search_few(const Package* text, std::span<const Claim> claims,
                            const Terms& terms) {
  aim(claims);
  // What the blocks from each one on can add to the goal at most.
  rest_.assign(blocks_->size() + 1, 0.0);
  for (std::size_t b = blocks_->size(); b > 0; --b) {
    const Blocks::Block& block = (*blocks_)[b - 1];
    const auto first = goal_.begin() + block.first;
    rest_[b - 1] = rest_[b] + *std::max_element(first, first + block.rows);
  }
  double demanded = 0;
  for (std::size_t c = 0; c < claims.size(); ++c) {
    demanded += claims[c].weight * stress_[c] * claims[c].demand;
  }
  const std::size_t most_changes =
      text != nullptr && most_changes_ > 0 ? most_changes_ : blocks_->issues();
  const auto descend = [&](auto& self, std::size_t b, double bound, std::size_t changes) -> void {
    if (most_ && bound + rest_[b] <= *most_) return;
    if (b == blocks_->size()) return consider(value(found_, claims), terms);
    const Blocks::Block& block = (*blocks_)[b];
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      if (!forbidden_.empty() && forbidden_[row] != 0) continue;
      blocks_->choose(block, row, found_);
      std::size_t changed = changes;
      for (const Blocks::Member& member : block.members) {
        if (text != nullptr && found_[member.issue] != (*text)[member.issue]) ++changed;
      }
      if (changed <= most_changes) self(self, b + 1, bound + goal_[row], changed);
    }
  };
  descend(descend, 0, -demanded, 0);
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Packages by how far they depart from the best by prices.
///
/// With prices, every pick has a regret: by how much the best pick of its block is worth more. A
/// package's value is at most the bound less the sum of its regrets, so all packages of interest
/// are departures from the best picks whose regrets add up to less than bound - best value: in
/// most cases a few dozen to a few thousand of 10^16. They are visited depth first, block after
/// block, each partial departure being a package itself (the best picks elsewhere). A branch ends
///   - when its regrets add up to more than the cap, and
///   - when the most that the blocks still to come could add to each member (each at its own best)
///     does not make a better package: the aims are monotone;
///   - where every member needs a certain gain (the best least gain so far, a floor): when one
///     cannot reach it with the regret that is left to spend. That is a knapsack (gain against
///     regret), bounded from above by sum of max(0, gain - k regret) + k (regret left) for any
///     k >= 0; two k for each member are chosen for a half and an eighth of the cap. Blocks whose
///     moves gain most for their regret come first, so that little can be mended later.
/// The cap starts low and is doubled until what is left above it cannot be better: good packages
/// are met early, which lowers the gap for the last and largest round. A round looks again at what
/// earlier ones saw, which costs less than the last round itself. (Iterative deepening: Korf 1985.)
#include "analysis/agreements/departures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entente {
namespace {

/// Members' gains side by side; lanes beyond the members hold a number that never matters.
template <Aim kAim, std::size_t L>
class Departures {
 public:
  Departures(const GainTable& table, const Prices& prices, Incumbent& best,
             std::uint64_t most_nodes, const Effort& effort, std::uint64_t& nodes)
      : table_(table),
        prices_(prices),
        best_(best),
        most_(nodes + most_nodes),
        effort_(effort),
        nodes_(nodes) {}

  Looked run() {
    if (best_.rules_out(bound_above(0))) return Looked::at_all;
    lay_out();
    consider(top_, top_goal_);
    double cap = first_cap();
    while (!best_.rules_out(bound_above(0))) {
      const double gap = (prices_.bound - best_.threshold() / table_.unit) + slack();
      const bool last = cap >= gap;
      cap_ = std::min(cap, gap);
      whole_ = true;
      fill(reach_, Lanes{});
      fill_knapsacks();
      const std::uint64_t before = nodes_;
      visit(0, 0, top_goal_, top_);
      if (!whole_) return Looked::at_most;
      if (last || best_.rules_out(bound_above(cap))) break;
      cap *= 2;
      // Where few packages are within the cap, knapsacks take longer than they save.
      weighs_ = kKnapsacks && nodes_ - before > kFew;
    }
    return Looked::at_all;
  }

 private:
  /// Whether every member needs a certain gain.
  static constexpr bool kKnapsacks = kAim != Aim::nash && kAim != Aim::shortfall;
  static constexpr std::uint64_t kFew = 200;
  static constexpr double kTiny = 1e-290;
  using Lanes = std::array<double, L>;
  struct Move {
    double regret;
    double goal;
    std::uint32_t entry;
    Lanes gains;  ///< more than the best entry of the block adds
  };
  struct Block {
    std::size_t block;
    std::size_t first, end;  ///< its moves, by regret
  };

  /// Where sums of values may differ in their last digits.
  [[nodiscard]] double slack() const { return 1e-13 * (1 + std::abs(prices_.bound)); }
  /// What packages with at least so much regret are worth at most.
  [[nodiscard]] double bound_above(double regret) const {
    return (prices_.bound - regret + slack()) * table_.unit;
  }

  void lay_out() {
    top_.fill(kAim == Aim::nash ? 1.0 : 1e300);
    entries_ = prices_.best;
    for (std::size_t m = 0; m < table_.members; ++m) {
      top_[m] = table_.base[m];
      for (const std::uint32_t e : entries_) top_[m] += table_.gain[m][e];
    }
    const bool goals = !table_.goal.empty();
    for (const std::uint32_t e : entries_) top_goal_ += goals ? table_.goal[e] : 0.0;
    for (const double scale : table_.scale) lowest_ = std::min(lowest_, -kRounding / scale);
    const double gap = prices_.bound - best_.threshold() / table_.unit + slack();
    for (std::size_t b = 0; b < table_.blocks(); ++b) {
      const std::uint32_t top = entries_[b];
      const std::size_t first = moves_.size();
      for (std::uint32_t e = table_.first[b]; e < table_.first[b + 1]; ++e) {
        const double regret = prices_.value[top] - prices_.value[e];
        if (e == top || regret > gap) continue;
        Move& move = moves_.emplace_back();
        move = {regret, goals ? table_.goal[e] - table_.goal[top] : 0.0, e, {}};
        for (std::size_t m = 0; m < table_.members; ++m) {
          move.gains[m] = table_.gain[m][e] - table_.gain[m][top];
        }
      }
      if (moves_.size() == first) continue;
      std::sort(moves_.begin() + static_cast<std::ptrdiff_t>(first), moves_.end(),
                [](const Move& x, const Move& y) {
                  return x.regret < y.regret || (x.regret == y.regret && x.entry < y.entry);
                });
      blocks_.push_back({b, first, moves_.size()});
    }
    order_blocks();
  }

  /// By how much the best of a block's moves gives some member for a unit of regret: what the later
  /// blocks can still mend is then little, and branches end early. Without knapsacks, by the least
  /// regret, so that branches are left as soon as the next block's is too much.
  void order_blocks() {
    std::vector<double> first(table_.blocks());
    for (const Block& block : blocks_) {
      if (!kKnapsacks) {
        first[block.block] = -moves_[block.first].regret;
        continue;
      }
      for (std::size_t k = block.first; k < block.end; ++k) {
        double most = 0;
        for (std::size_t m = 0; m < table_.members; ++m) most = std::max(most, moves_[k].gains[m]);
        first[block.block] = std::max(first[block.block], most / (moves_[k].regret + kRounding));
      }
    }
    std::stable_sort(blocks_.begin(), blocks_.end(), [&first](const Block& x, const Block& y) {
      return first[x.block] > first[y.block];
    });
    least_left_.assign(blocks_.size() + 1, std::numeric_limits<double>::infinity());
    for (std::size_t i = blocks_.size(); i-- > 0;) {
      least_left_[i] = std::min(least_left_[i + 1], moves_[blocks_[i].first].regret);
    }
  }

  /// A cap under which some dozen single moves lie.
  [[nodiscard]] double first_cap() const {
    constexpr std::size_t kMoves = 12;
    std::vector<double> regrets;
    for (const Move& move : moves_) regrets.push_back(move.regret);
    if (regrets.size() <= kMoves) return std::numeric_limits<double>::infinity();
    std::nth_element(regrets.begin(), regrets.begin() + kMoves, regrets.end());
    return std::max(regrets[kMoves], 1e-9);
  }

  /// What the blocks from i on can add to each member, if a unit of regret costs it `price`.
  struct Knapsack {
    Lanes price;
    std::vector<Lanes> reach;  ///< by i
  };

  void fill_knapsacks() {
    if (!weighs_) return;
    for (std::size_t k = 0; k < knapsacks_.size(); ++k) {
      const double spend = cap_ * (k == 0 ? 0.5 : 0.125);
      Knapsack& knapsack = knapsacks_[k];
      Lanes least;
      least.fill(std::numeric_limits<double>::infinity());
      for (double price = 0.5; price < 1000; price *= 2) {
        Lanes all;
        all.fill(price);
        const Lanes sum = fill(knapsack.reach, all);
        for (std::size_t m = 0; m < L; ++m) {
          const double bound = sum[m] + price * spend;
          if (bound >= least[m]) continue;
          least[m] = bound;
          knapsack.price[m] = price;
        }
      }
      fill(knapsack.reach, knapsack.price);
    }
  }

  Lanes fill(std::vector<Lanes>& reach, const Lanes& price) {
    reach.resize(blocks_.size() + 1);
    reach.back().fill(0.0);
    for (std::size_t i = blocks_.size(); i-- > 0;) {
      Lanes most{};
      for (std::size_t k = blocks_[i].first; k < blocks_[i].end; ++k) {
        const double regret = moves_[k].regret;
        if (regret > cap_) break;
        for (std::size_t m = 0; m < L; ++m) {
          most[m] = std::max(most[m], moves_[k].gains[m] - price[m] * regret);
        }
      }
      for (std::size_t m = 0; m < L; ++m) reach[i][m] = reach[i + 1][m] + most[m];
    }
    return reach.front();
  }

  /// Whether each member can still have what it needs, by the knapsacks.
  [[nodiscard]] bool affords(const Lanes& gains, double regret, std::size_t i) const {
    if (!weighs_) return true;
    const double need = kAim == Aim::goal ? -kRounding : best_.threshold() / table_.unit;
    for (const Knapsack& knapsack : knapsacks_) {
      Lanes most;
      for (std::size_t m = 0; m < L; ++m) {
        most[m] = gains[m] + knapsack.reach[i][m] + knapsack.price[m] * (cap_ - regret);
      }
      if (least(most) < need) return false;
    }
    return true;
  }

  /// Visits all departures in blocks from `from` on.
  void visit(std::size_t from, double regret, double goal, const Lanes& gains) {
    for (std::size_t i = from; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (regret + moves_[block.first].regret > cap_) {
        if (regret + least_left_[i + 1] > cap_) return;
        continue;
      }
      if (!promises(gains, reach_[i]) || !affords(gains, regret, i)) return;
      const std::uint32_t top = entries_[block.block];
      for (std::size_t k = block.first; k < block.end; ++k) {
        const Move& move = moves_[k];
        if (regret + move.regret > cap_) break;
        if (++nodes_ >= most_ || (nodes_ % 1024 == 0 && effort_.stopped())) whole_ = false;
        if (!whole_ || best_.is_enough()) break;
        Lanes next;
        for (std::size_t m = 0; m < L; ++m) next[m] = gains[m] + move.gains[m];
        entries_[block.block] = move.entry;
        consider(next, goal + move.goal);
        if (i + 1 < blocks_.size() && regret + move.regret + least_left_[i + 1] <= cap_) {
          visit(i + 1, regret + move.regret, goal + move.goal, next);
        }
      }
      entries_[block.block] = top;
      if (!whole_ || best_.is_enough()) return;
    }
  }

  void consider(const Lanes& gains, double goal) {
    if (!better(gains, goal)) return;
    best_.offer(table_, entries_, std::span(gains).first(table_.members), goal);
    // Nothing worse than the new best is of interest any more.
    cap_ = std::min(cap_, prices_.bound - best_.threshold() / table_.unit + slack());
  }

  static double least(const Lanes& gains) {
    double least = gains[0];
    for (std::size_t m = 1; m < L; ++m) least = gains[m] < least ? gains[m] : least;
    return least;
  }

  [[nodiscard]] bool better(const Lanes& gains, double goal) const {
    return kAim == Aim::goal ? goal > best_.threshold() && reaches(least(gains), 0.0)
                             : worth_a_look(gains);
  }

  /// Whether gains of at most `gains` + `reach` could be better.
  [[nodiscard]] bool promises(const Lanes& gains, const Lanes& reach) const {
    Lanes most;
    for (std::size_t m = 0; m < L; ++m) most[m] = gains[m] + reach[m];
    return worth_a_look(most);
  }

  [[nodiscard]] bool worth_a_look(const Lanes& gains) const {
    switch (kAim) {
      case Aim::least_gain:
        return least(gains) * table_.unit > best_.threshold();
      case Aim::leximin: {
        const double low = least(gains);
        if (low <= best_.threshold()) return false;
        if (best_.order().empty() || low > best_.value() + kNoBetter) return true;
        Lanes sorted = gains;
        return leximin_better(std::span(sorted).first(table_.members), best_.order());
      }
      case Aim::goal:
        return reaches(least(gains), 0.0);
      case Aim::shortfall: {
        double sum = 0;
        for (const double gain : gains) sum += gain < 0 ? gain : 0.0;
        return sum * table_.unit > best_.threshold();
      }
      case Aim::nash: {
        if (least(gains) < lowest_) return false;
        double product = 1;
        for (const double gain : gains) product *= gain > 0 ? gain : 0.0;
        // Of many factors a product may be too small for a number, though none of them is 0.
        if (product < kTiny && least(gains) > 0) return true;
        return product > needed_product();
      }
    }
    return true;
  }

  /// The product of gains above which a package is better; kept, since powers take time.
  [[nodiscard]] double needed_product() const {
    if (best_.threshold() != product_of_) {
      product_of_ = best_.threshold();
      product_ = product_of_ > 0
                     ? std::pow(product_of_ / table_.unit, static_cast<double>(table_.members))
                     : -1.0;
    }
    return product_;
  }

  const GainTable& table_;
  const Prices& prices_;
  Incumbent& best_;
  std::uint64_t most_;
  const Effort& effort_;
  std::uint64_t& nodes_;
  std::vector<Move> moves_;
  std::vector<Block> blocks_;
  std::vector<double> least_left_;  ///< by position: the least regret from there on
  std::vector<Lanes> reach_;
  std::array<Knapsack, 2> knapsacks_;
  std::vector<std::uint32_t> entries_;  ///< of the package at hand, by block
  Lanes top_;
  double top_goal_ = 0;
  double lowest_ = -kRounding;  ///< a gain that counts as 0, in the table's units
  double cap_ = 0;
  bool weighs_ = false;
  bool whole_ = true;
  mutable double product_of_ = -std::numeric_limits<double>::infinity();
  mutable double product_ = -1;
};

}  // namespace

Looked look_at_departures(Aim aim, const GainTable& table, const Prices& prices, Incumbent& best,
                          std::uint64_t most_nodes, const Effort& effort, std::uint64_t& nodes) {
  const auto with = [&](auto what, auto lanes) {
    return Departures<decltype(what)::value, decltype(lanes)::value>(table, prices, best,
                                                                     most_nodes, effort, nodes)
        .run();
  };
  const auto with_aim = [&](auto what) {
    if (table.members <= 4) return with(what, std::integral_constant<std::size_t, 4>());
    if (table.members <= 8) return with(what, std::integral_constant<std::size_t, 8>());
    if (table.members <= 16) return with(what, std::integral_constant<std::size_t, 16>());
    return with(what, std::integral_constant<std::size_t, 64>());
  };
  switch (aim) {
    case Aim::least_gain:
      return with_aim(std::integral_constant<Aim, Aim::least_gain>());
    case Aim::leximin:
      return with_aim(std::integral_constant<Aim, Aim::leximin>());
    case Aim::nash:
      return with_aim(std::integral_constant<Aim, Aim::nash>());
    case Aim::shortfall:
      return with_aim(std::integral_constant<Aim, Aim::shortfall>());
    case Aim::goal:
      return with_aim(std::integral_constant<Aim, Aim::goal>());
  }
  return Looked::at_most;
}

}  // namespace entente

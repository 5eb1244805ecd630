// SPDX-License-Identifier: Apache-2.0
/// Counting a zone block by block: closing what is settled, merging what is equal.
///
/// The packages of a zone are the solutions of a multi-dimensional knapsack: one row of each block
/// so that every member's worths add up to its floor. To count them, blocks are taken one after the
/// other, those whose rows differ most first, and a state is what the rows chosen so far add up to,
/// with the number of ways that lead to it.
///
/// 1. Closing. A state all of whose completions reach the floors (the least that the later blocks
///    can add is enough for every member) stands for ways x (product of the later blocks' rows)
///    packages at once. A state none of whose completions can is dropped: when the most that the
///    later blocks can add falls short for some member, or for all of them together at the prices
///    of tilt.hpp (a sum of demands with weights >= 0 is a demand). So only states at the border of
///    the zone are followed; after the last block every one is closed or dropped.
/// 2. Merging. States of equal sums have the same completions and are one: the recursion by which
///    knapsack solutions are counted (Dyer, "Approximate counting by dynamic programming", STOC
///    2003, builds on it). Where scores are whole numbers of some unit the sums are few, and the
///    count is a matter of moments however many packages there are; where all sums differ, merging
///    is soon given up and the steps are those of a depth-first search with closing.
/// 3. Listing. The last blocks, as far as they have few combinations, are not gone through one by
///    one: a state before them is closed by comparing what it lacks with all of them.
///
/// Sums count as equal within 1e-13 of the range of worths: those that are equal on paper differ by
/// less. Real scores that close may be merged, too, at every block once, so packages within 1e-13
/// per block of a floor (some kRounding in all) may be counted to the wrong side of it.
///
/// Sampling. A closed state is drawn with a chance proportional to its packages, its later rows
/// uniformly, and its earlier rows backwards: of the steps into a state one is drawn with a chance
/// proportional to the ways to where it came from. Every package of the zone has one closed state
/// above it, so all are drawn with the same chance.
///
/// Departure. Textbooks fill a table by worth; sums here are real vectors, hence a hash table. It
/// is open-addressed and only looked up, never walked, so that nothing depends on its order.
#include "analysis/agreements/zone_count.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "analysis/agreements/combinations.hpp"

namespace entente {
namespace {

using Index = std::uint32_t;
constexpr Index kNone = std::numeric_limits<Index>::max();

/// Of sums: how close they are to be equal, as part of the range of worths.
constexpr double kGrain = 1e-13;
/// Bounds the rounding of sums at prices that add up to 1.
constexpr double kSafe = 1e-12;
constexpr double kMostLog10 = 300;
/// Where of so many states only one in 64 has met an equal one, none are looked for any more.
constexpr Index kTriedMerging = 4096;
constexpr std::uint64_t kFewMerges = 64;
constexpr std::uint64_t kStopEvery = 4096;
constexpr std::uint64_t kMostNodes = 50'000'000;  ///< some gigabytes

class Counter {
 public:
  Counter(const Space& space, const Demands& demands, const Tilt& tilt)
      : space_(space),
        demands_(demands),
        members_(demands.members),
        prices_(tilt.prices),
        order_(demands.by_range(space)),
        listed_from_(listed_from()),
        last_(space, demands,
              {std::next(order_.begin(), std::ptrdiff_t(listed_from_)), order_.end()}) {
    const double total = std::accumulate(prices_.begin(), prices_.end(), 0.0);
    for (double& price : prices_) price = total > 0 ? price / total : 0;
    bound_the_rest();
    sum_.resize(members_);
    missing_.resize(members_);
    key_.resize(members_);
  }

  /// False if the nodes did not suffice.
  bool count(std::uint64_t most_nodes, const std::atomic<bool>* stop) {
    if (settled(0) == Settled::none) return true;
    add_state(1.0);  // the empty sum
    Index first = 0;
    for (std::size_t depth = 0; depth < order_.size(); ++depth) {
      const Index end = static_cast<Index>(ways_.size());
      slots_.assign(1024, kNone);
      layer_ = end;
      merging_ = merging_ && (end < kTriedMerging || merges_ > end / kFewMerges);
      listing_ = depth + 1 == listed_from_;
      for (Index state = first; state < end; ++state) {
        const std::size_t block = order_[depth];
        for (Pick r = space_.begin(block); r < space_.end(block); ++r) {
          if (nodes_ == most_nodes) return false;
          if (++nodes_ % kStopEvery == 0 && stop != nullptr && stop->load()) return false;
          step(state, r, depth);
        }
      }
      first = end;
    }
    return true;
  }

  [[nodiscard]] double packages() const { return closed_.empty() ? 0 : closed_.back().up_to; }

  [[nodiscard]] std::vector<Pick> draw(Stream& stream) {
    const double place = stream.uniform() * closed_.back().up_to;
    auto closed = std::upper_bound(closed_.begin(), closed_.end(), place,
                                   [](double x, const Closed& c) { return x < c.up_to; });
    if (closed == closed_.end()) --closed;  // by rounding
    std::vector<Pick> picks(order_.size());
    std::size_t depth = closed->depth + 1;
    for (std::size_t d = depth; d < order_.size(); ++d) {
      const Pick begin = space_.begin(order_[d]);
      picks[order_[d]] = begin + static_cast<Pick>(stream.below(space_.end(order_[d]) - begin));
    }
    if (closed->is_listed) {
      add(closed->from, closed->pick);
      last_.choose(stream.below(fitting()), picks);
    }
    picks[order_[--depth]] = closed->pick;
    for (Index state = closed->from; depth > 0;) {
      double left = stream.uniform() * ways_[state];
      Index way = last_step_[state];
      while (steps_[way].before != kNone && left >= ways_[steps_[way].from]) {
        left -= ways_[steps_[way].from];
        way = steps_[way].before;
      }
      picks[order_[--depth]] = steps_[way].pick;
      state = steps_[way].from;
    }
    return picks;
  }

 private:
  enum class Settled { none, some, all };
  /// A way into a state.
  struct Step {
    Index from;
    Pick pick;
    Index before;  ///< another one into the same state
  };
  /// What a step settles: packages whose later rows are free, or those listed that fit.
  struct Closed {
    Index from;
    Pick pick;
    std::uint32_t depth;
    bool is_listed;
    double up_to;  ///< packages, with those closed before
  };

  /// The first depth from which on there are few enough combinations to list, but 1 at least.
  [[nodiscard]] std::size_t listed_from() const {
    std::size_t depth = order_.size();
    for (std::size_t combinations = 1; depth > 1; --depth) {
      combinations *= space_.end(order_[depth - 1]) - space_.begin(order_[depth - 1]);
      if (combinations > Combinations::kMost) break;
    }
    return depth;
  }

  /// From every depth on: the least and most that members can get, and all at the prices together.
  void bound_the_rest() {
    const std::size_t depths = order_.size() + 1;
    least_.assign(depths * members_, 0.0);
    most_.assign(depths * members_, 0.0);
    priced_.assign(depths, 0.0);
    free_.assign(depths, 1.0);
    for (std::size_t d = order_.size(); d-- > 0;) {
      const std::size_t block = order_[d];
      for (std::size_t m = 0; m < members_; ++m) {
        const auto [low, high] = demands_.range(space_, block, m);
        least_[d * members_ + m] = low + least_[(d + 1) * members_ + m];
        most_[d * members_ + m] = high + most_[(d + 1) * members_ + m];
      }
      double best = -std::numeric_limits<double>::infinity();
      for (Pick r = space_.begin(block); r < space_.end(block); ++r) {
        best = std::max(best, priced(prices_, demands_.of(r)));
      }
      priced_[d] = best + priced_[d + 1];
      free_[d] = static_cast<double>(space_.end(block) - space_.begin(block)) * free_[d + 1];
    }
    double scale = 1;
    for (std::size_t m = 0; m < members_; ++m) {
      scale = std::max({scale, std::abs(least_[m]), std::abs(most_[m])});
    }
    per_grain_ = 1 / (kGrain * scale);
    safe_ = kSafe * scale;
    priced_floor_ = priced(prices_, demands_.floors);
  }

  /// What is known of the completions of `sum_` by the blocks from `depth` on.
  [[nodiscard]] Settled settled(std::size_t depth) const {
    bool all = true;
    for (std::size_t m = 0; m < members_; ++m) {
      if (sum_[m] + most_[depth * members_ + m] < demands_.floors[m]) return Settled::none;
      all = all && sum_[m] + least_[depth * members_ + m] >= demands_.floors[m];
    }
    if (all) return Settled::all;
    return priced(prices_, sum_) + priced_[depth] < priced_floor_ - safe_ ? Settled::none
                                                                          : Settled::some;
  }

  void step(Index from, Pick pick, std::size_t depth) {
    add(from, pick);
    const Settled known = settled(depth + 1);
    if (known == Settled::none) return;
    if (known == Settled::all || listing_) {
      const double later =
          known == Settled::all ? free_[depth + 1] : static_cast<double>(fitting());
      if (later > 0) {
        closed_.push_back({from, pick, static_cast<std::uint32_t>(depth), known != Settled::all,
                           packages() + ways_[from] * later});
      }
      return;
    }
    Index state = merging_ ? merged() : kNone;
    if (state == kNone) state = add_state(0.0);
    steps_.push_back({from, pick, last_step_[state]});
    last_step_[state] = static_cast<Index>(steps_.size() - 1);
    ways_[state] += ways_[from];
  }

  void add(Index from, Pick pick) {
    for (std::size_t m = 0; m < members_; ++m) {
      sum_[m] = sums_[from * members_ + m] + demands_.worth[pick * members_ + m];
    }
  }

  /// Of the combinations listed, how many complete `sum_`.
  [[nodiscard]] std::size_t fitting() {
    for (std::size_t m = 0; m < members_; ++m) missing_[m] = demands_.floors[m] - sum_[m];
    return last_.fit(missing_);
  }

  Index add_state(double ways) {
    ways_.push_back(ways);
    last_step_.push_back(kNone);
    sums_.insert(sums_.end(), sum_.begin(), sum_.end());
    keys_.insert(keys_.end(), key_.begin(), key_.end());
    return static_cast<Index>(ways_.size() - 1);
  }

  /// The state of the layer under way whose sums equal `sum_`; kNone: there is none, and the next
  /// one added will be found here.
  Index merged() {
    const std::size_t in_layer = ways_.size() - layer_;
    if (4 * (in_layer + 1) > 3 * slots_.size()) grow();
    for (std::size_t m = 0; m < members_; ++m) {
      key_[m] = static_cast<std::int64_t>(std::floor(sum_[m] * per_grain_ + 0.5));
    }
    std::size_t slot = hash(key_.data()) & (slots_.size() - 1);
    for (; slots_[slot] != kNone; slot = (slot + 1) & (slots_.size() - 1)) {
      const auto key = keys_.begin() + static_cast<std::ptrdiff_t>(slots_[slot] * members_);
      if (std::equal(key_.begin(), key_.end(), key)) {
        ++merges_;
        return slots_[slot];
      }
    }
    slots_[slot] = static_cast<Index>(ways_.size());
    return kNone;
  }

  void grow() {
    slots_.assign(2 * slots_.size(), kNone);
    for (std::size_t state = layer_; state < ways_.size(); ++state) {
      std::size_t slot = hash(keys_.data() + state * members_) & (slots_.size() - 1);
      while (slots_[slot] != kNone) slot = (slot + 1) & (slots_.size() - 1);
      slots_[slot] = static_cast<Index>(state);
    }
  }

  /// Mixes as SplitMix64 does (Steele, Lea & Flood, OOPSLA 2014).
  [[nodiscard]] std::size_t hash(const std::int64_t* key) const {
    std::uint64_t mixed = 0;
    for (std::size_t m = 0; m < members_; ++m) {
      mixed = (mixed ^ static_cast<std::uint64_t>(key[m])) + 0x9e3779b97f4a7c15U;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
      mixed ^= mixed >> 31;
    }
    return static_cast<std::size_t>(mixed);
  }

  const Space& space_;
  const Demands& demands_;
  std::size_t members_;
  std::vector<double> prices_;        ///< adding up to 1, or all 0
  std::vector<std::size_t> order_;    ///< by depth: the block
  std::size_t listed_from_;           ///< depth
  Combinations last_;                 ///< of the blocks from there on
  bool listing_ = false;              ///< a step leads there
  std::vector<double> least_, most_;  ///< by depth, then member: of the later blocks
  std::vector<double> priced_;        ///< by depth: the most at the prices
  std::vector<double> free_;          ///< by depth: packages of the later blocks
  double per_grain_ = 0;
  double safe_ = 0;
  double priced_floor_ = 0;
  std::uint64_t nodes_ = 0;

  std::vector<double> sum_;        ///< by member: at hand
  std::vector<double> missing_;    ///< likewise, to the floors
  std::vector<std::int64_t> key_;  ///< likewise, in grains
  // By state, those of a depth together:
  std::vector<double> sums_;        ///< then by member
  std::vector<std::int64_t> keys_;  ///< likewise
  std::vector<double> ways_;
  std::vector<Index> last_step_;
  std::vector<Step> steps_;
  std::vector<Closed> closed_;
  std::vector<Index> slots_;  ///< a hash table of the layer under way
  std::size_t layer_ = 0;     ///< its first state
  bool merging_ = true;
  std::uint64_t merges_ = 0;
};

}  // namespace

std::optional<ZoneCount> count_zone(const Space& space, const Demands& demands, const Tilt& tilt,
                                    std::uint64_t most_nodes, std::size_t samples, Stream& stream,
                                    const std::atomic<bool>* stop) {
  if (space.log10_packages() > kMostLog10) return std::nullopt;
  Counter counter(space, demands, tilt);
  if (!counter.count(std::min(most_nodes, kMostNodes), stop)) return std::nullopt;
  ZoneCount found{.count = counter.packages(), .samples = {}};
  for (std::size_t i = 0; i < samples && found.count > 0; ++i) {
    found.samples.push_back(counter.draw(stream));
  }
  return found;
}

}  // namespace entente

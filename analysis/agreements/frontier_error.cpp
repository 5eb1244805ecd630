// SPDX-License-Identifier: Apache-2.0
/// Thinning out a list of vectors at little loss: the e-Pareto set of Laumanns, Thiele, Deb &
/// Zitzler (2002), Combining convergence and diversity in evolutionary multiobjective optimization,
/// Evolutionary Computation 10.
///
/// A grid of width w divides the vectors into cells. Only cells that no other cell dominates are
/// kept, and of each the vector with the greatest sum. Every vector then has a kept one with at
/// most w less in each member: one of its own cell, or of a cell with at least its own place in
/// every member, whose least corner is less than w below any vector of its own cell.
///
/// The width is sought for which the kept ones are as many as wanted. The number of cells falls
/// with the width, so first the least width is bisected that has no more cells than that; the
/// number of undominated ones does not strictly fall, so the finer widths that it allows are found
/// by few guesses, from the power law of a surface: as many cells as the width to the power of one
/// less than the members. Whatever the guesses, the loss that is handed back is that of the kept
/// list. Places are hashed by 64 bits; cells taken for one by that only make the loss greater.
#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/agreements/frontier_parts.hpp"
#include "analysis/agreements/nondominated.hpp"

namespace entente::frontier_parts {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};
constexpr int kBisections = 12;
constexpr int kGuesses = 4;
constexpr double kMostPlaces = 1e9;  ///< along a member: places are ranks

/// Vectors in the cells of a grid.
class Grid {
 public:
  Grid(std::span<const double> worths, std::size_t members, const std::atomic<bool>* stop)
      : worths_(worths),
        members_(members),
        count_(worths.size() / members),
        filter_(members, stop) {
    std::size_t size = 16;
    while (size < 2 * count_) size *= 2;
    slots_.resize(size);
    lowest_.assign(members, std::numeric_limits<double>::infinity());
    std::vector<double> highest(members, -std::numeric_limits<double>::infinity());
    for (std::size_t i = 0; i < worths.size(); ++i) {
      lowest_[i % members] = std::min(lowest_[i % members], worths[i]);
      highest[i % members] = std::max(highest[i % members], worths[i]);
    }
    for (std::size_t m = 0; m < members; ++m) extent_ = std::max(extent_, highest[m] - lowest_[m]);
  }

  [[nodiscard]] double extent() const { return extent_; }

  /// Puts the vectors into cells of that width. Returns how many cells they fill; more than `most`
  /// is not counted out.
  std::size_t fill(double width, std::size_t most) {
    width_ = width;
    std::fill(slots_.begin(), slots_.end(), Slot{});
    cell_.resize(count_);
    best_.clear();
    for (std::uint32_t i = 0; i < count_; ++i) {
      const std::uint64_t key = key_of(i);
      std::size_t at = static_cast<std::size_t>(key) & (slots_.size() - 1);
      while (slots_[at].cell != kNone && slots_[at].key != key) at = (at + 1) & (slots_.size() - 1);
      if (slots_[at].cell == kNone) {
        if (best_.size() == most) return most + 1;
        slots_[at] = {key, static_cast<std::uint32_t>(best_.size())};
        best_.push_back(i);
      }
      cell_[i] = slots_[at].cell;
      std::uint32_t& best = best_[cell_[i]];
      if (sum(i) > sum(best)) best = i;
    }
    return best_.size();
  }

  /// The best vectors of the undominated cells of the last filling, ascending; of all cells if time
  /// is up.
  [[nodiscard]] Thinned undominated() {
    const std::size_t stride = filter_.stride();
    std::vector<Rank> ranks(best_.size() * stride);
    std::vector<std::uint32_t> falling(best_.size());
    for (std::uint32_t c = 0; c < best_.size(); ++c) {
      falling[c] = c;
      for (std::size_t m = 0; m < members_; ++m) {
        ranks[c * stride + m] = static_cast<Rank>(place(best_[c], m));
      }
    }
    std::sort(falling.begin(), falling.end(), [&](std::uint32_t a, std::uint32_t b) {
      return ranks[a * stride] > ranks[b * stride] ||
             (ranks[a * stride] == ranks[b * stride] && a < b);
    });
    Thinned thinned;
    if (!filter_.filter(ranks, falling, thinned.kept)) thinned.kept = falling;
    std::vector<bool> stays(best_.size());
    for (std::uint32_t& cell : thinned.kept) {
      stays[cell] = true;
      cell = best_[cell];
    }
    std::sort(thinned.kept.begin(), thinned.kept.end());
    for (std::uint32_t i = 0; i < count_; ++i) {
      const std::uint32_t best = best_[cell_[i]];
      double apart = 0;
      for (std::size_t m = 0; m < members_; ++m) {
        apart = std::max(apart, worths_[i * members_ + m] - worths_[best * members_ + m]);
      }
      // Of two cells taken for one, vectors may be further apart than the width.
      const double loss = stays[cell_[i]] ? apart : width_ + std::max(0.0, apart - width_);
      thinned.loss = std::max(thinned.loss, loss);
    }
    return thinned;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t cell = kNone;
  };

  [[nodiscard]] double sum(std::uint32_t i) const {
    double sum = 0;
    for (std::size_t m = 0; m < members_; ++m) sum += worths_[i * members_ + m];
    return sum;
  }
  [[nodiscard]] double place(std::uint32_t i, std::size_t m) const {
    return std::floor((worths_[i * members_ + m] - lowest_[m]) / width_);
  }
  [[nodiscard]] std::uint64_t key_of(std::uint32_t i) const {
    std::uint64_t key = 0;
    for (std::size_t m = 0; m < members_; ++m) {
      key = (key ^ static_cast<std::uint64_t>(place(i, m))) * 0x9e3779b97f4a7c15U;
      key ^= key >> 29U;
    }
    return key;
  }

  std::span<const double> worths_;
  std::size_t members_;
  std::size_t count_;
  NondominatedFilter filter_;
  std::vector<double> lowest_;
  double extent_ = 0;
  double width_ = 1;
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> cell_;  ///< by vector
  std::vector<std::uint32_t> best_;  ///< by cell: the vector with the greatest sum
};

}  // namespace

Thinned thin(std::span<const double> worths, std::size_t members, std::size_t most,
             const std::atomic<bool>* stop) {
  const auto stopped = [stop] { return stop != nullptr && stop->load(std::memory_order_relaxed); };
  Grid grid(worths, members, stop);
  double fine = grid.extent() / kMostPlaces;
  double coarse = 2 * grid.extent() + std::numeric_limits<double>::min();  // a single cell
  for (int i = 0; i < kBisections && !stopped(); ++i) {
    const double middle = i == 0 ? coarse / 16 : std::sqrt(fine * coarse);
    if (grid.fill(middle, most) <= most) {
      coarse = middle;
    } else {
      fine = middle;
    }
  }
  grid.fill(coarse, most);
  Thinned best = grid.undominated();
  fine = grid.extent() / kMostPlaces;
  double width = coarse;
  double kept = static_cast<double>(best.kept.size());
  for (int i = 0; i < kGuesses && !stopped(); ++i) {
    const double power = 1 / static_cast<double>(std::max<std::size_t>(members, 2) - 1);
    const double guess = width * std::pow(1.02 * kept / static_cast<double>(most), power);
    if (guess < fine || guess >= 0.98 * coarse) break;
    width = guess;
    grid.fill(width, worths.size());
    Thinned thinned = grid.undominated();
    kept = static_cast<double>(thinned.kept.size());
    if (thinned.kept.size() > most) {
      fine = std::max(fine, width);
    } else {
      coarse = std::min(coarse, width);
      if (thinned.loss < best.loss) best = std::move(thinned);
    }
  }
  return best;
}

}  // namespace entente::frontier_parts

// SPDX-License-Identifier: Apache-2.0
/// A growing set of pairs of which only the undominated are kept: falling in the one, rising in the
/// other coordinate, like a staircase.
///
/// Pairs lie in buckets of at most 128 that are halved when full, so that asking takes two binary
/// searches and adding moves one bucket. A balanced tree would promise log n for adding too; up to
/// the millions that are met here its pointers cost more than the moves.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

/// A worth by its place among others: the greater, the better.
using Rank = std::int32_t;

class Staircase {
 public:
  Staircase() { buckets_.emplace_back(); }

  void clear() {
    used_ = 1;
    order_.assign(1, 0);
    highest_.assign(1, 0);
    spare_.clear();
    buckets_[0].size = 0;
  }

  /// Whether some pair added has at least these.
  [[nodiscard]] bool covers(Rank y, Rank z) const {
    const Place at = last_at_least(y);
    return at.found && bucket(at.bucket).steps[at.step].z >= z;
  }

  /// Adds a pair that is not covered.
  void add(Rank y, Rank z) {
    Place at = last_at_least(y);
    std::size_t b = at.found ? at.bucket : 0;
    std::size_t first = at.found ? at.step + 1 : 0;
    if (at.found && bucket(b).steps[at.step].y == y) --first;
    // Whole buckets below the new step go, then the part of the next one that is below it.
    std::size_t next = b + 1;
    while (next < order_.size() && last_of(next).z <= z) ++next;
    if (next > b + 1) {
      for (std::size_t i = b + 1; i < next; ++i) spare_.push_back(order_[i]);
      erase(order_, b + 1, next);
      erase(highest_, b + 1, next);
    }
    Bucket& own = bucket(b);
    const std::size_t last = after(own, first, z);
    if (last == own.size && b + 1 < order_.size()) {
      Bucket& other = bucket(b + 1);
      const std::size_t gone = after(other, 0, z);
      if (gone > 0) {
        std::copy(other.steps + gone, other.steps + other.size, other.steps);
        other.size -= gone;
        highest_[b + 1] = other.steps[0].y;
      }
    }
    if (last > first) {
      std::copy(own.steps + last, own.steps + own.size, own.steps + first + 1);
      own.size -= last - first - 1;
    } else {
      std::copy_backward(own.steps + first, own.steps + own.size, own.steps + own.size + 1);
      ++own.size;
    }
    own.steps[first] = {y, z};
    if (first == 0) highest_[b] = y;
    if (own.size == kMost) halve(b);
  }

 private:
  static constexpr std::size_t kMost = 128;
  struct Step {
    Rank y, z;
  };
  struct Bucket {
    std::size_t size = 0;
    Step steps[kMost];
  };
  struct Place {
    std::size_t bucket, step;
    bool found;
  };

  [[nodiscard]] Bucket& bucket(std::size_t b) { return buckets_[order_[b]]; }
  [[nodiscard]] const Bucket& bucket(std::size_t b) const { return buckets_[order_[b]]; }
  [[nodiscard]] Step last_of(std::size_t b) const { return bucket(b).steps[bucket(b).size - 1]; }

  /// The last step whose y is at least this: of all those the one with the greatest z.
  [[nodiscard]] Place last_at_least(Rank y) const {
    std::size_t b = 0;
    for (std::size_t left = order_.size(); left > 1;) {
      const std::size_t half = left / 2;
      b = highest_[b + half] >= y ? b + half : b;
      left -= half;
    }
    const Bucket& in = bucket(b);
    if (in.size == 0 || in.steps[0].y < y) return {0, 0, false};
    std::size_t step = 0;
    for (std::size_t left = in.size; left > 1;) {
      const std::size_t half = left / 2;
      step = in.steps[step + half].y >= y ? step + half : step;
      left -= half;
    }
    return {b, step, true};
  }

  /// The first step from `first` on whose z is above this.
  static std::size_t after(const Bucket& in, std::size_t first, Rank z) {
    while (first < in.size && in.steps[first].z <= z) ++first;
    return first;
  }

  template <class T>
  static void erase(std::vector<T>& from, std::size_t first, std::size_t last) {
    from.erase(from.begin() + static_cast<std::ptrdiff_t>(first),
               from.begin() + static_cast<std::ptrdiff_t>(last));
  }

  void halve(std::size_t b) {
    std::uint32_t fresh;
    if (!spare_.empty()) {
      fresh = spare_.back();
      spare_.pop_back();
    } else {
      fresh = used_++;
      if (fresh == buckets_.size()) buckets_.emplace_back();
    }
    Bucket& low = buckets_[fresh];
    Bucket& high = bucket(b);
    std::copy(high.steps + kMost / 2, high.steps + kMost, low.steps);
    high.size = low.size = kMost / 2;
    order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(b) + 1, fresh);
    highest_.insert(highest_.begin() + static_cast<std::ptrdiff_t>(b) + 1, low.steps[0].y);
  }

  std::vector<Bucket> buckets_;
  std::uint32_t used_ = 1;               ///< buckets in use or spare
  std::vector<std::uint32_t> order_{0};  ///< the buckets, y falling
  std::vector<Rank> highest_{0};         ///< the first y of each
  std::vector<std::uint32_t> spare_;
};

}  // namespace entente

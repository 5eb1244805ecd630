// SPDX-License-Identifier: Apache-2.0
/// Which vectors of a set no other one dominates: see the .cpp for method and bound.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/agreements/staircase.hpp"

namespace entente {

/// Vectors of ranks, of which one dominates another if it has at least as much in every member and
/// more in one.
///
/// Holds memory for the work. Not for two threads at once.
class NondominatedFilter {
 public:
  /// `members` is at least 1. `stop`: becomes true when time is up.
  explicit NondominatedFilter(std::size_t members, const std::atomic<bool>* stop = nullptr);

  /// Numbers between two vectors in `ranks`: the members, padded to whole vector registers.
  [[nodiscard]] std::size_t stride() const { return stride_; }

  /// Writes to `kept` the undominated of the vectors that `falling` names: numbers of vectors, the
  /// first member's rank falling. Equal vectors: the one of least number. `kept` falls in the first
  /// member, then in the second, and so on. `ranks`: by vector, then member, the padding 0.
  /// Returns false (and `kept` means nothing) if time was up before.
  [[nodiscard]] bool filter(std::span<const Rank> ranks, std::span<const std::uint32_t> falling,
                            std::vector<std::uint32_t>& kept);

 private:
  [[nodiscard]] bool stopped();
  [[nodiscard]] const Rank* at(std::uint32_t position) const {
    return rows_.data() + position * stride_;
  }
  [[nodiscard]] bool covers(const Rank* high, const Rank* low) const;
  void put_in_order(std::span<const Rank> ranks, std::span<const std::uint32_t> falling);
  void by_staircase(std::vector<std::uint32_t>& kept);
  [[nodiscard]] std::size_t solve(std::size_t first, std::size_t last);
  [[nodiscard]] std::size_t solve_few(std::size_t first, std::size_t last);
  void narrow(std::vector<std::uint32_t>& high, std::vector<std::uint32_t>& low,
              std::size_t member) const;
  [[nodiscard]] Rank split_of(std::span<const std::uint32_t> high,
                              std::span<const std::uint32_t> low, std::size_t member) const;
  void cross(std::vector<std::uint32_t> high, std::vector<std::uint32_t> low, std::size_t member);
  void cross_few(std::span<const std::uint32_t> high, std::span<const std::uint32_t> low);
  void sweep(std::span<const std::uint32_t> high, std::span<const std::uint32_t> low);

  std::size_t members_;
  std::size_t stride_;
  std::size_t key_;  ///< the member by which lists are sorted: the last but two
  const std::atomic<bool>* stop_;
  bool stopped_ = false;
  std::vector<std::uint32_t> ids_;   ///< by position: vectors in falling order, each once
  std::vector<Rank> rows_;           ///< by position: their ranks
  std::vector<std::uint8_t> below_;  ///< by position: known to be dominated
  std::vector<std::uint32_t> list_, spare_;
  Staircase stairs_;
};

/// A worth of a vector.
struct WorthOf {
  double value;
  std::uint32_t of;
};

/// Ranks of one member: worths, falling, get ranks from their number down, without gaps and at
/// least 1; those within `tolerance` below the first of a rank share it. `ranks[stride * of]` is
/// written.
void rank_worths(std::span<const WorthOf> falling, double tolerance, std::size_t stride,
                 Rank* ranks);

/// The numbers of those `vectors` (by vector, then member) that no other one dominates, the first
/// member's worth falling, and so on; of equal ones the first. Worths within `tolerance` count as
/// equal.
[[nodiscard]] std::vector<std::uint32_t> nondominated(std::span<const double> vectors,
                                                      std::size_t members, double tolerance = 0);

}  // namespace entente

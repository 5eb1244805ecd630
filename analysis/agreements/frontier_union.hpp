// SPDX-License-Identifier: Apache-2.0
/// Uniting lists of undominated sums without sorting any of them anew.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/agreements/frontier_parts.hpp"
#include "analysis/agreements/nondominated.hpp"

namespace entente::frontier_parts {

/// Undominated sums over some steps.
struct Front {
  std::size_t size = 0;
  std::vector<double> worths;                       ///< by sum, then member
  std::vector<std::vector<std::uint32_t>> falling;  ///< by member: the sums, its worth falling
  std::vector<std::uint32_t> parents;               ///< by sum: in the front of the step before
  std::vector<Choice> choices;                      ///< by sum: of the last step

  /// Drops all sums but these, ascending.
  void keep(std::span<const std::uint32_t> kept);
};

/// Sums to be united with others: those of a front, shifted by a pick.
struct Source {
  const Front* front;
  std::span<const double> shift;        ///< empty: parents and choices are the front's own
  const std::uint8_t* alive = nullptr;  ///< by sum; nullptr: all
  Choice choice = 0;
};

/// Holds memory for the work. Not for two threads at once.
class Union {
 public:
  Union(std::size_t members, const std::atomic<bool>* stop)
      : members_(members), stop_(stop), filter_(members, stop), falling_(members) {}

  /// The undominated among all sums of the sources, the first member's worth falling; worths
  /// within `tolerance` count as equal. Nothing if time was up before.
  [[nodiscard]] std::optional<Front> of(std::span<const Source> sources, double tolerance);

  /// Bytes needed at a time for each sum that goes in, roughly.
  [[nodiscard]] std::size_t bytes() const { return 8 * filter_.stride() + 4 * members_ + 96; }

 private:
  void sort(std::span<const Source> sources, std::size_t member);
  void merge(std::size_t first, std::size_t middle, std::size_t last);
  [[nodiscard]] Front gather(std::span<const Source> sources);

  std::size_t members_;
  const std::atomic<bool>* stop_;
  NondominatedFilter filter_;
  std::vector<std::size_t> offsets_;  ///< by source: the number of its first sum; and an end
  std::vector<Rank> ranks_;           ///< by number, then member
  std::vector<std::vector<std::uint32_t>> falling_;  ///< by member: numbers, its worth falling
  std::vector<WorthOf> sorted_, merged_;
  std::vector<std::size_t> runs_;
  std::vector<std::uint32_t> kept_, renamed_;
};

}  // namespace entente::frontier_parts

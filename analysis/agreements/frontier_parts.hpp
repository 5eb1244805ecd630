// SPDX-License-Identifier: Apache-2.0
/// What the methods for frontiers share: the order of blocks, which partial sums can still reach
/// the floors, where sums came from, and thinning out a list.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/agreements/frontier.hpp"

namespace entente::frontier_parts {

/// A pick by its place among the efficient ones of its block.
using Choice = std::uint16_t;

/// A block's efficient picks.
struct Step {
  std::size_t block;
  std::vector<Pick> picks;
};
/// The blocks in the order in which the methods add them. A pick that another one of its block
/// dominates is in no efficient package, and if it is in one that reaches the floors, so is the
/// other: such picks are left out. Worths within `tolerance` count as equal.
[[nodiscard]] std::vector<Step> steps_of(const Space& space, double tolerance);

/// Which partial sums can still reach the floors: see the .cpp.
class Reach {
 public:
  /// `space` and `steps` must outlive it.
  Reach(const Space& space, std::span<const Step> steps, std::span<const double> floors);

  /// Proven: no package reaches the floors.
  [[nodiscard]] bool none() const { return none_; }
  /// Every package does: there are no floors.
  [[nodiscard]] bool all() const { return least_.empty(); }

  /// By choice of `step` from `first` to before `last`, then sum of the steps before (`worths`: by
  /// sum, then member): whether both can be completed to reach floors that are `relaxed` lower.
  /// Empty if there are no floors.
  void mark(std::size_t step, std::size_t first, std::size_t last, std::span<const double> worths,
            double relaxed, std::vector<std::uint8_t>& alive) const;
  /// By how much a member misses its floor at worst; not above 0 (but for rounding) if all floors
  /// are reached.
  [[nodiscard]] double missing(std::span<const double> worths, std::span<const double> shift) const;

  /// What is lost by asking the sums of the last step for the true floors, if all sums so far have
  /// up to `error` less than what they stand for: packages with this much above every floor are
  /// still stood for.
  [[nodiscard]] double margin(std::size_t step, std::span<const double> worths, double error) const;

  /// Picks of the last steps, from `first` on, that add the most in each direction, and in that of
  /// the sum of all members.
  struct Completion {
    std::vector<Pick> picks;
    std::vector<double> worths;
  };
  [[nodiscard]] std::vector<Completion> completions(std::size_t first) const;

 private:
  void weigh_together(std::span<const std::size_t> members);
  void add_direction(std::span<const double> weights);
  [[nodiscard]] Pick best(std::size_t step, std::span<const double> weights) const;

  const Space* space_;
  std::span<const Step> steps_;
  std::vector<double> floors_;
  std::vector<double> weights_;  ///< by direction, then member; those of a direction add up to 1
  std::vector<double> least_;    ///< by direction: the weighted floors
  std::vector<double> rest_;     ///< by direction, then step: the most that later steps can add
  bool none_ = false;
};

/// Where sums came from, step by step.
class Lineage {
 public:
  /// For each sum after the next step: the sum before it, and the choice.
  void add(std::vector<std::uint32_t> parents, std::vector<Choice> choices);
  [[nodiscard]] std::size_t steps() const { return choices_.size(); }
  /// Writes the picks of sums after the last step so far: by sum, then block.
  void trace(std::span<const Step> steps, std::vector<std::uint32_t> sums,
             std::span<Pick> picks) const;

 private:
  std::vector<std::vector<std::uint32_t>> parents_;
  std::vector<std::vector<Choice>> choices_;
};

/// A shorter list that stands for a longer one.
struct Thinned {
  std::vector<std::uint32_t> kept;  ///< ascending
  double loss = 0;                  ///< every vector has a kept one with at most this much less
};
/// At most `most` (at least 1) of the vectors: see frontier_error.cpp.
/// Where `stop` becomes true they are fewer, and the loss greater, than need be.
[[nodiscard]] Thinned thin(std::span<const double> worths, std::size_t members, std::size_t most,
                           const std::atomic<bool>* stop = nullptr);

/// What a method hands back.
struct Found {
  std::vector<Pick> picks;  ///< by point, then block
  double error = 0;
  double margin = 0;
  bool complete = true;
};
/// Two members: frontier_two.cpp.
[[nodiscard]] Found two(const Space& space, std::span<const Step> steps, const Reach& reach,
                        const FrontierLimits& limits);
/// Any number: frontier_many.cpp.
[[nodiscard]] Found many(const Space& space, std::span<const Step> steps, const Reach& reach,
                         const FrontierLimits& limits);
/// The first `points` sums after the last step.
[[nodiscard]] Found traced(const Space& space, std::span<const Step> steps, const Lineage& lineage,
                           std::size_t points, double error, double margin);
/// Time is up: some of the sums so far (`worths`: by sum, then member), completed as they come; at
/// most `most` points.
[[nodiscard]] Found rushed(const Space& space, std::span<const Step> steps, const Reach& reach,
                           const Lineage& lineage, std::span<const double> worths,
                           std::size_t most);

/// Worths this close count as equal while sums are formed, so that no more than kRounding is lost
/// over all blocks.
[[nodiscard]] double tolerance_of(const Space& space);

[[nodiscard]] inline bool stopped(const FrontierLimits& limits) {
  return limits.stop != nullptr && limits.stop->load(std::memory_order_relaxed);
}

}  // namespace entente::frontier_parts

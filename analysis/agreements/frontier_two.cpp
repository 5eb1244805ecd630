// SPDX-License-Identifier: Apache-2.0
/// The frontier for two members: staircases merged block after block.
///
/// The undominated sums of some blocks, by falling worth of the first member, rise in the second.
/// Shifted by a pick they stay a staircase; the sums of one block more are the union of as many
/// staircases as it has picks, and two are merged in one pass that drops what does not rise. With c
/// picks and n sums a block costs n c log c steps, without any sorting. Every efficient package is
/// found: were one of its partial sums dominated, replacing that part would dominate the whole.
/// Beyond the limits sums are thinned out as in frontier_many.cpp, with the same proof.
#include <algorithm>
#include <limits>
#include <optional>

#include "analysis/agreements/frontier_parts.hpp"
#include "engine/model/utilities.hpp"

namespace entente::frontier_parts {
namespace {

struct Sum {
  double first, second;
  std::uint32_t parent;
  Choice choice;
};
using Stairs = std::vector<Sum>;

/// Too many sums are thinned out to a part of the most that may be, so that it is not done again at
/// the next step.
constexpr std::size_t kShare = 3;

/// Merges `b`, of later choices, into `a`, dropping what is dominated.
void merge(const Stairs& a, const Stairs& b, Stairs& out) {
  out.resize(a.size() + b.size() + 1);
  const Sum* x = a.data();
  const Sum* y = b.data();
  const Sum* const x_end = x + a.size();
  const Sum* const y_end = y + b.size();
  Sum* end = out.data();
  double height = -std::numeric_limits<double>::infinity();
  const auto take = [&](const Sum& sum) {
    *end = sum;  // overwritten by the next if it does not rise
    end += sum.second > height ? 1 : 0;
    height = std::max(height, sum.second);
  };
  while (x != x_end && y != y_end) {
    const bool later = y->first > x->first || (y->first == x->first && y->second > x->second);
    take(later ? *y : *x);
    y += later ? 1 : 0;
    x += later ? 0 : 1;
  }
  while (x != x_end) take(*x++);
  while (y != y_end) take(*y++);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

/// Drops sums that another one dominates but for the tolerance. (Worths of the first member count
/// as equal that are within it of the greatest of them: see nondominated.cpp.)
void drop_equal(Stairs& stairs, double tolerance) {
  if (stairs.empty()) return;
  double head = stairs[0].first;
  std::size_t last = 0;
  for (std::size_t i = 1; i < stairs.size(); ++i) {
    const Sum& sum = stairs[i];
    if (sum.second - stairs[last].second <= tolerance) continue;
    if (head - sum.first > tolerance) {
      head = sum.first;
      ++last;
    }
    stairs[last] = sum;
  }
  stairs.resize(last + 1);
}

class Two {
 public:
  Two(const Space& space, std::span<const Step> steps, const Reach& reach,
      const FrontierLimits& limits)
      : space_(&space), steps_(steps), reach_(&reach), limits_(&limits) {
    const std::size_t each = 6 * steps.size() + 16 * sizeof(Sum);
    most_sums_ = std::min(limits.most_sums, std::max<std::size_t>(limits.most_memory / each, 64));
    most_at_once_ = std::max<std::size_t>(limits.most_memory / (4 * sizeof(Sum)), 4096);
  }

  Found run() {
    std::vector<double> worths{0, 0};  // by sum, then member
    for (step_ = 0; step_ < steps_.size(); ++step_) {
      if (stopped(*limits_) || !advance(worths)) {
        return rushed(*space_, steps_, *reach_, lineage_, worths, limits_->most_points);
      }
      drop_equal(stairs(), last() ? kRounding : tolerance_of(*space_));
      const bool too_many = stairs().size() > most();
      if (too_many && limits_->exact_only) {
        return rushed(*space_, steps_, *reach_, lineage_, worths, limits_->most_points);
      }
      flatten(worths);
      if (too_many) coarsen(worths);
      std::vector<std::uint32_t> parents;
      std::vector<Choice> choices;
      for (const Sum& sum : stairs()) {
        parents.push_back(sum.parent);
        choices.push_back(sum.choice);
      }
      lineage_.add(std::move(parents), std::move(choices));
    }
    return traced(*space_, steps_, lineage_, worths.size() / 2, error_, margin_);
  }

 private:
  [[nodiscard]] bool last() const { return step_ + 1 == steps_.size(); }
  Stairs& stairs() { return stack_[0]; }

  /// Unites the staircases of all picks of a step, two of like size at a time. False: time is up.
  bool advance(std::span<const double> worths) {
    const std::vector<Pick>& picks = steps_[step_].picks;
    if (last() && error_ > 0) margin_ = reach_->margin(step_, worths, error_);
    std::size_t height = 0;
    for (std::size_t c = 0; c < picks.size(); ++c) {
      if (stack_.size() < height + 2) stack_.resize(height + 2);
      reach_->mark(step_, c, c + 1, worths, last() ? 0 : error_, alive_);
      shift(worths, space_->worth(picks[c]), alive_, static_cast<Choice>(c), stack_[height++]);
      for (std::size_t n = c + 1; height > 1 && (n % 2 == 0 || c + 1 == picks.size()); n /= 2) {
        if (stopped(*limits_)) return false;
        merge(stack_[height - 2], stack_[height - 1], merged_);
        stack_[height - 2].swap(merged_);
        --height;
      }
      if (!make_room(height)) return false;
    }
    return true;
  }

  /// Where staircases take too much memory before a block's picks are through, what they have
  /// become so far is merged, and thinned out if that is still too much.
  bool make_room(std::size_t& height) {
    std::size_t sums = 0;
    for (std::size_t i = 0; i < height; ++i) sums += stack_[i].size();
    if (sums <= most_at_once_) return true;
    for (; height > 1; --height) {
      merge(stack_[height - 2], stack_[height - 1], merged_);
      stack_[height - 2].swap(merged_);
      Stairs().swap(stack_[height - 1]);
    }
    if (stairs().size() <= most_sums_) return !stopped(*limits_);
    if (limits_->exact_only) return false;
    std::vector<double> worths;
    flatten(worths);
    keep_most(worths, most_sums_ / kShare + 1);
    return !stopped(*limits_);
  }

  static void shift(std::span<const double> worths, std::span<const double> by,
                    std::span<const std::uint8_t> alive, Choice choice, Stairs& out) {
    const std::size_t sums = worths.size() / 2;
    out.resize(sums);
    std::size_t size = 0;
    for (std::size_t i = 0; i < sums; ++i) {
      out[size] = {worths[2 * i] + by[0], worths[2 * i + 1] + by[1], static_cast<std::uint32_t>(i),
                   choice};
      size += alive.empty() || alive[i] != 0 ? 1 : 0;
    }
    out.resize(size);
  }

  void flatten(std::vector<double>& worths) {
    worths.clear();
    for (const Sum& sum : stairs()) worths.insert(worths.end(), {sum.first, sum.second});
  }

  [[nodiscard]] std::size_t most() const { return last() ? limits_->most_points : most_sums_; }

  void coarsen(std::vector<double>& worths) {
    keep_most(worths, last() ? most() : most() / kShare + 1);
    flatten(worths);
  }

  /// `worths`: those of the stairs.
  void keep_most(const std::vector<double>& worths, std::size_t most) {
    const Thinned thinned = thin(worths, 2, most, limits_->stop);
    for (std::size_t k = 0; k < thinned.kept.size(); ++k) stairs()[k] = stairs()[thinned.kept[k]];
    stairs().resize(thinned.kept.size());
    error_ += thinned.loss;
  }

  const Space* space_;
  std::span<const Step> steps_;
  const Reach* reach_;
  const FrontierLimits* limits_;
  std::size_t most_sums_;     ///< kept of a step
  std::size_t most_at_once_;  ///< on the way to them
  Lineage lineage_;
  std::size_t step_ = 0;
  std::vector<Stairs> stack_;
  Stairs merged_;
  std::vector<std::uint8_t> alive_;
  double error_ = 0;
  double margin_ = 0;
};

}  // namespace

Found two(const Space& space, std::span<const Step> steps, const Reach& reach,
          const FrontierLimits& limits) {
  return Two(space, steps, reach, limits).run();
}

}  // namespace entente::frontier_parts

// SPDX-License-Identifier: Apache-2.0
/// The frontier for any number of members: dynamic programming over blocks, after Bazgan, Hugot &
/// Vanderpooten (2009), Solving efficiently the 0-1 multi-objective knapsack problem, Computers &
/// Operations Research 36.
///
/// Undominated sums over the blocks so far are added to every pick of the next, and what is
/// dominated goes. Nothing efficient is lost: replacing a dominated part of a package dominates the
/// package, and keeps every floor that it reaches. Sums that cannot reach the floors go before (see
/// frontier_reach.cpp). Departures: not two sums at a time are compared, but all at once (see
/// nondominated.cpp), and sums are not compared with completions of others.
///
/// Where a step leaves more sums than the limits allow, they are thinned out to a share of that
/// (see frontier_error.cpp), so that some steps pass before the next thinning. Its loss w adds to
/// the error. Proof: say that after a step each package x that reaches the floors has a kept sum p
/// which, completed like x, has at most e less than x for each member. Thinning leaves a sum with
/// at most w less than p, and completions add the same to both: e + w. The next step's filter drops
/// only what something kept dominates. Sums with the error e must not be dropped for floors that
/// are at most e away, so floors are lowered by e until the last step. There, packages that miss a
/// true floor go; one that stood for x and went for missing floor f by s had at least x - e, so
/// x < f - s + e there: packages with e - s above all floors are all stood for. The greatest such
/// number is the margin. Last, the list is thinned out to as many points as wanted, at a loss that
/// concerns only packages that reach the floors.
#include <algorithm>
#include <optional>

#include "analysis/agreements/frontier_union.hpp"
#include "engine/model/utilities.hpp"

namespace entente::frontier_parts {
namespace {

/// A step with too many sums is thinned out to a part of the most that may be. Measured on 28
/// issues of 4 options, 4 members: of 3 to 150, 7 to 20 gave the least error.
constexpr std::size_t kShare = 8;

class Many {
 public:
  Many(const Space& space, std::span<const Step> steps, const Reach& reach,
       const FrontierLimits& limits)
      : space_(&space),
        steps_(steps),
        reach_(&reach),
        limits_(&limits),
        members_(space.members()),
        union_(members_, limits.stop) {
    most_at_once_ = std::max<std::size_t>(limits.most_memory / 2 / union_.bytes(), 1024);
    const std::size_t each = 2 * (12 * members_ + 6) + 6 * steps.size();
    const std::size_t room = std::max<std::size_t>(limits.most_memory / 2 / each, 64);
    most_sums_ = std::max<std::size_t>(1, std::min({limits.most_sums, room, most_at_once_}));
  }

  Found run() {
    Front front;
    front.size = 1;
    front.worths.assign(members_, 0.0);
    front.falling.assign(members_, {0});
    for (step_ = 0; step_ < steps_.size(); ++step_) {
      std::optional<Front> next = advance(front);
      if (!next)
        return rushed(*space_, steps_, *reach_, lineage_, front.worths, limits_->most_points);
      front = std::move(*next);
      lineage_.add(std::move(front.parents), std::move(front.choices));
    }
    return traced(*space_, steps_, lineage_, front.size, error_, margin_);
  }

 private:
  [[nodiscard]] bool last() const { return step_ + 1 == steps_.size(); }

  /// The undominated sums of `front` and the picks of a step; none when it has to end.
  std::optional<Front> advance(const Front& front) {
    const std::vector<Pick>& picks = steps_[step_].picks;
    const double relaxed = last() ? 0 : error_;
    if (last() && error_ > 0) margin_ = reach_->margin(step_, front.worths, error_);
    const std::size_t group = std::max<std::size_t>(1, most_at_once_ / (front.size + 1));
    std::optional<Front> sums;
    for (std::size_t first = 0; first < picks.size(); first += group) {
      const std::size_t end = std::min(first + group, picks.size());
      reach_->mark(step_, first, end, front.worths, relaxed, alive_);
      std::vector<Source> sources;
      for (std::size_t c = first; c < end; ++c) {
        sources.push_back({&front, space_->worth(picks[c]),
                           alive_.empty() ? nullptr : alive_.data() + (c - first) * front.size,
                           static_cast<Choice>(c)});
      }
      std::optional<Front> more = union_.of(sources, tolerance());
      if (more && sums) {
        const Source both[] = {{&*sums, {}}, {&*more, {}}};
        more = union_.of(both, tolerance());
      }
      if (!more) return std::nullopt;
      sums = std::move(more);
      if (sums->size <= most_sums_) continue;
      if (limits_->exact_only) return std::nullopt;
      coarsen(*sums);
    }
    if (last() && sums->size > limits_->most_points) {
      if (limits_->exact_only) return std::nullopt;
      coarsen(*sums);
    }
    return sums;
  }

  void coarsen(Front& front) {
    const std::size_t most = last() ? limits_->most_points : most_sums_ / kShare + 1;
    const Thinned thinned = thin(front.worths, members_, most, limits_->stop);
    front.keep(thinned.kept);
    error_ += thinned.loss;
  }

  [[nodiscard]] double tolerance() const { return last() ? kRounding : tolerance_of(*space_); }

  const Space* space_;
  std::span<const Step> steps_;
  const Reach* reach_;
  const FrontierLimits* limits_;
  std::size_t members_;
  std::size_t most_at_once_;  ///< sums looked at
  std::size_t most_sums_;     ///< kept of a step
  Union union_;
  Lineage lineage_;
  std::size_t step_ = 0;
  std::vector<std::uint8_t> alive_;
  double error_ = 0;
  double margin_ = 0;
};

}  // namespace

Found many(const Space& space, std::span<const Step> steps, const Reach& reach,
           const FrontierLimits& limits) {
  return Many(space, steps, reach, limits).run();
}

}  // namespace entente::frontier_parts

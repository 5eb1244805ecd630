// SPDX-License-Identifier: Apache-2.0
/// Steps, and where sums came from.
#include "analysis/agreements/frontier_parts.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "analysis/agreements/nondominated.hpp"
#include "engine/model/utilities.hpp"

namespace entente::frontier_parts {

double tolerance_of(const Space& space) {
  return kRounding / static_cast<double>(2 * space.blocks() + 1);
}

std::vector<Step> steps_of(const Space& space, double tolerance) {
  const std::size_t members = space.members();
  std::vector<Step> steps;
  std::vector<double> ranges;  // by block: of its worths, added up over members
  for (std::size_t b = 0; b < space.blocks(); ++b) {
    std::vector<double> worths;
    for (Pick pick = space.begin(b); pick < space.end(b); ++pick) {
      const std::span<const double> adds = space.worth(pick);
      worths.insert(worths.end(), adds.begin(), adds.end());
    }
    Step& step = steps.emplace_back(Step{b, {}});
    for (const std::uint32_t i : nondominated(worths, members, tolerance)) {
      step.picks.push_back(space.begin(b) + i);
    }
    double& range = ranges.emplace_back();
    for (std::size_t m = 0; m < members; ++m) {
      double low = std::numeric_limits<double>::infinity();
      double high = -low;
      for (const Pick pick : step.picks) {
        low = std::min(low, space.worth(pick)[m]);
        high = std::max(high, space.worth(pick)[m]);
      }
      range += high - low;
    }
  }
  // A step costs as many sums as there are so far, for each pick: blocks of many picks come first,
  // while there are few. Of the others those of small worths: their sums can be thinned out at
  // little loss, and the last steps, which cost most, drop most where picks differ much. Measured
  // on 28 issues of 3 options and 4 members: half the time of the given order; on 4 options, a
  // third less error.
  constexpr std::size_t kMany = 16;
  std::stable_sort(steps.begin(), steps.end(), [&](const Step& a, const Step& b) {
    const std::size_t many_a = a.picks.size() > kMany ? a.picks.size() : 0;
    const std::size_t many_b = b.picks.size() > kMany ? b.picks.size() : 0;
    return many_a != many_b ? many_a > many_b : ranges[a.block] < ranges[b.block];
  });
  return steps;
}

void Lineage::add(std::vector<std::uint32_t> parents, std::vector<Choice> choices) {
  parents_.push_back(std::move(parents));
  choices_.push_back(std::move(choices));
}

void Lineage::trace(std::span<const Step> steps, std::vector<std::uint32_t> sums,
                    std::span<Pick> picks) const {
  const std::size_t blocks = steps.size();
  for (std::size_t s = choices_.size(); s-- > 0;) {
    const Step& step = steps[s];
    for (std::size_t i = 0; i < sums.size(); ++i) {
      picks[i * blocks + step.block] = step.picks[choices_[s][sums[i]]];
      sums[i] = parents_[s][sums[i]];
    }
  }
}

Found traced(const Space& space, std::span<const Step> steps, const Lineage& lineage,
             std::size_t points, double error, double margin) {
  Found found{
      .picks = std::vector<Pick>(points * space.blocks()), .error = error, .margin = margin};
  std::vector<std::uint32_t> sums(points);
  std::iota(sums.begin(), sums.end(), 0U);
  lineage.trace(steps, std::move(sums), found.picks);
  return found;
}

Found rushed(const Space& space, std::span<const Step> steps, const Reach& reach,
             const Lineage& lineage, std::span<const double> worths, std::size_t most) {
  constexpr std::size_t kMost = 8192;  // points looked at: a few milliseconds
  const std::size_t members = space.members();
  const std::size_t blocks = space.blocks();
  const std::vector<Reach::Completion> completions = reach.completions(lineage.steps());
  const std::size_t sums = worths.size() / members;
  const std::size_t every = sums * completions.size() / kMost + 1;
  Found found;
  found.complete = false;
  std::vector<double> sum(members);
  std::vector<std::uint32_t> from;
  std::vector<const Reach::Completion*> by;
  std::vector<double> reached;
  for (std::size_t i = 0; i < sums; i += every) {
    const std::span<const double> worth = worths.subspan(i * members, members);
    for (const Reach::Completion& completion : completions) {
      if (reach.missing(worth, completion.worths) > 0) continue;
      from.push_back(static_cast<std::uint32_t>(i));
      by.push_back(&completion);
      for (std::size_t m = 0; m < members; ++m) reached.push_back(worth[m] + completion.worths[m]);
    }
  }
  std::vector<std::uint32_t> kept = nondominated(reached, members, kRounding);
  if (kept.size() > most) {
    std::vector<double> list;
    for (const std::uint32_t k : kept) {
      for (std::size_t m = 0; m < members; ++m) list.push_back(reached[k * members + m]);
    }
    const Thinned thinned = thin(list, members, most);
    for (std::size_t i = 0; i < thinned.kept.size(); ++i) kept[i] = kept[thinned.kept[i]];
    kept.resize(thinned.kept.size());
  }
  std::vector<std::uint32_t> kept_sums;
  for (const std::uint32_t k : kept) kept_sums.push_back(from[k]);
  found.picks.resize(kept.size() * blocks);
  lineage.trace(steps, std::move(kept_sums), found.picks);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    for (std::size_t s = lineage.steps(); s < steps.size(); ++s) {
      found.picks[i * blocks + steps[s].block] = by[kept[i]]->picks[s - lineage.steps()];
    }
  }
  return found;
}

}  // namespace entente::frontier_parts

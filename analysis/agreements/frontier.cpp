// SPDX-License-Identifier: Apache-2.0
/// Frontiers by dynamic programming over blocks.
#include "analysis/agreements/frontier.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/agreements/frontier_parts.hpp"
#include "engine/model/utilities.hpp"

namespace entente {
namespace {

/// Points in the order that is promised, with worths summed as everywhere else.
Frontier laid_out(const Space& space, std::span<const double> floors,
                  frontier_parts::Found&& found) {
  const std::size_t members = space.members();
  const std::size_t blocks = space.blocks();
  const std::size_t points = blocks == 0 ? 1 : found.picks.size() / blocks;
  std::vector<double> worths(points * members);
  std::vector<std::uint32_t> order;
  order.reserve(points);
  const auto worth = [&](std::uint32_t i) {
    return std::span(worths).subspan(i * members, members);
  };
  const auto picks = [&](std::uint32_t i) {
    return std::span<const Pick>(found.picks).subspan(i * blocks, blocks);
  };
  for (std::uint32_t i = 0; i < points; ++i) {
    space.evaluate(picks(i), worth(i));
    if (std::equal(floors.begin(), floors.end(), worth(i).begin(),
                   [](double floor, double has) { return reaches(has, floor); })) {
      order.push_back(i);
    }
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::lexicographical_compare(worth(b).begin(), worth(b).end(), worth(a).begin(),
                                        worth(a).end());
  });
  Frontier frontier{.members = members,
                    .worths = {},
                    .picks = {},
                    .error = found.error,
                    .margin = found.margin,
                    .complete = found.complete};
  frontier.worths.reserve(order.size() * members);
  frontier.picks.reserve(order.size() * blocks);
  for (const std::uint32_t i : order) {
    frontier.worths.insert(frontier.worths.end(), worth(i).begin(), worth(i).end());
    frontier.picks.insert(frontier.picks.end(), picks(i).begin(), picks(i).end());
  }
  return frontier;
}

}  // namespace

Frontier frontier_of(const Space& space, std::span<const double> floors,
                     const FrontierLimits& limits) {
  namespace parts = frontier_parts;
  Frontier nothing{.members = space.members(), .worths = {}, .picks = {}};
  if (space.members() == 0 || space.empty()) return nothing;
  const std::vector<parts::Step> steps = parts::steps_of(space, parts::tolerance_of(space));
  const parts::Reach reach(space, steps, floors);
  if (reach.none()) return nothing;
  return laid_out(space, floors,
                  space.members() == 2 ? parts::two(space, steps, reach, limits)
                                       : parts::many(space, steps, reach, limits));
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Single swaps, pairs of them, a greedy descent, then branch and bound over sets of swaps.
#include "engine/search/swaps.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace entente {
namespace {

/// With more swaps than this in question, a pair of them and a descent are tried before branching.
constexpr std::size_t kCrowd = 24;
/// Pairs are found by the worth that is wanted, in so many classes of worth.
constexpr std::size_t kClasses = 64;
/// Branching asks first for a package that costs at most this part of what is wanted, then doubles
/// it: a search that goes deep under a loose limit wastes more than a short one repeated.
constexpr double kFirstPart = 1.0 / 16;

}  // namespace

void Swaps::reset(const Panels& panels, std::size_t blocks) {
  near_.resize(panels.size() + 1);
  by_gain_.resize(panels.size());
  swaps_.reserve(panels.size());
  reach_.assign(2 * blocks, 0.0);
  swapped_.assign(blocks, 0);
  path_.resize(blocks + 1);
  found_.reserve(blocks + 1);
  trial_.resize(blocks + 1);
  taken_.resize(blocks);
}

void Swaps::run(Panels& panels, std::span<const double> worth, SwapSearch& search) {
  found_.clear();
  take_single(panels, panels.reduce(search.price, search.slack, search.doubt, search.noise),
              search);
  if (near_count_ > kCrowd) {
    take_pair(panels, search);
    if (search.below > 0) descend(panels, search);
  }
  if (search.below <= 0) return;
  list(panels, search);
  const double wanted = search.below;
  for (double part = kFirstPart; search.complete; part *= 2) {
    const double asked = std::min(part, 1.0) * wanted;
    search.below = asked;
    explore(panels, worth, search);
    if (search.below < asked || asked >= wanted) break;
    search.below = wanted;
  }
}

/// Lists the slots that cost little enough, and takes the one that alone gives the least cost.
void Swaps::take_single(const Panels& panels, double least, SwapSearch& search) {
  const double below = std::min(search.below, least + search.tolerance);
  near_count_ = 0;
  for (std::size_t s = 0; s < panels.size(); ++s) {
    near_[near_count_] = static_cast<Slot>(s);
    near_count_ += panels.cost(static_cast<Slot>(s)) < below ? 1 : 0;
  }
  if (least >= search.below) return;
  search.below = least - search.tolerance;
  search.found = true;
  for (std::size_t i = 0; i < near_count_ && found_.empty(); ++i) {
    const Slot s = near_[i];
    const double left = search.slack + panels.gain(s);
    if (left >= search.doubt && panels.cost(s) + search.price * left == least) found_.push_back(s);
  }
}

/// Takes two swaps that together leave little slack: for each one, those whose gain is in the class
/// of what it leaves wanting or the next above.
void Swaps::take_pair(const Panels& panels, SwapSearch& search) {
  double low = 0;
  double high = 0;
  for (std::size_t i = 0; i < near_count_; ++i) {
    low = std::min(low, panels.gain(near_[i]));
    high = std::max(high, panels.gain(near_[i]));
  }
  if (high - low < 1e-100) return;
  const double scale = static_cast<double>(kClasses - 1) / (high - low);
  const auto class_of = [&](double gain) { return static_cast<std::size_t>((gain - low) * scale); };
  std::array<std::uint32_t, kClasses + 2> from{};  // in the end: where each class begins
  for (std::size_t i = 0; i < near_count_; ++i) ++from[class_of(panels.gain(near_[i])) + 2];
  for (std::size_t c = 2; c < from.size(); ++c) from[c] += from[c - 1];
  for (std::size_t i = 0; i < near_count_; ++i) {
    by_gain_[from[class_of(panels.gain(near_[i])) + 1]++] = near_[i];
  }
  for (std::size_t i = 0; i < near_count_ && search.below > 0; ++i) {
    const Slot a = near_[i];
    const double slack = search.slack + panels.gain(a);
    if (panels.cost(a) >= search.below || slack < -high || slack > -low) continue;
    const std::size_t wanted = class_of(-slack);
    for (std::size_t k = from[wanted]; k < from[wanted + 2]; ++k) {
      const Slot b = by_gain_[k];
      const double left = slack + panels.gain(b);
      const double total = panels.cost(a) + panels.cost(b) + search.price * left;
      if (left < search.doubt || total >= search.below || panels.block(a) == panels.block(b)) {
        continue;
      }
      search.below = total - search.tolerance;
      search.found = true;
      found_.assign({a, b});
    }
  }
}

/// Goes on from the swaps found, or from none: below the floor it adds worth by the swaps that ask
/// least for a unit of it, then it lowers the total by the swap that does so most, as long as one
/// does. Each swap may undo an earlier one of the same block.
void Swaps::descend(const Panels& panels, SwapSearch& search) {
  std::fill(taken_.begin(), taken_.end(), Taken{});
  double slack = search.slack;
  double total = search.price * slack;
  const auto take = [&](Slot slot) {
    Taken& taken = taken_[panels.block(slot)];
    const double gain = panels.gain(slot) - taken.gain;
    slack += gain;
    total += panels.cost(slot) - taken.cost + search.price * gain;
    taken = {panels.cost(slot), panels.gain(slot), slot};
  };
  for (const Slot slot : found_) take(slot);
  const std::size_t most_steps = 2 * taken_.size();
  for (std::size_t step = 0; step < most_steps; ++step) {
    const bool short_of_floor = slack < search.doubt;
    if (!short_of_floor && total <= search.tolerance) break;
    const std::optional<Slot> slot =
        short_of_floor ? cheapest_gain(panels) : best_step(panels, search, slack);
    if (!slot) break;
    take(*slot);
  }
  // Any gain is worth taking here: it may be the one that makes further search needless.
  if (slack < search.doubt || total >= search.below + search.tolerance) return;
  search.below = total - search.tolerance;
  search.found = true;
  found_.clear();
  for (const Taken& taken : taken_) {
    if (taken.slot) found_.push_back(*taken.slot);
  }
}

/// The slot that adds worth to what is taken and asks least for a unit; of equals, it adds most.
std::optional<Slot> Swaps::cheapest_gain(const Panels& panels) const {
  std::optional<Slot> best;
  double least_rate = Panels::kNever;
  double most_gain = 0;
  for (std::size_t i = 0; i < near_count_; ++i) {
    const Taken& taken = taken_[panels.block(near_[i])];
    const double gain = panels.gain(near_[i]) - taken.gain;
    if (gain <= 0) continue;
    const double rate = (panels.cost(near_[i]) - taken.cost) / gain;
    if (rate > least_rate || (rate == least_rate && gain <= most_gain)) continue;
    least_rate = rate;
    most_gain = gain;
    best = near_[i];
  }
  return best;
}

/// The slot that lowers the total of what is taken most and stays above the floor.
std::optional<Slot> Swaps::best_step(const Panels& panels, const SwapSearch& search,
                                     double slack) const {
  std::optional<Slot> best;
  double least = 0;
  for (std::size_t i = 0; i < near_count_; ++i) {
    const Taken& taken = taken_[panels.block(near_[i])];
    const double gain = panels.gain(near_[i]) - taken.gain;
    const double change = panels.cost(near_[i]) - taken.cost + search.price * gain;
    if (change < least && slack + gain >= search.doubt) {
      least = change;
      best = near_[i];
    }
  }
  return best;
}

/// Lists the swaps that cost little enough, cheapest first, those of most gain first among equals
/// (as in filling a knapsack), and what they and the later ones can do.
void Swaps::list(const Panels& panels, const SwapSearch& search) {
  swaps_.clear();
  for (std::size_t i = 0; i < near_count_; ++i) {
    const Slot s = near_[i];
    if (panels.cost(s) >= search.below) continue;
    swaps_.push_back({.cost = panels.cost(s),
                      .gain = panels.gain(s),
                      .most = 0,
                      .least = 0,
                      .up_rate = 0,
                      .down_rate = 0,
                      .slot = s,
                      .block = panels.block(s)});
  }
  std::sort(swaps_.begin(), swaps_.end(), [](const Swap& a, const Swap& b) {
    if (a.cost != b.cost) return a.cost < b.cost;
    const double x = std::abs(a.gain);
    const double y = std::abs(b.gain);
    return x > y || (x == y && a.slot < b.slot);
  });
  double most = 0;
  double least = 0;
  double up_rate = Panels::kNever;
  double down_rate = search.price;  // slack kept costs the price
  for (std::size_t i = swaps_.size(); i-- > 0;) {
    Swap& swap = swaps_[i];
    double& up = reach_[2 * swap.block];
    double& down = reach_[2 * swap.block + 1];
    if (swap.gain > 0) {
      most += std::max(swap.gain - up, 0.0);
      up = std::max(swap.gain, up);
      up_rate = std::min(up_rate, swap.cost / swap.gain);
    } else if (swap.gain < 0) {
      least += std::min(swap.gain - down, 0.0);
      down = std::min(swap.gain, down);
      down_rate = std::min(down_rate, swap.cost / -swap.gain);
    }
    swap.most = most;
    swap.least = least;
    swap.up_rate = up_rate;
    swap.down_rate = down_rate;
  }
  for (const Swap& swap : swaps_) reach_[2 * swap.block] = reach_[2 * swap.block + 1] = 0;
}

/// Whether this swap or later ones can lead to a package that is wanted.
bool Swaps::promising(std::size_t index, double slack, double cost,
                      const SwapSearch& search) const {
  const Swap& swap = swaps_[index];
  const double left = slack + swap.least;
  const double settled = slack > 0 ? slack * swap.down_rate : -slack * swap.up_rate;
  return cost + swap.cost + search.price * (left > 0 ? left : 0) < search.below &&
         cost + settled < search.below && slack + swap.most >= 0;
}

/// Depth first through the sets of swaps that together cost less than `search.below`.
void Swaps::explore(const Panels& panels, std::span<const double> worth, SwapSearch& search) {
  std::size_t depth = 0;
  std::size_t next = 0;
  double slack = search.slack;
  double cost = 0;
  while (true) {
    if (next == swaps_.size() || !promising(next, slack, cost, search)) {
      if (depth == 0) return;
      const Step& step = path_[--depth];
      slack = step.slack;
      cost = step.cost;
      next = step.swap + 1;
      swapped_[swaps_[step.swap].block] = 0;
      continue;
    }
    const Swap& swap = swaps_[next];
    if (swapped_[swap.block] != 0) {
      ++next;
      continue;
    }
    if (search.nodes == search.most_nodes) {
      search.complete = false;
      return unwind(depth);
    }
    ++search.nodes;
    swapped_[swap.block] = 1;
    path_[depth++] = {next++, slack, cost};
    slack += swap.gain;
    cost += swap.cost;
    const double total = cost + search.price * slack;
    if (slack >= 0 && total < search.below &&
        (slack >= search.doubt || reaches(panels, worth, search, depth))) {
      search.found = true;
      search.below = total - search.tolerance;
      found_.clear();
      for (std::size_t i = 0; i < depth; ++i) found_.push_back(swaps_[path_[i].swap].slot);
    }
  }
}

void Swaps::unwind(std::size_t depth) {
  while (depth > 0) swapped_[swaps_[path_[--depth].swap].block] = 0;
}

/// Whether the package of the present path reaches the floor when summed block after block.
bool Swaps::reaches(const Panels& panels, std::span<const double> worth, const SwapSearch& search,
                    std::size_t depth) {
  panels.best_rows(search.price, trial_);
  for (std::size_t i = 0; i < depth; ++i) {
    const Swap& swap = swaps_[path_[i].swap];
    trial_[swap.block] = panels.row(swap.slot);
  }
  double sum = 0;
  for (std::size_t b = 0; b + 1 < trial_.size(); ++b) sum += worth[trial_[b]];
  return sum >= search.floor;
}

std::uint32_t Swaps::open_rows(const Panels& panels, double price, std::vector<Slot>& slots) const {
  const std::uint32_t block = swaps_.front().block;
  slots.push_back(panels.best_slot(block, price));
  for (const Swap& swap : swaps_) {
    if (swap.block == block) slots.push_back(swap.slot);
  }
  return block;
}

}  // namespace entente

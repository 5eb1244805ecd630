// SPDX-License-Identifier: Apache-2.0
/// Layout of rows in lanes, and the sweeps over them.
#include "engine/search/panels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace entente {
namespace {

constexpr std::size_t kLanes = 4;
/// A block with more allowed rows than this gets a panel to itself.
constexpr std::size_t kMostNarrow = 16;

using Lanes = std::array<double, kLanes>;

/// The best rows of a panel's lanes at a price; of equals the first, which is worth most.
struct BestRows {
  Lanes score, goal, worth;

  BestRows(const double* goals, const double* worths, std::size_t height, double price) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      goal[k] = goals[k];
      worth[k] = worths[k];
      score[k] = goals[k] + price * worths[k];
    }
    for (std::size_t c = 1; c < height; ++c) {
      goals += kLanes;
      worths += kLanes;
      for (std::size_t k = 0; k < kLanes; ++k) {
        const double s = goals[k] + price * worths[k];
        const bool better = s > score[k];
        score[k] = better ? s : score[k];
        goal[k] = better ? goals[k] : goal[k];
        worth[k] = better ? worths[k] : worth[k];
      }
    }
  }

  /// The lane with the best row of a wide panel.
  [[nodiscard]] std::size_t lane() const {
    std::size_t best = 0;
    for (std::size_t k = 1; k < kLanes; ++k) {
      if (score[k] > score[best] || (score[k] == score[best] && worth[k] > worth[best])) best = k;
    }
    return best;
  }
};

}  // namespace

bool Panels::lay_out(const Blocks& blocks, std::span<const double> worth,
                     std::span<const std::uint8_t> forbidden) {
  allowed_.clear();
  from_.assign(1, 0);
  for (const Blocks::Block& block : blocks) {
    const std::size_t begin = allowed_.size();
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      if (forbidden.empty() || forbidden[row] == 0) allowed_.push_back(row);
    }
    if (allowed_.size() == begin) return false;
    std::sort(
        allowed_.begin() + static_cast<std::ptrdiff_t>(begin), allowed_.end(),
        [worth](Row a, Row b) { return worth[a] > worth[b] || (worth[a] == worth[b] && a < b); });
    from_.push_back(static_cast<std::uint32_t>(allowed_.size()));
  }

  panels_.clear();
  slots_.resize(blocks.size());
  row_.clear();
  block_.clear();
  worth_.clear();
  losing_.clear();
  unused_.clear();
  const auto count = [this](std::size_t b) { return from_[b + 1] - from_[b]; };
  std::vector<std::uint32_t> order(blocks.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return count(a) < count(b); });
  for (std::size_t i = 0; i < order.size();) {
    std::size_t lanes = 1;
    while (lanes < kLanes && i + lanes < order.size() && count(order[i + lanes]) <= kMostNarrow) {
      ++lanes;
    }
    add_panel(std::span(order).subspan(i, lanes), worth);
    i += lanes;
  }
  goal_.resize(row_.size());
  cost_.resize(row_.size());
  gain_.resize(row_.size());
  return true;
}

void Panels::add_slot(Row row, std::size_t block, double worth) {
  row_.push_back(row);
  block_.push_back(static_cast<std::uint32_t>(block));
  worth_.push_back(worth);
}

/// `blocks`: by rising number of rows.
void Panels::add_panel(std::span<const std::uint32_t> blocks, std::span<const double> worth) {
  const auto first = static_cast<Slot>(row_.size());
  const std::size_t largest = from_[blocks.back() + 1] - from_[blocks.back()];
  const bool wide = largest > kMostNarrow;
  const std::size_t height = wide ? (largest + kLanes - 1) / kLanes : largest;
  panels_.push_back({first, static_cast<Slot>(height), wide});
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    const std::uint32_t b = blocks[k];
    slots_[b] = {first + static_cast<Slot>(k), wide ? 1U : static_cast<Slot>(kLanes),
                 from_[b + 1] - from_[b]};
  }
  for (std::size_t c = 0; c < height; ++c) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      const std::size_t lane = wide ? 0 : k;
      if (lane >= blocks.size()) {
        unused_.push_back(static_cast<Slot>(row_.size()));
        add_slot(allowed_[from_[blocks[0]]], slots_.size(), 0);
        continue;
      }
      const std::uint32_t b = blocks[lane];
      const std::size_t i = wide ? c * kLanes + k : c;
      const bool real = i < slots_[b].count;
      if (!real) losing_.push_back(static_cast<Slot>(row_.size()));
      const Row row = allowed_[from_[b] + (real ? i : 0)];
      add_slot(row, b, worth[row]);
    }
  }
}

void Panels::load(std::span<const double> goal) {
  goals_ = goal;
  const std::size_t slots = row_.size();
  for (std::size_t s = 0; s < slots; ++s) goal_[s] = goal[row_[s]];
  Lanes largest{};
  for (std::size_t s = 0; s < slots; s += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      const double magnitude = std::abs(goal_[s + k]);
      largest[k] = magnitude > largest[k] ? magnitude : largest[k];
    }
  }
  largest_goal_ = *std::max_element(largest.begin(), largest.end());
  for (const Slot slot : losing_) goal_[slot] = -kNever;
  for (const Slot slot : unused_) goal_[slot] = 0;
}

Point Panels::best(double price) const {
  Lanes goals{};
  Lanes worths{};
  Point sum;
  for (const Panel& panel : panels_) {
    const BestRows best(&goal_[panel.first], &worth_[panel.first], panel.height, price);
    if (panel.wide) {
      const std::size_t k = best.lane();
      sum.goal += best.goal[k];
      sum.worth += best.worth[k];
      continue;
    }
    for (std::size_t k = 0; k < kLanes; ++k) {
      goals[k] += best.goal[k];
      worths[k] += best.worth[k];
    }
  }
  for (std::size_t k = 0; k < kLanes; ++k) {
    sum.goal += goals[k];
    sum.worth += worths[k];
  }
  return sum;
}

void Panels::best_rows(double price, std::span<Row> rows) const {
  for (const Panel& panel : panels_) {
    std::array<Slot, kLanes> slot;
    BestRows best(&goal_[panel.first], &worth_[panel.first], 1, price);
    for (std::size_t k = 0; k < kLanes; ++k) slot[k] = panel.first + static_cast<Slot>(k);
    Slot s = panel.first + static_cast<Slot>(kLanes);
    for (Slot c = 1; c < panel.height; ++c) {
      for (std::size_t k = 0; k < kLanes; ++k, ++s) {
        const double score = goal_[s] + price * worth_[s];
        const bool better = score > best.score[k];
        slot[k] = better ? s : slot[k];
        best.score[k] = better ? score : best.score[k];
      }
    }
    if (panel.wide) {
      for (std::size_t k = 0; k < kLanes; ++k) best.worth[k] = worth_[slot[k]];
      slot.fill(slot[best.lane()]);
    }
    for (std::size_t k = 0; k < kLanes; ++k) rows[block_[slot[k]]] = row_[slot[k]];
  }
}

Slot Panels::best_slot(std::uint32_t block, double price) const {
  const Slots& slots = slots_[block];
  Slot best = slots.first;
  for (Slot i = 1; i < slots.count; ++i) {
    const Slot slot = slots.first + i * slots.stride;
    if (goal_[slot] + price * worth_[slot] > goal_[best] + price * worth_[best]) best = slot;
  }
  return best;
}

double Panels::reduce(double price, double slack, double least_slack, double noise) {
  Lanes least;
  least.fill(kNever);
  for (const Panel& panel : panels_) {
    const double* goals = &goal_[panel.first];
    const double* worths = &worth_[panel.first];
    double* costs = &cost_[panel.first];
    double* gains = &gain_[panel.first];
    BestRows best(goals, worths, panel.height, price);
    if (panel.wide) {
      const std::size_t k = best.lane();
      best.goal.fill(best.goal[k]);
      best.worth.fill(best.worth[k]);
    }
    for (std::size_t c = 0; c < panel.height; ++c) {
      for (std::size_t k = 0; k < kLanes; ++k) {
        const double loss = best.goal[k] - goals[k];
        const double gain = worths[k] - best.worth[k];
        double cost = loss - price * gain;
        cost = cost > noise ? cost : 0;
        cost = gain <= 0 && loss >= 0 ? kNever : cost;
        costs[k] = cost;
        gains[k] = gain;
        const double left = slack + gain;
        const double total = left >= least_slack ? cost + price * left : kNever;
        least[k] = total < least[k] ? total : least[k];
      }
      goals += kLanes;
      worths += kLanes;
      costs += kLanes;
      gains += kLanes;
    }
  }
  return *std::min_element(least.begin(), least.end());
}

void Panels::fix(std::uint32_t block, Slot kept) {
  const Slots& slots = slots_[block];
  for (Slot i = 0; i < slots.count; ++i) {
    const Slot slot = slots.first + i * slots.stride;
    if (slot != kept) goal_[slot] = -kNever;
  }
}

void Panels::release(std::uint32_t block) {
  const Slots& slots = slots_[block];
  for (Slot i = 0; i < slots.count; ++i) {
    const Slot slot = slots.first + i * slots.stride;
    goal_[slot] = goals_[row_[slot]];
  }
}

}  // namespace entente

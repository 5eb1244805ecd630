// SPDX-License-Identifier: Apache-2.0
/// Uniting lists of undominated sums: ranks by merging, then the filter.
///
/// A shifted list keeps its order in every member (rounding is monotone), so a list that carries
/// its order by each member needs no sorting: merging the lists of the sources gives the ranks that
/// the filter works on, and dropping what the filter drops gives the orders of the result. For s
/// sources of n sums and d members this takes d n s log s steps beside the filter's own.
#include "analysis/agreements/frontier_union.hpp"

#include <algorithm>

namespace entente::frontier_parts {
namespace {

constexpr std::uint32_t kGone = ~std::uint32_t{0};

}  // namespace

void Front::keep(std::span<const std::uint32_t> kept) {
  const std::size_t members = falling.size();
  std::vector<std::uint32_t> renamed(size, kGone);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    const std::uint32_t i = kept[k];
    renamed[i] = static_cast<std::uint32_t>(k);
    std::copy_n(worths.begin() + static_cast<std::ptrdiff_t>(i * members), members,
                worths.begin() + static_cast<std::ptrdiff_t>(k * members));
    parents[k] = parents[i];
    choices[k] = choices[i];
  }
  size = kept.size();
  worths.resize(size * members);
  parents.resize(size);
  choices.resize(size);
  for (std::vector<std::uint32_t>& order : falling) {
    std::size_t out = 0;
    for (const std::uint32_t i : order) {
      if (renamed[i] != kGone) order[out++] = renamed[i];
    }
    order.resize(out);
  }
}

std::optional<Front> Union::of(std::span<const Source> sources, double tolerance) {
  offsets_.assign(1, 0);
  for (const Source& source : sources) offsets_.push_back(offsets_.back() + source.front->size);
  ranks_.assign(offsets_.back() * filter_.stride(), 0);
  for (std::size_t m = 0; m < members_; ++m) {
    if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) return std::nullopt;
    sort(sources, m);
    rank_worths(sorted_, tolerance, filter_.stride(), ranks_.data() + m);
    falling_[m].resize(sorted_.size());
    for (std::size_t i = 0; i < sorted_.size(); ++i) falling_[m][i] = sorted_[i].of;
  }
  if (!filter_.filter(ranks_, falling_[0], kept_)) return std::nullopt;
  return gather(sources);
}

/// One member's worths, falling: shifted lists stay sorted, so that merging them is enough.
void Union::sort(std::span<const Source> sources, std::size_t member) {
  sorted_.clear();
  runs_.assign(1, 0);
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const Source& source = sources[s];
    const double shift = source.shift.empty() ? 0 : source.shift[member];
    for (const std::uint32_t i : source.front->falling[member]) {
      if (source.alive != nullptr && source.alive[i] == 0) continue;
      sorted_.push_back({source.front->worths[i * members_ + member] + shift,
                         static_cast<std::uint32_t>(offsets_[s] + i)});
    }
    if (sorted_.size() > runs_.back()) runs_.push_back(sorted_.size());
  }
  merged_.resize(sorted_.size());
  while (runs_.size() > 2) {
    std::size_t out = 1;
    for (std::size_t r = 1; r < runs_.size(); r += 2) {
      const std::size_t first = runs_[r - 1];
      const std::size_t middle = runs_[r];
      const std::size_t last = r + 1 < runs_.size() ? runs_[r + 1] : middle;
      merge(first, middle, last);
      runs_[out++] = last;
    }
    runs_.resize(out);
    sorted_.swap(merged_);
  }
}

void Union::merge(std::size_t first, std::size_t middle, std::size_t last) {
  const WorthOf* a = sorted_.data() + first;
  const WorthOf* b = sorted_.data() + middle;
  const WorthOf* const a_end = b;
  const WorthOf* const b_end = sorted_.data() + last;
  WorthOf* out = merged_.data() + first;
  while (a != a_end && b != b_end) {
    const bool second = b->value > a->value;
    *out++ = second ? *b : *a;
    b += second ? 1 : 0;
    a += second ? 0 : 1;
  }
  out = std::copy(a, a_end, out);
  std::copy(b, b_end, out);
}

Front Union::gather(std::span<const Source> sources) {
  Front front;
  front.size = kept_.size();
  front.worths.reserve(front.size * members_);
  front.parents.reserve(front.size);
  front.choices.reserve(front.size);
  renamed_.assign(offsets_.back(), kGone);
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const std::uint32_t id = kept_[k];
    renamed_[id] = static_cast<std::uint32_t>(k);
    const auto next = std::upper_bound(offsets_.begin(), offsets_.end(), id);
    const auto s = static_cast<std::size_t>(next - offsets_.begin()) - 1;
    const Source& source = sources[s];
    const auto i = static_cast<std::uint32_t>(id - offsets_[s]);
    for (std::size_t m = 0; m < members_; ++m) {
      const double shift = source.shift.empty() ? 0 : source.shift[m];
      front.worths.push_back(source.front->worths[i * members_ + m] + shift);
    }
    front.parents.push_back(source.shift.empty() ? source.front->parents[i] : i);
    front.choices.push_back(source.shift.empty() ? source.front->choices[i] : source.choice);
  }
  front.falling.resize(members_);
  for (std::size_t m = 0; m < members_; ++m) {
    front.falling[m].reserve(front.size);
    for (const std::uint32_t id : falling_[m]) {
      if (renamed_[id] != kGone) front.falling[m].push_back(renamed_[id]);
    }
  }
  return front;
}

}  // namespace entente::frontier_parts

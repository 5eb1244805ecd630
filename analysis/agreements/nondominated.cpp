// SPDX-License-Identifier: Apache-2.0
/// Filtering sets of vectors for the undominated, after Kung, Luccio & Preparata (1975), On finding
/// the maxima of a set of vectors, Journal of the ACM 22.
///
/// Worths are first replaced by ranks, member by member. That makes dominance exact and transitive
/// although sums that are equal in theory differ in their last bits: worths within a tolerance of
/// the greatest of their rank share it. (Comparing with a tolerance instead is not transitive, and
/// what is kept then depends on the order.) What is dropped is thus below something kept but for
/// the tolerance.
///
/// Vectors stand in falling lexicographic order, each once; then none is dominated by a later one,
/// and of the first member nothing but this order is needed.
/// - 1 member: the first. 2: those that rise above all before in the second.
/// - 3: a sweep in this order over the staircase of the other two (Staircase), n log n.
/// - d of 4 and more: halve the list; solve both halves; drop from the second what the first
///   dominates in the members 2..d. That is again halved, at the median of the next member: high
///   against high, low against low, and high against low with a member less, until three are left:
///   those are swept like above. n (log n)^(d-2) in all.
///
/// Departures: small lists are compared directly, four ranks at a time; what cannot dominate or be
/// dominated, seen from the two lists' ranges, leaves them before they are halved; and all lists
/// are kept in the order that the last sweep needs (halving preserves it, solved halves are merged
/// in it), so nothing is sorted within the recursion.
#include "analysis/agreements/nondominated.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <limits>

namespace entente {
namespace {

// Measured on four to six members: below these sizes the direct way is faster.
constexpr std::size_t kFew = 48;
constexpr std::size_t kFewPairs = 4096;

}  // namespace

NondominatedFilter::NondominatedFilter(std::size_t members, const std::atomic<bool>* stop)
    : members_(members),
      stride_((members + 3) / 4 * 4),
      key_(members < 3 ? 0 : members - 3),
      stop_(stop) {
  assert(members > 0);
}

bool NondominatedFilter::stopped() {
  stopped_ = stopped_ || (stop_ != nullptr && stop_->load(std::memory_order_relaxed));
  return stopped_;
}

bool NondominatedFilter::covers(const Rank* high, const Rank* low) const {
  for (std::size_t m = 0; m < stride_; m += 4) {
    Rank less = 0;
    for (std::size_t k = m; k < m + 4; ++k) less |= high[k] < low[k] ? 1 : 0;
    if (less != 0) return false;
  }
  return true;
}

bool NondominatedFilter::filter(std::span<const Rank> ranks, std::span<const std::uint32_t> falling,
                                std::vector<std::uint32_t>& kept) {
  stopped_ = false;
  kept.clear();
  if (falling.empty()) return !stopped();
  put_in_order(ranks, falling);
  if (members_ < 4) {
    by_staircase(kept);
    return !stopped_;
  }
  below_.assign(ids_.size(), 0);
  list_.resize(ids_.size());
  spare_.resize(ids_.size());
  const std::size_t count = solve(0, ids_.size());
  std::sort(list_.begin(), list_.begin() + static_cast<std::ptrdiff_t>(count));
  for (std::size_t i = 0; i < count; ++i) kept.push_back(ids_[list_[i]]);
  return !stopped_;
}

/// Vectors in falling lexicographic order, equal ones once, with their ranks beside each other.
void NondominatedFilter::put_in_order(std::span<const Rank> ranks,
                                      std::span<const std::uint32_t> falling) {
  ids_.assign(falling.begin(), falling.end());
  const auto row = [&](std::uint32_t id) { return ranks.data() + id * stride_; };
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const Rank* x = row(a);
    const Rank* y = row(b);
    for (std::size_t m = 0; m < members_; ++m) {
      if (x[m] != y[m]) return x[m] > y[m];
    }
    return a < b;
  };
  const auto begin = ids_.begin();
  for (std::size_t first = 0; first < ids_.size();) {
    std::size_t last = first + 1;
    while (last < ids_.size() && row(ids_[last])[0] == row(ids_[first])[0]) ++last;
    if (last - first > 1) {
      std::sort(begin + static_cast<std::ptrdiff_t>(first),
                begin + static_cast<std::ptrdiff_t>(last), before);
    }
    first = last;
  }
  const auto equal = [&](std::uint32_t a, std::uint32_t b) {
    return std::equal(row(a), row(a) + members_, row(b));
  };
  ids_.erase(std::unique(ids_.begin(), ids_.end(), equal), ids_.end());
  rows_.resize(ids_.size() * stride_);
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    std::copy_n(row(ids_[i]), stride_, rows_.data() + i * stride_);
  }
}

void NondominatedFilter::by_staircase(std::vector<std::uint32_t>& kept) {
  stairs_.clear();
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    if (i % 4096 == 0 && stopped()) return;
    const Rank* row = rows_.data() + i * stride_;
    const Rank second = members_ > 1 ? row[1] : 0;
    const Rank third = members_ > 2 ? row[2] : 0;
    if (stairs_.covers(second, third)) continue;
    stairs_.add(second, third);
    kept.push_back(ids_[i]);
  }
}

/// Leaves the undominated of the positions from `first` to before `last` at list_[first] and after,
/// in the order of the key; returns their number.
std::size_t NondominatedFilter::solve(std::size_t first, std::size_t last) {
  if (last - first <= kFew) return solve_few(first, last);
  if (stopped()) return 0;
  const std::size_t middle = first + (last - first) / 2;
  const std::size_t highs = solve(first, middle);
  const std::size_t lows = solve(middle, last);
  const std::span<const std::uint32_t> high(list_.data() + first, highs);
  const std::span<const std::uint32_t> low(list_.data() + middle, lows);
  if (key_ == 1) {
    high.size() * low.size() <= kFewPairs ? cross_few(high, low) : sweep(high, low);
  } else {
    cross({high.begin(), high.end()}, {low.begin(), low.end()}, 1);
  }
  // The survivors of both, merged in the order of the key.
  std::size_t out = first;
  std::size_t h = 0;
  for (const std::uint32_t position : low) {
    if (below_[position] != 0) continue;
    const Rank key = at(position)[key_];
    while (h < high.size() && at(high[h])[key_] >= key) spare_[out++] = high[h++];
    spare_[out++] = position;
  }
  while (h < high.size()) spare_[out++] = high[h++];
  std::copy(spare_.begin() + static_cast<std::ptrdiff_t>(first),
            spare_.begin() + static_cast<std::ptrdiff_t>(out),
            list_.begin() + static_cast<std::ptrdiff_t>(first));
  return out - first;
}

std::size_t NondominatedFilter::solve_few(std::size_t first, std::size_t last) {
  std::size_t out = first;
  for (std::size_t i = first; i < last; ++i) {
    const auto position = static_cast<std::uint32_t>(i);
    const Rank* row = at(position);
    bool covered = false;
    for (std::size_t k = first; k < out && !covered; ++k) covered = covers(at(list_[k]), row);
    if (!covered) list_[out++] = position;
  }
  std::sort(list_.begin() + static_cast<std::ptrdiff_t>(first),
            list_.begin() + static_cast<std::ptrdiff_t>(out),
            [&](std::uint32_t a, std::uint32_t b) {
              const Rank x = at(a)[key_];
              const Rank y = at(b)[key_];
              return x > y || (x == y && a < b);
            });
  return out - first;
}

/// Drops those of `high` that cover none and those of `low` that none covers, as far as the ranges
/// of the members from `member` on tell.
void NondominatedFilter::narrow(std::vector<std::uint32_t>& high, std::vector<std::uint32_t>& low,
                                std::size_t member) const {
  std::vector<Rank> most(members_, 0);
  for (const std::uint32_t h : high) {
    for (std::size_t m = member; m < members_; ++m) most[m] = std::max(most[m], at(h)[m]);
  }
  std::erase_if(low, [&](std::uint32_t l) {
    const Rank* row = at(l);
    Rank above = below_[l];
    for (std::size_t m = member; m < members_; ++m) above |= row[m] > most[m] ? 1 : 0;
    return above != 0;
  });
  std::vector<Rank> least(members_, std::numeric_limits<Rank>::max());
  for (const std::uint32_t l : low) {
    for (std::size_t m = member; m < members_; ++m) least[m] = std::min(least[m], at(l)[m]);
  }
  std::erase_if(high, [&](std::uint32_t h) {
    const Rank* row = at(h);
    Rank under = 0;
    for (std::size_t m = member; m < members_; ++m) under |= row[m] < least[m] ? 1 : 0;
    return under != 0;
  });
}

/// A rank of the member that some of both lists' vectors reach and some do not: the median if it is
/// one. 0 if all of `high` have at least as much as all of `low`.
Rank NondominatedFilter::split_of(std::span<const std::uint32_t> high,
                                  std::span<const std::uint32_t> low, std::size_t member) const {
  std::vector<Rank> values;
  values.reserve(high.size() + low.size());
  for (const std::uint32_t h : high) values.push_back(at(h)[member]);
  const Rank least_high = *std::min_element(values.begin(), values.end());
  for (const std::uint32_t l : low) values.push_back(at(l)[member]);
  const auto lows = values.begin() + static_cast<std::ptrdiff_t>(high.size());
  if (least_high >= *std::max_element(lows, values.end())) return 0;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const Rank lowest = *least + 1;
  const Rank highest = *most;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return std::clamp(*middle, lowest, highest);
}

/// Marks those of `low` that one of `high` covers in the members from `member` on (in those before
/// it each of `high` covers each of `low`). Both are in the order of the key.
void NondominatedFilter::cross(std::vector<std::uint32_t> high, std::vector<std::uint32_t> low,
                               std::size_t member) {
  if (member < key_ && high.size() * low.size() > kFewPairs) narrow(high, low, member);
  if (high.empty() || low.empty() || stopped()) return;
  if (high.size() * low.size() <= kFewPairs) return cross_few(high, low);
  if (member == key_) return sweep(high, low);
  const Rank split = split_of(high, low, member);
  if (split == 0) return cross(std::move(high), std::move(low), member + 1);
  const auto reaches_split = [&](std::uint32_t i) { return at(i)[member] >= split; };
  const auto take_high = [&](std::vector<std::uint32_t>& list) {
    std::vector<std::uint32_t> taken;
    std::copy_if(list.begin(), list.end(), std::back_inserter(taken), reaches_split);
    std::erase_if(list, reaches_split);
    return taken;
  };
  std::vector<std::uint32_t> high_high = take_high(high);
  std::vector<std::uint32_t> low_high = take_high(low);
  cross(high_high, low, member + 1);
  cross(std::move(high_high), std::move(low_high), member);
  cross(std::move(high), std::move(low), member);
}

void NondominatedFilter::cross_few(std::span<const std::uint32_t> high,
                                   std::span<const std::uint32_t> low) {
  for (const std::uint32_t l : low) {
    if (below_[l] != 0) continue;
    const Rank* row = at(l);
    for (const std::uint32_t h : high) {
      // Later ones of the key's order have less of it than `l`, and so do all after them.
      if (at(h)[key_] < row[key_]) break;
      if (covers(at(h), row)) {
        below_[l] = 1;
        break;
      }
    }
  }
}

/// The three last members: by the key, falling, over the staircase of the other two.
void NondominatedFilter::sweep(std::span<const std::uint32_t> high,
                               std::span<const std::uint32_t> low) {
  stairs_.clear();
  std::size_t h = 0;
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (i % 4096 == 4095 && stopped()) return;
    const std::uint32_t l = low[i];
    if (below_[l] != 0) continue;
    const Rank* row = at(l);
    for (; h < high.size() && at(high[h])[key_] >= row[key_]; ++h) {
      const Rank* step = at(high[h]);
      if (!stairs_.covers(step[key_ + 1], step[key_ + 2])) {
        stairs_.add(step[key_ + 1], step[key_ + 2]);
      }
    }
    if (stairs_.covers(row[key_ + 1], row[key_ + 2])) below_[l] = 1;
  }
}

void rank_worths(std::span<const WorthOf> falling, double tolerance, std::size_t stride,
                 Rank* ranks) {
  Rank rank = static_cast<Rank>(falling.size());
  double head = falling.empty() ? 0 : falling[0].value;
  for (const WorthOf& worth : falling) {
    if (head - worth.value > tolerance) {
      head = worth.value;
      --rank;
    }
    ranks[stride * worth.of] = rank;
  }
}

std::vector<std::uint32_t> nondominated(std::span<const double> vectors, std::size_t members,
                                        double tolerance) {
  NondominatedFilter filter(members);
  const std::size_t count = vectors.size() / members;
  std::vector<Rank> ranks(count * filter.stride());
  std::vector<WorthOf> worths(count);
  std::vector<std::uint32_t> falling(count);
  for (std::size_t m = members; m-- > 0;) {
    for (std::uint32_t i = 0; i < count; ++i) worths[i] = {vectors[i * members + m], i};
    std::sort(worths.begin(), worths.end(), [](const WorthOf& a, const WorthOf& b) {
      return a.value > b.value || (a.value == b.value && a.of < b.of);
    });
    rank_worths(worths, tolerance, filter.stride(), ranks.data() + m);
  }
  for (std::size_t i = 0; i < count; ++i) falling[i] = worths[i].of;  // of the first member
  std::vector<std::uint32_t> kept;
  (void)filter.filter(ranks, falling, kept);  // nothing stops it
  return kept;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Listing the combinations of a few blocks once, to compare them many times.
#include "analysis/agreements/combinations.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace entente {

Combinations::Combinations(const Space& space, const Demands& demands,
                           std::vector<std::size_t> blocks)
    : space_(space), blocks_(std::move(blocks)) {
  for (const std::size_t b : blocks_) count_ *= space.end(b) - space.begin(b);
  assert(count_ <= kMost);
  adds_.assign(count_ * demands.members, 0.0);
  fits_.resize(count_);
  std::size_t stride = 1;
  for (const std::size_t b : blocks_) {
    const std::size_t picks = space.end(b) - space.begin(b);
    for (std::size_t c = 0; c < count_; ++c) {
      const Pick pick = space.begin(b) + static_cast<Pick>(c / stride % picks);
      for (std::size_t m = 0; m < demands.members; ++m) {
        adds_[m * count_ + c] += demands.of(pick)[m];
      }
    }
    stride *= picks;
  }
}

std::size_t Combinations::fit(std::span<const double> missing) {
  std::fill(fits_.begin(), fits_.end(), std::uint8_t{1});
  for (std::size_t m = 0; m < missing.size(); ++m) {
    const double* const adds = adds_.data() + m * count_;
    for (std::size_t c = 0; c < count_; ++c) {
      fits_[c] = static_cast<std::uint8_t>(fits_[c] & (adds[c] >= missing[m] ? 1U : 0U));
    }
  }
  std::size_t count = 0;
  for (const std::uint8_t fits : fits_) count += fits;
  return count;
}

void Combinations::choose(std::size_t i, std::vector<Pick>& picks) const {
  std::size_t chosen = 0;
  while (fits_[chosen] == 0 || i-- > 0) ++chosen;
  for (const std::size_t b : blocks_) {
    const std::size_t rows = space_.end(b) - space_.begin(b);
    picks[b] = space_.begin(b) + static_cast<Pick>(chosen % rows);
    chosen /= rows;
  }
}

double Combinations::log_mass(std::span<const double> prices) const {
  std::vector<double> logs(count_);
  for (std::size_t m = 0; m < prices.size(); ++m) {
    for (std::size_t c = 0; c < count_; ++c) logs[c] += prices[m] * adds_[m * count_ + c];
  }
  const double highest = *std::max_element(logs.begin(), logs.end());
  double mass = 0;
  for (const double log : logs) mass += std::exp(log - highest);
  return highest + std::log(mass);
}

}  // namespace entente

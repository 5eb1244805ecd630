// SPDX-License-Identifier: Apache-2.0
/// The revised simplex method with columns made when they are needed: the programme and its source
/// stand in relaxation.cpp.
#include "analysis/agreements/master_program.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace entente {

MasterProgram::MasterProgram(Aim aim, const Candidate& start, double fall)
    : members_(start.gains.size()), size_(members_ + 1), inverse_(size_ * size_), level_(size_) {
  const std::size_t convexity = members_;
  at(0, convexity) = 1;
  basis_.push_back({Kind::package, start.goal, 0, start});
  const auto least = static_cast<std::size_t>(
      std::min_element(start.gains.begin(), start.gains.end()) - start.gains.begin());
  const bool levels = aim == Aim::least_gain;
  if (levels) {
    at(basis_.size(), convexity) = start.gains[least];
    at(basis_.size(), least) = -1;
    basis_.push_back({Kind::level, 1});
  }
  for (std::size_t m = 0; m < members_; ++m) {
    if (levels && m == least) continue;
    const std::size_t row = basis_.size();
    const double gain = start.gains[m] - (levels ? start.gains[least] : 0.0);
    const bool falls = gain < 0;
    at(row, convexity) = falls ? -gain : gain;
    at(row, m) = falls ? 1 : -1;
    if (levels) at(row, least) = 1;
    basis_.push_back({falls ? Kind::fall : Kind::slack, falls ? -fall : 0.0, m});
  }
  for (std::size_t i = 0; i < size_; ++i) level_[i] = at(i, convexity);
}

void MasterProgram::price(std::vector<double>& prices) const {
  prices.assign(members_, 0.0);
  for (std::size_t i = 0; i < size_; ++i) {
    if (basis_[i].cost == 0) continue;
    for (std::size_t m = 0; m < members_; ++m) prices[m] -= basis_[i].cost * at(i, m);
  }
}

double MasterProgram::value() const {
  double value = 0;
  for (std::size_t i = 0; i < size_; ++i) value += basis_[i].cost * level_[i];
  return value;
}

bool MasterProgram::enter(Column column) {
  direction_.assign(size_, 0.0);
  for (std::size_t i = 0; i < size_; ++i) {
    if (column.kind == Kind::package) {
      double sum = at(i, members_);
      for (std::size_t m = 0; m < members_; ++m) sum += at(i, m) * column.package.gains[m];
      direction_[i] = sum;
    } else {
      direction_[i] = column.kind == Kind::slack ? -at(i, column.member) : at(i, column.member);
    }
  }
  std::size_t leaves = size_;
  double ratio = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < size_; ++i) {
    if (basis_[i].kind == Kind::level || direction_[i] <= kPivot) continue;
    const double here = level_[i] / direction_[i];
    if (here < ratio || (here == ratio && direction_[i] > direction_[leaves])) {
      ratio = here;
      leaves = i;
    }
  }
  if (leaves == size_) return false;
  pivot(leaves, ratio);
  basis_[leaves] = std::move(column);
  return true;
}

void MasterProgram::pivot(std::size_t leaves, double ratio) {
  const double by = 1 / direction_[leaves];
  for (std::size_t k = 0; k < size_; ++k) at(leaves, k) *= by;
  for (std::size_t i = 0; i < size_; ++i) {
    if (i == leaves || direction_[i] == 0) continue;
    for (std::size_t k = 0; k < size_; ++k) at(i, k) -= direction_[i] * at(leaves, k);
    level_[i] -= direction_[i] * ratio;
    if (basis_[i].kind != Kind::level) level_[i] = std::max(level_[i], 0.0);
  }
  level_[leaves] = ratio;
}

}  // namespace entente

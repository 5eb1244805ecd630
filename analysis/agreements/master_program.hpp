// SPDX-License-Identifier: Apache-2.0
/// The linear programme over lotteries of packages, column by column: see relaxation.cpp.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/agreements/aim.hpp"

namespace entente {

/// The basis of the programme, one row per member and one for the lottery's weights.
class MasterProgram {
 public:
  enum class Kind : std::uint8_t {
    package,  ///< its weight in the lottery
    level,    ///< the least gain; free in sign
    slack,    ///< what a member has above the level, or above 0
    fall,     ///< by how much a member is below 0
  };
  struct Column {
    Kind kind;
    double cost = 0;         ///< what a unit adds to the value
    std::size_t member = 0;  ///< of a slack or a fall
    Candidate package = {};
  };

  /// Begins with the lottery that is sure of one package. `fall`: what a unit of fall costs.
  MasterProgram(Aim aim, const Candidate& start, double fall);

  /// Writes the members' prices, by which columns of no use so far have no value.
  void price(std::vector<double>& prices) const;
  [[nodiscard]] double value() const;
  /// Lets a column in; false if none can leave.
  bool enter(Column column);

  [[nodiscard]] const std::vector<Column>& basis() const { return basis_; }
  /// How much of the basic column at `i` is used.
  [[nodiscard]] double level(std::size_t i) const { return level_[i]; }

  /// Smaller entries count as zero.
  static constexpr double kPivot = 1e-11;

 private:
  [[nodiscard]] double& at(std::size_t row, std::size_t column) {
    return inverse_[row * size_ + column];
  }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const {
    return inverse_[row * size_ + column];
  }
  void pivot(std::size_t leaves, double ratio);

  std::size_t members_;
  std::size_t size_;
  std::vector<double> inverse_;  ///< of the basis, by rows
  std::vector<double> level_;    ///< of the basic columns
  std::vector<double> direction_;
  std::vector<Column> basis_;
};

}  // namespace entente

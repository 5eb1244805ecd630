// SPDX-License-Identifier: Apache-2.0
/// What an exact search looks for, and the table of gains that it looks in.
///
/// Every goal here is a concave, monotone and positively homogeneous function F of the members'
/// gains g (plus, for linear goals, a number per pick). Such a function is the least of its
/// tangents through the origin: F(g) = min over prices l in L of l.g, with
///     least gain    L = {l >= 0, sum of l = 1},         F = min of g
///     geometric mean L = {l > 0, (prod of l)^(1/P) = 1/P}, F = (prod of g)^(1/P)    (AM-GM)
///     shortfall     L = [0,1]^P,                        F = sum of min(g, 0)
///     linear goal   L = {l >= 0},                       F = 0 if g >= 0, else minus infinity.
/// So whatever prices of L are chosen, no package has a value above l.g + goal, and that is a sum
/// over blocks: the best pick of each block gives a bound for all packages at once.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "analysis/agreements/space.hpp"
#include "engine/model/utilities.hpp"

namespace entente {

enum class Aim { least_gain, leximin, nash, shortfall, goal };

/// Sums that are equal on paper differ by less than this: a value must be greater by more to count
/// as better.
inline constexpr double kNoBetter = 1e-10;

/// The picks still open and what each adds, members' gains column by column.
struct GainTable {
  std::size_t members = 0;
  std::vector<std::uint32_t> first;       ///< per block, and an end
  std::vector<Pick> pick;                 ///< per entry
  std::vector<std::vector<double>> gain;  ///< by member, then entry
  std::vector<double> goal;               ///< per entry; empty without a linear goal
  std::vector<double> base;               ///< by member: gains before any pick
  std::vector<double> scale;  ///< by member: gains are in units of it; empty: of 1 (see `unit`)
  double unit = 1;            ///< of values: the geometric mean of the scales

  [[nodiscard]] std::size_t blocks() const { return first.size() - 1; }
  [[nodiscard]] std::size_t entries() const { return pick.size(); }

  /// Keeps the entries for which `stays(entry)`.
  template <class Stays>
  void keep(Stays stays) {
    std::uint32_t kept = 0;
    std::uint32_t begin = 0;
    for (std::size_t b = 0; b < blocks(); ++b) {
      const std::uint32_t end = first[b + 1];
      for (std::uint32_t e = begin; e < end; ++e) {
        if (!stays(e)) continue;
        pick[kept] = pick[e];
        for (std::vector<double>& column : gain) column[kept] = column[e];
        if (!goal.empty()) goal[kept] = goal[e];
        ++kept;
      }
      begin = end;
      first[b + 1] = kept;
    }
    pick.resize(kept);
    for (std::vector<double>& column : gain) column.resize(kept);
    if (!goal.empty()) goal.resize(kept);
  }
};

/// A package of a table: one entry per block, and what they come to.
struct Candidate {
  std::vector<std::uint32_t> entries;
  std::vector<double> gains;  ///< by member, the base among them
  double goal = 0;
};

/// The value of gains by an aim; minus infinity where a linear goal's or Nash's floors fail. In a
/// product, a gain no greater than rounding is none: roots would make something of it.
[[nodiscard]] double value_of(Aim aim, std::span<const double> gains, double goal);

/// The best package met so far.
class Incumbent {
 public:
  /// At `enough` the search may end; packages with values below `at_least` are of no interest.
  Incumbent(Aim aim, double enough, double at_least)
      : aim_(aim), enough_(enough), at_least_(at_least) {}

  /// A package known from elsewhere.
  void start_from(double value, std::vector<Pick> picks) {
    value_ = value;
    picks_ = std::move(picks);
  }

  /// Takes the package if it is better. Gains are those of the table.
  void offer(const GainTable& table, std::span<const std::uint32_t> entries,
             std::span<const double> gains, double goal);

  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] const std::vector<Pick>& picks() const { return picks_; }
  /// By leximin: its gains, the least first; empty while there is none.
  [[nodiscard]] const std::vector<double>& order() const { return order_; }
  [[nodiscard]] bool is_enough() const { return reaches(value_, enough_); }
  /// Only packages with a value above it are of interest: better ones, or those that are enough.
  [[nodiscard]] double threshold() const {
    if (value_ < at_least_) return at_least_ - 1.5 * kRounding;
    // Ties of the least gain are settled by the second least, and so on.
    return aim_ == Aim::leximin ? greatest_ - kNoBetter : value_ + kNoBetter;
  }
  /// The greatest value met; by leximin a package may be preferred that has less by rounding.
  [[nodiscard]] double greatest() const { return std::max(greatest_, value_); }
  /// Whether packages bounded by `bound` need not be looked at.
  [[nodiscard]] bool rules_out(double bound) const { return is_enough() || bound <= threshold(); }

 private:
  Aim aim_;
  double enough_;
  double at_least_;
  double value_ = -std::numeric_limits<double>::infinity();
  double greatest_ = -std::numeric_limits<double>::infinity();  ///< by leximin
  std::vector<Pick> picks_;
  std::vector<double> order_;
};

/// Whether `gains` are better by leximin than those of `order` (ascending): the first difference
/// above rounding counts. Sorts `gains`.
[[nodiscard]] bool leximin_better(std::span<double> gains, std::span<const double> order);

}  // namespace entente

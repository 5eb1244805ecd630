// SPDX-License-Identifier: Apache-2.0
/// Utilities of all parties over packages, drawn, rescaled to [0,1] and laid out over blocks.
///
/// For a party with weights w (normalised to sum to 1), scores s and clauses k of amount a,
///     U(x) = sum_i w_i s_i(x_i) + sum_k a_k [x matches k]      (Bacchus & Grove 1995)
/// is additive over blocks (see blocks.hpp), so its least and greatest value over all packages are
/// the sums of the blocks' least and greatest, and u = (U - min U) / (max U - min U) is exact
/// without listing packages. Every row's least value is taken off its block, so that the worst
/// package is worth 0. A party to whom all packages are equal has u = 0 throughout.
///
/// Rows hold all parties' shares side by side, padded to whole vectors of four: the payoffs of a
/// package are one vector addition per block. A second copy by party serves searches.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "engine/model/blocks.hpp"
#include "engine/model/party.hpp"

namespace entente {

/// Whether a worth reaches a floor. Sums that are equal on paper differ in their last digits by the
/// order of addition, so a worth counts as reaching a floor that is at most this much above it.
inline constexpr double kRounding = 1e-12;
[[nodiscard]] constexpr bool reaches(double worth, double floor) {
  return worth >= floor - kRounding;
}

/// One party's utility over packages: all that a strategy may see of it.
struct UtilityView {
  const Blocks* blocks;
  std::span<const double> rows;             ///< by row: its share of u, at least 0
  std::span<const std::uint8_t> red_lines;  ///< by row: 1 where it has a red line; empty if none

  /// u(package), in [0,1].
  [[nodiscard]] double worth(const Package& package) const;
  /// Whether the package matches one of the red lines.
  [[nodiscard]] bool crosses_red_line(const Package& package) const;
};

class Utilities {
 public:
  /// The most parties a scenario may have.
  static constexpr std::size_t kMostParties = 64;

  /// Draws the preferences of `parties` for one replication. Precondition: `blocks` ties together
  /// the issues of every clause.
  Utilities(const Blocks& blocks, std::span<const Party> parties, std::span<const Issue> issues,
            std::uint64_t seed, std::uint64_t replication);

  [[nodiscard]] const Blocks& blocks() const { return *blocks_; }
  [[nodiscard]] std::size_t parties() const { return parties_; }

  /// u of every party for `package`, written to `worths` (as many as there are parties).
  void evaluate(const Package& package, std::span<double> worths) const;

  /// The utility of one party.
  [[nodiscard]] UtilityView of(PartyId party) const;

  /// Whether all parties value all packages alike, to the last bit, over the same blocks.
  [[nodiscard]] bool operator==(const Utilities& other) const;

 private:
  struct alignas(32) Lane {
    double values[4];
  };

  const Blocks* blocks_;
  std::size_t parties_;
  std::size_t lanes_;                  ///< vectors of four per row
  std::vector<Lane> table_;            ///< by lane, then row
  std::vector<double> columns_;        ///< by party, then row
  std::vector<std::uint8_t> red_;      ///< by party, then row
  std::vector<std::uint8_t> has_red_;  ///< by party
};

/// The score of `option` by `stance` on an issue with `options` options, k at the limit.
[[nodiscard]] double score(const Stance& stance, std::size_t options, Option option, double k);
/// Whether `option` lies beyond the stance's limit.
[[nodiscard]] bool beyond_limit(const Stance& stance, Option option);
/// The options of an issue with `options` options that do; there may be none.
[[nodiscard]] Clause::Condition beyond_limit(const Stance& stance, IssueId issue,
                                             std::size_t options);
/// The rows on which all conditions hold, ascending. Precondition: there is a condition, and all
/// are on issues of one block.
[[nodiscard]] std::vector<Row> rows_matching(const Blocks& blocks,
                                             std::span<const Clause::Condition> when);

}  // namespace entente

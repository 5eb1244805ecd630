// SPDX-License-Identifier: Apache-2.0
/// Prices: the tangent of an aim at its optimum over lotteries of packages.
#pragma once

#include <functional>
#include <vector>

#include "analysis/agreements/aim.hpp"

namespace entente {

/// Prices and the bound that they prove.
struct Prices {
  std::vector<double> of;           ///< by member, in the aim's set L
  double bound = 0;                 ///< no package's value is above it
  std::vector<double> value;        ///< per entry: goal plus priced gains
  std::vector<std::uint32_t> best;  ///< per block: the entry of greatest value
};

/// Finds prices whose bound is close to the least there is. Holds memory for it.
class Relaxation {
 public:
  /// Is shown every package met; answers with the bound at which nothing more is wanted.
  using See = std::function<double(const Candidate&)>;

  /// Prices for `table`, in which no block is empty. For Nash the table's gains are then scaled by
  /// the lottery's, and its unit says by how much: products stay near 1, and prices are equal.
  ///
  /// False (Nash alone): proven, no package has positive gains for all.
  bool solve(Aim aim, GainTable& table, const See& see);

  [[nodiscard]] const Prices& prices() const { return prices_; }
  /// By entry: its weight in the best lottery found.
  [[nodiscard]] const std::vector<double>& weights() const { return weights_; }

 private:
  struct Atom {
    double weight;
    Candidate candidate;
  };

  double ask(const GainTable& table, std::span<const double> prices, Candidate& answer);
  double improve(Aim aim, const GainTable& table, const Candidate& start, double share_of_bound,
                 const See& see);
  void weigh_all(const GainTable& table, const Candidate& start, const See& see);
  bool solve_nash(GainTable& table, const Candidate& start, const See& see);

  Prices prices_;
  std::vector<double> values_;  ///< per entry: scratch
  std::vector<double> weights_;
  std::vector<Atom> atoms_;  ///< of the lottery
};

}  // namespace entente

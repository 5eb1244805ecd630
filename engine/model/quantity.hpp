// SPDX-License-Identifier: Apache-2.0
/// Quantities: numbers that are drawn once per replication, then evaluated against the world.
#pragma once

#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/random.hpp"
#include "engine/model/ids.hpp"

namespace entente {

/// Uniform on [lo, hi].
struct Uniform {
  double lo, hi;
};
/// Triangular on [lo, hi] with its peak at mode.
struct Triangular {
  double lo, mode, hi;
};
/// Normal with mean and standard deviation sd >= 0.
struct Normal {
  double mean, sd;
};
/// One of the values, each as likely.
struct Choice {
  std::vector<double> values;
};

/// A number that is known (double) or uncertain; drawn once per replication.
using Distribution = std::variant<double, Uniform, Triangular, Normal, Choice>;

/// One draw, by inversion: one uniform number per draw, so that draws stay comparable when only the
/// parameters of the distribution change.
[[nodiscard]] double draw(const Distribution& distribution, Stream& stream);

/// The least and greatest value a draw can take (infinite for a normal).
struct Support {
  double lo, hi;
};
[[nodiscard]] Support support(const Distribution& distribution);

/// A world variable's share in a quantity: coefficient x its present value.
struct WorldTerm {
  VariableId variable;
  Distribution coefficient;
  std::string id = {};  ///< the variable's; it addresses the coefficient's draw
};

/// base + sum over terms of coefficient x variable.
struct Quantity {
  Distribution base = 0.0;
  std::vector<WorldTerm> world = {};
};

/// A quantity once drawn.
class DrawnQuantity {
 public:
  DrawnQuantity() = default;
  explicit DrawnQuantity(double base) : base_(base) {}
  /// Draws the base at `path` and each coefficient at `path`/world/ID, for one replication.
  DrawnQuantity(const Quantity& quantity, const std::string& path, std::uint64_t seed,
                std::uint64_t replication);

  /// Its value when the world's variables have the values `state` (by VariableId).
  [[nodiscard]] double at(std::span<const double> state) const {
    double value = base_;
    for (const Term& term : world_) value += term.coefficient * state[term.variable];
    return value;
  }

 private:
  struct Term {
    VariableId variable;
    double coefficient;
  };
  double base_ = 0;
  std::vector<Term> world_;
};

}  // namespace entente

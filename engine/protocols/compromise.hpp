// SPDX-License-Identifier: Apache-2.0
/// Compromise: the text by which a mediator hopes to bring all parties to agree.
///
/// Of all packages, or of those within a number of changes of a text, it looks for the one with the
/// greatest concave, weighted sum of what the parties gain over what they demand, in which
/// shortfalls count tenfold. See the .cpp for the formula, the method and what it proves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "engine/model/blocks.hpp"
#include "engine/search/best_package.hpp"
#include "engine/search/nearby.hpp"

namespace entente {

/// What a mediator takes a party to want, and how much that is to it.
struct Claim {
  std::span<const double> rows;  ///< by row: its share of the party's estimated utility
  double demand = 0;             ///< the least worth that it is taken to accept
  double weight = 1;             ///< at least 0
};

/// Searches for compromises; holds memory for it. Answers depend on the arguments alone, not on
/// earlier calls. Not for two threads at once.
class Compromise {
 public:
  /// How many times as much as a gain a shortfall of the same size counts.
  static constexpr double kShortfall = 10;

  /// `blocks` must outlive the search. `most_changes`: 0 for no limit. `forbidden`: empty, or one
  /// per row and not zero where no compromise may use it.
  Compromise(const Blocks& blocks, std::size_t most_changes,
             std::span<const std::uint8_t> forbidden = {});

  /// What is not in the claims: who must not fall short of its demand, and which packages will do.
  struct Terms {
    std::optional<std::size_t> floor;  ///< the position of a claim
    std::function<bool(const Package&)> will_do;
  };

  /// A package that will do and is better than `text` (null: than nothing), by more than rounding.
  /// None if none was found: the text, if it will do, had better stay.
  [[nodiscard]] std::optional<Package> better_than(const Package* text,
                                                   std::span<const Claim> claims,
                                                   const Terms& terms);

  /// The weighted sum of gains, shortfalls tenfold.
  [[nodiscard]] double value(const Package& package, std::span<const Claim> claims) const;

 private:
  void aim(std::span<const Claim> claims);
  bool take_best(const Package* text);
  bool take_above(const Package* text, const Claim& floor);
  void search_few(const Package* text, std::span<const Claim> claims, const Terms& terms);
  void consider(double value, const Terms& terms);

  const Blocks* blocks_;
  std::size_t most_changes_;
  std::vector<std::uint8_t> forbidden_;  ///< per row; empty if none is
  std::optional<NearbySearch> nearby_;   ///< only with a limit
  std::optional<PackageSearch> above_;   ///< made when first needed
  bool few_;                             ///< whether all packages can be looked at
  // Of the search under way.
  std::vector<double> stress_;   ///< per claim, from 1 to kShortfall
  std::vector<double> slopes_;   ///< per claim: weighted gain of the package found last
  std::vector<double> goal_;     ///< per row
  std::vector<double> rest_;     ///< per block
  Package found_;                ///< a candidate
  std::optional<Package> best_;  ///< the best one that will do
  std::optional<double> most_;   ///< its value, or the text's
};

}  // namespace entente

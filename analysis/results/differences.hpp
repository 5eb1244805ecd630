// SPDX-License-Identifier: Apache-2.0
/// What a branch changes against the world it departs from, replication by replication.
///
/// Gathered outcome by outcome in memory that does not grow; all sums run in the order in which
/// pairs are added.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/results/assessment.hpp"
#include "analysis/results/paired.hpp"
#include "engine/model/outcome.hpp"

namespace entente {

struct PartyDifference {
  MeanDifference payoff;   ///< worth less delay costs
  MeanDifference surplus;  ///< payoff less what no deal is worth in the same world
};

/// Everything is the branch less the base.
struct Differences {
  std::uint64_t replications = 0;
  std::uint64_t before = 0;     ///< talks that ended before the branch and are the same in both
  std::uint64_t unchanged = 0;  ///< of the others: same ending, round and package in both
  std::array<ShareDifference, std::size(kEndings)> endings;  ///< in the order of kEndings
  ShareDifference agreements;                                ///< in force
  ShareDifference cut_off;
  /// Failed although a deal existed when they ended: of the replications that were assessed.
  ShareDifference missed;
  /// How near the nearest text came: its surplus, over the pairs that have one in both worlds.
  MeanDifference nearest;
  std::vector<PartyDifference> parties;  ///< by PartyId
};

class DifferencesBuilder {
 public:
  /// Branches depart at the beginning of `round`.
  DifferencesBuilder(std::size_t parties, int round) : round_(round), parties_(parties) {}

  void add(const Outcome& base, const Outcome& branch,
           const std::optional<Assessment>& of_base = {},
           const std::optional<Assessment>& of_branch = {});
  [[nodiscard]] Differences differences() const;

 private:
  /// In how many pairs something holds in one world alone.
  struct Discordant {
    std::uint64_t base = 0;
    std::uint64_t branch = 0;
    void add(bool in_base, bool in_branch);
  };
  struct Party {
    PairedMean payoff, surplus;
  };

  int round_;
  std::uint64_t replications_ = 0;
  std::uint64_t before_ = 0;
  std::uint64_t unchanged_ = 0;
  std::array<Discordant, std::size(kEndings)> endings_;
  Discordant agreements_, cut_off_, missed_;
  std::uint64_t assessed_ = 0;
  PairedMean nearest_;
  std::vector<Party> parties_;
};

}  // namespace entente

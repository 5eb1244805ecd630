// SPDX-License-Identifier: Apache-2.0
/// The packages open to some parties, as every exact method here sees them: blocks of picks, and
/// for each pick what it adds to each member's worth.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "engine/model/blocks.hpp"

namespace entente {

/// A row of a block that is open, by its position in the space; those of a block are consecutive,
/// in the order of its rows.
using Pick = std::uint32_t;

class Space {
 public:
  /// `worths`: for each member one finite number per row of `blocks`, which must outlive the space.
  /// `forbidden`: empty, or one per row and not zero where the row is closed.
  Space(const Blocks& blocks, std::span<const std::span<const double>> worths,
        std::span<const std::uint8_t> forbidden = {});

  [[nodiscard]] std::size_t members() const { return members_; }
  [[nodiscard]] std::size_t blocks() const { return first_.size() - 1; }
  [[nodiscard]] std::size_t picks() const { return rows_.size(); }
  /// The picks of a block: from `begin` to before `end`.
  [[nodiscard]] Pick begin(std::size_t block) const { return first_[block]; }
  [[nodiscard]] Pick end(std::size_t block) const { return first_[block + 1]; }
  [[nodiscard]] Row row(Pick pick) const { return rows_[pick]; }
  /// What it adds to each member's worth.
  [[nodiscard]] std::span<const double> worth(Pick pick) const {
    return {worth_.data() + pick * members_, members_};
  }

  /// No package is open: some block has no pick.
  [[nodiscard]] bool empty() const;
  /// The decimal logarithm of the number of packages; minus infinity where there is none.
  [[nodiscard]] double log10_packages() const;

  /// The members' worths of a package, one pick per block, summed block after block.
  void evaluate(std::span<const Pick> picks, std::span<double> worths) const;
  [[nodiscard]] Package package(std::span<const Pick> picks) const;
  /// The picks that make up a package; empty if one of its rows is closed.
  [[nodiscard]] std::vector<Pick> picks_of(const Package& package) const;

 private:
  const Blocks* blocks_;
  std::size_t members_;
  std::vector<Pick> first_;  ///< per block, and an end
  std::vector<Row> rows_;
  std::vector<double> worth_;  ///< by pick, then member
};

/// By row: 1 where a red line of one of `bound` forbids it, or where it moves an issue from its
/// status quo without the consent of all whom `signing` lacks.
[[nodiscard]] std::vector<std::uint8_t> closed_rows(const BargainingProblem& problem,
                                                    PartySet bound, PartySet signing);

/// What `signatories` can agree on: their red lines and the missing consents of others respected.
/// Members are the signatories, ascending.
[[nodiscard]] Space space_of(const BargainingProblem& problem, PartySet signatories);

/// The members' no-agreement values.
[[nodiscard]] std::vector<double> floors_of(const BargainingProblem& problem, PartySet members);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Blocks: issues tied together by clauses, enumerated once, so that every utility is additive.
///
/// A clause makes a party's utility depend on several issues together. Issues tied by clauses of
/// any party form a connected component, a block; its combinations of options are listed once, as
/// rows. Over blocks every utility is additive (the generalised-additive decomposition of Bacchus &
/// Grove 1995 with disjoint factors), so search and analysis see one structure: blocks, rows per
/// block, a number per row and party. An issue no clause mentions is a block of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/issue.hpp"

namespace entente {

/// The position of a combination of options in the list of all blocks' rows.
using Row = std::uint32_t;

class Blocks {
 public:
  /// The most rows one block may have; beyond it enumeration is no longer worth its price.
  static constexpr std::size_t kMostRows = 65'536;

  /// Part of a block: one of its issues. The row within the block is the sum of stride x option.
  struct Member {
    IssueId issue;
    Row stride;
    [[nodiscard]] bool operator==(const Member&) const = default;
  };
  struct Block {
    Row first;                    ///< its first row
    Row rows;                     ///< how many rows it has: the product of its issues' options
    std::vector<Member> members;  ///< by issue; the first one varies fastest
    [[nodiscard]] bool operator==(const Block&) const = default;
  };

  Blocks() = default;

  /// Blocks of issues with so many options each, tied by `scopes`: sets of issues, one per clause.
  /// Precondition: no block exceeds kMostRows (see `block_sizes`), every issue has an option.
  Blocks(std::span<const std::size_t> options, std::span<const std::vector<IssueId>> scopes);

  /// The connected components of issues, each ascending, by their first issue.
  [[nodiscard]] static std::vector<std::vector<IssueId>> components(
      std::size_t issues, std::span<const std::vector<IssueId>> scopes);

  /// Whether issues have as many options and are tied alike.
  [[nodiscard]] bool operator==(const Blocks& other) const {
    return options_ == other.options_ && blocks_ == other.blocks_;
  }

  [[nodiscard]] std::size_t issues() const { return issues_; }
  [[nodiscard]] std::size_t size() const { return blocks_.size(); }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const Block& operator[](std::size_t block) const { return blocks_[block]; }
  [[nodiscard]] auto begin() const { return blocks_.begin(); }
  [[nodiscard]] auto end() const { return blocks_.end(); }

  /// The row of `block` that `package` selects.
  [[nodiscard]] Row row(const Block& block, const Package& package) const {
    Row row = block.first;
    for (const Member& member : block.members) row += member.stride * package[member.issue];
    return row;
  }

  /// The option of `member`'s issue in a row of `block`.
  [[nodiscard]] Option option(const Block& block, const Member& member, Row row) const {
    return static_cast<Option>((row - block.first) / member.stride % options_[member.issue]);
  }

  /// Writes the options that `row` of `block` stands for into `package`.
  void choose(const Block& block, Row row, Package& package) const {
    for (const Member& member : block.members) {
      package[member.issue] = option(block, member, row);
    }
  }

  /// Issues that are blocks of their own come first among the blocks; the row of such a one is its
  /// first row plus the option.
  struct Single {
    IssueId issue;
    Row first;
  };
  [[nodiscard]] std::span<const Single> singles() const { return singles_; }

  /// Calls `even` or `odd` with the row of every block that `package` selects: in turn for single
  /// issues, `odd` for the rest. Two running sums need not wait for each other's additions; taking
  /// both from here, the sum of a package is the same to the last bit wherever it is formed.
  template <class Even, class Odd>
  void for_rows(const Package& package, Even even, Odd odd) const {
    const auto row_of = [&package](const Single& s) { return s.first + package[s.issue]; };
    std::size_t b = 0;
    for (; b + 1 < singles_.size(); b += 2) {
      even(row_of(singles_[b]));
      odd(row_of(singles_[b + 1]));
    }
    if (b < singles_.size()) even(row_of(singles_[b]));
    for (b = singles_.size(); b < blocks_.size(); ++b) odd(row(blocks_[b], package));
  }

  /// Where the values of an issue's options start in a list of all options of all issues.
  [[nodiscard]] std::size_t first_option(IssueId issue) const { return first_option_[issue]; }
  [[nodiscard]] std::size_t options(IssueId issue) const { return options_[issue]; }
  [[nodiscard]] std::size_t options() const { return first_option_.back(); }

  /// Adds `scale` x the additive values of options (indexed by `first_option`) to every row.
  void add(std::span<const double> option_values, double scale, std::span<double> rows) const;

 private:
  std::size_t issues_ = 0;
  std::size_t rows_ = 0;
  std::vector<std::size_t> options_;
  std::vector<std::size_t> first_option_{0};
  std::vector<Block> blocks_;
  std::vector<Single> singles_;
};

}  // namespace entente

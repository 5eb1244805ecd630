// SPDX-License-Identifier: Apache-2.0
/// The fewest issues to set aside so that no red line stands against a combination of options.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/agreements/budget.hpp"
#include "engine/model/red_line.hpp"

namespace entente {

/// For red lines of some parties, row by row. An issue can be set aside if it is at its status quo;
/// a red line that names it does not bind then.
class Mending {
 public:
  /// `lines`: positions in `red_lines`. All must outlive it.
  Mending(const Scenario& scenario, std::span<const RedLine> red_lines,
          std::span<const std::size_t> lines);

  /// How many of the red lines forbid the row.
  [[nodiscard]] std::size_t crossed(Row row) const { return first_[row + 1] - first_[row]; }
  /// Which, ascending.
  [[nodiscard]] std::span<const std::size_t> lines(Row row) const {
    return {lines_.data() + first_[row], crossed(row)};
  }
  /// The fewest issues, ascending, that mend a row of `block`; none if nothing does, or if the
  /// budget is exhausted.
  [[nodiscard]] std::optional<std::vector<IssueId>> fewest(std::size_t block, Row row,
                                                           Budget& budget);

 private:
  [[nodiscard]] bool at_status_quo(const Blocks::Block& block, Row row, IssueId issue) const;
  bool hit(std::size_t more, Budget& budget);

  const Scenario* scenario_;
  std::span<const RedLine> red_lines_;
  std::vector<std::size_t> first_;  ///< by row, and an end
  std::vector<std::size_t> lines_;  ///< by row: what forbids it

  std::vector<std::vector<IssueId>> wanted_;  ///< per line crossed: the issues that would do
  std::vector<bool> barred_;                  ///< by IssueId: tried before
  std::vector<IssueId> chosen_;
};

}  // namespace entente

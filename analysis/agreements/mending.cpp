// SPDX-License-Identifier: Apache-2.0
/// Smallest hitting sets, row by row.
///
/// The red lines that forbid a row want one issue each out of those they name that the row leaves
/// at their status quo: a hitting set problem (Karp 1972), of few and small sets. It is solved by
/// trying sizes from one up; for each size one red line not yet hit is taken, and its issues are
/// tried in turn, those tried before barred from the rest, so that no set is seen twice. Blocks
/// have at most 16 issues that offer a choice, so there are at most 2^16 sets; one or two lines,
/// the common case, need no more than a few steps.
#include "analysis/agreements/mending.hpp"

#include <algorithm>

namespace entente {

Mending::Mending(const Scenario& scenario, std::span<const RedLine> red_lines,
                 std::span<const std::size_t> lines)
    : scenario_(&scenario),
      red_lines_(red_lines),
      first_(scenario.blocks.rows() + 1),
      barred_(scenario.issues.size()) {
  for (const std::size_t line : lines) {
    for (const Row row : red_lines[line].rows) ++first_[row + 1];
  }
  for (std::size_t row = 1; row < first_.size(); ++row) first_[row] += first_[row - 1];
  lines_.resize(first_.back());
  std::vector<std::size_t> next = first_;
  for (const std::size_t line : lines) {
    for (const Row row : red_lines[line].rows) lines_[next[row]++] = line;
  }
}

bool Mending::at_status_quo(const Blocks::Block& block, Row row, IssueId issue) const {
  const std::optional<Option>& stays = scenario_->issues[issue].status_quo;
  if (!stays) return false;
  const auto member = std::find_if(block.members.begin(), block.members.end(),
                                   [issue](const auto& m) { return m.issue == issue; });
  return member != block.members.end() && scenario_->blocks.option(block, *member, row) == *stays;
}

std::optional<std::vector<IssueId>> Mending::fewest(std::size_t block, Row row, Budget& budget) {
  wanted_.resize(crossed(row));
  auto wanted = wanted_.begin();
  for (const std::size_t line : lines(row)) {
    wanted->clear();
    for (const IssueId issue : red_lines_[line].issues) {
      if (at_status_quo(scenario_->blocks[block], row, issue)) wanted->push_back(issue);
    }
    if (wanted->empty()) return std::nullopt;
    ++wanted;
  }
  chosen_.clear();
  std::fill(barred_.begin(), barred_.end(), false);
  for (std::size_t size = 0; size <= wanted_.size(); ++size) {
    if (!hit(size, budget)) continue;
    std::sort(chosen_.begin(), chosen_.end());
    return chosen_;
  }
  return std::nullopt;
}

bool Mending::hit(std::size_t more, Budget& budget) {
  const auto open = std::find_if(wanted_.begin(), wanted_.end(), [&](const auto& issues) {
    return std::none_of(issues.begin(), issues.end(), [&](IssueId issue) {
      return std::find(chosen_.begin(), chosen_.end(), issue) != chosen_.end();
    });
  });
  if (open == wanted_.end()) return true;
  budget.spend(1);
  if (more == 0 || budget.exhausted()) return false;
  bool found = false;
  std::size_t tried = 0;
  std::vector<bool> here(open->size());  // barred for the branches that follow, and only for them
  for (; tried < open->size() && !found; ++tried) {
    const IssueId issue = (*open)[tried];
    if (barred_[issue]) continue;
    chosen_.push_back(issue);
    found = hit(more - 1, budget);
    if (found) break;
    chosen_.pop_back();
    here[tried] = true;
    barred_[issue] = true;
  }
  for (std::size_t i = 0; i < tried; ++i) {
    if (here[i]) barred_[(*open)[i]] = false;
  }
  return found;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Gathering the open rows of all blocks.
#include "analysis/agreements/space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {

Space::Space(const Blocks& blocks, std::span<const std::span<const double>> worths,
             std::span<const std::uint8_t> forbidden)
    : blocks_(&blocks), members_(worths.size()) {
  first_.reserve(blocks.size() + 1);
  first_.push_back(0);
  rows_.reserve(blocks.rows());
  worth_.reserve(blocks.rows() * members_);
  for (const Blocks::Block& block : blocks) {
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      if (!forbidden.empty() && forbidden[row] != 0) continue;
      rows_.push_back(row);
      for (const std::span<const double> worth : worths) worth_.push_back(worth[row]);
    }
    first_.push_back(static_cast<Pick>(rows_.size()));
  }
}

bool Space::empty() const {
  for (std::size_t b = 0; b < blocks(); ++b) {
    if (begin(b) == end(b)) return true;
  }
  return false;
}

double Space::log10_packages() const {
  double sum = 0;
  for (std::size_t b = 0; b < blocks(); ++b) {
    sum += std::log10(static_cast<double>(end(b) - begin(b)));
  }
  return empty() ? -std::numeric_limits<double>::infinity() : sum;
}

void Space::evaluate(std::span<const Pick> picks, std::span<double> worths) const {
  std::fill(worths.begin(), worths.end(), 0.0);
  for (const Pick pick : picks) {
    const std::span<const double> adds = worth(pick);
    for (std::size_t m = 0; m < members_; ++m) worths[m] += adds[m];
  }
}

Package Space::package(std::span<const Pick> picks) const {
  Package package(blocks_->issues());
  for (std::size_t b = 0; b < picks.size(); ++b) {
    blocks_->choose((*blocks_)[b], rows_[picks[b]], package);
  }
  return package;
}

std::vector<Pick> Space::picks_of(const Package& package) const {
  std::vector<Pick> picks;
  for (std::size_t b = 0; b < blocks(); ++b) {
    const Row row = blocks_->row((*blocks_)[b], package);
    const auto first = rows_.begin() + begin(b);
    const auto last = rows_.begin() + end(b);
    const auto found = std::lower_bound(first, last, row);
    if (found == last || *found != row) return {};
    picks.push_back(static_cast<Pick>(found - rows_.begin()));
  }
  return picks;
}

std::vector<std::uint8_t> closed_rows(const BargainingProblem& problem, PartySet bound,
                                      PartySet signing) {
  const Blocks& blocks = problem.blocks();
  std::vector<std::uint8_t> closed(blocks.rows());
  for (const PartyId party : parties_of(bound)) {
    const std::span<const std::uint8_t> red = problem.parties[party].red_lines;
    for (std::size_t row = 0; row < red.size(); ++row) closed[row] |= red[row];
  }
  const std::vector<bool> open = unlocked(*problem.scenario, signing);
  for (const Blocks::Block& block : blocks) {
    for (const Blocks::Member& member : block.members) {
      if (open[member.issue]) continue;
      const Option stays = *problem.scenario->issues[member.issue].status_quo;
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        if (blocks.option(block, member, row) != stays) closed[row] = 1;
      }
    }
  }
  return closed;
}

Space space_of(const BargainingProblem& problem, PartySet signatories) {
  std::vector<std::span<const double>> worths;
  for (const PartyId party : parties_of(signatories)) {
    worths.push_back(problem.parties[party].rows);
  }
  return Space(problem.blocks(), worths, closed_rows(problem, signatories, signatories));
}

std::vector<double> floors_of(const BargainingProblem& problem, PartySet members) {
  std::vector<double> floors;
  for (const PartyId party : parties_of(members)) floors.push_back(problem.no_agreement[party]);
  return floors;
}

}  // namespace entente

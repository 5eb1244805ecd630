// SPDX-License-Identifier: Apache-2.0
/// How often a party asked for each option: what the models that count have in common.
#pragma once

#include <algorithm>
#include <vector>

#include "engine/model/blocks.hpp"

namespace entente {

class OptionCounts {
 public:
  /// `blocks` must outlive this. Every count starts at `start`.
  OptionCounts(const Blocks& blocks, double start)
      : blocks_(&blocks),
        most_(blocks.issues(), start),
        counts_(blocks.options(), start),
        values_(blocks.options()) {}

  void count(const Package& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      double& count = counts_[blocks_->first_option(IssueId(i)) + text[i]];
      count += 1;
      most_[i] = std::max(most_[i], count);
    }
  }

  /// The greatest count of an issue's options.
  [[nodiscard]] double most(std::size_t issue) const { return most_[issue]; }

  /// Adds `scale` x sum_i weights_i count_i(x_i) / max count_i to every row. Precondition: all
  /// issues were counted, or started above 0.
  void add_shares(std::span<const double> weights, double scale, std::span<double> rows) const {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double factor = weights[i] / most_[i];
      const std::size_t first = blocks_->first_option(IssueId(i));
      const std::size_t last = first + blocks_->options(IssueId(i));
      for (std::size_t o = first; o < last; ++o) values_[o] = factor * counts_[o];
    }
    blocks_->add(values_, scale, rows);
  }

 private:
  const Blocks* blocks_;
  std::vector<double> most_;            ///< by issue
  std::vector<double> counts_;          ///< by option
  mutable std::vector<double> values_;  ///< by option; scratch
};

}  // namespace entente

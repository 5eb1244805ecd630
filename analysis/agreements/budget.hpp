// SPDX-License-Identifier: Apache-2.0
/// One effort for a question that takes many searches.
#pragma once

#include <algorithm>
#include <cstdint>

#include "analysis/agreements/optimum.hpp"

namespace entente {

/// What is left of an effort. Every search costs what it looked at and its setting up, so that many
/// easy searches come to an end as well as a hard one.
class Budget {
 public:
  explicit Budget(const Effort& effort) : left_(effort.most_nodes), effort_(effort) {}

  [[nodiscard]] bool exhausted() const { return left_ == 0 || effort_.stopped(); }
  /// For the next search, of `searches` to come (at least 1): an equal share of what is left.
  [[nodiscard]] Effort share(std::size_t searches = 1) const {
    return {.most_nodes = std::max<std::uint64_t>(1, left_ / searches), .stop = effort_.stop};
  }
  void spend(std::uint64_t nodes) { left_ -= std::min(left_, nodes); }
  void spend(const Optimum& optimum) { spend(optimum.nodes + kSetUp); }

 private:
  /// Setting up a search of some dozens of blocks takes the time of about so many nodes.
  static constexpr std::uint64_t kSetUp = 32;

  std::uint64_t left_;
  Effort effort_;
};

}  // namespace entente

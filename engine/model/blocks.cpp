// SPDX-License-Identifier: Apache-2.0
/// Connected components of issues and the enumeration of their rows.
#include "engine/model/blocks.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace entente {

std::vector<std::vector<IssueId>> Blocks::components(std::size_t issues,
                                                     std::span<const std::vector<IssueId>> scopes) {
  std::vector<std::size_t> parent(issues);
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  const auto root = [&parent](std::size_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
  };
  for (const std::vector<IssueId>& scope : scopes) {
    for (const IssueId issue : scope) {
      const std::size_t a = root(scope.front());
      const std::size_t b = root(issue);
      parent[std::max(a, b)] = std::min(a, b);
    }
  }
  std::vector<std::vector<IssueId>> found;
  std::vector<std::size_t> component_of(issues);
  for (std::size_t i = 0; i < issues; ++i) {
    const std::size_t r = root(i);
    if (r == i) {
      component_of[i] = found.size();
      found.emplace_back();
    }
    found[component_of[r]].push_back(IssueId(i));
  }
  return found;
}

Blocks::Blocks(std::span<const std::size_t> options, std::span<const std::vector<IssueId>> scopes)
    : issues_(options.size()), options_(options.begin(), options.end()) {
  for (const std::size_t count : options) first_option_.push_back(first_option_.back() + count);

  std::vector<std::vector<IssueId>> components = Blocks::components(issues_, scopes);
  std::stable_partition(components.begin(), components.end(),
                        [](const auto& c) { return c.size() == 1; });
  for (const std::vector<IssueId>& component : components) {
    Block block{.first = static_cast<Row>(rows_), .rows = 1, .members = {}};
    for (const IssueId issue : component) {
      assert(options_[issue] > 0 && options_[issue] * block.rows <= kMostRows);
      block.members.push_back({issue, block.rows});
      block.rows *= static_cast<Row>(options_[issue]);
    }
    if (component.size() == 1) singles_.push_back({component.front(), block.first});
    rows_ += block.rows;
    blocks_.push_back(std::move(block));
  }
}

void Blocks::add(std::span<const double> option_values, double scale,
                 std::span<double> rows) const {
  for (const Block& block : blocks_) {
    for (const Member& member : block.members) {
      const double* values = option_values.data() + first_option_[member.issue];
      const std::size_t count = options_[member.issue];
      // The option stays the same for `stride` rows, then the next one follows, round and round.
      for (Row row = 0; row < block.rows;) {
        for (std::size_t option = 0; option < count; ++option) {
          const double value = scale * values[option];
          for (Row k = 0; k < member.stride; ++k) rows[block.first + row++] += value;
        }
      }
    }
  }
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Restricted Damerau-Levenshtein distance by dynamic programming over three rows.
#include "engine/base/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace entente {
namespace {

constexpr std::size_t kListedInFull = 8;
constexpr std::size_t kListedOfMore = 5;

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

std::string in_quotes(std::string_view name) { return '"' + std::string(name) + '"'; }

}  // namespace

std::string_view nearest(std::string_view wrong, std::span<const std::string> candidates) {
  std::size_t limit = std::max<std::size_t>(1, wrong.size() / 3);
  std::string_view best;
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(wrong.size(), candidate.size());
    const std::size_t shorter = std::min(wrong.size(), candidate.size());
    if (longer - shorter > limit) continue;  // the distance is at least the difference
    const std::size_t apart = distance(wrong, candidate);
    if (apart > limit) continue;
    best = candidate;
    if (apart == 0) break;
    limit = apart - 1;  // a later candidate has to be strictly nearer
  }
  return best;
}

std::string did_you_mean(std::string_view wrong, std::span<const std::string> candidates) {
  if (candidates.empty()) return "";
  const std::string_view near = nearest(wrong, candidates);
  if (!near.empty()) return "did you mean " + in_quotes(near) + "?";
  const std::size_t count = candidates.size();
  const std::size_t shown = count <= kListedInFull ? count : kListedOfMore;
  std::string text = "one of ";
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += ", ";
    text += in_quotes(candidates[i]);
  }
  if (shown < count) text += ", ... (" + std::to_string(count) + " in all)";
  return text;
}

}  // namespace entente

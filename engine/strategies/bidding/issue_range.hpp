// SPDX-License-Identifier: Apache-2.0
/// How much lies on an issue: the range of a utility over its options, all else as in a text.
#pragma once

#include <algorithm>
#include <span>

#include "engine/model/blocks.hpp"

namespace entente {

/// Greatest less least value in `rows` (by row) over the options of the issue of `member`; `row` is
/// the text's row of the member's block, and `option` the text's option on the issue.
[[nodiscard]] inline double issue_range(const Blocks& blocks, const Blocks::Member& member, Row row,
                                        Option option, std::span<const double> rows) {
  const Row first = row - member.stride * option;
  double lo = rows[first];
  double hi = lo;
  for (std::size_t o = 1; o < blocks.options(member.issue); ++o) {
    const double value = rows[first + member.stride * o];
    lo = std::min(lo, value);
    hi = std::max(hi, value);
  }
  return hi - lo;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Finds the name that somebody probably meant, for remedies of the form "did you mean ...?".
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente {

/// The candidate nearest to the wrong name, counting insertions, deletions, substitutions and
/// swaps of neighbours (restricted Damerau-Levenshtein distance, in bytes); the first of equals.
/// Empty if none is within a third of the wrong name's length (and at least within 1). The view
/// points into `candidates`.
[[nodiscard]] std::string_view nearest(std::string_view wrong,
                                       std::span<const std::string> candidates);

/// `did you mean "x"?` if a candidate is near, else the candidates themselves: `one of "a", "b"`,
/// from the ninth on shortened to `one of "a", "b", "c", "d", "e", ... (31 in all)`. Empty without
/// candidates.
[[nodiscard]] std::string did_you_mean(std::string_view wrong,
                                       std::span<const std::string> candidates);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// What stands in the way of an agreement, by definition: over all packages, sets and openings.
#pragma once

#include <algorithm>
#include <bit>
#include <limits>
#include <optional>
#include <vector>

#include "tests/brute_force.hpp"

namespace entente::testing {

/// Whether some sufficient set has a package that all of its members in `demanding` would sign, the
/// others of it holding their consents but demanding nothing.
inline bool reconcilable(const BruteForce& all, PartySet demanding) {
  return std::any_of(all.sufficient().begin(), all.sufficient().end(), [&](PartySet set) {
    const PartySet asks = set & demanding;
    const std::vector<BruteForce::Listed> open = all.unlocked_packages(set);
    return std::any_of(open.begin(), open.end(), [&](BruteForce::Listed x) {
      return (all.content(x) & ~all.crossed(x) & asks) == asks;
    });
  });
}

/// The smallest set that is not reconcilable, the first by number among those of its size.
inline PartySet irreconcilable(const BruteForce& all) {
  const PartySet everyone = all.everyone();
  PartySet found = everyone;
  for (PartySet set = 1; set <= everyone; ++set) {
    if ((set & ~everyone) != 0 || std::popcount(set) >= std::popcount(found)) continue;
    if (!reconcilable(all, set)) found = set;
  }
  return found;
}

/// The greatest least gain of `set` if every member had its best option on `issue` at once. A
/// member's red lines count where they are crossed whatever the option.
inline double margin_if_settled(const BruteForce& all, PartySet set, IssueId issue) {
  if (all.locked(issue, set)) return all.margin(all.space(set), set);
  const std::size_t options = all.scenario().issues[issue].options.size();
  double margin = BruteForce::kNothing;
  for (const BruteForce::Listed x : all.unlocked_packages(set)) {
    if (all.package(x)[issue] != 0) continue;
    PartySet always_crossed = set;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t o = 0; o < options; ++o) {
      always_crossed &= all.crossed(all.with(x, issue, o));
    }
    if (always_crossed != 0) continue;
    for (const PartyId party : parties_of(set)) {
      double best = BruteForce::kNothing;
      for (std::size_t o = 0; o < options; ++o) {
        best = std::max(best, all.gain(all.with(x, issue, o), party));
      }
      least = std::min(least, best);
    }
    margin = std::max(margin, least);
  }
  return margin;
}

/// The red lines of the members of `set`.
inline BruteForce::Lines lines_of(const BruteForce& all, PartySet set) {
  BruteForce::Lines lines = 0;
  for (std::size_t l = 0; l < all.lines().size(); ++l) {
    if ((set >> all.lines()[l].party & 1U) != 0) lines |= BruteForce::Lines{1} << l;
  }
  return lines;
}

/// The greatest least gain of `set` without one red line.
inline double margin_without(const BruteForce& all, PartySet set, std::size_t line) {
  std::vector<BruteForce::Listed> open = all.unlocked_packages(set);
  const BruteForce::Lines binding = lines_of(all, set) & ~(BruteForce::Lines{1} << line);
  std::erase_if(open, [&](BruteForce::Listed x) { return (all.crossed_lines(x) & binding) != 0; });
  return all.margin(open, set);
}

/// The least by which all no-agreement values must fall alike; infinity if that opens nothing.
inline double least_uniform(const BruteForce& all) {
  double least = std::numeric_limits<double>::infinity();
  for (const PartySet set : all.sufficient()) {
    least = std::min(least, std::max(0.0, -all.margin(all.space(set), set)));
  }
  return least;
}

/// How much the members of `set` lack in total.
inline double shortfall(const BruteForce& all, BruteForce::Listed x, PartySet set) {
  double sum = 0;
  for (const PartyId party : parties_of(set)) sum += std::max(0.0, -all.gain(x, party));
  return sum;
}

inline double least_total(const BruteForce& all) {
  double least = std::numeric_limits<double>::infinity();
  for (const PartySet set : all.sufficient()) {
    for (const BruteForce::Listed x : all.space(set)) {
      least = std::min(least, shortfall(all, x, set));
    }
  }
  return least;
}

/// Calls `visit(set, package)` with every sufficient set and package at which all its members reach
/// their no-agreement values, red lines or not.
template <class Visit>
void for_content(const BruteForce& all, Visit visit) {
  for (const PartySet set : all.sufficient()) {
    for (const BruteForce::Listed x : all.unlocked_packages(set)) {
      if ((all.content(x) & set) == set) visit(set, x);
    }
  }
}

/// The fewest red lines to drop; none if that opens nothing.
inline std::optional<int> fewest_lines(const BruteForce& all) {
  std::optional<int> fewest;
  for_content(all, [&](PartySet set, BruteForce::Listed x) {
    const int lines = std::popcount(all.crossed_lines(x) & lines_of(all, set));
    if (!fewest || lines < *fewest) fewest = lines;
  });
  return fewest;
}

/// Whether with these issues set aside no red line of `set` binds at `x`.
inline bool excused(const BruteForce& all, BruteForce::Listed x, PartySet set,
                    BruteForce::Issues aside) {
  if ((all.moved(x) & aside) != 0) return false;
  const BruteForce::Lines crossed = all.crossed_lines(x) & lines_of(all, set);
  for (std::size_t l = 0; l < all.lines().size(); ++l) {
    if ((crossed >> l & 1U) != 0 && (all.lines()[l].issues & aside) == 0) return false;
  }
  return true;
}

/// The fewest issues to set aside; none if that opens nothing.
inline std::optional<int> fewest_aside(const BruteForce& all) {
  std::optional<int> fewest;
  for_content(all, [&](PartySet set, BruteForce::Listed x) {
    BruteForce::Issues named = 0;  // only these can help
    for (std::size_t l = 0; l < all.lines().size(); ++l) {
      if ((all.crossed_lines(x) >> l & 1U) != 0) named |= all.lines()[l].issues;
    }
    BruteForce::Issues aside = named;
    while (true) {  // every subset of them
      const int count = std::popcount(aside);
      if ((!fewest || count < *fewest) && excused(all, x, set, aside)) fewest = count;
      if (aside == 0) break;
      aside = (aside - 1) & named;
    }
  });
  return fewest;
}

}  // namespace entente::testing

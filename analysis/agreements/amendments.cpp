// SPDX-License-Identifier: Apache-2.0
/// The smallest sets of amendments that make a party accept a text, by branching over what to keep.
///
/// Let D(x) be the issues on which a package x differs from the text. Wanted are the first few of
/// the sets D(x) of packages that the party could sign, ordered by size and then by what x costs
/// the others, none of which contains an earlier one.
///
/// One search near the text (engine/search/nearby.hpp) gives the first. For the next ones the
/// packages that are left, those whose D(x) contains no set found so far, are split as Lawler does
/// for the K best solutions ("A procedure for computing the K best solutions to discrete
/// optimization problems", Management Science 18, 1972): D(x) does not contain S exactly if x keeps
/// some issue of S as the text has it. So a part of the packages is known by a set of issues kept,
/// which for the search is just more forbidden rows; the parts wait in order of their best package;
/// the first of them is taken, and
///   - if its set contains one found before, S, it is replaced by its parts that keep one of S;
///   - else the set is the next answer, and the part is replaced by those that keep an issue of it.
///
/// Why it is exact: what a replacement drops contains a set found, and nothing else is dropped, so
/// the parts always hold all packages left, and the first of them holds the best. The answer is
/// minimal under inclusion: a smaller set that the party accepts would contain none found before,
/// either, and be ahead in the order.
///
/// Departure. Lawler's parts do not overlap (a part also changes what earlier ones keep). Here they
/// do: a search near a text can forbid a change, but not demand one. Parts that keep the same
/// issues are dropped; with three answers of n issues there are at most 1 + n + n^2 searches.
#include <algorithm>
#include <atomic>
#include <cassert>
#include <set>
#include <utility>

#include "analysis/agreements/ledger.hpp"
#include "engine/search/nearby.hpp"

namespace entente {
namespace {

using Issues = std::vector<IssueId>;  ///< ascending

bool includes(const Issues& set, const Issues& subset) {
  return std::includes(set.begin(), set.end(), subset.begin(), subset.end());
}

/// Some packages that the party could sign: those that keep some issues as the text has them.
struct Part {
  Issues kept;
  // The best of them.
  Package package;
  Issues changed;
  double liked;  ///< worth to the others
  double bound;  ///< no other of so few changes is worth more to them
};

bool before(const Part& a, const Part& b) {
  if (a.changed.size() != b.changed.size()) return a.changed.size() < b.changed.size();
  if (a.liked != b.liked) return a.liked > b.liked;
  return std::pair(a.changed, a.kept) < std::pair(b.changed, b.kept);
}

class Amending {
 public:
  Amending(const BargainingProblem& problem, PartyId party, const Package& text,
           const SearchEffort& effort, const std::atomic<bool>* stop)
      : problem_(problem),
        party_(party),
        text_(text),
        effort_(effort),
        stop_(stop),
        others_(everyone(problem.scenario->agreement) & ~set_of(party)),
        liked_(problem.blocks().rows()),
        search_(problem.blocks()) {
    for (const PartyId other : parties_of(others_)) {
      const std::span<const double> rows = problem.parties[other].rows;
      for (std::size_t row = 0; row < rows.size(); ++row) liked_[row] += rows[row];
    }
  }

  std::vector<Amendment> smallest(std::size_t most) {
    std::vector<Amendment> found;
    if (!stopped()) add({});
    while (!parts_.empty() && found.size() < most && !stopped()) {
      const Part part = std::move(parts_.extract(parts_.begin()).value());
      const auto earlier = std::find_if(
          found.begin(), found.end(),
          [&](const Amendment& amendment) { return includes(part.changed, amendment.issues); });
      if (earlier == found.end()) {
        found.push_back(amendment(part));
        split(part.kept, found.back().issues);
      } else {
        split(part.kept, earlier->issues);
      }
    }
    return found;
  }

 private:
  [[nodiscard]] bool stopped() const {
    return stop_ != nullptr && stop_->load(std::memory_order_relaxed);
  }

  /// Searches the packages that keep `kept` as they are.
  void add(Issues kept) {
    const Blocks& blocks = problem_.blocks();
    const std::span<const std::uint8_t> red = problem_.parties[party_].red_lines;
    std::vector<std::uint8_t> forbidden(red.begin(), red.end());
    forbidden.resize(blocks.rows());
    for (const Blocks::Block& block : blocks) {
      for (const Blocks::Member& member : block.members) {
        if (!std::binary_search(kept.begin(), kept.end(), member.issue)) continue;
        for (Row row = block.first; row < block.first + block.rows; ++row) {
          if (blocks.option(block, member, row) != text_[member.issue]) forbidden[row] = 1;
        }
      }
    }
    search_.reset(forbidden);
    const auto near = search_.fewest(problem_.parties[party_].rows, problem_.no_agreement[party_],
                                     liked_, text_, effort_);
    if (!near) return;
    Part part{std::move(kept), search_.package(), {}, near->goal, near->bound};
    for (std::size_t i = 0; i < text_.size(); ++i) {
      if (part.package[i] != text_[i]) part.changed.emplace_back(i);
    }
    parts_.insert(std::move(part));
  }

  void split(const Issues& kept, const Issues& changed) {
    for (const IssueId issue : changed) {
      if (stopped()) return;  // and nothing more is taken from the parts
      Issues more = kept;
      more.insert(std::upper_bound(more.begin(), more.end(), issue), issue);
      if (tried_.insert(more).second) add(std::move(more));
    }
  }

  [[nodiscard]] Amendment amendment(const Part& part) const {
    Amendment amendment{
        .issues = part.changed, .package = part.package, .worths = problem_.worths(part.package)};
    double bound = part.bound;
    for (const Part& other : parts_) {
      if (other.changed.size() == part.changed.size()) bound = std::max(bound, other.bound);
    }
    amendment.proven = bound <= part.liked + effort_.tolerance + kProofRounding;
    for (const PartyId other : parties_of(others_)) {
      amendment.loss += problem_.parties[other].worth(text_) - amendment.worths[other];
      if (!problem_.could_sign(other, part.package)) amendment.refusing |= set_of(other);
    }
    return amendment;
  }

  /// Bounds of searches lie above the best by the rounding of sums.
  static constexpr double kProofRounding = 1e-9;

  const BargainingProblem& problem_;
  PartyId party_;
  const Package& text_;
  SearchEffort effort_;
  const std::atomic<bool>* stop_;
  PartySet others_;
  std::vector<double> liked_;  ///< by row: worth to the others
  NearbySearch search_;
  std::set<Part, decltype(&before)> parts_{&before};
  std::set<Issues> tried_;  ///< kept issues of all parts
};

}  // namespace

std::vector<Amendment> smallest_amendments(const BargainingProblem& problem, PartyId party,
                                           const Package& text, std::size_t most,
                                           const SearchEffort& effort,
                                           const std::atomic<bool>* stop) {
  assert(!problem.could_sign(party, text));
  return Amending(problem, party, text, effort, stop).smallest(most);
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Coalitions one by one, with what one of them proves about others.
///
/// A coalition C can sign a package x if all of C accept x and C holds all consents N(x) that x
/// needs. Whether it has such a package is a search of its own (solutions.hpp), but answers reach
/// further, and 2^n coalitions mostly need few searches:
///
/// - A package x with acceptors A(x) is a witness for every C with N(x) in C and C in A(x).
/// - Where C has no package, no larger coalition has one that holds no more consents: it can change
///   the same issues only, and makes more demands. The greatest least gain of C bounds theirs.
///
/// Pivots are the swings of Banzhaf (1965), counted over coalitions C of the others, among them
/// single parties, who cannot sign anything alone: p is needed where C and p together suffice by
/// the rule and have a zone, while C does not suffice or has none; it spoils where it is the other
/// way round. (In a simple game, where more members never hurt, only the first can happen. Here
/// demands come with members; consents come too.) Pairs in which one answer is open are left out:
/// neither a swing nor its absence is proven. Likewise a coalition is minimal only where all its
/// subsets of two or more are listed and proven to have no zone.
#include "analysis/agreements/coalitions.hpp"

#include <algorithm>
#include <bit>
#include <cassert>

namespace entente {
namespace {

/// Ranks of coalitions, first the smaller ones, then by number.
bool before(PartySet a, PartySet b) {
  const int sizes = std::popcount(a) - std::popcount(b);
  return sizes != 0 ? sizes < 0 : a < b;
}

/// Adds the sets of `size` of `parties`, by number, until there are `most` of them; whether all
/// were added.
bool add_sets(const std::vector<PartyId>& parties, std::size_t size, std::size_t most,
              std::vector<PartySet>& sets) {
  // Positions chosen, ascending; the next set by number moves the lowest position that can move up.
  std::vector<std::size_t> chosen(size);
  for (std::size_t k = 0; k < size; ++k) chosen[k] = k;
  while (sets.size() < most) {
    PartySet set = 0;
    for (const std::size_t k : chosen) set |= set_of(parties[k]);
    sets.push_back(set);
    std::size_t k = 0;
    while (k + 1 < size && chosen[k] + 1 == chosen[k + 1]) ++k;
    if (chosen[k] + 1 == (k + 1 < size ? chosen[k + 1] : parties.size())) return true;
    ++chosen[k];
    for (std::size_t j = 0; j < k; ++j) chosen[j] = j;
  }
  return false;
}

/// The coalitions to list, in order: sizes from both ends in turn, as far as they go.
std::vector<PartySet> listed(PartySet everyone, std::size_t most, bool& complete) {
  const std::vector<PartyId> parties = parties_of(everyone);
  std::vector<PartySet> sets;
  complete = true;
  std::size_t low = 2;
  std::size_t high = parties.size();
  for (bool small = true; low <= high && complete; small = !small) {
    complete = add_sets(parties, small ? low++ : high--, most, sets);
  }
  if (low <= high) complete = false;
  std::sort(sets.begin(), sets.end(), before);
  return sets;
}

/// Zones of coalitions, with what is known from earlier ones.
class Search {
 public:
  Search(const BargainingProblem& problem, PartySet everyone, const Effort& effort)
      : problem_(&problem), everyone_(everyone), effort_(effort) {
    for (const Issue& issue : problem.scenario->issues) {
      if (issue.status_quo) holders_ |= set_of(issue.consent);
    }
  }

  Zone zone(PartySet coalition) {
    const auto witness =
        std::find_if(found_.begin(), found_.end(), [coalition](const Found& found) {
          return (found.needed & ~coalition) == 0 && (coalition & ~found.accepting) == 0;
        });
    if (witness != found_.end()) return with(coalition, *witness);
    const auto nothing = std::find_if(nothing_.begin(), nothing_.end(), [&](const Zone& smaller) {
      return (smaller.signatories & ~coalition) == 0 &&
             (coalition & holders_ & ~smaller.signatories) == 0;
    });
    if (nothing != nothing_.end()) {
      return {coalition, Answer::no, std::nullopt, nothing->margin};
    }
    Zone zone = zone_of(*problem_, coalition, effort_);
    if (zone.exists == Answer::no) nothing_.push_back(zone);
    if (zone.exists == Answer::yes) remember(*zone.witness, coalition);
    return zone;
  }

 private:
  struct Found {
    Package package;
    PartySet accepting;
    PartySet needed;            ///< who must consent to what it changes
    std::vector<double> gains;  ///< by PartyId
  };

  static Zone with(PartySet coalition, const Found& found) {
    Zone zone{coalition, Answer::yes, found.package, 0};
    const std::vector<PartyId> members = parties_of(coalition);
    zone.margin = found.gains[members.front()];
    for (const PartyId member : members) zone.margin = std::min(zone.margin, found.gains[member]);
    return zone;
  }

  void remember(const Package& package, PartySet coalition) {
    Found found{package, coalition, 0, problem_->worths(package)};
    for (std::size_t p = 0; p < found.gains.size(); ++p) {
      found.gains[p] -= problem_->no_agreement[p];
    }
    for (const PartyId party : parties_of(everyone_ & ~coalition)) {
      if (problem_->could_sign(party, package)) found.accepting |= set_of(party);
    }
    for (std::size_t i = 0; i < package.size(); ++i) {
      const Issue& issue = problem_->scenario->issues[i];
      if (issue.status_quo && package[i] != *issue.status_quo) {
        found.needed |= set_of(issue.consent);
      }
    }
    found_.push_back(std::move(found));
  }

  const BargainingProblem* problem_;
  PartySet everyone_;
  PartySet holders_ = 0;  ///< who must consent to some issue
  Effort effort_;
  std::vector<Found> found_;
  std::vector<Zone> nothing_;  ///< proven to have no package
};

/// Coalitions by their set.
class Index {
 public:
  explicit Index(const std::vector<Coalition>& coalitions) : coalitions_(&coalitions) {}

  /// nullptr: not listed.
  [[nodiscard]] const Coalition* find(PartySet set) const {
    const auto found = std::lower_bound(
        coalitions_->begin(), coalitions_->end(), set,
        [](const Coalition& c, PartySet wanted) { return before(c.zone.signatories, wanted); });
    const bool here = found != coalitions_->end() && found->zone.signatories == set;
    return here ? &*found : nullptr;
  }
  /// Whether the parties can sign what suffices; a party alone cannot.
  [[nodiscard]] Answer can_sign(PartySet set) const {
    if (std::popcount(set) < 2) return Answer::no;
    const Coalition* coalition = find(set);
    if (coalition == nullptr) return Answer::open;
    return coalition->sufficient ? coalition->zone.exists : Answer::no;
  }

 private:
  const std::vector<Coalition>* coalitions_;
};

/// In order of size: a coalition is minimal if it has a zone and its subsets are known to be clear.
void mark_minimal(std::vector<Coalition>& coalitions) {
  const Index index(coalitions);
  std::vector<bool> clear(coalitions.size());  // neither it nor a subset has a zone, proven
  for (std::size_t c = 0; c < coalitions.size(); ++c) {
    const PartySet set = coalitions[c].zone.signatories;
    bool subsets_clear = true;
    for (const PartyId party : parties_of(set)) {
      if (std::popcount(set) == 2) break;
      const Coalition* subset = index.find(set & ~set_of(party));
      subsets_clear = subsets_clear && subset != nullptr &&
                      clear[static_cast<std::size_t>(subset - coalitions.data())];
    }
    coalitions[c].minimal = subsets_clear && coalitions[c].zone.exists == Answer::yes;
    clear[c] = subsets_clear && coalitions[c].zone.exists == Answer::no;
  }
}

Pivot pivot_of(const std::vector<Coalition>& coalitions, PartyId party) {
  const Index index(coalitions);
  Pivot pivot{.party = party};
  for (const Coalition& coalition : coalitions) {
    const PartySet set = coalition.zone.signatories;
    if (!contains(set, party)) continue;
    const Answer with = index.can_sign(set);
    const Answer without = index.can_sign(set & ~set_of(party));
    if (with == Answer::open || without == Answer::open) continue;
    ++pivot.of;
    if (with == Answer::yes && without == Answer::no) ++pivot.needed;
    if (with == Answer::no && without == Answer::yes) ++pivot.spoils;
  }
  return pivot;
}

}  // namespace

Coalitions coalitions_of(const BargainingProblem& problem, const Effort& effort, std::size_t most) {
  assert(most > 0);
  const AgreementRule& rule = problem.scenario->agreement;
  const PartySet everyone = entente::everyone(rule);
  Coalitions found;
  Search search(problem, everyone, effort);
  for (const PartySet set : listed(everyone, most, found.complete)) {
    Coalition& coalition = found.coalitions.emplace_back();
    coalition.zone = search.zone(set);
    coalition.sufficient = suffices(rule, set);
  }
  mark_minimal(found.coalitions);
  for (const PartyId party : parties_of(everyone)) {
    found.pivots.push_back(pivot_of(found.coalitions, party));
  }
  return found;
}

}  // namespace entente

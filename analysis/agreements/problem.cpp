// SPDX-License-Identifier: Apache-2.0
/// Sets of parties, and who suffices for an agreement.
#include "analysis/agreements/problem.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace entente {

PartySet set_of(std::span<const PartyId> parties) {
  PartySet set = 0;
  for (const PartyId party : parties) set |= set_of(party);
  return set;
}

std::vector<PartyId> parties_of(PartySet set) {
  std::vector<PartyId> parties;
  for (; set != 0; set &= set - 1) {
    parties.emplace_back(static_cast<std::size_t>(std::countr_zero(set)));
  }
  return parties;
}

std::vector<double> BargainingProblem::worths(const Package& package) const {
  std::vector<double> worths;
  worths.reserve(parties.size());
  for (const UtilityView& party : parties) worths.push_back(party.worth(package));
  return worths;
}

bool BargainingProblem::could_sign(PartyId party, const Package& package) const {
  return !parties[party].crosses_red_line(package) &&
         reaches(parties[party].worth(package), no_agreement[party]);
}

PartySet everyone(const AgreementRule& rule) {
  return set_of(rule.required) | set_of(rule.may_sign);
}

BargainingProblem problem_of(const Case& drawn, std::vector<double> no_agreement) {
  BargainingProblem problem{
      .scenario = &drawn.scenario, .parties = {}, .no_agreement = std::move(no_agreement)};
  problem.parties.reserve(drawn.parties.size());
  for (std::size_t p = 0; p < drawn.parties.size(); ++p) {
    problem.parties.push_back(drawn.utilities.of(PartyId(p)));
  }
  return problem;
}

std::vector<double> believed_no_agreement(const Case& drawn, const WorldState& world) {
  std::vector<double> values;
  values.reserve(drawn.parties.size());
  for (std::size_t p = 0; p < drawn.parties.size(); ++p) {
    values.push_back(drawn.parties[p].no_agreement.at(world.believed_by(PartyId(p))));
  }
  return values;
}

bool suffices(const AgreementRule& rule, PartySet set) {
  std::vector<bool> signing(Utilities::kMostParties);
  for (const PartyId party : parties_of(set)) signing[party] = true;
  return rule.satisfied_by(signing);
}

namespace {

/// Calls `visit` with every way to leave out `count` of `parties`, by number of the set that
/// stays; ends when it returns false.
template <class Visit>
bool for_each_without(PartySet always, const std::vector<PartyId>& parties, std::size_t count,
                      Visit visit) {
  std::vector<PartySet> sets;
  const auto choose = [&](auto&& self, std::size_t from, std::size_t left, PartySet set) -> void {
    if (left == 0) {
      sets.push_back(set);
      return;
    }
    for (std::size_t i = from; i + left <= parties.size(); ++i) {
      self(self, i + 1, left - 1, set & ~set_of(parties[i]));
    }
  };
  choose(choose, 0, count, always | set_of(parties));
  std::sort(sets.begin(), sets.end());
  return std::all_of(sets.begin(), sets.end(), visit);
}

}  // namespace

SignatorySets sufficient_sets(const AgreementRule& rule, std::size_t most) {
  SignatorySets found;
  const PartySet required = set_of(rule.required);
  // Without a quorum every set with the required parties suffices; with one, sizes are tried from
  // the top until leaving out more can no longer be enough for anyone.
  for (std::size_t out = 0; out <= rule.may_sign.size(); ++out) {
    double ways = 1;
    for (std::size_t k = 0; k < out; ++k) {
      ways *= static_cast<double>(rule.may_sign.size() - k) / static_cast<double>(k + 1);
    }
    if (ways > 64.0 * static_cast<double>(most)) {
      found.complete = false;
      return found;
    }
    const std::size_t before = found.sets.size();
    const bool all = for_each_without(required, rule.may_sign, out, [&](PartySet set) {
      if (set == 0 || !suffices(rule, set)) return true;
      if (found.sets.size() == most) return false;
      found.sets.push_back(set);
      return true;
    });
    if (!all) {
      found.complete = false;
      return found;
    }
    if (found.sets.size() == before) break;  // what a smaller set reaches, a larger one does, too
  }
  return found;
}

std::vector<bool> unlocked(const Scenario& scenario, PartySet signing) {
  std::vector<bool> unlocked;
  for (const Issue& issue : scenario.issues) {
    unlocked.push_back(!issue.status_quo ||
                       std::all_of(issue.consent.begin(), issue.consent.end(),
                                   [signing](PartyId party) { return contains(signing, party); }));
  }
  return unlocked;
}

}  // namespace entente

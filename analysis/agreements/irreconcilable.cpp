// SPDX-License-Identifier: Apache-2.0
/// The smallest irreconcilable set of parties, by witnesses and hitting sets.
///
/// Let E be all who must or may sign. A package x is refused by some parties R(x), and needs the
/// signatures N(x): those who must consent to what it moves from the status quo. The members of a
/// set G stand up for their demands, all others would sign anything. Then x can be agreed on
/// despite G exactly if the parties of B = G n R(x) can be done without: E \ B suffices by the rule
/// and N(x) n B is empty. (The larger the set that signs, the more it may change, and sufficiency
/// only grows with it; so it is best that all of E sign but those of G who refuse.) G is
/// irreconcilable if no package passes. That is monotone: what defeats G defeats more parties.
///
/// So every package found is a constraint that all irreconcilable sets must meet: G must block it.
/// Where all of E must sign, that reads "G hits R(x)", and the smallest irreconcilable set is a
/// minimum hitting set of constraints too many to list: they are found as they are needed. In order
/// of size, then of number, the next set that blocks all witnesses known is tried; either a package
/// passes it, which is a new witness and rules out many sets at once, or none does, and the set is
/// the answer: every set before it is passed by some witness. (Implicit hitting sets:
/// Moreno-Centeno & Karp 2013; for smallest unsatisfiable subsets, which these are: Ignatiev,
/// Previti, Liffiton & Marques-Silva 2015.)
///
/// Trying G is a branch and bound over who of G signs. With `out` not signing and `demanding`
/// signing, the packages open to E \ out that all of `demanding` could sign include those of every
/// set in between, so that none means none. If there is one that G blocks all the same, some
/// undecided party of G refuses it; it either signs, and demands, or does not, and its consent is
/// missing. Where all must sign there is nothing to decide: one search per set. A search is one for
/// the greatest least gain that ends at the first package in which nobody loses.
#include "analysis/agreements/irreconcilable.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <vector>

#include "analysis/agreements/budget.hpp"

namespace entente {
namespace {

/// What a package that was found says about all sets of parties.
struct Witness {
  PartySet refusing;  ///< R(x)
  PartySet needed;    ///< N(x)
};

/// Proven: with the consents of no more than `holders`, no package suits all of `demanding`.
struct Nothing {
  PartySet holders;
  PartySet demanding;
};

class Conflict {
 public:
  Conflict(const BargainingProblem& problem, const Zones& zones, const Effort& effort)
      : problem_(&problem),
        everyone_(entente::everyone(problem.scenario->agreement)),
        required_(set_of(problem.scenario->agreement.required)),
        no_zone_(zones.complete && zones.exists == Answer::no),
        budget_(effort) {
    for (const Issue& issue : problem.scenario->issues) {
      if (issue.status_quo) holders_ |= set_of(issue.consent);
    }
    for (const Zone& zone : zones.zones) {
      if (zone.exists == Answer::no) {
        nothing_.push_back({zone.signatories & holders_, zone.signatories});
      }
    }
  }

  [[nodiscard]] PartySet everyone() const { return everyone_; }

  /// The first set of `size` parties that is irreconcilable. None: there is none, unless `cut`.
  std::optional<PartySet> first_of_size(int size) {
    answer_.reset();
    (void)choose(0, everyone_, size);
    return answer_;
  }
  [[nodiscard]] bool cut() const { return cut_; }

  /// Whether packages can be agreed on despite the demands of `set`.
  Answer reconcilable(PartySet set) {
    if (!blocks_all(set)) return Answer::yes;
    if (set == everyone_ && no_zone_) return Answer::no;
    return explore(set, 0, set & required_);
  }
  void renew(const Effort& effort) { budget_ = Budget(effort); }

 private:
  [[nodiscard]] const AgreementRule& rule() const { return problem_->scenario->agreement; }

  /// Whether `set` stands in the way of the package.
  [[nodiscard]] bool blocks(PartySet set, const Witness& witness) const {
    const PartySet against = set & witness.refusing;
    return against != 0 &&
           ((against & witness.needed) != 0 || !suffices(rule(), everyone_ & ~against));
  }
  [[nodiscard]] bool blocks_all(PartySet set) const {
    return std::all_of(witnesses_.begin(), witnesses_.end(),
                       [&](const Witness& witness) { return blocks(set, witness); });
  }

  /// Whether `chosen` with some `more` of `rest` may: by the heaviest that refuse.
  [[nodiscard]] bool may_block(PartySet chosen, PartySet rest, int more,
                               const Witness& witness) const {
    if (blocks(chosen, witness)) return true;
    const PartySet joining = rest & witness.refusing;
    if (more == 0 || joining == 0) return false;
    if ((joining & (witness.needed | required_)) != 0) return true;
    const AgreementRule& rule = problem_->scenario->agreement;
    if (!rule.quorum) return false;
    std::vector<PartyId> heaviest = parties_of(joining);
    std::stable_sort(heaviest.begin(), heaviest.end(), [&](PartyId a, PartyId b) {
      return rule.quorum->weights[a] > rule.quorum->weights[b];
    });
    heaviest.resize(std::min(heaviest.size(), static_cast<std::size_t>(more)));
    return blocks(chosen | set_of(heaviest), witness);
  }

  /// Tries `chosen` with any `more` of `rest`, by number; false once it has an answer or is cut
  /// short.
  bool choose(PartySet chosen, PartySet rest, int more) {
    if (std::popcount(rest) < more) return true;
    budget_.spend(1);
    if (budget_.exhausted()) cut_ = true;
    if (cut_) return false;
    if (more == 0) {
      const Answer answer = reconcilable(chosen);
      if (answer == Answer::no) answer_ = chosen;
      if (answer == Answer::open) cut_ = true;
      return answer == Answer::yes;
    }
    const bool hopeless = !std::all_of(
        witnesses_.begin(), witnesses_.end(),
        [&](const Witness& witness) { return may_block(chosen, rest, more, witness); });
    if (hopeless) return true;
    const PartySet high = std::bit_floor(rest);
    return choose(chosen, rest & ~high, more) && choose(chosen | high, rest & ~high, more - 1);
  }

  Answer explore(PartySet set, PartySet out, PartySet demanding) {
    const PartySet signing = everyone_ & ~out;
    if (!suffices(rule(), signing)) return Answer::no;
    const bool known = std::any_of(nothing_.begin(), nothing_.end(), [&](const Nothing& nothing) {
      return (signing & holders_ & ~nothing.holders) == 0 && (nothing.demanding & ~demanding) == 0;
    });
    if (known) return Answer::no;

    Answer exists = Answer::open;
    const std::optional<Package> package = find(signing, demanding, exists);
    if (exists == Answer::no) nothing_.push_back({signing & holders_, demanding});
    if (exists != Answer::yes) return exists;

    witnesses_.push_back(witness_of(*package, demanding));
    const Witness witness = witnesses_.back();
    if (!blocks(set, witness)) return Answer::yes;
    const PartySet against = set & witness.refusing & ~out;
    const PartySet holding = against & witness.needed;
    const PartyId party(
        static_cast<std::size_t>(std::countr_zero(holding != 0 ? holding : against)));
    const Answer with = explore(set, out, demanding | set_of(party));
    if (with == Answer::yes) return with;
    const Answer without = explore(set, out | set_of(party), demanding);
    return without == Answer::no ? with : without;
  }

  /// A package open to `signing` that all of `demanding` could sign.
  std::optional<Package> find(PartySet signing, PartySet demanding, Answer& exists) {
    if (budget_.exhausted()) return std::nullopt;
    std::vector<std::span<const double>> worths;
    for (const PartyId party : parties_of(demanding)) {
      worths.push_back(problem_->parties[party].rows);
    }
    const Space space(problem_->blocks(), worths, closed_rows(*problem_, demanding, signing));
    if (space.empty()) {
      exists = Answer::no;
      return std::nullopt;
    }
    if (demanding == 0) {
      std::vector<Pick> picks;
      for (std::size_t b = 0; b < space.blocks(); ++b) picks.push_back(space.begin(b));
      exists = Answer::yes;
      return space.package(picks);
    }
    const std::vector<double> scale(space.members(), 1.0);
    const Optimum optimum =
        Optimizer(space).least_gain(floors_of(*problem_, demanding), scale, budget_.share(), 0.0);
    budget_.spend(optimum);
    if (!optimum.picks.empty() && reaches(optimum.value, 0)) {
      exists = Answer::yes;
      return space.package(optimum.picks);
    }
    if (!reaches(optimum.bound, 0)) exists = Answer::no;
    return std::nullopt;
  }

  [[nodiscard]] Witness witness_of(const Package& package, PartySet demanding) const {
    Witness witness{0, 0};
    for (const PartyId party : parties_of(everyone_ & ~demanding)) {
      if (!problem_->could_sign(party, package)) witness.refusing |= set_of(party);
    }
    for (std::size_t i = 0; i < package.size(); ++i) {
      const Issue& issue = problem_->scenario->issues[i];
      if (issue.status_quo && package[i] != *issue.status_quo) {
        witness.needed |= set_of(issue.consent);
      }
    }
    return witness;
  }

  const BargainingProblem* problem_;
  PartySet everyone_;
  PartySet required_;
  PartySet holders_ = 0;  ///< who must consent to some issue
  bool no_zone_;
  Budget budget_;
  std::vector<Witness> witnesses_;
  std::vector<Nothing> nothing_;
  std::optional<PartySet> answer_;
  bool cut_ = false;
};

/// Leaves out whom it can, the last by number first.
PartySet irreducible(Conflict& conflict) {
  PartySet set = conflict.everyone();
  for (PartySet left = set; left != 0; left &= ~std::bit_floor(left)) {
    const PartySet fewer = set & ~std::bit_floor(left);
    if (conflict.reconcilable(fewer) == Answer::no) set = fewer;
  }
  return set;
}

}  // namespace

Irreconcilable smallest_irreconcilable(const BargainingProblem& problem, const Zones& zones,
                                       const Effort& effort) {
  Conflict conflict(problem, zones, effort);
  for (int size = 1; size <= std::popcount(conflict.everyone()); ++size) {
    const std::optional<PartySet> found = conflict.first_of_size(size);
    if (found) return {*found, true};
    if (conflict.cut()) break;
  }
  conflict.renew(effort);
  return {irreducible(conflict), false};
}

}  // namespace entente

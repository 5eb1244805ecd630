// SPDX-License-Identifier: Apache-2.0
/// Whether a package leaves something on the table, and where it lies.
///
/// A package y is (Pareto) efficient among some parties when no x they can agree on has u(x) >=
/// u(y) for all of them and more for one. The search for the greatest sum of u(x) with u(y) as
/// floors answers both at once: the sum exceeds that of y exactly when y is not efficient, and then
/// by all that was left on the table. Its proof is that of optimum.cpp.
#include "analysis/agreements/efficiency.hpp"

#include <algorithm>
#include <cmath>

namespace entente {
namespace {

/// Sums of worths that differ by no more are equal on paper.
constexpr double kNothing = 1e-9;

class Judge {
 public:
  Judge(const BargainingProblem& problem, PartySet signatories, const Package& package)
      : problem_(problem), signatories_(parties_of(signatories)) {
    judged_.signatories = signatories;
    judged_.worths = problem.worths(package);
    for (std::size_t p = 0; p < judged_.worths.size(); ++p) {
      judged_.gains.push_back(judged_.worths[p] - problem.no_agreement[p]);
    }
    for (const PartyId party : signatories_) {
      if (!reaches(judged_.gains[party], 0.0)) judged_.below |= set_of(party);
      if (problem.parties[party].crosses_red_line(package)) judged_.crossed |= set_of(party);
    }
  }

  void look_for_better(const Effort& effort) {
    const Space space = space_of(problem_, judged_.signatories);
    std::vector<double> floors;
    double total = 0;
    for (const PartyId party : signatories_) {
      floors.push_back(judged_.worths[party]);
      total += judged_.worths[party];
    }
    std::vector<double> sums(space.picks());
    for (Pick pick = 0; pick < space.picks(); ++pick) {
      for (const double worth : space.worth(pick)) sums[pick] += worth;
    }
    const Optimum most = Optimizer(space).greatest(sums, floors, effort);
    judged_.left_proven = most.proven;
    const double found = most.picks.empty() ? 0.0 : std::max(0.0, most.value - total);
    if (found > kNothing) {
      judged_.efficient = Answer::no;
      judged_.better = space.package(most.picks);
      judged_.better_worths = problem_.worths(*judged_.better);
      judged_.left = found;
    } else if (most.proven) {
      judged_.efficient = Answer::yes;
    } else {
      judged_.left = std::max(0.0, most.bound - total);
    }
  }

  void compare(const Solutions& solutions) {
    if (!solutions.egalitarian) return;
    judged_.place.assign(judged_.worths.size(), 0.0);
    for (const PartyId party : signatories_) {
      const double range = solutions.ideal[party] - problem_.no_agreement[party];
      if (range > kRounding) judged_.place[party] = judged_.gains[party] / range;
    }
    for (const SolutionKind kind : kSolutions) {
      const std::optional<Solution>& other = solution(solutions, kind);
      double squares = 0;
      for (const PartyId party : signatories_) {
        const double apart = other ? other->worths[party] - judged_.worths[party] : 0.0;
        squares += apart * apart;
      }
      judged_.distance.push_back(std::sqrt(squares));
    }
    if (!solutions.nash || solutions.nash->value <= kRounding) return;
    double share = judged_.below == 0 ? 1 : 0;
    for (const PartyId party : signatories_) {
      const double best = solutions.nash->worths[party] - problem_.no_agreement[party];
      share *= std::max(0.0, judged_.gains[party]) / best;
    }
    judged_.nash_share = std::min(share, 1.0);
  }

  [[nodiscard]] Efficiency take() { return std::move(judged_); }

 private:
  const BargainingProblem& problem_;
  std::vector<PartyId> signatories_;
  Efficiency judged_;
};

}  // namespace

Efficiency efficiency_of(const BargainingProblem& problem, PartySet signatories,
                         const Package& package, const Solutions* solutions, const Effort& effort) {
  Judge judge(problem, signatories, package);
  judge.look_for_better(effort);
  if (solutions != nullptr) judge.compare(*solutions);
  return judge.take();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Tallies of pairs.
#include "analysis/results/differences.hpp"

namespace entente {

void DifferencesBuilder::Discordant::add(bool in_base, bool in_branch) {
  if (in_base && !in_branch) ++base;
  if (!in_base && in_branch) ++branch;
}

void DifferencesBuilder::add(const Outcome& base, const Outcome& branch,
                             const std::optional<Assessment>& of_base,
                             const std::optional<Assessment>& of_branch) {
  ++replications_;
  if (base.round < round_) {
    ++before_;
  } else if (base.ending == branch.ending && base.round == branch.round &&
             base.package == branch.package) {
    ++unchanged_;
  }
  for (const Ending ending : kEndings) {
    endings_[static_cast<std::size_t>(ending)].add(base.ending == ending, branch.ending == ending);
  }
  agreements_.add(agreed(base.ending), agreed(branch.ending));
  cut_off_.add(base.cut_off, branch.cut_off);
  if (of_base && of_branch) {
    ++assessed_;
    missed_.add(of_base->missed(), of_branch->missed());
  }
  if (base.nearest && branch.nearest) nearest_.add(base.nearest->surplus, branch.nearest->surplus);
  for (std::size_t p = 0; p < parties_.size(); ++p) {
    parties_[p].payoff.add(base.parties[p].payoff(), branch.parties[p].payoff());
    parties_[p].surplus.add(base.parties[p].surplus(), branch.parties[p].surplus());
  }
}

Differences DifferencesBuilder::differences() const {
  const auto of = [this](const Discordant& discordant) {
    return share_difference(discordant.base, discordant.branch, replications_);
  };
  Differences differences{.replications = replications_,
                          .before = before_,
                          .unchanged = unchanged_,
                          .endings = {},
                          .agreements = of(agreements_),
                          .cut_off = of(cut_off_),
                          .missed = share_difference(missed_.base, missed_.branch, assessed_),
                          .nearest = nearest_.difference(),
                          .parties = {}};
  for (std::size_t e = 0; e < endings_.size(); ++e) differences.endings[e] = of(endings_[e]);
  for (const Party& party : parties_) {
    differences.parties.push_back({party.payoff.difference(), party.surplus.difference()});
  }
  return differences;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Ratification, shares of the surplus, partial agreements, reasons.
#include "engine/negotiation/conclusion.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/negotiation/partial.hpp"
#include "engine/negotiation/reasons.hpp"

namespace entente {
namespace {

/// Whether `part` crosses a red line in a block in which it changes what holds already: one that is
/// crossed anyhow, by points that the part leaves alone, does not stand in its way.
bool crosses_anew(const UtilityView& own, const Package& part, const Package& status_quo) {
  if (own.red_lines.empty()) return false;
  return std::any_of(own.blocks->begin(), own.blocks->end(), [&](const Blocks::Block& block) {
    const Row row = own.blocks->row(block, part);
    return own.red_lines[row] != 0 && row != own.blocks->row(block, status_quo);
  });
}

class Conclusion {
 public:
  Conclusion(const Case& drawn, std::span<const Agent> agents, const WorldState& world,
             Observer& observer)
      : case_(drawn),
        scenario_(drawn.scenario),
        agents_(agents),
        world_(world),
        observer_(observer) {}

  Outcome conclude(Ended ended) {
    outcome_.round = ended.round;
    outcome_.drafts = std::move(ended.drafts);
    outcome_.nearest = std::move(ended.nearest);
    outcome_.world.assign(world_.truth().begin(), world_.truth().end());
    outcome_.parties.resize(agents_.size());
    for (std::size_t p = 0; p < agents_.size(); ++p) {
      Standing& standing = outcome_.parties[p];
      standing.no_agreement = case_.parties[p].no_agreement.at(world_.truth());
      standing.believed = believed_no_agreement(PartyId(p));
      standing.worth = standing.no_agreement;
      standing.delay = ended.delay[p];
      const std::span<const Package> bids = agents_[p].bids();
      if (bids.empty()) continue;
      standing.opening = true_worth(PartyId(p), bids.front());
      standing.last = true_worth(PartyId(p), bids.back());
    }
    if (ended.signature) {
      conclude_signed(*ended.signature);
    } else {
      outcome_.ending = ended.walked_out ? Ending::walkout : Ending::stalemate;
      outcome_.because_of = ended.walked_out;
      outcome_.cut_off = ended.cut_off;
      conclude_partial(ended.left);
    }
    add_reasons(ended.refusals);
    return std::move(outcome_);
  }

 private:
  [[nodiscard]] double believed_no_agreement(PartyId party) const {
    return case_.parties[party].no_agreement.at(world_.believed_by(party));
  }
  [[nodiscard]] double true_worth(PartyId party, const Package& package) const {
    return case_.utilities.of(party).worth(package);
  }

  void conclude_signed(const Signature& signature) {
    outcome_.package = signature.package;
    outcome_.set_aside = signature.set_aside;
    for (const PartyId party : signature.signatories) outcome_.parties[party].signed_it = true;
    if (!ratify_all(signature)) {
      outcome_.ending = Ending::not_ratified;
      return;
    }
    for (std::size_t p = 0; p < agents_.size(); ++p) {
      Standing& standing = outcome_.parties[p];
      const double worth = true_worth(PartyId(p), *outcome_.package);
      // Only who signs has backed down.
      standing.worth = standing.signed_it ? agents_[p].own().worth(*outcome_.package) : worth;
      standing.audience = worth - standing.worth;
    }
    outcome_.ending =
        share_surplus() && nobody_outvoted_loses() ? Ending::balanced : Ending::imposed;
  }

  /// All signatories are asked, so that who fails does not depend on the order of the parties. A
  /// failure ends the agreement, unless a quorum holds without those who failed and the rest could
  /// sign what is left without their consents.
  bool ratify_all(const Signature& signature) {
    std::vector<bool> signing(agents_.size());
    for (const PartyId party : signature.signatories) {
      signing[party] = ratify(party);
      if (!signing[party] && !outcome_.because_of) outcome_.because_of = party;
    }
    if (!outcome_.because_of) return true;
    if (!scenario_.agreement.quorum || !scenario_.agreement.satisfied_by(signing)) return false;
    const Package left = carve_out(scenario_, signature.package, signing);
    for (std::size_t p = 0; p < agents_.size(); ++p) {
      if (!signing[p]) continue;
      if (!agents_[p].could_sign(left, believed_no_agreement(PartyId(p)))) return false;
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (left[i] != signature.package[i]) outcome_.set_aside.emplace_back(i);
    }
    std::sort(outcome_.set_aside.begin(), outcome_.set_aside.end());
    for (std::size_t p = 0; p < agents_.size(); ++p) outcome_.parties[p].signed_it = signing[p];
    outcome_.package = left;
    outcome_.because_of.reset();
    return true;
  }

  bool ratify(PartyId party) {
    const auto& ratification = case_.parties[party].ratification;
    if (!ratification) return true;
    const std::span<const double> believed = world_.believed_by(party);
    const Package& package = *outcome_.package;
    double midpoint = ratification->midpoint.at(believed);
    const std::vector<Ratification::Hurdle>& hurdles =
        scenario_.parties[party].ratification->hurdles;
    for (std::size_t h = 0; h < hurdles.size(); ++h) {
      if (hold(hurdles[h].when, package)) midpoint += ratification->hurdles[h].at(believed);
    }
    const double surplus = agents_[party].own().worth(package) - believed_no_agreement(party);
    const double chance =
        1 / (1 + std::exp(-ratification->slope.at(believed) * (surplus - midpoint)));
    Stream verdict(ratification->verdict, case_.replication);
    const bool succeeds = verdict.uniform() < chance;
    observer_.ratifies(party, chance, succeeds);
    return succeeds;
  }

  /// The signatories' shares of their joint surplus. True: each has enough, and none is worse off
  /// than without a deal because it was deceived.
  bool share_surplus() {
    double joint = 0;
    std::size_t signatories = 0;
    for (const Standing& standing : outcome_.parties) {
      if (!standing.signed_it) continue;
      joint += standing.surplus();
      ++signatories;
    }
    const double fair = scenario_.agreement.fair_share(signatories);
    bool balanced = true;
    for (Standing& standing : outcome_.parties) {
      if (!standing.signed_it) continue;
      standing.share =
          joint > 0 ? standing.surplus() / joint : 1.0 / static_cast<double>(signatories);
      const bool loses = !reaches(standing.worth, standing.no_agreement);
      if (loses || !reaches(standing.share, fair)) balanced = false;
    }
    return balanced;
  }

  /// A majority binds those it has outvoted.
  [[nodiscard]] bool nobody_outvoted_loses() const {
    const AgreementRule& rule = scenario_.agreement;
    return !rule.quorum || std::all_of(rule.may_sign.begin(), rule.may_sign.end(), [&](PartyId p) {
      return reaches(outcome_.parties[p].worth, outcome_.parties[p].no_agreement) &&
             (outcome_.parties[p].signed_it ||
              !agents_[p].own().crosses_red_line(*outcome_.package));
    });
  }

  void conclude_partial(const std::vector<bool>& left) {
    const auto gain = [this](PartyId party, const Package& part, const Package& status_quo) {
      const UtilityView& own = agents_[party].own();
      return crosses_anew(own, part, status_quo) ? -std::numeric_limits<double>::infinity()
                                                 : own.worth(part) - own.worth(status_quo);
    };
    const auto settled = settle_part(
        scenario_, {.present = [&](PartyId p) { return !left[p]; },
                    .last_text =
                        [this](PartyId p) {
                          return agents_[p].last_text() ? &*agents_[p].last_text() : nullptr;
                        },
                    .gain = gain});
    if (!settled) return;
    outcome_.ending = Ending::partial;
    outcome_.partial = settled->partial;
    outcome_.package = settled->package;
    for (const PartyId party : scenario_.agreement.partial[settled->partial].parties) {
      outcome_.parties[party].signed_it = true;
    }
    const Package before = status_quo(scenario_, settled->package);
    for (std::size_t p = 0; p < agents_.size(); ++p) {
      Standing& standing = outcome_.parties[p];
      const double adds = true_worth(PartyId(p), settled->package) - true_worth(PartyId(p), before);
      const UtilityView& own = agents_[p].own();
      const double with_costs = own.worth(settled->package) - own.worth(before);
      standing.audience = standing.signed_it ? adds - with_costs : 0;
      standing.worth = standing.no_agreement + adds - standing.audience;
    }
    share_surplus();
    observer_.settles_part(settled->partial, settled->package);
  }

  void add_reasons(const std::vector<std::optional<Refusal>>& refusals) {
    for (const std::optional<Refusal>& refusal : refusals) {
      if (!refusal) continue;
      outcome_.last_refusals.push_back(*refusal);
      outcome_.last_refusals.back().issues =
          decisive_issues(scenario_, *refusal, agents_[refusal->party].own());
    }
    std::stable_sort(outcome_.last_refusals.begin(), outcome_.last_refusals.end(),
                     [](const Refusal& a, const Refusal& b) { return a.round < b.round; });
  }

  const Case& case_;
  const Scenario& scenario_;
  std::span<const Agent> agents_;
  const WorldState& world_;
  Observer& observer_;
  Outcome outcome_;
};

}  // namespace

Outcome conclude(const Case& drawn, std::span<const Agent> agents, const WorldState& world,
                 Ended ended, Observer& observer) {
  return Conclusion(drawn, agents, world, observer).conclude(std::move(ended));
}

}  // namespace entente

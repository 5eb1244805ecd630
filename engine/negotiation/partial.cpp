// SPDX-License-Identifier: Apache-2.0
/// Which coalition settles what.
#include "engine/negotiation/partial.hpp"

#include <algorithm>
#include <limits>

#include "engine/negotiation/signature.hpp"

namespace entente {
namespace {

using Rule = AgreementRule::Partial;

Package cut_down(const Scenario& scenario, const Rule& rule, const Package& text) {
  Package part = status_quo(scenario, text);
  for (const IssueId issue : rule.issues) part[issue] = text[issue];
  std::vector<bool> signing(scenario.parties.size());
  for (const PartyId party : rule.parties) signing[party] = true;
  return carve_out(scenario, part, signing);
}

/// The least gain of a member; negative infinity if the part is not one they would settle.
double least_gain(const Rule& rule, const Coalition& coalition, const Package& part,
                  const Package& status_quo) {
  double least = std::numeric_limits<double>::infinity();
  double greatest = 0;
  for (const PartyId party : rule.parties) {
    const double gain = coalition.gain(party, part, status_quo);
    least = std::min(least, gain);
    greatest = std::max(greatest, gain);
  }
  const bool settled = least >= -kRounding && greatest > kRounding;
  return settled ? least : -std::numeric_limits<double>::infinity();
}

}  // namespace

Package status_quo(const Scenario& scenario, const Package& text) {
  Package package = text;
  for (std::size_t i = 0; i < package.size(); ++i) {
    package[i] = scenario.issues[i].status_quo.value_or(package[i]);
  }
  return package;
}

std::optional<PartialAgreement> settle_part(const Scenario& scenario, const Coalition& coalition) {
  for (std::size_t k = 0; k < scenario.agreement.partial.size(); ++k) {
    const Rule& rule = scenario.agreement.partial[k];
    if (!std::all_of(rule.parties.begin(), rule.parties.end(), coalition.present)) continue;
    std::vector<const Package*> texts;
    for (const PartyId party : rule.parties) {
      if (const Package* last = coalition.last_text(party)) texts.push_back(last);
    }
    for (const Draft& draft : scenario.drafts) texts.push_back(&draft.package);

    std::optional<PartialAgreement> best;
    double most = -std::numeric_limits<double>::infinity();
    for (const Package* text : texts) {
      Package part = cut_down(scenario, rule, *text);
      const double gain = least_gain(rule, coalition, part, status_quo(scenario, *text));
      if (gain <= most) continue;
      most = gain;
      best = PartialAgreement{k, std::move(part)};
    }
    if (best) return best;
  }
  return std::nullopt;
}

}  // namespace entente

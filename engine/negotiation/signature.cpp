// SPDX-License-Identifier: Apache-2.0
/// Consent, carve-outs and the last word of the signatories.
#include "engine/negotiation/signature.hpp"

#include <algorithm>

namespace entente {

Package carve_out(const Scenario& scenario, const Package& text,
                  const std::vector<bool>& signed_by) {
  Package package = text;
  for (std::size_t i = 0; i < package.size(); ++i) {
    const Issue& issue = scenario.issues[i];
    const bool consented = std::all_of(issue.consent.begin(), issue.consent.end(),
                                       [&signed_by](PartyId party) { return signed_by[party]; });
    if (!consented) package[i] = issue.status_quo.value_or(package[i]);
  }
  return package;
}

Signature come_to_signature(const Scenario& scenario, const Package& text, const Signers& signers) {
  std::vector<bool> signing(scenario.parties.size());
  for (const PartyId party : scenario.agreement.required) signing[party] = true;
  for (const PartyId party : scenario.agreement.may_sign) signing[party] = signers.present(party);

  Signature signature;
  for (bool settled = false; !settled;) {
    signature.package = carve_out(scenario, text, signing);
    std::vector<PartyId> struck;
    for (const PartyId party : scenario.agreement.may_sign) {
      if (!signing[party]) continue;
      std::vector<bool> without = signing;
      without[party] = false;
      const Package otherwise = carve_out(scenario, text, without);
      if (!signers.could_sign(party, signature.package) ||
          signers.worth(party, signature.package) < signers.worth(party, otherwise)) {
        struck.push_back(party);
      }
    }
    for (const PartyId party : struck) signing[party] = false;
    settled = struck.empty();
  }

  for (std::size_t i = 0; i < text.size(); ++i) {
    if (signature.package[i] != text[i]) signature.set_aside.emplace_back(i);
  }
  for (std::size_t p = 0; p < signing.size(); ++p) {
    if (signing[p]) signature.signatories.emplace_back(p);
  }
  for (const PartyId party : scenario.agreement.required) {
    if (!signers.could_sign(party, signature.package)) signature.withdrew.push_back(party);
  }
  return signature;
}

}  // namespace entente

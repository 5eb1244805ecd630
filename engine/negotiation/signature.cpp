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

namespace {

/// Who signs, step by step.
class Signing {
 public:
  Signing(const Scenario& scenario, const Package& text, const Signers& signers)
      : scenario_(scenario), text_(text), signers_(signers), signing_(scenario.parties.size()) {
    for (const PartyId party : scenario.agreement.required) signing_[party] = true;
    for (const PartyId party : scenario.agreement.may_sign) {
      signing_[party] = may_still_sign(party);
    }
  }

  /// Strikes out those who would not sign, all at once, until nobody else falls out.
  void strike() {
    std::vector<PartyId> struck;
    do {
      struck.clear();
      for (const PartyId party : scenario_.agreement.may_sign) {
        if (signing_[party] && !would_sign(party)) struck.push_back(party);
      }
      for (const PartyId party : struck) signing_[party] = false;
    } while (!struck.empty());
  }

  /// Lets those back in who would sign after all and whose signature drives nobody out.
  void readmit() {
    for (std::size_t i = 0; i < scenario_.agreement.may_sign.size();) {
      const PartyId party = scenario_.agreement.may_sign[i++];
      if (signing_[party] || !may_still_sign(party)) continue;
      signing_[party] = true;
      const bool stable =
          std::all_of(scenario_.agreement.may_sign.begin(), scenario_.agreement.may_sign.end(),
                      [this](PartyId other) { return !signing_[other] || would_sign(other); });
      signing_[party] = stable;
      if (stable) i = 0;
    }
  }

  [[nodiscard]] const std::vector<bool>& signing() const { return signing_; }

 private:
  /// A vote against the text is no signature, nor is none, where votes are counted.
  [[nodiscard]] bool may_still_sign(PartyId party) const {
    return signers_.present(party) &&
           (!scenario_.agreement.quorum || signers_.gave_its_word(party));
  }

  [[nodiscard]] bool would_sign(PartyId party) const {
    const Package holds = carve_out(scenario_, text_, signing_);
    if (!signers_.could_sign(party, holds)) return false;
    if (signers_.gave_its_word(party) && (holds == text_ || signers_.still_accepts(party, holds))) {
      return true;
    }
    std::vector<bool> without = signing_;
    without[party] = false;
    const Package otherwise = carve_out(scenario_, text_, without);
    return signers_.worth(party, holds) >= signers_.worth(party, otherwise);
  }

  const Scenario& scenario_;
  const Package& text_;
  const Signers& signers_;
  std::vector<bool> signing_;  ///< by PartyId
};

}  // namespace

Signature come_to_signature(const Scenario& scenario, const Package& text, const Signers& signers) {
  Signing signing(scenario, text, signers);
  signing.strike();
  signing.readmit();

  Signature signature;
  signature.package = carve_out(scenario, text, signing.signing());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (signature.package[i] != text[i]) signature.set_aside.emplace_back(i);
  }
  for (std::size_t p = 0; p < signing.signing().size(); ++p) {
    if (signing.signing()[p]) signature.signatories.emplace_back(p);
  }
  for (const PartyId party : scenario.agreement.required) {
    const bool accepts =
        signers.could_sign(party, signature.package) &&
        (signature.set_aside.empty() || signers.still_accepts(party, signature.package));
    if (!accepts) signature.withdrew.push_back(party);
  }
  signature.enough = scenario.agreement.satisfied_by(signing.signing());
  return signature;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Signature: who signs a text, and what is left of it when a consent is missing.
#pragma once

#include <functional>
#include <vector>

#include "engine/model/scenario.hpp"

namespace entente {

/// What needs to be known of the parties.
struct Signers {
  /// No red line crossed, worth at least no agreement.
  std::function<bool(PartyId, const Package&)> could_sign;
  std::function<double(PartyId, const Package&)> worth;
  /// Whether its strategy accepts the package as it accepted the text.
  std::function<bool(PartyId, const Package&)> still_accepts;
  std::function<bool(PartyId)> present;
  /// Whether the party tabled the text or accepted it.
  std::function<bool(PartyId)> gave_its_word = [](PartyId) { return false; };
};

struct Signature {
  Package package;                   ///< what holds: the text, with issues set aside
  std::vector<PartyId> signatories;  ///< ascending
  std::vector<IssueId> set_aside;    ///< at their status quo for want of consent; only changed ones
  std::vector<PartyId> withdrew;     ///< required parties that no longer accept
  bool enough = true;                ///< the signatures reach the quorum, if the rule has one

  [[nodiscard]] bool stands() const { return withdrew.empty() && enough; }
};

/// A text that has the support that the rule asks for comes to signature.
///
/// Those who may sign do so if they could, and if they gave their word (and their strategy accepts
/// what is left where an issue fell) or what then holds is worth at least as much to them as what
/// would hold without their signature; under a quorum, only those who gave their word. An issue for
/// which a consent is missing returns to its status quo. That may make another signature fail, so
/// signatures are struck out, all at once, until none fails; then those struck out are let back in,
/// in order, who would sign after all and whose signature drives nobody out. Each step only
/// removes, then only adds, so this ends; at the end no signatory would rather not sign, and nobody
/// left out could join alone. Last, the required parties are asked whether they still accept what
/// is left: by their strategies if an issue fell. Under a quorum, parties that may sign and could
/// are counted whether or not they voted for it.
[[nodiscard]] Signature come_to_signature(const Scenario& scenario, const Package& text,
                                          const Signers& signers);

/// `text` with every issue at its status quo for which one of its consents is not in `signed_by`
/// (by PartyId).
[[nodiscard]] Package carve_out(const Scenario& scenario, const Package& text,
                                const std::vector<bool>& signed_by);

}  // namespace entente

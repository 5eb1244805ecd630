// SPDX-License-Identifier: Apache-2.0
/// The rules of the talks in words: whose signatures are enough, and what may end the talks.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/model/scenario.hpp"

namespace entente::cli {

/// How the reader knows a party.
using NameParty = std::function<std::string(PartyId)>;

/// "83 % of the votes, one each", "75 % of the votes: A 30 and B 70, 100 in all". Precondition: the
/// rule has a quorum.
[[nodiscard]] std::string quorum_in_words(const AgreementRule& rule, const NameParty& name);

/// "A and B may settle 7 points among themselves (the title)".
[[nodiscard]] std::string partial_in_words(const AgreementRule::Partial& partial,
                                           const NameParty& name);

/// "with a chance of 2 %", as far as the scenario says. Precondition: it has a hazard.
[[nodiscard]] std::string hazard_in_words(const Scenario& scenario);

/// "Ukraine (harder or easier by: elections come first)".
[[nodiscard]] std::string ratification_in_words(const Party& party, const std::string& name);

/// What a reader of one negotiation needs to know of the rules, in whole sentences.
[[nodiscard]] std::vector<std::string> rules_in_sentences(const Scenario& scenario,
                                                          const NameParty& name);

}  // namespace entente::cli

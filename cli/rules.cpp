// SPDX-License-Identifier: Apache-2.0
/// Rules in words.
#include "cli/rules.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/layout.hpp"

namespace entente::cli {
namespace {

std::string named(const std::vector<PartyId>& parties, const NameParty& name) {
  std::vector<std::string> names;
  for (const PartyId party : parties) names.push_back(name(party));
  return enumerate(names);
}

/// A chance as the scenario has it, to a tenth of a per cent.
std::string chance(double share) { return figure(std::clamp(share, 0.0, 1.0) * 100) + " %"; }

}  // namespace

std::string quorum_in_words(const AgreementRule& rule, const NameParty& name) {
  std::vector<PartyId> voters = rule.required;
  voters.insert(voters.end(), rule.may_sign.begin(), rule.may_sign.end());
  std::sort(voters.begin(), voters.end());
  const std::vector<double>& weights = rule.quorum->weights;
  const std::string share = percent(rule.quorum->share) + " of the votes";
  const bool equal = std::all_of(voters.begin(), voters.end(), [&](PartyId party) {
    return weights[party] == weights[voters.front()];
  });
  if (equal) return share + ", one each";
  double all = 0;
  std::vector<std::string> votes;
  for (const PartyId party : voters) {
    all += weights[party];
    votes.push_back(fmt::format("{} {}", name(party), weights[party]));
  }
  return fmt::format("{}: {}, {} in all", share, enumerate(votes), figure(all));
}

std::string partial_in_words(const AgreementRule::Partial& partial, const NameParty& name) {
  const std::string title = plain(partial.title.empty() ? partial.id : partial.title);
  return fmt::format("{} may settle {} among themselves ({})", named(partial.parties, name),
                     count_of(partial.issues.size(), "point"), title);
}

std::string hazard_in_words(const Scenario& scenario) {
  const Quantity& hazard = *scenario.hazard;
  if (!hazard.world.empty()) return "with a chance that depends on how the world stands";
  const auto [least, greatest] = support(hazard.base);
  return "with a chance of " +
         (least == greatest ? chance(least) : chance(least) + " to " + chance(greatest));
}

std::string ratification_in_words(const Party& party, const std::string& name) {
  std::vector<std::string> hurdles;
  for (const Ratification::Hurdle& hurdle : party.ratification->hurdles) {
    hurdles.push_back(plain(hurdle.title.empty() ? hurdle.id : hurdle.title));
  }
  if (hurdles.empty()) return name;
  return name + " (harder or easier by: " + enumerate(hurdles) + ")";
}

std::vector<std::string> rules_in_sentences(const Scenario& scenario, const NameParty& name) {
  const AgreementRule& rule = scenario.agreement;
  std::vector<std::string> sentences;
  if (!rule.required.empty()) {
    sentences.push_back("Needed to sign: " + named(rule.required, name) + ".");
  }
  if (rule.quorum) {
    sentences.push_back(fmt::format(
        "{} signatures with {}.",
        rule.required.empty() ? "Needed:" : "Needed besides:", quorum_in_words(rule, name)));
  } else if (!rule.may_sign.empty()) {
    sentences.push_back("Free to sign as well: " + named(rule.may_sign, name) + ".");
  }
  for (const AgreementRule::Partial& partial : rule.partial) {
    sentences.push_back("If the talks of all fail, " + partial_in_words(partial, name) + ".");
  }
  if (scenario.hazard) {
    sentences.push_back("After any round the talks may break off, " + hazard_in_words(scenario) +
                        ".");
  }
  std::vector<std::string> ratified;
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    if (!scenario.parties[p].ratification) continue;
    ratified.push_back(ratification_in_words(scenario.parties[p], name(PartyId(p))));
  }
  if (!ratified.empty()) {
    sentences.push_back("Needed after a signature: ratification by " + enumerate(ratified) + ".");
  }
  return sentences;
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Every protocol with every strategy there is, straight from the registries.
#pragma once

#include <string>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/protocols/protocol.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente::testing {

struct Combination {
  const ProtocolSpec* protocol;
  const BiddingSpec* bidding;
  const OpponentModelSpec* opponent_model;
  const AcceptanceSpec* acceptance;

  [[nodiscard]] std::string name() const {
    std::string name;
    for (const std::string_view part :
         {protocol->name, bidding->name, opponent_model->name, acceptance->name}) {
      name += (name.empty() ? "" : " ") + std::string(part);
    }
    return name;
  }
};

inline std::vector<Combination> combinations() {
  std::vector<Combination> all;
  for (const ProtocolSpec* protocol : protocols()) {
    for (const BiddingSpec* bidding : biddings()) {
      for (const OpponentModelSpec* model : opponent_models()) {
        for (const AcceptanceSpec* acceptance : acceptances()) {
          all.push_back({protocol, bidding, model, acceptance});
        }
      }
    }
  }
  return all;
}

/// `parameters` at values a scenario could give: required references name the first, required
/// numbers lie in the middle of their bounds.
inline std::vector<Choosing::Setting> settings(std::span<const Parameter> parameters) {
  std::vector<Choosing::Setting> settings;
  for (const Parameter& parameter : parameters) {
    if (!parameter.required) continue;
    if (parameter.of.empty()) {
      settings.push_back(
          {std::string(parameter.name), Distribution((parameter.lo + parameter.hi) / 2)});
    } else {
      settings.push_back({std::string(parameter.name), std::vector<std::size_t>{0}});
    }
  }
  return settings;
}

/// Lets all parties negotiate by the combination.
inline void apply(const Combination& combination, Scenario& scenario) {
  const auto choosing = [](const auto* spec) {
    return Choosing{std::string(spec->name), settings(spec->parameters)};
  };
  scenario.protocol = choosing(combination.protocol);
  for (Party& party : scenario.parties) {
    party.strategy = {choosing(combination.bidding), choosing(combination.opponent_model),
                      choosing(combination.acceptance)};
  }
}

}  // namespace entente::testing

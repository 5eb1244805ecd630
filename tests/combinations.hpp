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
/// numbers lie in the middle of their bounds. What may be left out is left out.
inline std::vector<Choosing::Setting> settings(std::span<const Parameter> parameters) {
  std::vector<Choosing::Setting> settings;
  for (const Parameter& parameter : parameters) {
    if (!parameter.required) continue;
    if (parameter.of.empty()) {
      settings.push_back(
          {std::string(parameter.name), Distribution((parameter.lo + parameter.hi) / 2)});
    } else {
      std::vector<std::size_t> positions{0};
      while (positions.size() < parameter.count) positions.push_back(positions.size());
      settings.push_back({std::string(parameter.name), std::move(positions)});
    }
  }
  return settings;
}

/// Ways to set what may be left out: nothing; each word but the default; each reference, to the
/// first; each list of references and each group of parties, to the first two, apart.
inline std::vector<std::vector<Choosing::Setting>> variations(
    std::span<const Parameter> parameters) {
  std::vector<std::vector<Choosing::Setting>> all{settings(parameters)};
  const auto vary = [&](const Parameter& parameter, Choosing::Value value) {
    all.push_back(settings(parameters));
    all.back().push_back({std::string(parameter.name), std::move(value)});
  };
  for (const Parameter& parameter : parameters) {
    if (parameter.required) continue;
    switch (parameter.kind) {
      case Parameter::Kind::number:
      case Parameter::Kind::integer:
        break;
      case Parameter::Kind::reference:
        vary(parameter, std::vector<std::size_t>{0});
        break;
      case Parameter::Kind::references:
        vary(parameter, std::vector<std::size_t>{0, 1});
        break;
      case Parameter::Kind::groups:
        vary(parameter, std::vector<std::vector<std::size_t>>{{1}, {0}});
        break;
      case Parameter::Kind::weights:
        vary(parameter, std::vector<Choosing::Weight>{{0, Uniform{0, 3}, "p0"}});
        break;
      case Parameter::Kind::word:
        for (const std::string_view word : parameter.words.subspan(1)) {
          vary(parameter, std::string(word));
        }
        break;
    }
  }
  return all;
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

// SPDX-License-Identifier: Apache-2.0
/// Draws a scenario's uncertain numbers, each from the stream of its own place in the scenario.
#include "engine/negotiation/draw.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace entente {
namespace {

Package limits_of(const Party& party) {
  Package package;
  for (const Preference& preference : party.preferences) {
    package.push_back(std::get<Stance>(preference.scores).limit);
  }
  return package;
}

double worth_of(const Worth& worth, const Party& party, const UtilityView& own,
                std::span<const Draft> drafts) {
  if (const auto* draft = std::get_if<DraftId>(&worth.of)) {
    return own.worth(drafts[*draft].package);
  }
  return std::holds_alternative<Worth::OwnLimits>(worth.of) ? own.worth(limits_of(party)) : 0.0;
}

/// The value of one parameter: as `given`, or its default (null).
Parameters::Value draw(const Parameter& parameter, const Choosing::Value* given,
                       const std::string& path, std::uint64_t seed, std::uint64_t replication) {
  const auto number = [&](const Distribution& distribution, const std::string& place) {
    Stream stream(StreamKey(seed, place), replication);
    return std::clamp(draw(distribution, stream), parameter.lo, parameter.hi);
  };
  switch (parameter.kind) {
    case Parameter::Kind::number:
    case Parameter::Kind::integer: {
      const double value = given != nullptr ? number(std::get<Distribution>(*given), path)
                                            : std::clamp(parameter.fallback.value_or(0.0),
                                                         parameter.lo, parameter.hi);
      return parameter.kind == Parameter::Kind::integer ? std::floor(value + 0.5) : value;
    }
    case Parameter::Kind::reference:
    case Parameter::Kind::references:
      return given != nullptr ? std::get<std::vector<std::size_t>>(*given)
                              : std::vector<std::size_t>{};
    case Parameter::Kind::groups:
      return given != nullptr ? std::get<Parameters::Groups>(*given) : Parameters::Groups{};
    case Parameter::Kind::weights: {
      std::vector<Weight> weights;
      if (given == nullptr) return weights;
      for (const Choosing::Weight& weight : std::get<std::vector<Choosing::Weight>>(*given)) {
        weights.push_back({weight.of, number(weight.value, path + '/' + weight.id)});
      }
      return weights;
    }
    case Parameter::Kind::word: {
      if (given == nullptr) return parameter.words.front();
      const auto word =
          std::find(parameter.words.begin(), parameter.words.end(), std::get<std::string>(*given));
      assert(word != parameter.words.end());
      return *word;
    }
  }
  return 0.0;
}

/// Draws what one plug-in's parameters are, with the defaults of its Spec for the rest.
Parameters draw(std::span<const Parameter> specified, const Choosing& choosing,
                const std::string& path, std::uint64_t seed, std::uint64_t replication) {
  Parameters parameters;
  for (const Parameter& parameter : specified) {
    const auto given = std::find_if(
        choosing.settings.begin(), choosing.settings.end(),
        [&](const Choosing::Setting& setting) { return setting.parameter == parameter.name; });
    parameters.set(parameter.name,
                   draw(parameter, given == choosing.settings.end() ? nullptr : &given->value,
                        path + std::string(parameter.name), seed, replication));
  }
  return parameters;
}

DrawnParty draw(const Scenario& scenario, PartyId id, const UtilityView& own, std::uint64_t seed,
                std::uint64_t replication) {
  const Party& party = scenario.parties[id];
  const std::string path = "/parties/" + party.id;
  const auto quantity = [&](const char* name, const Quantity& q) {
    return DrawnQuantity(q, path + name, seed, replication);
  };
  Stream risk(StreamKey(seed, path + "/risk_aversion"), replication);
  const Strategy& strategy = party.strategy;
  const BiddingSpec* bidding = find(biddings(), strategy.bidding.name);
  const OpponentModelSpec* model = find(opponent_models(), strategy.opponent_model.name);
  const AcceptanceSpec* acceptance = find(acceptances(), strategy.acceptance.name);
  assert(bidding != nullptr && model != nullptr && acceptance != nullptr);
  DrawnParty drawn{
      .no_agreement = DrawnNoAgreement(party.no_agreement, party, own, scenario.drafts,
                                       draw(party.risk_aversion, risk), seed, replication),
      .delay_cost = quantity("/delay_cost", party.delay_cost),
      .ratification = {},
      .bidding = bidding,
      .bidding_parameters = draw(bidding->parameters, strategy.bidding, path + "/strategy/bidding/",
                                 seed, replication),
      .opponent_model = model,
      .opponent_model_parameters = draw(model->parameters, strategy.opponent_model,
                                        path + "/strategy/opponent_model/", seed, replication),
      .acceptance = acceptance,
      .acceptance_parameters = draw(acceptance->parameters, strategy.acceptance,
                                    path + "/strategy/acceptance/", seed, replication),
      .luck = StreamKey(seed, path + "/strategy/luck")};
  if (party.ratification) {
    drawn.ratification = DrawnRatification{
        .midpoint = quantity("/ratification/midpoint", party.ratification->midpoint),
        .slope = quantity("/ratification/slope", party.ratification->slope),
        .hurdles = {},
        .verdict = StreamKey(seed, path + "/ratification/verdict")};
    for (const Ratification::Hurdle& hurdle : party.ratification->hurdles) {
      drawn.ratification->hurdles.push_back(
          quantity(("/ratification/hurdles/" + hurdle.id).c_str(), hurdle.add));
    }
  }
  return drawn;
}

}  // namespace

bool DrawnParty::same_strategy(const DrawnParty& other) const {
  return bidding == other.bidding && bidding_parameters == other.bidding_parameters &&
         opponent_model == other.opponent_model &&
         opponent_model_parameters == other.opponent_model_parameters &&
         acceptance == other.acceptance && acceptance_parameters == other.acceptance_parameters;
}

DrawnNoAgreement::DrawnNoAgreement(const NoAgreement& no_agreement, const Party& party,
                                   const UtilityView& own, std::span<const Draft> drafts,
                                   double risk_aversion, std::uint64_t seed,
                                   std::uint64_t replication)
    : risk_aversion_(risk_aversion) {
  const std::string path = "/parties/" + party.id + "/no_agreement";
  const auto quantity = [&](const std::string& name, const Quantity& q) {
    return DrawnQuantity(q, path + name, seed, replication);
  };
  for (std::size_t k = 0; k < no_agreement.prospects.size(); ++k) {
    const NoAgreement::Prospect& prospect = no_agreement.prospects[k];
    const std::string name = "/lottery/" + std::to_string(k);
    prospects_.push_back({quantity(name + "/probability", prospect.probability),
                          worth_of(prospect.worth, party, own, drafts),
                          quantity(name + "/plus", prospect.worth.plus)});
  }
  plus_ = quantity("/plus", no_agreement.plus);
}

double DrawnNoAgreement::at(std::span<const double> believed) const {
  const auto value = [believed](const Prospect& prospect) {
    return prospect.worth_of + prospect.plus.at(believed);
  };
  const double plus = plus_.at(believed);
  if (prospects_.size() == 1) return value(prospects_.front()) + plus;

  double total = 0;
  for (const Prospect& prospect : prospects_) {
    total += std::max(0.0, prospect.probability.at(believed));
  }
  const auto chance = [&](const Prospect& prospect) {
    return total > 0 ? std::max(0.0, prospect.probability.at(believed)) / total
                     : 1.0 / static_cast<double>(prospects_.size());
  };
  // Relative to the possible value with the greatest exponent, exp() cannot overflow.
  const double a = risk_aversion_;
  double mean = 0;
  double base =
      a > 0 ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
  for (const Prospect& prospect : prospects_) {
    const double p = chance(prospect);
    if (p <= 0) continue;
    mean += p * value(prospect);
    base = a > 0 ? std::min(base, value(prospect)) : std::max(base, value(prospect));
  }
  if (a == 0) return mean + plus;
  double transformed = 0;
  for (const Prospect& prospect : prospects_) {
    const double p = chance(prospect);
    if (p > 0) transformed += p * std::expm1(-a * (value(prospect) - base));
  }
  return base - std::log1p(transformed) / a + plus;
}

Case draw(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication) {
  const ProtocolSpec* protocol = find(protocols(), scenario.protocol.name);
  assert(protocol != nullptr);
  Case drawn{
      .scenario = scenario,
      .seed = seed,
      .replication = replication,
      .utilities = Utilities(scenario.blocks, scenario.parties, scenario.issues, seed, replication),
      .parties = {},
      .protocol = protocol,
      .protocol_parameters =
          draw(protocol->parameters, scenario.protocol, "/protocol/", seed, replication),
      .protocol_luck = StreamKey(seed, "/protocol/luck"),
      .hazard = {},
      .hazard_luck = StreamKey(seed, "/protocol/hazard/luck")};
  if (scenario.hazard) {
    drawn.hazard = DrawnQuantity(*scenario.hazard, "/protocol/hazard", seed, replication);
  }
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    drawn.parties.push_back(
        draw(scenario, PartyId(p), drawn.utilities.of(PartyId(p)), seed, replication));
  }
  return drawn;
}

}  // namespace entente

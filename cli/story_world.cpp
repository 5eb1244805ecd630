// SPDX-License-Identifier: Apache-2.0
/// What of the world is worth telling.
#include "cli/story_world.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <variant>

#include <fmt/format.h>

#include "cli/layout.hpp"

namespace entente::cli {
namespace {

double middle_of(double value) { return value; }
double middle_of(const Uniform& uniform) { return (uniform.lo + uniform.hi) / 2; }
double middle_of(const Triangular& triangular) { return triangular.mode; }
double middle_of(const Normal& normal) { return normal.mean; }
double middle_of(const Choice& choice) {
  return std::accumulate(choice.values.begin(), choice.values.end(), 0.0) /
         static_cast<double>(choice.values.size());
}
double middle(const Distribution& distribution) {
  return std::visit([](const auto& kind) { return middle_of(kind); }, distribution);
}

double noticeable_move(const Variable& variable, int rounds) {
  const double volatility = std::abs(middle(variable.volatility));
  const auto steps = static_cast<double>(rounds);
  const double in_all = std::abs(middle(variable.drift)) * steps + volatility * std::sqrt(steps);
  return std::max(in_all / 6, 2 * volatility);
}

/// As the scenario has them.
std::string between(double lo, double hi) {
  return lo == hi ? fmt::format("{}", lo) : fmt::format("{} to {}", lo, hi);
}

/// Where adding so much pushes a variable. Its bounds may keep it from going all the way.
std::string push(const Variable& variable, const Quantity& add) {
  if (!add.world.empty()) return "by an amount that depends on how the world stands";
  const auto [least, greatest] = support(add.base);
  const bool up = least >= 0;
  if (!up && greatest > 0) return "one way or the other";
  const double nearest = std::abs(up ? least : greatest);
  const double farthest = std::abs(up ? greatest : least);
  const bool bounded = std::isfinite(up ? variable.hi : variable.lo);
  return fmt::format("{} by {}{}", up ? "up" : "down",
                     bounded ? fmt::format("at most {}", farthest) : between(nearest, farthest),
                     variable.unit.empty() ? "" : " (" + plain(variable.unit) + ")");
}

bool does_nothing(const Quantity& add) {
  const Support range = support(add.base);
  return add.world.empty() && range.lo == 0 && range.hi == 0;
}

bool holds_belief(const Variable& variable, PartyId party) {
  return std::any_of(variable.beliefs.begin(), variable.beliefs.end(),
                     [party](const Belief& belief) { return belief.party == party; });
}

/// What a party promises at home, and what it costs to break it.
std::string promise(const Effects::Commitment& commitment, const StoryWords& words) {
  std::vector<std::string> points;
  for (const Clause::Condition& condition : commitment.to) {
    std::string options;
    for (const Option option : condition.options) {
      options += (options.empty() ? "“" : "” or “") + words.option(condition.issue, option);
    }
    points.push_back(options + "” on " + words.issue(condition.issue));
  }
  const auto [least, greatest] = support(commitment.cost);
  return fmt::format(
      "{} commits itself in public to {}: giving {} up in an agreement would cost "
      "it {}{} at home.",
      words.party(commitment.party), enumerate(points),
      points.size() == 1 ? "this" : "one of these", between(least, greatest),
      points.size() == 1 ? "" : " each time");
}

}  // namespace

StoryWorld::StoryWorld(const Scenario& scenario) { go_on_in(scenario); }

void StoryWorld::go_on_in(const Scenario& scenario) {
  scenario_ = &scenario;
  noticeable_.clear();
  for (const Variable& variable : scenario.world.variables) {
    noticeable_.push_back(noticeable_move(variable, scenario.rounds));
  }
}

std::vector<std::string> StoryWorld::news(const Transcript::Round& round, const StoryWords& words) {
  std::vector<std::string> lines;
  std::vector<std::string> at_zero;
  const bool at_start = told_.empty();
  if (at_start) told_ = round.world;
  for (std::size_t v = 0; v < round.world.size(); ++v) {
    const Variable& variable = scenario_->world.variables[v];
    const double value = round.world[v];
    const double before = told_[v];
    if (!at_start && (value == before || std::abs(value - before) < noticeable_[v])) continue;
    told_[v] = value;
    const auto misled = [&](const Transcript::Believed& belief) {
      return belief.variable == v && figure(belief.value) != figure(value);
    };
    if (at_start && value == 0 &&
        std::none_of(round.believed.begin(), round.believed.end(), misled)) {
      at_zero.push_back(plain(variable.title));
      continue;
    }
    std::string line = plain(variable.title) + ": " + figure(value);
    if (!variable.unit.empty()) line += " (" + plain(variable.unit) + ")";
    if (!at_start) {
      const std::string from =
          figure(before) == figure(value) ? std::string() : " from " + figure(before);
      line += (value > before ? ", up" : ", down") + from;
    }
    for (const Transcript::Believed& belief : round.believed) {
      if (!misled(belief)) continue;
      line += fmt::format("; {} believes {}", words.party(belief.party), figure(belief.value));
    }
    lines.push_back(line + ".");
  }
  if (!at_zero.empty()) lines.push_back("At 0 as the talks begin: " + enumerate(at_zero) + ".");
  return lines;
}

std::vector<std::string> effects_of(const Scenario& scenario, EventId event,
                                    const StoryWords& words) {
  const Effects& effects = scenario.world.events[event].effects;
  std::vector<std::string> sentences;
  for (const Effects::WorldChange& change : effects.world) {
    if (does_nothing(change.add)) continue;
    const Variable& variable = scenario.world.variables[change.variable];
    sentences.push_back(
        fmt::format("“{}” is pushed {}.", plain(variable.title), push(variable, change.add)));
  }
  for (const Effects::BeliefChange& change : effects.beliefs) {
    const Variable& variable = scenario.world.variables[change.variable];
    // Who knows the truth is not misled.
    if (does_nothing(change.add) || !holds_belief(variable, change.party)) continue;
    sentences.push_back(fmt::format("What {} believes of “{}” is pushed {}.",
                                    words.party(change.party), plain(variable.title),
                                    push(variable, change.add)));
  }
  for (const Effects::Reveal& reveal : effects.reveals) {
    const auto [least, greatest] = support(reveal.accuracy);
    sentences.push_back(
        fmt::format("{} {} told what {} prefers and what no deal is worth to it, with "
                    "an accuracy of {}.",
                    words.parties(reveal.to), reveal.to.size() == 1 ? "is" : "are",
                    words.party(reveal.preferences_of),
                    between(std::clamp(least, 0.0, 1.0), std::clamp(greatest, 0.0, 1.0))));
  }
  for (const Effects::Commitment& commitment : effects.commitments) {
    sentences.push_back(promise(commitment, words));
  }
  return sentences;
}

}  // namespace entente::cli

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

}  // namespace

StoryWorld::StoryWorld(const Scenario& scenario) : scenario_(&scenario) {
  for (const Variable& variable : scenario.world.variables) {
    noticeable_.push_back(noticeable_move(variable, scenario.rounds));
  }
}

std::vector<std::string> StoryWorld::news(const Transcript::Round& round, const StoryWords& words) {
  std::vector<std::string> lines;
  const bool at_start = told_.empty();
  if (at_start) told_ = round.world;
  for (std::size_t v = 0; v < round.world.size(); ++v) {
    const Variable& variable = scenario_->world.variables[v];
    const double value = round.world[v];
    const double before = told_[v];
    if (!at_start && (value == before || std::abs(value - before) < noticeable_[v])) continue;
    told_[v] = value;
    std::string line = plain(variable.title) + ": " + figure(value);
    if (!variable.unit.empty()) line += " (" + plain(variable.unit) + ")";
    if (!at_start) {
      const std::string from =
          figure(before) == figure(value) ? std::string() : " from " + figure(before);
      line += (value > before ? ", up" : ", down") + from;
    }
    for (const Transcript::Believed& belief : round.believed) {
      if (belief.variable != v || figure(belief.value) == figure(value)) continue;
      line += fmt::format("; {} believes {}", words.party(belief.party), figure(belief.value));
    }
    lines.push_back(line + ".");
  }
  return lines;
}

}  // namespace entente::cli

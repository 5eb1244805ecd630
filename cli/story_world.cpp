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

/// What adding so much does to a variable, or to what is believed of it. Its bounds may keep it
/// from going all the way.
std::string push(const Variable& variable, const Quantity& add, const std::string& what,
                 const std::string& unit) {
  if (!add.world.empty()) return "moves " + what + " by an amount that depends on the world";
  const auto [least, greatest] = support(add.base);
  const bool up = least >= 0;
  if (!up && greatest > 0) return "moves " + what + " one way or the other";
  const double nearest = std::abs(up ? least : greatest);
  const double farthest = std::abs(up ? greatest : least);
  const bool bounded = std::isfinite(up ? variable.hi : variable.lo);
  return fmt::format("{} {} by {}{}", up ? "raises" : "lowers", what,
                     bounded ? fmt::format("up to {}", farthest) : between(nearest, farthest),
                     unit);
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

/// Whether two revelations are told in one sentence.
bool told_alike(const Effects::Reveal& a, const Effects::Reveal& b) {
  const Support one = support(a.accuracy);
  const Support other = support(b.accuracy);
  return a.to == b.to && one.lo == other.lo && one.hi == other.hi;
}

/// How well some get to know what others want: 0 is not at all, 1 all of it.
std::string revelation(const Effects::Reveal& reveal, const std::vector<PartyId>& whose,
                       const StoryWords& words) {
  const Support accuracy = support(reveal.accuracy);
  const double least = std::clamp(accuracy.lo, 0.0, 1.0);
  const double greatest = std::clamp(accuracy.hi, 0.0, 1.0);
  const bool all = least >= 1;
  return fmt::format(
      "{} {} what {} want{} and what no deal is worth to {}{}.", words.parties(reveal.to),
      reveal.to.size() == 1 ? "learns" : "learn", words.parties(whose),
      whose.size() == 1 ? "s" : "", whose.size() == 1 ? "it" : "each",
      all ? std::string() : fmt::format(", with an accuracy of {}", between(least, greatest)));
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

bool StoryWorld::is_noticeable(std::size_t variable, double value) const {
  const double before = told_[variable];
  if (value == before) return false;
  if (noticeable_[variable] > 0) return std::abs(value - before) >= noticeable_[variable];
  const double from_start = value - start_[variable];
  const double told_from_start = before - start_[variable];
  const bool way_back =
      from_start * told_from_start >= 0 && std::abs(from_start) < std::abs(told_from_start);
  return !way_back || std::abs(from_start) <= std::abs(told_from_start) / 2;
}

std::vector<std::string> StoryWorld::news(const Transcript::Round& round, const StoryWords& words) {
  std::vector<std::string> lines;
  std::vector<std::string> at_zero;
  const bool at_start = told_.empty();
  if (at_start) start_ = told_ = round.world;
  for (std::size_t v = 0; v < round.world.size(); ++v) {
    const Variable& variable = scenario_->world.variables[v];
    const double value = round.world[v];
    const double before = told_[v];
    if (!at_start && !is_noticeable(v, value)) continue;
    told_[v] = value;
    const auto misled = [&](const Transcript::Believed& belief) {
      return belief.variable == v && figure(belief.value) != figure(value);
    };
    if (at_start && value == 0 &&
        std::none_of(round.believed.begin(), round.believed.end(), misled)) {
      at_zero.push_back(plain(variable.title));
      continue;
    }
    std::string line = plain(variable.title) + ": " + figure(value) + words.unit(VariableId(v));
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
  std::vector<std::string> pushes;
  for (const Effects::WorldChange& change : effects.world) {
    if (does_nothing(change.add)) continue;
    const Variable& variable = scenario.world.variables[change.variable];
    pushes.push_back(
        push(variable, change.add, "“" + plain(variable.title) + "”", words.unit(change.variable)));
  }
  for (const Effects::BeliefChange& change : effects.beliefs) {
    const Variable& variable = scenario.world.variables[change.variable];
    // Who knows the truth is not misled.
    if (does_nothing(change.add) || !holds_belief(variable, change.party)) continue;
    pushes.push_back(push(
        variable, change.add,
        fmt::format("what {} believes of “{}”", words.party(change.party), plain(variable.title)),
        words.unit(change.variable)));
  }
  std::vector<std::string> sentences;
  for (const std::string& what : pushes) {
    sentences.push_back((sentences.empty() ? "It " : "It also ") + what + ".");
  }
  for (std::size_t r = 0; r < effects.reveals.size(); ++r) {
    if (r > 0 && told_alike(effects.reveals[r - 1], effects.reveals[r])) continue;
    std::vector<PartyId> whose{effects.reveals[r].preferences_of};
    for (std::size_t next = r + 1; next < effects.reveals.size() &&
                                   told_alike(effects.reveals[next - 1], effects.reveals[next]);
         ++next) {
      whose.push_back(effects.reveals[next].preferences_of);
    }
    sentences.push_back(revelation(effects.reveals[r], whose, words));
  }
  for (const Effects::Commitment& commitment : effects.commitments) {
    sentences.push_back(promise(commitment, words));
  }
  return sentences;
}

}  // namespace entente::cli

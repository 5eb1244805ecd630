// SPDX-License-Identifier: Apache-2.0
/// Which partial sums can still reach the floors.
///
/// Take weights l of the members, not negative and adding up to 1. If a sum p can be completed to a
/// package x that reaches floors f, then l.f <= l.x <= l.p + sum over the later blocks of the most
/// that one of its picks adds to l.x. A sum for which this fails for some l is dropped. Single
/// members (the suffix maxima) are weights of this kind; they say little where interests are
/// opposed, since each block's best pick for one is the worst for another. So there is a direction
/// for each pair of members and one for all, with the weights for which the bound on the whole
/// space, max l.(x - f), is least: the Lagrangian dual of "reach the floors", minimised by
/// projected subgradients (Held, Wolfe & Crowder 1974, Mathematical Programming 6). Any weights are
/// sound; good ones only prune more. Where the bound is below 0 no package reaches the floors.
#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/agreements/frontier_parts.hpp"
#include "engine/model/utilities.hpp"

namespace entente::frontier_parts {
namespace {

/// What counts as reached here: packages are looked at again in the end, by `reaches`.
constexpr double kSlack = 2 * kRounding;
constexpr std::size_t kRounds = 40;     ///< of subgradients
constexpr std::size_t kMostPaired = 6;  ///< members

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t m = 0; m < a.size(); ++m) sum += a[m] * b[m];
  return sum;
}

/// To the nearest point of the simplex (Held, Wolfe & Crowder 1974).
void project(std::vector<double>& weights) {
  std::vector<double> falling = weights;
  std::sort(falling.begin(), falling.end(), std::greater<>());
  double sum = 0;
  double shift = 0;
  for (std::size_t k = 0; k < falling.size(); ++k) {
    sum += falling[k];
    const double candidate = (sum - 1) / static_cast<double>(k + 1);
    if (falling[k] > candidate) shift = candidate;
  }
  for (double& weight : weights) weight = std::max(0.0, weight - shift);
}

}  // namespace

Reach::Reach(const Space& space, std::span<const Step> steps, std::span<const double> floors)
    : space_(&space), steps_(steps), floors_(floors.begin(), floors.end()) {
  std::vector<std::size_t> bound;
  for (std::size_t m = 0; m < floors.size(); ++m) {
    if (floors[m] > -std::numeric_limits<double>::infinity()) bound.push_back(m);
  }
  for (std::size_t i = 0; i < bound.size(); ++i) {
    weigh_together(std::span(bound).subspan(i, 1));
    for (std::size_t k = 0; bound.size() <= kMostPaired && k < i; ++k) {
      const std::size_t pair[] = {bound[k], bound[i]};
      weigh_together(pair);
    }
  }
  if (bound.size() > 2) weigh_together(bound);
}

Pick Reach::best(std::size_t step, std::span<const double> weights) const {
  Pick best = steps_[step].picks[0];
  double most = -std::numeric_limits<double>::infinity();
  for (const Pick pick : steps_[step].picks) {
    const double value = dot(weights, space_->worth(pick));
    if (value > most) {
      most = value;
      best = pick;
    }
  }
  return best;
}

/// Adds the direction in these members whose bound on the whole space is least.
void Reach::weigh_together(std::span<const std::size_t> members) {
  std::vector<double> weights(space_->members());
  for (const std::size_t m : members) weights[m] = 1 / static_cast<double>(members.size());
  if (members.size() == 1) return add_direction(weights);
  std::vector<double> chosen = weights;
  std::vector<double> part(members.size());
  std::vector<double> above(space_->members());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t round = 1; round <= kRounds; ++round) {
    std::fill(above.begin(), above.end(), 0.0);
    for (std::size_t s = 0; s < steps_.size(); ++s) {
      const std::span<const double> adds = space_->worth(best(s, weights));
      for (const std::size_t m : members) above[m] += adds[m];
    }
    double bound = 0;
    double length = 0;
    double mean = 0;
    for (const std::size_t m : members) {
      above[m] -= floors_[m];
      bound += weights[m] * above[m];
      mean += above[m] / static_cast<double>(members.size());
    }
    for (const std::size_t m : members) length += (above[m] - mean) * (above[m] - mean);
    if (bound < least) {
      least = bound;
      chosen = weights;
    }
    if (length <= 0) break;
    const double pace = 0.5 / (std::sqrt(length) * static_cast<double>(round));
    for (std::size_t i = 0; i < members.size(); ++i) {
      part[i] = weights[members[i]] - pace * (above[members[i]] - mean);
    }
    project(part);
    for (std::size_t i = 0; i < members.size(); ++i) weights[members[i]] = part[i];
  }
  add_direction(chosen);
}

void Reach::add_direction(std::span<const double> weights) {
  double floor = 0;
  for (std::size_t m = 0; m < weights.size(); ++m) {
    if (weights[m] > 0) floor += weights[m] * floors_[m];
  }
  std::vector<double> rest(steps_.size());
  double most = 0;
  for (std::size_t s = steps_.size(); s-- > 0;) {
    rest[s] = most;
    most += dot(weights, space_->worth(best(s, weights)));
  }
  weights_.insert(weights_.end(), weights.begin(), weights.end());
  rest_.insert(rest_.end(), rest.begin(), rest.end());
  least_.push_back(floor);
  none_ = none_ || most < floor - kSlack;
}

void Reach::mark(std::size_t step, std::size_t first, std::size_t last,
                 std::span<const double> worths, double relaxed,
                 std::vector<std::uint8_t>& alive) const {
  alive.clear();
  if (all()) return;
  const std::size_t members = space_->members();
  const std::size_t sums = worths.size() / members;
  const std::vector<Pick>& picks = steps_[step].picks;
  alive.assign(sums * (last - first), 1);
  std::vector<double> along(sums);
  for (std::size_t j = 0; j < least_.size(); ++j) {
    const std::span<const double> weights = std::span(weights_).subspan(j * members, members);
    for (std::size_t i = 0; i < sums; ++i) {
      along[i] = dot(weights, worths.subspan(i * members, members));
    }
    for (std::size_t c = first; c < last; ++c) {
      const double needed = least_[j] - relaxed - kSlack - rest_[j * steps_.size() + step] -
                            dot(weights, space_->worth(picks[c]));
      std::uint8_t* const marks = alive.data() + (c - first) * sums;
      for (std::size_t i = 0; i < sums; ++i) {
        marks[i] = static_cast<std::uint8_t>(marks[i] & (along[i] >= needed ? 1 : 0));
      }
    }
  }
}

double Reach::missing(std::span<const double> worths, std::span<const double> shift) const {
  double most = -std::numeric_limits<double>::infinity();
  for (std::size_t m = 0; m < floors_.size(); ++m) {
    most = std::max(most, floors_[m] - (worths[m] + shift[m]));
  }
  return most - kSlack;
}

double Reach::margin(std::size_t step, std::span<const double> worths, double error) const {
  // A package x is lost only if the sum y that stands for it misses a floor. Then x has at most y
  // plus the error of that member: its floor, less what is missing, plus the error.
  constexpr std::size_t kMost = 10'000'000;  // looked at; beyond, what always holds
  const std::size_t members = space_->members();
  if (worths.size() / members * steps_[step].picks.size() > kMost) return all() ? 0 : error;
  double margin = 0;
  for (const Pick pick : steps_[step].picks) {
    for (std::size_t i = 0; i < worths.size(); i += members) {
      const double short_by = missing(worths.subspan(i, members), space_->worth(pick));
      if (short_by > 0) margin = std::max(margin, error - short_by);
    }
  }
  return margin;
}

std::vector<Reach::Completion> Reach::completions(std::size_t first) const {
  const std::size_t members = space_->members();
  std::vector<double> directions = weights_;
  directions.insert(directions.end(), members, 1.0);
  std::vector<Completion> completions;
  for (std::size_t j = 0; j < directions.size(); j += members) {
    Completion& completion = completions.emplace_back();
    completion.worths.assign(members, 0.0);
    for (std::size_t s = first; s < steps_.size(); ++s) {
      const Pick pick = best(s, std::span(directions).subspan(j, members));
      completion.picks.push_back(pick);
      for (std::size_t m = 0; m < members; ++m) completion.worths[m] += space_->worth(pick)[m];
    }
  }
  return completions;
}

}  // namespace entente::frontier_parts

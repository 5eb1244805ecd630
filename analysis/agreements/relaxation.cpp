// SPDX-License-Identifier: Apache-2.0
/// Prices from the best lottery over packages.
///
/// Lotteries over packages make the problem convex: maximise a concave F over the convex hull of
/// the gains of all packages. Its dual prices give the tightest of the bounds in aim.hpp, and both
/// come from asking, for prices at hand, which package is worth most by them: a pick for every
/// block, independently.
///
/// Least gain, shortfall and linear goal are linear programmes over the packages as columns,
///     max sum_x a_x goal(x) + t - c sum_m z_m
///     s.t. sum_x a_x g_m(x) - t - s_m + z_m = 0 for every member m,  sum_x a_x = 1,
/// with the level t for the least gain alone and the falls z at a cost c: 1 for the shortfall, a
/// prohibitive one for a linear goal, so that it needs no package to start from; they are
/// solved by the revised simplex method that makes columns when it needs them (Dantzig & Wolfe,
/// "Decomposition principle for linear programs", Operations Research 8, 1960). The basis has one
/// row more than there are members. Any prices on the way bound all packages, so it may stop early:
/// when the bound is as low as the lottery's value, or low enough for who asks.
///
/// Nash's product is maximised by pairwise Frank-Wolfe steps (Lacoste-Julien & Jaggi, "On the
/// global linear convergence of Frank-Wolfe optimization variants", NIPS 2015) on sum of log g,
/// from a lottery in which all gain. At the lottery with gains h the tangent's prices are
/// proportional to 1/h; scaling gains by h makes them equal.
#include "analysis/agreements/relaxation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/agreements/master_program.hpp"

namespace entente {
namespace {

/// The answer of one who wants no better bound.
constexpr double kStop = std::numeric_limits<double>::infinity();
constexpr double kTight = 1e-9;  ///< a bound this close to the lottery's value is the optimum

/// What a unit of fall costs; of no use for the least gain, whose level falls instead.
double cost_of_fall(Aim aim, const GainTable& table) {
  if (aim == Aim::shortfall) return 1;
  if (aim != Aim::goal) return std::numeric_limits<double>::infinity();
  double range = 0;
  for (std::size_t b = 0; b < table.blocks(); ++b) {
    const auto first = table.goal.begin() + table.first[b];
    const auto [low, high] = std::minmax_element(first, table.goal.begin() + table.first[b + 1]);
    range += *high - *low;
  }
  constexpr double kProhibitive = 1e4;
  return kProhibitive * std::max(range, 1e-6);
}

/// Rounding may push prices out of their set.
void put_into_set(Aim aim, std::vector<double>& prices) {
  double sum = 0;
  for (double& price : prices) {
    price = std::max(price, 0.0);
    if (aim == Aim::shortfall) price = std::min(price, 1.0);
    sum += price;
  }
  if (aim != Aim::least_gain) return;
  for (double& price : prices) {
    price = sum > 0 ? price / sum : 1 / static_cast<double>(prices.size());
  }
}

}  // namespace

double Relaxation::ask(const GainTable& table, std::span<const double> prices, Candidate& answer) {
  const std::size_t entries = table.entries();
  if (table.goal.empty()) {
    values_.assign(entries, 0.0);
  } else {
    values_ = table.goal;
  }
  for (std::size_t m = 0; m < table.members; ++m) {
    const double price = prices[m];
    if (price == 0) continue;
    const double* gain = table.gain[m].data();
    double* value = values_.data();
    for (std::size_t e = 0; e < entries; ++e) value[e] += price * gain[e];
  }
  answer.entries.resize(table.blocks());
  answer.gains = table.base;
  answer.goal = 0;
  double bound = 0;
  for (std::size_t b = 0; b < table.blocks(); ++b) {
    std::uint32_t best = table.first[b];
    double most = values_[best];
    for (std::uint32_t e = best + 1; e < table.first[b + 1]; ++e) {
      if (values_[e] > most) {
        most = values_[e];
        best = e;
      }
    }
    bound += most;
    answer.entries[b] = best;
  }
  for (std::size_t m = 0; m < table.members; ++m) {
    const double* gain = table.gain[m].data();
    double sum = table.base[m];
    for (const std::uint32_t e : answer.entries) sum += gain[e];
    answer.gains[m] = sum;
    // Floors count as reached a rounding below them, which a linear goal's prices must bear.
    bound += prices[m] * (table.base[m] + (table.goal.empty() ? 0.0 : kRounding));
  }
  if (!table.goal.empty()) {
    for (const std::uint32_t e : answer.entries) answer.goal += table.goal[e];
  }
  if (bound < prices_.bound) {
    prices_.bound = bound;
    prices_.of.assign(prices.begin(), prices.end());
    prices_.value = values_;
    prices_.best = answer.entries;
  }
  return bound;
}

double Relaxation::improve(Aim aim, const GainTable& table, const Candidate& start,
                           double share_of_bound, const See& see) {
  const double fall = cost_of_fall(aim, table);
  MasterProgram master(aim, start, fall);
  Candidate answer;
  std::vector<double> prices;
  const std::size_t most_steps = 60 + 20 * table.members;
  for (std::size_t step = 0; step < most_steps; ++step) {
    master.price(prices);
    // Prices outside their set: a slack or a fall comes in, which costs no question.
    std::size_t worst = table.members;
    double by = MasterProgram::kPivot;
    for (std::size_t m = 0; m < table.members; ++m) {
      const double out = std::max(-prices[m], prices[m] - fall);
      if (out > by) {
        by = out;
        worst = m;
      }
    }
    if (worst < table.members) {
      const bool falls = prices[worst] > 0;
      if (master.enter({falls ? MasterProgram::Kind::fall : MasterProgram::Kind::slack,
                        falls ? -fall : 0.0, worst})) {
        continue;
      }
      put_into_set(aim, prices);
    }
    put_into_set(aim, prices);
    const double bound = ask(table, prices, answer);
    const double wanted = see(answer);
    if (prices_.bound <= wanted) break;
    const double value = master.value();
    if (bound - value <= kTight || value >= share_of_bound * prices_.bound) break;
    if (!master.enter({MasterProgram::Kind::package, answer.goal, 0, answer})) break;
  }
  atoms_.clear();
  for (std::size_t i = 0; i < master.basis().size(); ++i) {
    if (master.basis()[i].kind != MasterProgram::Kind::package || master.level(i) <= 0) continue;
    atoms_.push_back({master.level(i), master.basis()[i].package});
  }
  return master.value();
}

bool Relaxation::solve_nash(GainTable& table, const Candidate& start, const See& see) {
  const double level = improve(Aim::least_gain, table, start, 0.5, [&see](const Candidate& seen) {
    return see(seen) == kStop ? kStop : kRounding;
  });
  if (prices_.bound <= kRounding) return false;
  const std::size_t members = table.members;
  const auto count = static_cast<double>(members);
  std::vector<double> gains(members);
  for (const Atom& atom : atoms_) {
    for (std::size_t m = 0; m < members; ++m) gains[m] += atom.weight * atom.candidate.gains[m];
  }
  // A lottery that all but fails to let everyone gain has no usable tangent; the last bound, of
  // the least gain, still says that a geometric mean cannot be large where another is small.
  constexpr double kFlat = 1e-9;
  if (level <= kFlat) {
    for (double& gain : gains) gain = std::max(gain, kFlat);
  }
  Candidate answer;
  std::vector<double> prices(members);
  std::vector<double> tangent = gains;
  double least_gap = std::numeric_limits<double>::infinity();
  constexpr int kSteps = 60;
  for (int step = 0; step < kSteps; ++step) {
    for (std::size_t m = 0; m < members; ++m) prices[m] = 1 / (count * gains[m]);
    prices_.bound = std::numeric_limits<double>::infinity();
    const double gap = ask(table, prices, answer) - 1;
    // Steps raise the lottery's own value, not always the tangent's bound.
    if (gap < least_gap) {
      least_gap = gap;
      tangent = gains;
    }
    if (gap <= 1e-7 || prices_.bound <= see(answer)) break;
    std::size_t away = 0;
    double worth = std::numeric_limits<double>::infinity();
    for (std::size_t a = 0; a < atoms_.size(); ++a) {
      double sum = 0;
      for (std::size_t m = 0; m < members; ++m) sum += prices[m] * atoms_[a].candidate.gains[m];
      if (sum < worth) {
        worth = sum;
        away = a;
      }
    }
    if (atoms_.empty()) break;
    const double most = atoms_[away].weight;
    const auto slope = [&](double share) {
      double sum = 0;
      for (std::size_t m = 0; m < members; ++m) {
        const double by = answer.gains[m] - atoms_[away].candidate.gains[m];
        const double gain = gains[m] + share * by;
        if (gain <= 0) return -std::numeric_limits<double>::infinity();
        sum += by / gain;
      }
      return sum;
    };
    double low = 0;
    double high = most;
    if (slope(high) < 0) {
      for (int k = 0; k < 30; ++k) {
        const double middle = 0.5 * (low + high);
        (slope(middle) > 0 ? low : high) = middle;
      }
    } else {
      low = high;
    }
    if (low <= 0) break;
    for (std::size_t m = 0; m < members; ++m) {
      gains[m] += low * (answer.gains[m] - atoms_[away].candidate.gains[m]);
    }
    atoms_[away].weight -= low;
    const auto same = std::find_if(atoms_.begin(), atoms_.end(), [&](const Atom& atom) {
      return atom.candidate.entries == answer.entries;
    });
    if (same != atoms_.end()) {
      same->weight += low;
    } else {
      atoms_.push_back({low, answer});
    }
    std::erase_if(atoms_, [](const Atom& atom) { return atom.weight <= 1e-12; });
  }

  double logs = 0;
  table.scale.resize(members, 1.0);
  for (std::size_t m = 0; m < members; ++m) {
    const double by = 1 / tangent[m];
    logs += std::log(tangent[m]);
    for (double& gain : table.gain[m]) gain *= by;
    table.base[m] *= by;
    table.scale[m] *= tangent[m];
  }
  table.unit *= std::exp(logs / count);
  prices_.bound = std::numeric_limits<double>::infinity();
  prices.assign(members, 1 / count);
  ask(table, prices, answer);
  return true;
}

/// Where a lottery falls short for nobody, prices of 0 prove all there is to prove, but tell no
/// package from another; those of the least gain, as high as they may be, are little worse.
void Relaxation::weigh_all(const GainTable& table, const Candidate& start, const See& see) {
  const auto highest = [this] {
    return prices_.of.empty() ? 0.0 : *std::max_element(prices_.of.begin(), prices_.of.end());
  };
  constexpr double kNone = 1e-6;
  if (highest() > kNone) return;
  prices_.bound = std::numeric_limits<double>::infinity();
  improve(Aim::least_gain, table, start, 1,
          [&see](const Candidate& seen) { return see(seen) == kStop ? kStop : -kStop; });
  std::vector<double> prices = prices_.of;
  for (double& price : prices) price /= highest();
  prices_.bound = std::numeric_limits<double>::infinity();
  Candidate answer;
  ask(table, prices, answer);
}

bool Relaxation::solve(Aim aim, GainTable& table, const See& see) {
  prices_.bound = std::numeric_limits<double>::infinity();
  Candidate start;
  // With a linear goal, prices of 0: the floors come in as they bind.
  const std::vector<double> prices(table.members,
                                   aim == Aim::goal ? 0.0 : 1 / static_cast<double>(table.members));
  ask(table, prices, start);
  see(start);
  bool gains = true;
  if (aim == Aim::nash) {
    gains = solve_nash(table, start, see);
  } else {
    improve(aim == Aim::leximin ? Aim::least_gain : aim, table, start, 1, see);
    if (aim == Aim::shortfall) weigh_all(table, start, see);
  }
  weights_.assign(table.entries(), 0.0);
  for (const Atom& atom : atoms_) {
    for (const std::uint32_t e : atom.candidate.entries) weights_[e] += atom.weight;
  }
  return gains;
}

}  // namespace entente

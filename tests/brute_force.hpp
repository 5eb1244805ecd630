// SPDX-License-Identifier: Apache-2.0
/// An oracle for small bargaining problems: lists every package and answers by definition.
///
/// Shares nothing with the searches that it judges: packages are listed option by option, red lines
/// are read off the scenario's clauses and limits, consents and the rule of agreement off their
/// lists. What stands in the way where there is no zone is in brute_force_obstacles.hpp.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "tests/random_scenario.hpp"

namespace entente::testing {

class BruteForce {
 public:
  /// A package, by its number in the order of `for_every_package`.
  using Listed = std::size_t;
  using Issues = std::uint64_t;  ///< bit i: issue i
  using Lines = std::uint64_t;   ///< bit l: red line l

  struct Line {
    PartyId party;
    std::string clause;  ///< empty: a limit
    std::vector<Clause::Condition> when;
    Issues issues = 0;
  };

  /// Preconditions: `problem` outlives it; at most 64 issues and red lines.
  explicit BruteForce(const BargainingProblem& problem)
      : problem_(problem), parties_(problem.parties.size()) {
    read_lines();
    std::size_t count = 1;
    for (const Issue& issue : scenario().issues) {
      strides_.push_back(count);
      count *= issue.options.size();
    }
    packages_.reserve(count);
    worths_.reserve(count * parties_);
    for_every_package(scenario().issues, [this](const Package& package) { list(package); });
    for (PartySet set = 1; set < PartySet{1} << parties_; ++set) {
      if (suffices(set)) sufficient_.push_back(set);
    }
    largest_first(sufficient_);
  }

  [[nodiscard]] const Scenario& scenario() const { return *problem_.scenario; }
  [[nodiscard]] const BargainingProblem& problem() const { return problem_; }
  [[nodiscard]] std::size_t parties() const { return parties_; }
  [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
  [[nodiscard]] const Package& package(Listed x) const { return packages_[x]; }
  [[nodiscard]] std::size_t size() const { return packages_.size(); }
  [[nodiscard]] Listed number(const Package& package) const {
    Listed x = 0;
    for (std::size_t i = 0; i < strides_.size(); ++i) x += strides_[i] * package[i];
    return x;
  }
  /// The same package with another option on one issue.
  [[nodiscard]] Listed with(Listed x, IssueId issue, std::size_t option) const {
    return x + strides_[issue] * option - strides_[issue] * packages_[x][issue];
  }

  [[nodiscard]] double worth(Listed x, std::size_t party) const {
    return worths_[x * parties_ + party];
  }
  [[nodiscard]] double gain(Listed x, std::size_t party) const {
    return worths_[x * parties_ + party] - problem_.no_agreement[party];
  }
  [[nodiscard]] double least_gain(Listed x, PartySet set) const {
    double least = kNothing;
    for (std::size_t p = 0; p < parties_; ++p) {
      if ((set >> p & 1U) == 0) continue;
      const double gain_of = gain(x, p);
      if (least == kNothing || gain_of < least) least = gain_of;
    }
    return least;
  }
  /// Those whose no-agreement value it reaches.
  [[nodiscard]] PartySet content(Listed x) const { return content_[x]; }
  /// Those whose red lines it crosses.
  [[nodiscard]] PartySet crossed(Listed x) const { return crossed_[x]; }
  [[nodiscard]] Lines crossed_lines(Listed x) const { return crossed_lines_[x]; }
  /// Issues that it moves from their status quo (or that have none).
  [[nodiscard]] Issues moved(Listed x) const { return moved_[x]; }

  /// All sets that satisfy the rule of agreement, the largest first, then by number.
  [[nodiscard]] const std::vector<PartySet>& sufficient() const { return sufficient_; }
  [[nodiscard]] PartySet everyone() const {
    PartySet set = 0;
    for (const PartyId party : scenario().agreement.required) set |= PartySet{1} << party;
    for (const PartyId party : scenario().agreement.may_sign) set |= PartySet{1} << party;
    return set;
  }
  static void largest_first(std::vector<PartySet>& sets) {
    std::stable_sort(sets.begin(), sets.end(), [](PartySet a, PartySet b) {
      return std::popcount(a) != std::popcount(b) ? std::popcount(a) > std::popcount(b) : a < b;
    });
  }

  /// Whether `signing` cannot move the issue from its status quo.
  [[nodiscard]] bool locked(IssueId issue, PartySet signing) const {
    const Issue& of = scenario().issues[issue];
    if (!of.status_quo) return false;
    return std::any_of(of.consent.begin(), of.consent.end(),
                       [signing](PartyId party) { return (signing >> party & 1U) == 0; });
  }
  /// Packages that leave locked issues at their status quo, red lines or not.
  [[nodiscard]] std::vector<Listed> unlocked_packages(PartySet signing) const {
    Issues lock = 0;
    for (std::size_t i = 0; i < strides_.size(); ++i) {
      if (locked(IssueId(i), signing)) lock |= Issues{1} << i;
    }
    return those([&](Listed x) { return (moved_[x] & lock) == 0; });
  }
  /// What `set` can agree on.
  [[nodiscard]] std::vector<Listed> space(PartySet set) const {
    std::vector<Listed> open = unlocked_packages(set);
    std::erase_if(open, [&](Listed x) { return (crossed_[x] & set) != 0; });
    return open;
  }
  [[nodiscard]] bool in_space(Listed x, PartySet set) const {
    for (std::size_t i = 0; i < strides_.size(); ++i) {
      if ((moved_[x] >> i & 1U) != 0 && locked(IssueId(i), set)) return false;
    }
    return (crossed_[x] & set) == 0;
  }
  [[nodiscard]] bool in_zone(Listed x, PartySet set) const {
    return in_space(x, set) && (content_[x] & set) == set;
  }
  [[nodiscard]] std::vector<Listed> zone(PartySet set) const {
    std::vector<Listed> open = space(set);
    std::erase_if(open, [&](Listed x) { return (content_[x] & set) != set; });
    return open;
  }
  /// The greatest least gain of packages; minus infinity for none.
  [[nodiscard]] double margin(const std::vector<Listed>& packages, PartySet set) const {
    double margin = kNothing;
    for (const Listed x : packages) margin = std::max(margin, least_gain(x, set));
    return margin;
  }

  /// The greatest worth of every party; its no-agreement value for those not in `set`.
  [[nodiscard]] std::vector<double> ideal(const std::vector<Listed>& zone, PartySet set) const {
    std::vector<double> ideal = problem_.no_agreement;
    for (std::size_t p = 0; p < parties_; ++p) {
      if ((set >> p & 1U) == 0) continue;
      ideal[p] = kNothing;
      for (const Listed x : zone) ideal[p] = std::max(ideal[p], worth(x, p));
    }
    return ideal;
  }
  /// The geometric mean of gains, each plus `slack`: those not above kRounding could be 0 on paper.
  [[nodiscard]] double nash(Listed x, PartySet set, double slack = 0) const {
    double product = 1;
    for (std::size_t p = 0; p < parties_; ++p) {
      if ((set >> p & 1U) == 0) continue;
      const double gain_of = gain(x, p);
      product *= (gain_of > kRounding ? gain_of : 0) + slack;
    }
    return std::pow(product, 1.0 / std::popcount(set));
  }
  [[nodiscard]] double total(Listed x, PartySet set) const {
    double total = 0;
    for (std::size_t p = 0; p < parties_; ++p) {
      if ((set >> p & 1U) != 0) total += worth(x, p);
    }
    return total;
  }
  /// Gains divided by `scale`, ascending; without parties whose scale is 0.
  [[nodiscard]] std::vector<double> shares(Listed x, const std::vector<double>& scale) const {
    std::vector<double> shares;
    for (std::size_t p = 0; p < parties_; ++p) {
      if (scale[p] > 0) shares.push_back(gain(x, p) / scale[p]);
    }
    std::sort(shares.begin(), shares.end());
    return shares;
  }
  /// The shares of the packages whose least share is greatest, then whose second least, and so on.
  /// Shares closer than 1e-10 count as equal.
  [[nodiscard]] std::vector<double> leximin(const std::vector<Listed>& zone,
                                            const std::vector<double>& scale) const {
    std::vector<std::vector<double>> left;
    for (const Listed x : zone) left.push_back(shares(x, scale));
    for (std::size_t k = 0; !left.empty() && k < left.front().size(); ++k) {
      double best = kNothing;
      for (const auto& of : left) best = std::max(best, of[k]);
      std::erase_if(left, [&](const auto& of) { return of[k] < best - 1e-10; });
    }
    return left.empty() ? std::vector<double>{} : left.front();
  }
  /// The most by which the total of `set` can rise above that of `x` in the space, with none of
  /// them falling; 0 if no package does that.
  [[nodiscard]] double left_on_table(Listed x, PartySet set) const {
    double left = 0;
    for (const Listed y : space(set)) {
      bool falls = false;
      for (std::size_t p = 0; p < parties_ && !falls; ++p) {
        falls = (set >> p & 1U) != 0 && worth(y, p) < worth(x, p) - kRounding;
      }
      if (!falls) left = std::max(left, total(y, set) - total(x, set));
    }
    return left;
  }

  static constexpr double kNothing = -std::numeric_limits<double>::infinity();

 private:
  template <class Condition>
  [[nodiscard]] std::vector<Listed> those(Condition condition) const {
    std::vector<Listed> found;
    for (Listed x = 0; x < packages_.size(); ++x) {
      if (condition(x)) found.push_back(x);
    }
    return found;
  }

  /// By party, its clauses in order, then its limits by issue.
  void read_lines() {
    for (std::size_t p = 0; p < parties_; ++p) {
      const Party& party = scenario().parties[p];
      for (const Clause& clause : party.clauses) {
        if (!clause.amount) lines_.push_back({PartyId(p), clause.id, clause.when});
      }
      for (std::size_t i = 0; i < party.preferences.size(); ++i) {
        const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
        if (stance == nullptr || !stance->limit_is_red_line) continue;
        Clause::Condition beyond{IssueId(i), {}};
        const auto far = [&](std::size_t o) {
          return std::abs(static_cast<int>(o) - static_cast<int>(stance->ideal));
        };
        for (std::size_t o = 0; o < scenario().issues[i].options.size(); ++o) {
          if (far(o) > far(stance->limit)) beyond.options.push_back(static_cast<Option>(o));
        }
        lines_.push_back({PartyId(p), "", {beyond}});
      }
    }
    for (Line& line : lines_) {
      for (const Clause::Condition& condition : line.when) {
        line.issues |= Issues{1} << condition.issue;
      }
    }
  }

  void list(const Package& package) {
    packages_.push_back(package);
    Issues moved = 0;
    for (std::size_t i = 0; i < package.size(); ++i) {
      if (package[i] != scenario().issues[i].status_quo) moved |= Issues{1} << i;
    }
    moved_.push_back(moved);
    PartySet content = 0;
    for (std::size_t p = 0; p < parties_; ++p) {
      double worth = 0;
      for (const Blocks::Block& block : problem_.blocks()) {
        worth += problem_.parties[p].rows[problem_.blocks().row(block, package)];
      }
      worths_.push_back(worth);
      if (worth >= problem_.no_agreement[p] - kRounding) content |= PartySet{1} << p;
    }
    content_.push_back(content);
    Lines crossed = 0;
    PartySet hurt = 0;
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      if (!hold(lines_[l].when, package)) continue;
      crossed |= Lines{1} << l;
      hurt |= PartySet{1} << lines_[l].party;
    }
    crossed_lines_.push_back(crossed);
    crossed_.push_back(hurt);
  }

  [[nodiscard]] bool suffices(PartySet set) const {
    const AgreementRule& rule = scenario().agreement;
    if ((set & ~everyone()) != 0) return false;
    double weight = 0;
    double of = 0;
    for (std::size_t p = 0; p < parties_; ++p) {
      const bool signs = (set >> p & 1U) != 0;
      const bool must = std::count(rule.required.begin(), rule.required.end(), PartyId(p)) != 0;
      if (must && !signs) return false;
      if (!rule.quorum || (everyone() >> p & 1U) == 0) continue;
      of += rule.quorum->weights[p];
      weight += signs ? rule.quorum->weights[p] : 0;
    }
    return !rule.quorum || weight >= rule.quorum->share * of - 1e-12;
  }

  const BargainingProblem& problem_;
  std::size_t parties_;
  std::vector<Line> lines_;
  std::vector<std::size_t> strides_;  ///< by issue
  std::vector<Package> packages_;
  std::vector<double> worths_;  ///< by package, then party
  std::vector<PartySet> content_;
  std::vector<PartySet> crossed_;
  std::vector<Lines> crossed_lines_;
  std::vector<Issues> moved_;
  std::vector<PartySet> sufficient_;
};

}  // namespace entente::testing

// SPDX-License-Identifier: Apache-2.0
/// Random bargaining problems: of random scenarios, with zones about as often as without.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "engine/negotiation/draw.hpp"
#include "tests/random_scenario.hpp"

namespace entente::testing {

/// How many problems a test looks at; unoptimised, with assertions, a fifth of them.
#ifdef NDEBUG
inline constexpr std::uint64_t kSmallProblems = 10'000;
inline constexpr std::uint64_t kLargeProblems = 40;
#else
inline constexpr std::uint64_t kSmallProblems = 2'000;
inline constexpr std::uint64_t kLargeProblems = 8;
#endif

/// Small: some dozens of packages, at most 4^5. Large: 5,000 to 100,000.
enum class ProblemSize { small, large };

/// One draw of a random scenario with clauses, red lines, consents, optional parties, quorums. Of
/// four, one has the worths as drawn and the others have them rounded down to a grid, for ties: to
/// 64ths or 8ths, whose sums are exact, or to tenths, whose sums are not. Neither copied nor moved,
/// as the problem points into it.
class RandomProblem {
 public:
  explicit RandomProblem(std::uint64_t seed, ProblemSize size = ProblemSize::small)
      : dice_(seed + 7'000'000), scenario_(scenario(seed, size)) {
    vary_rules();
    problem_.scenario = &scenario_;
    const Case drawn = draw(scenario_, seed, 0);
    constexpr double kSteps[] = {0, 64, 8, 10};
    const double steps = kSteps[dice_.below(4)];
    for (std::size_t p = 0; p < scenario_.parties.size(); ++p) {
      const UtilityView of = drawn.utilities.of(PartyId(p));
      std::vector<double>& rows = rows_.emplace_back(of.rows.begin(), of.rows.end());
      red_.emplace_back(of.red_lines.begin(), of.red_lines.end());
      for (double& row : rows) row = on_grid(row, steps);
    }
    for (std::size_t p = 0; p < rows_.size(); ++p) {
      problem_.parties.push_back({&scenario_.blocks, rows_[p], red_[p]});
    }
    choose_no_agreement(steps);
  }
  RandomProblem(const RandomProblem&) = delete;
  RandomProblem& operator=(const RandomProblem&) = delete;
  ~RandomProblem() = default;

  [[nodiscard]] const BargainingProblem& problem() const { return problem_; }
  [[nodiscard]] Package package() {
    Package package;
    for (const Issue& issue : scenario_.issues) {
      package.push_back(static_cast<Option>(dice_.below(issue.options.size())));
    }
    return package;
  }

 private:
  static double on_grid(double value, double steps) {
    return steps > 0 ? std::floor(value * steps) / steps : value;
  }

  static Scenario scenario(std::uint64_t seed, ProblemSize size) {
    if (size == ProblemSize::small) {
      return random_scenario(seed, {.most_parties = 5, .world = false});
    }
    // With clauses a block may have all packages as its rows, of which there are at most 65,536.
    const std::size_t clauses = seed % 2;
    for (;; seed += 1'000'000) {
      Scenario scenario = random_scenario(seed, {.most_parties = 5,
                                                 .most_issues = clauses > 0 ? 8U : 12U,
                                                 .most_clauses = clauses,
                                                 .world = false});
      double packages = 1;
      for (const Issue& issue : scenario.issues) {
        packages *= static_cast<double>(issue.options.size());
      }
      if (packages > 5'000 && packages <= 100'000) return scenario;
    }
  }

  /// More consents, issues without a status quo, and a party that has no say but its consent.
  void vary_rules() {
    for (Issue& issue : scenario_.issues) {
      if (dice_.chance(0.2)) {
        const PartyId party(dice_.below(scenario_.parties.size()));
        if (std::count(issue.consent.begin(), issue.consent.end(), party) == 0) {
          issue.consent.push_back(party);
        }
      }
      if (dice_.chance(0.2)) issue.status_quo.reset();
    }
    AgreementRule& rule = scenario_.agreement;
    if (!rule.may_sign.empty() && dice_.chance(0.2)) rule.may_sign.pop_back();
  }

  /// One level for all, more or less; exactly what a package gives, or a little more for one; or
  /// anything.
  void choose_no_agreement(double steps) {
    std::vector<double>& values = problem_.no_agreement;
    const std::size_t way = dice_.below(4);
    const Package package = this->package();
    const double level = 0.2 + 0.6 * dice_.unit();
    for (std::size_t p = 0; p < rows_.size(); ++p) {
      if (way < 2) values.push_back(on_grid(level + 0.3 * (dice_.unit() - 0.5), steps));
      if (way == 2) values.push_back(problem_.parties[p].worth(package));
      if (way == 3) values.push_back(on_grid(1.3 * dice_.unit() - 0.2, steps));
    }
    if (way == 2 && dice_.chance(0.5)) {
      values[dice_.below(values.size())] += steps > 0 ? 1 / steps : 0.05 * dice_.unit();
    }
  }

  Dice dice_;
  Scenario scenario_;
  std::vector<std::vector<double>> rows_;
  std::vector<std::vector<std::uint8_t>> red_;
  BargainingProblem problem_{};
};

}  // namespace entente::testing

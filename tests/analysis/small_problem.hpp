// SPDX-License-Identifier: Apache-2.0
/// Bargaining problems small enough to be solved by hand.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "engine/model/red_line.hpp"
#include "tests/scenarios.hpp"

namespace entente::testing {

struct SmallIssue {
  std::size_t options;
  std::optional<Option> status_quo = std::nullopt;
  std::vector<std::size_t> consent = {};
};

struct SmallParty {
  std::vector<std::vector<double>> worths;  ///< by issue, then option; they add up
  double no_agreement = 0;
  std::vector<std::vector<Clause::Condition>> red_lines = {};
};

struct SmallRule {
  std::vector<std::size_t> required;
  std::vector<std::size_t> may_sign = {};
  std::optional<double> quorum = std::nullopt;  ///< of parties that count the same
};

/// Worths are as given, not rescaled.
class SmallProblem {
 public:
  SmallProblem(const std::vector<SmallIssue>& issues, const std::vector<SmallParty>& parties,
               const SmallRule& rule)
      : scenario_(simple_scenario({.parties = parties.size(), .issues = issues.size()})) {
    for (std::size_t i = 0; i < issues.size(); ++i) {
      Issue& issue = scenario_.issues[i];
      issue.options.resize(issues[i].options);
      issue.status_quo = issues[i].status_quo;
      for (const std::size_t party : issues[i].consent) issue.consent.emplace_back(party);
    }
    for (std::size_t p = 0; p < parties.size(); ++p) {
      for (std::size_t l = 0; l < parties[p].red_lines.size(); ++l) {
        scenario_.parties[p].clauses.push_back(
            {"line-" + std::to_string(l), "", parties[p].red_lines[l], std::nullopt});
      }
    }
    AgreementRule& agreement = scenario_.agreement;
    agreement.required.clear();
    for (const std::size_t party : rule.required) agreement.required.emplace_back(party);
    for (const std::size_t party : rule.may_sign) agreement.may_sign.emplace_back(party);
    if (rule.quorum) {
      agreement.quorum = AgreementRule::Quorum{.share = *rule.quorum, .weights = {}};
      agreement.quorum->weights.assign(parties.size(), 1.0);
    }
    settle(scenario_);

    red_lines = red_lines_of(scenario_);
    red_.assign(parties.size(), std::vector<std::uint8_t>(scenario_.blocks.rows()));
    for (const RedLine& line : red_lines) {
      for (const Row row : line.rows) red_[line.party][row] = 1;
    }
    problem.scenario = &scenario_;
    for (std::size_t p = 0; p < parties.size(); ++p) {
      std::vector<double> options;
      for (const std::vector<double>& worths : parties[p].worths) {
        options.insert(options.end(), worths.begin(), worths.end());
      }
      std::vector<double>& rows = rows_.emplace_back(scenario_.blocks.rows());
      scenario_.blocks.add(options, 1.0, rows);
      problem.parties.push_back({&scenario_.blocks, rows, red_[p]});
      problem.no_agreement.push_back(parties[p].no_agreement);
    }
  }
  SmallProblem(const SmallProblem&) = delete;
  SmallProblem& operator=(const SmallProblem&) = delete;

  BargainingProblem problem{};
  std::vector<RedLine> red_lines;

 private:
  Scenario scenario_;
  std::vector<std::vector<double>> rows_;
  std::vector<std::vector<std::uint8_t>> red_;
};

}  // namespace entente::testing

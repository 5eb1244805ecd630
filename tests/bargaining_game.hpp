// SPDX-License-Identifier: Apache-2.0
/// Bargaining problems written down by hand or made of any size: worths of options as they are,
/// not rescaled, plus terms that tie issues together.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/agreements/problem.hpp"
#include "tests/scenarios.hpp"

namespace entente::testing {

struct BargainingGame {
  /// Holds for packages with these options.
  struct Term {
    std::vector<Clause::Condition> when;
    std::optional<double> amount;  ///< none: a red line
  };
  struct Seat {
    std::vector<std::vector<double>> values;  ///< by issue, then option
    double no_agreement = 0;
    std::vector<Term> terms = {};
  };
  std::vector<Seat> seats;  ///< all of them must sign
};

/// The problem that a game is. Neither copied nor moved, as the problem points into it.
class GameProblem {
 public:
  explicit GameProblem(const BargainingGame& game)
      : scenario(scenario_of(game)), problem{&scenario, {}, {}} {
    const Blocks& blocks = scenario.blocks;
    for (const BargainingGame::Seat& seat : game.seats) {
      std::vector<double>& worths = rows_.emplace_back(blocks.rows());
      std::vector<std::uint8_t>& red = red_.emplace_back(blocks.rows());
      Package package(seat.values.size());
      for (const Blocks::Block& block : blocks) {
        const auto here = [&block](const BargainingGame::Term& term) {
          return std::any_of(block.members.begin(), block.members.end(), [&](const auto& member) {
            return member.issue == term.when.front().issue;
          });
        };
        for (Row row = block.first; row < block.first + block.rows; ++row) {
          blocks.choose(block, row, package);
          for (const Blocks::Member& member : block.members) {
            worths[row] += seat.values[member.issue][package[member.issue]];
          }
          for (const BargainingGame::Term& term : seat.terms) {
            if (!here(term) || !hold(term.when, package)) continue;
            worths[row] += term.amount.value_or(0);
            if (!term.amount) red[row] = 1;
          }
        }
      }
      problem.no_agreement.push_back(seat.no_agreement);
    }
    for (std::size_t p = 0; p < rows_.size(); ++p) {
      problem.parties.push_back({&blocks, rows_[p], red_[p]});
    }
  }
  GameProblem(const GameProblem&) = delete;
  GameProblem& operator=(const GameProblem&) = delete;
  ~GameProblem() = default;

  Scenario scenario;
  BargainingProblem problem;

 private:
  static Scenario scenario_of(const BargainingGame& game) {
    Scenario scenario = simple_scenario({game.seats.size(), game.seats.front().values.size(), 1});
    for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
      scenario.issues[i].options.resize(game.seats.front().values[i].size());
      for (std::size_t o = 0; o < scenario.issues[i].options.size(); ++o) {
        scenario.issues[i].options[o].id = "o" + std::to_string(o);
      }
    }
    for (std::size_t p = 0; p < game.seats.size(); ++p) {
      Party& party = scenario.parties[p];
      for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
        const std::vector<double>& values = game.seats[p].values[i];
        party.preferences[i] = {1.0, std::vector<Distribution>(values.begin(), values.end())};
      }
      for (const BargainingGame::Term& term : game.seats[p].terms) {
        Clause& clause = party.clauses.emplace_back();
        clause.id = "c" + std::to_string(party.clauses.size() - 1);
        clause.when = term.when;
        if (term.amount) clause.amount = *term.amount;
      }
    }
    settle(scenario);
    return scenario;
  }

  std::vector<std::vector<double>> rows_;
  std::vector<std::vector<std::uint8_t>> red_;
};

}  // namespace entente::testing

// SPDX-License-Identifier: Apache-2.0
/// What the answers of many draws come to, gathered draw by draw in memory that does not grow.
///
/// All sums run in the order in which draws are added.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "analysis/survey/draw_answers.hpp"
#include "analysis/survey/survey.hpp"

namespace entente {

class DrawsBuilder {
 public:
  /// `red_lines`: how many the scenario has.
  DrawsBuilder(const Scenario& scenario, std::span<const DraftId> drafts, std::size_t red_lines);

  void add(const DrawAnswers& answers);
  [[nodiscard]] std::uint64_t replications() const { return replications_; }
  [[nodiscard]] Draws draws() const;

 private:
  struct ShareTally {
    std::uint64_t yes = 0;
    std::uint64_t settled = 0;
    std::uint64_t open = 0;
    void add(Answer answer);
    [[nodiscard]] Share share() const { return {proportion(yes, settled), open}; }
  };
  struct SetTally {
    PartySet parties = 0;
    bool sufficient = true;
    ShareTally zone;
  };
  struct SolutionTally {
    std::uint64_t count = 0;
    std::uint64_t unproven = 0;
    std::vector<std::vector<std::uint64_t>> chosen;
    std::vector<Sample> gains;
  };
  struct DraftTally {
    DraftId draft;
    std::vector<std::uint64_t> could_sign;
    std::uint64_t everyone = 0;
    std::uint64_t enough = 0;
    ShareTally efficient;
    Sample left;
    std::vector<Sample> gains;
  };
  struct IssueTally {
    std::uint64_t opens = 0;
    std::uint64_t first = 0;
    Sample gain;
  };
  struct ObstacleTally {
    std::uint64_t count = 0;
    std::uint64_t unproven = 0;
    std::map<PartySet, std::uint64_t> irreconcilable;
    std::vector<IssueTally> issues;
    std::vector<LineSurvey> lines;
    Sample uniform, total;
    std::vector<std::uint64_t> gives_way;  ///< by PartyId
    std::map<std::size_t, std::uint64_t> lines_dropped, set_aside;
  };
  /// Sums of shares, over the draws in which any coalitions could be compared.
  struct PivotTally {
    PartyId party;
    std::uint64_t draws = 0;
    double needed = 0;
    double spoils = 0;
  };

  void add_zones(const DrawAnswers& answers);
  void add_solutions(const Solutions& solutions, const std::vector<double>& no_agreement);
  void add_draft(DraftTally& tally, const DraftPicture& draft);
  void add_obstacles(const Obstacles& obstacles);
  void add_coalitions(const Coalitions& coalitions);
  [[nodiscard]] ObstacleSurvey obstacles() const;

  PartySet everyone_;
  std::uint64_t replications_ = 0;
  ShareTally zone_;
  std::vector<SetTally> sets_;  ///< sufficient ones; none if there are too many
  Sample margin_;
  std::vector<SolutionTally> solutions_;
  std::vector<DraftTally> drafts_;
  ObstacleTally obstacles_;
  Sample log10_size_;
  std::vector<SetTally> coalitions_;
  std::vector<PivotTally> pivots_;
  bool coalitions_complete_ = true;
};

}  // namespace entente

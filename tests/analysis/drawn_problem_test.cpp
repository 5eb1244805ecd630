// SPDX-License-Identifier: Apache-2.0
/// A replication's problem is that of the negotiation of the same number, and expected problems are
/// means.
#include "analysis/survey/drawn_problem.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/results/transcript.hpp"
#include "analysis/survey/expected_problem.hpp"
#include "engine/negotiation/play.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

TEST_CASE("in round 1 drafts stand as run compares them", "[survey]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Scenario scenario = testing::random_scenario(seed);
    const Outcome outcome = play(draw(scenario, seed, 3));
    const DrawnProblem drawn(scenario, seed, 3, 1);
    const BargainingProblem& problem = drawn.problem();
    for (std::size_t d = 0; d < scenario.drafts.size(); ++d) {
      const Package& text = scenario.drafts[d].package;
      const std::vector<double> worths = problem.worths(text);
      for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
        const DraftStanding& standing = outcome.drafts[d][p];
        REQUIRE(worths[p] - problem.no_agreement[p] == standing.surplus);
        REQUIRE(problem.parties[p].crosses_red_line(text) == standing.red_line);
      }
    }
  }
}

/// So that nothing that is said moves the world.
void ignore_answers(Scenario& scenario) {
  for (Event& event : scenario.world.events) {
    if (std::holds_alternative<Trigger::Answer>(event.trigger.kind)) {
      event.trigger.kind = Trigger::EveryRound{};
      event.trigger.probability = {.base = 0.4, .world = {}};
    }
  }
}

TEST_CASE("later rounds begin as in talks in which nothing said matters", "[survey]") {
  std::size_t late = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Scenario scenario = testing::random_scenario(seed);
    ignore_answers(scenario);
    const Case drawn = draw(scenario, seed, 5);
    TranscriptRecorder recorder(drawn);
    (void)play(drawn, recorder);
    for (const Transcript::Round& round : recorder.take().rounds) {
      const DrawnProblem then(scenario, seed, 5, round.round);
      REQUIRE(then.problem().no_agreement == round.no_agreement);
      if (round.round > 3) ++late;
    }
  }
  CHECK(late > 200);
}

TEST_CASE("what an answer would set off has not happened", "[survey]") {
  Scenario scenario = testing::simple_scenario({.parties = 2, .issues = 2});
  scenario.world.variables.push_back({.id = "front",
                                      .title = "",
                                      .unit = "",
                                      .drift = 0.1,
                                      .mean = {},
                                      .couplings = {},
                                      .beliefs = {}});
  Event anger;
  anger.id = "anger";
  anger.trigger.kind = Trigger::Answer{false, {PartyId(0), PartyId(1)}, {}, {}};
  anger.effects.world.push_back({VariableId(0), {5.0}});
  Event raid;
  raid.id = "raid";
  raid.trigger.kind = Trigger::AtRound{2};
  raid.effects.world.push_back({VariableId(0), {1.0}});
  scenario.world.events = {anger, raid};
  scenario.parties[0].no_agreement.plus = {.base = 0.0, .world = {{VariableId(0), 1.0}}};
  testing::settle(scenario);

  const auto value = [&scenario](int round) {
    return DrawnProblem(scenario, 1, 0, round).problem().no_agreement[0];
  };
  CHECK(value(1) == Approx(0.3));
  CHECK(value(2) == Approx(0.4));  // the raid comes after this round has begun
  CHECK(value(3) == Approx(1.5));
}

TEST_CASE("an expected problem has the means of worths and of no-agreement values", "[survey]") {
  const Scenario scenario =
      testing::eventful_scenario({.parties = 3, .issues = 4, .options = 3, .rounds = 9});
  ExpectedProblem expected(scenario);
  const Package text{2, 0, 1, 0};
  std::vector<double> worths(3), values(3);
  constexpr int kCount = 20;
  for (std::uint64_t replication = 0; replication < kCount; ++replication) {
    const DrawnProblem drawn(scenario, 1, replication, 4);
    expected.add(drawn.problem());
    const std::vector<double> one = drawn.problem().worths(text);
    for (std::size_t p = 0; p < 3; ++p) {
      worths[p] += one[p] / kCount;
      values[p] += drawn.problem().no_agreement[p] / kCount;
    }
  }
  REQUIRE(expected.count() == kCount);
  const BargainingProblem problem = expected.problem();
  const DrawnProblem any(scenario, 1, 7, 1);
  for (std::size_t p = 0; p < 3; ++p) {
    CHECK(problem.worths(text)[p] == Approx(worths[p]).epsilon(1e-12));
    CHECK(problem.no_agreement[p] == Approx(values[p]).epsilon(1e-12));
    const auto& red = any.problem().parties[p].red_lines;
    CHECK(std::equal(red.begin(), red.end(), problem.parties[p].red_lines.begin(),
                     problem.parties[p].red_lines.end()));
  }
  CHECK(problem.parties[1].crosses_red_line({0, 2, 2, 0}));
  CHECK_FALSE(problem.parties[0].crosses_red_line({0, 2, 2, 0}));
}

}  // namespace
}  // namespace entente

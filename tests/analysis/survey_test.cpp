// SPDX-License-Identifier: Apache-2.0
/// A survey counts what its draws are, whatever the number of threads.
#include "analysis/survey/survey.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/results/results_writer.hpp"
#include "analysis/survey/drawn_problem.hpp"
#include "analysis/survey/expected_problem.hpp"
#include "tests/analysis/survey_text.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

using nlohmann::json;

Scenario random_with_text(std::uint64_t seed) {
  Scenario scenario = testing::random_scenario(seed);
  testing::give_text(scenario);
  return scenario;
}

TEST_CASE("an analysis is the same for any number of threads", "[survey]") {
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const Scenario scenario = random_with_text(seed);
    SurveyOptions options = testing::survey_options(scenario, 40);
    options.round = 1 + static_cast<int>(seed % 3);
    options.threads = 1;
    const std::string alone = testing::survey_text(scenario, options);
    for (const int threads : {2, 3}) {
      options.threads = threads;
      CHECK(testing::survey_text(scenario, options) == alone);
    }
  }
}

/// By listing all packages: which of the sets have a zone.
std::vector<bool> zones_by_listing(const BargainingProblem& problem,
                                   const std::vector<PartySet>& sets) {
  std::vector<bool> exists(sets.size());
  testing::for_every_package(problem.scenario->issues, [&](const Package& package) {
    PartySet willing = 0;
    for (std::size_t p = 0; p < problem.parties.size(); ++p) {
      if (problem.could_sign(PartyId(p), package)) willing |= set_of(PartyId(p));
    }
    for (std::size_t s = 0; s < sets.size(); ++s) {
      if ((sets[s] & ~willing) == 0 && suffices_for(*problem.scenario, sets[s], package)) {
        exists[s] = true;
      }
    }
  });
  return exists;
}

TEST_CASE("zones and signatures are counted draw by draw", "[survey]") {
  constexpr std::uint64_t kDraws = 25;
  std::uint64_t with_zone = 0, without = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Scenario scenario = random_with_text(seed);
    const Survey found = survey(scenario, testing::survey_options(scenario, kDraws));
    const Draws& draws = *found.draws;
    REQUIRE(draws.replications == kDraws);

    const std::vector<PartySet> sets = sufficient_sets(scenario.agreement).sets;
    const PartySet all = everyone(scenario.agreement);
    std::vector<std::uint64_t> by_set(sets.size());
    std::uint64_t any = 0;
    std::vector<std::uint64_t> by_all(scenario.drafts.size()), enough(scenario.drafts.size());
    double gain = 0;
    for (std::uint64_t r = 0; r < kDraws; ++r) {
      const DrawnProblem drawn(scenario, 1, r, 1);
      const BargainingProblem& problem = drawn.problem();
      const std::vector<bool> exists = zones_by_listing(problem, sets);
      for (std::size_t s = 0; s < sets.size(); ++s) by_set[s] += exists[s] ? 1 : 0;
      any += std::count(exists.begin(), exists.end(), true) > 0 ? 1 : 0;
      for (std::size_t d = 0; d < scenario.drafts.size(); ++d) {
        const Package& text = scenario.drafts[d].package;
        const auto could = [&](PartyId party) { return problem.could_sign(party, text); };
        const std::vector<PartyId> parties = parties_of(all);
        by_all[d] += std::all_of(parties.begin(), parties.end(), could) ? 1 : 0;
        const auto concludes = [&](PartySet set) {
          const std::vector<PartyId> members = parties_of(set);
          return std::all_of(members.begin(), members.end(), could) &&
                 suffices_for(scenario, set, text);
        };
        enough[d] += std::any_of(sets.begin(), sets.end(), concludes) ? 1 : 0;
      }
      gain += problem.parties[1].worth(scenario.drafts[0].package) - problem.no_agreement[1];
    }
    CHECK(draws.zone.yes.count == any);
    CHECK(draws.zone.open == 0);
    REQUIRE(draws.by_set.size() == sets.size());
    for (std::size_t s = 0; s < sets.size(); ++s) {
      CHECK(draws.by_set[s].signatories == sets[s]);
      CHECK(draws.by_set[s].zone.yes.count == by_set[s]);
    }
    for (std::size_t d = 0; d < scenario.drafts.size(); ++d) {
      CHECK(draws.drafts[d].everyone.count == by_all[d]);
      CHECK(draws.drafts[d].enough.count == enough[d]);
    }
    CHECK(draws.drafts[0].gains[1].mean == Approx(gain / kDraws).margin(1e-9));
    CHECK(draws.obstacles.count == kDraws - any);
    CHECK(draws.solutions[0].count == any);
    with_zone += any;
    without += kDraws - any;
  }
  CHECK(with_zone > 100);
  CHECK(without > 100);
}

TEST_CASE("what is counted by kind adds up to the draws that have one", "[survey]") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Scenario scenario = random_with_text(seed);
    const Survey found = survey(scenario, testing::survey_options(scenario, 30));
    const Draws& draws = *found.draws;
    for (const SolutionSurvey& solution : draws.solutions) {
      for (const std::vector<std::uint64_t>& chosen : solution.chosen) {
        std::uint64_t sum = 0;
        for (const std::uint64_t count : chosen) sum += count;
        CHECK(sum == solution.count);
      }
      CHECK(solution.gains[0].count <= solution.count);
      for (const Figures& gains : solution.gains) {
        if (gains.count > 0) CHECK(gains.min >= -1e-9);
      }
    }
    const auto total = [](const auto& counts) {
      std::uint64_t sum = 0;
      for (const auto& [kind, count] : counts) sum += count;
      return sum;
    };
    const ObstacleSurvey& obstacles = draws.obstacles;
    CHECK(obstacles.unproven == 0);
    CHECK(total(obstacles.irreconcilable) == obstacles.count);
    for (const std::uint64_t draws_of_party : obstacles.gives_way) {
      CHECK(draws_of_party <= obstacles.total.count);
    }
    // Without a zone somebody must give way.
    std::uint64_t falls = 0;
    for (const std::uint64_t draws_of_party : obstacles.gives_way) falls += draws_of_party;
    CHECK(falls >= obstacles.total.count);
    CHECK(total(obstacles.lines_dropped) == obstacles.count);
    CHECK(total(obstacles.set_aside) == obstacles.count);
    for (const IssueSurvey& issue : obstacles.issues) {
      CHECK(issue.opens <= obstacles.count);
      CHECK(issue.gain.count <= obstacles.count);
    }
    if (draws.margin.count > 0 && obstacles.count == 0) CHECK(draws.margin.min >= -1e-9);
  }
}

TEST_CASE("of one replication the picture is its own", "[survey]") {
  for (const std::uint64_t replication : {0U, 3U, 17U}) {
    const Scenario scenario =
        testing::eventful_scenario({.parties = 3, .issues = 4, .options = 3, .rounds = 9});
    SurveyOptions options = testing::survey_options(scenario, 30);
    options.only = replication;
    options.round = 3;
    const Survey found = survey(scenario, options);
    CHECK_FALSE(found.draws);
    CHECK_FALSE(found.time_is_up);

    const DrawnProblem drawn(scenario, 1, replication, 3);
    Survey own;
    own.red_lines = red_lines_of(scenario);
    own.no_agreement = drawn.problem().no_agreement;
    own.texts = {scenario.drafts[0].package};
    own.picture = picture_of(drawn.problem(), own.red_lines, options.picture);
    CHECK(testing::survey_text(scenario, options, found) ==
          testing::survey_text(scenario, options, own));
  }
}

TEST_CASE("of many replications the picture is of what is expected", "[survey]") {
  const Scenario scenario =
      testing::eventful_scenario({.parties = 3, .issues = 4, .options = 3, .rounds = 9});
  const SurveyOptions options = testing::survey_options(scenario, 120);
  ExpectedProblem expected(scenario);
  for (std::uint64_t r = 0; r < 120; ++r) expected.add(DrawnProblem(scenario, 1, r, 1).problem());
  const BargainingProblem problem = expected.problem();
  const Survey found = survey(scenario, options);
  CHECK(found.no_agreement == problem.no_agreement);
  CHECK(found.picture.drafts[0].efficiency.worths == problem.worths(scenario.drafts[0].package));
}

/// The draws alone, without the picture and the head.
std::string draws_of(const std::string& text) { return json::parse(text).at("draws").dump(); }

TEST_CASE("draws until time is up count in full", "[survey]") {
  const Scenario scenario =
      testing::eventful_scenario({.parties = 3, .issues = 4, .options = 3, .rounds = 9});
  for (const int threads : {1, 2}) {
    std::atomic<bool> enough{false};
    SurveyOptions options = testing::survey_options(scenario, 5'000);
    options.threads = threads;
    options.effort_per_draw.stop = &enough;
    std::uint64_t told = 0;
    const Survey cut = survey(scenario, options, [&](std::uint64_t done) {
      REQUIRE(done == told + 1);
      told = done;
      if (done == 7) enough = true;
    });
    CHECK(cut.time_is_up);
    CHECK(told >= 7);
    CHECK(told < 5'000);
    REQUIRE(cut.draws);
    CHECK(cut.draws->replications == told);
    const std::string text = testing::survey_text(scenario, options, cut);

    const Survey whole = survey(scenario, testing::survey_options(scenario, told));
    CHECK_FALSE(whole.time_is_up);
    CHECK(draws_of(text) == draws_of(testing::survey_text(scenario, options, whole)));

    // The picture is of the first hundred, as there were fewer.
    if (told < 100) {
      const Survey hundred = survey(scenario, testing::survey_options(scenario, 100));
      CHECK(cut.no_agreement == hundred.no_agreement);
    }
  }
}

TEST_CASE("without any time there is still an analysis to be written", "[survey]") {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Scenario scenario = random_with_text(seed);
    std::atomic<bool> over{true};
    SurveyOptions options = testing::survey_options(scenario, 50);
    options.effort_per_draw.stop = &over;
    options.picture.effort.stop = &over;
    const Survey cut = survey(scenario, options);
    CHECK(cut.time_is_up);
    REQUIRE(cut.draws);
    CHECK(cut.draws->replications == 0);
    const json written = json::parse(testing::survey_text(scenario, options, cut));
    CHECK(written["time_is_up"] == true);
    CHECK(written["draws"]["zone"]["yes"]["count"] == 0);
  }
}

TEST_CASE("what cannot be written is an error", "[survey]") {
  const Scenario scenario = testing::simple_scenario({});
  const SurveyOptions options = testing::survey_options(scenario, 2);
  const Survey found = survey(scenario, options);
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  CHECK_THROWS_AS(write_survey(out, scenario, options, found), WriteError);
}

}  // namespace
}  // namespace entente

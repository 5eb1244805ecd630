// SPDX-License-Identifier: Apache-2.0
/// The zones of the harbour game, by the exact answers: the published numbers of deals again.
///
/// harbour_game_test.cpp gives the source and counts package by package. Of 720 deals 12 reach all
/// six least scores (published), and of those that satisfy the rule 20, 15 and 8 leave out the
/// third, fifth or sixth party alone. So the zone of all six has 12 deals, and that of the five
/// others has 12 and those: 32, 27, 20; without the fourth it has no more than the 12. The first
/// two can veto, so there are no other sets.
#include <cmath>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/solutions.hpp"
#include "analysis/agreements/zone_size.hpp"
#include "engine/negotiation/draw.hpp"
#include "engine/scenario/reader.hpp"
#include "tests/brute_force.hpp"

namespace entente::testing {

TEST_CASE("the harbour game's zones have the published numbers of deals", "[published]") {
  const std::string path = ENTENTE_SOURCE_DIR "/scenarios/harbour-game.json";
  const Scenario scenario = read_scenario(Document::load(path, [](const std::string& name) {
    std::ifstream file(name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }));
  const Case drawn = draw(scenario, 1, 0);
  BargainingProblem problem{&scenario, {}, {}};
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    problem.parties.push_back(drawn.utilities.of(PartyId(p)));
    problem.no_agreement.push_back(drawn.parties[p].no_agreement.at({}));
  }

  const Zones zones = zones_of(problem, Extent::all);
  CHECK(zones.exists == Answer::yes);
  CHECK(zones.widest == 0);
  const std::vector<std::pair<PartySet, double>> sizes = {
      {0b111111, 12}, {0b011111, 20}, {0b101111, 27}, {0b110111, 12}, {0b111011, 32}};
  REQUIRE(zones.zones.size() == sizes.size());
  for (std::size_t z = 0; z < sizes.size(); ++z) {
    const auto& [set, deals] = sizes[z];
    INFO("signatories " << set);
    CHECK(zones.zones[z].signatories == set);
    const ZoneSize size = zone_size(space_of(problem, set), floors_of(problem, set));
    CHECK(size.exact);
    CHECK(std::pow(10, size.log10_count) == Approx(deals));
    CHECK(std::pow(10, size.log10_packages) == Approx(720));
  }

  const Solutions solutions = solve(problem, zones.zones.front());
  const BruteForce all(problem);
  for (const SolutionKind kind : kSolutions) {
    INFO(name_of(kind));
    const std::optional<Solution>& found = solution(solutions, kind);
    REQUIRE(found);
    CHECK(found->proven);
    CHECK(all.in_zone(all.number(found->package), 0b111111));
    const Efficiency efficiency = efficiency_of(problem, 0b111111, found->package, &solutions);
    CHECK(efficiency.efficient == Answer::yes);
  }
}

}  // namespace entente::testing

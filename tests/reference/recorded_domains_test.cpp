// SPDX-License-Identifier: Apache-2.0
/// Solutions and frontiers that other tools recorded with their domains.
///
/// GeniusWeb domains of Özyeğin University (github.com/aniltrue/OzU_GeniusWeb: the Nash bid and the
/// Pareto frontier in specials.json) and NegoLog domains (github.com/aniltrue/NegoLog: Nash product
/// and greatest sum in specs.json). They are not part of this project, as their licences differ:
/// set ENTENTE_DOMAINS to a folder with `geniusweb/with-solutions/<domain>` and `negolog/<domain>`
/// to compare; without it this says so and passes.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/agreements/frontier.hpp"
#include "analysis/agreements/solutions.hpp"
#include "tests/bargaining_game.hpp"

namespace entente::testing {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Json read_json(const fs::path& path) {
  std::ifstream file(path);
  return Json::parse(file);
}

/// Worths by issue and option: weight x utility.
std::vector<std::vector<double>> values_of(const Json& weights, const Json& utilities) {
  std::vector<std::vector<double>> values;
  for (const auto& [issue, options] : utilities.items()) {
    std::vector<double>& of = values.emplace_back();
    const double weight = weights.at(issue).get<double>();
    for (const auto& [option, utility] : options.items()) {
      of.push_back(weight * utility.get<double>());
    }
  }
  return values;
}

/// The domains in a folder; says so if it is not there.
std::vector<fs::path> domains(const char* folder) {
  const char* root = std::getenv("ENTENTE_DOMAINS");
  if (root == nullptr || !fs::is_directory(fs::path(root) / folder)) {
    WARN("not compared: ENTENTE_DOMAINS names no folder with " << folder);
    return {};
  }
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(fs::path(root) / folder)) {
    if (entry.is_directory()) found.push_back(entry.path());
  }
  CHECK_FALSE(found.empty());
  return found;
}

Solutions solve_game(const GameProblem& game) {
  return solve(game.problem, zone_of(game.problem, everyone(game.scenario.agreement)));
}

}  // namespace

TEST_CASE("Nash points and frontiers are those recorded with GeniusWeb domains", "[published]") {
  for (const fs::path& domain : domains("geniusweb/with-solutions")) {
    INFO(domain.filename().string());
    BargainingGame game;
    for (const char* name : {"profileA.json", "profileB.json"}) {
      const Json profile = read_json(domain / name).at("LinearAdditiveUtilitySpace");
      Json utilities;
      for (const auto& [issue, of] : profile.at("issueUtilities").items()) {
        utilities[issue] = of.begin()->at("valueUtilities");
      }
      game.seats.push_back({values_of(profile.at("issueWeights"), utilities), 0});
    }
    const Json recorded = read_json(domain / "specials.json");
    const GameProblem problem(game);
    const Solutions found = solve_game(problem);
    REQUIRE(found.nash);
    CHECK(found.nash->proven);
    const auto nash = recorded.at("nash").at("utility").get<std::vector<double>>();
    CHECK(found.nash->value == Approx(std::sqrt(nash[0] * nash[1])).epsilon(1e-9));

    const Space space = space_of(problem.problem, 3);
    const Frontier frontier = frontier_of(space, std::vector<double>{0, 0});
    CHECK(frontier.complete);
    CHECK(frontier.error == 0);
    std::vector<std::pair<double, double>> points;
    for (const Json& point : recorded.at("pareto_front")) {
      points.emplace_back(point.at("utility")[0].get<double>(),
                          point.at("utility")[1].get<double>());
    }
    std::sort(points.rbegin(), points.rend());
    REQUIRE(frontier.size() == points.size());
    for (std::size_t k = 0; k < points.size(); ++k) {
      CHECK(frontier.point(k)[0] == Approx(points[k].first).epsilon(1e-9));
      CHECK(frontier.point(k)[1] == Approx(points[k].second).epsilon(1e-9));
    }
  }
}

TEST_CASE("Nash products and greatest sums are those recorded with NegoLog domains",
          "[published]") {
  for (const fs::path& domain : domains("negolog")) {
    INFO(domain.filename().string());
    BargainingGame game;
    for (const char* name : {"profileA.json", "profileB.json"}) {
      const Json profile = read_json(domain / name);
      game.seats.push_back({values_of(profile.at("issueWeights"), profile.at("issues")),
                            profile.at("reservationValue").get<double>()});
    }
    const Json recorded = read_json(domain / "specs.json");
    const GameProblem problem(game);
    const Solutions found = solve_game(problem);
    REQUIRE(found.nash);
    CHECK(found.nash->value * found.nash->value ==
          Approx(recorded.at("Nash Product").get<double>()).epsilon(1e-9));
    CHECK(found.utilitarian->value ==
          Approx(recorded.at("Social Welfare").get<double>()).epsilon(1e-9));
  }
}

}  // namespace entente::testing

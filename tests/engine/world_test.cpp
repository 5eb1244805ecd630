// SPDX-License-Identifier: Apache-2.0
/// The world's moments against their closed form; bounds, beliefs and couplings.
#include "engine/model/world.hpp"

#include <cmath>

#include <Eigen/Dense>
#include <catch2/catch.hpp>

using namespace entente;

namespace {

Variable variable(const std::string& id, double initial, double drift, double volatility,
                  double reversion, double mean) {
  Variable v;
  v.id = id;
  v.initial = initial;
  v.drift = drift;
  v.volatility = volatility;
  v.reversion = reversion;
  v.mean = mean;
  return v;
}

std::vector<Party> two_parties() {
  std::vector<Party> parties(2);
  parties[0].id = "a";
  parties[1].id = "b";
  return parties;
}

}  // namespace

TEST_CASE("mean, variance and correlation follow the closed form", "[world]") {
  // z' - z0 = c + A (z - z0) + S L e with A = 1 - K + C is a first-order vector autoregression:
  // m' = c + A m and V' = A V A' + S R S.
  World world;
  world.variables = {variable("x", 1.0, 0.02, 0.10, 0.20, 2.0),
                     variable("y", 0.0, -0.01, 0.05, 0.10, 0.5),
                     variable("w", -1.0, 0.00, 0.20, 0.00, 0.0)};
  world.variables[1].couplings.push_back({VariableId(0), 0.15});
  world.variables[2].couplings.push_back({VariableId(1), -0.10});
  world.correlations = {{VariableId(0), VariableId(1), 0.6}, {VariableId(1), VariableId(2), -0.3}};
  constexpr int kRounds = 10;
  constexpr int kReplications = 60'000;

  Eigen::Matrix3d a;
  a << 0.8, 0, 0, 0.15, 0.9, 0, 0, -0.10, 1;
  const Eigen::Vector3d z0(1, 0, -1);
  const Eigen::Vector3d c(0.02 + 0.2 * (2 - 1), -0.01 + 0.1 * (0.5 - 0), 0);
  Eigen::Matrix3d shocks;
  shocks << 0.01, 0.6 * 0.1 * 0.05, 0, 0.6 * 0.1 * 0.05, 0.0025, -0.3 * 0.05 * 0.2, 0,
      -0.3 * 0.05 * 0.2, 0.04;
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  Eigen::Matrix3d covariance = Eigen::Matrix3d::Zero();
  for (int t = 0; t < kRounds; ++t) {
    mean = (c + a * mean).eval();
    covariance = (a * covariance * a.transpose() + shocks).eval();
  }

  const std::vector<Party> parties = two_parties();
  Eigen::Vector3d sum = Eigen::Vector3d::Zero();
  Eigen::Matrix3d products = Eigen::Matrix3d::Zero();
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    WorldState state(world, parties, 4, r);
    for (std::uint32_t t = 2; t < 2 + kRounds; ++t) state.step(t);
    const Eigen::Vector3d z(state.truth()[0], state.truth()[1], state.truth()[2]);
    sum += z - z0;
    products += (z - z0) * (z - z0).transpose();
  }
  const Eigen::Vector3d found_mean = sum / kReplications;
  const Eigen::Matrix3d found = products / kReplications - found_mean * found_mean.transpose();
  for (Eigen::Index i = 0; i < 3; ++i) {
    const double error = std::sqrt(covariance(i, i) / kReplications);
    CHECK(found_mean(i) == Approx(mean(i)).margin(5 * error));
    for (Eigen::Index j = 0; j < 3; ++j) {
      const double spread =
          covariance(i, i) * covariance(j, j) + covariance(i, j) * covariance(i, j);
      CHECK(found(i, j) == Approx(covariance(i, j)).margin(5 * std::sqrt(spread / kReplications)));
    }
  }
}

TEST_CASE("perfectly correlated shocks are the same shock", "[world]") {
  World world;
  world.variables = {variable("x", 0, 0, 1, 0, 0), variable("y", 0, 0, 2, 0, 0)};
  world.correlations = {{VariableId(0), VariableId(1), 1.0}};
  WorldState state(world, two_parties(), 1, 0);
  for (std::uint32_t t = 2; t < 10; ++t) {
    state.step(t);
    CHECK(state.truth()[1] == Approx(2 * state.truth()[0]).margin(1e-12));
  }
}

TEST_CASE("impossible correlations have a negative eigenvalue", "[world]") {
  const std::vector<Correlation> impossible = {{VariableId(0), VariableId(1), 0.9},
                                               {VariableId(1), VariableId(2), 0.9},
                                               {VariableId(0), VariableId(2), -0.9}};
  CHECK(least_eigenvalue(3, impossible) == Approx(-0.8));
  CHECK(least_eigenvalue(2, std::vector<Correlation>{{VariableId(0), VariableId(1), 0.5}}) ==
        Approx(0.5));
  CHECK(least_eigenvalue(0, {}) == 1);
}

TEST_CASE("variables stay within their bounds", "[world]") {
  World world;
  world.variables = {variable("x", 0, 0, 1, 0, 0)};
  world.variables[0].lo = -0.5;
  world.variables[0].hi = 0.25;
  WorldState state(world, two_parties(), 1, 0);
  bool touched = false;
  for (std::uint32_t t = 2; t < 200; ++t) {
    state.step(t);
    REQUIRE(state.truth()[0] >= -0.5);
    REQUIRE(state.truth()[0] <= 0.25);
    touched = touched || state.truth()[0] == 0.25;
  }
  CHECK(touched);
  state.add(VariableId(0), 7);
  CHECK(state.truth()[0] == 0.25);
}

TEST_CASE("a party without a belief knows the truth", "[world]") {
  World world;
  world.variables = {variable("x", 0, 0.1, 0.5, 0, 0), variable("y", 0, 0, 0.5, 0, 0)};
  world.variables[0].beliefs.push_back({PartyId(1), 0.3, 0.5, 0.0});
  WorldState state(world, two_parties(), 1, 0);
  CHECK(state.believed_by(PartyId(1))[0] == Approx(0.3));
  double believed = 0.3;
  for (std::uint32_t t = 2; t < 50; ++t) {
    state.step(t);
    believed += 0.5 * (state.truth()[0] + 0.3 - believed);
    CHECK(state.believed_by(PartyId(0))[0] == state.truth()[0]);
    CHECK(state.believed_by(PartyId(1))[1] == state.truth()[1]);
    CHECK(state.believed_by(PartyId(1))[0] == Approx(believed));
  }
}

TEST_CASE("news spreads to those who know, and claims only to those who believe", "[world]") {
  World world;
  world.variables = {variable("x", 0, 0, 0, 0, 0)};
  world.variables[0].beliefs.push_back({PartyId(1), 0.0, 0.25, 0.0});
  WorldState state(world, two_parties(), 1, 0);
  state.add(VariableId(0), 1);
  CHECK(state.believed_by(PartyId(0))[0] == 1);
  CHECK(state.believed_by(PartyId(1))[0] == 0);
  state.add_to_belief(PartyId(0), VariableId(0), 5);
  CHECK(state.believed_by(PartyId(0))[0] == 1);
  state.add_to_belief(PartyId(1), VariableId(0), 5);
  CHECK(state.believed_by(PartyId(1))[0] == 5);
  state.step(2);
  CHECK(state.believed_by(PartyId(1))[0] == Approx(5 + 0.25 * (1 - 5)));
}

TEST_CASE("noise in what a party hears spreads its beliefs as in theory", "[world]") {
  // b' = b + g (z + n e - b) with constant z: stationary variance g^2 n^2 / (1 - (1-g)^2).
  World world;
  world.variables = {variable("x", 0, 0, 0, 0, 0)};
  world.variables[0].beliefs.push_back({PartyId(0), 0.0, 0.4, 0.5});
  double squares = 0;
  constexpr int kReplications = 20'000;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    WorldState state(world, two_parties(), 2, r);
    for (std::uint32_t t = 2; t < 30; ++t) state.step(t);
    const double b = state.believed_by(PartyId(0))[0];
    squares += b * b;
  }
  const double variance = 0.16 * 0.25 / (1 - 0.36);
  CHECK(squares / kReplications ==
        Approx(variance).margin(5 * variance * std::sqrt(2.0 / kReplications)));
}

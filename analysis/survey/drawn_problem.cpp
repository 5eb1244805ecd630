// SPDX-License-Identifier: Apache-2.0
/// Moves the world to the moment, as a negotiation in which nobody speaks would.
#include "analysis/survey/drawn_problem.hpp"

#include "engine/model/world.hpp"
#include "engine/negotiation/happenings.hpp"

namespace entente {
namespace {

/// The world as `round` begins: each round it moves, then the round's events happen.
WorldState world_at(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication,
                    int round) {
  WorldState world(scenario.world, scenario.parties, seed, replication);
  if (round == 1) return world;
  Happenings happenings(scenario, seed, replication);
  for (int past = 1; past < round; ++past) {
    (void)happenings.begin_round(past, world);
    world.step(static_cast<std::uint32_t>(past + 1));
  }
  return world;
}

}  // namespace

DrawnProblem::DrawnProblem(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication,
                           int round)
    : drawn_(std::make_unique<Case>(draw(scenario, seed, replication))),
      problem_(problem_of(
          *drawn_, believed_no_agreement(*drawn_, world_at(scenario, seed, replication, round)))) {}

}  // namespace entente

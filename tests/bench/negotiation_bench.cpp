// SPDX-License-Identifier: Apache-2.0
/// How long payoffs, drawing and whole negotiations take.
#include <string>

#include <benchmark/benchmark.h>

#include "engine/negotiation/play.hpp"

namespace entente {
namespace {

/// Parties with random additive preferences who hold out: no agreement in `rounds` rounds.
Scenario holding_out(std::size_t parties, std::size_t issues, std::size_t options, int rounds) {
  Scenario scenario;
  for (std::size_t i = 0; i < issues; ++i) {
    Issue issue;
    issue.id = "issue-" + std::to_string(i);
    for (std::size_t o = 0; o < options; ++o) {
      issue.options.push_back({"option-" + std::to_string(o), "", {}});
    }
    scenario.issues.push_back(issue);
  }
  for (std::size_t p = 0; p < parties; ++p) {
    Party party;
    party.id = "party-" + std::to_string(p);
    for (std::size_t i = 0; i < issues; ++i) {
      party.preferences.push_back(
          {Uniform{0.1, 1}, std::vector<Distribution>(options, Uniform{0, 1})});
    }
    party.no_agreement.prospects.emplace_back();
    party.no_agreement.plus.base = 0.9;
    party.strategy.bidding.settings = {{"beta", Distribution(0.5)}};
    scenario.parties.push_back(party);
    scenario.agreement.required.emplace_back(p);
  }
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = rounds;
  scenario.blocks = Blocks(std::vector<std::size_t>(issues, options), {});
  return scenario;
}

/// The payoffs of all four parties for a package of 28 issues.
void payoffs_of_a_package(benchmark::State& state) {
  const Scenario scenario = holding_out(4, 28, 4, 1);
  const Case drawn = draw(scenario, 1, 0);
  std::vector<Package> packages(64, Package(28));
  Stream stream(StreamKey(1, "packages"));
  for (Package& package : packages) {
    for (Option& option : package) option = static_cast<Option>(stream.below(4));
  }
  double worths[4];
  std::size_t next = 0;
  for (auto _ : state) {
    drawn.utilities.evaluate(packages[next++ % packages.size()], worths);
    benchmark::DoNotOptimize(worths);
  }
}
BENCHMARK(payoffs_of_a_package);

/// Drawing one replication's case of 4 parties x 28 issues x 4 options.
void draw_a_case(benchmark::State& state) {
  const Scenario scenario = holding_out(4, 28, 4, 1);
  std::uint64_t replication = 0;
  for (auto _ : state) benchmark::DoNotOptimize(draw(scenario, 1, replication++));
}
BENCHMARK(draw_a_case)->Unit(benchmark::kMicrosecond);

/// Alternating offers of four time-dependent agents with frequency models, 28 issues x 4 options,
/// 100 rounds without agreement: 400 offers.
void negotiation_of_100_rounds(benchmark::State& state) {
  const Scenario scenario = holding_out(4, 28, 4, 100);
  std::uint64_t replication = 0;
  std::int64_t offers = 0;
  for (auto _ : state) {
    const Outcome outcome = play(draw(scenario, 1, replication++ % 50));
    if (outcome.ending != Ending::stalemate) state.SkipWithError("they agreed");
    offers += 400;
  }
  state.SetItemsProcessed(offers);
}
BENCHMARK(negotiation_of_100_rounds)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace entente

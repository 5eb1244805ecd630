// SPDX-License-Identifier: Apache-2.0
/// How long negotiations take by each protocol, bidding, model and acceptance condition, and
/// MiCRO's next bid.
#include <string>

#include <benchmark/benchmark.h>

#include "engine/negotiation/play.hpp"
#include "engine/search/ranking.hpp"
#include "tests/combinations.hpp"

namespace entente {
namespace {

/// Four parties with random additive preferences, 28 issues of 4 options, 100 rounds. No deal is
/// worth so much to each that there is none that all could sign.
Scenario deaf(const testing::Combination& combination) {
  constexpr std::size_t kIssues = 28, kOptions = 4, kParties = 4;
  Scenario scenario;
  for (std::size_t i = 0; i < kIssues; ++i) {
    Issue issue;
    issue.id = "issue-" + std::to_string(i);
    for (std::size_t o = 0; o < kOptions; ++o) {
      issue.options.push_back({"option-" + std::to_string(o), "", {}});
    }
    scenario.issues.push_back(issue);
  }
  Draft draft{.id = "draft", .title = "", .by = {}, .package = {}};
  for (std::size_t i = 0; i < kIssues; ++i) draft.package.push_back(static_cast<Option>(i % 4));
  scenario.drafts.push_back(draft);
  for (std::size_t p = 0; p < kParties; ++p) {
    Party party;
    party.id = "party-" + std::to_string(p);
    for (std::size_t i = 0; i < kIssues; ++i) {
      party.preferences.push_back(
          {Uniform{0.1, 1}, std::vector<Distribution>(kOptions, Uniform{0, 1})});
    }
    party.no_agreement.prospects.emplace_back();
    party.no_agreement.plus.base = 0.9;
    scenario.parties.push_back(party);
    scenario.agreement.required.emplace_back(p);
  }
  testing::apply(combination, scenario);
  scenario.rounds = 100;
  scenario.blocks = Blocks(std::vector<std::size_t>(kIssues, kOptions), {});
  return scenario;
}

/// The first of each kind, and frequency models.
testing::Combination usual() {
  return {protocols()[0], biddings()[0], find(opponent_models(), "frequency"), acceptances()[0]};
}

void negotiation(benchmark::State& state, const testing::Combination& combination) {
  const Scenario scenario = deaf(combination);
  std::uint64_t replication = 0;
  for (auto _ : state) {
    const Outcome outcome = play(draw(scenario, 1, replication++ % 50));
    if (agreed(outcome.ending)) state.SkipWithError("they agreed");
  }
}

/// What MiCRO's next proposal takes on 4^28 packages, the first thousand behind it.
void next_of_micro(benchmark::State& state) {
  const Scenario scenario = deaf(usual());
  const Case drawn = draw(scenario, 1, 0);
  const UtilityView own = drawn.utilities.of(PartyId(0));
  const auto bidding = find(biddings(), "micro")->make({}, own);
  Stream stream(StreamKey(1, "packages"));
  std::vector<Package> texts;
  for (int i = 0; i < 200'000; ++i) {
    Package& text = texts.emplace_back(28);
    for (Option& option : text) option = static_cast<Option>(stream.below(4));
  }
  std::vector<Heard> heard;
  std::vector<Package> tabled;
  tabled.reserve(texts.size() + 1);
  const std::vector<double> liked(own.rows.size());
  const auto bid = [&] {
    heard.push_back({0.5, 0.3, false, PartyId(1), 1, &texts[heard.size()]});
    const Situation situation{.own = own,
                              .barred = own.red_lines,
                              .drafts = {},
                              .heard = heard,
                              .liked = liked,
                              .tabled = tabled,
                              .others = {},
                              .luck = StreamKey(1, "luck")};
    tabled.push_back(*bidding->bid(situation));
    bidding->tabled(tabled.back());
  };
  heard.reserve(texts.size());
  for (int i = 0; i < 1000; ++i) bid();
  for (auto _ : state) bid();
  // Never the same twice, and the order kept.
  if (own.worth(tabled.back()) > own.worth(tabled.front())) state.SkipWithError("out of order");
}
BENCHMARK(next_of_micro)->Iterations(10'000)->Unit(benchmark::kMicrosecond);

const bool kRegistered = [] {
  const auto add = [](std::string_view kind, std::string_view name,
                      const testing::Combination& combination) {
    const std::string full = std::string(kind) + '/' + std::string(name);
    benchmark::RegisterBenchmark(full.c_str(), negotiation, combination)
        ->Unit(benchmark::kMicrosecond);
  };
  testing::Combination combination = usual();
  for (const ProtocolSpec* spec : protocols()) {
    combination.protocol = spec;
    add("protocol", spec->name, combination);
  }
  combination = usual();
  for (const BiddingSpec* spec : biddings()) {
    combination.bidding = spec;
    add("bidding", spec->name, combination);
  }
  combination = usual();
  for (const OpponentModelSpec* spec : opponent_models()) {
    combination.opponent_model = spec;
    add("opponent_model", spec->name, combination);
  }
  combination = usual();
  for (const AcceptanceSpec* spec : acceptances()) {
    combination.acceptance = spec;
    add("acceptance", spec->name, combination);
  }
  return true;
}();

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Branches: the same past, and nothing else in common but the draws.
#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/ensemble/ensemble.hpp"
#include "analysis/results/differences.hpp"
#include "tests/analysis/every_ending.hpp"
#include "tests/analysis/results_text.hpp"

namespace entente {
namespace {

constexpr int kRound = 6;
constexpr std::uint64_t kReplications = 300;

Scenario base() {
  return testing::scenario_of_every_ending({.parties = 4, .issues = 5, .options = 3, .rounds = 20});
}

/// A world that costs more to wait in, breaks off more often, and has an event more.
Scenario another() {
  Scenario other = base();
  other.title = "another";
  for (Party& party : other.parties) party.delay_cost.base = 0.03;
  other.hazard = Quantity{.base = 0.2, .world = {}};
  Event event = other.world.events[0];
  event.id = "storm";
  event.trigger = {.kind = Trigger::AtRound{kRound}};
  other.world.events.insert(other.world.events.begin(), event);
  testing::settle(other);
  return other;
}

EnsembleOptions options_for(const Scenario& other, Keep keep = Keep::transcripts) {
  return {.replications = kReplications,
          .seed = 5,
          .keep = keep,
          .branch = &other,
          .branch_round = kRound};
}

void same_outcome(const Outcome& a, const Outcome& b) {
  CHECK(a.ending == b.ending);
  CHECK(a.round == b.round);
  CHECK(a.package == b.package);
  CHECK(a.cut_off == b.cut_off);
  CHECK(a.partial == b.partial);
  CHECK(a.because_of == b.because_of);
  CHECK(a.world == b.world);
  REQUIRE(a.last_refusals.size() == b.last_refusals.size());
  for (std::size_t p = 0; p < a.parties.size(); ++p) {
    CHECK(a.parties[p].payoff() == b.parties[p].payoff());
    CHECK(a.parties[p].surplus() == b.parties[p].surplus());
    CHECK(a.parties[p].audience == b.parties[p].audience);
    CHECK(a.parties[p].last == b.parties[p].last);
  }
}

TEST_CASE("a branch in which nothing is different ends the same", "[branch]") {
  const Scenario scenario = base();
  const Scenario same = base();
  for (const int round : {1, 2, kRound, 20}) {
    EnsembleOptions options = options_for(same, Keep::outcomes);
    options.branch_round = round;
    run_ensemble(scenario, options, [](const Record& record) {
      same_outcome(record.outcome, record.branch->outcome);
    });
  }
}

TEST_CASE("the rounds before a branch are the same, whatever comes then", "[branch]") {
  const Scenario scenario = base();
  const Scenario other = another();
  std::uint64_t before = 0;
  std::uint64_t different = 0;
  std::uint64_t storms = 0;
  run_ensemble(scenario, options_for(other), [&](const Record& record) {
    const Transcript& one = *record.transcript;
    const Transcript& two = *record.branch->transcript;
    for (std::size_t r = 0; r + 1 < kRound && r < one.rounds.size(); ++r) {
      const Transcript::Round& a = one.rounds[r];
      const Transcript::Round& b = two.rounds.at(r);
      CHECK(a.world == b.world);
      CHECK(a.events == b.events);
      CHECK(a.no_agreement == b.no_agreement);
      REQUIRE(a.acts.size() == b.acts.size());
      for (std::size_t i = 0; i < a.acts.size(); ++i) {
        REQUIRE(a.acts[i].index() == b.acts[i].index());
        const auto* answer = std::get_if<Transcript::Answered>(&a.acts[i]);
        if (answer == nullptr) continue;
        const auto& same = std::get<Transcript::Answered>(b.acts[i]);
        CHECK(answer->judgement.worth == same.judgement.worth);
        CHECK(answer->judgement.demanded == same.judgement.demanded);
        CHECK(one.texts[answer->text].package == two.texts[same.text].package);
      }
    }
    if (record.outcome.round < kRound) {
      ++before;
      same_outcome(record.outcome, record.branch->outcome);
      CHECK(one.rounds.size() == two.rounds.size());
      return;
    }
    const auto& events = two.rounds.at(kRound - 1).events;
    storms += std::count(events.begin(), events.end(), EventId(0)) > 0;
    different += record.outcome.round != record.branch->outcome.round;
  });
  CHECK(before > 10);
  CHECK(different > 50);
  CHECK(storms + before == kReplications);
}

TEST_CASE("results with a branch do not depend on the number of threads", "[branch]") {
  const Scenario scenario = base();
  const Scenario other = another();
  EnsembleOptions options = options_for(other);
  options.replications = 120;
  options.threads = 1;
  const std::string one = testing::results_text(scenario, options);
  CHECK(one.find("\"branch\":{\"ending\"") != std::string::npos);
  CHECK(one.find("\"storm\"") != std::string::npos);
  for (const int threads : {2, 3, 8}) {
    options.threads = threads;
    CHECK(testing::results_text(scenario, options) == one);
  }
}

TEST_CASE("differences are counted and averaged over pairs", "[branch]") {
  const Scenario scenario = base();
  const Scenario other = another();
  DifferencesBuilder builder(4, kRound);
  std::vector<Record> records;
  run_ensemble(scenario, options_for(other, Keep::outcomes), [&](const Record& record) {
    builder.add(record.outcome, record.branch->outcome);
    records.push_back(record);
  });
  const Differences found = builder.differences();
  CHECK(found.replications == kReplications);
  const auto count = [&](auto holds) {
    return static_cast<std::uint64_t>(std::count_if(records.begin(), records.end(), holds));
  };
  CHECK(found.before == count([](const Record& r) { return r.outcome.round < kRound; }));
  CHECK(found.unchanged == count([](const Record& r) {
          const Outcome& a = r.outcome;
          const Outcome& b = r.branch->outcome;
          return a.round >= kRound && a.ending == b.ending && a.round == b.round &&
                 a.package == b.package;
        }));
  for (const Ending ending : kEndings) {
    const ShareDifference& shares = found.endings[static_cast<std::size_t>(ending)];
    CHECK(shares.only_first == count([&](const Record& r) {
            return r.outcome.ending == ending && r.branch->outcome.ending != ending;
          }));
    CHECK(shares.only_second == count([&](const Record& r) {
            return r.outcome.ending != ending && r.branch->outcome.ending == ending;
          }));
    CHECK(shares.low == share_difference(shares.only_first, shares.only_second, kReplications).low);
  }
  CHECK(found.cut_off.difference > 0);
  CHECK_FALSE(covers_zero(found.cut_off));
  double sum = 0;
  for (const Record& r : records) {
    sum += r.branch->outcome.parties[2].payoff() - r.outcome.parties[2].payoff();
  }
  CHECK(found.parties[2].payoff.difference == Approx(sum / kReplications));
  double nearest = 0;
  std::uint64_t pairs = 0;
  for (const Record& r : records) {
    if (!r.outcome.nearest || !r.branch->outcome.nearest) continue;
    nearest += r.branch->outcome.nearest->surplus - r.outcome.nearest->surplus;
    ++pairs;
  }
  CHECK(found.nearest.count == pairs);
  CHECK(pairs > 0);
  CHECK(found.nearest.difference == Approx(nearest / static_cast<double>(pairs)));
}

}  // namespace
}  // namespace entente

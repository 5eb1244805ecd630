// SPDX-License-Identifier: Apache-2.0
/// Ensembles: the same results whatever the threads, in order, in bounded memory, to the end or
/// not.
#include "analysis/ensemble/ensemble.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include "tests/analysis/results_text.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

using testing::eventful_scenario;
using testing::results_text;
using testing::simple_scenario;

TEST_CASE("results are the same bytes at 1, 2, 3 and 8 threads", "[ensemble]") {
  const Scenario scenario =
      eventful_scenario({.parties = 4, .issues = 6, .options = 4, .rounds = 15});
  EnsembleOptions options{.replications = 300, .seed = 7, .threads = 1, .keep = Keep::transcripts};
  const std::string alone = results_text(scenario, options);
  for (const int threads : {2, 3, 8, 1, 0}) {
    options.threads = threads;
    const std::string text = results_text(scenario, options);
    INFO("threads " << threads);
    CHECK((text == alone));
  }
  options.seed = 8;
  CHECK((results_text(scenario, options) != alone));
}

TEST_CASE("keeping transcripts changes no outcome", "[ensemble]") {
  const Scenario scenario = eventful_scenario({.parties = 3, .issues = 5});
  EnsembleOptions options{.replications = 100};
  const std::string bare = results_text(scenario, options);
  options.keep = Keep::transcripts;
  std::string with = results_text(scenario, options);
  REQUIRE(with.find(",\"transcript\":{") != std::string::npos);
  // A transcript is the last field of its record, which ends its line.
  for (std::size_t at; (at = with.find(",\"transcript\":{")) != std::string::npos;) {
    const std::size_t line_end = with.find('\n', at);
    const std::size_t record_end = with.rfind('}', line_end);
    with.erase(at, record_end - at);
  }
  CHECK((with == bare));
}

TEST_CASE("records come in order of replication, all of them, from any start", "[ensemble]") {
  const Scenario scenario = eventful_scenario({.parties = 3, .issues = 4});
  for (const std::uint64_t replications : {0u, 1u, 15u, 16u, 17u, 500u}) {
    for (const int threads : {1, 3, 8}) {
      std::uint64_t next = 1000;
      const std::uint64_t delivered = run_ensemble(
          scenario, {.replications = replications, .seed = 3, .first = 1000, .threads = threads},
          [&next](const Record& record) { REQUIRE(record.replication == next++); });
      CHECK(delivered == replications);
      CHECK(next == 1000 + replications);
    }
  }
}

TEST_CASE("a replication does not depend on those around it", "[ensemble]") {
  const Scenario scenario = eventful_scenario({.parties = 3, .issues = 5});
  std::vector<Record> records;
  run_ensemble(scenario, {.replications = 80, .seed = 5, .threads = 2},
               [&records](const Record& record) { records.push_back(record); });
  std::set<double> payoffs;
  for (const Record& record : records) {
    const Record alone = play_replication(scenario, 5, record.replication, Keep::outcomes);
    CHECK(alone.outcome.ending == record.outcome.ending);
    CHECK(alone.outcome.round == record.outcome.round);
    CHECK(alone.outcome.package == record.outcome.package);
    for (std::size_t p = 0; p < 3; ++p) {
      CHECK(alone.outcome.parties[p].payoff() == record.outcome.parties[p].payoff());
    }
    payoffs.insert(record.outcome.parties[0].payoff());
  }
  CHECK(payoffs.size() > 70);  // they are different negotiations
}

TEST_CASE("at most the asked number of threads take part", "[ensemble]") {
  const Scenario scenario = simple_scenario({});
  for (const int threads : {1, 2, 3, 8}) {
    run_ensemble(scenario, {.replications = 50, .threads = threads}, [&](const Record&) {
      CHECK(oneapi::tbb::this_task_arena::max_concurrency() == threads);
      CHECK(oneapi::tbb::global_control::active_value(
                oneapi::tbb::global_control::max_allowed_parallelism) ==
            static_cast<std::size_t>(threads));
    });
  }
}

TEST_CASE("what a receiver of records throws comes out", "[ensemble]") {
  const Scenario scenario = simple_scenario({});
  for (const int threads : {1, 4}) {
    std::uint64_t seen = 0;
    const auto full_after_40 = [&seen](const Record&) {
      if (++seen == 40) throw std::runtime_error("disk full");
    };
    CHECK_THROWS_WITH(
        run_ensemble(scenario, {.replications = 100'000, .threads = threads}, full_after_40),
        "disk full");
    CHECK(seen == 40);
  }
}

TEST_CASE("a stop ends it and says how many were delivered", "[ensemble]") {
  const Scenario scenario = simple_scenario({});
  for (const int threads : {1, 2, 8}) {
    std::atomic<bool> stop = false;
    std::uint64_t seen = 0;
    const std::uint64_t delivered = run_ensemble(
        scenario, {.replications = 1'000'000, .threads = threads},
        [&](const Record& record) {
          REQUIRE(record.replication == seen++);
          if (seen == 100) stop = true;
        },
        &stop);
    CHECK(delivered == seen);
    CHECK(delivered >= 100);
    CHECK(delivered < 10'000);  // what was in flight: a few batches for each thread
  }
}

TEST_CASE("nothing is played after a stop before the start", "[ensemble]") {
  const std::atomic<bool> stop = true;
  const auto unexpected = [](const Record&) { FAIL("a record came"); };
  CHECK(run_ensemble(simple_scenario({}), {.replications = 100}, unexpected, &stop) == 0);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they keep freed memory

/// Of this process, in bytes.
std::size_t resident_set() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * 4096;
}

TEST_CASE("memory stays flat however many replications there are", "[ensemble]") {
  const Scenario scenario = simple_scenario({.issues = 2, .options = 2, .rounds = 2});
  SummaryBuilder builder(scenario);
  std::size_t early = 0;
  std::size_t most = 0;
  run_ensemble(scenario, {.replications = 60'000, .threads = 2}, [&](const Record& record) {
    builder.add(record.outcome);
    if (record.replication % 1000 != 999) return;
    if (record.replication == 9'999) early = resident_set();
    if (record.replication > 9'999) most = std::max(most, resident_set());
  });
  REQUIRE(early > 0);
  // To keep 50,000 records would take more than 15 MB.
  CHECK(most < early + 4'000'000);
}

#endif

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Results that do not depend on threads, time or build.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using entente::test::Ended;
using entente::test::golden;
using entente::test::run;
using entente::test::Setting;
using entente::test::shipped;

namespace {

/// Results of a scenario with everything that can be kept.
std::vector<std::vector<std::string>> all_runs() {
  return {{"run", golden("three-farms.json"), "-o", "-", "--keep", "transcripts"},
          {"run", shipped("ukraine-2025.json"), "-o", "-", "-n", "60", "--keep", "transcripts"},
          {"run", shipped("used-car.json"), "-o", "-", "-n", "300"},
          {"run", shipped("divide-the-pie.json"), "-o", "-"},
          {"run", shipped("ukraine-2025.json"), "-o", "-", "-n", "40", "--branch", "6", "--set",
           "/protocol/hazard=0.1", "--keep", "transcripts"},
          {"analyze", golden("three-farms.json"), "-o", "-"},
          {"analyze", shipped("ukraine-2025.json"), "-o", "-", "-n", "20"}};
}

Ended run_with_threads(std::vector<std::string> arguments, const std::string& threads) {
  arguments.insert(arguments.end(), {"--threads", threads});
  return run(arguments);
}

}  // namespace

TEST_CASE("results are byte-identical for any number of threads", "[cli][determinism]") {
  for (const std::vector<std::string>& arguments : all_runs()) {
    CAPTURE(arguments);
    const Ended one = run_with_threads(arguments, "1");
    REQUIRE(one.code == 0);
    REQUIRE(one.out.size() > 1000);
    for (const std::string threads : {"2", "3", "8"}) {
      CAPTURE(threads);
      const Ended many = run_with_threads(arguments, threads);
      // Compared first: an expansion of a difference would be megabytes.
      const bool same = many.out == one.out;
      CHECK(same);
      CHECK(many.err == one.err);
    }
  }
}

TEST_CASE("another seed gives other results", "[cli][determinism]") {
  const auto records = [](const std::string& seed) {
    const std::string text =
        run({"run", golden("three-farms.json"), "-o", "-", "--seed", seed}).out;
    return text.substr(text.find("\"records\""));
  };
  CHECK((records("7") != records("8")));
}

#ifdef ENTENTE_DEBUG_PROGRAM
TEST_CASE("results are byte-identical in Debug and Release", "[cli][determinism]") {
  INFO("./dev test builds the debug program first: " << ENTENTE_DEBUG_PROGRAM);
  REQUIRE(std::filesystem::exists(ENTENTE_DEBUG_PROGRAM));
  for (const std::vector<std::string>& arguments : all_runs()) {
    CAPTURE(arguments);
    const Ended release = run(arguments);
    const Ended debug = run(Setting{.arguments = arguments, .program = ENTENTE_DEBUG_PROGRAM});
    REQUIRE(release.code == 0);
    REQUIRE(debug.code == 0);
    const bool same = release.out == debug.out;
    CHECK(same);
    CHECK(release.err == debug.err);
  }
  const std::vector<std::string> story{"run", golden("three-farms.json"), "--trace", "9"};
  CHECK(run(story).out == run(Setting{.arguments = story, .program = ENTENTE_DEBUG_PROGRAM}).out);
}
#endif

// SPDX-License-Identifier: Apache-2.0
/// Stories say what the results of the same replication say.
#include <algorithm>
#include <cstdio>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

using entente::test::Ended;
using entente::test::golden;
using entente::test::run;
using entente::test::Setting;
using Json = nlohmann::json;

namespace {

const std::string kFarms = golden("three-farms.json");

std::string fixed(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

/// The story in one line, so that no line end falls into what is looked for.
std::string story_of(int replication) {
  std::string text = run({"run", kFarms, "--trace", std::to_string(replication)}).out;
  std::string line;
  for (const char c : text) {
    const char next = c == '\n' ? ' ' : c;
    if (next != ' ' || (!line.empty() && line.back() != ' ')) line += next;
  }
  return line;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++times;
  }
  return times;
}

}  // namespace

TEST_CASE("a story ends as the results have it, with the same payoffs", "[cli][story]") {
  const Json results =
      Json::parse(run({"run", kFarms, "-o", "-", "-n", "40", "--keep", "transcripts"}).out);
  int quiet = 0;
  for (int r = 0; r < 40; ++r) {
    const Json& record = results["records"][static_cast<std::size_t>(r)];
    const std::string story = story_of(r);
    const std::string end = story.substr(story.find("The end "));
    CAPTURE(r, end);
    const std::string ending = record["ending"];
    const std::string round = "round " + std::to_string(record["round"].get<int>());
    if (ending == "balanced") CHECK(end.find("counts as balanced") != std::string::npos);
    if (ending == "imposed") CHECK(end.find("counts as imposed") != std::string::npos);
    if (ending == "not-ratified") CHECK(end.find("but not ratified") != std::string::npos);
    if (ending == "stalemate") CHECK(end.find("Stalemate") != std::string::npos);
    CHECK(end.find(round) != std::string::npos);
    for (const auto& [id, party] : record["parties"].items()) {
      CAPTURE(id);
      CHECK(end.find("worth " + fixed(party["worth"])) != std::string::npos);
      if (party["delay"] != 0) {
        CHECK(end.find("makes " + fixed(party["payoff"])) != std::string::npos);
      }
    }

    // Where no round was passed over, every act is told.
    if (story.find("All goes as in the round before") != std::string::npos) {
      ++quiet;
      continue;
    }
    std::size_t tabled = 0;
    std::size_t accepted = 0;
    std::size_t refused = 0;
    for (const Json& told : record["transcript"]["rounds"]) {
      for (const Json& act : told["acts"]) {
        tabled += act.contains("tables") ? 1U : 0U;
        accepted += act.contains("accepts") ? 1U : 0U;
        refused += act.contains("refuses") ? 1U : 0U;
      }
    }
    CHECK(count(story, " tables ") == tabled);
    CHECK(count(story, " accepts ") == accepted);
    CHECK(count(story, " refuses ") == refused);
  }
  CHECK(quiet < 30);
}

TEST_CASE("a story follows seed and assignments", "[cli][story]") {
  const std::string usual = run({"run", kFarms, "--trace", "1"}).out;
  CHECK(run({"run", kFarms, "--trace", "1", "--seed", "7"}).out == usual);
  CHECK(run({"run", kFarms, "--trace", "1", "--seed", "8"}).out != usual);
  CHECK(run({"run", kFarms, "--trace", "1", "--threads", "2", "-n", "2"}).out == usual);
  CHECK(run({"run", kFarms, "--trace", "1", "--set", "/parties/upper/no_agreement=0.9"}).out !=
        usual);
}

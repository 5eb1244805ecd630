// SPDX-License-Identifier: Apache-2.0
/// Stories say what the results of the same replication say.
#include <algorithm>
#include <cstdio>
#include <regex>
#include <string>
#include <vector>

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

/// Whether the text has the number after the word, in two decimals or as many more as it takes.
bool tells(const std::string& text, const std::string& word, double value) {
  for (int decimals = 2; decimals <= 6; ++decimals) {
    char number[32];
    std::snprintf(number, sizeof number, "%.*f", decimals, value);
    if (text.find(word + " " + number) != std::string::npos) return true;
  }
  return false;
}

/// The story in one line, so that no line end falls into what is looked for.
std::string story_of(int replication, const std::vector<std::string>& assignments = {}) {
  std::vector<std::string> arguments{"run", kFarms, "--trace", std::to_string(replication)};
  for (const std::string& assignment : assignments) {
    arguments.insert(arguments.end(), {"--set", assignment});
  }
  const std::string text = run(arguments).out;
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
      CHECK(tells(end, "worth", party["worth"]));
      if (party["delay"] != 0) {
        CHECK(tells(end, "makes", party["payoff"]));
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

TEST_CASE("options are told by title, or by id with amount and unit", "[cli][story]") {
  const std::string story = story_of(
      2,
      {"/issues/fence/unit=m",
       R"(/issues/fence/options=["none",{"id":"hedge","amount":2},{"id":"wall","title":"a wall","amount":3}])",
       R"(/issues/mill/title=Mill; and its "race")"});
  CHECK(story.find("Fence, with a gate: hedge (2 m) → a wall Worth") != std::string::npos);
  CHECK(story.find("Fence, with a gate: hedge (2 m) → none Worth") != std::string::npos);
  CHECK(story.find("Water for the lower farm: 20 m3/day → 0 m3/day") != std::string::npos);
  CHECK(story.find("“Mill; and its \"race\"”") != std::string::npos);
}

TEST_CASE("changes are told with what they are against", "[cli][story]") {
  for (int r = 0; r < 10; ++r) {
    const std::string story = story_of(r);
    CAPTURE(r);
    // Every list of changes follows a colon, and every first text's is against its draft.
    CHECK(count(story, " away from the draft ") ==
          count(story, " Against the draft it changes: - "));
    for (std::size_t at = story.find("→"); at != std::string::npos; at = story.find("→", at + 1)) {
      const std::size_t item = story.rfind(" - ", at);
      const std::size_t before = story.find_last_of(".:", item - 1);
      const bool first = story.substr(item - 1, 1) == ":";
      CHECK((first || story.substr(before, 2) == ": "));
    }
  }
}

TEST_CASE("what an event does is told", "[cli][story]") {
  bool gossip = false;
  bool rain = false;
  for (int r = 0; r < 20; ++r) {
    const std::string story = story_of(r);
    for (const auto& [title, effect] :
         {std::pair<std::string, std::string>{
              "The village talks about the refusal.",
              " Lower farm is told what Upper farm prefers, with an "
              "accuracy of 0.5."},
          {"A night of rain.", " “Drought” is pushed down by at most 0.1 (index)."}}) {
      CHECK(count(story, title) == count(story, title + effect));
    }
    gossip = gossip || story.find("The village talks") != std::string::npos;
    rain = rain || story.find("A night of rain") != std::string::npos;
  }
  CHECK(gossip);
  CHECK(rain);
}

TEST_CASE("effects on beliefs and of either sign are told as they are", "[cli][story]") {
  const std::string story = story_of(
      0,
      {R"(/world/events=[{"id":"talk","when":{"round":1},"effects":{)"
       R"("beliefs":{"upper":{"drought":{"uniform":[0.1,0.2]}}},)"
       R"("world":{"drought":{"uniform":[-0.1,0.2]}}}},)"
       R"({"id":"well","title":"A new well","when":{"round":2},"effects":{"world":{"level":-2}}}])",
       R"(/world/variables=[{"id":"drought","title":"Drought","initial":0,"bounds":[0,1],)"
       R"("beliefs":{"upper":{"bias":0}}},{"id":"level","title":"Level","unit":"m","initial":0}])"});
  CHECK(story.find("It happens: talk. “Drought” is pushed one way or the other. What Upper farm "
                   "believes of “Drought” is pushed up by at most 0.2.") != std::string::npos);
  CHECK(story.find("It happens: A new well. “Level” is pushed down by 2 (m).") !=
        std::string::npos);
}

TEST_CASE("worths that are compared have the same number of decimals", "[cli][story]") {
  const std::regex accepted(R"(worth (-?[0-9.]+) to it, no deal is worth (-?[0-9]+\.[0-9]+))");
  const std::regex demanding(
      R"(sign at (-?[0-9.]+) \(no deal is worth (-?[0-9.]+)\), but still demands (-?[0-9]+\.[0-9]+))");
  const auto decimals = [](const std::string& number) { return number.size() - number.find('.'); };
  std::size_t found = 0;
  std::size_t close = 0;
  for (int r = 0; r < 40; ++r) {
    const std::string story = story_of(r);
    for (const std::regex& pattern : {accepted, demanding}) {
      for (std::sregex_iterator at(story.begin(), story.end(), pattern), end; at != end; ++at) {
        CAPTURE(r, at->str());
        ++found;
        close += decimals((*at)[1]) > 3 ? 1U : 0U;
        for (std::size_t i = 2; i < at->size(); ++i) {
          CHECK(decimals((*at)[1]) == decimals((*at)[i]));
          if (i == 3) CHECK((*at)[1] != (*at)[i]);
        }
      }
    }
  }
  CHECK(found > 100);
  CHECK(close > 0);
}

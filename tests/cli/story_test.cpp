// SPDX-License-Identifier: Apache-2.0
/// Stories say what the results of the same replication say.
#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/stories.hpp"

using entente::test::count;
using entente::test::kFarms;
using entente::test::passes_rounds_over;
using entente::test::run;
using entente::test::story_of;
using entente::test::tells;
using Json = nlohmann::json;

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
      if (party["delay"] >= 0.005) CHECK(tells(end, "makes", party["payoff"]));
      CHECK(end.find("less 0.00 for delay") == std::string::npos);
    }

    // Where no round was passed over, every act is told.
    if (passes_rounds_over(story)) {
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
              " Lower farm learns what Upper farm wants and what no deal is worth to it, with an "
              "accuracy of 0.5."},
          {"A night of rain.", " It lowers “Drought” by up to 0.1."}}) {
      // The first time with what it does.
      CHECK(count(story, title + effect) == (count(story, title) > 0 ? 1 : 0));
      CHECK(count(story, "News: " + title) == count(story, title + effect));
      CHECK(count(story, "Again: " + title) + count(story, title + effect) == count(story, title));
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
  CHECK(story.find("News: talk. It moves “Drought” one way or the other. It also raises what Upper "
                   "farm believes of “Drought” by up to 0.2.") != std::string::npos);
  CHECK(story.find("News: A new well. It lowers “Level” by 2 (m).") != std::string::npos);
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

TEST_CASE("what a party asks for in place of a text is what the results have", "[cli][story]") {
  const std::string single_text = R"(/protocol={"name":"single-text","rounds":12,"skill":0.3})";
  const Json results = Json::parse(
      run({"run", kFarms, "-o", "-", "-n", "30", "--keep", "transcripts", "--set", single_text})
          .out);
  std::size_t asked = 0;
  std::size_t again = 0;
  int whole = 0;
  for (int r = 0; r < 30; ++r) {
    const std::string story = story_of(r, {single_text});
    CAPTURE(r);
    CHECK(story.find("The mediator shows ") != std::string::npos);
    std::size_t asks = 0;
    std::size_t shows = 0;
    std::size_t refusals = 0;
    const Json& record = results["records"][static_cast<std::size_t>(r)];
    for (const Json& round : record["transcript"]["rounds"]) {
      for (const Json& act : round["acts"]) {
        asks += act.contains("asks_for") ? 1U : 0U;
        shows += act.contains("tables") ? 1U : 0U;
        refusals += act.contains("refuses") ? 1U : 0U;
        if (act.contains("tables")) CHECK(act["party"].is_null());
      }
    }
    asked += asks;
    again += count(story, "It asks again for ");
    if (passes_rounds_over(story)) continue;
    ++whole;
    // Refusals without news share a sentence.
    const std::size_t unmoved = count(story, ", no deal ") - count(story, ", no deal is worth ");
    const std::size_t in_full = count(story, "It asks for:") + count(story, "It asks again for ");
    CHECK(in_full <= asks);
    CHECK(in_full + unmoved >= asks);
    CHECK(count(story, " refuses the text") + unmoved == refusals);
    CHECK(count(story, "The mediator shows ") == shows);
  }
  CHECK(asked > 20);
  CHECK(again > 5);
  CHECK(whole > 3);
}

TEST_CASE("a commitment is told, and what backing down costs in the end", "[cli][story]") {
  const std::string promise =
      R"(/world/events=[{"id":"vow","title":"A vow","when":{"round":1},"effects":{"commit":)"
      R"([{"party":"lower","to":{"water":["40"],"fence":["none","hedge"]},"cost":0.02}]}}])";
  const Json results =
      Json::parse(run({"run", kFarms, "-o", "-", "-n", "30", "--set", promise}).out);
  int told = 0;
  for (int r = 0; r < 30; ++r) {
    const std::string story = story_of(r, {promise});
    CAPTURE(r);
    CHECK(story.find("News: A vow. Lower farm commits itself in public to “40 m3/day” on "
                     "Water for the lower farm; “none” or “hedge” on Fence, with a gate: giving "
                     "one of these up in an agreement would cost it 0.02 each time at home.") !=
          std::string::npos);
    const double cost =
        results["records"][static_cast<std::size_t>(r)]["parties"]["lower"]["audience"];
    const bool backs_down = story.find("for backing down at home") != std::string::npos;
    CHECK(backs_down == (cost > 1e-9));
    if (!backs_down) continue;
    ++told;
    CHECK(story.find(cost > 0.03 ? "after 0.04 for backing down" : "after 0.02 for backing down") !=
          std::string::npos);
  }
  CHECK(told > 3);
}

TEST_CASE("a branch is told from where it departs, with both endings", "[cli][story]") {
  const std::vector<std::string> branch{
      "run", kFarms, "--branch", "5", "--set", "/parties/upper/no_agreement=0.9", "--trace"};
  int departed = 0;
  for (int r = 0; r < 20; ++r) {
    std::vector<std::string> arguments = branch;
    arguments.push_back(std::to_string(r));
    const std::string story = run(arguments).out;
    const std::string usual = run({"run", kFarms, "--trace", std::to_string(r)}).out;
    const std::size_t at = story.find("Here the branch departs");
    CAPTURE(r);
    if (at == std::string::npos) {
      CHECK(story.find("The talks ended before round 5, so there is no branch.") !=
            std::string::npos);
      continue;
    }
    ++departed;
    // What came before is told as without the branch, and so is the other ending.
    CHECK(usual.substr(0, at) == story.substr(0, at));
    const std::string end = usual.substr(usual.find("The end\n") + 8);
    CHECK(story.substr(story.find("Without the branch\n") + 19) == end);
  }
  CHECK(departed > 10);
}

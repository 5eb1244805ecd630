// SPDX-License-Identifier: Apache-2.0
/// What stories leave out is not new, and what they say of what did not happen is so.
#include <algorithm>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/stories.hpp"

using entente::test::in_one_line;
using entente::test::kFarms;
using entente::test::run;
using entente::test::shipped;
using entente::test::story_of;
using entente::test::tells;
using Json = nlohmann::json;

namespace {

/// What the results hold of a negotiation, with all texts in full.
struct Told {
  std::vector<Json> packages;
  Json rounds;
};

Told told_of(const Json& record) {
  Told told{{}, record["transcript"]["rounds"]};
  for (const Json& text : record["transcript"]["texts"]) {
    Json package = text.contains("package") ? text["package"] : told.packages.back();
    if (text.contains("changes")) package.update(text["changes"]);
    told.packages.push_back(std::move(package));
  }
  return told;
}

/// Who tables and answers what in a round, and on which grounds.
Json answers_of(const Told& told, int round) {
  Json answers = Json::array();
  for (const Json& act : told.rounds[static_cast<std::size_t>(round - 1)]["acts"]) {
    for (const char* verb : {"tables", "accepts", "refuses"}) {
      if (!act.contains(verb)) continue;
      answers.push_back({verb, act["party"], told.packages[act[verb]], act.value("ground", ""),
                         act.value("to", Json())});
    }
  }
  return answers;
}

/// The changes that each party asks for in a round, "party issue option".
std::set<std::string> requests_of(const Told& told, int round) {
  std::set<std::string> requests;
  for (const Json& act : told.rounds[static_cast<std::size_t>(round - 1)]["acts"]) {
    if (!act.contains("asks_for")) continue;
    const Json& text = told.packages[act["instead_of"]];
    for (const auto& [issue, option] : told.packages[act["asks_for"]].items()) {
      if (text[issue] != option) {
        requests.insert(act["party"].get<std::string>() + " " + issue + " " +
                        option.get<std::string>());
      }
    }
  }
  return requests;
}

}  // namespace

TEST_CASE("rounds are passed over only where nothing in them is new", "[cli][story]") {
  const std::regex passed(
      R"(Rounds? (\d+)(?: to (\d+))? (All goes|The talks go on) as in round (\d+): )");
  const std::string talks = shipped("harbour-game.json");
  constexpr int kTalks = 8;
  const Json results = Json::parse(
      run({"run", talks, "-o", "-", "-n", std::to_string(kTalks), "--keep", "transcripts"}).out);
  int found = 0;
  for (int r = 0; r < kTalks; ++r) {
    const Told told = told_of(results["records"][static_cast<std::size_t>(r)]);
    const std::string story = in_one_line(run({"run", talks, "--trace", std::to_string(r)}).out);
    for (std::sregex_iterator at(story.begin(), story.end(), passed), end; at != end; ++at) {
      const int first = std::stoi((*at)[1]);
      const int last = (*at)[2].matched ? std::stoi((*at)[2]) : first;
      const int before = std::stoi((*at)[4]);
      const bool all = (*at)[3] == "All goes";
      CAPTURE(r, at->str());
      CHECK(before == first - 1);
      std::set<std::string> asked;
      for (int round = 1; round <= before; ++round) asked.merge(requests_of(told, round));
      for (int round = first; round <= last; ++round) {
        ++found;
        CHECK(answers_of(told, round) == answers_of(told, before));
        const std::set<std::string> now = requests_of(told, round);
        CHECK(std::includes(asked.begin(), asked.end(), now.begin(), now.end()));
        if (all) CHECK(now == requests_of(told, before));
      }
    }
  }
  CHECK(found > 10);
}

TEST_CASE("of talks that fail, the text that came nearest is told", "[cli][story]") {
  const std::vector<std::string> settings{"", "/parties/upper/no_agreement=0.9"};
  int missed = 0;
  int short_of = 0;
  for (const std::string& setting : settings) {
    std::vector<std::string> arguments{"run", kFarms, "-o", "-", "-n", "20"};
    std::vector<std::string> assignments;
    if (!setting.empty()) {
      arguments.insert(arguments.end(), {"--set", setting});
      assignments.push_back(setting);
    }
    const Json results = Json::parse(run(arguments).out);
    for (int r = 0; r < 20; ++r) {
      const Json& record = results["records"][static_cast<std::size_t>(r)];
      const std::string story = story_of(r, assignments);
      CAPTURE(r, setting, story);
      const bool failed = record["ending"] == "stalemate";
      const bool told_short =
          story.find("The nearest that any text came was ") != std::string::npos;
      const bool told_missed = story.find("A text could have been signed") != std::string::npos;
      if (!failed) {
        CHECK_FALSE((told_short || told_missed));
        continue;
      }
      const double surplus = record["nearest"]["surplus"];
      CHECK(told_missed == (surplus > -1e-9));
      CHECK(told_short == (surplus <= -1e-9));
      const std::size_t at = story.find(told_short ? "The nearest that any" : "A text could have");
      REQUIRE(at != std::string::npos);
      const std::string sentence = story.substr(at, story.find(" - ", at) - at);
      if (told_missed) {
        ++missed;
        CHECK(tells(sentence, "at least", surplus));
        continue;
      }
      ++short_of;
      CHECK(tells(sentence, "furthest from signing,", -surplus));
      const std::string id = record["nearest"]["decisive"];
      const std::string name = id == "upper"   ? "Upper farm"
                               : id == "lower" ? "Lower farm"
                                               : "Miller";
      CHECK(sentence.find(name + " was the furthest") != std::string::npos);
    }
  }
  CHECK(missed > 3);
  CHECK(short_of > 3);
}

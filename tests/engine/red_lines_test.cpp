// SPDX-License-Identifier: Apache-2.0
/// Red lines that contradict each other: found exactly, and told with those to relax.
#include "engine/scenario/red_lines.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/base/random.hpp"
#include "engine/scenario/reader.hpp"
#include "tests/documents.hpp"

namespace entente::testing {
namespace {

using Catch::Matchers::Contains;
using nlohmann::json;

/// Two parties with some red lines on three issues of one to three options.
json random_red_lines(Stream& random) {
  json issues = json::array();
  std::vector<std::size_t> options;
  for (int i = 0; i < 3; ++i) {
    options.push_back(1 + random.below(3));
    json names = json::array();
    for (std::size_t o = 0; o < options.back(); ++o) names.push_back(std::to_string(o));
    issues.push_back({{"id", "i" + std::to_string(i)}, {"options", names}});
  }
  json document = two_parties(issues);
  for (json& party : document["parties"]) {
    for (std::size_t i = 0; i < 3; ++i) {
      party["preferences"]["i" + std::to_string(i)] = {
          {"weight", 1},
          {"ideal", std::to_string(random.below(options[i]))},
          {"limit", std::to_string(random.below(options[i]))},
          {"limit_is_red_line", random.below(4) == 0}};
    }
    party["clauses"] = json::array();
    for (std::uint64_t c = random.below(6); c > 0; --c) {
      json when = json::object();
      for (std::size_t i = 0; i < 3; ++i) {
        if (random.below(2) == 0) continue;
        when["i" + std::to_string(i)] = std::to_string(random.below(options[i]));
      }
      if (!when.empty()) party["clauses"].push_back({{"when", when}, {"red_line", true}});
    }
  }
  return document;
}

bool crosses_red_line(const json& party, const std::vector<std::size_t>& package) {
  for (std::size_t i = 0; i < package.size(); ++i) {
    const json& preference = party["preferences"]["i" + std::to_string(i)];
    const int ideal = std::stoi(preference["ideal"].get<std::string>());
    const int limit = std::stoi(preference["limit"].get<std::string>());
    const bool beyond = std::abs(static_cast<int>(package[i]) - ideal) > std::abs(limit - ideal);
    if (preference["limit_is_red_line"] == true && beyond) return true;
  }
  return std::any_of(party["clauses"].begin(), party["clauses"].end(), [&](const json& clause) {
    for (std::size_t i = 0; i < package.size(); ++i) {
      const std::string id = "i" + std::to_string(i);
      if (clause["when"].contains(id) && clause["when"][id] != std::to_string(package[i])) {
        return false;
      }
    }
    return true;
  });
}

/// Whether a package crosses no red line of any of the parties, by trying all.
bool leaves_a_package(const json& document, const std::vector<json>& parties) {
  const auto options = [&](std::size_t i) { return document["issues"][i]["options"].size(); };
  for (std::size_t x = 0; x < options(0) * options(1) * options(2); ++x) {
    const std::vector<std::size_t> package = {x % options(0), x / options(0) % options(1),
                                              x / options(0) / options(1)};
    if (std::none_of(parties.begin(), parties.end(),
                     [&](const json& party) { return crosses_red_line(party, package); })) {
      return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("red lines are contradictory exactly if they forbid every package", "[red lines]") {
  Stream random(StreamKey(1, "red lines"));
  int of_one = 0;
  int of_both = 0;
  int none = 0;
  for (int round = 0; round < 600; ++round) {
    const json document = random_red_lines(random);
    const json& a = document["parties"][0];
    const json& b = document["parties"][1];
    INFO(document.dump());
    if (!leaves_a_package(document, {a}) || !leaves_a_package(document, {b})) {
      ++of_one;
      const std::vector<Fault> faults = faults_of(document);
      CHECK_FALSE(faults.empty());
      for (const Fault& fault : faults) CHECK_THAT(fault.what, Contains("no package is left"));
      continue;
    }
    const Document text = Document::parse("test.json", document.dump());
    const std::vector<Fault> found = irreconcilable_red_lines(text, read_scenario(text));
    CHECK(found.empty() == leaves_a_package(document, {a, b}));
    ++(found.empty() ? none : of_both);
  }
  CHECK(of_one > 30);
  CHECK(of_both > 30);
  CHECK(none > 30);
}

TEST_CASE("irreconcilable parties are named with the red lines to relax", "[red lines]") {
  json document = two_parties({{{"id", "water"}, {"options", {"none", "half", "all"}}},
                               {{"id", "road"}, {"options", {"closed", "open"}}}});
  document["parties"][0]["preferences"]["water"] = {
      {"weight", 1}, {"ideal", "none"}, {"limit", "none"}, {"limit_is_red_line", true}};
  document["parties"][1]["preferences"]["water"] = {
      {"weight", 1}, {"ideal", "all"}, {"limit", "half"}};
  document["parties"][1]["clauses"] = {
      {{"id", "some-water"}, {"when", {{"water", "none"}}}, {"red_line", true}},
      {{"id", "open-road"}, {"when", {{"road", "closed"}}}, {"red_line", true}}};
  const Document text = Document::parse("test.json", document.dump());
  const std::vector<Fault> found = irreconcilable_red_lines(text, read_scenario(text));
  REQUIRE(found.size() == 1);
  CHECK(text_of(found[0]) ==
        "test.json:1: /parties/a/preferences/water/limit_is_red_line: no package is left: the red "
        "lines of \"a\" and \"b\" together forbid every option of \"water\"\n"
        "    relax the limit of \"a\" on \"water\" or clause \"some-water\" of \"b\"");
}

TEST_CASE("every contradiction of the red-line variant is told, one for a point", "[red lines]") {
  const std::string path = ENTENTE_SOURCE_DIR "/scenarios/ukraine-2025-red-lines.json";
  const Document text = Document::load(path, [](const std::string& name) {
    std::ifstream file(name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  });
  std::string all;
  const std::vector<Fault> found = irreconcilable_red_lines(text, read_scenario(text));
  for (const Fault& fault : found) all += fault.what + "\n";
  CHECK(found.size() == 8);
  for (const char* issue : {"5-guarantees", "6-army-size", "7-nato-membership", "8-foreign-troops",
                            "14-frozen-assets", "21a-recognition", "21b-donetsk", "28-ceasefire"}) {
    CHECK_THAT(all, Contains("the red lines of \"russia\" and \"ukraine\" together forbid every "
                             "option of \"" +
                             std::string(issue) + "\""));
  }
}

TEST_CASE("contradictions of a block have no red line in common", "[red lines]") {
  // A clause ties both issues into one block; each of them is closed by limits of its own.
  json document = two_parties({{{"id", "water"}, {"options", {"none", "all"}}},
                               {{"id", "road"}, {"options", {"closed", "open"}}}});
  for (const char* issue : {"water", "road"}) {
    const json& options = document["issues"][issue == std::string("water") ? 0 : 1]["options"];
    for (std::size_t p = 0; p < 2; ++p) {
      document["parties"][p]["preferences"][issue] = {
          {"weight", 1}, {"ideal", options[p]}, {"limit", options[p]}, {"limit_is_red_line", true}};
    }
  }
  document["parties"][0]["clauses"] = {
      {{"id", "both"}, {"when", {{"water", "all"}, {"road", "open"}}}, {"red_line", true}}};
  const Document text = Document::parse("test.json", document.dump());
  const std::vector<Fault> found = irreconcilable_red_lines(text, read_scenario(text));
  REQUIRE(found.size() == 2);
  std::string all;
  for (const Fault& fault : found) all += text_of(fault) + "\n";
  for (const char* issue : {"water", "road"}) {
    CHECK_THAT(all, Contains("relax the limit of \"a\" on \"" + std::string(issue) +
                             "\" or the limit of \"b\" on \"" + issue + "\""));
  }
}

}  // namespace entente::testing

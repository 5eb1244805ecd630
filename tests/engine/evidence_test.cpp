// SPDX-License-Identifier: Apache-2.0
/// Counting the numbers of a scenario by what they rest on.
#include "engine/scenario/evidence.hpp"

#include <map>

#include <catch2/catch.hpp>

#include "tests/documents.hpp"

namespace entente::testing {

using nlohmann::json;

TEST_CASE("every number of the rule, the hazard, hurdles and events is counted", "[evidence]") {
  const auto totals = [](const json& document) {
    std::map<std::string, std::size_t> counts;
    for (const auto& [name, bases] :
         evidence_of(Document::parse("test.json", document.dump())).sections) {
      for (const std::size_t count : bases) counts[name] += count;
    }
    return counts;
  };
  const json whole = every_key();
  const std::map<std::string, std::size_t> all = totals(whole);
  const auto fewer = [&](const char* pointer, const std::string& section) {
    json without = whole;
    const json::json_pointer at(pointer);
    without[at.parent_pointer()].erase(at.back());
    std::map<std::string, std::size_t> rest = totals(without);
    const std::size_t difference = all.at(section) - rest[section];
    rest[section] += difference;
    CHECK(rest == all);  // no other section has changed
    return difference;
  };
  CHECK(fewer("/agreement/quorum", "agreement") == 3);
  CHECK(fewer("/agreement/partial", "agreement") == 0);
  CHECK(fewer("/protocol/hazard", "agreement") == 2);
  CHECK(fewer("/parties/0/ratification/hurdles", "ratification") == 3);
  CHECK(fewer("/world/events/0/effects/world", "events") == 2);
  CHECK(fewer("/world/events/0/effects/beliefs", "events") == 2);
  CHECK(fewer("/world/events/6/effects/commit", "events") == 2);
  json without = whole;
  without["world"]["events"][7]["when"] = {{"every_round", true}};
  CHECK(totals(without).at("events") == all.at("events") - 1);
}

TEST_CASE("numbers are counted by what they rest on", "[evidence]") {
  json document = two_parties(
      {{{"id", "road"}, {"options", {"x", {{"id", "y"}, {"amount", 3}}}}, {"source", "S"}}});
  document["sources"] = {{"S", {{"title", "s"}}}};
  document["quantities"] = {{"q", {{"uniform", {0, 1}}, {"assumption", "a"}}}, {"r", "q"}};
  document["parties"][0]["preferences"]["road"] = {
      {"weight", 1}, {"ideal", "x"}, {"limit", "y"}, {"source", "S"}, {"assumption", "a"}};
  document["parties"][0]["no_agreement"] = {{"base", {{"normal", {0, 1}}, {"source", "S"}}},
                                            {"world", {{"z", 0.1}}}};
  document["parties"][1]["preferences"]["road"] = {{"weight", "r"}, {"scores", {0, 1}}};
  document["parties"][1]["source"] = "S";
  document["parties"][1]["no_agreement"] = {{"base", "q"}, {"note", "still the party's source"}};
  document["world"] = {{"variables", {{{"id", "z"}, {"initial", "r"}, {"bounds", {-5, 5}}}}}};

  const Evidence evidence = evidence_of(Document::parse("test.json", document.dump()));
  const auto counts = [&](const std::string& name) {
    for (const Evidence::Section& section : evidence.sections) {
      if (section.name == name) return section.counts;
    }
    return BasisCounts{};
  };
  // source, both, assumption, unmarked
  CHECK(counts("issues") == BasisCounts{1, 0, 0, 0});
  CHECK(counts("weights") == BasisCounts{1, 1, 0, 0});
  CHECK(counts("positions") == BasisCounts{2, 2, 0, 0});
  CHECK(counts("no agreement") == BasisCounts{2, 0, 0, 1});
  CHECK(counts("world") == BasisCounts{0, 0, 1, 2});  // the named quantity's own assumption
  CHECK(counts("agreement") == BasisCounts{0, 0, 0, 1});
  CHECK(evidence.total == BasisCounts{6, 3, 1, 4});
  CHECK(evidence.unmarked ==
        std::vector<std::string>{"/parties/a/no_agreement/world/z", "/world/variables/z/bounds/0",
                                 "/world/variables/z/bounds/1", "/protocol/rounds"});
}

}  // namespace entente::testing

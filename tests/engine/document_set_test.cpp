// SPDX-License-Identifier: Apache-2.0
/// Overrides from the command line.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/documents.hpp"

using entente::Document;
using entente::Fault;
using entente::InputError;
using namespace entente::testing;

namespace {

Document with_set(const std::string& text, const std::string& assignment) {
  Document document = Document::parse("a.json", text);
  document.set(assignment);
  return document;
}

Fault fault_of_set(const std::string& text, const std::string& assignment) {
  return only_fault([&] { (void)with_set(text, assignment); });
}

}  // namespace

TEST_CASE("a value is overridden from the command line", "[document][set]") {
  const auto set_in_farms = [](const std::string& assignment) {
    return with_set(kFarms, assignment);
  };
  SECTION("by keys and ids") {
    const Document document = set_in_farms("/parties/lower/delay_cost=0.25");
    CHECK(document.root()["parties"][1]["delay_cost"] == 0.25);
    CHECK(document.place("/parties/1/delay_cost") == "--set /parties/lower/delay_cost=0.25");
    CHECK(document.place("/parties/1/delay_cost/uniform/1") ==
          "--set /parties/lower/delay_cost=0.25");
    CHECK(document.place("/parties/1/id") == "a.json:6");
  }
  SECTION("by index") {
    CHECK(set_in_farms("/issues/0/options/1=ajar").root()["issues"][0]["options"][1] == "ajar");
  }
  SECTION("by an object, whose inside has the same place") {
    const Document document = set_in_farms(R"(/simulation={"seed": {"x": [1]}})");
    CHECK(document.root()["simulation"].dump() == R"({"seed":{"x":[1]}})");
    CHECK(document.place("/simulation/seed/x/0") == "--set /simulation={\"seed\": {\"x\": [1]}}");
  }
  SECTION("by a new member") {
    const Document document = set_in_farms("/simulation/replications=10");
    CHECK(document.root()["simulation"].dump() == R"({"seed":1,"replications":10})");
    CHECK(document.place("/simulation/replications") == "--set /simulation/replications=10");
    CHECK(document.place("/simulation/seed") == "a.json:16");
  }
}

TEST_CASE("a value that is not JSON is a string", "[document][set]") {
  const auto value_of = [](const std::string& value) {
    return with_set(R"({"x": 0})", "/x=" + value).root()["x"].dump();
  };
  CHECK(value_of("none") == "\"none\"");
  CHECK(value_of("") == "\"\"");
  CHECK(value_of("2025-12-02") == "\"2025-12-02\"");
  CHECK(value_of("a=b") == "\"a=b\"");
  CHECK(value_of("\"7\"") == "\"7\"");
  CHECK(value_of("7") == "7");
  CHECK(value_of("-1e-3") == "-0.001");
  CHECK(value_of("true") == "true");
}

TEST_CASE("an id goes before an index, and keys may be escaped", "[document][set]") {
  CHECK(with_set(R"([{"id": "1"}, {"id": "0"}])", "/0/x=1").root().dump() ==
        R"([{"id":"1"},{"id":"0","x":1}])");
  CHECK(with_set(R"({"a/b": {"~1": 0}})", "/a~1b/~01=5").root().dump() == R"({"a/b":{"~1":5}})");
  CHECK(with_set(R"({"": 0})", "/=5").root().dump() == R"({"":5})");
}

TEST_CASE("later overrides go before earlier ones and before files", "[document][set]") {
  const Files files{{"a", R"({"extends": "b", "x": 1})"}, {"b", R"({"y": 1})"}};
  Document document = load(files, "a");
  document.set("/x=2");
  document.set("/y=2");
  document.set("/x=3");
  CHECK(document.root().dump() == R"({"y":2,"x":3})");
  CHECK(document.place("/x") == "--set /x=3");
  CHECK(document.place("/y") == "--set /y=2");
}

TEST_CASE("a wrong override says what is wrong", "[document][set]") {
  const std::string remedy = "write POINTER=VALUE, such as /simulation/seed=7";
  const std::vector<std::pair<std::string, Fault>> cases{
      {"/simulation/seed", {"--set /simulation/seed", "", "there is no \"=\"", remedy}},
      {"seed=1", {"--set seed=1", "", "the pointer does not begin with \"/\"", remedy}},
      {"=1", {"--set =1", "", "the pointer does not begin with \"/\"", remedy}},
      {"", {"--set ", "", "there is no \"=\"", remedy}},
      {"/partys/upper/x=1",
       {"--set /partys/upper/x=1", "/partys", "there is no \"partys\" in the document",
        "did you mean \"parties\"?"}},
      {"/parties/uper/x=1",
       {"--set /parties/uper/x=1", "/parties/uper", "there is no \"uper\" in /parties",
        "did you mean \"upper\"?"}},
      {"/parties/middle/x=1",
       {"--set /parties/middle/x=1", "/parties/middle", "there is no \"middle\" in /parties",
        R"(one of "upper", "lower")"}},
      {"/parties/lowr=1",
       {"--set /parties/lowr=1", "/parties/lowr", "there is no \"lowr\" in /parties",
        "did you mean \"lower\"?"}},
      {"/parties/2=1",
       {"--set /parties/2=1", "/parties/2", "there is no \"2\" in /parties",
        R"(one of "upper", "lower")"}},
      {"/issues/road/options/shut=1",
       {"--set /issues/road/options/shut=1", "/issues/road/options/shut",
        "there is no \"shut\" in /issues/road/options", "an index from 0 to 1"}},
      {"/issues/road/options/0/amount=1",
       {"--set /issues/road/options/0/amount=1", "/issues/road/options/0/amount",
        "nothing can be set below a string", ""}},
      {"/simulation/seed/x/y=1",
       {"--set /simulation/seed/x/y=1", "/simulation/seed/x", "nothing can be set below a number",
        ""}},
      {"/title={\"a\":",
       {"--set /title={\"a\":", "", "the value is not JSON: the text ends inside an object",
        "close it with \"}\""}},
      {"/title=1e999",
       {"--set /title=1e999", "", "the value is not JSON: the number 1e999 is too large",
        "numbers go up to 1.8e308"}},
      {"/title=\xE9", {"--set", "", "the assignment is not UTF-8", ""}},
  };
  for (const auto& [assignment, fault] : cases) {
    CAPTURE(assignment);
    CHECK(fault_of_set(kFarms, assignment) == fault);
  }
}

TEST_CASE("null removes, as in a document that extends another", "[document][set]") {
  CHECK_FALSE(with_set(kFarms, "/parties/upper/delay_cost=null")
                  .root()["parties"][0]
                  .contains("delay_cost"));
  CHECK_FALSE(with_set(kFarms, "/simulation=null").root().contains("simulation"));
  for (const char* assignment : {"/parties/upper=null", "/parties/0=null"}) {
    const Document document = with_set(kFarms, assignment);
    CHECK(document.root()["parties"].size() == 1);
    CHECK(document.root()["parties"][0]["id"] == "lower");
    // What comes after it keeps its line.
    const Document whole = Document::parse("a.json", kFarms);
    CHECK(document.place("/parties/0/id") == whole.place("/parties/1/id"));
    CHECK(document.place("/simulation/seed") == whole.place("/simulation/seed"));
  }
  CHECK(with_set(kFarms, "/issues/road/options/0=null").root()["issues"][0]["options"].size() == 1);
  Document patched = Document::parse("a.json", kFarms);
  patched.merge(Document::parse("b.json", R"({"parties": {"upper": null}})"));
  CHECK(with_set(kFarms, "/parties/upper=null").canonical() == patched.canonical());
}

TEST_CASE("what is not there cannot be removed", "[document][set]") {
  CHECK(fault_of_set(kFarms, "/simulation/sed=null") ==
        Fault{"--set /simulation/sed=null", "/simulation/sed", "there is no \"sed\" in /simulation",
              "did you mean \"seed\"?"});
  CHECK(fault_of_set(kFarms, "/parties/uper=null") ==
        Fault{"--set /parties/uper=null", "/parties/uper", "there is no \"uper\" in /parties",
              "did you mean \"upper\"?"});
  Document document = Document::parse("a.json", kFarms);
  document.set("/simulation/seed=null");
  CHECK_THROWS_AS(document.set("/simulation/seed=null"), InputError);
}

TEST_CASE("a wrong override changes nothing", "[document][set]") {
  Document document = Document::parse("a.json", kFarms);
  const std::string before = document.canonical();
  CHECK_THROWS_AS(document.set("/simulation/new={"), InputError);
  CHECK_THROWS_AS(document.set("/parties/nobody=1"), InputError);
  CHECK(document.canonical() == before);
  CHECK(document.place("/simulation") == "a.json:16");
}

TEST_CASE("duplicate keys in an override are told", "[document][set]") {
  const Document document = with_set(kFarms, R"(/simulation={"seed": 1, "seed": 2})");
  CHECK(document.faults() ==
        std::vector<Fault>{{R"(--set /simulation={"seed": 1, "seed": 2})", "/simulation/seed",
                            "the key \"seed\" stands twice in one object", "remove one"}});
}

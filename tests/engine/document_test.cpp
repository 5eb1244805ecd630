// SPDX-License-Identifier: Apache-2.0
/// Places of values, duplicate keys, pointers, digests and large documents.
#include "engine/scenario/document.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/scenario/canonical_text.hpp"
#include "tests/documents.hpp"

using entente::Document;
using entente::Fault;
using entente::InputError;
using entente::Json;
using namespace entente::testing;

namespace {}  // namespace

TEST_CASE("every value knows its line", "[document]") {
  const Document document = Document::parse("farms.json", kFarms);
  const std::vector<std::pair<std::string, int>> lines{
      {"", 1},
      {"/title", 2},
      {"/parties", 3},
      {"/parties/0", 4},
      {"/parties/0/delay_cost", 4},
      {"/parties/1", 5},
      {"/parties/1/id", 6},
      {"/parties/1/delay_cost/uniform", 8},
      {"/parties/1/delay_cost/uniform/0", 9},
      {"/parties/1/delay_cost/uniform/1", 10},
      {"/parties/lower/delay_cost", 7},
      {"/issues/road/options/1", 15},
      {"/simulation/seed", 16},
  };
  for (const auto& [pointer, line] : lines) {
    CAPTURE(pointer);
    CHECK(document.place(pointer) == "farms.json:" + std::to_string(line));
  }
}

TEST_CASE("what is not there has the place of its nearest ancestor", "[document]") {
  const Document document = Document::parse("farms.json", kFarms);
  CHECK(document.place("/parties/1/strategy/name") == "farms.json:5");
  CHECK(document.place("/parties/7") == "farms.json:3");
  CHECK(document.place("/title/x") == "farms.json:2");
  CHECK(document.place("/nothing") == "farms.json:1");
}

TEST_CASE("lines do not depend on line ends, look-ahead or a byte order mark", "[document]") {
  for (const std::string end : {"\n", "\r\n"}) {
    for (const std::string mark : {"", "\xEF\xBB\xBF"}) {
      std::string text = mark;
      for (const char* line : {"[", "1", ",", "", "-2.5e1", ",true", ",\"a\"", ",[", "]", "]"}) {
        text += line;
        text += end;
      }
      const Document document = Document::parse("t", text);
      CHECK(document.root() == Json({1, -25.0, true, "a", Json::array()}));
      CHECK(document.place("/0") == "t:2");
      CHECK(document.place("/1") == "t:5");
      CHECK(document.place("/2") == "t:6");
      CHECK(document.place("/3") == "t:7");
      CHECK(document.place("/4") == "t:8");
    }
  }
}

TEST_CASE("a scalar is a document", "[document]") {
  CHECK(Document::parse("t", "\n 12").root() == 12);
  CHECK(Document::parse("t", "\n 12").place("") == "t:2");
  CHECK(Document::parse("t", "12\n").place("") == "t:1");
  CHECK(Document::parse("t", "\"a\"").root() == "a");
}

TEST_CASE("members keep the order of the file", "[document]") {
  const Document document = Document::parse("t", R"({"z": 1, "a": 2, "m": {"y": 3, "b": 4}})");
  CHECK(document.root().dump() == R"({"z":1,"a":2,"m":{"y":3,"b":4}})");
}

TEST_CASE("duplicate keys are all told in the order of the file", "[document]") {
  const std::string text = R"({
  "parties": [
    {"id": "upper", "x": {"k": 1,
      "k": 2, "k": 3}, "last": true}
  ],
  "title": "first",
  "a/b": 0, "title": "second",
  "a/b": 1
})";
  const Document document = Document::parse("t.json", text);
  const std::vector<Fault> expected{
      {"t.json:4", "/parties/upper/x/k", "the key \"k\" stands twice in one object",
       "remove one; the first is on line 3"},
      {"t.json:4", "/parties/upper/x/k", "the key \"k\" stands twice in one object",
       "remove one; the first is on line 3"},
      {"t.json:7", "/title", "the key \"title\" stands twice in one object",
       "remove one; the first is on line 6"},
      {"t.json:8", "/a~1b", "the key \"a/b\" stands twice in one object",
       "remove one; the first is on line 7"},
  };
  CHECK(document.faults() == expected);
  CHECK(document.root().dump() ==
        R"({"parties":[{"id":"upper","x":{"k":1},"last":true}],"title":"first","a/b":0})");
  CHECK(document.place("/parties/0/last") == "t.json:4");
  CHECK(document.place("/a~1b") == "t.json:7");
}

TEST_CASE("pointers are told with ids", "[document]") {
  const Document document = Document::parse("farms.json", kFarms);
  CHECK(document.with_ids("/parties/0/delay_cost") == "/parties/upper/delay_cost");
  CHECK(document.with_ids("/parties/lower/delay_cost") == "/parties/lower/delay_cost");
  CHECK(document.with_ids("/issues/0/options/1") == "/issues/road/options/1");
  CHECK(document.with_ids("/parties/0/no/0/such") == "/parties/upper/no/0/such");
  CHECK(document.with_ids("/parties/9") == "/parties/9");
  CHECK(document.with_ids("").empty());
  const Document odd = Document::parse("t", R"({"a/b~": [{"id": "c/d"}, {"id": 5}, {"id": "0"}]})");
  CHECK(odd.with_ids("/a~1b~0/0/e") == "/a~1b~0/c~1d/e");
  CHECK(odd.with_ids("/a~1b~0/1/e") == "/a~1b~0/1/e");
  CHECK(odd.fault_at("/a~1b~0/2", "w", "r") == Fault{"t:1", "/a~1b~0/0", "w", "r"});
}

TEST_CASE("the canonical text is one for all spellings", "[document][digest]") {
  const auto canonical = [](const std::string& text) {
    return Document::parse("t", text).canonical();
  };
  CHECK(canonical("{ \"b\": [1.0, 1e3, 0.1, -0, 1E-7],\n \"a\": {\"d\": null, \"c\": true} }") ==
        R"({"a":{"c":true,"d":null},"b":[1,1000,0.1,0,1e-07]})");
  CHECK(canonical(R"(["\u00e9\n\"\\\/\u0001", 18446744073709551615, -9223372036854775808])") ==
        "[\"\xC3\xA9\\u000a\\\"\\\\/\\u0001\",18446744073709551615,-9223372036854775808]");
  CHECK(canonical("[0.30000000000000004, 1e300, 5e-324, -0.0, 9007199254740993.0]") ==
        "[0.30000000000000004,1e+300,5e-324,0,9007199254740992]");
  CHECK(canonical(R"({"extends": "x", "a": {"extends": 1}})") == R"({"a":{"extends":1}})");
}

TEST_CASE("the digest is XXH3 of the canonical text", "[document][digest]") {
  const auto digest = [](const std::string& text) { return Document::parse("t", text).digest(); };
  CHECK(digest("{ \"b\": 2.0, \"a\": 1 }") == digest("{\"a\":1,\n\"b\":2}"));
  CHECK(digest("{\"a\":1}") != digest("{\"a\":2}"));
  CHECK(digest("{\"a\": 1}") == entente::digest_of("{\"a\":1}"));
}

TEST_CASE("digests are the published ones of XXH3", "[document][digest]") {
  // Known values, so that a digest in an old results file can be recomputed by other programs.
  CHECK(entente::digest_of("") == "99aa06d3014798d86001c324468d497f");
  CHECK(entente::digest_of("abc") == "06b05ab6733a618578af5f94892f3950");
}

TEST_CASE("a document as run has the digest of the same document written out",
          "[document][digest]") {
  const Files files{{"a", R"({"extends": "b", "p": {"x": {"n": 2}}})"},
                    {"b", R"({"p": [{"id": "x", "n": 1}], "s": 0})"}};
  Document document = load(files, "a");
  document.set("/s=5");
  CHECK(document.digest() == Document::parse("t", R"({"p":[{"n":2,"id":"x"}],"s":5})").digest());
}

TEST_CASE("a hundred thousand issues, listed and keyed", "[document]") {
  constexpr int kIssues = 100000;
  std::string text = "{\"issues\": [\n";
  std::string keyed;
  for (int i = 0; i < kIssues; ++i) {
    const std::string id = "\"issue-" + std::to_string(i) + '"';
    text += R"({"title": "A title of usual length for the issue", "id": )";
    text += id;
    text += R"(, "options": ["none", "some", {"id": "all", "amount": 1.5}]})";
    keyed += id;
    keyed += R"(: {"weight": {"uniform": [0.25, 0.75]}, "scores": {"none": 0, "all": 1}})";
    for (std::string* list : {&text, &keyed}) *list += i + 1 < kIssues ? ",\n" : "\n";
  }
  text += "],\n\"preferences\": {\n" + keyed + "}}";
  Document document = Document::parse("big.json", text);
  CHECK(document.faults().empty());
  CHECK(document.root()["issues"].size() == kIssues);
  CHECK(document.root()["preferences"].size() == kIssues);
  CHECK(document.place("/issues/99999/options/2/amount") == "big.json:100001");
  CHECK(document.place("/preferences/issue-99999/scores") == "big.json:200003");
  document.merge(Document::parse("patch",
                                 "{\"issues\": {\"issue-5\": null},\n\"preferences\": "
                                 "{\"issue-99999\": null, \"issue-7\": 1}}"));
  CHECK(document.place("/issues/99998") == "big.json:100001");
  CHECK(document.place("/preferences/issue-7") == "patch:2");
  CHECK(document.root()["preferences"].size() == kIssues - 1);
}

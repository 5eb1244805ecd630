// SPDX-License-Identifier: Apache-2.0
/// Merging by RFC 7386 and by id, and files that extend others.
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/documents.hpp"

using entente::Document;
using entente::Fault;
using entente::InputError;
using entente::Json;
using namespace entente::testing;

namespace {

Json merged(const std::string& target, const std::string& patch) {
  Document document = Document::parse("target", target);
  document.merge(Document::parse("patch", patch));
  return document.root();
}

}  // namespace

TEST_CASE("merges as RFC 7386, appendix A, shows", "[document][merge]") {
  const std::vector<std::vector<std::string>> cases{
      {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
      {R"({"a":"b"})", R"({"a":null})", R"({})"},
      {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
      {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
      {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
      {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
      {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
      {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
      {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
      {R"({"a":"foo"})", R"(null)", R"(null)"},
      {R"({"a":"foo"})", R"("bar")", R"("bar")"},
      {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
      {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
      {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"},
  };
  for (const auto& row : cases) {
    CAPTURE(row[0], row[1]);
    CHECK(merged(row[0], row[1]).dump() == row[2]);
  }
}

TEST_CASE("arrays of objects with ids are patched by id", "[document][merge]") {
  const std::string target = R"({"p":[{"id":"a","x":1,"y":{"z":2}},{"id":"b","x":3}]})";
  SECTION("an element is patched in place") {
    CHECK(merged(target, R"({"p":{"a":{"x":null,"y":{"w":5}}}})").dump() ==
          R"({"p":[{"id":"a","y":{"z":2,"w":5}},{"id":"b","x":3}]})");
  }
  SECTION("null removes an element, and does nothing for an unknown id") {
    CHECK(merged(target, R"({"p":{"a":null,"c":null}})").dump() == R"({"p":[{"id":"b","x":3}]})");
  }
  SECTION("unknown ids are appended in the order of the patch, without their nulls") {
    CHECK(merged(target, R"({"p":{"d":{"x":4,"n":null},"c":{}}})")["p"].dump() ==
          R"([{"id":"a","x":1,"y":{"z":2}},{"id":"b","x":3},{"id":"d","x":4},{"id":"c"}])");
  }
  SECTION("an array still replaces the array") {
    CHECK(merged(target, R"({"p":[]})").dump() == R"({"p":[]})");
  }
  SECTION("an empty array takes elements") {
    CHECK(merged(R"({"p":[]})", R"({"p":{"a":{"x":1}}})").dump() == R"({"p":[{"id":"a","x":1}]})");
  }
  SECTION("keyed arrays nest") {
    CHECK(merged(R"([{"id":"a","o":[{"id":"x","n":1},{"id":"y","n":2}]}])",
                 R"({"a":{"o":{"y":{"n":3},"x":null}}})")
              .dump() == R"([{"id":"a","o":[{"id":"y","n":3}]}])");
  }
}

TEST_CASE("arrays of anything else are replaced as the RFC has it", "[document][merge]") {
  for (const char* array :
       {R"(["a","b"])", R"([{"id":"a"},"b"])", R"([{"id":"a"},{"x":1}])", R"([{"id":1}])"}) {
    CAPTURE(array);
    CHECK(merged(array, R"({"a":{"x":1}})").dump() == R"({"a":{"x":1}})");
  }
}

TEST_CASE("origins follow a merge", "[document][merge]") {
  Document document = Document::parse("base",
                                      "{\"keep\": {\n\"a\": 1,\n\"b\": 2},\n"
                                      "\"p\": [\n{\"id\": \"x\"},\n{\"id\": \"y\",\n"
                                      "\"n\": 1}],\n\"gone\": 1,\n\"end\": 1}");
  document.merge(Document::parse("patch",
                                 "{\"gone\": null,\n\"keep\": {\"b\":\n3, \"c\": {\n\"d\": 4}},\n"
                                 "\"p\": {\"x\": null, \"y\": {\n\"n\": [5,\n6]},\n"
                                 "\"z\": {\n\"n\": 7}},\n\"end\": 2}"));
  REQUIRE(document.root().dump() ==
          R"({"keep":{"a":1,"b":3,"c":{"d":4}},"p":[{"id":"y","n":[5,6]},{"id":"z","n":7}],)"
          R"("end":2})");
  const std::vector<std::pair<std::string, std::string>> places{
      {"", "base:1"},         {"/keep", "base:1"},     {"/keep/a", "base:2"},
      {"/keep/b", "patch:3"}, {"/keep/c", "patch:3"},  {"/keep/c/d", "patch:4"},
      {"/p", "base:4"},       {"/p/0", "base:6"},      {"/p/0/id", "base:6"},
      {"/p/0/n", "patch:6"},  {"/p/0/n/1", "patch:7"}, {"/p/1", "patch:8"},
      {"/p/1/id", "patch:8"}, {"/p/1/n", "patch:9"},   {"/p/z/n", "patch:9"},
      {"/end", "patch:10"},   {"/gone", "base:1"},
  };
  for (const auto& [pointer, place] : places) {
    CAPTURE(pointer);
    CHECK(document.place(pointer) == place);
  }
}

TEST_CASE("a file extends another, which extends a third", "[document][extends]") {
  const Files files{
      {"s/variants/war.json", "{\"extends\": \"../peace.json\",\n \"b\": 3}"},
      {"s/peace.json", "{\"b\": 2,\n\"extends\": \"./base/root.json\",\n\"c\": 2}"},
      {"s/base/root.json", "{\"a\": 1,\n\n\n\"b\": 1}"},
  };
  const Document document = load(files, "s/variants/war.json");
  CHECK(document.root().dump() == R"({"a":1,"b":3,"c":2})");
  CHECK(document.place("/a") == "s/base/root.json:1");
  CHECK(document.place("/b") == "s/variants/war.json:2");
  CHECK(document.place("/c") == "s/peace.json:3");
}

TEST_CASE("bases are sought beside the file that names them", "[document][extends]") {
  const std::vector<std::vector<std::string>> cases{
      {"a.json", "b.json", "b.json"},
      {"dir/a.json", "b.json", "dir/b.json"},
      {"/dir/a.json", "../b.json", "/b.json"},
      {"/dir/a.json", "../../b.json", "/b.json"},
      {"../x/a.json", "../../b.json", "../../b.json"},
      {"dir/a.json", "/tmp/./b.json", "/tmp/b.json"},
  };
  for (const auto& row : cases) {
    CAPTURE(row[0], row[1]);
    const Files files{{row[0], R"({"extends": ")" + row[1] + "\"}"}, {row[2], "{\"found\": 1}"}};
    CHECK(load(files, row[0]).root().dump() == R"({"found":1})");
  }
}

TEST_CASE("duplicate keys of all files are told", "[document][extends]") {
  const Files files{{"a", "{\"extends\": \"b\", \"x\": 1,\n\"x\": 2}"},
                    {"b", R"({"y": 1, "y": 2})"}};
  const Document document = load(files, "a");
  REQUIRE(document.faults().size() == 2);
  CHECK(document.faults()[0].place == "b:1");
  CHECK(document.faults()[1].place == "a:2");
}

TEST_CASE("a circle of extends is told with its steps", "[document][extends]") {
  const Files files{{"v/start.json", R"({"extends": "../a.json"})"},
                    {"a.json", "{\n\"extends\": \"b.json\"}"},
                    {"b.json", "{\n\n\"extends\": \"v/../a.json\"}"}};
  CHECK(only_fault([&] { (void)load(files, "v/start.json"); }) ==
        Fault{"b.json:3", "/extends", "the files extend one another: a.json -> b.json -> a.json",
              "remove \"extends\" from one of them"});
  const Files self{{"./a.json", R"({"extends": "a.json"})"}};
  CHECK(only_fault([&] { (void)load(self, "./a.json"); }).what ==
        "the files extend one another: ./a.json -> ./a.json");
}

TEST_CASE("a missing base is told where it was asked for", "[document][extends]") {
  const Files files{{"a.json", "{\n\"extends\": \"b.json\"}"}};
  CHECK(only_fault([&] { (void)load(files, "a.json"); }) ==
        Fault{"a.json:2", "/extends", "cannot read the base \"b.json\": no such file",
              "check the name"});
  CHECK(only_fault([&] { (void)load(files, "c.json"); }) ==
        Fault{"c.json", "", "no such file", "check the name"});
}

TEST_CASE("extends has to be a string", "[document][extends]") {
  const Files files{{"a.json", "{\n\"extends\": [\"b.json\"]}"}};
  CHECK(only_fault([&] { (void)load(files, "a.json"); }) ==
        Fault{"a.json:2", "/extends", "\"extends\" is an array",
              "give the name of a file as a string"});
}

TEST_CASE("a fault of syntax in a base is told there", "[document][extends]") {
  const Files files{{"a.json", R"({"extends": "b.json"})"}, {"b.json", "{\n\"x\": }"}};
  CHECK(only_fault([&] { (void)load(files, "a.json"); }).place == "b.json:2:6");
}

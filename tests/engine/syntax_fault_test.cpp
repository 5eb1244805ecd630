// SPDX-License-Identifier: Apache-2.0
/// The exact place and words of every fault of syntax.
#include "engine/scenario/syntax_fault.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/scenario/json_text.hpp"

using entente::Fault;
using entente::InputError;
using entente::Json;

namespace {

/// The fault of a text, or none if it parses.
std::optional<Fault> fault_of(const std::string& text) {
  try {
    (void)entente::parse_json("t.json", text);
  } catch (const InputError& error) {
    REQUIRE(error.faults().size() == 1);
    return error.faults().front();
  }
  return std::nullopt;
}

struct Case {
  std::string text;
  std::string place;  ///< after "t.json:"
  std::string what;
  std::string remedy;
};

void check(const std::vector<Case>& cases) {
  for (const Case& expected : cases) {
    CAPTURE(expected.text);
    const std::optional<Fault> fault = fault_of(expected.text);
    REQUIRE(fault.has_value());
    CHECK(fault->place == "t.json:" + expected.place);
    CHECK(fault->pointer.empty());
    CHECK(fault->what == expected.what);
    CHECK(fault->remedy == expected.remedy);
  }
}

}  // namespace

TEST_CASE("tells where a text just ends", "[syntax]") {
  check({
      {"", "1", "the text is empty", "a JSON text is one value"},
      {" \n\r\n\t", "1", "the text is empty", "a JSON text is one value"},
      {"\xEF\xBB\xBF", "1", "the text is empty", "a JSON text is one value"},
      {"{\n\"a\": 1\n\n", "2", "the text ends inside an object", "close it with \"}\""},
      {"{\n\"a\": 1,", "2", "the text ends inside an object", "close it with \"}\""},
      {"{\"a\":", "1", "the text ends inside an object", "close it with \"}\""},
      {"{\"a\"", "1", "the text ends inside an object", "close it with \"}\""},
      {"{", "1", "the text ends inside an object", "close it with \"}\""},
      {"{\"a\": [1,\n2", "2", "the text ends inside an array", "close it with \"]\""},
      {"[{}", "1", "the text ends inside an array", "close it with \"]\""},
      {"[{\"a\": [", "1", "the text ends inside an array", "close it with \"]\""},
      {"[1,\n \"abc", "2", "the text ends inside a string", "close it with a double quote"},
      {"{\"ab", "1", "the text ends inside a string", "close it with a double quote"},
      {R"(["a\")", "1", "the text ends inside a string", "close it with a double quote"},
      {"[\"a\\", "1", "the text ends inside a string", "close it with a double quote"},
      {R"(["\ud83d\ude00)", "1", "the text ends inside a string", "close it with a double quote"},
  });
}

TEST_CASE("tells commas and colons too many or too few", "[syntax]") {
  check({
      {"{\"a\": 1,\n}", "1:8", "a comma before \"}\"", "remove the comma"},
      {"[1,\r\n2 , ]", "2:3", "a comma before \"]\"", "remove the comma"},
      {"[1,,2]", "1:4", "two commas in a row", "remove one"},
      {"{\"a\": 1,\n,\"b\": 2}", "2:1", "two commas in a row", "remove one"},
      {"[,1]", "1:2", "a comma before the first element", "remove the comma"},
      {"{,\"a\": 1}", "1:2", "a comma before the first member", "remove the comma"},
      {"{\"a\": 1\n \"b\": 2}", "2:2", "no comma between two members", "put a comma before this"},
      {"[1 2]", "1:4", "no comma between two elements", "put a comma before this"},
      {"[{} {}]", "1:5", "no comma between two elements", "put a comma before this"},
      {R"(["a" "b"])", "1:6", "no comma between two elements", "put a comma before this"},
      {"{\"a\" 1}", "1:6", "no colon after the key \"a\"", "write \"a\": value"},
      {"{\"a\" = 1}", "1:6", "no colon after the key \"a\"", "write \"a\": value"},
      {R"({"a", "b"})", "1:5", "no colon after the key \"a\"", "write \"a\": value"},
      {R"({"a\n\""})", "1:9", R"(no colon after the key "a\u000a\"")",
       R"(write "a\u000a\"": value)"},
      {"{\"a\"}", "1:5", "no colon after the key \"a\"", "write \"a\": value"},
      {"{\"a\":}", "1:6", "the value of \"a\" is missing", "write \"a\": value"},
      {"{\"a\":\n, \"b\": 1}", "2:1", "the value of \"a\" is missing", "write \"a\": value"},
      {R"({"a": {"b": 1}, "c": ,)", "1:22", "the value of \"c\" is missing", "write \"c\": value"},
  });
}

TEST_CASE("tells brackets that do not match", "[syntax]") {
  check({
      {"{\"a\": [1}", "1:9", "\"}\" inside an array", "close the array with \"]\""},
      {"{\"a\": 1]", "1:8", "\"]\" inside an object", "close the object with \"}\""},
      {"{]", "1:2", "\"]\" inside an object", "close the object with \"}\""},
      {"[}", "1:2", "\"}\" inside an array", "close the array with \"]\""},
      {"[1,}", "1:4", "\"}\" inside an array", "close the array with \"]\""},
      {"{\"a\": ]", "1:7", "\"]\" inside an object", "close the object with \"}\""},
      {"]", "1:1", "\"]\" closes nothing", "remove it"},
      {"{}\n}", "2:1", "there is text after the end", "remove it"},
      {"{} {}", "1:4", "there is text after the end", "remove it"},
      {"1, 2", "1:2", "there is text after the end", "remove it"},
  });
}

TEST_CASE("tells what other languages allow and JSON does not", "[syntax]") {
  check({
      {"{\n  // weight\n\"a\": 1}", "2:3", "comments are not part of JSON", "remove the comment"},
      {"[1, /* two */ 2]", "1:5", "comments are not part of JSON", "remove the comment"},
      {"# title\n{}", "1:1", "comments are not part of JSON", "remove the comment"},
      {"{\"a\": 1} // end", "1:10", "comments are not part of JSON", "remove the comment"},
      {"{\"a\": // one\n1}", "1:7", "comments are not part of JSON", "remove the comment"},
      {"{'a': 1}", "1:2", "a string in single quotes", "use double quotes"},
      {"[1, 'a']", "1:5", "a string in single quotes", "use double quotes"},
      {"{\xE2\x80\x9C"
       "a\xE2\x80\x9D: 1}",
       "1:2", "a string in typographic quotes", "use plain double quotes: \"...\""},
      {"{title: 1}", "1:2", "the key title has no quotes", "write \"title\""},
      {"{\"a\": 1, b: 2}", "1:10", "the key b has no quotes", "write \"b\""},
      {"{1: 2}", "1:2", "a key must be a string", "write it in double quotes"},
      {"{{}: 2}", "1:2", "a key must be a string", "write it in double quotes"},
      {"[True]", "1:2", "unknown word True", "write true"},
      {"[tru", "1:2", "unknown word tru", "write true"},
      {"[no]", "1:2", "unknown word no", "write false"},
      {"{\"a\": None}", "1:7", "unknown word None", "write null"},
      {"[undefined]", "1:2", "unknown word undefined", "write null"},
      {"[open]", "1:2", "unknown word open", "a string needs double quotes: \"open\""},
      {"[" + std::string(50, 'x') + "]", "1:2", "unknown word " + std::string(40, 'x') + "...",
       "a string needs double quotes: \"" + std::string(40, 'x') + "...\""},
      {"[1, @]", "1:5", "unexpected @", ""},
      {"[\xC3\xA9]", "1:2", "unexpected \xC3\xA9", ""},
  });
}

TEST_CASE("tells numbers that JSON does not know", "[syntax]") {
  const std::string remedy = "write it like 12, -0.5 or 1e-3";
  check({
      {"[NaN]", "1:2", "NaN is not a number in JSON", "give a finite number"},
      {"[1, Infinity]", "1:5", "Infinity is not a number in JSON", "give a finite number"},
      {"{\"a\":\n-Infinity}", "2:1", "-Infinity is not a number in JSON", "give a finite number"},
      {"[nan]", "1:2", "nan is not a number in JSON", "give a finite number"},
      {"[1e999]", "1:2", "the number 1e999 is too large", "numbers go up to 1.8e308"},
      {"{\"a\": 1,\n \"b\": -1e400}", "2:7", "the number -1e400 is too large",
       "numbers go up to 1.8e308"},
      {"[1" + std::string(400, '0') + "]", "1:2",
       "the number 1" + std::string(39, '0') + "... is too large", "numbers go up to 1.8e308"},
      {"[+5]", "1:2", "+5 is not a number in JSON", remedy},
      {"[1, 012]", "1:5", "012 is not a number in JSON", remedy},
      {"[\n00]", "2:1", "00 is not a number in JSON", remedy},
      {"[.5]", "1:2", ".5 is not a number in JSON", remedy},
      {"[1.]", "1:2", "1. is not a number in JSON", remedy},
      {"[1.2.3]", "1:2", "1.2.3 is not a number in JSON", remedy},
      {"[1e]", "1:2", "1e is not a number in JSON", remedy},
      {"[-]", "1:2", "- is not a number in JSON", remedy},
      {"[0x1F]", "1:2", "0x1F is not a number in JSON", remedy},
      {"{\"date\": 2025-12-02}", "1:10", "2025-12-02 is not a number in JSON", remedy},
      {"[28points]", "1:2", "28points is not a number in JSON", remedy},
      {"{\"a\": 0,5}", "1:9", "a key must be a string", "write it in double quotes"},
  });
}

TEST_CASE("tells what is wrong inside a string", "[syntax]") {
  const std::string backslash = "write a backslash as \\\\";
  check({
      {"{\"a\": \"one\ntwo\"}", "1:7", "a string runs over the end of the line",
       "close it with a double quote, or write the line break as \\n"},
      {"{\"a: 1,\r\n\"b\": 2}", "1:2", "a string runs over the end of the line",
       "close it with a double quote, or write the line break as \\n"},
      {"[\"a\tb\"]", "1:4", "a control character (0x09) inside a string", "write it as \\t"},
      {"[\"\x1B\"]", "1:3", "a control character (0x1b) inside a string", "write it as \\u001b"},
      {R"(["C:\data"])", "1:5", "\\d is not an escape in JSON", backslash},
      {"[\"\\\xC3\xA9\"]", "1:3", "\\\xC3\xA9 is not an escape in JSON", backslash},
      {"[\"\\\n\"]", "1:3", "a backslash that escapes nothing", backslash},
      {R"(["\u12"])", "1:3", "\\u without four hexadecimal digits", "write it like \\u00e9"},
      {R"(["\u00g0"])", "1:3", "\\u without four hexadecimal digits", "write it like \\u00e9"},
      {R"(["x\ud83d"])", "1:4", "\\ud83d is one half of a surrogate pair",
       "write the character itself"},
      {R"(["\ud83d\u0041"])", "1:3", "\\ud83d is one half of a surrogate pair",
       "write the character itself"},
      {R"(["\ude00"])", "1:3", "\\ude00 is one half of a surrogate pair",
       "write the character itself"},
  });
}

TEST_CASE("tells bytes that are not UTF-8, and counts columns in characters", "[syntax]") {
  check({
      {"[\"caf\xE9\"]", "1:6", "a byte that is not UTF-8 (0xe9)", "save the file as UTF-8"},
      {"[\"\xC3\xA9\xC3\xA9\xFF\"]", "1:5", "a byte that is not UTF-8 (0xff)",
       "save the file as UTF-8"},
      {"[\"\xC0\x80\"]", "1:3", "a byte that is not UTF-8 (0xc0)", "save the file as UTF-8"},
      {"[\"\xED\xA0\x80\"]", "1:3", "a byte that is not UTF-8 (0xed)", "save the file as UTF-8"},
      {"[\"\xF4\x90\x80\x80\"]", "1:3", "a byte that is not UTF-8 (0xf4)",
       "save the file as UTF-8"},
      {"[\"\xE2\x82\"]", "1:3", "a byte that is not UTF-8 (0xe2)", "save the file as UTF-8"},
      {"{\n\x80}", "2:1", "a byte that is not UTF-8 (0x80)", "save the file as UTF-8"},
      {"\xFF\xFE{", "1:1", "a byte that is not UTF-8 (0xff)", "save the file as UTF-8"},
      {std::string("{\n\0}", 4), "2:1", "a zero byte", "save the file as UTF-8"},
      {std::string("{}\0", 3), "1:3", "a zero byte", "save the file as UTF-8"},
      {"[\x01]", "1:2", "a control character (0x01)", "remove it"},
  });
}

TEST_CASE("a hundred levels are read and one more is a fault", "[syntax]") {
  const auto nested = [](std::size_t levels) {
    return "[\n" + std::string(levels - 1, '[') + std::string(levels, ']');
  };
  CHECK_FALSE(fault_of(nested(100)).has_value());
  check({{nested(101), "2:100", "nested more than 100 levels deep", ""}});
  check({{std::string(1000000, '['), "1:101", "nested more than 100 levels deep", ""}});
  std::string objects;
  for (int i = 0; i < 101; ++i) objects += "{\"a\":";
  check({{objects, "1:501", "nested more than 100 levels deep", ""}});
}

TEST_CASE("knows the numbers of JSON", "[syntax]") {
  for (const char* number : {"0", "-0", "10", "1.50", "0e0", "1E+5", "-2.5e-10"}) {
    CAPTURE(number);
    CHECK(entente::is_json_number(number));
  }
  for (const char* other : {"", "-", "00", "1.", ".1", "1e", "1e+", "+1", "1 ", " 1", "1,5"}) {
    CAPTURE(other);
    CHECK_FALSE(entente::is_json_number(other));
  }
}

TEST_CASE("accepts what a second parser accepts and names a fault in all else", "[syntax]") {
  const std::string original =
      "{\"a\": [1, -2.5e1, true,\n null, \"x\\u00e9\\n\"], \"b\": {\"c\": {}, \"d\": []},\n"
      "\"\xC3\xA9\": \"\\ud83d\\ude00\"}";
  REQUIRE(Json::accept(original));
  const std::string alphabet = "{}[]:,\"\\ \n01e.-+tnu/'#\xC3\xA9\x01";
  std::uint32_t state = 1;
  const auto next = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return static_cast<std::size_t>(state >> 8U) % below;
  };
  int accepted = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text = original;
    for (std::size_t edits = 1 + next(3); edits > 0 && !text.empty(); --edits) {
      const std::size_t at = next(text.size());
      switch (next(4)) {
        case 0:
          text.erase(at, 1 + next(3));
          break;
        case 1:
          text.insert(at, 1, alphabet[next(alphabet.size())]);
          break;
        case 2:
          text[at] = alphabet[next(alphabet.size())];
          break;
        default:
          if (next(8) == 0) text.resize(at);
      }
    }
    CAPTURE(text);
    const std::optional<Fault> fault = fault_of(text);
    REQUIRE(fault.has_value() != Json::accept(text));
    accepted += fault ? 0 : 1;
    if (!fault) continue;
    REQUIRE(!fault->what.empty());
    REQUIRE(fault->what.find('\n') == std::string::npos);
    REQUIRE(fault->what.find("json.exception") == std::string::npos);
  }
  CHECK(accepted > 1000);
  CHECK(accepted < 19000);
}

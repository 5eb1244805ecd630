// SPDX-License-Identifier: Apache-2.0
/// What the program shows: summaries and stories, wide, narrow and on a terminal.
#include <string>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using entente::test::check_golden;
using entente::test::Directory;
using entente::test::Ended;
using entente::test::golden;
using entente::test::lines;
using entente::test::longest_line;
using entente::test::run;
using entente::test::run_on_terminal;
using entente::test::Setting;
using entente::test::shipped;
using entente::test::text_of_file;

namespace {

const std::string kFarms = golden("three-farms.json");

Ended run_with_columns(const std::vector<std::string>& arguments, const std::string& columns) {
  return run(Setting{.arguments = arguments, .environment = {{"COLUMNS", columns}}});
}

}  // namespace

TEST_CASE("the summary is the recorded one", "[cli][screen]") {
  check_golden("three-farms.summary.txt", run({"run", kFarms}).out);
  check_golden("three-farms.summary-40.txt", run_with_columns({"run", kFarms}, "40").out);
}

TEST_CASE("the summary of talks that never succeed is the recorded one", "[cli][screen]") {
  check_golden("three-farms.no-deal.txt",
               run({"run", kFarms, "--set", "/parties/upper/no_agreement=0.9"}).out);
}

TEST_CASE("stories are the recorded ones", "[cli][screen]") {
  // 9: a text falls at signature, rounds without news; 12: rounds without news, ratified or not.
  check_golden("three-farms.story-9.txt", run({"run", kFarms, "--trace", "9"}).out);
  check_golden("three-farms.story-12.txt", run({"run", kFarms, "--trace", "12"}).out);
  check_golden("three-farms.story-9-40.txt",
               run_with_columns({"run", kFarms, "--trace", "9"}, "40").out);
}

TEST_CASE("check describes as recorded", "[cli][screen]") {
  const Directory directory;
  directory.write("farms.json", text_of_file(kFarms));
  const Setting setting{.arguments = {"check", "farms.json", "--sources"},
                        .directory = directory.path()};
  check_golden("three-farms.check.txt", run(setting).out);
}

TEST_CASE("nothing is wider than the terminal", "[cli][screen]") {
  const std::string talks = shipped("ukraine-2025.json");
  for (const std::size_t width : {40, 57, 71, 72, 80, 100}) {
    const std::string columns = std::to_string(width);
    CAPTURE(columns);
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"run", kFarms},
          {"run", talks, "-n", "20"},
          {"run", talks, "-n", "20", "--set", "/parties/russia/no_agreement=0", "--set",
           "/parties/ukraine/no_agreement=0", "--set",
           "/parties/russia/strategy/bidding=time-dependent"},
          {"run", talks, kFarms, "-n", "20"},
          {"run", talks, "--trace", "3"},
          {"run", kFarms, "-n", "20", "--set",
           "/title=A title that is quite a bit longer than the screen, whatever its width may be"},
          {"list"}}) {
      CAPTURE(arguments);
      const Ended ended = run_with_columns(arguments, columns);
      CHECK(ended.code == 0);
      CHECK(longest_line(ended.out) <= width);
    }
  }
}

TEST_CASE("the summary of 31 points fits a screen", "[cli][screen]") {
  const std::string talks = shipped("ukraine-2025.json");
  CHECK(lines(run({"run", talks, "-n", "50"}).out) <= 45);
  const Ended agreed = run({"run", talks, "-n", "50", "--set", "/parties/russia/no_agreement=0",
                            "--set", "/parties/ukraine/no_agreement=0", "--set",
                            "/parties/russia/strategy/bidding=time-dependent"});
  CHECK(agreed.out.find("Where they agreed") != std::string::npos);
  CHECK(lines(agreed.out) <= 45);
}

TEST_CASE("colours are for terminals, and not where NO_COLOR is set", "[cli][screen]") {
  const Setting setting{.arguments = {"run", kFarms}, .environment = {{"TERM", "xterm"}}};
  const std::string shown = run_on_terminal(setting, 80).out;
  CHECK(shown.find("\x1b[1m") != std::string::npos);
  CHECK(run(setting).out.find('\x1b') == std::string::npos);

  Setting plain = setting;
  plain.environment.emplace_back("NO_COLOR", "1");
  CHECK(run_on_terminal(plain, 80).out.find("\x1b[1m") == std::string::npos);
  Setting dumb = setting;
  dumb.environment = {{"TERM", "dumb"}};
  CHECK(run_on_terminal(dumb, 80).out.find("\x1b[1m") == std::string::npos);
}

TEST_CASE("a terminal's own width counts, and COLUMNS before it", "[cli][screen]") {
  const Setting setting{.arguments = {"check", kFarms}, .environment = {{"TERM", "dumb"}}};
  const Setting narrow{.arguments = {"check", kFarms}, .environment = {{"COLUMNS", "50"}}};
  CHECK(run_on_terminal(setting, 50).out == run(narrow).out);
  Setting both = setting;
  both.environment.emplace_back("COLUMNS", "50");
  CHECK(run_on_terminal(both, 100).out == run(narrow).out);
}

TEST_CASE("progress is not shown where nobody watches, and cleared where somebody does",
          "[cli][screen]") {
  const std::vector<std::string> arguments{"run", kFarms, "-n", "3000"};
  CHECK(run(arguments).err.empty());
  const std::string shown = run_on_terminal(Setting{.arguments = arguments}, 80).out;
  const std::size_t last = shown.rfind(" a second, ");
  if (last == std::string::npos) return;  // it was quick
  const std::size_t cleared = shown.find("\x1b[K", last);
  REQUIRE(cleared != std::string::npos);
  CHECK(shown.find("Three farms and a well", cleared) != std::string::npos);
}

TEST_CASE("control characters of a scenario do not reach the terminal", "[cli][screen]") {
  const std::vector<std::string> titles{"/title=\"red \\u001b[31m alert\\u0007\"",
                                        "/parties/upper/title=\"up\\u009bper\""};
  for (const std::string& title : titles) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"run", kFarms, "-n", "5", "--set", title},
          {"check", kFarms, "--set", title},
          {"run", kFarms, "--trace", "1", "--set", title}}) {
      const Ended ended = run(arguments);
      CHECK(ended.code == 0);
      CHECK(ended.out.find('\x1b') == std::string::npos);
      CHECK(ended.out.find('\a') == std::string::npos);
      CHECK(ended.out.find("\xc2\x9b") == std::string::npos);
    }
  }
}

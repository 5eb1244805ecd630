// SPDX-License-Identifier: Apache-2.0
/// What the program shows: summaries and stories, wide, narrow and on a terminal.
#include <algorithm>
#include <cmath>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

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
using Json = nlohmann::json;

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

TEST_CASE("talks over one text, and a branch, are told as recorded", "[cli][screen]") {
  const std::string single_text =
      R"(/protocol={"name":"single-text","rounds":12,"groups":[["upper","miller"],["lower"]]})";
  check_golden("three-farms.single-text-9.txt",
               run({"run", kFarms, "--trace", "9", "--set", single_text}).out);
  const std::vector<std::string> branch{"run", kFarms,  "--branch",
                                        "5",   "--set", "/parties/upper/no_agreement=0.9"};
  check_golden("three-farms.branch.txt", run(branch).out);
  check_golden("three-farms.branch-40.txt", run_with_columns(branch, "40").out);
  std::vector<std::string> story = branch;
  story.insert(story.end(), {"--trace", "9"});
  check_golden("three-farms.branch-story-9.txt", run(story).out);
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
  for (const std::size_t width : {40U, 57U, 71U, 72U, 80U, 100U}) {
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
          {"run", talks, "-n", "5", "--branch", "3", "--set", "/parties/russia/delay_cost=0.1"},
          {"run", talks, "--trace", "3", "--branch", "9", "--set", "/protocol/hazard=0.5"},
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

TEST_CASE("the summary of 31 points and ten variables stays short", "[cli][screen]") {
  constexpr std::size_t kMost = 57;
  const std::string talks = shipped("ukraine-2025.json");
  CHECK(lines(run({"run", talks, "-n", "50"}).out) <= kMost);
  const Ended agreed = run({"run", talks, "-n", "50", "--set", "/parties/russia/no_agreement=0",
                            "--set", "/parties/ukraine/no_agreement=0", "--set",
                            "/parties/russia/strategy/bidding=time-dependent"});
  CHECK(agreed.out.find("Where they agreed") != std::string::npos);
  CHECK(lines(agreed.out) <= kMost);
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

TEST_CASE("nobody is said to have agreed on what was set aside", "[cli][screen]") {
  // The mill needs the consent of the miller. That it is as now is what holds where it is set
  // aside.
  const std::string likes = R"(/parties/miller/preferences/mill/scores={"as-now":0,"shared":1})";
  const std::string content =
      R"(/parties/PARTY/strategy/acceptance={"name":"ac-const","level":0.4})";
  std::vector<std::string> easy{"run", kFarms, "--set", likes};
  for (const std::string& party : {std::string("upper"), std::string("lower")}) {
    easy.insert(easy.end(), {"--set", std::string(content).replace(9, 5, party)});
  }
  std::vector<std::string> refused = easy;
  easy.insert(easy.end(), {"--set", "/parties/miller/no_agreement=0.9"});
  refused.insert(refused.end(), {"--set", "/parties/miller/no_agreement=1.2"});
  int set_aside_in_any = 0;
  for (const std::vector<std::string>& arguments : {{"run", kFarms}, easy, refused}) {
    std::vector<std::string> with_results = arguments;
    with_results.insert(with_results.end(), {"-o", "-"});
    const Json summary = Json::parse(run(with_results).out)["summary"];
    const int agreements = summary["agreements"]["count"];
    REQUIRE(agreements > 0);
    const Json& mill = summary["issues"]["mill"];
    const int set_aside = mill["set_aside"];
    const int as_now = mill["chosen"]["as-now"].get<int>() - set_aside;
    const int shared = mill["chosen"]["shared"];
    CAPTURE(agreements, set_aside, as_now, shared);
    set_aside_in_any += set_aside;
    const bool aside = 2 * set_aside >= agreements;
    const std::string usual = aside ? "set aside" : as_now >= shared ? "as-now" : "shared";
    const int times = aside ? set_aside : std::max(as_now, shared);
    const auto share = std::to_string(std::lround(100.0 * times / agreements));
    const std::string out = run(arguments).out;
    const std::size_t at = out.find("\n  Mill ", out.find("Where they agreed"));
    REQUIRE(at != std::string::npos);
    const std::string line = out.substr(at + 1, out.find('\n', at + 1) - at - 1);
    CAPTURE(line);
    CHECK(line.ends_with(" " + share + " %  " + usual));
    CHECK((out.find("set aside: a consent was missing") != std::string::npos) == aside);
  }
  CHECK(set_aside_in_any > 0);
}

TEST_CASE("options in columns are not cut, points are, and undisputed ones are counted",
          "[cli][screen]") {
  const Ended agreed =
      run({"run", shipped("ukraine-2025.json"), "-n", "50", "--set",
           "/parties/russia/no_agreement=0", "--set", "/parties/ukraine/no_agreement=0", "--set",
           "/parties/russia/strategy/bidding=time-dependent", "-o", "-"});
  const Json results = Json::parse(agreed.out);
  const Json& summary = results["summary"];
  const Json& scenario = results["scenario"];
  const std::string& screen = agreed.err;
  std::size_t at = screen.find('\n', screen.find("Where they agreed")) + 1;

  const std::size_t others = screen.find("  the other ", at);
  REQUIRE(others != std::string::npos);
  const auto left_out = static_cast<std::size_t>(std::stoi(screen.substr(others + 12)));
  const std::size_t named = screen.find("the draft ", others) + 10;
  const std::string draft = screen.substr(named, screen.find(',', named) - named);
  std::size_t listed = 0;
  const auto check_cell = [&](std::string cell) {
    while (!cell.empty() && cell.front() == ' ') cell.erase(0, 1);
    if (cell.empty()) return;
    ++listed;
    CAPTURE(cell);
    std::string issue = cell.substr(0, cell.find(' '));
    const std::size_t cut = issue.find("…");
    if (cut != std::string::npos) issue.erase(cut);
    bool names_an_option = cell.find(" set aside ") != std::string::npos;
    for (const Json& one : scenario["issues"]) {
      if (!one["id"].get<std::string>().starts_with(issue)) continue;
      for (const Json& option : one["options"]) {
        const std::string id = option.is_string() ? option : option["id"];
        names_an_option = names_an_option || cell.find(" " + id + " ") != std::string::npos;
      }
    }
    CHECK(names_an_option);
  };
  while (at < others) {
    const std::size_t end = screen.find('\n', at);
    // Columns, not bytes: a cut point ends in a character of three bytes.
    std::string line = screen.substr(at, end - at);
    std::size_t bytes = 0;
    for (std::size_t column = 0; bytes < line.size() && column < 40; ++bytes) {
      if ((static_cast<unsigned char>(line[bytes]) & 0xc0U) != 0x80) ++column;
    }
    while (bytes < line.size() && (static_cast<unsigned char>(line[bytes]) & 0xc0U) == 0x80)
      ++bytes;
    check_cell(line.substr(0, bytes) + " ");
    check_cell(line.substr(bytes) + " ");
    at = end + 1;
  }
  CHECK(listed + left_out == scenario["issues"].size());

  const std::size_t agreements = summary["agreements"]["count"];
  std::size_t undisputed = 0;
  for (const auto& [issue, tally] : summary["issues"].items()) {
    const std::string option = scenario["drafts"][draft]["package"].is_object()
                                   ? scenario["drafts"][draft]["package"][issue]
                                   : scenario["drafts"][draft][issue];
    const std::size_t count = tally["chosen"][option];
    undisputed += 100 * count >= 95 * agreements && tally["set_aside"] == 0 ? 1U : 0U;
  }
  CHECK(left_out == undisputed);
}

TEST_CASE("the summary says whether deals were missed or did not exist", "[cli][screen]") {
  for (const std::string& setting : {std::string("/parties/upper/no_agreement=0.9"),
                                     std::string("/parties/upper/no_agreement=0.4")}) {
    const Ended ended = run({"run", kFarms, "--set", setting, "-o", "-"});
    const Json nearest = Json::parse(ended.out)["summary"]["nearest"];
    std::string line = ended.err.substr(ended.err.find("How near they came"));
    line = line.substr(0, line.find("\n\n"));
    for (std::size_t at = 0; (at = line.find("\n  ", at)) != std::string::npos;) {
      line.replace(at, 3, " ");
    }
    CAPTURE(setting, line);
    const auto share = [](const Json& proportion) {
      return std::to_string(std::lround(100 * proportion["share"].get<double>())) + " %";
    };
    CHECK(line.find("in " + share(nearest["signable"]) +
                    " of all talks some text was one that "
                    "enough parties could sign, consents aside") != std::string::npos);
    const bool missed = nearest["missed"]["count"] > 0;
    CHECK((line.find("and in " + share(nearest["missed"]) +
                     " of all too few signed one in the end") != std::string::npos) == missed);
    CHECK((line.find("in the others the nearest text was") != std::string::npos) ==
          (nearest["missing"]["count"] > 0));
  }
}

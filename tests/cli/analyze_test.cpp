// SPDX-License-Identifier: Apache-2.0
/// `entente analyze`: wrong command lines, the screen, the JSON, threads and limits of time.
#include <cmath>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

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
using entente::test::Running;
using entente::test::Setting;
using entente::test::shipped;
using entente::test::text_of_file;
using Json = nlohmann::json;

namespace {

const std::string kFarms = golden("three-farms.json");

struct Wrong {
  std::vector<std::string> arguments;
  std::string message;
};

Ended analyze(std::vector<std::string> arguments, const std::string& columns = "80") {
  arguments.insert(arguments.begin(), "analyze");
  return run(Setting{.arguments = arguments, .environment = {{"COLUMNS", columns}}});
}

/// The text with line breaks and indents as single spaces.
std::string flat(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const char next = c == '\n' ? ' ' : c;
    if (next != ' ' || (!result.empty() && result.back() != ' ')) result += next;
  }
  return result;
}

bool says(const std::string& text, const std::string& what) {
  return flat(text).find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a wrong command line of analyze is told in plain words, and exits with 2",
          "[cli][analyze]") {
  const std::string see = "  see entente analyze --help\n";
  const std::string ukraine = shipped("ukraine-2025.json");
  const std::vector<Wrong> cases{
      {{}, "no scenario is named\n  write entente analyze SCENARIO\n"},
      {{kFarms, kFarms}, "one scenario is analysed at a time\n  name one scenario\n"},
      {{kFarms, "--replication", "3", "-n", "10"},
       "--replication analyses one draw, --replications says how many\n"
       "  leave out one of them\n"},
      {{kFarms, "--replications", "0"},
       "--replications wants a whole number from 1 to 1000000000000, not \"0\"\n"},
      {{kFarms, "--replication=-1"},
       "--replication wants a whole number from 0 to 999999999999, not \"-1\"\n"},
      {{kFarms, "--at-round", "0"},
       "--at-round wants a whole number from 1 to 2147483647, not \"0\"\n"},
      {{kFarms, "--at-round", "13"},
       "--at-round 13: the last round of " + kFarms + " is 12\n  name one from 1 to 12\n"},
      {{kFarms, "--time-limit", "0"},
       "--time-limit wants a number of seconds above 0, up to 86400, not \"0\"\n"},
      {{kFarms, "--time-limit", "nan"},
       "--time-limit wants a number of seconds above 0, up to 86400, not \"nan\"\n"},
      {{kFarms, "--time-limit", "86401"},
       "--time-limit wants a number of seconds above 0, up to 86400, not \"86401\"\n"},
      {{kFarms, "--time-limit", "2s"},
       "--time-limit wants a number of seconds above 0, up to 86400, not \"2s\"\n"},
      {{kFarms, "--threads", "0"}, "--threads wants a whole number from 1 to 1024, not \"0\"\n"},
      {{kFarms, "--draft", "mayer"},
       "--draft: there is no draft \"mayer\"\n  did you mean \"mayor\"?\n"},
      {{kFarms, "--draft", "mayor", "--draft", "mayor"},
       "--draft mayor is given twice\n  give it once\n"},
      {{kFarms, "--set", "/drafts={}", "--draft", "mayor"},
       "--draft: there is no draft \"mayor\"\n  the scenario has no drafts\n"},
      {{ukraine, "--draft", "us"},
       "--draft: there is no draft \"us\"\n  one of \"us-28\", \"europe\", \"20-point\"\n"},
      {{kFarms, "--parties", "upper"},
       "--parties wants two parties, not \"upper\"\n  write --parties A,B with their ids\n"},
      {{kFarms, "--parties", "upper,lower,miller"},
       "--parties wants two parties, not \"upper,lower,miller\"\n"
       "  write --parties A,B with their ids\n"},
      {{kFarms, "--parties", "upper,milller"},
       "--parties: there is no party \"milller\"\n  did you mean \"miller\"?\n"},
      {{kFarms, "--parties", "upper,upper"},
       "--parties names \"upper\" twice\n  name two different ones\n"},
  };
  for (const Wrong& wrong : cases) {
    CAPTURE(wrong.arguments);
    const Ended ended = analyze(wrong.arguments);
    CHECK(ended.err == "entente analyze: " + wrong.message + see);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
  }
}

TEST_CASE("help of analyze names every option that it takes", "[cli][analyze]") {
  const std::string help = run({"analyze", "--help"}).out;
  for (const char* option :
       {"-o, --output FILE", "--draft NAME", "--parties A,B", "--at-round ROUND",
        "-n, --replications N", "--replication REPLICATION", "-s, --seed S", "-j, --threads N",
        "--set POINTER=VALUE", "--time-limit SECONDS", "-h, --help"}) {
    CAPTURE(option);
    CHECK(help.find(option) != std::string::npos);
  }
}

TEST_CASE("a wrong scenario is told in full before anything is analysed", "[cli][analyze]") {
  const Ended ended = analyze({kFarms, "--set", "/parties/upper/no_agreemen=0.3"});
  CHECK(ended.code == 3);
  CHECK(ended.out.empty());
  CHECK(ended.err.find("did you mean \"no_agreement\"?") != std::string::npos);
}

TEST_CASE("the analysis of three farms is the recorded one", "[cli][analyze]") {
  check_golden("three-farms.analysis.txt", analyze({kFarms}).out);
  check_golden("three-farms.analysis-40.txt", analyze({kFarms}, "40").out);
  check_golden("three-farms.analysis-no-deal.txt",
               analyze({kFarms, "--set", "/parties/upper/no_agreement=0.9"}).out);
  check_golden("three-farms.analysis-9.txt", analyze({kFarms, "--replication", "9"}).out);
  check_golden("three-farms.analysis.json", analyze({kFarms, "-o", "-"}).out);
}

TEST_CASE("the screen says what the JSON says", "[cli][analyze]") {
  const Ended ended = analyze({kFarms, "-o", "-", "--set", "/parties/upper/no_agreement=0.8"});
  REQUIRE(ended.code == 0);
  const Json draws = Json::parse(ended.out)["draws"];
  const double share = draws["zone"]["yes"]["share"];
  CAPTURE(draws["zone"].dump());
  REQUIRE(share > 0.05);
  REQUIRE(share < 0.95);
  std::string number = std::to_string(share * 100);
  number = number.substr(0, number.find('.') + 2);
  CHECK(says(ended.err, "exists in " + number + " % of 200 draws"));
}

TEST_CASE("with -o - JSON goes to standard output and the screen to standard error",
          "[cli][analyze]") {
  const Ended plain = analyze({kFarms});
  const Ended ended = analyze({kFarms, "-o", "-"});
  CHECK(ended.code == 0);
  CHECK(Json::parse(ended.out)["format"] == "entente-analysis");
  CHECK(plain.err.empty());
  CHECK(ended.err == plain.out);
  const Directory directory;
  const Ended file = analyze({kFarms, "-o", directory.path("a.json")});
  CHECK(file.out == plain.out);
  CHECK(text_of_file(directory.path("a.json")) == ended.out);
  CHECK(directory.names() == std::vector<std::string>{"a.json"});
}

TEST_CASE("an analysis never takes the place of its scenario", "[cli][analyze]") {
  const Directory directory;
  const std::string path = directory.path("farms.json");
  directory.write("farms.json", text_of_file(kFarms));
  const Ended ended = analyze({path, "-o", path});
  CHECK(ended.code == 2);
  CHECK(ended.err == "entente analyze: the results would overwrite the scenario " + path +
                         "\n  name another place with -o\n  see entente analyze --help\n");
  CHECK(text_of_file(path) == text_of_file(kFarms));
}

TEST_CASE("a full device is told by analyze and exits with 1", "[cli][analyze]") {
  const Ended file = analyze({kFarms, "-o", "/dev/full"});
  CHECK(file.code == 1);
  CHECK(file.err == "entente: /dev/full: cannot write: no space left on device\n");
  CHECK(file.out.empty());
  const Ended stream = run(Setting{.arguments = {"analyze", kFarms}, .output = "/dev/full"});
  CHECK(stream.code == 1);
  CHECK(stream.err == "entente: <stdout>: cannot write: no space left on device\n");
}

TEST_CASE("analyses are byte-identical for any number of threads", "[cli][analyze]") {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{kFarms, "-o", "-"},
        {kFarms, "-o", "-", "--set", "/parties/upper/no_agreement=0.85", "--at-round", "6"},
        {shipped("hospital-strike.json"), "-o", "-", "-n", "40"}}) {
    CAPTURE(arguments);
    std::vector<std::string> one = arguments;
    one.insert(one.end(), {"-j", "1"});
    std::vector<std::string> three = arguments;
    three.insert(three.end(), {"-j", "3"});
    const Ended first = analyze(one);
    const Ended second = analyze(three);
    REQUIRE(first.code == 0);
    // Compared first: an expansion of a difference would be megabytes.
    const bool same = first.out == second.out;
    CHECK(same);
    CHECK(first.err == second.err);
  }
}

TEST_CASE("when time is up there are bounds, and it is said so", "[cli][analyze]") {
  const Ended ended =
      analyze({shipped("ukraine-2025.json"), "--time-limit", "0.001", "-n", "1000000", "-o", "-"});
  CHECK(ended.code == 0);
  CHECK(says(ended.err, "Time was up: what was not settled by then is a bound or is left out"));
  CHECK(says(ended.err, " of 1,000,000 draws · round 1"));
  CHECK(says(ended.err, "time was up: "));
  CHECK_FALSE(says(ended.err, "other draws, another mean): all;"));
  CHECK(says(ended.err, "alone, in the expected case Not known: time was up."));
  CHECK_FALSE(says(ended.err, "Russia at least"));
  CHECK_FALSE(says(ended.err, "no text is acceptable"));
  CHECK(Json::parse(ended.out)["time_is_up"] == true);
  const Ended enough = analyze({kFarms});
  CHECK_FALSE(says(enough.out, "Time was up"));
  CHECK(says(enough.out,
             "Proven in the expected case (for the mean of these 200 draws; other draws, another "
             "mean): all; in the draws: all."));
}

TEST_CASE("an analysis that is interrupted leaves no file", "[cli][analyze]") {
  const Directory directory;
  directory.write("a.json", "precious");
  Running running(Setting{.arguments = {"analyze", shipped("ukraine-2025.json"), "-n", "1000000000",
                                        "-o", directory.path("a.json")}});
  // Once the file beside is there, signals are noted and the analysis is about to begin.
  while (directory.names().size() < 2) std::this_thread::yield();
  running.signal(SIGINT);
  const Ended ended = running.wait();
  CHECK(ended.code == 130);
  CHECK(ended.err == "entente: interrupted\n");
  CHECK(directory.names() == std::vector<std::string>{"a.json"});
  CHECK(text_of_file(directory.path("a.json")) == "precious");
}

TEST_CASE("a replication alone is the draw that run plays", "[cli][analyze]") {
  const Json alone = Json::parse(analyze({kFarms, "--replication", "9", "-o", "-"}).out);
  const Json told = Json::parse(run({"run", kFarms, "-o", "-"}).out);
  const Json drawn = Json::parse(analyze({kFarms, "-n", "1", "-o", "-"}).out);
  CHECK_FALSE(alone.contains("draws"));
  CHECK(drawn["draws"]["replications"] == 1);
  // What run says of the draft as talks begin, on average over all, holds of each draw.
  CHECK(told["summary"]["drafts"]["mayor"]["upper"]["signable"]["share"] == 1);
  CHECK(says(analyze({kFarms, "--replication", "9"}).out, "Upper farm yes"));
  // A draw is what it is, however many are wanted.
  CHECK(analyze({kFarms, "--replication", "250"}).code == 0);
}

TEST_CASE("drafts are judged in the order asked for, the ledger is of the first two",
          "[cli][analyze]") {
  const std::string talks = shipped("ukraine-2025.json");
  const auto first_two = [&](const std::string& a, const std::string& b) {
    return analyze({talks, "-n", "3", "--draft", a, "--draft", b}).out;
  };
  CHECK(says(first_two("20-point", "us-28"), "From 20-point to us-28:"));
  CHECK(says(first_two("us-28", "20-point"), "From us-28 to 20-point:"));
  CHECK_FALSE(says(first_two("us-28", "20-point"), "europe:"));
  CHECK_FALSE(says(analyze({talks, "-n", "3", "--draft", "us-28"}).out, "From us-28"));
}

TEST_CASE("the frontier is of the two that are named, in that order", "[cli][analyze]") {
  CHECK(says(analyze({kFarms}).out, "Frontier between Upper farm and Lower farm alone"));
  const Ended named = analyze({kFarms, "--parties", "miller,upper"});
  CHECK(says(named.out, "Frontier between Miller and Upper farm alone"));
  CHECK(says(named.out, "Miller at least 1.00"));
}

TEST_CASE("what is said to be proven is what the JSON says", "[cli][analyze]") {
  const Ended ended = analyze({shipped("ukraine-2025.json"), "-o", "-"});
  const Json draws = Json::parse(ended.out)["draws"];
  const std::uint64_t unproven = draws["obstacles"]["unproven"];
  REQUIRE(unproven > 0);
  CHECK(says(ended.err, "all but what stands in the way in " + std::to_string(unproven) + " of " +
                            std::to_string(draws["obstacles"]["count"].get<int>())));
}

TEST_CASE("an opening costs no less than the screen says, once it is rounded", "[cli][analyze]") {
  const Ended ended = analyze({kFarms, "-o", "-", "--set", "/parties/upper/no_agreement=0.9"});
  const Json total = Json::parse(ended.out)["picture"]["obstacles"]["total"];
  const Json fall = total["shortfall"];
  const auto told = [](double value) { return std::ceil(value * 1000 - 1e-6) / 1000; };
  CHECK(says(ended.err, "0.042 to Lower farm and 0.025 to Miller"));
  CHECK(told(fall["lower"]) == Approx(0.042));
  CHECK(told(fall["miller"]) == Approx(0.025));
  CHECK(says(ended.err, "it opens mayor but for Water for the lower farm → 0 m3/day"));
}

TEST_CASE("where all draws are alike, they are told once", "[cli][analyze]") {
  const Ended ended = analyze({shipped("divide-the-pie.json"), "-n", "50"});
  CHECK(says(ended.out, "50 draws, all alike"));
  CHECK_FALSE(says(ended.out, "of draws"));
  CHECK(says(ended.out, "The utilitarian text is one of several."));
  // One draw is its own mean; two are not.
  CHECK(says(analyze({kFarms, "-n", "1"}).out, "In the one draw a deal exists"));
  CHECK(says(analyze({kFarms, "-n", "2"}).out, "for the mean of these 2 draws"));
}

TEST_CASE("no cells of a table touch", "[cli][analyze]") {
  const std::string table = analyze({shipped("hospital-strike.json"), "-n", "20"}).out;
  CHECK(table.find("   0 %  -0.46   100 %  +0.19") != std::string::npos);
  CHECK(analyze({kFarms, "--set", "/parties/upper/no_agreement=0.9"})
            .out.find("9.0–18.4 %  no, 0.042 short") != std::string::npos);
}

TEST_CASE("no analysis is wider than the terminal, or longer than can be read", "[cli][analyze]") {
  for (const char* name :
       {"ukraine-2025.json", "ukraine-2025-red-lines.json", "climate-finance.json",
        "harbour-game.json", "hospital-strike.json", "used-car.json", "divide-the-pie.json"}) {
    for (const std::size_t width : {40U, 71U, 72U, 80U, 100U}) {
      CAPTURE(name, width);
      const Ended ended = analyze({shipped(name), "-n", "10"}, std::to_string(width));
      CHECK(ended.code == 0);
      CHECK(longest_line(ended.out) <= width);
      if (width == 80) CHECK(lines(ended.out) <= 130);
    }
  }
}

TEST_CASE("colours and control characters keep to the rules in an analysis", "[cli][analyze]") {
  const Setting setting{.arguments = {"analyze", kFarms}, .environment = {{"TERM", "xterm"}}};
  CHECK(run_on_terminal(setting, 80).out.find("\x1b[1m") != std::string::npos);
  CHECK(run(setting).out.find('\x1b') == std::string::npos);
  Setting plain = setting;
  plain.environment.emplace_back("NO_COLOR", "1");
  CHECK(run_on_terminal(plain, 80).out.find("\x1b[1m") == std::string::npos);
  const Ended ended = analyze({kFarms, "--set", "/title=\"red \\u001b[31m alert\"", "--set",
                               "/parties/upper/title=\"up\\u009bper\"", "--set",
                               "/parties/upper/clauses/dry/title=\"\\u0007\"", "--set",
                               "/parties/upper/no_agreement=0.9"});
  CHECK(ended.code == 0);
  for (const char* sign : {"\x1b", "\a", "\xc2\x9b"}) {
    CHECK(ended.out.find(sign) == std::string::npos);
  }
}

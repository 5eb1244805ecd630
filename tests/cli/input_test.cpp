// SPDX-License-Identifier: Apache-2.0
/// Scenarios that cannot be read, from files and from standard input.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using entente::test::Directory;
using entente::test::Ended;
using entente::test::golden;
using entente::test::run;
using entente::test::Setting;
using entente::test::text_of_file;

namespace {

const std::string kFarms = golden("three-farms.json");

}  // namespace

TEST_CASE("a file that is not there is bad input, and a near name is proposed", "[cli][input]") {
  const Directory directory;
  directory.write("talks.json", text_of_file(kFarms));
  const auto message = [&directory](const std::string& name) {
    const Ended ended = run(Setting{.arguments = {"run", name}, .directory = directory.path()});
    CHECK(ended.code == 3);
    CHECK(ended.out.empty());
    return ended.err;
  };
  CHECK(message("tlaks.json") ==
        "tlaks.json: there is no such file\n    did you mean \"talks.json\"?\n");
  CHECK(message("talks") == "talks: there is no such file\n    did you mean \"talks.json\"?\n");
  CHECK(message("./tlaks.json") ==
        "./tlaks.json: there is no such file\n    did you mean \"./talks.json\"?\n");
  CHECK(message("elsewhere/talks.json") ==
        "elsewhere/talks.json: there is no such file\n    did you mean \"talks.json\"?\n");
  CHECK(message("elsewhere/other.json") ==
        "elsewhere/other.json: there is no such file\n    check the name\n");
  std::filesystem::create_directories(directory.path("scenarios"));
  directory.write("scenarios/harbour.json", "{}");
  CHECK(message("harbour") ==
        "harbour: there is no such file\n    did you mean \"scenarios/harbour.json\"?\n");
  CHECK(message(".") == ".: is a directory, not a scenario\n    name a file in it\n");
}

TEST_CASE("results are not proposed where a scenario is meant", "[cli][input]") {
  const Directory directory;
  directory.write("farms.json", text_of_file(kFarms));
  const auto run_here = [&directory](std::vector<std::string> arguments) {
    return run(Setting{.arguments = std::move(arguments), .directory = directory.path()});
  };
  CHECK(run_here({"run", "farms.json", "-n", "2", "-o", "frams2.json"}).code == 0);
  CHECK(run_here({"run", "frams.json"}).err ==
        "frams.json: there is no such file\n    did you mean \"farms.json\"?\n");
  CHECK(run_here({"run", "frams3.json"}).err ==
        "frams3.json: there is no such file\n    did you mean \"farms.json\"?\n");
}

TEST_CASE("a truncated scenario is told with its place, and nothing is printed or written",
          "[cli][input]") {
  const Directory directory;
  const std::string text = text_of_file(kFarms);
  directory.write("half.json", text.substr(0, text.size() / 2));
  const Ended ended = run(Setting{.arguments = {"run", "half.json", "-o", "results.json"},
                                  .directory = directory.path()});
  CHECK(ended.code == 3);
  CHECK(ended.out.empty());
  CHECK(ended.err.starts_with("half.json:"));
  CHECK(directory.names() == std::vector<std::string>{"half.json"});
}

TEST_CASE("the faults of all scenarios are told together", "[cli][input]") {
  const Directory directory;
  directory.write("one.json", "[");
  directory.write("two.json", "{\"title\": 1, \"surprise\": 2}");
  const Ended ended = run(
      Setting{.arguments = {"run", "one.json", kFarms, "two.json"}, .directory = directory.path()});
  CHECK(ended.code == 3);
  CHECK(ended.out.empty());
  CHECK(ended.err.find("one.json:1") != std::string::npos);
  CHECK(ended.err.find("two.json:1: /surprise: unknown key \"surprise\"") != std::string::npos);
}

TEST_CASE("check describes what is right and tells what is wrong", "[cli][input]") {
  const Directory directory;
  directory.write("wrong.json", "{}");
  const Ended ended =
      run(Setting{.arguments = {"check", "wrong.json", kFarms}, .directory = directory.path()});
  CHECK(ended.code == 3);
  CHECK(ended.out.starts_with(kFarms + ": no faults\n"));
  CHECK(ended.err.starts_with("wrong.json:1: "));
}

TEST_CASE("a scenario comes from standard input", "[cli][input]") {
  const std::string text = text_of_file(kFarms);
  const Ended piped = run(Setting{.arguments = {"run", "-"}, .input = text});
  CHECK(piped.code == 0);
  CHECK(piped.err.empty());
  CHECK(piped.out == run({"run", kFarms}).out);
  const Ended broken = run(Setting{.arguments = {"check", "-"}, .input = "{\"title\": }"});
  CHECK(broken.code == 3);
  CHECK(broken.err.starts_with("<stdin>:1:"));
}

TEST_CASE("wrong assignments are told together with the flag", "[cli][input]") {
  const Ended ended = run({"run", kFarms, "--set", "/parties/uper/delay_cost=1", "--set", "delay=1",
                           "--set", "/protocol"});
  CHECK(ended.code == 3);
  CHECK(ended.err ==
        "--set /parties/uper/delay_cost=1: /parties/uper: there is no \"uper\" in /parties\n"
        "    did you mean \"upper\"?\n"
        "--set delay=1: the pointer does not begin with \"/\"\n"
        "    write POINTER=VALUE, such as /simulation/seed=7\n"
        "--set /protocol: there is no \"=\"\n"
        "    write POINTER=VALUE, such as /simulation/seed=7\n");
}

TEST_CASE("a value set that does not fit is told at the flag", "[cli][input]") {
  const Ended ended = run({"check", kFarms, "--set", "/protocol/rounds=never"});
  CHECK(ended.code == 3);
  CHECK(ended.err.starts_with("--set /protocol/rounds=never: /protocol/rounds: "));
}

TEST_CASE("assignments change what is run, by ids and by indices", "[cli][input]") {
  const auto summary = [](const std::string& assignment) {
    return run({"run", kFarms, "-n", "20", "--set", assignment}).out;
  };
  CHECK(summary("/protocol/rounds=3").find("the last is 3)") != std::string::npos);
  CHECK(summary("/parties/upper/delay_cost=0.02") == summary("/parties/0/delay_cost=0.02"));
  CHECK(summary("/parties/upper/delay_cost=0.02") != summary("/parties/1/delay_cost=0.02"));
}

TEST_CASE("a name without a path is looked for among the installed scenarios", "[cli][input]") {
  const Directory prefix;
  std::filesystem::create_directories(prefix.path("bin"));
  std::filesystem::create_directories(prefix.path("share/entente/scenarios"));
  std::filesystem::copy_file(ENTENTE_PROGRAM, prefix.path("bin/entente"));
  std::filesystem::copy_file(kFarms, prefix.path("share/entente/scenarios/farms.json"));
  const Directory elsewhere;
  const auto check = [&](const std::string& name) {
    return run(Setting{.arguments = {"check", name},
                       .directory = elsewhere.path(),
                       .program = prefix.path("bin/entente")});
  };
  CHECK(check("farms.json").code == 0);
  CHECK(check("farms").code == 0);
  CHECK(check("./farms.json").code == 3);
  CHECK(check("fams.json").err ==
        "fams.json: there is no such file\n    did you mean \"farms.json\"?\n");
  CHECK(check("nowhere/fams.json").err ==
        "nowhere/fams.json: there is no such file\n    did you mean \"farms.json\"?\n");
  CHECK(check("elevator").err ==
        "elevator: there is no such file\n    check the name, or take one of "
        "\"farms.json\"\n");
  elsewhere.write("farms.json", "{}");  // what is here goes before what is installed
  CHECK(check("farms.json").code == 3);
}

TEST_CASE("red lines that leave no package are no fault but are told", "[cli][input]") {
  const std::vector<std::string> sets{
      "--set", R"(/parties/upper/clauses=[{"id":"a","when":{"fence":"none"},"red_line":true}])",
      "--set",
      R"(/parties/lower/clauses=[{"id":"b","when":{"fence":["hedge","wall"]},"red_line":true}])"};
  std::vector<std::string> check{"check", kFarms};
  check.insert(check.end(), sets.begin(), sets.end());
  const Ended checked = run(check);
  CHECK(checked.code == 0);
  CHECK(checked.out.find("\nNo agreement is possible: each of these forbids all\n") !=
        std::string::npos);
  std::vector<std::string> played{"run", kFarms, "-n", "5"};
  played.insert(played.end(), sets.begin(), sets.end());
  const Ended ended = run(played);
  CHECK(ended.code == 0);
  CHECK(ended.err.starts_with(kFarms));
  CHECK(ended.err.find("there cannot be an agreement") != std::string::npos);
  CHECK(ended.out.find("What stood in the way") != std::string::npos);
  CHECK(run({"check", kFarms}).out.find("No agreement is possible") == std::string::npos);
}

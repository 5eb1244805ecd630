// SPDX-License-Identifier: Apache-2.0
/// Help, and what is said about a wrong command line.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"

using entente::test::Ended;
using entente::test::golden;
using entente::test::run;
using entente::test::Setting;

namespace {

const std::string kFarms = golden("three-farms.json");

struct Wrong {
  std::vector<std::string> arguments;
  std::string message;
};

}  // namespace

TEST_CASE("the version is that of the build", "[cli][usage]") {
  const Ended ended = run({"--version"});
  CHECK(ended.code == 0);
  CHECK(ended.out == "entente " ENTENTE_VERSION "\n");
  CHECK(ended.err.empty());
}

TEST_CASE("help goes to standard output and names commands, options and exit codes",
          "[cli][usage]") {
  const Ended program = run({"--help"});
  CHECK(program.code == 0);
  CHECK(program.err.empty());
  for (const char* line : {
           "usage: entente COMMAND [ARGUMENT...]\n",
           "  run        play a scenario many times and sum up what comes out\n",
           "  analyze    whether any deal exists, what hinders it, how good the texts are\n",
           "  check      read a scenario: tell what is in it, or all that is wrong\n",
           "  list       list protocols and strategies with their parameters\n",
           "  0    done\n",
           "  1    could not: reading or writing failed\n",
           "  2    the command line is wrong\n",
           "  3    a scenario is wrong; every fault is told\n",
           "  70   a bug in entente\n",
           "  130  interrupted; no partial file is left behind\n",
       }) {
    CAPTURE(line);
    CHECK(program.out.find(line) != std::string::npos);
  }
  for (const char* command : {"run", "analyze", "check", "list"}) {
    const Ended own = run({command, "--help"});
    CAPTURE(command);
    CHECK(own.code == 0);
    CHECK(own.out.starts_with(std::string("usage: entente ") + command));
    CHECK(own.out.find("examples:\n") != std::string::npos);
    CHECK(own.out == run({command, "-h"}).out);
    CHECK(own.out == run({"help", command}).out);
  }
}

TEST_CASE("help of run names every option that the command takes", "[cli][usage]") {
  const std::string help = run({"run", "--help"}).out;
  for (const char* option : {"-o, --output FILE", "-n, --replications N", "-s, --seed S",
                             "-j, --threads N", "--set POINTER=VALUE", "--branch ROUND",
                             "--keep WHAT", "--trace REPLICATION", "-h, --help"}) {
    CAPTURE(option);
    CHECK(help.find(option) != std::string::npos);
  }
}

TEST_CASE("a wrong command line is told in plain words, and exits with 2", "[cli][usage]") {
  const std::string see = "  see entente --help\n";
  const std::string see_run = "  see entente run --help\n";
  const std::vector<Wrong> cases{
      {{}, "entente: no command is given\n" + see},
      {{"rnu"}, "entente: there is no command \"rnu\"\n  did you mean \"run\"?\n" + see},
      {{"simulate"},
       "entente: there is no command \"simulate\"\n  one of \"run\", \"analyze\", \"check\", "
       "\"list\"\n" +
           see},
      {{"--verison"},
       "entente: there is no option --verison\n  did you mean \"--version\"?\n" + see},
      {{"run"}, "entente run: no scenario is named\n  write entente run SCENARIO\n" + see_run},
      {{"run", kFarms, "--replicatons", "5"},
       "entente run: there is no option --replicatons\n  did you mean \"--replications\"?\n" +
           see_run},
      {{"run", kFarms, "--rep=5"},
       "entente run: there is no option --rep\n  did you mean \"--replications\"?\n" + see_run},
      {{"run", kFarms, "-x"},
       "entente run: there is no option -x\n  one of \"--output\", \"--replications\", \"--seed\", "
       "\"--threads\", \"--set\", ... (9 in all)\n" +
           see_run},
      {{"run", kFarms, "--seed"},
       "entente run: --seed wants a value\n  write --seed S\n" + see_run},
      {{"run", kFarms, "-o"},
       "entente run: --output wants a value\n  write --output FILE\n" + see_run},
      {{"run", kFarms, "--seed", "1.5"},
       "entente run: --seed wants a whole number from 0 to 18446744073709551615, not \"1.5\"\n" +
           see_run},
      {{"run", kFarms, "--seed", "99999999999999999999"},
       "entente run: --seed wants a whole number from 0 to 18446744073709551615, not "
       "\"99999999999999999999\"\n" +
           see_run},
      {{"run", kFarms, "--replications", "0"},
       "entente run: --replications wants a whole number from 1 to 1000000000000, not \"0\"\n" +
           see_run},
      {{"run", kFarms, "--replications=-3"},
       "entente run: --replications wants a whole number from 1 to 1000000000000, not \"-3\"\n" +
           see_run},
      {{"run", kFarms, "--threads", "many"},
       "entente run: --threads wants a whole number from 1 to 1024, not \"many\"\n" + see_run},
      {{"run", kFarms, "--keep", "transcript"},
       "entente run: --keep does not know \"transcript\"\n  did you mean \"transcripts\"?\n" +
           see_run},
      {{"run", kFarms, "--seed", "1", "-s", "2"},
       "entente run: --seed is given twice\n  give it once\n" + see_run},
      {{"run", kFarms, kFarms, "-o", "-"},
       "entente run: -o - holds the results of one scenario\n"
       "  with several, name a directory: -o results\n" +
           see_run},
      {{"run", kFarms, kFarms, "-o", "somewhere"},
       "entente run: two scenarios would write three-farms.json\n  run one of them alone\n" +
           see_run},
      {{"run", kFarms, kFarms, "--trace", "1"},
       "entente run: --trace tells one negotiation of one scenario\n  name one scenario\n" +
           see_run},
      {{"run", kFarms, "--trace", "200"},
       "entente run: --trace 200: " + kFarms + " has 200 replications\n  name one from 0 to 199\n" +
           see_run},
      {{"run", kFarms, "--trace", "1", "-o", "x.json"},
       "entente run: --trace prints a story and writes no results\n  leave out -o and --keep; "
       "--keep transcripts writes all negotiations\n" +
           see_run},
      {{"run", kFarms, "--branch", "3"},
       "entente run: --branch is not told what is different from then on\n"
       "  add --set POINTER=VALUE\n" +
           see_run},
      {{"run", kFarms, kFarms, "--branch", "3", "--set", "/title=x"},
       "entente run: --branch compares one scenario with itself\n  name one scenario\n" + see_run},
      {{"run", kFarms, "--branch", "0", "--set", "/title=x"},
       "entente run: --branch wants a whole number from 1 to 2147483647, not \"0\"\n" + see_run},
      {{"run", kFarms, "--branch", "13", "--set", "/title=x"},
       "entente run: --branch 13: the last round of " + kFarms +
           " is 12\n  name one from 1 to 12\n" + see_run},
      {{"run", kFarms, "--branch", "9", "--set", "/protocol/rounds=8"},
       "entente run: --branch 9: the last round of the branch is 8\n  name one from 1 to 8\n" +
           see_run},
      {{"run", kFarms, "--branch", "3", "--set", R"(/issues/road/options=["closed","tolls"])",
        "--set", R"(/parties/upper/preferences/road={"weight":2,"scores":[1,0]})", "--set",
        R"(/parties/lower/preferences/road={"weight":2,"scores":[0,1]})", "--set",
        R"(/parties/miller/preferences/road={"weight":2,"scores":[0,1]})", "--set",
        "/parties/upper/clauses=[]"},
       "entente run: --set changes the issues, and talks under way cannot go on with others\n"
       "  run two scenarios instead, or set something else\n" +
           see_run},
      {{"run", kFarms, "--branch", "3", "--set", "/drafts={}"},
       "entente run: --set changes the drafts, and talks under way cannot go on with others\n"
       "  run two scenarios instead, or set something else\n" +
           see_run},
      {{"run", "-", "-"},
       "entente run: standard input can be read only once\n  name - once\n" + see_run},
      {{"check"},
       "entente check: no scenario is named\n  write entente check SCENARIO\n"
       "  see entente check --help\n"},
      {{"check", kFarms, "--sources=all"},
       "entente check: --sources takes no value\n  write just --sources\n"
       "  see entente check --help\n"},
      {{"list", "bidings"},
       "entente list: there is no kind of plug-in \"bidings\"\n  did you mean \"bidding\"?\n"
       "  see entente list --help\n"},
      {{"list", "bidding", "acceptance"},
       "entente list: too many kinds: \"acceptance\"\n  name one or none\n"
       "  see entente list --help\n"},
  };
  for (const Wrong& wrong : cases) {
    const Ended ended = run(wrong.arguments);
    CHECK(ended.err == wrong.message);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
  }
}

TEST_CASE("what follows -- is a scenario, whatever it looks like", "[cli][usage]") {
  const Ended ended = run({"check", "--", "--sources"});
  CHECK(ended.code == 3);
  CHECK(ended.err == "--sources: there is no such file\n    check the name\n");
}

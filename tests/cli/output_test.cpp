// SPDX-License-Identifier: Apache-2.0
/// Where results go, and that nothing half-written stays behind.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/cli/program.hpp"

using entente::test::Directory;
using entente::test::Ended;
using entente::test::golden;
using entente::test::lines;
using entente::test::run;
using entente::test::Running;
using entente::test::Setting;
using entente::test::text_of_file;
using Json = nlohmann::json;

namespace {

const std::string kFarms = golden("three-farms.json");
const std::string kForever = "1000000000000";  // replications that nobody could wait for

}  // namespace

TEST_CASE("results go to the file, the summary to standard output", "[cli][output]") {
  const Directory directory;
  const Ended ended = run({"run", kFarms, "-o", directory.path("results.json")});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out == run({"run", kFarms}).out);
  CHECK(directory.names() == std::vector<std::string>{"results.json"});
  const Json results = Json::parse(text_of_file(directory.path("results.json")));
  CHECK(results["format"] == "entente-results");
  CHECK(results["seed"] == 7);
  CHECK(results["records"].size() == 200);
  CHECK(results["scenario"]["title"] == "Three farms and a well");
}

TEST_CASE("with -o - results go to standard output and the summary to standard error",
          "[cli][output]") {
  const Directory directory;
  const Ended ended = run({"run", kFarms, "-o", "-"});
  CHECK(ended.code == 0);
  CHECK(ended.err == run({"run", kFarms}).out);
  REQUIRE(run({"run", kFarms, "-o", directory.path("r.json")}).code == 0);
  CHECK(ended.out == text_of_file(directory.path("r.json")));
  CHECK(run({"run", kFarms, "-o", "/dev/stdout"}).out == ended.out);
  CHECK(run({"run", kFarms, "-o", "/dev/stdout"}).err == ended.err);
}

TEST_CASE("seed and replications of the command line go before the scenario's", "[cli][output]") {
  const Json results = Json::parse(run({"run", kFarms, "-o", "-", "--seed", "11", "-n", "5"}).out);
  CHECK(results["seed"] == 11);
  CHECK(results["replications"] == 5);
  CHECK(results["records"].size() == 5);
  CHECK_FALSE(results["records"][0].contains("transcript"));
  const Json told = Json::parse(
      run({"run", kFarms, "-o", "-", "-s", "11", "-n", "5", "--keep", "transcripts"}).out);
  CHECK(told["records"][4].contains("transcript"));
  CHECK(told["summary"] == results["summary"]);
}

TEST_CASE("a file that was there is replaced only by complete results, and keeps its mode",
          "[cli][output]") {
  const Directory directory;
  directory.write("results.json", "precious");
  ::chmod(directory.path("results.json").c_str(), 0640);
  directory.write("wrong.json", "{}");
  CHECK(run({"run", directory.path("wrong.json"), "-o", directory.path("results.json")}).code == 3);
  CHECK(text_of_file(directory.path("results.json")) == "precious");
  REQUIRE(run({"run", kFarms, "-o", directory.path("results.json")}).code == 0);
  CHECK(text_of_file(directory.path("results.json")).starts_with("{"));
  struct stat status {};
  REQUIRE(::stat(directory.path("results.json").c_str(), &status) == 0);
  CHECK((status.st_mode & 07777U) == 0640);
}

TEST_CASE("a symbolic link stays one, and its target is replaced", "[cli][output]") {
  const Directory directory;
  directory.write("target.json", "old");
  std::filesystem::create_symlink("target.json", directory.path("link.json"));
  REQUIRE(run({"run", kFarms, "-o", directory.path("link.json")}).code == 0);
  CHECK(std::filesystem::is_symlink(directory.path("link.json")));
  CHECK(text_of_file(directory.path("target.json")).starts_with("{"));
  CHECK(directory.names() == std::vector<std::string>{"link.json", "target.json"});
}

TEST_CASE("a device stays a device", "[cli][output]") {
  CHECK(run({"run", kFarms, "-o", "/dev/null"}).code == 0);
  CHECK(std::filesystem::is_character_file("/dev/null"));
}

TEST_CASE("a full device is told and exits with 1", "[cli][output]") {
  const Ended file = run({"run", kFarms, "-o", "/dev/full"});
  CHECK(file.code == 1);
  CHECK(file.err == "entente: /dev/full: cannot write: no space left on device\n");
  CHECK(file.out.empty());
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"run", kFarms},
                                                    {"run", kFarms, "-o", "-"},
                                                    {"list"},
                                                    {"--help"},
                                                    {"check", kFarms},
                                                    {"run", kFarms, "--trace", "1"}}) {
    const Ended stream = run(Setting{.arguments = arguments, .output = "/dev/full"});
    CHECK(stream.code == 1);
    CHECK(stream.err == "entente: <stdout>: cannot write: no space left on device\n");
  }
}

TEST_CASE("when the disk is full nothing stays behind and the old file is untouched",
          "[cli][output]") {
  const Directory directory;
  directory.write("results.json", "precious");
  const std::string path = directory.path("results.json");
  const Ended ended =
      run(Setting{.arguments = {"run", kFarms, "-o", path}, .file_size_limit = 1 << 14});
  CHECK(ended.code == 1);
  CHECK(ended.err == "entente: " + path + ": cannot write: file too large\n");
  CHECK(directory.names() == std::vector<std::string>{"results.json"});
  CHECK(text_of_file(path) == "precious");
}

TEST_CASE("an unwritable place is told before anything is computed", "[cli][output]") {
  const Directory directory;
  const auto error = [&](const std::string& path) {
    const Ended ended = run({"run", kFarms, "-n", kForever, "-o", path});
    CHECK(ended.code == 1);
    CHECK(ended.out.empty());
    return ended.err;
  };
  const std::string nowhere = directory.path("nowhere/results.json");
  CHECK(error(nowhere) == "entente: " + nowhere + ": cannot write: no such file or directory\n");
  CHECK(error(directory.path()) ==
        "entente: " + directory.path() + ": cannot write: is a directory\n");
  directory.write("file", "");
  const std::string below = directory.path("file/results.json");
  CHECK(error(below) == "entente: " + below + ": cannot write: not a directory\n");
  if (::geteuid() != 0) {  // nothing is forbidden to root
    std::filesystem::create_directory(directory.path("closed"));
    ::chmod(directory.path("closed").c_str(), 0500);
    const std::string closed = directory.path("closed/results.json");
    CHECK(error(closed) == "entente: " + closed + ": cannot write: permission denied\n");
  }
}

TEST_CASE("an interrupted run exits with 130 and leaves nothing behind", "[cli][output]") {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const Directory directory;
    Running running(
        Setting{.arguments = {"run", kFarms, "-n", kForever, "-o", directory.path("r.json")}});
    while (directory.names().empty()) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    running.signal(signal);
    const Ended ended = running.wait();
    CHECK(ended.code == 130);
    CHECK(ended.out.empty());
    CHECK(ended.err == "entente: interrupted\n");
    CHECK(directory.names().empty());
  }
}

TEST_CASE("a reader that goes away early ends the program without a word", "[cli][output]") {
  const Directory directory;
  for (const std::string& command :
       {std::string("run ") + kFarms, "run " + kFarms + " -o -", "run " + kFarms + " --trace 3",
        std::string("list --json"), std::string("--help")}) {
    const std::string script = std::string("set -o pipefail; '") + ENTENTE_PROGRAM + "' " +
                               command + " 2>'" + directory.path("err") +
                               "' | sleep 0; exit ${PIPESTATUS[0]}";
    const Ended ended = run(Setting{.arguments = {"-c", script}, .program = "/bin/bash"});
    CAPTURE(command);
    // It may have written all into the pipe before the reader went.
    CHECK((ended.code == 128 + SIGPIPE || ended.code == 0));
    if (ended.code != 0) CHECK(text_of_file(directory.path("err")).empty());
  }
}

TEST_CASE("a closed pipe ends a run that would go on for ever", "[cli][output]") {
  const Directory directory;
  const std::string script = std::string("'") + ENTENTE_PROGRAM + "' run " + kFarms + " -o - -n " +
                             kForever + " 2>'" + directory.path("err") +
                             "' | head -c 100; exit ${PIPESTATUS[0]}";
  const Ended ended = run(Setting{.arguments = {"-c", script}, .program = "/bin/bash"});
  CHECK(ended.code == 128 + SIGPIPE);
  CHECK(ended.out.size() == 100);
  CHECK(text_of_file(directory.path("err")).empty());
}

TEST_CASE("several scenarios make a directory of results and a table side by side",
          "[cli][output]") {
  const Directory directory;
  const std::string variant = directory.path("short-talks.json");
  directory.write("short-talks.json", R"({"extends": ")" + kFarms +
                                          R"(", "title": "Short", "protocol": {"rounds": 4}})");
  const std::string place = directory.path("new/results");
  const Ended ended = run({"run", kFarms, variant, "-o", place});
  CHECK(ended.err.empty());
  REQUIRE(ended.code == 0);
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(place)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"short-talks.json", "three-farms.json"});
  CHECK(text_of_file(place + "/three-farms.json") == run({"run", kFarms, "-o", "-"}).out);
  const std::size_t table = ended.out.find("Side by side\n");
  REQUIRE(table != std::string::npos);
  CHECK(ended.out.find("\n  three-farms ", table) != std::string::npos);
  CHECK(ended.out.find("\n  short-talks ", table) != std::string::npos);
  CHECK(ended.out.starts_with(run({"run", kFarms}).out));

  directory.write("file", "");
  const Ended no_directory = run({"run", kFarms, variant, "-o", directory.path("file")});
  CHECK(no_directory.code == 1);
  CHECK(no_directory.out.empty());
}

TEST_CASE("results do not overwrite a scenario", "[cli][output]") {
  const Directory directory;
  const std::string text = text_of_file(kFarms);
  directory.write("farms.json", text);
  directory.write("other.json", text);
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const Ended ended = run(Setting{.arguments = arguments, .directory = directory.path()});
    CHECK(ended.code == 2);
    CHECK(ended.err.starts_with(
        "entente run: the results would overwrite the scenario farms.json\n"));
  };
  refused({"run", "farms.json", "-o", "./farms.json"});
  refused({"run", "farms.json", "other.json", "-o", "."});
  CHECK(text_of_file(directory.path("farms.json")) == text);
}

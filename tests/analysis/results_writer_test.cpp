// SPDX-License-Identifier: Apache-2.0
/// The results JSON: its exact text, its numbers, and what happens when it cannot be written.
#include "analysis/results/results_writer.hpp"

#include <cmath>
#include <limits>
#include <sstream>
#include <streambuf>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/results/json_builder.hpp"
#include "tests/analysis/every_act.hpp"
#include "tests/analysis/results_text.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

using testing::results_text;

/// Two parties, two issues of two options, a world of two variables, an event, a draft and a part.
Scenario small_scenario() {
  Scenario scenario = testing::simple_scenario({.parties = 2, .issues = 2, .options = 2});
  scenario.world.variables.resize(2);
  scenario.world.variables[0].id = "front";
  scenario.world.variables[1].id = "money";
  scenario.world.events.push_back({"raid", "", {}, {}});
  scenario.drafts.push_back({"plan", "", PartyId(0), {0, 0}});
  scenario.agreement.partial.push_back({"part", "", {PartyId(0)}, {IssueId(0)}});
  return scenario;
}

TEST_CASE("a record of everything is written as it always was", "[results]") {
  const Scenario scenario = small_scenario();
  std::ostringstream out;
  Scenario other = scenario;
  other.title = "other";
  other.world.events[0].id = "storm";
  other.agreement.partial[0].id = "some";
  testing::settle(other);
  ResultsWriter writer(out, scenario, 18446744073709551615u, 1, BranchPoint{&other, 2});
  writer.add(testing::record_of_everything(4, 2, 2));
  writer.finish(SummaryBuilder(scenario).summary(), SummaryBuilder(other).summary(),
                DifferencesBuilder(2, 2).differences());
  const std::string text = out.str();
  const std::string expected =
      R"({"format":"entente-results","format_version":1,"version":")" ENTENTE_VERSION
      R"(","scenario":{"title":"simple"},"digest":")" +
      scenario.digest +
      R"(","seed":18446744073709551615,"replications":1,
"records":[
{"replication":4,)"
      R"("ending":"not-ratified","round":2,"cut_off":true,"partial":"part",)"
      R"("package":{"i0":"o1","i1":"o1"},"signatories":["p0","p1"],"set_aside":["i1"],)"
      R"("because_of":"p1","parties":{"p0":{"worth":0.5,"no_agreement":0.5,"believed":0,)"
      R"("delay":0.25,"audience":0.125,"payoff":0.25,"surplus":0,"opening":1,"last":0.75},)"
      R"("p1":{"worth":0.1,"no_agreement":0.1,"believed":0,"delay":0,"audience":0,)"
      R"("payoff":0.1,"surplus":0}},"world":{"front":0.5,"money":-1},)"
      R"("refusals":[{"party":"p1","round":1,"by":"p0","ground":"no-agreement","worth":0.05,)"
      R"("demanded":0.1,"issues":["i1","i0"]},{"party":"p1","round":1,"by":null,)"
      R"("ground":"no-agreement","worth":0.05,"demanded":0.1,"issues":["i1","i0"]}],)"
      R"("nearest":{"round":1,"by":null,"surplus":-0.125,"decisive":"p1",)"
      R"("package":{"i0":"o0","i1":"o0"}},)"
      R"("assessment":{"agreement":{"efficient":"no","left":0.5,"left_proven":true,)"
      R"("better":{"package":{"i0":"o0","i1":"o0"},"worths":{"p0":0.75,"p1":0.75}},)"
      R"("gains":{"p0":0.25,"p1":0.25},"nash_share":0.125,"place":{"p0":0.0625,"p1":0.0625}},)"
      R"("opportunity":{"at_start":"open","at_end":"yes","deal":{"least_gain":0.375,)"
      R"("proven":true,"signatories":["p0","p1"],"gains":{"p0":0.375,"p1":0.375},)"
      R"("package":{"i0":"o1","i1":"o1"}}}},)"
      R"("drafts":{"plan":{"p0":{"surplus":-0.25,"red_line":true},)"
      R"("p1":{"surplus":-0.25,"red_line":true}}},)"
      R"("transcript":{"texts":[{"by":"p0","package":{"i0":"o0","i1":"o0"},)"
      R"("worths":{"p0":0.5,"p1":0.5}},)"
      R"({"by":"p1","changes":{"i1":"o1"},"worths":{"p0":1e-07,"p1":1e-07}},)"
      R"({"by":null,"changes":{},"worths":{"p0":0.25,"p1":0.25}}],"rounds":[)"
      R"({"round":1,"world":{"front":0,"money":0.5},"believed":{"p1":{"front":-0.5}},)"
      R"("no_agreement":{"p0":0.1,"p1":0.1},"events":[],"acts":[{"party":"p0","tables":0},)"
      R"({"party":"p1","refuses":0,"of":"p0","ground":"no-agreement","worth":0.05,)"
      R"("no_agreement":0.1,"demanded":1},{"event":"raid"},{"party":"p1","passes":true}]},)"
      R"({"round":2,"world":{"front":1,"money":2},"no_agreement":{"p0":0.1,"p1":0.1},)"
      R"("events":["raid"],"acts":[{"party":null,"tables":2,"to":["p1"]},)"
      R"({"party":"p1","refuses":2,"of":null,"ground":"red-line","worth":0.05,)"
      R"("no_agreement":0.1,"demanded":1},{"party":"p1","asks_for":1,"instead_of":2,"to":["p0"]},)"
      R"({"party":"p0","accepts":1,"of":"p1","worth":0.75,"no_agreement":0.5},)"
      R"({"signature":1,"signatories":["p0","p1"],"set_aside":["i1"],"withdrew":["p0"]},)"
      R"({"party":"p1","ratifies":false,"chance":0.125},{"party":"p0","leaves":true},)"
      R"({"cut_off":true},{"settles":"part","package":{"i0":"o0","i1":"o1"}}]}]},)"
      R"("branch":{"ending":"not-ratified","round":2,"cut_off":true,"partial":"some",)"
      R"("package":{"i0":"o1","i1":"o1"},"signatories":["p0","p1"],"set_aside":["i1"],)"
      R"("because_of":"p1","parties":{"p0":{"worth":0.5,"no_agreement":0.5,"believed":0,)"
      R"("delay":0.25,"audience":0.125,"payoff":0.25,"surplus":0,"opening":1,"last":0.75},)"
      R"("p1":{"worth":0.1,"no_agreement":0.1,"believed":0,"delay":0,"audience":0,)"
      R"("payoff":0.1,"surplus":0}},"world":{"front":0.5,"money":-1},)"
      R"("refusals":[{"party":"p1","round":1,"by":"p0","ground":"no-agreement","worth":0.05,)"
      R"("demanded":0.1,"issues":["i1","i0"]},{"party":"p1","round":1,"by":null,)"
      R"("ground":"no-agreement","worth":0.05,"demanded":0.1,"issues":["i1","i0"]}],)"
      R"("nearest":{"round":1,"by":null,"surplus":-0.125,"decisive":"p1",)"
      R"("package":{"i0":"o0","i1":"o0"}},)"
      R"("assessment":{"agreement":{"efficient":"no","left":0.5,"left_proven":true,)"
      R"("better":{"package":{"i0":"o0","i1":"o0"},"worths":{"p0":0.75,"p1":0.75}},)"
      R"("gains":{"p0":0.25,"p1":0.25},"nash_share":0.125,"place":{"p0":0.0625,"p1":0.0625}},)"
      R"("opportunity":{"at_start":"open","at_end":"yes","deal":{"least_gain":0.375,)"
      R"("proven":true,"signatories":["p0","p1"],"gains":{"p0":0.375,"p1":0.375},)"
      R"("package":{"i0":"o1","i1":"o1"}}}},)"
      R"("transcript":{"texts":[{"by":"p0","package":{"i0":"o0","i1":"o0"},)"
      R"("worths":{"p0":0.5,"p1":0.5}},)"
      R"({"by":"p1","changes":{"i1":"o1"},"worths":{"p0":1e-07,"p1":1e-07}},)"
      R"({"by":null,"changes":{},"worths":{"p0":0.25,"p1":0.25}}],"rounds":[)"
      R"({"round":2,"world":{"front":1,"money":2},"no_agreement":{"p0":0.1,"p1":0.1},)"
      R"("events":["storm"],"acts":[{"party":null,"tables":2,"to":["p1"]},)"
      R"({"party":"p1","refuses":2,"of":null,"ground":"red-line","worth":0.05,)"
      R"("no_agreement":0.1,"demanded":1},{"party":"p1","asks_for":1,"instead_of":2,"to":["p0"]},)"
      R"({"party":"p0","accepts":1,"of":"p1","worth":0.75,"no_agreement":0.5},)"
      R"({"signature":1,"signatories":["p0","p1"],"set_aside":["i1"],"withdrew":["p0"]},)"
      R"({"party":"p1","ratifies":false,"chance":0.125},{"party":"p0","leaves":true},)"
      R"({"cut_off":true},{"settles":"some","package":{"i0":"o0","i1":"o1"}}]}]}}}],
"summary":{"replications":0,)";
  CHECK(text.substr(0, expected.size()) == expected);
  const std::size_t branch = text.find("\n\"branch\":");
  const std::string of_branch =
      "\n\"branch\":{\"round\":2,\"scenario\":{\"title\":\"other\"},"
      "\"digest\":\"" +
      other.digest + "\",\"summary\":{\"replications\":0,";
  CHECK(text.substr(branch, of_branch.size()) == of_branch);
  const std::string end = R"("differences":{"replications":0,"before":0,"unchanged":0,"endings":{)";
  CHECK(text.find(end) > branch);
  CHECK(text.find(end) != std::string::npos);
  CHECK(text.substr(text.size() - 5) == "}}}}\n");
  CHECK(nlohmann::json::accept(text));
}

TEST_CASE("no records and a summary of nothing are JSON, too", "[results]") {
  const auto results = nlohmann::json::parse(results_text(small_scenario(), {.replications = 0}));
  CHECK(results["records"].empty());
  CHECK(results["summary"]["parties"]["p0"]["payoff"] == nlohmann::json{{"count", 0}});
  CHECK(results["summary"]["agreements"]["high"] == 1);
}

TEST_CASE("numbers come back with the same bits", "[results]") {
  const Scenario scenario = testing::eventful_scenario({.parties = 3, .issues = 4});
  std::vector<Record> records;
  EnsembleOptions options{.replications = 200, .seed = 2};
  run_ensemble(scenario, options, [&](const Record& record) { records.push_back(record); });
  const auto results = nlohmann::json::parse(results_text(scenario, options));
  REQUIRE(results["records"].size() == records.size());
  for (std::size_t r = 0; r < records.size(); ++r) {
    const auto& written = results["records"][r];
    CHECK(written["replication"] == r);
    for (std::size_t p = 0; p < 3; ++p) {
      const Standing& standing = records[r].outcome.parties[p];
      const auto& party = written["parties"]["p" + std::to_string(p)];
      CHECK(party["worth"].get<double>() == standing.worth);
      CHECK(party["no_agreement"].get<double>() == standing.no_agreement);
      CHECK(party["delay"].get<double>() == standing.delay);
      CHECK(party["payoff"].get<double>() == standing.payoff());
      CHECK(party["surplus"].get<double>() == standing.surplus());
    }
  }
}

TEST_CASE("only finite numbers are written", "[results]") {
  JsonBuilder json;
  for (const double number : {std::numeric_limits<double>::infinity(),
                              -std::numeric_limits<double>::infinity(), std::nan("")}) {
    CHECK_THROWS_AS(json.value(number), std::logic_error);
  }
  for (const double number : {0.1, 1e300, 5e-324, -2.5, 1e21, 123456789012345680.0}) {
    JsonBuilder one;
    one.value(number);
    CHECK(nlohmann::json::parse(one.text()).get<double>() == number);
  }
}

TEST_CASE("ids with quotes and controls do no harm", "[results]") {
  Scenario scenario = small_scenario();
  scenario.parties[0].id = "a\"b\\c\n</script>";
  scenario.issues[1].id = "d\x01\xff";  // not UTF-8
  const auto results = nlohmann::json::parse(results_text(scenario, {.replications = 3}));
  CHECK(results["records"][0]["parties"].contains("a\"b\\c\n</script>"));
  CHECK(results["summary"]["issues"].contains("d\x01\xEF\xBF\xBD"));
}

TEST_CASE("no key stands twice", "[results]") {
  const Scenario scenario = testing::eventful_scenario({.parties = 3, .issues = 4});
  std::vector<std::vector<std::string>> open;
  const auto seen_once = [&open](int, nlohmann::json::parse_event_t event, nlohmann::json& value) {
    using Event = nlohmann::json::parse_event_t;
    if (event == Event::object_start) open.emplace_back();
    if (event == Event::object_end) open.pop_back();
    if (event == Event::key) {
      for (const std::string& key : open.back()) CHECK(key != value.get<std::string>());
      open.back().push_back(value.get<std::string>());
    }
    return true;
  };
  const std::string text = results_text(scenario, {.replications = 20, .keep = Keep::transcripts});
  CHECK_FALSE(nlohmann::json::parse(text, seen_once).empty());
}

/// Takes so many bytes and then no more, like a full disk.
class FullDisk : public std::streambuf {
 public:
  explicit FullDisk(std::size_t room) : room_(room) {}

 protected:
  std::streamsize xsputn(const char*, std::streamsize count) override {
    const auto taken = std::min(room_, static_cast<std::size_t>(count));
    room_ -= taken;
    return static_cast<std::streamsize>(taken);
  }
  int_type overflow(int_type byte) override {
    return room_ == 0 ? traits_type::eof() : (--room_, byte);
  }
  int sync() override { return room_ == 0 ? -1 : 0; }

 private:
  std::size_t room_;
};

TEST_CASE("a full disk is noticed wherever it fills up", "[results]") {
  const Scenario scenario = testing::eventful_scenario({.parties = 3, .issues = 4});
  const EnsembleOptions options{.replications = 300};
  const std::size_t size = results_text(scenario, options).size();
  const auto write_into = [&](std::size_t room) {
    FullDisk disk(room);
    std::ostream out(&disk);
    ResultsWriter writer(out, scenario, options.seed, options.replications);
    SummaryBuilder builder(scenario);
    run_ensemble(scenario, options, [&](const Record& record) {
      writer.add(record);
      builder.add(record.outcome, record.assessment);
    });
    writer.finish(builder.summary());
  };
  for (const std::size_t room : {std::size_t{0}, std::size_t{50}, size / 3, size - 1, size}) {
    CHECK_THROWS_AS(write_into(room), WriteError);  // `size` leaves no room to flush into
  }
  CHECK_NOTHROW(write_into(size + 1));
}

}  // namespace
}  // namespace entente

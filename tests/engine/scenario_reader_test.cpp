// SPDX-License-Identifier: Apache-2.0
/// From documents to scenarios: what is read, what is refused, and what is never blamed.
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/base/random.hpp"
#include "engine/model/utilities.hpp"
#include "engine/scenario/reader.hpp"
#include "tests/documents.hpp"

namespace entente::testing {
namespace {

using Catch::Matchers::Contains;
using nlohmann::json;

template <class T>
const T& as(const Distribution& distribution) {
  return std::get<T>(distribution);
}

}  // namespace

TEST_CASE("reads what the scenario says", "[reader]") {
  const Scenario s = read(every_key());
  CHECK(s.title == "Three farms and a well");
  CHECK(s.date == "2025-12-02");
  CHECK(s.rounds == 50);
  CHECK(s.simulation.replications == 1000);
  CHECK(s.simulation.seed == 1);
  CHECK(s.digest.size() == 32);

  REQUIRE(s.issues.size() == 3);
  CHECK(s.issues[0].title == "Water for the lower farm");
  CHECK(s.issues[1].title == "road");
  CHECK(s.issues[0].options[1].amount == 20.0);
  CHECK(s.issues[0].status_quo == Option{0});
  CHECK(s.issues[0].consent == std::vector{PartyId(0)});
  CHECK(s.issues[2].status_quo == Option{1});

  REQUIRE(s.drafts.size() == 2);
  CHECK(s.drafts[0].by == PartyId(2));
  CHECK(s.drafts[0].package == Package{1, 0, 1});
  CHECK(s.drafts[1].package == Package{0, 1, 0});

  CHECK(s.agreement.required == std::vector{PartyId(0), PartyId(1)});
  CHECK(s.agreement.may_sign == std::vector{PartyId(2)});
  CHECK(s.agreement.balanced_share == 0.2);
  REQUIRE(s.agreement.quorum);
  CHECK(s.agreement.quorum->share == 0.8);
  CHECK(s.agreement.quorum->weights == std::vector{2.0, 1.0, 0.5});
  REQUIRE(s.agreement.partial.size() == 1);
  CHECK(s.agreement.partial[0].id == "east");
  CHECK(s.agreement.partial[0].title == "The eastern road");
  CHECK(s.agreement.partial[0].parties == std::vector{PartyId(1), PartyId(2)});
  CHECK(s.agreement.partial[0].issues == std::vector{IssueId(1), IssueId(2)});
  REQUIRE(s.hazard);
  CHECK(as<double>(s.hazard->base) == 0.01);
  CHECK(s.hazard->world[0].variable == VariableId(0));
  CHECK(s.protocol.name == "alternating-offers");
  CHECK(std::get<std::vector<std::size_t>>(s.protocol.settings[0].value) ==
        std::vector<std::size_t>{1, 0, 2});
  // Clauses tie water to road and fence to road: one block of all.
  CHECK(s.blocks.rows() == 18);
}

TEST_CASE("reads parties", "[reader]") {
  const Scenario s = read(every_key());
  const Party& upper = s.parties[0];
  CHECK(as<Uniform>(upper.preferences[0].weight).hi == 0.7);
  const auto& stance = std::get<Stance>(upper.preferences[0].scores);
  CHECK(stance.ideal == 0);
  CHECK(stance.limit == 1);
  CHECK(stance.limit_is_red_line);
  CHECK(as<double>(upper.preferences[2].weight) == 1.5);  // the quantity "low"
  CHECK(as<Choice>(upper.score_at_limit).values == std::vector{0.3, 0.4, 0.5});

  REQUIRE(upper.clauses.size() == 3);
  CHECK(as<Normal>(*upper.clauses[0].amount).mean == -0.1);
  CHECK(upper.clauses[0].when[1].options == std::vector<Option>{1, 2});
  CHECK(upper.clauses[1].id == "1");
  CHECK_FALSE(upper.clauses[1].amount);
  CHECK(as<double>(*upper.clauses[2].amount) == 0.01);

  REQUIRE(upper.no_agreement.prospects.size() == 1);
  const Worth& limits = upper.no_agreement.prospects[0].worth;
  CHECK(std::holds_alternative<Worth::OwnLimits>(limits.of));
  CHECK(as<double>(limits.plus.world[0].coefficient) == -0.2);
  CHECK(upper.delay_cost.world[0].variable == VariableId(0));
  CHECK(as<double>(upper.ratification->slope.base) == 20);
  REQUIRE(upper.ratification->hurdles.size() == 2);
  const Ratification::Hurdle& hurdle = upper.ratification->hurdles[0];
  CHECK(hurdle.title == "The old well");
  CHECK(hurdle.when[0].issue == IssueId(1));
  CHECK(hurdle.when[1].options == std::vector<Option>{2});
  CHECK(as<Uniform>(hurdle.add.base).lo == 0.1);
  CHECK(as<double>(hurdle.add.world[0].coefficient) == 0.1);
  CHECK(as<double>(upper.ratification->hurdles[1].add.base) == -0.05);
  CHECK(upper.strategy.bidding.settings[0].parameter == "beta");

  const Party& lower = s.parties[1];
  CHECK(as<Uniform>(lower.preferences[1].weight).lo == 4);  // "higher" is "high"
  // An issue left out has no weight and equal scores.
  CHECK(as<double>(lower.preferences[2].weight) == 0);
  CHECK(std::get<std::vector<Distribution>>(lower.preferences[2].scores).size() == 3);
  REQUIRE(lower.no_agreement.prospects.size() == 2);
  CHECK(std::get<DraftId>(lower.no_agreement.prospects[1].worth.of) == DraftId(1));
  CHECK(as<double>(lower.no_agreement.plus.base) == 0.01);
  CHECK(lower.strategy.bidding.name == "time-dependent");
}

TEST_CASE("reads the world", "[reader]") {
  const World world = read(every_key()).world;
  CHECK(world.round == "1 week");
  CHECK(world.variables[0].hi == 1);
  CHECK(as<double>(*world.variables[0].mean) == 0.3);
  CHECK(world.variables[0].couplings[0].from == VariableId(1));
  CHECK(world.variables[0].beliefs[0].party == PartyId(1));
  CHECK(world.correlations[0].value == 0.5);
  REQUIRE(world.events.size() == 8);
  CHECK(world.events[0].trigger.until == 40);
  CHECK(as<double>(world.events[0].effects.world[0].add.base) == -0.1);
  CHECK(world.events[0].effects.world[0].add.world[0].variable == VariableId(1));
  CHECK(as<Uniform>(world.events[0].effects.beliefs[0].add.base).lo == -0.2);
  CHECK(as<double>(world.events[0].effects.beliefs[0].add.world[0].coefficient) == -1);
  CHECK(std::get<Trigger::AtRound>(world.events[1].trigger.kind).round == 10);
  CHECK(std::get<Trigger::Crossing>(world.events[2].trigger.kind).above);
  CHECK_FALSE(std::get<Trigger::Crossing>(world.events[3].trigger.kind).above);
  const auto& leak = std::get<Trigger::Answer>(world.events[4].trigger.kind);
  CHECK(leak.accepts);
  CHECK(leak.text == DraftId(0));
  CHECK(leak.by == PartyId(0));
  CHECK(world.events[4].effects.reveals[0].to == std::vector{PartyId(0), PartyId(2)});
  CHECK_FALSE(std::get<Trigger::Answer>(world.events[5].trigger.kind).accepts);
  const auto& vow = std::get<Trigger::Following>(world.events[6].trigger.kind);
  CHECK(vow.event == EventId(7));  // which comes later in the list
  CHECK(vow.rounds == 1);
  CHECK(world.events[6].trigger.times == 2);
  const std::vector<Effects::Commitment>& commitments = world.events[6].effects.commitments;
  REQUIRE(commitments.size() == 2);
  CHECK(commitments[0].party == PartyId(1));
  CHECK(commitments[0].to[1].issue == IssueId(0));
  CHECK(commitments[0].to[1].options == std::vector<Option>{1, 2});
  CHECK(as<Uniform>(commitments[0].cost).hi == 0.02);
  CHECK(std::get<Trigger::Following>(world.events[7].trigger.kind).event == EventId(4));
}

TEST_CASE("hurdles and commitments do not tie issues into blocks", "[reader]") {
  json document = two_parties(
      {{{"id", "road"}, {"options", {"x", "y"}}}, {{"id", "well"}, {"options", {"x", "y", "z"}}}});
  for (json& party : document["parties"]) {
    party["preferences"]["road"] = {{"weight", 1}, {"scores", {0, 1}}};
  }
  const json both = {{"road", "x"}, {"well", "y"}};
  document["parties"][0]["ratification"] = {
      {"midpoint", 0}, {"slope", 9}, {"hurdles", {{{"id", "h"}, {"when", both}, {"add", 0.1}}}}};
  document["world"]["events"] = {
      {{"id", "e"},
       {"when", {{"round", 1}}},
       {"effects", {{"commit", {{{"party", "a"}, {"to", both}, {"cost", 0.1}}}}}}}};
  CHECK(read(document).blocks.size() == 2);
  CHECK_FALSE(read(document).issues[0].status_quo);
}

TEST_CASE("with a quorum nobody has to be required", "[reader]") {
  json document = two_parties({{{"id", "road"}, {"options", {"x", "y"}}}});
  for (json& party : document["parties"]) {
    party["preferences"]["road"] = {{"weight", 1}, {"scores", {0, 1}}};
  }
  for (const json& rule :
       {json{{"quorum", {{"share", 0.5}}}, {"may_sign", {"a", "b"}}},
        json{
            {"quorum", {{"share", 0.5}}}, {"may_sign", {"a", "b"}}, {"required", json::array()}}}) {
    document["agreement"] = rule;
    const AgreementRule read_rule = read(document).agreement;
    CHECK(read_rule.required.empty());
    CHECK(read_rule.quorum->weights == std::vector{1.0, 1.0});
  }
  // A party that does not sign has no weight, whatever the default.
  document["agreement"] = {{"quorum", {{"share", 1}}}, {"may_sign", {"b"}}};
  CHECK(read(document).agreement.quorum->weights == std::vector{0.0, 1.0});
  document["agreement"] = {{"required", json::array()}, {"may_sign", {"a", "b"}}};
  const std::vector<Fault> faults = faults_of(document);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].what == "nobody has to sign");
}

TEST_CASE("events may follow each other in a line, not in a circle", "[reader]") {
  json document = two_parties({{{"id", "road"}, {"options", {"x", "y"}}}});
  for (json& party : document["parties"]) {
    party["preferences"]["road"] = {{"weight", 1}, {"scores", {0, 1}}};
  }
  // awaited[i]: the event that event i follows; i itself stands for a trigger of its own.
  const auto with = [&](const std::vector<std::size_t>& awaited, bool own) {
    document["world"]["events"] = json::array();
    for (std::size_t i = 0; i < awaited.size(); ++i) {
      const bool starts = own && awaited[i] == i;
      const json when = starts ? json{{"round", 1}}
                               : json{{"follows", "e" + std::to_string(awaited[i])}, {"rounds", 1}};
      document["world"]["events"].push_back(
          {{"id", "e" + std::to_string(i)}, {"when", when}, {"effects", json::object()}});
    }
    std::vector<std::string> told;
    for (const Fault& fault : faults_of(document)) told.push_back(text_of(fault));
    return told;
  };
  CHECK(with({1, 2, 3, 3}, true).empty());
  CHECK(with({3, 0, 0, 3}, true).empty());
  const std::string at = "test.json:1: /world/events/";
  const std::string remedy = "\n    one of them needs another trigger";
  CHECK(
      with({0}, false) ==
      std::vector{at + "e0/when/follows: \"e0\" follows itself, so it can never happen" + remedy});
  // Two circles, each told once; what hangs on one of them is not blamed.
  CHECK(with({1, 2, 3, 1, 5, 4}, false) ==
        std::vector{at +
                        "e1/when/follows: \"e1\", \"e2\" and \"e3\" follow each other, so none "
                        "can ever happen" +
                        remedy,
                    at +
                        "e4/when/follows: \"e4\" and \"e5\" follow each other, so none can ever "
                        "happen" +
                        remedy});
  // Every way in which five events can follow each other, against walking far enough.
  for (std::size_t code = 0; code < 5 * 5 * 5 * 5 * 5; ++code) {
    std::vector<std::size_t> awaited;
    for (std::size_t rest = code; awaited.size() < 5; rest /= 5) awaited.push_back(rest % 5);
    std::size_t in_circles = 0;
    std::size_t circles = 0;
    for (std::size_t e = 0; e < 5; ++e) {
      std::size_t at_event = awaited[e];
      std::size_t least = e;
      for (int step = 0; step < 5 && at_event != e; ++step) {
        least = std::min(least, at_event);
        at_event = awaited[at_event];
      }
      if (at_event != e) continue;
      ++in_circles;
      circles += least == e ? 1 : 0;
    }
    REQUIRE(in_circles > 0);
    REQUIRE(with(awaited, false).size() == circles);
  }
}

TEST_CASE("equal documents are equal scenarios", "[reader]") {
  json other = every_key();
  other["protocol"]["rounds"] = 50.0;
  CHECK(read(other).digest == read(every_key()).digest);
  other["protocol"]["rounds"] = 51;
  CHECK(read(other).digest != read(every_key()).digest);
}

TEST_CASE("a hundred thousand issues are one fault", "[reader]") {
  json issues = json::array();
  for (int i = 0; i < 100'000; ++i) {
    issues.push_back({{"id", "i" + std::to_string(i)}, {"options", {"x", "y"}}});
  }
  json document = two_parties(issues);
  for (json& party : document["parties"]) {
    party["preferences"]["i7"] = {{"weight", 1}, {"scores", {0, 1}}};
  }
  const std::vector<Fault> faults = faults_of(document);
  REQUIRE(faults.size() == 1);
  CHECK(text_of(faults[0]) ==
        "test.json:1: /issues: 100,000 issues are too many\n    the limit is 2,000");
}

TEST_CASE("limits of size are one fault each", "[reader]") {
  const json issues = {{{"id", "road"}, {"options", {"x", "y"}}}};
  const auto numbered = [](std::size_t count) {
    json list = json::array();
    for (std::size_t i = 0; i < count; ++i) list.push_back("o" + std::to_string(i));
    return list;
  };
  json document = two_parties(issues);
  std::string what;
  SECTION("options") {
    document["issues"][0]["options"] = numbered(65'536);
    what = "65,536 options are too many";
  }
  SECTION("parties") {
    for (int i = 0; i < 63; ++i) document["parties"].push_back({{"id", std::to_string(i)}});
    what = "65 parties are too many";
  }
  SECTION("clauses") {
    const json clause = {{"when", {{"road", "x"}}}, {"amount", 0.1}};
    document["parties"][0]["clauses"] = std::vector<json>(1001, clause);
    document["parties"][1]["clauses"] = std::vector<json>(1000, clause);
    what = "the parties have 2,001 clauses together; the limit is 2,000";
  }
  SECTION("drafts") {
    for (int i = 0; i < 1001; ++i) document["drafts"][std::to_string(i)] = json::object();
    what = "1,001 drafts are too many";
  }
  SECTION("rows") {
    document["issues"].clear();
    for (int i = 0; i < 20; ++i) {
      document["issues"].push_back({{"id", std::to_string(i)}, {"options", numbered(60'000)}});
    }
    for (json& party : document["parties"]) {
      party["preferences"]["7"] = {{"weight", 1}, {"ideal", "o0"}, {"limit", "o1"}};
    }
    what =
        "issues and clauses make 1,200,000 combinations in all blocks together; the limit is "
        "1,048,576";
  }
  const std::vector<Fault> faults = faults_of(document);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].what == what);
}

TEST_CASE("the size of a block of any number of issues is told", "[reader]") {
  json issues = json::array();
  json when = json::object();
  for (int i = 0; i < 2'000; ++i) {
    const std::string id = "i" + std::to_string(i);
    issues.push_back({{"id", id}, {"options", {"x", "y", "z"}}});
    when[id] = "x";
  }
  json document = two_parties(issues);
  for (json& party : document["parties"]) {
    party["preferences"]["i0"] = {{"weight", 1}, {"scores", {0, 1, 2}}};
  }
  document["parties"][0]["clauses"] = {{{"when", when}, {"amount", 1}}};
  const std::vector<Fault> faults = faults_of(document);
  REQUIRE(faults.size() == 1);
  CHECK_THAT(faults[0].what, Contains("2000 issues into a block of more than 10^18 combinations"));
}

TEST_CASE("of many faults fifty are told and the rest counted", "[reader]") {
  json document = every_key();
  for (int i = 0; i < 3'000; ++i) {
    document["parties"][0]["preferences"]["watr" + std::to_string(i)] = {
        {"weight", 1}, {"ideal", "a"}, {"limit", "a"}};
  }
  const std::vector<Fault> faults = faults_of(document);
  REQUIRE(faults.size() == 51);
  CHECK(text_of(faults.back()) == "and 2950 more");
}

TEST_CASE("faults come line by line", "[reader]") {
  const std::string text = R"({
    "title": 1,
    "protocol": {"name": "alternating-offers", "rounds": 0},
    "agreement": {"required": ["x"]},
    "parties": [],
    "issues": [{"id": "road", "options": []}]
  })";
  try {
    (void)read_scenario(Document::parse("s.json", text));
    FAIL("a bad scenario was read");
  } catch (const InputError& error) {
    std::vector<std::string> places;
    for (const Fault& fault : error.faults()) places.push_back(fault.place);
    CHECK(places ==
          std::vector<std::string>{"s.json:2", "s.json:3", "s.json:4", "s.json:5", "s.json:6"});
  }
}

TEST_CASE("a missing part does not make names elsewhere unknown", "[reader]") {
  for (const char* key : {"issues", "parties"}) {
    json document = every_key();
    document.erase(key);
    const std::vector<Fault> faults = faults_of(document);
    INFO(key);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].what == '"' + std::string(key) + "\" is missing");
  }
}

TEST_CASE("no part of a document brings the reader down", "[reader]") {
  // Random parts of a good scenario take the place of others: faults or a scenario, nothing else.
  const json whole = every_key();
  const json flat = whole.flatten();
  std::vector<json::json_pointer> parts;
  for (const auto& [pointer, value] : flat.items()) {
    for (json::json_pointer at(pointer); !at.empty(); at.pop_back()) parts.push_back(at);
  }
  Stream random(StreamKey(1, "parts"));
  const auto part = [&] { return parts[random.below(parts.size())]; };
  int read_well = 0;
  for (int round = 0; round < 3'000; ++round) {
    json document = whole;
    for (std::uint64_t changes = 1 + random.below(3); changes > 0; --changes) {
      const json::json_pointer at = part();
      if (document.contains(at)) document[at] = whole[part()];
    }
    read_well += faults_of(document).empty() ? 1 : 0;
  }
  CHECK(read_well > 30);
  CHECK(read_well < 2'900);
}

}  // namespace entente::testing

// SPDX-License-Identifier: Apache-2.0
/// scenarios/results.schema.json and the writer hold each other: all that is written is allowed,
/// all that is described is written, and nothing else is allowed.
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tests/analysis/every_act.hpp"
#include "tests/analysis/every_ending.hpp"
#include "tests/analysis/results_text.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

using nlohmann::json;

json schema_text() {
  std::ifstream file(ENTENTE_SOURCE_DIR "/scenarios/results.schema.json");
  return json::parse(file);
}

/// What is wrong with `results`; empty if nothing.
std::string faults_of(const json& results) {
  static const valijson::Schema& schema = [] {
    static valijson::Schema parsed;
    const json text = schema_text();
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(text), parsed);
    return std::ref(parsed);
  }();
  valijson::Validator validator;
  valijson::ValidationResults faults;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(results), &faults)) {
    return "";
  }
  std::string text;
  for (valijson::ValidationResults::Error error; faults.popError(error);) {
    for (const std::string& part : error.context) text += part;
    text += ": " + error.description + "\n";
  }
  return text.empty() ? "invalid" : text;
}

/// Results of all kinds of negotiations with a branch, and of a record of everything.
json written() {
  const Scenario scenario =
      testing::scenario_of_every_ending({.parties = 3, .issues = 4, .options = 3, .rounds = 12});
  Scenario other = scenario;
  other.hazard = Quantity{.base = 0.2, .world = {}};
  const EnsembleOptions options{
      .replications = 60, .keep = Keep::transcripts, .branch = &other, .branch_round = 4};
  std::ostringstream out;
  ResultsWriter writer(out, scenario, options.seed, options.replications, BranchPoint{&other, 1});
  SummaryBuilder builder(scenario), of_branch(other);
  DifferencesBuilder differences(3, 4);
  run_ensemble(scenario, options, [&](const Record& record) {
    writer.add(record);
    builder.add(record.outcome, record.assessment);
    of_branch.add(record.branch->outcome, record.branch->assessment);
    differences.add(record.outcome, record.branch->outcome, record.assessment,
                    record.branch->assessment);
  });
  writer.add(testing::record_of_everything(60, 3, 4));
  writer.finish(builder.summary(), of_branch.summary(), differences.differences());
  return json::parse(out.str());
}

TEST_CASE("results are valid by their schema", "[schema]") {
  CHECK(faults_of(written()) == "");
  for (const std::uint64_t replications : {0u, 1u, 100u}) {
    for (const Keep keep : {Keep::outcomes, Keep::transcripts}) {
      const Scenario scenario = testing::simple_scenario({.parties = 5, .issues = 1});
      const std::string text =
          testing::results_text(scenario, {.replications = replications, .keep = keep});
      CHECK(faults_of(json::parse(text)) == "");
    }
  }
}

void collect_keys(const json& value, std::set<std::string>& keys) {
  if (value.is_object()) {
    for (const auto& [key, inside] : value.items()) keys.insert(key);
  }
  for (const auto& inside : value) {
    if (inside.is_structured()) collect_keys(inside, keys);
  }
}

void collect_properties(const json& schema, std::set<std::string>& names) {
  if (schema.is_object() && schema.contains("properties")) {
    for (const auto& [name, inside] : schema["properties"].items()) names.insert(name);
  }
  for (const auto& inside : schema) {
    if (inside.is_structured()) collect_properties(inside, names);
  }
}

TEST_CASE("all that the schema describes is written", "[schema]") {
  std::set<std::string> described, seen;
  collect_properties(schema_text(), described);
  collect_keys(written(), seen);
  CHECK(described.size() > 60);
  for (const std::string& name : described) {
    INFO(name);
    CHECK(seen.count(name) == 1);
  }
}

/// Objects whose keys are ids of the scenario, or the scenario itself: any key may stand there.
bool is_open(const std::string& pointer) {
  for (const char* end : {"/package", "/changes", "/worths", "/world", "/believed", "/p0", "/p1",
                          "/p2", "/chosen", "/scenario", "/drafts", "/plan", "/partials"}) {
    const std::string_view tail(end);
    if (pointer.size() >= tail.size() && pointer.substr(pointer.size() - tail.size()) == tail) {
      return true;
    }
  }
  return false;
}

/// Whether what stands at a party's id is more than numbers by other ids.
bool holds_fixed_keys(const json& of_party) {
  return of_party.contains("payoff") || of_party.contains("surplus");
}

/// Leaves one number of every list of numbers: the others are of the same kind.
void shorten_lists_of_numbers(json& value) {
  if (value.is_array() && value.size() > 1 && value.front().is_number()) {
    value.erase(value.begin() + 1, value.end());
  }
  for (json& inside : value) {
    if (inside.is_structured()) shorten_lists_of_numbers(inside);
  }
}

TEST_CASE("a key too many, a key too few and a wrong type are faults", "[schema]") {
  json results = written();
  // Enough: the record of everything and one other keep this quick.
  results["records"] = json::array({results["records"].back()});
  shorten_lists_of_numbers(results);
  REQUIRE(faults_of(results) == "");

  const json flat = results.flatten();
  std::set<std::string> objects;
  for (const auto& [leaf, value] : flat.items()) {
    json::json_pointer pointer(leaf);
    if (leaf.rfind("/scenario", 0) == 0 || leaf.rfind("/branch/scenario", 0) == 0) continue;
    json wrong = results;
    wrong[pointer] = json::array({json::object()});
    INFO(leaf);
    if (!value.is_structured()) CHECK(faults_of(wrong) != "");
    while (!pointer.empty()) {
      pointer.pop_back();
      if (results[pointer].is_object()) objects.insert(pointer.to_string());
    }
  }
  int tried = 0;
  for (const std::string& object : objects) {
    const json::json_pointer pointer(object);
    const auto ends_with = [&object](std::string_view tail) {
      return std::string_view(object).ends_with(tail);
    };
    const bool of_party = ends_with("/p0") || ends_with("/p1") || ends_with("/p2");
    const bool by_id = ends_with("/parties") || ends_with("/issues") ||
                       ends_with("/contested_by") || ends_with("/no_agreement") ||
                       ends_with("/nearest/decisive") || ends_with("/gains") ||
                       ends_with("/place") ||
                       (is_open(object) && !(of_party && holds_fixed_keys(results[pointer])));
    if (by_id) continue;
    INFO("in " << object);
    json more = results;
    more[pointer]["surprise"] = 1;
    CHECK(faults_of(more) != "");
    for (const auto& [key, value] : results[pointer].items()) {
      static const std::set<std::string> kMayBeMissing{
          "because_of", "believed", "branch",    "cut_off",     "demanded", "last",      "opening",
          "package",    "partial",  "set_aside", "signatories", "to",       "transcript"};
      // A record may have no nearest text; what has one has all of it, and summaries have one.
      const bool of_record = ends_with("/records/0") || ends_with("/records/0/branch");
      const bool no_nearest = key == "nearest" && of_record;
      const bool may_be_missing = kMayBeMissing.count(key) == 1 && !ends_with("/nearest") &&
                                  !ends_with("/better") && !ends_with("/deal");
      static const std::set<std::string> kNotInEvery{"better", "nash_share", "place", "deal"};
      const bool of_assessment =
          ends_with("/assessment/agreement") || ends_with("/assessment/opportunity");
      if (no_nearest || may_be_missing || (of_assessment && kNotInEvery.count(key) == 1)) continue;
      if (of_record && key == "assessment") continue;
      if (ends_with("0/assessment") || ends_with("/branch/assessment")) continue;
      json fewer = results;
      fewer[pointer].erase(key);
      INFO("without " << key);
      CHECK(faults_of(fewer) != "");
      ++tried;
    }
  }
  CHECK(tried > 100);
}

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// scenarios/analysis.schema.json and the writer hold each other: all that is written is allowed,
/// all that is described is written, and nothing else is allowed.
#include <algorithm>
#include <fstream>
#include <functional>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tests/analysis/survey_text.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

const json& schema_text() {
  static const json text = [] {
    std::ifstream file(ENTENTE_SOURCE_DIR "/scenarios/analysis.schema.json");
    return json::parse(file);
  }();
  return text;
}

/// What is wrong with `analysis`; empty if nothing.
std::string faults_of(const json& analysis) {
  static const valijson::Schema& schema = [] {
    static valijson::Schema parsed;
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_text()), parsed);
    return std::ref(parsed);
  }();
  valijson::Validator validator;
  valijson::ValidationResults faults;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(analysis), &faults)) {
    return "";
  }
  std::string text;
  for (valijson::ValidationResults::Error error; faults.popError(error);) {
    for (const std::string& part : error.context) text += part;
    text += ": " + error.description + "\n";
  }
  return text.empty() ? "invalid" : text;
}

/// Two texts, of which one is bad for everybody, and a red line.
Scenario bargain(double no_agreement) {
  Scenario scenario = testing::simple_scenario({.parties = 3, .issues = 3, .options = 2});
  for (Party& party : scenario.parties) {
    party.no_agreement.prospects.front().worth.plus.base = no_agreement;
    party.preferences[2].scores = std::vector<Distribution>{0.0, 1.0};
  }
  scenario.drafts.push_back({"low", "", PartyId(0), {1, 1, 0}});
  scenario.drafts.push_back({"high", "", PartyId(1), {1, 1, 1}});
  scenario.parties[0].clauses.push_back({"never", "", {{IssueId(0), {Option(0)}}}, {}});
  for (Issue& issue : scenario.issues) issue.status_quo = Option(0);
  testing::settle(scenario);
  return scenario;
}

/// The same with a red line against it, so that nothing is left.
Scenario deadlock() {
  Scenario scenario = bargain(0.1);
  scenario.parties[1].clauses.push_back({"nor", "", {{IssueId(0), {Option(1)}}}, {}});
  testing::settle(scenario);
  return scenario;
}

json analysis_of(const Scenario& scenario, const SurveyOptions& options) {
  return json::parse(testing::survey_text(scenario, options));
}

/// With a zone, without for want of anything to give or for red lines, of one replication.
const std::vector<json>& written() {
  static const std::vector<json> analyses = [] {
    const Scenario rich = bargain(0.1);
    const Scenario poor = bargain(0.9);
    const Scenario dead = deadlock();
    SurveyOptions one = testing::survey_options(rich, 1);
    one.only = 4;
    return std::vector<json>{analysis_of(rich, testing::survey_options(rich, 5)),
                             analysis_of(poor, testing::survey_options(poor, 5)),
                             analysis_of(dead, testing::survey_options(dead, 5)),
                             analysis_of(rich, one)};
  }();
  return analyses;
}

TEST_CASE("analyses are valid by their schema", "[schema]") {
  for (const json& analysis : written()) CHECK(faults_of(analysis) == "");
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Scenario scenario = testing::random_scenario(seed);
    testing::give_text(scenario);
    SurveyOptions options = testing::survey_options(scenario, 6);
    if (seed % 4 == 3) options.only = seed;
    INFO(seed);
    CHECK(faults_of(analysis_of(scenario, options)) == "");
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

TEST_CASE("all that the schema of analyses describes is written", "[schema]") {
  std::set<std::string> described, seen;
  collect_properties(schema_text(), described);
  for (const json& analysis : written()) collect_keys(analysis, seen);
  CHECK(described.size() > 100);
  for (const std::string& name : described) {
    INFO(name);
    CHECK(seen.count(name) == 1);
  }
}

/// A schema with its references followed, and its place in the text.
struct Part {
  const json* schema;
  std::string place;
};
Part resolved(const json& schema, const std::string& place) {
  if (schema.contains("allOf")) return resolved(schema["allOf"][0], place + "/allOf/0");
  if (!schema.contains("$ref")) return {&schema, place};
  const std::string to = schema["$ref"].get<std::string>().substr(1);
  return resolved(schema_text().at(Pointer(to)), to);
}

/// Calls `visit(part, pointer)` for what stands in `value` and its schema, once per place in the
/// schema.
using Visit = std::function<void(const Part&, const Pointer&)>;
void walk(const Part& part, const json& value, const Pointer& pointer, std::set<std::string>& seen,
          const Visit& visit) {
  const json& schema = *part.schema;
  if (schema.contains("oneOf") && !schema.contains("properties")) {
    // A sample: of nothing or of something.
    const std::size_t which = value.size() == 1 ? 0 : 1;
    const std::string place = part.place + "/oneOf/" + std::to_string(which);
    return walk(resolved(schema["oneOf"][which], place), value, pointer, seen, visit);
  }
  if (seen.insert(part.place).second) visit(part, pointer);
  if (value.is_array() && schema.contains("items") && !value.empty()) {
    // Of a list of points, the second one has changes.
    for (std::size_t i = 0; i < std::min<std::size_t>(2, value.size()); ++i) {
      walk(resolved(schema["items"], part.place + "/items"), value[i], pointer / i, seen, visit);
    }
  }
  if (!value.is_object()) return;
  for (const auto& [key, inside] : value.items()) {
    if (schema.contains("properties")) {
      const std::string place = part.place + "/properties/" + key;
      walk(resolved(schema["properties"][key], place), inside, pointer / key, seen, visit);
    } else if (schema.contains("additionalProperties")) {
      const std::string place = part.place + "/additionalProperties";
      walk(resolved(schema["additionalProperties"], place), inside, pointer / key, seen, visit);
    }
  }
}

TEST_CASE("in an analysis nothing else is allowed", "[schema]") {
  std::set<std::string> seen;
  int tried = 0;
  for (const json& analysis : written()) {
    walk({&schema_text(), ""}, analysis, Pointer(), seen, [&](const Part& part, const Pointer& at) {
      INFO(at.to_string() << " by " << part.place);
      json wrong = analysis;
      wrong[at] = json::array({json::object()});
      CHECK(faults_of(wrong) != "");
      if (!part.schema->contains("properties")) return;
      json more = analysis;
      more[at]["surprise"] = 1;
      CHECK(faults_of(more) != "");
      for (const json& key : (*part.schema)["required"]) {
        json fewer = analysis;
        fewer[at].erase(key.get<std::string>());
        INFO("without " << key);
        CHECK(faults_of(fewer) != "");
        ++tried;
      }
    });
  }
  CHECK(tried > 100);
}

}  // namespace
}  // namespace entente

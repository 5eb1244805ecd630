// SPDX-License-Identifier: Apache-2.0
/// The schema of scenarios accepts what the reader accepts, and knows no key that it does not.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "engine/base/random.hpp"
#include "engine/scenario/plugin_summary.hpp"
#include "engine/scenario/reader.hpp"
#include "engine/scenario/schema.hpp"

namespace entente {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

const std::filesystem::path kRoot = ENTENTE_SOURCE_DIR;

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) throw InputError({path.string(), "", "cannot be read", ""});
  return text.str();
}

class Validity {
 public:
  explicit Validity(const json& schema) {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), schema_);
  }
  [[nodiscard]] bool of(const json& document) const {
    valijson::Validator validator;
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
  }

 private:
  valijson::Schema schema_;
};

/// The faults that the reader finds; empty if it accepts the document.
std::vector<Fault> faults_of(const json& document) {
  try {
    (void)read_scenario(Document::parse("test.json", document.dump()));
  } catch (const InputError& error) {
    return error.faults();
  }
  return {};
}

json every_key() { return json::parse(text_of_file(kRoot / "tests/engine/every_key.json")); }

/// A value that the parameter takes.
json value_for(const Parameter& parameter) {
  if (parameter.kind == Parameter::Kind::reference) {
    return parameter.of == "drafts" ? "long" : "miller";
  }
  if (parameter.kind == Parameter::Kind::references) {
    json ids = parameter.of == "drafts" ? json{"long"} : json{"lower", "upper", "miller"};
    while (parameter.count > 0 && ids.size() > parameter.count) ids.erase(ids.size() - 1);
    return ids;
  }
  if (parameter.kind == Parameter::Kind::groups) {
    if (parameter.of == "drafts") return {{"long"}, {"short"}};
    return {{"lower", "upper"}, {"miller"}};
  }
  if (parameter.kind == Parameter::Kind::weights) {
    return {{parameter.of == "drafts" ? "long" : "miller", parameter.lo}};
  }
  if (parameter.kind == Parameter::Kind::word) return parameter.words.back();
  return parameter.fallback.value_or(parameter.lo);
}

/// A scenario and the part of it that is not in others.
struct Example {
  json document;
  Pointer part;
};

/// Scenarios that choose each plug-in of a registry, with all of its parameters.
template <class S>
void choose_each(std::span<const S* const> registry, const Pointer& where, const json& base,
                 std::vector<Example>& examples) {
  for (const PluginSummary& plugin : summaries(registry)) {
    json chosen = {{"name", plugin.name}, {"note", "n"}, {"source", "S1"}, {"assumption", "a"}};
    if (where.to_string() == "/protocol") {
      chosen["rounds"] = 50;
      chosen["hazard"] = 0.02;
    }
    for (const Parameter& parameter : plugin.parameters) {
      chosen[std::string(parameter.name)] = value_for(parameter);
    }
    examples.push_back({base, where});
    examples.back().document[where] = std::move(chosen);
  }
}

/// Scenarios that together say everything that can be said.
std::vector<Example> examples() {
  const json base = every_key();
  std::vector<Example> all{{base, Pointer()}};
  choose_each(biddings(), Pointer("/parties/1/strategy/bidding"), base, all);
  choose_each(opponent_models(), Pointer("/parties/1/strategy/opponent_model"), base, all);
  choose_each(acceptances(), Pointer("/parties/1/strategy/acceptance"), base, all);
  choose_each(protocols(), Pointer("/protocol"), base, all);
  return all;
}

void visit(const json& value, const Pointer& at,
           const std::function<void(const json&, const Pointer&)>& visitor) {
  visitor(value, at);
  for (const auto& [key, child] : value.items()) {
    if (value.is_object()) visit(child, at / key, visitor);
    if (value.is_array()) visit(child, at / static_cast<std::size_t>(std::stoul(key)), visitor);
  }
}

}  // namespace

TEST_CASE("the schema beside the scenarios is the one of this version", "[schema]") {
  const std::filesystem::path path = kRoot / "scenarios/scenario.schema.json";
  const std::string text = scenario_schema().dump(2) + '\n';
  if (std::getenv("ENTENTE_REGENERATE") != nullptr) std::ofstream(path) << text;
  CHECK(text_of_file(path) == text);
}

TEST_CASE("schema and reader accept a scenario that says everything", "[schema]") {
  const Validity valid(scenario_schema());
  for (const auto& [document, part] : examples()) {
    CAPTURE(document[part].dump());
    CHECK(valid.of(document));
    for (const Fault& fault : faults_of(document)) FAIL_CHECK(text_of(fault));
  }
}

TEST_CASE("every key of the schema is read", "[schema]") {
  // Without a key, the schema must reject one of the documents, all of which the reader accepts.
  const json schema = scenario_schema();
  const std::vector<Example> all = examples();
  json patch = {{"extends", "base.json"}};
  for (const auto& [key, value] : schema["definitions"]["patch"]["properties"].items()) {
    if (key != "extends") patch[key] = nullptr;
  }
  std::size_t keys = 0;
  visit(schema, Pointer(), [&](const json& part, const Pointer& at) {
    if (!part.is_object() || !part.contains("additionalProperties")) return;
    if (!part.contains("properties")) return;
    for (const auto& [key, value] : part["properties"].items()) {
      json without = schema;
      without[at]["properties"].erase(key);
      const Validity valid(without);
      bool used = !valid.of(patch);
      for (const Example& example : all) used = used || !valid.of(example.document);
      INFO(at << " " << key);
      CHECK(used);
      ++keys;
    }
  });
  CHECK(keys > 130);
}

TEST_CASE("schema and reader reject an unknown key in every object", "[schema]") {
  const Validity valid(scenario_schema());
  for (const Example& example : examples()) {
    const json& document = example.document;
    visit(document[example.part], example.part, [&](const json& part, const Pointer& at) {
      if (!part.is_object()) return;
      json mutant = document;
      mutant[at]["nosuchkey"] = json::array({json::array()});
      INFO(at);
      CHECK_FALSE(valid.of(mutant));
      CHECK_FALSE(faults_of(mutant).empty());
    });
  }
}

TEST_CASE("schema and reader reject every leaf of another type", "[schema]") {
  const Validity valid(scenario_schema());
  const std::set<std::string> quantities = {"high", "low", "higher"};
  for (const Example& example : examples()) {
    const json& document = example.document;
    visit(document[example.part], example.part, [&](const json& part, const Pointer& at) {
      if (part.is_structured()) return;
      std::vector<json> others = {nullptr, json::array({json::array()}), {{"nosuchkey", 1}}};
      if (!part.is_string()) others.emplace_back("not an id");
      if (!part.is_boolean()) others.emplace_back(true);
      const bool is_quantity = part.is_string() && quantities.count(part.get<std::string>()) > 0;
      if (!part.is_number() && !is_quantity) others.emplace_back(-7.5);
      for (const json& other : others) {
        json mutant = document;
        mutant[at] = other;
        INFO(at << " " << other);
        CHECK_FALSE(valid.of(mutant));
        CHECK_FALSE(faults_of(mutant).empty());
      }
    });
  }
}

TEST_CASE("schema and reader agree on which keys are required", "[schema]") {
  const Validity valid(scenario_schema());
  std::size_t required = 0;
  for (const Example& example : examples()) {
    const json& document = example.document;
    visit(document[example.part], example.part, [&](const json& part, const Pointer& at) {
      if (!part.is_object()) return;
      for (const auto& [key, value] : part.items()) {
        json mutant = document;
        mutant[at].erase(key);
        const std::vector<Fault> faults = faults_of(mutant);
        INFO(at << " " << key);
        if (!valid.of(mutant)) {
          ++required;
          CHECK_FALSE(faults.empty());
        }
        for (const Fault& fault : faults) {
          if (fault.what == '"' + key + "\" is missing") CHECK_FALSE(valid.of(mutant));
        }
      }
    });
  }
  CHECK(required > 60);
}

TEST_CASE("the schema accepts whatever the reader accepts", "[schema]") {
  // Random parts of a good scenario take the place of others.
  const Validity valid(scenario_schema());
  const json whole = every_key();
  std::vector<Pointer> parts;
  visit(whole, Pointer(), [&](const json&, const Pointer& at) { parts.push_back(at); });
  Stream random(StreamKey(1, "parts"));
  const auto part = [&] { return parts[random.below(parts.size())]; };
  int accepted = 0;
  for (int round = 0; round < 1'500; ++round) {
    const Pointer at = part();
    const Pointer from = part();
    json document = whole;
    document[at] = whole[from];
    if (!faults_of(document).empty()) continue;
    ++accepted;
    INFO(at << " from " << from);
    CHECK(valid.of(document));
  }
  CHECK(accepted > 100);
}

TEST_CASE("what is not an object is rejected by schema and reader", "[schema]") {
  const Validity valid(scenario_schema());
  for (const json& document : {json(nullptr), json(true), json(3), json("text"), json::array()}) {
    CHECK_FALSE(valid.of(document));
    CHECK(faults_of(document).size() == 1);
  }
}

TEST_CASE("the scenarios fit the schema and are read", "[schema]") {
  const Validity valid(scenario_schema());
  std::size_t scenarios = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "scenarios")) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() != ".json" || name.ends_with(".schema.json")) continue;
    ++scenarios;
    INFO(name);
    CHECK(valid.of(json::parse(text_of_file(entry.path()))));
    const Document document = Document::load(
        name, [](const std::string& file) { return text_of_file(kRoot / "scenarios" / file); });
    CHECK(valid.of(json::parse(document.canonical())));
    CHECK_NOTHROW(read_scenario(document));
  }
  CHECK(scenarios > 0);
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Documents for tests of the reader: from texts at hand, and what is wrong with them.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/scenario/document.hpp"
#include "engine/scenario/reader.hpp"

namespace entente::testing {

/// Texts by file name.
using Files = std::map<std::string, std::string>;

inline Document load(const Files& files, const std::string& name) {
  return Document::load(name, [&](const std::string& wanted) {
    const auto found = files.find(wanted);
    if (found == files.end()) throw InputError({wanted, "", "no such file", "check the name"});
    return found->second;
  });
}

/// The one fault that the action throws.
template <typename Action>
inline Fault only_fault(Action&& action) {
  try {
    action();
  } catch (const InputError& error) {
    REQUIRE(error.faults().size() == 1);
    return error.faults().front();
  }
  FAIL("no fault was thrown");
  return {};
}

/// Eighteen lines with a quantity over several of them.
inline constexpr const char* kFarms = R"({
  "title": "Farms",
  "parties": [
    {"id": "upper", "delay_cost": 0.1},
    {
      "id": "lower",
      "delay_cost": {
        "uniform": [
          0,
          1
        ]
      }
    }
  ],
  "issues": [{"id": "road", "options": ["closed", "open"]}],
  "simulation": {"seed": 1}
})";

inline Scenario read(const nlohmann::json& document) {
  return read_scenario(Document::parse("test.json", document.dump()));
}

inline std::vector<Fault> faults_of(const nlohmann::json& document) {
  try {
    (void)read(document);
  } catch (const InputError& error) {
    return error.faults();
  }
  return {};
}

/// A scenario that says everything that can be said.
inline nlohmann::json every_key() {
  std::ifstream file(std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/engine/every_key.json");
  return nlohmann::json::parse(file);
}

/// Two parties, no preferences yet.
inline nlohmann::json two_parties(const nlohmann::json& issues) {
  nlohmann::json document = {{"title", "test"},
                             {"issues", issues},
                             {"agreement", {{"required", {"a", "b"}}}},
                             {"protocol", {{"name", "alternating-offers"}, {"rounds", 9}}}};
  for (const char* id : {"a", "b"}) {
    document["parties"].push_back(
        {{"id", id}, {"preferences", nlohmann::json::object()}, {"no_agreement", 0.1}});
  }
  return document;
}

}  // namespace entente::testing

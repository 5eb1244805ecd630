// SPDX-License-Identifier: Apache-2.0
/// `entente list` tells every plug-in and parameter there is.
#include <cmath>
#include <span>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/protocols/protocol.hpp"
#include "engine/strategies/strategy.hpp"
#include "tests/cli/program.hpp"

using entente::Parameter;
using entente::test::Ended;
using entente::test::run;
using Json = nlohmann::json;

namespace {

void check_parameter(const Json& json, const Parameter& parameter) {
  CAPTURE(parameter.name);
  CHECK(json["name"] == parameter.name);
  CHECK(json["summary"] == parameter.summary);
  CHECK(json["required"] == parameter.required);
  if (parameter.kind == Parameter::Kind::word) {
    CHECK(json["kind"] == "word");
    CHECK(json["words"] == parameter.words);
    CHECK(json["default"] == parameter.words.front());
    CHECK_FALSE(json.contains("of"));
    return;
  }
  CHECK(json.contains("count") == (parameter.count > 0));
  const bool is_number =
      parameter.kind == Parameter::Kind::number || parameter.kind == Parameter::Kind::integer;
  if (is_number || parameter.kind == Parameter::Kind::weights) {
    CHECK(json["kind"] == (!is_number                                  ? "weights"
                           : parameter.kind == Parameter::Kind::number ? "number"
                                                                       : "integer"));
    CHECK(json["unit"] == parameter.unit);
    CHECK(json["minimum"] == parameter.lo);
    CHECK(json["maximum"] == (std::isfinite(parameter.hi) ? Json(parameter.hi) : Json()));
    CHECK(json["default"] == (parameter.fallback ? Json(*parameter.fallback) : Json()));
  } else {
    CHECK_FALSE(json.contains("default"));
    CHECK_FALSE(json.contains("minimum"));
  }
  CHECK((is_number || json["of"] == parameter.of));
}

template <class S>
void check_kind(const Json& all, const std::string& kind, std::span<const S* const> registry) {
  CAPTURE(kind);
  const std::string text = run({"list", kind}).out;
  const Json& plugins = all.at(kind);
  REQUIRE(plugins.size() == registry.size());
  for (std::size_t i = 0; i < registry.size(); ++i) {
    const S& spec = *registry[i];
    CAPTURE(spec.name);
    CHECK(plugins[i]["name"] == spec.name);
    CHECK(plugins[i]["summary"] == spec.summary);
    CHECK(plugins[i]["source"] == spec.source);
    REQUIRE(plugins[i]["parameters"].size() == spec.parameters.size());
    CHECK(text.find("\n  " + std::string(spec.name) + ": ") != std::string::npos);
    for (std::size_t p = 0; p < spec.parameters.size(); ++p) {
      check_parameter(plugins[i]["parameters"][p], spec.parameters[p]);
      CHECK(text.find("\n    - " + std::string(spec.parameters[p].name) + ": ") !=
            std::string::npos);
    }
  }
}

}  // namespace

TEST_CASE("list tells every plug-in with every parameter, as text and as JSON", "[cli][list]") {
  const Ended ended = run({"list", "--json"});
  REQUIRE(ended.code == 0);
  CHECK(ended.err.empty());
  const Json all = Json::parse(ended.out);
  CHECK(all.size() == 4);
  check_kind(all, "protocol", entente::protocols());
  check_kind(all, "bidding", entente::biddings());
  check_kind(all, "opponent_model", entente::opponent_models());
  check_kind(all, "acceptance", entente::acceptances());
}

TEST_CASE("list knows its kinds by several spellings", "[cli][list]") {
  const std::string models = run({"list", "opponent_model"}).out;
  CHECK(models == run({"list", "opponent-model"}).out);
  CHECK(models == run({"list", "opponent models"}).out);
  CHECK(run({"list", "protocols", "--json"}).out == run({"list", "protocol", "--json"}).out);
  CHECK(Json::parse(run({"list", "bidding", "--json"}).out).size() == 1);
}

TEST_CASE("a parameter is listed with its bounds, unit and default", "[cli][list]") {
  CHECK(run({"list", "bidding"})
            .out.find("    - from: number from 0 to 1 (utility), default 1; "
                      "aspiration at the start\n") != std::string::npos);
  const std::string protocols = run({"list", "protocol"}).out;
  const auto lists = [&protocols](const std::string& text) {
    INFO(text);
    CHECK(protocols.find(text) != std::string::npos);
  };
  lists("    - groups: a list of groups of ids of parties; ");
  lists("    - bias: by id of parties, a number from 0 to 1000; ");
  lists("    - decides: \"at-once\" or \"at-deadline\", default \"at-once\"; ");
  CHECK(run({"list", "bidding"}).out.find("    - divides: a list of 2 ids of parties") !=
        std::string::npos);
}

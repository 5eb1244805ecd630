// SPDX-License-Identifier: Apache-2.0
/// `entente list`: the plug-ins there are and what each takes, all from their Specs.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/exits.hpp"
#include "cli/files.hpp"
#include "cli/layout.hpp"
#include "cli/terminal.hpp"
#include "engine/base/nearest.hpp"
#include "engine/protocols/protocol.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Plugin {
  std::string_view name, summary, source;
  std::span<const Parameter> parameters;
};

/// Plug-ins of one kind, under the name by which a scenario chooses among them.
struct Kind {
  std::string name;     ///< as the argument of `list` and in the scenario
  std::string heading;  ///< "protocols"
  std::vector<Plugin> plugins;
};

template <class S>
std::vector<Plugin> all_of(std::span<const S* const> registry) {
  std::vector<Plugin> plugins;
  for (const S* spec : registry) {
    plugins.push_back({spec->name, spec->summary, spec->source, spec->parameters});
  }
  return plugins;
}

std::vector<Kind> all_kinds() {
  return {{"protocol", "protocols", all_of(protocols())},
          {"bidding", "bidding strategies", all_of(biddings())},
          {"opponent_model", "opponent models", all_of(opponent_models())},
          {"acceptance", "acceptance conditions", all_of(acceptances())}};
}

bool is_number(const Parameter& parameter) {
  return parameter.kind == Parameter::Kind::number || parameter.kind == Parameter::Kind::integer;
}

std::string_view name_of(Parameter::Kind kind) {
  switch (kind) {
    case Parameter::Kind::number:
      return "number";
    case Parameter::Kind::integer:
      return "integer";
    case Parameter::Kind::reference:
      return "reference";
    case Parameter::Kind::references:
      return "references";
    case Parameter::Kind::groups:
      return "groups";
    case Parameter::Kind::weights:
      return "weights";
    case Parameter::Kind::word:
      return "word";
  }
  return {};
}

/// " from 0 to 1 (utility)"
std::string bounds_of(const Parameter& parameter) {
  std::string text;
  const bool above = std::isfinite(parameter.lo);
  const bool below = std::isfinite(parameter.hi);
  if (above && below) text += fmt::format(" from {} to {}", parameter.lo, parameter.hi);
  if (above && !below) text += fmt::format(" of at least {}", parameter.lo);
  if (!above && below) text += fmt::format(" of at most {}", parameter.hi);
  if (!parameter.unit.empty()) text += fmt::format(" ({})", parameter.unit);
  return text;
}

/// "\"a\", \"b\" or \"c\""
std::string choice_of(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view& word : words) {
    if (!text.empty()) text += &word == &words.back() ? " or " : ", ";
    text += fmt::format("\"{}\"", word);
  }
  return text;
}

/// What may be given, without whether it must be.
std::string form_of(const Parameter& parameter) {
  switch (parameter.kind) {
    case Parameter::Kind::number:
      return "number" + bounds_of(parameter);
    case Parameter::Kind::integer:
      return "whole number" + bounds_of(parameter);
    case Parameter::Kind::reference:
      return fmt::format("an id of {}", parameter.of);
    case Parameter::Kind::references:
      if (parameter.count == 0) return fmt::format("a list of ids of {}", parameter.of);
      return fmt::format("a list of {} ids of {}", parameter.count, parameter.of);
    case Parameter::Kind::groups:
      return fmt::format("a list of groups of ids of {}", parameter.of);
    case Parameter::Kind::weights:
      return fmt::format("by id of {}, a number{}", parameter.of, bounds_of(parameter));
    case Parameter::Kind::word:
      return choice_of(parameter.words);
  }
  return {};
}

/// What may be given: "number from 0 to 1, default 1".
std::string range_of(const Parameter& parameter) {
  std::string text = form_of(parameter);
  if (parameter.required) return text + ", required";
  if (parameter.fallback) text += fmt::format(", default {}", *parameter.fallback);
  if (parameter.kind == Parameter::Kind::word) {
    text += fmt::format(", default \"{}\"", parameter.words.front());
  }
  return text;
}

std::string text_of(const std::vector<Kind>& kinds, const Terminal& terminal) {
  std::string result;
  for (const Kind& kind : kinds) {
    if (!result.empty()) result += "\n";
    const std::string in_scenario = kind.name == "protocol"
                                        ? "\"protocol\": {\"name\": ...}"
                                        : "\"strategy\": {\"" + kind.name + "\": ...}";
    result += terminal.bold(kind.heading) + "\n" +
              wrap("in a scenario: " + in_scenario, terminal.width, {"", "  "});
    for (const Plugin& plugin : kind.plugins) {
      result +=
          "\n" +
          wrap(plugin.summary, terminal.width, {"  " + std::string(plugin.name) + ": ", "    "}) +
          wrap(std::string("after ") + std::string(plugin.source), terminal.width,
               {"    ", "      "});
      for (const Parameter& parameter : plugin.parameters) {
        result +=
            wrap(fmt::format("{}: {}; {}", parameter.name, range_of(parameter), parameter.summary),
                 terminal.width, {"    - ", "      "});
      }
    }
  }
  return result;
}

Json json_of(const Parameter& parameter) {
  Json json{{"name", parameter.name},
            {"summary", parameter.summary},
            {"kind", name_of(parameter.kind)},
            {"required", parameter.required}};
  if (parameter.kind == Parameter::Kind::word) {
    json["words"] = parameter.words;
    json["default"] = parameter.required ? Json() : Json(parameter.words.front());
    return json;
  }
  if (!is_number(parameter)) json["of"] = parameter.of;
  if (parameter.count > 0) json["count"] = parameter.count;
  if (is_number(parameter) || parameter.kind == Parameter::Kind::weights) {
    json["minimum"] = std::isfinite(parameter.lo) ? Json(parameter.lo) : Json();
    json["maximum"] = std::isfinite(parameter.hi) ? Json(parameter.hi) : Json();
    json["default"] = parameter.fallback ? Json(*parameter.fallback) : Json();
    json["unit"] = parameter.unit;
  }
  return json;
}

std::string json_of(const std::vector<Kind>& kinds) {
  Json json = Json::object();
  for (const Kind& kind : kinds) {
    Json plugins = Json::array();
    for (const Plugin& plugin : kind.plugins) {
      Json parameters = Json::array();
      for (const Parameter& parameter : plugin.parameters) parameters.push_back(json_of(parameter));
      plugins.push_back({{"name", plugin.name},
                         {"summary", plugin.summary},
                         {"source", plugin.source},
                         {"parameters", std::move(parameters)}});
    }
    json[kind.name] = std::move(plugins);
  }
  return json.dump(2) + "\n";
}

int run(const Arguments& arguments) {
  std::vector<Kind> kinds = all_kinds();
  if (arguments.positional.size() > 1) {
    throw UsageError("too many kinds: \"" + arguments.positional[1] + "\"", "name one or none");
  }
  if (!arguments.positional.empty()) {
    // "opponent models", "opponent-model" and "biddings" are understood as well.
    std::string wanted = arguments.positional.front();
    std::replace_if(
        wanted.begin(), wanted.end(), [](char c) { return c == '-' || c == ' '; }, '_');
    std::vector<std::string> names;
    for (const Kind& kind : kinds) names.push_back(kind.name);
    std::erase_if(kinds, [&wanted](const Kind& kind) {
      return wanted != kind.name && wanted != kind.name + "s";
    });
    if (kinds.empty()) {
      throw UsageError("there is no kind of plug-in \"" + arguments.positional.front() + "\"",
                       did_you_mean(wanted, names));
    }
  }
  print(arguments.has("json") ? json_of(kinds) : text_of(kinds, standard_output()));
  return kDone;
}

constexpr OptionSpec kOptions[] = {
    {.name = "json", .summary = "as JSON, for programs"},
};

}  // namespace

extern const Command kList;
const Command kList = {
    .name = "list",
    .summary = "list protocols and strategies with their parameters",
    .synopsis = "[KIND] [--json]",
    .description =
        "Lists the plug-ins that a scenario can choose by name: what each does, the paper or rule "
        "it follows, and its parameters with bounds, units and defaults. KIND is protocol, "
        "bidding, opponent_model or acceptance; without it, all are listed.",
    .options = kOptions,
    .examples =
        "entente list  everything\n"
        "entente list bidding  the ways of bidding\n"
        "entente list --json  the same for a program",
    .run = run,
};

}  // namespace entente::cli

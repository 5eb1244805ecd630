// SPDX-License-Identifier: Apache-2.0
/// What plug-ins take, from their Specs.
#include "engine/scenario/schema_plugins.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/scenario/plugin_summary.hpp"
#include "engine/scenario/reading.hpp"

namespace entente::schema {
namespace {

Schema ids_of(const Parameter& parameter) {
  Schema list = ids(parameter.count);
  if (parameter.count > 0) list["maxItems"] = parameter.count;
  return list;
}

Schema parameter_schema(const Parameter& parameter) {
  std::string description(parameter.summary);
  if (!parameter.unit.empty()) description += " [" + std::string(parameter.unit) + "]";
  if (parameter.fallback) description += " (default " + in_digits(*parameter.fallback) + ")";
  if (!parameter.words.empty() && !parameter.required) {
    description += " (default \"" + std::string(parameter.words.front()) + "\")";
  }
  switch (parameter.kind) {
    case Parameter::Kind::reference:
      return about(description, ref("id"));
    case Parameter::Kind::references:
      return about(description, ids_of(parameter));
    case Parameter::Kind::groups:
      return about(description, list_of(ids(1), 0));
    case Parameter::Kind::weights:
      return about(description, map_of(within(parameter.lo, parameter.hi, ref("distribution"))));
    case Parameter::Kind::word:
      return about(description, Schema{{"enum", parameter.words}});
    case Parameter::Kind::number:
    case Parameter::Kind::integer:
      break;
  }
  Schema schema = within(parameter.lo, parameter.hi, ref("distribution"));
  if (parameter.kind == Parameter::Kind::integer) schema["multipleOf"] = 1;
  return about(description, std::move(schema));
}

/// The plug-in as an object of its name and parameters; `common` has what all of them share.
Schema plugin_object(const PluginSummary& plugin, Object common) {
  common.must("name", about(plugin.summary, Schema{{"const", plugin.name}}));
  for (const Parameter& parameter : plugin.parameters) {
    if (parameter.required) {
      common.must(parameter.name, parameter_schema(parameter));
    } else {
      common.may(parameter.name, parameter_schema(parameter));
    }
  }
  return common.with_evidence();
}

Schema component(const std::vector<PluginSummary>& plugins) {
  std::vector<Schema> forms;
  for (const PluginSummary& plugin : plugins) {
    const bool by_name =
        std::none_of(plugin.parameters.begin(), plugin.parameters.end(),
                     [](const Parameter& parameter) { return parameter.required; });
    if (by_name) forms.push_back(about(plugin.summary, Schema{{"const", plugin.name}}));
  }
  for (const PluginSummary& plugin : plugins) forms.push_back(plugin_object(plugin, {}));
  return any_of(std::move(forms));
}

}  // namespace

Schema strategy() {
  return Object()
      .may("bidding", component(summaries(biddings())))
      .may("opponent_model", component(summaries(opponent_models())))
      .may("acceptance", component(summaries(acceptances())))
      .with_evidence();
}

Schema protocol() {
  std::vector<Schema> forms;
  for (const PluginSummary& plugin : summaries(protocols())) {
    Object common;
    common.must("rounds", about("The deadline.", whole(1, kMostRounds)));
    common.may("hazard", about("The chance that the talks end after a round (default 0).",
                               within(0, 1, ref("quantity"))));
    forms.push_back(plugin_object(plugin, common));
  }
  return any_of(std::move(forms));
}

}  // namespace entente::schema

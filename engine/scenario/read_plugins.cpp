// SPDX-License-Identifier: Apache-2.0
/// Strategies and the protocol: plug-ins by name, with the parameters that their Specs declare.
#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/nearest.hpp"
#include "engine/scenario/plugin_summary.hpp"
#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

const PluginSummary* find_plugin(const Node& node, const std::vector<PluginSummary>& plugins,
                                 const std::string& kind) {
  const auto name = node.text();
  if (!name) return nullptr;
  std::vector<std::string> names;
  for (const PluginSummary& plugin : plugins) {
    if (plugin.name == *name) return &plugin;
    names.emplace_back(plugin.name);
  }
  node.fault("there is no " + kind + ' ' + in_quotes(*name), did_you_mean(*name, names));
  return nullptr;
}

/// A constant, or values to choose from, of a whole number must be whole; other draws are rounded.
void check_whole(const Node& node, const Distribution& value) {
  const auto whole = [](double number) { return number == std::floor(number); };
  const auto* constant = std::get_if<double>(&value);
  const auto* choice = std::get_if<Choice>(&value);
  if ((constant && !whole(*constant)) ||
      (choice && !std::all_of(choice->values.begin(), choice->values.end(), whole))) {
    node.fault("must be a whole number" + (constant ? ", but is " + in_digits(*constant) : ""));
  }
}

Choosing::Value read_value(Reading& reading, const Node& node, const Parameter& parameter) {
  const Names& names = parameter.of == "drafts" ? reading.drafts : reading.parties;
  switch (parameter.kind) {
    case Parameter::Kind::reference: {
      const auto position = names.refer(node);
      return position ? std::vector<std::size_t>{*position} : std::vector<std::size_t>{};
    }
    case Parameter::Kind::references:
      return names.refer_list(node);
    case Parameter::Kind::number:
    case Parameter::Kind::integer:
      break;
  }
  const Distribution value = read_distribution(reading, node, {parameter.lo, parameter.hi});
  if (parameter.kind == Parameter::Kind::integer) check_whole(node, value);
  return value;
}

std::vector<Choosing::Setting> read_settings(Reading& reading, Fields& fields,
                                             const PluginSummary& plugin) {
  std::vector<Choosing::Setting> settings;
  for (const Parameter& parameter : plugin.parameters) {
    const auto node = parameter.required
                          ? fields.need(parameter.name, std::string(parameter.summary))
                          : fields.get(parameter.name);
    if (!node) continue;
    settings.push_back({std::string(parameter.name), read_value(reading, *node, parameter)});
  }
  return settings;
}

/// A component of a strategy: a name, or an object of a name and parameters.
void read_component(Reading& reading, Fields& strategy, std::string_view key,
                    const std::vector<PluginSummary>& plugins, const std::string& kind,
                    Choosing& chosen) {
  const auto node = strategy.get(key);
  if (!node) return;
  if (node->json().is_string()) {
    const PluginSummary* plugin = find_plugin(*node, plugins, kind);
    if (!plugin) return;
    chosen = {std::string(plugin->name), {}};
    for (const Parameter& parameter : plugin->parameters) {
      if (!parameter.required) continue;
      node->fault(in_quotes(plugin->name) + " needs " + in_quotes(parameter.name) + ": " +
                      std::string(parameter.summary),
                  "write {\"name\": " + in_quotes(plugin->name) + ", " + in_quotes(parameter.name) +
                      ": ...}");
    }
    return;
  }
  Fields fields(*node, "the name of a plug-in", "or an object of \"name\" and parameters");
  const auto name = fields.need("name", "one of the names that `entente list` shows");
  const PluginSummary* plugin = name ? find_plugin(*name, plugins, kind) : nullptr;
  if (!plugin) return fields.report_missing();
  chosen = {std::string(plugin->name), read_settings(reading, fields, *plugin)};
  read_evidence(reading, fields);
  fields.done();
}

}  // namespace

Strategy read_strategy(Reading& reading, const Node& node) {
  Strategy strategy;
  Fields fields(node);
  read_component(reading, fields, "bidding", summaries(biddings()), "bidding strategy",
                 strategy.bidding);
  read_component(reading, fields, "opponent_model", summaries(opponent_models()), "opponent model",
                 strategy.opponent_model);
  read_component(reading, fields, "acceptance", summaries(acceptances()), "acceptance condition",
                 strategy.acceptance);
  read_evidence(reading, fields);
  fields.done();
  return strategy;
}

void read_protocol(Reading& reading, const Node& node, Scenario& scenario) {
  Fields fields(node, "an object", "such as {\"name\": \"alternating-offers\", \"rounds\": 50}");
  const auto name = fields.need("name", "one of the names that `entente list` shows");
  if (const auto rounds = fields.need("rounds", "the deadline, such as 50")) {
    scenario.rounds = read_count(reading, *rounds, kMostRounds).value_or(1);
  }
  const std::vector<PluginSummary> all = summaries(protocols());
  const PluginSummary* plugin = name ? find_plugin(*name, all, "protocol") : nullptr;
  if (!plugin) return fields.report_missing();
  scenario.protocol = {std::string(plugin->name), read_settings(reading, fields, *plugin)};
  read_evidence(reading, fields);
  fields.done();
}

}  // namespace entente

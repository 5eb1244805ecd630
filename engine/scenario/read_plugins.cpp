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

std::vector<std::size_t> read_references(const Node& node, const Names& names,
                                         const Parameter& parameter) {
  const std::size_t before = node.faults().count();
  std::vector<std::size_t> found = names.refer_list(node);
  if (parameter.count > 0 && found.size() != parameter.count && node.faults().count() == before) {
    node.fault("expected a list of " + std::to_string(parameter.count) + " ids, found " +
                   std::to_string(found.size()),
               std::string(parameter.summary));
  }
  return found;
}

std::vector<std::vector<std::size_t>> read_groups(const Node& node, const Names& names) {
  constexpr const char* kForm = "such as [[\"a\", \"b\"], [\"c\"]]";
  std::vector<std::vector<std::size_t>> groups;
  std::vector<bool> seen(names.size());
  for (const Node& element : node.elements("a list of groups", kForm)) {
    if (!element.json().is_array()) {
      element.expected("a group, which is a list of ids", kForm);
      continue;
    }
    if (element.json().empty()) element.fault("the group is empty", "remove it");
    groups.push_back(names.refer_list(element));
    for (const std::size_t position : groups.back()) {
      if (seen[position]) {
        element.fault(in_quotes(names.ids()[position]) + " stands in another group already",
                      "keep it in one of them");
      }
      seen[position] = true;
    }
  }
  return groups;
}

std::vector<Choosing::Weight> read_weights(Reading& reading, const Node& node, const Names& names,
                                           const Parameter& parameter) {
  std::vector<Choosing::Weight> weights;
  for (const auto& [id, value] :
       node.members("an object of ids and numbers", "such as {\"a\": 1}")) {
    const auto position = names.refer(id, value);
    Distribution weight = read_distribution(reading, value, {parameter.lo, parameter.hi});
    if (position) weights.push_back({*position, std::move(weight), id});
  }
  return weights;
}

std::string read_word(const Node& node, const Parameter& parameter) {
  const std::vector<std::string> words(parameter.words.begin(), parameter.words.end());
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(in_quotes(word));
  if (!node.json().is_string()) {
    node.expected(listed(quoted, "or"));
    return words.front();
  }
  const auto& word = node.json().get_ref<const std::string&>();
  if (std::find(words.begin(), words.end(), word) == words.end()) {
    const std::string_view meant = nearest(word, words);
    node.expected(listed(quoted, "or"), meant.empty() ? "" : did_you_mean(word, words));
    return words.front();
  }
  return word;
}

Choosing::Value read_value(Reading& reading, const Node& node, const Parameter& parameter) {
  const Names& names = parameter.of == "drafts" ? reading.drafts : reading.parties;
  switch (parameter.kind) {
    case Parameter::Kind::reference: {
      const auto position = names.refer(node);
      return position ? std::vector<std::size_t>{*position} : std::vector<std::size_t>{};
    }
    case Parameter::Kind::references:
      return read_references(node, names, parameter);
    case Parameter::Kind::groups:
      return read_groups(node, names);
    case Parameter::Kind::weights:
      return read_weights(reading, node, names, parameter);
    case Parameter::Kind::word:
      return read_word(node, parameter);
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
  if (const auto hazard = fields.get("hazard")) {
    scenario.hazard = read_quantity(reading, *hazard, kShare);
  }
  const std::vector<PluginSummary> all = summaries(protocols());
  const PluginSummary* plugin = name ? find_plugin(*name, all, "protocol") : nullptr;
  if (!plugin) return fields.report_missing();
  scenario.protocol = {std::string(plugin->name), read_settings(reading, fields, *plugin)};
  read_evidence(reading, fields);
  fields.done();
}

}  // namespace entente

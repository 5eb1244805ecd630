// SPDX-License-Identifier: Apache-2.0
/// What a party wants: weights, scores and clauses.
#include <algorithm>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

std::vector<Distribution> read_score_list(Reading& reading, const Node& node, const Issue& issue) {
  std::vector<Distribution> scores;
  for (const Node& element : node.elements()) {
    scores.push_back(read_distribution(reading, element));
  }
  if (scores.size() != issue.options.size()) {
    node.fault(std::to_string(scores.size()) + " scores for the " +
                   std::to_string(issue.options.size()) + " options of " + in_quotes(issue.id),
               "give one score for each option, in their order");
    scores.resize(issue.options.size());
  }
  return scores;
}

std::vector<Distribution> read_scores(Reading& reading, const Node& node, const Issue& issue,
                                      const Names& options) {
  if (node.json().is_array()) return read_score_list(reading, node, issue);
  std::vector<Distribution> scores(issue.options.size(), 0.0);
  std::vector<bool> scored(issue.options.size());
  const std::size_t before = reading.faults.count();
  for (const auto& [id, value] : node.members("an object of options and scores")) {
    const auto option = options.refer(id, value);
    const Distribution score = read_distribution(reading, value);
    if (!option || *option >= scores.size()) continue;
    scores[*option] = score;
    scored[*option] = true;
  }
  std::vector<std::string> without;
  for (std::size_t o = 0; o < scored.size(); ++o) {
    if (!scored[o]) without.push_back(in_quotes(issue.options[o].id));
  }
  if (!without.empty() && reading.faults.count() == before) {
    node.fault("no score for " + listed(without), "every option needs one");
  }
  return scores;
}

Stance read_stance(Reading& reading, Fields& fields, const Names& options) {
  Stance stance;
  const auto ideal = fields.need("ideal", "the option that the party likes best");
  const auto limit = fields.need("limit", "the farthest option from the ideal that it can bear");
  const auto read = [&](const std::optional<Node>& node, Option& option) {
    if (!node) return;
    reading.numbers.push_back({node->pointer(), {}});
    if (const auto position = options.refer(*node)) option = static_cast<Option>(*position);
  };
  read(ideal, stance.ideal);
  read(limit, stance.limit);
  if (const auto red_line = fields.get("limit_is_red_line")) {
    stance.limit_is_red_line = red_line->truth().value_or(false);
  }
  return stance;
}

Preference read_preference(Reading& reading, const Node& node, const Issue& issue,
                           const Names& options) {
  Preference preference;
  Fields fields(node, "a preference",
                "such as {\"weight\": 0.4, \"ideal\": \"open\", \"limit\": \"closed\"}");
  if (const auto weight = fields.need("weight", "how much the issue matters, such as 0.4")) {
    preference.weight = read_distribution(reading, *weight, kNotNegative);
  }
  const auto scores = fields.get("scores");
  const bool has_stance =
      fields.has("ideal") || fields.has("limit") || fields.has("limit_is_red_line");
  if (has_stance) preference.scores = read_stance(reading, fields, options);
  for (const char* key : {"ideal", "limit", "limit_is_red_line"}) (void)fields.get(key);
  if (scores && has_stance) {
    node.fault("a preference has either \"scores\" or \"ideal\" and \"limit\"", "remove one");
  } else if (scores) {
    preference.scores = read_scores(reading, *scores, issue, options);
  }
  read_evidence(reading, fields);
  const std::size_t before = reading.faults.count();
  fields.done();
  const bool is_object = node.json().is_object();
  if (is_object && !scores && !has_stance && reading.faults.count() == before) {
    node.fault("the preference does not say which options are better",
               "add \"ideal\" and \"limit\", or \"scores\"");
  }
  return preference;
}

Clause read_clause(Reading& reading, const Node& node, std::size_t position, Names& names) {
  Clause clause;
  Fields fields(node, "a clause", "such as {\"when\": {\"road\": \"open\"}, \"amount\": -0.1}");
  clause.id = std::to_string(position);
  const auto id = fields.get("id");
  if (id) clause.id = id->text().value_or(clause.id);
  names.add(clause.id, id ? *id : node);
  clause.title = read_title(fields, clause.id);
  if (const auto when = fields.need("when", "which options it is about: {\"road\": \"open\"}")) {
    clause.when = read_conditions(reading, *when, "the clause has no conditions");
  }
  if (const auto amount = fields.get("amount")) {
    clause.amount = read_distribution(reading, *amount);
  }
  const auto red_line = fields.get("red_line");
  const bool forbids = red_line && red_line->truth().value_or(true);
  if (forbids && clause.amount) {
    node.fault("a red line forbids, so it cannot also have an amount",
               "remove \"red_line\" or \"amount\"");
  }
  read_evidence(reading, fields);
  const std::size_t before = reading.faults.count();
  fields.done();
  const bool is_object = node.json().is_object();
  if (is_object && !forbids && !clause.amount && reading.faults.count() == before) {
    node.fault("the clause has no effect", "add \"amount\": -0.1 or \"red_line\": true");
  }
  return clause;
}

}  // namespace

std::vector<Preference> read_preferences(Reading& reading, const Node& node,
                                         const std::vector<Issue>& issues) {
  std::vector<Preference> preferences(issues.size());
  const std::size_t before = reading.faults.count();
  for (const auto& [id, value] : node.members("an object of issues and preferences")) {
    const auto issue = reading.issues.refer(id, value);
    if (!issue || *issue >= issues.size()) continue;
    preferences[*issue] = read_preference(reading, value, issues[*issue], reading.options[*issue]);
  }
  double greatest = 0;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    Preference& preference = preferences[i];
    greatest = std::max(greatest, support(preference.weight).hi);
    // What a party does not mention is all one to it.
    if (auto* scores = std::get_if<std::vector<Distribution>>(&preference.scores)) {
      scores->resize(issues[i].options.size(), 0.0);
    }
  }
  if (greatest <= 0 && reading.quantities_are_sound && reading.faults.count() == before &&
      !issues.empty()) {
    node.fault("the weights sum to nothing", "give at least one issue a weight above 0");
  }
  // Part of what it wants is nothing to go by.
  if (reading.faults.count() != before) preferences.clear();
  return preferences;
}

std::vector<Clause::Condition> read_conditions(Reading& reading, const Node& node,
                                               std::string_view if_none) {
  std::vector<Clause::Condition> conditions;
  for (const auto& [id, value] : node.members("an object of issues and options")) {
    const auto issue = reading.issues.refer(id, value);
    if (!issue || *issue >= reading.options.size()) continue;
    Clause::Condition condition{IssueId(*issue), {}};
    for (const std::size_t option : reading.options[*issue].refer_one_or_more(value)) {
      condition.options.push_back(static_cast<Option>(option));
    }
    if (!condition.options.empty()) conditions.push_back(std::move(condition));
  }
  if (node.json().is_object() && node.json().empty()) {
    node.fault(std::string(if_none), "name issues and options: {\"road\": \"open\"}");
  }
  return conditions;
}

std::vector<Clause> read_clauses(Reading& reading, const Node& node) {
  std::vector<Clause> clauses;
  Names names("clause");
  for (const Node& element : node.elements("a list of clauses")) {
    clauses.push_back(read_clause(reading, element, clauses.size(), names));
  }
  return clauses;
}

}  // namespace entente

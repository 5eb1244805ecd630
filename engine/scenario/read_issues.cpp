// SPDX-License-Identifier: Apache-2.0
/// Issues with their options, and the drafts that settle them.
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

IssueOption read_option(Reading& reading, const Node& node, Names& names) {
  IssueOption option;
  if (node.json().is_string()) {
    option.id = option.title = node.json().get<std::string>();
    names.add(option.id, node);
    return option;
  }
  Fields fields(node, "an option", "write \"open\", or {\"id\": \"open\", \"amount\": 20}");
  const auto id = fields.need("id", "name the option");
  const auto text = id ? id->text() : std::nullopt;
  if (text) {
    option.id = *text;
    names.add(option.id, *id);
  } else {
    names.add_unreadable();
  }
  option.title = read_title(fields, option.id);
  if (const auto amount = fields.get("amount")) option.amount = read_number(reading, *amount);
  read_evidence(reading, fields);
  fields.done();
  return option;
}

Names read_options(Reading& reading, const Node& node, std::vector<IssueOption>& options) {
  Names names("option");
  reading.limit(node, kMostOptions, "options");
  for (const Node& element : node.elements("a list of options")) {
    options.push_back(read_option(reading, element, names));
  }
  if (node.json().is_array() && options.empty()) {
    node.fault("the issue has no options", "list at least one: [\"closed\", \"open\"]");
  }
  // Without options, whatever is said of them elsewhere is not also a fault.
  if (options.empty()) names.add_unreadable();
  return names;
}

Issue read_issue(Reading& reading, const Node& node, Names& options) {
  Issue issue;
  Fields fields(node, "an issue",
                "such as {\"id\": \"road\", \"options\": [\"closed\", \"open\"]}");
  if (const auto id = fields.need("id", "name the issue")) issue.id = id->text().value_or("");
  issue.title = read_title(fields, issue.id);
  issue.unit = fields.text("unit");
  const auto list = fields.need("options", "how it can be settled: [\"closed\", \"open\"]");
  if (list) {
    options = read_options(reading, *list, issue.options);
  } else {
    options.add_unreadable();
  }
  const auto status_quo = fields.get("status_quo");
  if (status_quo) {
    // One that is misspelt is a fault here, not also the lack of one elsewhere.
    issue.status_quo = static_cast<Option>(options.refer(*status_quo).value_or(0));
  }
  if (const auto consent = fields.get("consent")) {
    for (const std::size_t party : reading.parties.refer_list(*consent)) {
      issue.consent.emplace_back(party);
    }
    if (!status_quo && !consent->json().empty()) {
      consent->fault("without consent the issue stays at its status quo, but it has none",
                     "add \"status_quo\", naming one of its options");
    }
  }
  read_evidence(reading, fields);
  fields.done();
  return issue;
}

/// The long form of a draft has a package of its own; the short form is the package.
bool is_long_form(const Reading& reading, const Node& node) {
  for (const char* key : {"package", "title", "by", "source", "assumption", "note"}) {
    if (node.json().is_object() && node.json().contains(key) && !reading.issues.find(key)) {
      return true;
    }
  }
  return false;
}

Package read_package(Reading& reading, const Node& node, const std::vector<Issue>& issues) {
  Package package(issues.size());
  std::vector<bool> settled(issues.size());
  const std::size_t before = reading.faults.count();
  for (const auto& [id, value] : node.members("an object of issues and options")) {
    const auto issue = reading.issues.refer(id, value);
    if (!issue || *issue >= issues.size()) continue;
    const auto option = reading.options[*issue].refer(value);
    settled[*issue] = true;
    package[*issue] = static_cast<Option>(option.value_or(0));
  }
  std::vector<std::string> open;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    if (settled[i]) continue;
    if (issues[i].status_quo) {
      package[i] = *issues[i].status_quo;
    } else {
      open.push_back(in_quotes(issues[i].id));
    }
  }
  if (!open.empty() && reading.faults.count() == before) {
    node.fault("the draft is silent on " + listed(open) + ", which " +
                   (open.size() == 1 ? "has" : "have") + " no status quo",
               "name an option here, or give the issue a \"status_quo\"");
  }
  return package;
}

Draft read_draft(Reading& reading, std::string id, const Node& node,
                 const std::vector<Issue>& issues) {
  Draft draft{.id = std::move(id), .title = {}, .by = {}, .package = {}};
  draft.title = draft.id;
  if (!is_long_form(reading, node)) {
    draft.package = read_package(reading, node, issues);
    return draft;
  }
  Fields fields(node);
  draft.title = read_title(fields, draft.id);
  if (const auto by = fields.get("by")) {
    if (const auto party = reading.parties.refer(*by)) draft.by = PartyId(*party);
  }
  if (const auto package = fields.need("package", "an option for each issue it settles")) {
    draft.package = read_package(reading, *package, issues);
  }
  read_evidence(reading, fields);
  fields.done();
  return draft;
}

}  // namespace

void read_ids(Reading&, const Node& list, Names& names) {
  if (!list.json().is_array()) {
    names.add_unreadable();
    return;
  }
  for (const Node& element : list.elements()) {
    const auto found =
        element.json().is_object() ? element.json().find("id") : element.json().end();
    if (found == element.json().end() || !found->is_string()) {
      names.add_unreadable();
    } else {
      names.add(found->get<std::string>(),
                Node(*found, element.pointer() + "/id", element.faults()));
    }
  }
}

std::string read_title(Fields& fields, const std::string& id) {
  const std::string title = fields.text("title");
  return title.empty() ? id : title;
}

std::vector<Issue> read_issues(Reading& reading, const Node& node) {
  std::vector<Issue> issues;
  for (const Node& element : node.elements("a list of issues")) {
    reading.options.emplace_back("option");
    issues.push_back(read_issue(reading, element, reading.options.back()));
  }
  if (node.json().is_array() && issues.empty()) {
    node.fault("there is nothing to negotiate about",
               "list at least one issue: {\"id\": \"road\", \"options\": [\"closed\", \"open\"]}");
  }
  return issues;
}

std::vector<Draft> read_drafts(Reading& reading, const Node& node,
                               const std::vector<Issue>& issues) {
  std::vector<Draft> drafts;
  for (const auto& [id, value] : node.members("an object of drafts")) {
    drafts.push_back(read_draft(reading, id, value, issues));
  }
  return drafts;
}

}  // namespace entente

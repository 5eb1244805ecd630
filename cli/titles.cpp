// SPDX-License-Identifier: Apache-2.0
/// Titles, cleaned for a terminal.
#include "cli/titles.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "cli/layout.hpp"

namespace entente::cli {
namespace {

std::string without_remark(const std::string& title) {
  const std::size_t bracket = title.find(" (");
  const bool remark = bracket != std::string::npos && bracket > 0 && title.ends_with(")");
  return remark ? title.substr(0, bracket) : title;
}

bool is_number(const std::string& text, double number) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && at == end && value == number;
}

}  // namespace

std::string title_of(const Scenario& scenario, PartyId party) {
  const std::string& title = scenario.parties[party].title;
  const std::string name = without_remark(title);
  const auto alike =
      std::count_if(scenario.parties.begin(), scenario.parties.end(),
                    [&name](const Party& other) { return without_remark(other.title) == name; });
  return plain(alike > 1 ? title : name);
}

std::string title_of(const Issue& issue) { return plain(issue.title); }

std::string title_of(const Issue& issue, Option option) {
  const IssueOption& named = issue.options[option];
  const bool only_id = named.title.empty() || named.title == named.id;
  if (!only_id) return plain(named.title);
  if (!named.amount || issue.unit.empty()) return plain(named.id);
  if (is_number(named.id, *named.amount)) return plain(named.id + " " + issue.unit);
  return plain(fmt::format("{} ({} {})", named.id, *named.amount, issue.unit));
}

std::string title_of(const Event& event) {
  return plain(event.title.empty() ? event.id : event.title);
}

}  // namespace entente::cli

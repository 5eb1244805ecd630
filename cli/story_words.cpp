// SPDX-License-Identifier: Apache-2.0
/// Wording of stories.
#include "cli/story_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/results/transcript.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
std::string worth(double value, int decimals) { return in_decimals(value, decimals); }

int decimals_to_tell(double value, std::initializer_list<double> others) {
  int decimals = kUsualDecimals;
  for (const double other : others) {
    while (decimals < kMostDecimals && value != other &&
           worth(value, decimals) == worth(other, decimals)) {
      ++decimals;
    }
  }
  return decimals;
}

std::string StoryWords::party(PartyId party) const {
  std::string name = title_of(*scenario_, party);
  if (name.starts_with("The ")) name[0] = 't';
  const bool article = name.starts_with("United ") || name.ends_with("European Union");
  return article ? "the " + name : name;
}

std::string StoryWords::author(std::optional<PartyId> by) const {
  return by ? party(*by) : "the mediator";
}

std::string StoryWords::possessive(std::optional<PartyId> by) const {
  const std::string name = author(by);
  return name + (name.ends_with("s") ? "'" : "'s");
}

std::string StoryWords::parties(const std::vector<PartyId>& parties) const {
  std::vector<std::string> names;
  for (const PartyId id : parties) names.push_back(party(id));
  return enumerate(names);
}

std::string StoryWords::issue(IssueId issue) const { return title_of(scenario_->issues[issue]); }

std::string StoryWords::option(IssueId issue, Option option) const {
  return title_of(scenario_->issues[issue], option);
}

std::string StoryWords::issues(const std::vector<IssueId>& issues, std::size_t most) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(issues.size(), most); ++i) names.push_back(issue(issues[i]));
  if (issues.size() > most) {
    names.push_back(count_of(issues.size() - most, "more point", "more points"));
  }
  return enumerate(names);
}

std::vector<IssueId> StoryWords::weighed_changes(std::optional<PartyId> by, const Package& before,
                                                 const Package& after) const {
  std::vector<IssueId> issues = changes(before, after);
  std::vector<double> weight(scenario_->issues.size());
  for (std::size_t p = 0; p < scenario_->parties.size(); ++p) {
    if (by && *by != PartyId(p)) continue;
    const UtilityView own = case_->utilities.of(PartyId(p));
    for (const IssueId issue : issues) {
      Package without = after;
      without[issue] = before[issue];
      weight[issue] = std::max(weight[issue], std::abs(own.worth(after) - own.worth(without)));
    }
  }
  std::stable_sort(issues.begin(), issues.end(),
                   [&weight](IssueId a, IssueId b) { return weight[a] > weight[b]; });
  return issues;
}

std::optional<DraftId> StoryWords::nearest_draft(const Package& text) const {
  std::optional<DraftId> nearest;
  std::size_t least = 0;
  for (std::size_t d = 0; d < scenario_->drafts.size(); ++d) {
    const std::size_t differ = changes(scenario_->drafts[d].package, text).size();
    if (nearest && differ >= least) continue;
    nearest = DraftId(d);
    least = differ;
  }
  return nearest;
}

bool StoryWords::anything_needs_consent() const {
  return std::any_of(scenario_->issues.begin(), scenario_->issues.end(),
                     [](const Issue& issue) { return !issue.consent.empty(); });
}

std::string StoryWords::unit(VariableId variable) const {
  const std::string unit = plain(scenario_->world.variables[variable].unit);
  const bool none = unit.empty() || unit == "index" || unit == "share";
  return none ? std::string() : " (" + unit + ")";
}

std::string StoryWords::draft(DraftId draft) const {
  const Draft& named = scenario_->drafts[draft];
  return named.title == named.id || named.title.empty()
             ? "the draft " + plain(named.id)
             : "the draft " + plain(named.id) + " (" + plain(named.title) + ")";
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// The words of a story: names, numbers and what distinguishes one text from another.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "engine/negotiation/draw.hpp"

namespace entente::cli {

inline constexpr int kUsualDecimals = 2;
inline constexpr int kMostDecimals = 6;

[[nodiscard]] std::string worth(double value, int decimals = kUsualDecimals);
/// In how many decimals to give all of these worths: two, or as many as it takes to tell `value`
/// from each of the others.
[[nodiscard]] int decimals_to_tell(double value, std::initializer_list<double> others);

/// Names things of a scenario by their titles.
class StoryWords {
 public:
  explicit StoryWords(const Case& drawn) : case_(&drawn), scenario_(&drawn.scenario) {}

  [[nodiscard]] const Scenario& scenario() const { return *scenario_; }
  [[nodiscard]] UtilityView utility(PartyId party) const { return case_->utilities.of(party); }
  /// Behind all parties: the mediator who is none.
  [[nodiscard]] std::size_t place(std::optional<PartyId> by) const {
    return by ? static_cast<std::size_t>(*by) : scenario_->parties.size();
  }

  /// "Russia", "the United States": with an article where English wants one.
  [[nodiscard]] std::string party(PartyId party) const;
  /// The party's name; "the mediator" for none.
  [[nodiscard]] std::string author(std::optional<PartyId> by) const;
  [[nodiscard]] std::string possessive(std::optional<PartyId> by) const;  ///< "Russia's"
  [[nodiscard]] std::string parties(const std::vector<PartyId>& parties) const;
  [[nodiscard]] std::string issue(IssueId issue) const;
  [[nodiscard]] std::string option(IssueId issue, Option option) const;
  /// Titles of the first `most` issues, and how many more there are.
  [[nodiscard]] std::string issues(const std::vector<IssueId>& issues, std::size_t most) const;

  /// The issues on which `after` differs from `before`, those first that weigh most with `by`: by
  /// how much its utility of `after` changes when the issue alone is changed back. With a mediator
  /// who is no party, those that weigh most with any party.
  [[nodiscard]] std::vector<IssueId> weighed_changes(std::optional<PartyId> by,
                                                     const Package& before,
                                                     const Package& after) const;

  /// The draft with the fewest changes to `text`, the first of equals; none without drafts.
  [[nodiscard]] std::optional<DraftId> nearest_draft(const Package& text) const;

  /// "the draft us-28 (US 28-point text)".
  [[nodiscard]] std::string draft(DraftId draft) const;

  /// Whether the status quo stays on some issue without the consent of some party.
  [[nodiscard]] bool anything_needs_consent() const;

  /// " (thousand km2)"; nothing where the unit is none, an index or a share.
  [[nodiscard]] std::string unit(VariableId variable) const;

 private:
  const Case* case_;
  const Scenario* scenario_;
};

}  // namespace entente::cli

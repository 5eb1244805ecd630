// SPDX-License-Identifier: Apache-2.0
/// The sections of the screen of an analysis, and the words that they share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/survey/survey.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

/// What a section tells of. All of it outlives the section.
struct Analysis {
  const Scenario* scenario;
  const SurveyOptions* options;
  const Survey* survey;
  const Terminal* terminal;
  /// Nothing that is told varies over the draws, so that one picture tells all of them.
  bool all_alike = false;

  /// From here on there are tables; below, paragraphs.
  [[nodiscard]] bool is_wide() const { return terminal->width >= 72; }
  [[nodiscard]] const Picture& picture() const { return survey->picture; }
  /// Of uncertainty; nullptr for one replication alone, where time was up before the first, or
  /// where all are alike.
  [[nodiscard]] const Draws* draws() const {
    return survey->draws && survey->draws->replications > 0 && !all_alike ? &*survey->draws
                                                                          : nullptr;
  }
  /// Of the case, where it has no zone; else nullptr.
  [[nodiscard]] const Obstacles* obstacles() const {
    return picture().obstacles ? &*picture().obstacles : nullptr;
  }
  /// Of draws without a zone; nullptr if there is none.
  [[nodiscard]] const ObstacleSurvey* obstacles_of_draws() const {
    return draws() != nullptr && draws()->obstacles.count > 0 ? &draws()->obstacles : nullptr;
  }
  /// "the expected case"; of one replication "draw 7"; where all are alike "every draw".
  [[nodiscard]] std::string which_case() const;
};

/// Does a deal exist? In one paragraph.
[[nodiscard]] std::string short_answer(const Analysis& analysis);
/// Which sets of signatories have a zone of possible agreement, and how large it is.
[[nodiscard]] std::string who_could_sign(const Analysis& analysis);
/// Who cannot be reconciled, over what; empty where a deal always exists.
[[nodiscard]] std::string what_stands_in_the_way(const Analysis& analysis);
/// The least changes that would open a deal; empty where one always exists.
[[nodiscard]] std::string what_would_open_it(const Analysis& analysis);
/// The solutions of bargaining theory; empty where no deal ever exists.
[[nodiscard]] std::string what_they_could_agree_on(const Analysis& analysis);
/// Empty without drafts.
[[nodiscard]] std::string how_good_the_texts_are(const Analysis& analysis);
/// Empty where nobody refuses a draft.
[[nodiscard]] std::string smallest_changes(const Analysis& analysis);
/// Empty without two drafts.
[[nodiscard]] std::string from_one_text_to_the_other(const Analysis& analysis);
[[nodiscard]] std::string who_needs_whom(const Analysis& analysis);
[[nodiscard]] std::string between_two(const Analysis& analysis);
/// What of it is proven, and what is a bound, an estimate or a sample; sentences, not laid out.
[[nodiscard]] std::string what_is_proven(const Analysis& analysis);

/// Whether every draw has the same zones, gains and worths of texts.
[[nodiscard]] bool are_all_alike(const Survey& survey);

/// "A, B and C".
[[nodiscard]] std::string names_of(const Scenario& scenario, PartySet parties);
/// The same, if it takes more than `width` columns by what the set leaves out where that is less.
[[nodiscard]] std::string names_of(const Scenario& scenario, PartySet parties, std::size_t width);
/// "us-28": drafts go by their ids.
[[nodiscard]] std::string name_of(const Scenario& scenario, DraftId draft);
/// "Ukraine: No handover of land", "Russia: its limit on Size of the army".
[[nodiscard]] std::string name_of(const Scenario& scenario, const RedLine& line);
/// "Road → open".
[[nodiscard]] std::string change_to(const Scenario& scenario, IssueId issue, Option option);

/// To a tenth of a per cent: "12.3 %".
[[nodiscard]] std::string share_of(const Proportion& proportion);
[[nodiscard]] std::string interval_of(const Proportion& proportion);
/// "open" where it never was settled.
[[nodiscard]] std::string share_of(const Share& share);
[[nodiscard]] bool is_settled(const Share& share);
/// In whole per cent, of `all`.
[[nodiscard]] std::string part_of(std::uint64_t count, std::uint64_t all);

/// A utility in two decimals, or as many as show that it is not zero.
[[nodiscard]] std::string utility(double value);
[[nodiscard]] std::string signed_utility(double value);
/// What is missing, above 0: to three decimals, rounded up, so that so much is enough.
[[nodiscard]] std::string shortfall(double value);
/// What several such, as told, come to.
[[nodiscard]] std::string sum_of_shortfalls(const std::vector<double>& values);
[[nodiscard]] std::string range_of_shortfalls(const Figures& figures);
/// From the 5 % quantile to that of 95 %: "0.02–0.12".
[[nodiscard]] std::string range_of(const Figures& figures);
/// A row of a table, its cells to the right, each with two spaces before it; cells too long for
/// the first column go on below.
[[nodiscard]] std::string row_of(std::string_view first, std::size_t name,
                                 const std::vector<std::string>& cells,
                                 const std::vector<std::size_t>& widths);
/// A number of packages by its decimal logarithm: "1,234", "2.0 × 10^16".
[[nodiscard]] std::string count_in_words(double log10_count);

/// A title in bold and what follows it, in lines as wide as the terminal.
[[nodiscard]] std::string heading(const Terminal& terminal, std::string_view title,
                                  std::string_view rest);
/// A line of explanation, dim, set in.
[[nodiscard]] std::string remark(const Terminal& terminal, std::string_view text);
/// A paragraph of a list, set in.
[[nodiscard]] std::string entry(const Terminal& terminal, std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view between);

}  // namespace entente::cli

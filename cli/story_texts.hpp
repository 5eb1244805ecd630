// SPDX-License-Identifier: Apache-2.0
/// Texts in a story: what each is called, and what distinguishes it from those before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/transcript.hpp"
#include "cli/story_page.hpp"
#include "cli/story_words.hpp"

namespace entente::cli {

class StoryTexts {
 public:
  /// All must outlive it; `words` may change.
  StoryTexts(const Transcript& transcript, const StoryWords& words, StoryPage& page);

  /// Somebody tables a text or shows it to some: as a draft with changes, as an earlier text with
  /// changes, or again.
  void tell(const Transcript::Tabled& act);
  /// What a party asks for, in the paragraph that begins with its refusal: what is new against the
  /// last time that it was told.
  void tell(const std::string& refusal, const Transcript::AskedFor& act, int round);
  /// Whether all of this request has been told before, if of several rounds.
  [[nodiscard]] bool asked_before(const Transcript::AskedFor& act) const;

  /// "the text" where all texts come from one author, "Russia's text" else.
  [[nodiscard]] std::string named(std::size_t text) const;
  /// A text of that round by its first round, or as what was asked for: "Russia's text of round 4",
  /// "what Europe asked for in round 4".
  [[nodiscard]] std::string placed(std::optional<PartyId> by, const Package& package,
                                   int round) const;
  /// Whether two texts are of one author and wording.
  [[nodiscard]] bool same(std::size_t a, std::size_t b) const;

 private:
  /// An author's text, in whatever rounds it is tabled.
  struct Known {
    std::optional<PartyId> by;
    Package package;
    int round = 0;     ///< in which it is first tabled
    int of_round = 0;  ///< its place among the author's new texts of that round, from 1
    bool told = false;
  };
  using Wanted = std::pair<IssueId, Option>;
  struct Request {
    int round;
    std::vector<Wanted> wanted;
  };

  void know_all();
  [[nodiscard]] std::string again(const Request& before, const Request& now,
                                  const std::vector<IssueId>& news) const;
  [[nodiscard]] std::string label(const Known& known) const;
  [[nodiscard]] std::string whose_label(const Known& known, std::optional<PartyId> speaker) const;
  [[nodiscard]] std::string opening(const Transcript::Tabled& act) const;
  [[nodiscard]] Known* nearest_own(const Known& known);
  void first_text(const Transcript::Tabled& act, const Known& known, const std::string& away);
  void later_text(const Transcript::Tabled& act, const Known& known, const Known* other,
                  const std::string& away);
  void list_changes(const std::vector<IssueId>& issues, const Package& before,
                    const Package& after);
  void tell_worths(const Transcript::Text& text);

  const Transcript& transcript_;
  const StoryWords& words_;
  StoryPage& page_;
  std::vector<Known> known_;
  std::vector<std::size_t> of_text_;  ///< into known_, by text; of texts that are tabled
  bool one_author_ = true;
  std::optional<std::size_t> standing_;               ///< into known_: the last text told
  std::vector<std::optional<std::size_t>> last_;      ///< the same by author
  std::vector<std::optional<Request>> last_request_;  ///< by PartyId
  std::vector<std::vector<Wanted>> ever_asked_;       ///< by PartyId; as far as told
};

}  // namespace entente::cli

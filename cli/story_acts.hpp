// SPDX-License-Identifier: Apache-2.0
/// The acts of a story: who answers what and why, who signs, who leaves, what happens meanwhile.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/results/transcript.hpp"
#include "cli/story_page.hpp"
#include "cli/story_texts.hpp"
#include "cli/story_words.hpp"

namespace entente::cli {

class StoryActs {
 public:
  /// All must outlive it; `words` may change where `depart` is called.
  StoryActs(const Transcript& transcript, const StoryWords& words, StoryPage& page);

  void tell(const Transcript::Round& round);
  /// An event and what it does; where it has been told, only that it happens again.
  void happening(EventId event);
  /// Whether two rounds have the same acts, texts and grounds; events that follow answers apart.
  [[nodiscard]] bool same(const Transcript::Round& a, const Transcript::Round& b) const;
  /// Whether they have the same texts, answers and grounds, and in `now` nobody asks for anything
  /// that it has not been told to have asked for.
  [[nodiscard]] bool goes_on(const Transcript::Round& now, const Transcript::Round& before) const;
  /// Whether an event has been told, with what it does.
  [[nodiscard]] bool has_been_told(EventId event) const { return happened_[event]; }
  /// "Refused by Russia and Ukraine, accepted by Europe."
  [[nodiscard]] std::string answers_in(const Transcript::Round& round) const;
  /// From now on events are those of another world.
  void depart();

 private:
  void tell(const Transcript::Tabled& act) { texts_.tell(act); }
  void tell(const Transcript::Answered& act);
  void tell(const Transcript::AskedFor& act);
  [[nodiscard]] static const Transcript::Act* next_act(const Transcript::Round& round,
                                                       std::size_t act);
  /// Whether a party refuses a text that it has refused before, on the same ground, and next has
  /// nothing to ask for that it has not been told to have asked for; then it has been told.
  [[nodiscard]] bool is_unmoved(const Transcript::Answered& answer, const Transcript::Act& next);
  void tell_unmoved();
  void tell(const Transcript::Passed& act);
  void tell(const Transcript::Left& act);
  void tell(const Transcript::Signature& act);
  void tell(const Transcript::Ratified& act);
  void tell(const Transcript::CutOff& act);
  void tell(const Transcript::SettledPart& act);
  void tell(const Transcript::Happened& act) { happening(act.event); }

  [[nodiscard]] std::string reason(const Transcript::Answered& act, bool as_before) const;

  [[nodiscard]] bool same(const std::vector<const Transcript::Act*>& now,
                          const std::vector<const Transcript::Act*>& before) const;
  [[nodiscard]] bool same(const Transcript::Tabled& a, const Transcript::Tabled& b) const;
  [[nodiscard]] bool same(const Transcript::Answered& a, const Transcript::Answered& b) const;
  [[nodiscard]] bool same(const Transcript::AskedFor& a, const Transcript::AskedFor& b) const;
  [[nodiscard]] bool same(const Transcript::Passed& a, const Transcript::Passed& b) const;
  [[nodiscard]] bool same(const Transcript::Signature& a, const Transcript::Signature& b) const;
  template <class Act>
  [[nodiscard]] bool same(const Act& /*now*/, const Act& /*before*/) const {
    return false;  // departures, ratifications and ends are always news
  }

  const Transcript& transcript_;
  const StoryWords& words_;
  StoryPage& page_;
  StoryTexts texts_;
  int round_ = 0;
  /// What the party whose refusal is being told does next.
  enum class Next { other, asks_for_changes, passes } next_ = Next::other;
  std::vector<const Transcript::Answered*> unmoved_;  ///< refusals to be told in one sentence
  bool skips_request_ = false;  ///< what comes next belongs to the last of them
  std::string refusal_;  ///< not yet told: what the party asks for goes into the same paragraph
  /// By PartyId, then by author of the text; null: none.
  std::vector<std::vector<const Transcript::Answered*>> last_refusal_;
  std::vector<bool> happened_;  ///< by EventId: whether it has been told
};

}  // namespace entente::cli

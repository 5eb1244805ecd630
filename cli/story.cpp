// SPDX-License-Identifier: Apache-2.0
/// Tells the rounds of a negotiation: the world, the texts, the answers and their reasons.
#include "cli/story.hpp"

#include <algorithm>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/rules.hpp"
#include "cli/story_acts.hpp"
#include "cli/story_ending.hpp"
#include "cli/story_page.hpp"
#include "cli/story_words.hpp"
#include "cli/story_world.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

class Story {
 public:
  Story(const Case& drawn, const Record& record, const Terminal& terminal,
        const Departure* departure)
      : case_(&drawn),
        record_(record),
        departure_(departure),
        transcript_(departure == nullptr ? *record.transcript : *record.branch->transcript),
        page_(terminal),
        words_(drawn),
        world_(drawn.scenario),
        acts_(transcript_, words_, page_) {}

  std::string tell() {
    heading();
    for (const Transcript::Round& round : transcript_.rounds) tell_round(round);
    end_quiet_rounds();
    page_.heading("The end");
    if (departure_ == nullptr) {
      tell_ending_without_branch(*case_);
    } else {
      tell_both_endings();
    }
    return page_.text();
  }

 private:
  [[nodiscard]] const Scenario& scenario() const { return case_->scenario; }

  void heading() {
    const Scenario& of = scenario();
    std::string facts =
        fmt::format("Replication {} with seed {}", record_.replication, case_->seed);
    if (!of.date.empty()) facts = plain(of.date) + ". " + facts;
    facts += fmt::format(". At most {}", count_of(static_cast<std::size_t>(of.rounds), "round"));
    if (!of.world.round.empty()) facts += " of " + plain(of.world.round);
    std::vector<PartyId> all;
    for (std::size_t p = 0; p < of.parties.size(); ++p) all.emplace_back(p);
    facts += " between " + words_.parties(all) + ".";
    const NameParty name = [this](PartyId party) { return words_.party(party); };
    for (const std::string& rule : rules_in_sentences(of, name)) facts += " " + rule;
    page_.title(plain(of.title));
    page_.note(facts);
    std::string worths =
        "Worths are in each party's own utility, from 0 for its worst package to 1 for its best";
    if (anybody_commits_itself(of)) {
      worths +=
          "; in its answers and in the end, a party takes off what it would cost at home to "
          "back down from what it said in public";
    }
    page_.note(worths + ".");
  }

  static bool anybody_commits_itself(const Scenario& of) {
    return std::any_of(of.world.events.begin(), of.world.events.end(),
                       [](const Event& event) { return !event.effects.commitments.empty(); });
  }

  void tell_round(const Transcript::Round& round) {
    if (departure_ != nullptr && round.round == departure_->round) depart();
    const bool as_before = previous_ != nullptr && acts_.same(round, *previous_);
    const bool goes_on = previous_ != nullptr && (as_before || acts_.goes_on(round, *previous_));
    if (goes_on && nothing_happens_first(round)) {
      if (quiet_.empty()) quiet_since_ = previous_->round;
      quiet_.push_back(&round);
      all_as_before_ = (quiet_.size() == 1 || all_as_before_) && as_before;
      previous_ = &round;
      return;
    }
    end_quiet_rounds();
    page_.heading(fmt::format("Round {}", round.round));
    for (const std::string& line : world_.news(round, words_)) page_.paragraph(line);
    for (const EventId event : round.events) acts_.happening(event);
    acts_.tell(round);
    previous_ = &round;
  }

  /// The events of a round, those that follow answers among them.
  static std::vector<EventId> events_of(const Transcript::Round& round) {
    std::vector<EventId> events = round.events;
    for (const Transcript::Act& act : round.acts) {
      if (const auto* happened = std::get_if<Transcript::Happened>(&act)) {
        events.push_back(happened->event);
      }
    }
    return events;
  }

  /// Whether all events of the round have been told before.
  [[nodiscard]] bool nothing_happens_first(const Transcript::Round& round) const {
    const std::vector<EventId> events = events_of(round);
    return std::all_of(events.begin(), events.end(),
                       [this](EventId event) { return acts_.has_been_told(event); });
  }

  /// Tells the rounds since the last one that was told: what stays, what of the world moves, and
  /// which events happen again.
  void end_quiet_rounds() {
    if (quiet_.empty()) return;
    const Transcript::Round& last = *quiet_.back();
    const bool one = quiet_.size() == 1;
    page_.heading(one ? fmt::format("Round {}", last.round)
                      : fmt::format("Rounds {} to {}", quiet_.front()->round, last.round));
    if (all_as_before_) {
      page_.paragraph(fmt::format("All goes as in round {}: the same acts, texts and grounds. {}",
                                  quiet_since_, acts_.answers_in(last)));
    } else {
      page_.paragraph(fmt::format(
          "The talks go on as in round {}: the same texts, answers and grounds, and nobody asks "
          "for anything that it has not asked for before. {}",
          quiet_since_, acts_.answers_in(last)));
    }
    tell_repeated_events();
    const std::vector<std::string> news = world_.news(last, words_);
    if (!news.empty() && !one) {
      page_.paragraph(fmt::format("The world as round {} begins:", last.round));
    }
    for (const std::string& line : news) one ? page_.paragraph(line) : page_.item(line);
    quiet_.clear();
  }

  void tell_repeated_events() {
    std::vector<std::size_t> times(scenario().world.events.size());
    for (const Transcript::Round* round : quiet_) {
      for (const EventId event : events_of(*round)) ++times[event];
    }
    std::vector<std::string> again;
    for (std::size_t e = 0; e < times.size(); ++e) {
      if (times[e] == 0) continue;
      again.push_back("“" + title_of(scenario().world.events[e]) + "”" +
                      (times[e] == 1   ? ""
                       : times[e] == 2 ? " twice"
                                       : fmt::format(" {} times", times[e])));
    }
    if (!again.empty()) page_.paragraph("Again: " + enumerate(again) + ".");
  }

  /// From here on all is of the other world.
  void depart() {
    end_quiet_rounds();
    page_.heading("Here the branch departs");
    page_.paragraph(
        "What came before is the same in both worlds. From now on: " + departure_->settings + ".");
    case_ = departure_->other;
    words_ = StoryWords(*case_);
    world_.go_on_in(case_->scenario);
    acts_.depart();
    departed_ = true;
    previous_ = nullptr;
  }

  void tell_both_endings() {
    if (!departed_) {
      page_.paragraph(fmt::format("The talks ended before round {}, so there is no branch.",
                                  departure_->round));
      tell_ending_without_branch(*case_);
      return;
    }
    page_.add(tell_ending(*case_, record_.branch->outcome, transcript_, record_.branch->assessment,
                          page_.width()));
    page_.heading("Without the branch");
    tell_ending_without_branch(*departure_->base);
  }

  void tell_ending_without_branch(const Case& drawn) {
    page_.add(tell_ending(drawn, record_.outcome, *record_.transcript, record_.assessment,
                          page_.width()));
  }

  const Case* case_;
  const Record& record_;
  const Departure* departure_;
  const Transcript& transcript_;
  StoryPage page_;
  StoryWords words_;
  StoryWorld world_;
  StoryActs acts_;
  const Transcript::Round* previous_ = nullptr;
  std::vector<const Transcript::Round*> quiet_;  ///< rounds not yet told: nothing is new in them
  bool all_as_before_ = false;                   ///< in these rounds, down to the requests
  int quiet_since_ = 0;                          ///< the round before them
  bool departed_ = false;
};

}  // namespace

std::string tell(const Case& drawn, const Record& record, const Terminal& terminal) {
  return Story(drawn, record, terminal, nullptr).tell();
}

std::string tell_branch(const Departure& departure, const Record& record,
                        const Terminal& terminal) {
  return Story(*departure.base, record, terminal, &departure).tell();
}

}  // namespace entente::cli

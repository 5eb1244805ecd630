// SPDX-License-Identifier: Apache-2.0
/// Tells the rounds of a negotiation: the world, the texts, the answers and their reasons.
#include "cli/story.hpp"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
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
      page_.add(tell_ending(*case_, record_.outcome, page_.width()));
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
    facts += " between " + words_.parties(all) + ". " + who_must_sign(of) + ".";
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

  [[nodiscard]] std::string who_must_sign(const Scenario& of) const {
    std::string text = of.agreement.required.empty()
                           ? "No signature is needed by name"
                           : "Needed to sign: " + words_.parties(of.agreement.required);
    if (of.agreement.quorum) {
      text += fmt::format("; needed in all: {} of the votes", percent(of.agreement.quorum->share));
    }
    return text;
  }

  void tell_round(const Transcript::Round& round) {
    if (departure_ != nullptr && round.round == departure_->round) depart();
    const std::vector<std::string> news = world_.news(round, words_);
    const bool as_before = previous_ != nullptr && acts_.same(round, *previous_);
    if (as_before && news.empty() && !anything_happens(round)) {
      if (!first_quiet_) first_quiet_ = round.round;
      last_quiet_ = round.round;
      previous_ = &round;
      return;
    }
    end_quiet_rounds();
    page_.heading(fmt::format("Round {}", round.round));
    for (const std::string& line : news) page_.paragraph(line);
    for (const EventId event : round.events) acts_.happening(event);
    if (as_before) {
      page_.paragraph(fmt::format("The talks go as in round {}: the same acts, texts and grounds.",
                                  previous_->round));
      for (const Transcript::Act& act : round.acts) {
        const auto* happened = std::get_if<Transcript::Happened>(&act);
        if (happened != nullptr) acts_.happening(happened->event);
      }
    } else {
      acts_.tell(round);
    }
    previous_ = &round;
  }

  static bool anything_happens(const Transcript::Round& round) {
    return !round.events.empty() ||
           std::any_of(round.acts.begin(), round.acts.end(), [](const Transcript::Act& act) {
             return std::holds_alternative<Transcript::Happened>(act);
           });
  }

  void end_quiet_rounds() {
    if (!first_quiet_) return;
    page_.heading(*first_quiet_ == last_quiet_
                      ? fmt::format("Round {}", last_quiet_)
                      : fmt::format("Rounds {} to {}", *first_quiet_, last_quiet_));
    page_.paragraph("All goes as in the round before: the same acts, texts and grounds.");
    first_quiet_.reset();
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
      page_.add(tell_ending(*case_, record_.outcome, page_.width()));
      return;
    }
    page_.add(tell_ending(*case_, record_.branch->outcome, page_.width()));
    page_.heading("Without the branch");
    page_.add(tell_ending(*departure_->base, record_.outcome, page_.width()));
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
  std::optional<int> first_quiet_;
  int last_quiet_ = 0;
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

// SPDX-License-Identifier: Apache-2.0
/// Tells the rounds of a negotiation: the world, the texts, the answers and their reasons.
#include "cli/story.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/story_ending.hpp"
#include "cli/story_words.hpp"
#include "cli/story_world.hpp"
#include "cli/titles.hpp"
#include "engine/negotiation/reasons.hpp"

namespace entente::cli {
namespace {

class Story {
 public:
  Story(const Case& drawn, const Record& record, const Terminal& terminal)
      : case_(drawn),
        scenario_(drawn.scenario),
        record_(record),
        transcript_(*record.transcript),
        terminal_(terminal),
        words_(drawn),
        world_(drawn.scenario),
        last_text_(drawn.scenario.parties.size()),
        last_refusal_(drawn.scenario.parties.size(),
                      std::vector<const Transcript::Answered*>(drawn.scenario.parties.size())) {}

  std::string tell() {
    heading();
    for (const Transcript::Round& round : transcript_.rounds) tell_round(round);
    end_quiet_rounds();
    out_ += "\n" + terminal_.bold("The end") + "\n" +
            tell_ending(case_, record_.outcome, terminal_.width);
    return std::move(out_);
  }

 private:
  struct LastText {
    std::size_t text;
    int round;
  };

  void heading() {
    std::string facts = fmt::format("Replication {} with seed {}", record_.replication, case_.seed);
    if (!scenario_.date.empty()) facts = plain(scenario_.date) + ". " + facts;
    facts +=
        fmt::format(". At most {}", count_of(static_cast<std::size_t>(scenario_.rounds), "round"));
    if (!scenario_.world.round.empty()) facts += " of " + plain(scenario_.world.round);
    std::vector<PartyId> all;
    for (std::size_t p = 0; p < scenario_.parties.size(); ++p) all.emplace_back(p);
    facts += " between " + words_.parties(all) +
             ". Needed to sign: " + words_.parties(scenario_.agreement.required) + ".";
    out_ += terminal_.bold(clip(plain(scenario_.title), terminal_.width)) + "\n" +
            wrap(facts, terminal_.width) +
            wrap(
                "Worths are in each party's own utility, from 0 for its worst package to 1 for "
                "its best.",
                terminal_.width);
  }

  void tell_round(const Transcript::Round& round) {
    const std::vector<std::string> news = world_.news(round, words_);
    if (news.empty() && round.events.empty() && previous_ != nullptr && same_acts(round)) {
      if (!first_quiet_) first_quiet_ = round.round;
      last_quiet_ = round.round;
      previous_ = &round;
      return;
    }
    end_quiet_rounds();
    out_ += "\n" + terminal_.bold(fmt::format("Round {}", round.round)) + "\n";
    for (const std::string& line : news) paragraph(line);
    for (const EventId event : round.events) happening(event);
    for (const Transcript::Act& act : round.acts) {
      std::visit([&](const auto& what) { tell_act(what, round); }, act);
    }
    if (round.acts.empty()) paragraph("Nobody says anything.");
    previous_ = &round;
  }

  void end_quiet_rounds() {
    if (!first_quiet_) return;
    const std::string which = *first_quiet_ == last_quiet_
                                  ? fmt::format("Round {}", last_quiet_)
                                  : fmt::format("Rounds {} to {}", *first_quiet_, last_quiet_);
    out_ += "\n" + terminal_.bold(which) + "\n";
    paragraph("All goes as in the round before: the same acts, texts and grounds.");
    first_quiet_.reset();
  }

  // What counts as the same.

  [[nodiscard]] bool same_acts(const Transcript::Round& round) const {
    return std::equal(round.acts.begin(), round.acts.end(), previous_->acts.begin(),
                      previous_->acts.end(), [this](const auto& a, const auto& b) {
                        return a.index() == b.index() && std::visit(
                                                             [&](const auto& now) {
                                                               using Act =
                                                                   std::decay_t<decltype(now)>;
                                                               return same(now, std::get<Act>(b));
                                                             },
                                                             a);
                      });
  }
  [[nodiscard]] bool same_text(std::size_t a, std::size_t b) const {
    return transcript_.texts[a].by == transcript_.texts[b].by &&
           transcript_.texts[a].package == transcript_.texts[b].package;
  }
  [[nodiscard]] bool same(const Transcript::Tabled& a, const Transcript::Tabled& b) const {
    return same_text(a.text, b.text);
  }
  [[nodiscard]] bool same(const Transcript::Answered& a, const Transcript::Answered& b) const {
    return a.party == b.party && same_text(a.text, b.text) &&
           a.judgement.accepts == b.judgement.accepts && a.judgement.ground == b.judgement.ground;
  }
  [[nodiscard]] bool same(const Transcript::Passed& a, const Transcript::Passed& b) const {
    return a.party == b.party;
  }
  [[nodiscard]] bool same(const Transcript::Signature& a, const Transcript::Signature& b) const {
    return same_text(a.text, b.text) && a.signatories == b.signatories &&
           a.set_aside == b.set_aside && a.withdrew == b.withdrew && !a.withdrew.empty();
  }
  template <class Act>
  [[nodiscard]] bool same(const Act& /*now*/, const Act& /*before*/) const {
    return false;  // departures, ratifications and happenings are always news
  }

  // Acts.

  void tell_act(const Transcript::Tabled& act, const Transcript::Round& round) {
    const Transcript::Text& text = transcript_.texts[act.text];
    const std::string who = words_.party(text.by);
    const std::optional<LastText> own = last_text_[text.by];
    const std::optional<LastText> other = standing_;
    const bool again = own && same_text(own->text, act.text);
    // A text that is tabled again keeps the round of its first time.
    standing_ = last_text_[text.by] = {act.text, again ? own->round : round.round};

    std::string away;
    std::vector<IssueId> from_other;
    const bool has_other = other && transcript_.texts[other->text].by != text.by;
    if (has_other) {
      from_other = words_.weighed_changes(text.by, package(*other), text.package);
      away = from_other.empty() ? " It does not differ"
                                : " It differs on " + count_of(from_other.size(), "point");
      away += fmt::format(" from {} of round {}.",
                          words_.possessive(transcript_.texts[other->text].by), other->round);
    }
    if (again) {
      // How far it is from the other text has been told, unless that one is newer.
      paragraph(fmt::format("{} tables its text of round {} again.{}", who, own->round,
                            has_other && other->round >= own->round ? away : ""));
      return;
    }
    if (!own) {
      first_text(text, away);
    } else {
      const auto from_own = words_.weighed_changes(text.by, package(*own), text.package);
      if (has_other && from_other.size() < from_own.size()) {
        paragraph(fmt::format(
            "{} tables {} text of round {}{}", who,
            words_.possessive(transcript_.texts[other->text].by), other->round,
            from_other.empty() ? "." : " with " + count_of(from_other.size(), "change") + ":"));
        list_changes(from_other, package(*other), text.package);
      } else {
        paragraph(fmt::format("{} tables a new text.{} Against its own of round {} it changes:",
                              who, away, own->round));
        list_changes(from_own, package(*own), text.package);
      }
    }
    tell_worths(text);
  }

  [[nodiscard]] const Package& package(const LastText& text) const {
    return transcript_.texts[text.text].package;
  }

  void first_text(const Transcript::Text& text, const std::string& away) {
    const std::string who = words_.party(text.by);
    const std::optional<DraftId> draft = words_.nearest_draft(text.package);
    if (!draft) {
      paragraph(fmt::format("{} tables its first text.{} {}", who, away,
                            scenario_.issues.size() > kMostListed ? "In it:" : "It reads:"));
      const std::size_t most = std::min(scenario_.issues.size(), kMostListed);
      for (std::size_t i = 0; i < most; ++i) {
        item(words_.issue(IssueId(i)) + ": " + words_.option(IssueId(i), text.package[i]));
      }
      return;
    }
    const Package& base = scenario_.drafts[*draft].package;
    const auto differ = words_.weighed_changes(text.by, base, text.package);
    const std::string named = words_.draft(*draft);
    if (differ.empty()) {
      paragraph(fmt::format("{} tables {}.{}", who, named, away));
    } else if (2 * differ.size() <= base.size()) {
      paragraph(fmt::format("{} tables {} with {}.{} Against the draft it changes:", who, named,
                            count_of(differ.size(), "change"), away));
    } else {
      paragraph(
          fmt::format("{} tables a text of its own, {} away from {}.{} "
                      "Against the draft it changes:",
                      who, count_of(differ.size(), "point"), named, away));
    }
    list_changes(differ, base, text.package);
  }

  void tell_worths(const Transcript::Text& text) {
    std::vector<std::string> worths;
    for (std::size_t p = 0; p < text.worths.size(); ++p) {
      worths.push_back(worth(text.worths[p]) + " to " + words_.party(PartyId(p)));
    }
    out_ += wrap("Worth " + enumerate(worths) + ".", terminal_.width, {"    ", "    "});
  }

  void tell_act(const Transcript::Answered& act, const Transcript::Round& round) {
    const Judgement& judgement = act.judgement;
    const std::string who = words_.party(act.party);
    const std::string whose = words_.possessive(transcript_.texts[act.text].by) + " text";
    const double here = judgement.worth;
    const double none = judgement.no_agreement;
    if (judgement.accepts) {
      const int decimals = decimals_to_tell(here, {none});
      paragraph(fmt::format("{} accepts {}: worth {} to it, no deal is worth {}.", who, whose,
                            worth(here, decimals), worth(none, decimals)));
      return;
    }
    const Refusal refusal{.party = act.party,
                          .round = round.round,
                          .by = transcript_.texts[act.text].by,
                          .text = transcript_.texts[act.text].package,
                          .ground = judgement.ground,
                          .worth = here,
                          .demanded = judgement.ground == Ground::demand
                                          ? std::min(1.0, judgement.demanded)
                                          : std::max(none, here),
                          .issues = {}};
    const auto issues = decisive_issues(scenario_, refusal, case_.utilities.of(act.party));
    // What it demands is told where it can be told from what it is offered.
    const bool demands = judgement.demanded <= 1 && judgement.demanded > here &&
                         worth(judgement.demanded, kMostDecimals) != worth(here, kMostDecimals);
    const int decimals = judgement.ground == Ground::demand && demands
                             ? decimals_to_tell(here, {none, judgement.demanded})
                             : decimals_to_tell(here, {none});
    const std::string its_worth = worth(here, decimals);
    const std::string of_no_deal = worth(none, decimals);
    std::string reason;
    if (judgement.ground == Ground::red_line) {
      reason = "it crosses its red line on " + words_.issues(issues, kMostListed);
    } else if (judgement.ground == Ground::no_agreement) {
      reason = fmt::format("worth {} to it, no deal is worth {}", its_worth, of_no_deal);
    } else if (demands) {
      reason = fmt::format("it could sign at {} (no deal is worth {}), but still demands {}",
                           its_worth, of_no_deal, worth(judgement.demanded, decimals));
    } else {
      reason = fmt::format("it could sign at {} (no deal is worth {}), but does not accept it yet",
                           its_worth, of_no_deal);
    }
    const Transcript::Answered*& last = last_refusal_[act.party][refusal.by];
    const bool as_before = last != nullptr && same(act, *last);
    last = &act;
    if (judgement.ground != Ground::red_line && !as_before && !issues.empty()) {
      reason += "; it would gain most on " + enumerate_first(issues);
    }
    paragraph(fmt::format("{} refuses {}{}: {}.", who, whose, as_before ? " again" : "", reason));
  }

  [[nodiscard]] std::string enumerate_first(std::vector<IssueId> issues) const {
    constexpr std::size_t kMostReasons = 3;
    if (issues.size() > kMostReasons) issues.resize(kMostReasons);
    return words_.issues(issues, kMostReasons);
  }

  void tell_act(const Transcript::Passed& act, const Transcript::Round& /*round*/) {
    paragraph(words_.party(act.party) + " has nothing to table that it could sign.");
  }

  void tell_act(const Transcript::Left& act, const Transcript::Round& /*round*/) {
    paragraph(words_.party(act.party) + " leaves the talks.");
  }

  void tell_act(const Transcript::Signature& act, const Transcript::Round& /*round*/) {
    paragraph(words_.possessive(transcript_.texts[act.text].by) +
              " text comes to signature: all who must sign have accepted it.");
    const Package& text = transcript_.texts[act.text].package;
    if (!act.set_aside.empty()) {
      paragraph(fmt::format("Not all whose consent is needed sign, so {} back to how things stand:",
                            act.set_aside.size() == 1 ? "this point goes" : "these points go"));
      for (const IssueId issue : act.set_aside) {
        const Option status_quo = scenario_.issues[issue].status_quo.value_or(text[issue]);
        item(words_.issue(issue) + ": " + words_.option(issue, text[issue]) + " → " +
             words_.option(issue, status_quo));
      }
    }
    if (act.withdrew.empty()) {
      paragraph(words_.parties(act.signatories) +
                (act.signatories.size() == 1 ? " signs." : " sign."));
    } else {
      paragraph(words_.parties(act.withdrew) + " can no longer accept what is left, and it falls.");
    }
  }

  void tell_act(const Transcript::Ratified& act, const Transcript::Round& /*round*/) {
    paragraph(fmt::format("{} puts the agreement to ratification, with a chance of {}: it is {}.",
                          words_.party(act.party), percent(act.chance),
                          act.succeeds ? "ratified" : "rejected"));
  }

  void tell_act(const Transcript::Happened& act, const Transcript::Round& /*round*/) {
    happening(act.event);
  }

  // Layout.

  void happening(EventId event) {
    std::string text = "It happens: " + title_of(scenario_.world.events[event]) + ".";
    for (const std::string& effect : effects_of(scenario_, event, words_)) text += " " + effect;
    paragraph(text);
  }

  void list_changes(const std::vector<IssueId>& issues, const Package& before,
                    const Package& after) {
    // One more than the limit is listed in full: naming it would take as much room.
    const std::size_t most = issues.size() == kMostListed + 1 ? issues.size() : kMostListed;
    for (std::size_t i = 0; i < std::min(issues.size(), most); ++i) {
      const IssueId issue = issues[i];
      item(words_.issue(issue) + ": " + words_.option(issue, before[issue]) + " → " +
           words_.option(issue, after[issue]));
    }
    if (issues.size() <= most) return;
    item("lesser changes for it: " +
         words_.issues({issues.begin() + static_cast<std::ptrdiff_t>(most), issues.end()},
                       issues.size()));
  }

  void paragraph(const std::string& text) { out_ += wrap(text, terminal_.width, {"  ", "    "}); }
  void item(const std::string& text) { out_ += wrap(text, terminal_.width, {"    - ", "      "}); }

  static constexpr std::size_t kMostListed = 7;

  const Case& case_;
  const Scenario& scenario_;
  const Record& record_;
  const Transcript& transcript_;
  Terminal terminal_;
  StoryWords words_;
  StoryWorld world_;
  std::vector<std::optional<LastText>> last_text_;  ///< by PartyId
  std::optional<LastText> standing_;                ///< the last text tabled
  /// By PartyId, then by PartyId of the text's author; null: none.
  std::vector<std::vector<const Transcript::Answered*>> last_refusal_;
  const Transcript::Round* previous_ = nullptr;
  std::optional<int> first_quiet_;
  int last_quiet_ = 0;
  std::string out_;
};

}  // namespace

std::string tell(const Case& drawn, const Record& record, const Terminal& terminal) {
  return Story(drawn, record, terminal).tell();
}

}  // namespace entente::cli

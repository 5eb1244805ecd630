// SPDX-License-Identifier: Apache-2.0
/// Telling acts.
#include "cli/story_acts.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/story_world.hpp"
#include "cli/titles.hpp"
#include "engine/negotiation/reasons.hpp"

namespace entente::cli {
namespace {

/// The acts apart from events that follow answers.
std::vector<const Transcript::Act*> without_events(const std::vector<Transcript::Act>& acts) {
  std::vector<const Transcript::Act*> kept;
  for (const Transcript::Act& act : acts) {
    if (!std::holds_alternative<Transcript::Happened>(act)) kept.push_back(&act);
  }
  return kept;
}

/// The acts apart from events, and from what a party does about a text that it refuses.
std::vector<const Transcript::Act*> without_requests(const std::vector<Transcript::Act>& acts) {
  std::vector<const Transcript::Act*> kept = without_events(acts);
  std::erase_if(kept, [](const Transcript::Act* act) {
    return std::holds_alternative<Transcript::AskedFor>(*act) ||
           std::holds_alternative<Transcript::Passed>(*act);
  });
  return kept;
}

}  // namespace

StoryActs::StoryActs(const Transcript& transcript, const StoryWords& words, StoryPage& page)
    : transcript_(transcript),
      words_(words),
      page_(page),
      texts_(transcript, words, page),
      last_refusal_(words.scenario().parties.size(),
                    std::vector<const Transcript::Answered*>(words.scenario().parties.size() + 1)),
      happened_(words.scenario().world.events.size()) {}

void StoryActs::depart() { happened_.assign(words_.scenario().world.events.size(), false); }

void StoryActs::tell(const Transcript::Round& round) {
  round_ = round.round;
  if (round.acts.empty()) page_.paragraph("Nobody says anything.");
  std::vector<EventId> meanwhile;
  const auto tell_events = [&] {
    if (!meanwhile.empty()) tell_unmoved();
    for (const EventId event : meanwhile) happening(event);
    meanwhile.clear();
  };
  for (std::size_t a = 0; a < round.acts.size(); ++a) {
    const Transcript::Act& act = round.acts[a];
    // Events follow a refusal at once; they are told after what the party does about it.
    if (const auto* event = std::get_if<Transcript::Happened>(&act)) {
      meanwhile.push_back(event->event);
      continue;
    }
    const bool of_refusal = std::holds_alternative<Transcript::AskedFor>(act) ||
                            std::holds_alternative<Transcript::Passed>(act);
    if (of_refusal && skips_request_) {
      skips_request_ = false;
      continue;
    }
    if (!of_refusal) tell_events();
    next_ = Next::other;
    const Transcript::Act* next = next_act(round, a);
    if (next != nullptr && std::holds_alternative<Transcript::AskedFor>(*next)) {
      next_ = Next::asks_for_changes;
    } else if (next != nullptr && std::holds_alternative<Transcript::Passed>(*next)) {
      next_ = Next::passes;
    }
    const auto* answer = std::get_if<Transcript::Answered>(&act);
    if (answer != nullptr && next_ != Next::other && is_unmoved(*answer, *next)) {
      unmoved_.push_back(answer);
      skips_request_ = true;
      continue;
    }
    tell_unmoved();
    std::visit([this](const auto& it) { tell(it); }, act);
  }
  tell_events();
  tell_unmoved();
}

/// The act after one of them, but for events.
const Transcript::Act* StoryActs::next_act(const Transcript::Round& round, std::size_t act) {
  const auto next = std::find_if(
      round.acts.begin() + static_cast<std::ptrdiff_t>(act) + 1, round.acts.end(),
      [](const Transcript::Act& it) { return !std::holds_alternative<Transcript::Happened>(it); });
  return next == round.acts.end() ? nullptr : &*next;
}

bool StoryActs::is_unmoved(const Transcript::Answered& answer, const Transcript::Act& next) {
  if (answer.judgement.accepts) return false;
  const auto* asked = std::get_if<Transcript::AskedFor>(&next);
  if (asked != nullptr && !texts_.asked_before(*asked)) return false;
  const Transcript::Answered*& last =
      last_refusal_[answer.party][words_.place(transcript_.texts[answer.text].by)];
  const bool unmoved = last != nullptr && same(answer, *last);
  if (unmoved) last = &answer;
  return unmoved;
}

/// "Refused again, on the same grounds and asking for nothing new: Russia (0.56, no deal 0.73)."
void StoryActs::tell_unmoved() {
  if (unmoved_.empty()) return;
  std::vector<std::string> parties;
  for (const Transcript::Answered* answer : unmoved_) {
    const Judgement& judgement = answer->judgement;
    const bool demands = judgement.ground == Ground::demand && judgement.demanded <= 1 &&
                         judgement.demanded > judgement.worth;
    const int decimals =
        demands ? decimals_to_tell(judgement.worth, {judgement.no_agreement, judgement.demanded})
                : decimals_to_tell(judgement.worth, {judgement.no_agreement});
    parties.push_back(
        fmt::format("{} ({}, no deal {}{})", words_.party(answer->party),
                    worth(judgement.worth, decimals), worth(judgement.no_agreement, decimals),
                    demands ? ", demands " + worth(judgement.demanded, decimals) : std::string()));
  }
  page_.paragraph(fmt::format("Refused again, on the same {} and asking for nothing new: {}.",
                              parties.size() == 1 ? "ground" : "grounds", enumerate(parties)));
  unmoved_.clear();
}

void StoryActs::happening(EventId event) {
  const std::string title = title_of(words_.scenario().world.events[event]) + ".";
  if (happened_[event]) {
    page_.paragraph("Again: " + title);
    return;
  }
  happened_[event] = true;
  std::string text = "News: " + title;
  for (const std::string& effect : effects_of(words_.scenario(), event, words_)) {
    text += " " + sentence(effect);
  }
  page_.paragraph(text);
}

void StoryActs::tell(const Transcript::Answered& act) {
  const Judgement& judgement = act.judgement;
  const std::string who = words_.party(act.party);
  if (judgement.accepts) {
    const int decimals = decimals_to_tell(judgement.worth, {judgement.no_agreement});
    page_.paragraph(fmt::format("{} accepts {}: worth {} to it, no deal is worth {}.", who,
                                texts_.named(act.text), worth(judgement.worth, decimals),
                                worth(judgement.no_agreement, decimals)));
    return;
  }
  const Transcript::Answered*& last =
      last_refusal_[act.party][words_.place(transcript_.texts[act.text].by)];
  const bool as_before = last != nullptr && same(act, *last);
  last = &act;
  const std::string refusal = fmt::format("{} refuses {}{}: {}.", who, texts_.named(act.text),
                                          as_before ? " again" : "", reason(act, as_before));
  if (next_ == Next::other) {
    page_.paragraph(refusal);
  } else {
    refusal_ = refusal;
  }
}

void StoryActs::tell(const Transcript::AskedFor& act) {
  texts_.tell(std::exchange(refusal_, {}), act, round_);
}

std::string StoryActs::reason(const Transcript::Answered& act, bool as_before) const {
  const Judgement& judgement = act.judgement;
  const double here = judgement.worth;
  const double none = judgement.no_agreement;
  const Refusal refusal{.party = act.party,
                        .round = round_,
                        .by = transcript_.texts[act.text].by,
                        .text = transcript_.texts[act.text].package,
                        .ground = judgement.ground,
                        .worth = here,
                        .demanded = judgement.ground == Ground::demand
                                        ? std::min(1.0, judgement.demanded)
                                        : std::max(none, here),
                        .issues = {}};
  const auto issues = decisive_issues(words_.scenario(), refusal, words_.utility(act.party));
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
    constexpr std::size_t kMostRedLines = 7;
    return "it crosses its red line on " + words_.issues(issues, kMostRedLines);
  }
  if (judgement.ground == Ground::no_agreement) {
    reason = fmt::format("worth {} to it, no deal is worth {}", its_worth, of_no_deal);
  } else if (demands) {
    reason = fmt::format("it could sign at {} (no deal is worth {}), but still demands {}",
                         its_worth, of_no_deal, worth(judgement.demanded, decimals));
  } else {
    reason = fmt::format("it could sign at {} (no deal is worth {}), but does not accept it yet",
                         its_worth, of_no_deal);
  }
  // Where it asks for changes, they tell what it would gain on.
  if (as_before || next_ == Next::asks_for_changes || issues.empty()) return reason;
  constexpr std::size_t kMostReasons = 3;
  const std::vector<IssueId> first(
      issues.begin(),
      issues.begin() + static_cast<std::ptrdiff_t>(std::min(issues.size(), kMostReasons)));
  return reason + "; it would gain most on " + words_.issues(first, kMostReasons);
}

void StoryActs::tell(const Transcript::Passed& act) {
  if (refusal_.empty()) {
    page_.paragraph(words_.party(act.party) + " has nothing to propose.");
  } else {
    page_.paragraph(std::exchange(refusal_, {}) + " It has nothing to propose.");
  }
}

void StoryActs::tell(const Transcript::Left& act) {
  page_.paragraph(words_.party(act.party) + " leaves the talks.");
}

void StoryActs::tell(const Transcript::Signature& act) {
  page_.paragraph(texts_.named(act.text) +
                  " comes to signature: it has the support that it needs.");
  const Scenario& scenario = words_.scenario();
  const Package& text = transcript_.texts[act.text].package;
  if (!act.set_aside.empty()) {
    page_.paragraph(
        fmt::format("Not all whose consent is needed sign, so {} back to how things stand:",
                    act.set_aside.size() == 1 ? "this point goes" : "these points go"));
    for (const IssueId issue : act.set_aside) {
      const Option status_quo = scenario.issues[issue].status_quo.value_or(text[issue]);
      page_.item(words_.issue(issue) + ": " + words_.option(issue, text[issue]) + " → " +
                 words_.option(issue, status_quo));
    }
  }
  if (act.withdrew.empty()) {
    page_.paragraph(words_.parties(act.signatories) +
                    (act.signatories.size() == 1 ? " signs." : " sign."));
  } else {
    page_.paragraph(words_.parties(act.withdrew) +
                    " can no longer accept what is left, and it falls.");
  }
}

void StoryActs::tell(const Transcript::Ratified& act) {
  page_.paragraph(fmt::format(
      "{} puts the agreement to ratification, with a chance of {}: it is {}.",
      words_.party(act.party), percent(act.chance), act.succeeds ? "ratified" : "rejected"));
}

void StoryActs::tell(const Transcript::CutOff& /*act*/) {
  page_.paragraph("The talks break off: no further round comes about.");
}

void StoryActs::tell(const Transcript::SettledPart& act) {
  const AgreementRule::Partial& partial = words_.scenario().agreement.partial[act.partial];
  const std::string name = plain(partial.title.empty() ? partial.id : partial.title);
  page_.paragraph(fmt::format("{} settle among themselves what is theirs to settle ({}):",
                              words_.parties(partial.parties), name));
  for (const IssueId issue : partial.issues) {
    page_.item(words_.issue(issue) + ": " + words_.option(issue, act.package[issue]));
  }
}

// What counts as the same.

bool StoryActs::same(const std::vector<const Transcript::Act*>& now,
                     const std::vector<const Transcript::Act*>& before) const {
  return std::equal(
      now.begin(), now.end(), before.begin(), before.end(),
      [this](const Transcript::Act* x, const Transcript::Act* y) {
        if (x->index() != y->index()) return false;
        return std::visit(
            [&](const auto& act) { return same(act, std::get<std::decay_t<decltype(act)>>(*y)); },
            *x);
      });
}

bool StoryActs::same(const Transcript::Round& a, const Transcript::Round& b) const {
  return same(without_events(a.acts), without_events(b.acts));
}

bool StoryActs::goes_on(const Transcript::Round& now, const Transcript::Round& before) const {
  const auto now_acts = without_requests(now.acts);
  const auto before_acts = without_requests(before.acts);
  return same(now_acts, before_acts) && !now_acts.empty() &&
         std::all_of(now.acts.begin(), now.acts.end(), [this](const Transcript::Act& act) {
           const auto* asked = std::get_if<Transcript::AskedFor>(&act);
           return asked == nullptr || texts_.asked_before(*asked);
         });
}

std::string StoryActs::answers_in(const Transcript::Round& round) const {
  std::vector<PartyId> refused, accepted;
  for (const Transcript::Act& act : round.acts) {
    const auto* answer = std::get_if<Transcript::Answered>(&act);
    if (answer == nullptr) continue;
    std::vector<PartyId>& parties = answer->judgement.accepts ? accepted : refused;
    if (std::find(parties.begin(), parties.end(), answer->party) == parties.end()) {
      parties.push_back(answer->party);
    }
  }
  std::string text;
  if (!refused.empty()) text = "Refused by " + words_.parties(refused);
  if (!accepted.empty()) {
    text += (text.empty() ? "Accepted by " : ", accepted by ") + words_.parties(accepted);
  }
  return text.empty() ? text : text + ".";
}

bool StoryActs::same(const Transcript::Tabled& a, const Transcript::Tabled& b) const {
  return texts_.same(a.text, b.text) && a.hearers == b.hearers;
}

bool StoryActs::same(const Transcript::Answered& a, const Transcript::Answered& b) const {
  return a.party == b.party && texts_.same(a.text, b.text) &&
         a.judgement.accepts == b.judgement.accepts && a.judgement.ground == b.judgement.ground;
}

bool StoryActs::same(const Transcript::AskedFor& a, const Transcript::AskedFor& b) const {
  return a.party == b.party && texts_.same(a.text, b.text) && texts_.same(a.amended, b.amended);
}

bool StoryActs::same(const Transcript::Passed& a, const Transcript::Passed& b) const {
  return a.party == b.party;
}

bool StoryActs::same(const Transcript::Signature& a, const Transcript::Signature& b) const {
  return texts_.same(a.text, b.text) && a.signatories == b.signatories &&
         a.set_aside == b.set_aside && a.withdrew == b.withdrew && !a.withdrew.empty();
}

}  // namespace entente::cli

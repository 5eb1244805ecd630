// SPDX-License-Identifier: Apache-2.0
/// Telling texts by the fewest changes.
#include "cli/story_texts.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <variant>

#include <fmt/format.h>

namespace entente::cli {
namespace {

constexpr std::size_t kMostListed = 7;
constexpr std::size_t kUnknown = std::numeric_limits<std::size_t>::max();

}  // namespace

StoryTexts::StoryTexts(const Transcript& transcript, const StoryWords& words, StoryPage& page)
    : transcript_(transcript),
      words_(words),
      page_(page),
      of_text_(transcript.texts.size(), kUnknown),
      last_(words.scenario().parties.size() + 1),
      last_request_(words.scenario().parties.size()),
      ever_asked_(words.scenario().parties.size()) {
  know_all();
}

void StoryTexts::know_all() {
  for (const Transcript::Round& round : transcript_.rounds) {
    for (const Transcript::Act& act : round.acts) {
      const auto* tabled = std::get_if<Transcript::Tabled>(&act);
      if (tabled == nullptr) continue;
      const Transcript::Text& text = transcript_.texts[tabled->text];
      const auto found = std::find_if(known_.begin(), known_.end(), [&text](const Known& known) {
        return known.by == text.by && known.package == text.package;
      });
      of_text_[tabled->text] = static_cast<std::size_t>(found - known_.begin());
      if (found != known_.end()) continue;
      const auto before = std::count_if(known_.begin(), known_.end(), [&](const Known& known) {
        return known.by == text.by && known.round == round.round;
      });
      known_.push_back({text.by, text.package, round.round, static_cast<int>(before) + 1});
      one_author_ = one_author_ && text.by == known_.front().by;
    }
  }
}

std::string StoryTexts::label(const Known& known) const {
  const auto more = std::count_if(known_.begin(), known_.end(), [&known](const Known& other) {
    return other.by == known.by && other.round == known.round;
  });
  if (more == 1) return fmt::format("text of round {}", known.round);
  static constexpr std::array<std::string_view, 5> kPlaces = {"first", "second", "third", "fourth",
                                                              "fifth"};
  const auto place = static_cast<std::size_t>(known.of_round - 1);
  if (place < kPlaces.size())
    return fmt::format("{} text of round {}", kPlaces[place], known.round);
  return fmt::format("text {} of round {}", known.of_round, known.round);
}

std::string StoryTexts::whose_label(const Known& known, std::optional<PartyId> speaker) const {
  if (known.by != speaker) return words_.possessive(known.by) + " " + label(known);
  return (one_author_ ? "the " : "its ") + label(known);
}

std::string StoryTexts::named(std::size_t text) const {
  return one_author_ ? "the text" : words_.possessive(transcript_.texts[text].by) + " text";
}

bool StoryTexts::same(std::size_t a, std::size_t b) const {
  return transcript_.texts[a].by == transcript_.texts[b].by &&
         transcript_.texts[a].package == transcript_.texts[b].package;
}

/// "Russia tables", "the United States shows Ukraine and Europe".
std::string StoryTexts::opening(const Transcript::Tabled& act) const {
  const std::optional<PartyId> by = transcript_.texts[act.text].by;
  std::vector<PartyId> hearers = act.hearers;
  std::erase_if(hearers, [by](PartyId party) { return party == by; });
  const std::size_t others = words_.scenario().parties.size() - (by ? 1 : 0);
  if (hearers.empty() || hearers.size() == others) return words_.author(by) + " tables";
  return words_.author(by) + " shows " + words_.parties(hearers);
}

void StoryTexts::tell(const Transcript::Tabled& act) {
  const Transcript::Text& text = transcript_.texts[act.text];
  const std::size_t now = of_text_[act.text];
  Known& known = known_[now];
  std::optional<std::size_t>& last = last_[words_.place(text.by)];
  const bool others = standing_ && known_[*standing_].by != text.by;
  const Known* other = others ? &known_[*standing_] : nullptr;
  std::string away;
  if (other != nullptr) {
    const std::size_t points = changes(other->package, text.package).size();
    away = fmt::format(" It {} from {}.",
                       points == 0 ? "does not differ" : "differs on " + count_of(points, "point"),
                       whose_label(*other, text.by));
  }
  if (known.told) {
    const bool shows = opening(act).find(" shows ") != std::string::npos;
    const bool newer = other != nullptr && other->round >= known.round;
    if (last == now && shows) {
      page_.paragraph(opening(act) + " the same text.");
    } else if (last == now) {
      page_.paragraph(fmt::format("{} {} again.{}", opening(act), whose_label(known, text.by),
                                  newer ? away : ""));
    } else {
      page_.paragraph(fmt::format("{} {} once more.{}", opening(act), whose_label(known, text.by),
                                  newer ? away : ""));
    }
  } else {
    if (!last) {
      first_text(act, known, away);
    } else {
      later_text(act, known, other, away);
    }
    tell_worths(text);
    known.told = true;
  }
  standing_ = last = now;
}

void StoryTexts::first_text(const Transcript::Tabled& act, const Known& known,
                            const std::string& away) {
  const Scenario& scenario = words_.scenario();
  const std::optional<DraftId> draft = words_.nearest_draft(known.package);
  if (!draft) {
    page_.paragraph(fmt::format("{} a first text.{} {}", opening(act), away,
                                scenario.issues.size() > kMostListed ? "In it:" : "It reads:"));
    const std::size_t most = std::min(scenario.issues.size(), kMostListed);
    for (std::size_t i = 0; i < most; ++i) {
      page_.item(words_.issue(IssueId(i)) + ": " + words_.option(IssueId(i), known.package[i]));
    }
    return;
  }
  const Package& base = scenario.drafts[*draft].package;
  const auto differ = words_.weighed_changes(known.by, base, known.package);
  const std::string named = words_.draft(*draft);
  if (differ.empty()) {
    page_.paragraph(fmt::format("{} {}.{}", opening(act), named, away));
  } else if (2 * differ.size() <= base.size()) {
    page_.paragraph(fmt::format("{} {} with {}.{} Against the draft it changes:", opening(act),
                                named, count_of(differ.size(), "change"), away));
  } else {
    page_.paragraph(fmt::format(
        "{} a text of its own, {} away from {}.{} Against the draft it changes:", opening(act),
        count_of(differ.size(), "point"), named, away));
  }
  list_changes(differ, base, known.package);
}

/// The author's earlier text with the fewest changes, the last of equals.
StoryTexts::Known* StoryTexts::nearest_own(const Known& known) {
  Known* nearest = nullptr;
  std::size_t least = 0;
  for (Known& earlier : known_) {
    if (!earlier.told || earlier.by != known.by) continue;
    const std::size_t differ = changes(earlier.package, known.package).size();
    if (nearest != nullptr && differ > least) continue;
    nearest = &earlier;
    least = differ;
  }
  return nearest;
}

void StoryTexts::later_text(const Transcript::Tabled& act, const Known& known, const Known* other,
                            const std::string& away) {
  const Known* base = nearest_own(known);
  std::string aside = away;
  if (other != nullptr && changes(other->package, known.package).size() <
                              changes(base->package, known.package).size()) {
    base = other;
    aside.clear();
  }
  const auto differ = words_.weighed_changes(known.by, base->package, known.package);
  if (differ.empty()) {
    page_.paragraph(fmt::format("{} {}.", opening(act), whose_label(*base, known.by)));
    return;
  }
  page_.paragraph(fmt::format("{} {} with {}{}", opening(act), whose_label(*base, known.by),
                              count_of(differ.size(), "change"),
                              aside.empty() ? ":" : "." + aside + " The changes:"));
  list_changes(differ, base->package, known.package);
}

bool StoryTexts::asked_before(const Transcript::AskedFor& act) const {
  const Package& amended = transcript_.texts[act.amended].package;
  const std::vector<IssueId> issues = changes(transcript_.texts[act.text].package, amended);
  const std::vector<Wanted>& ever = ever_asked_[act.party];
  return std::all_of(issues.begin(), issues.end(), [&](IssueId issue) {
    return std::find(ever.begin(), ever.end(), Wanted(issue, amended[issue])) != ever.end();
  });
}

/// "It asks again for what it asked for in round 2, no longer on X, and now for:"
std::string StoryTexts::again(const Request& before, const Request& now,
                              const std::vector<IssueId>& news) const {
  std::vector<IssueId> kept, dropped;
  for (const Wanted& wanted : before.wanted) {
    if (std::find(now.wanted.begin(), now.wanted.end(), wanted) != now.wanted.end()) {
      kept.push_back(wanted.first);
    } else if (std::find(news.begin(), news.end(), wanted.first) == news.end()) {
      dropped.push_back(wanted.first);
    }
  }
  std::string text = fmt::format("It asks again for what it asked for in round {}", before.round);
  if (!dropped.empty() && dropped.size() < kept.size()) {
    text += ", no longer on " + words_.issues(dropped, dropped.size());
  } else if (!dropped.empty()) {
    text += ", now only on " + words_.issues(kept, kept.size());
  }
  if (news.empty()) return text + ".";
  if (!dropped.empty()) return text + ", and now for:";
  return text + (kept.size() == before.wanted.size() ? ", and also for:" : ", but now for:");
}

void StoryTexts::tell(const std::string& refusal, const Transcript::AskedFor& act, int round) {
  const Package& text = transcript_.texts[act.text].package;
  const Package& amended = transcript_.texts[act.amended].package;
  const std::vector<IssueId> issues = words_.weighed_changes(act.party, text, amended);
  std::optional<Request>& before = last_request_[act.party];
  Request request{round, {}};
  std::vector<IssueId> news;
  for (const IssueId issue : issues) {
    const Wanted wanted(issue, amended[issue]);
    request.wanted.push_back(wanted);
    const bool known = before && std::find(before->wanted.begin(), before->wanted.end(), wanted) !=
                                     before->wanted.end();
    if (!known) news.push_back(issue);
    ever_asked_[act.party].push_back(wanted);
  }
  if (news.size() == issues.size()) {
    page_.paragraph(refusal + " It asks for:");
  } else {
    page_.paragraph(refusal + " " + again(*before, request, news));
  }
  list_changes(news, text, amended);
  // Where it asks for the same, the round in which that was told stays the one to look up.
  const bool as_before = news.empty() && request.wanted.size() == before->wanted.size();
  if (!as_before) before = std::move(request);
}

std::string StoryTexts::placed(std::optional<PartyId> by, const Package& package, int round) const {
  const auto found = std::find_if(known_.begin(), known_.end(), [&](const Known& known) {
    return known.by == by && known.package == package && known.round <= round;
  });
  if (found == known_.end()) {
    return fmt::format("what {} asked for in round {}", words_.author(by), round);
  }
  return (one_author_ ? "the" : words_.possessive(by)) + " " + label(*found);
}

void StoryTexts::tell_worths(const Transcript::Text& text) {
  std::vector<std::string> worths;
  for (std::size_t p = 0; p < text.worths.size(); ++p) {
    worths.push_back(worth(text.worths[p]) + " to " + words_.party(PartyId(p)));
  }
  page_.remark("Worth " + enumerate(worths) + ".");
}

void StoryTexts::list_changes(const std::vector<IssueId>& issues, const Package& before,
                              const Package& after) {
  // One more than the limit is listed in full: naming it would take as much room.
  const std::size_t most = issues.size() == kMostListed + 1 ? issues.size() : kMostListed;
  for (std::size_t i = 0; i < std::min(issues.size(), most); ++i) {
    const IssueId issue = issues[i];
    page_.item(words_.issue(issue) + ": " + words_.option(issue, before[issue]) + " → " +
               words_.option(issue, after[issue]));
  }
  if (issues.size() <= most) return;
  page_.item("lesser changes: " +
             words_.issues({issues.begin() + static_cast<std::ptrdiff_t>(most), issues.end()},
                           issues.size()));
}

}  // namespace entente::cli

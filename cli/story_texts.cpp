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
      last_request_(words.scenario().parties.size()) {
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

void StoryTexts::tell(const Transcript::AskedFor& act, int round) {
  const Package& text = transcript_.texts[act.text].package;
  const Package& amended = transcript_.texts[act.amended].package;
  const std::vector<IssueId> issues = words_.weighed_changes(act.party, text, amended);
  Request request{round, {}};
  for (const IssueId issue : issues) request.wanted.emplace_back(issue, amended[issue]);

  std::optional<Request>& before = last_request_[act.party];
  std::vector<IssueId> news;
  for (const auto& wanted : request.wanted) {
    const bool known = before && std::find(before->wanted.begin(), before->wanted.end(), wanted) !=
                                     before->wanted.end();
    if (!known) news.push_back(wanted.first);
  }
  const std::size_t again = issues.size() - news.size();
  if (again == 0) {
    page_.remark("It asks for:");
    list_changes(issues, text, amended);
  } else {
    const bool all = again == before->wanted.size();
    const std::string which =
        all ? fmt::format("all that it asked for in round {}", before->round)
            : fmt::format("{} of the {} that it asked for in round {}", again,
                          count_of(before->wanted.size(), "change"), before->round);
    page_.remark(fmt::format("It asks again for {}{}", which,
                             news.empty() ? "."
                             : all        ? ", and also for:"
                                          : ", and for:"));
    list_changes(news, text, amended);
  }
  before = std::move(request);
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

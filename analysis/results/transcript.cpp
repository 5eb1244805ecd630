// SPDX-License-Identifier: Apache-2.0
/// From what an observer is told to a transcript.
#include "analysis/results/transcript.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace entente {

std::vector<IssueId> changes(const Package& before, const Package& after) {
  std::vector<IssueId> changed;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (before[i] != after[i]) changed.emplace_back(i);
  }
  return changed;
}

TranscriptRecorder::TranscriptRecorder(const Case& drawn) : case_(&drawn) {}

TranscriptRecorder::TranscriptRecorder(const Case& drawn, const Case& other, int round)
    : case_(&drawn), other_(&other), branch_round_(round) {}

Transcript TranscriptRecorder::take() { return std::exchange(transcript_, {}); }

void TranscriptRecorder::round_begins(int round, const WorldState& world) {
  if (other_ != nullptr && round >= branch_round_) case_ = other_;
  const Scenario& scenario = case_->scenario;
  Transcript::Round& begun = transcript_.rounds.emplace_back();
  begun.round = round;
  begun.world.assign(world.truth().begin(), world.truth().end());
  for (std::size_t v = 0; v < scenario.world.variables.size(); ++v) {
    for (const Belief& belief : scenario.world.variables[v].beliefs) {
      begun.believed.push_back({belief.party, VariableId(v), world.believed_by(belief.party)[v]});
    }
  }
  for (std::size_t p = 0; p < case_->parties.size(); ++p) {
    begun.no_agreement.push_back(case_->parties[p].no_agreement.at(world.believed_by(PartyId(p))));
  }
}

void TranscriptRecorder::event_happens(EventId event) {
  Transcript::Round& round = transcript_.rounds.back();
  if (round.acts.empty()) {
    round.events.push_back(event);
  } else {
    round.acts.push_back(Transcript::Happened{event});
  }
}

std::size_t TranscriptRecorder::add_text(std::optional<PartyId> by, const Package& package) {
  Transcript::Text& text = transcript_.texts.emplace_back();
  text.by = by;
  text.package = package;
  text.worths.resize(case_->parties.size());
  case_->utilities.evaluate(package, text.worths);
  return transcript_.texts.size() - 1;
}

std::size_t TranscriptRecorder::find_text(std::optional<PartyId> by, const Package& package) {
  for (std::size_t back = transcript_.texts.size(); back-- > 0;) {
    const Transcript::Text& text = transcript_.texts[back];
    if (text.by == by && text.package == package) return back;
  }
  return add_text(by, package);
}

std::size_t TranscriptRecorder::answered_text(PartyId party, const Package& package) {
  const std::vector<Transcript::Act>& so_far = acts();
  const auto found = std::find_if(so_far.rbegin(), so_far.rend(), [&](const Transcript::Act& act) {
    const auto* answer = std::get_if<Transcript::Answered>(&act);
    return answer != nullptr && answer->party == party &&
           transcript_.texts[answer->text].package == package;
  });
  if (found != so_far.rend()) return std::get<Transcript::Answered>(*found).text;
  return find_text({}, package);
}

std::vector<Transcript::Act>& TranscriptRecorder::acts() { return transcript_.rounds.back().acts; }

void TranscriptRecorder::tables(std::optional<PartyId> party, const Package& text,
                                std::span<const PartyId> hearers) {
  acts().push_back(Transcript::Tabled{add_text(party, text), {hearers.begin(), hearers.end()}});
}

void TranscriptRecorder::answers(PartyId party, std::optional<PartyId> by, const Package& text,
                                 const Judgement& judgement) {
  acts().push_back(Transcript::Answered{party, find_text(by, text), judgement});
}

void TranscriptRecorder::asks_for(PartyId party, const Package& text, const Package& amended,
                                  std::span<const PartyId> hearers) {
  const std::size_t asked_about = answered_text(party, text);
  acts().push_back(Transcript::AskedFor{
      party, asked_about, add_text(party, amended), {hearers.begin(), hearers.end()}});
}

void TranscriptRecorder::passes(PartyId party) { acts().push_back(Transcript::Passed{party}); }

void TranscriptRecorder::leaves(PartyId party) { acts().push_back(Transcript::Left{party}); }

void TranscriptRecorder::cut_off() { acts().push_back(Transcript::CutOff{}); }

void TranscriptRecorder::comes_to_signature(std::optional<PartyId> by, const Package& text,
                                            std::span<const PartyId> signatories,
                                            std::span<const IssueId> set_aside,
                                            std::span<const PartyId> withdrew) {
  acts().push_back(Transcript::Signature{find_text(by, text),
                                         {signatories.begin(), signatories.end()},
                                         {set_aside.begin(), set_aside.end()},
                                         {withdrew.begin(), withdrew.end()}});
}

void TranscriptRecorder::settles_part(std::size_t partial, const Package& package) {
  acts().push_back(Transcript::SettledPart{partial, package});
}

void TranscriptRecorder::ratifies(PartyId party, double chance, bool succeeds) {
  acts().push_back(Transcript::Ratified{party, chance, succeeds});
}

}  // namespace entente

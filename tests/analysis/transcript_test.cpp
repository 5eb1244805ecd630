// SPDX-License-Identifier: Apache-2.0
/// Transcripts: nothing is missing, and they agree with the outcome.
#include "analysis/results/transcript.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "analysis/ensemble/ensemble.hpp"
#include "tests/analysis/every_ending.hpp"

namespace entente {
namespace {

template <class Act>
std::vector<std::pair<int, Act>> acts_of(const Transcript& transcript) {
  std::vector<std::pair<int, Act>> found;
  for (const Transcript::Round& round : transcript.rounds) {
    for (const Transcript::Act& act : round.acts) {
      if (const auto* one = std::get_if<Act>(&act)) found.emplace_back(round.round, *one);
    }
  }
  return found;
}

Scenario eventful() {
  return testing::scenario_of_every_ending({.parties = 4, .issues = 5, .options = 3, .rounds = 20});
}

constexpr std::uint64_t kReplications = 300;

TEST_CASE("changes are where packages differ", "[transcript]") {
  CHECK(changes({0, 1, 2}, {0, 1, 2}).empty());
  CHECK(changes({0, 1, 2}, {1, 1, 0}) == std::vector{IssueId(0), IssueId(2)});
}

TEST_CASE("every round up to the last is there, with its world and values", "[transcript]") {
  const Scenario scenario = eventful();
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Record record = play_replication(scenario, 1, r, Keep::transcripts);
    const auto& rounds = record.transcript->rounds;
    REQUIRE(rounds.size() == static_cast<std::size_t>(record.outcome.round));
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      CHECK(rounds[i].round == static_cast<int>(i) + 1);
      CHECK(rounds[i].world.size() == 2);
      REQUIRE(rounds[i].believed.size() == 1);
      CHECK(rounds[i].believed[0].party == PartyId(1));
      CHECK(rounds[i].believed[0].variable == VariableId(0));
      CHECK(rounds[i].no_agreement.size() == 4);
    }
    CHECK(rounds[0].world == std::vector{0.0, 0.0});
    CHECK(rounds[0].believed[0].value == 0.1);
  }
}

TEST_CASE("texts carry their worth to every party", "[transcript]") {
  const Scenario scenario = eventful();
  int promised = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Case drawn = draw(scenario, 1, r);
    const Record record = play_replication(scenario, 1, r, Keep::transcripts);
    REQUIRE_FALSE(record.transcript->texts.empty());
    for (const Transcript::Text& text : record.transcript->texts) {
      REQUIRE(text.worths.size() == 4);
      for (std::size_t p = 0; p < 4; ++p) {
        CHECK(text.worths[p] == Approx(drawn.utilities.of(PartyId(p)).worth(text.package)));
      }
    }
    for (const auto& [round, answer] : acts_of<Transcript::Answered>(*record.transcript)) {
      const Transcript::Text& text = record.transcript->texts.at(answer.text);
      CHECK(answer.party != text.by);
      if (answer.party == PartyId(0)) {  // has committed itself in round 3, and takes that off
        CHECK(answer.judgement.worth <= text.worths[answer.party] + 1e-9);
        CHECK(answer.judgement.worth >= text.worths[answer.party] - 2 * 0.03 - 1e-9);
        promised += answer.judgement.worth < text.worths[answer.party] - 1e-9;
      } else {
        CHECK(answer.judgement.worth == Approx(text.worths[answer.party]));
      }
    }
  }
  CHECK(promised > 100);
}

TEST_CASE("the last refusals of the outcome are the last ones of the transcript", "[transcript]") {
  const Scenario scenario = eventful();
  int compared = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Record record = play_replication(scenario, 1, r, Keep::transcripts);
    const auto answers = acts_of<Transcript::Answered>(*record.transcript);
    for (const Refusal& refusal : record.outcome.last_refusals) {
      const auto last = std::find_if(answers.rbegin(), answers.rend(), [&](const auto& found) {
        return found.second.party == refusal.party && !found.second.judgement.accepts;
      });
      // A party that withdrew at the signature has refused what was left of the text.
      const auto signatures = acts_of<Transcript::Signature>(*record.transcript);
      if (std::any_of(signatures.begin(), signatures.end(),
                      [](const auto& found) { return !found.second.withdrew.empty(); })) {
        continue;
      }
      REQUIRE(last != answers.rend());
      CHECK(last->first == refusal.round);
      CHECK(last->second.judgement.ground == refusal.ground);
      CHECK(record.transcript->texts.at(last->second.text).package == refusal.text);
      CHECK(record.transcript->texts.at(last->second.text).by == refusal.by);
      ++compared;
    }
  }
  CHECK(compared > 300);
}

TEST_CASE("the end of the transcript is that of the outcome", "[transcript]") {
  const Scenario scenario = eventful();
  std::set<Ending> seen;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Record record = play_replication(scenario, 1, r, Keep::transcripts);
    const Outcome& outcome = record.outcome;
    const auto signatures = acts_of<Transcript::Signature>(*record.transcript);
    const auto ratified = acts_of<Transcript::Ratified>(*record.transcript);
    const auto left = acts_of<Transcript::Left>(*record.transcript);
    seen.insert(outcome.ending);
    CHECK((acts_of<Transcript::CutOff>(*record.transcript).size() == 1) == outcome.cut_off);
    const auto parts = acts_of<Transcript::SettledPart>(*record.transcript);
    CHECK((parts.size() == 1) == outcome.partial.has_value());
    if (outcome.partial) {
      CHECK(parts[0].second.partial == *outcome.partial);
      CHECK(parts[0].second.package == outcome.package);
      continue;
    }
    if (outcome.package) {
      REQUIRE_FALSE(signatures.empty());
      const Transcript::Signature& last = signatures.back().second;
      CHECK(last.withdrew.empty());
      CHECK(last.set_aside == outcome.set_aside);
      std::vector<PartyId> signatories;
      for (std::size_t p = 0; p < 4; ++p) {
        if (outcome.parties[p].signed_it) signatories.emplace_back(p);
      }
      CHECK(last.signatories == signatories);
      const Package& text = record.transcript->texts.at(last.text).package;
      for (const IssueId issue : changes(text, *outcome.package)) {
        CHECK(std::find(last.set_aside.begin(), last.set_aside.end(), issue) !=
              last.set_aside.end());
      }
      REQUIRE(ratified.size() == 1);
      CHECK(ratified[0].second.party == PartyId(1));
      CHECK(ratified[0].second.succeeds == (outcome.ending != Ending::not_ratified));
    }
    if (outcome.ending == Ending::walkout) {
      REQUIRE_FALSE(left.empty());
      CHECK(left.back().second.party == outcome.because_of);
    }
  }
  CHECK(seen.size() == std::size(kEndings));
}

TEST_CASE("events stand where they happen", "[transcript]") {
  const Scenario scenario = eventful();
  constexpr std::size_t kRaid = 0, kElection = 1, kBreakthrough = 2, kAnger = 3, kLeak = 4;
  std::vector<int> seen(scenario.world.events.size());
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Record record = play_replication(scenario, 1, r, Keep::transcripts);
    for (const Transcript::Round& round : record.transcript->rounds) {
      int elections = 0;
      for (const EventId event : round.events) {
        ++seen[event];
        CHECK(event <= kBreakthrough);
        elections += event == kElection;
      }
      CHECK(elections == (round.round == 3));
      for (std::size_t a = 0; a < round.acts.size(); ++a) {
        const auto* happened = std::get_if<Transcript::Happened>(&round.acts[a]);
        if (happened == nullptr) continue;
        ++seen[happened->event];
        // After a refusal, or another event of the same refusal.
        std::size_t cause = a - 1;
        while (std::holds_alternative<Transcript::Happened>(round.acts.at(cause))) --cause;
        const auto& answer = std::get<Transcript::Answered>(round.acts[cause]);
        CHECK_FALSE(answer.judgement.accepts);
        CHECK(answer.party == PartyId(happened->event == kAnger ? 0 : 1));
        CHECK((happened->event == kAnger || happened->event == kLeak));
      }
    }
  }
  for (const std::size_t event : {kRaid, kElection, kBreakthrough, kAnger, kLeak}) {
    INFO(scenario.world.events[event].id);
    CHECK(seen[event] > 0);
  }
}

TEST_CASE("a text that was never tabled is added where it is first spoken of", "[transcript]") {
  const Scenario scenario = testing::simple_scenario({});
  const Case drawn = draw(scenario, 1, 0);
  TranscriptRecorder recorder(drawn);
  recorder.round_begins(1, WorldState(scenario.world, scenario.parties, 1, 0));
  recorder.tables(PartyId(0), {0, 0, 0}, {});
  recorder.answers(PartyId(1), PartyId(0), {1, 0, 0}, {});
  recorder.answers(PartyId(1), PartyId(0), {0, 0, 0}, {});
  const Transcript transcript = recorder.take();
  REQUIRE(transcript.texts.size() == 2);
  CHECK(transcript.texts[1].package == Package{1, 0, 0});
  CHECK(std::get<Transcript::Answered>(transcript.rounds[0].acts[1]).text == 1);
  CHECK(std::get<Transcript::Answered>(transcript.rounds[0].acts[2]).text == 0);
  CHECK(recorder.take().rounds.empty());
}

TEST_CASE("amendments are texts of who asks for them, beside the text refused", "[transcript]") {
  const Scenario scenario = testing::simple_scenario({});
  const Case drawn = draw(scenario, 1, 0);
  TranscriptRecorder recorder(drawn);
  const Package text{0, 1, 2}, amended{0, 2, 2};
  const std::vector<PartyId> hearers{PartyId(1)};
  recorder.round_begins(1, WorldState(scenario.world, scenario.parties, 1, 0));
  recorder.tables({}, text, hearers);
  recorder.answers(PartyId(1), {}, text, {});
  recorder.asks_for(PartyId(1), text, amended, hearers);
  recorder.answers(PartyId(0), PartyId(1), amended, {});
  recorder.comes_to_signature({}, text, hearers, {}, {});
  recorder.cut_off();
  recorder.settles_part(3, amended);
  const Transcript transcript = recorder.take();
  REQUIRE(transcript.texts.size() == 2);
  CHECK_FALSE(transcript.texts[0].by.has_value());
  CHECK(transcript.texts[0].worths[1] == drawn.utilities.of(PartyId(1)).worth(text));
  CHECK(transcript.texts[1].by == PartyId(1));
  CHECK(transcript.texts[1].package == amended);
  const std::vector<Transcript::Act>& acts = transcript.rounds[0].acts;
  REQUIRE(acts.size() == 7);
  CHECK(std::get<Transcript::Tabled>(acts[0]).hearers == hearers);
  const auto& asked = std::get<Transcript::AskedFor>(acts[2]);
  CHECK(asked.text == 0);
  CHECK(asked.amended == 1);
  CHECK(asked.hearers == hearers);
  CHECK(std::get<Transcript::Answered>(acts[3]).text == 1);
  CHECK(std::get<Transcript::Signature>(acts[4]).text == 0);
  CHECK(std::holds_alternative<Transcript::CutOff>(acts[5]));
  CHECK(std::get<Transcript::SettledPart>(acts[6]).partial == 3);
}

TEST_CASE("texts of one wording are told apart by who answers whose", "[transcript]") {
  const Scenario scenario = testing::simple_scenario({});
  const Case drawn = draw(scenario, 1, 0);
  TranscriptRecorder recorder(drawn);
  recorder.round_begins(1, WorldState(scenario.world, scenario.parties, 1, 0));
  recorder.tables(PartyId(0), {0, 0, 0}, {});
  recorder.tables({}, {0, 0, 0}, {});
  recorder.answers(PartyId(1), PartyId(0), {0, 0, 0}, {});
  recorder.asks_for(PartyId(1), {0, 0, 0}, {1, 0, 0}, {});
  recorder.answers(PartyId(1), {}, {0, 0, 0}, {});
  recorder.asks_for(PartyId(1), {0, 0, 0}, {1, 0, 0}, {});
  const Transcript transcript = recorder.take();
  const std::vector<Transcript::Act>& acts = transcript.rounds[0].acts;
  CHECK(std::get<Transcript::AskedFor>(acts[3]).text == 0);
  CHECK(std::get<Transcript::AskedFor>(acts[5]).text == 1);
}

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// A transcript in JSON: the texts, the first in full and every other by what changed against the
/// one before it, and the rounds, whose acts name texts by their position.
#include <variant>

#include "analysis/results/results_writer.hpp"
#include "analysis/results/sections.hpp"

namespace entente {
namespace {

void write_by_party(JsonBuilder& json, const QuotedIds& ids, const std::vector<double>& values) {
  json.begin_object();
  for (std::size_t p = 0; p < values.size(); ++p) json.field(ids.parties[p], values[p]);
  json.end_object();
}

void write_texts(JsonBuilder& json, const QuotedIds& ids,
                 const std::vector<Transcript::Text>& texts) {
  json.begin_array();
  const Transcript::Text* before = nullptr;
  for (const Transcript::Text& text : texts) {
    json.begin_object().key("by");
    write_author(json, ids, text.by);
    if (before == nullptr) {
      json.key("package");
      write_package(json, ids, text.package);
    } else {
      json.key("changes");
      write_package(json, ids, text.package, changes(before->package, text.package));
    }
    json.key("worths");
    write_by_party(json, ids, text.worths);
    json.end_object();
    before = &text;
  }
  json.end_array();
}

/// Beliefs come by variable; here they go by party.
void write_believed(JsonBuilder& json, const QuotedIds& ids,
                    const std::vector<Transcript::Believed>& believed) {
  json.begin_object();
  for (std::size_t p = 0; p < ids.parties.size(); ++p) {
    bool any = false;
    for (const Transcript::Believed& belief : believed) {
      if (belief.party != PartyId(p)) continue;
      if (!any) json.key(ids.parties[p]).begin_object();
      any = true;
      json.field(ids.variables[belief.variable], belief.value);
    }
    if (any) json.end_object();
  }
  json.end_object();
}

class ActWriter {
 public:
  ActWriter(JsonBuilder& json, const QuotedIds& ids, const Transcript& transcript)
      : json_(json), ids_(ids), transcript_(transcript) {}

  void operator()(const Transcript::Tabled& act) {
    author("party", transcript_.texts[act.text].by);
    json_.field("tables", act.text);
    hearers(act.hearers);
  }
  void operator()(const Transcript::Answered& act) {
    const Judgement& judgement = act.judgement;
    party(act.party);
    json_.field(judgement.accepts ? "accepts" : "refuses", act.text);
    author("of", transcript_.texts[act.text].by);
    if (!judgement.accepts) json_.named("ground", json_name_of(judgement.ground));
    json_.field("worth", judgement.worth).field("no_agreement", judgement.no_agreement);
    // Above 1, but for rounding, it has nothing to table.
    constexpr double kMost = 1 + 1e-9;
    if (judgement.demanded <= kMost) json_.field("demanded", judgement.demanded);
  }
  void operator()(const Transcript::AskedFor& act) {
    party(act.party);
    json_.field("asks_for", act.amended).field("instead_of", act.text);
    hearers(act.hearers);
  }
  void operator()(const Transcript::Passed& act) {
    party(act.party);
    json_.field("passes", true);
  }
  void operator()(const Transcript::Left& act) {
    party(act.party);
    json_.field("leaves", true);
  }
  void operator()(const Transcript::Signature& act) {
    json_.field("signature", act.text).key("signatories");
    write_ids(json_, ids_.parties, act.signatories);
    json_.key("set_aside");
    write_ids(json_, ids_.issues, act.set_aside);
    json_.key("withdrew");
    write_ids(json_, ids_.parties, act.withdrew);
  }
  void operator()(const Transcript::Ratified& act) {
    party(act.party);
    json_.field("ratifies", act.succeeds).field("chance", act.chance);
  }
  void operator()(const Transcript::CutOff& /*act*/) { json_.field("cut_off", true); }
  void operator()(const Transcript::SettledPart& act) {
    json_.field("settles", ids_.partials[act.partial]).key("package");
    write_package(json_, ids_, act.package);
  }
  void operator()(const Transcript::Happened& act) { json_.field("event", ids_.events[act.event]); }

 private:
  void party(PartyId party) { json_.field("party", ids_.parties[party]); }
  void author(std::string_view key, std::optional<PartyId> by) {
    json_.key(key);
    write_author(json_, ids_, by);
  }
  /// Left out where all hear it.
  void hearers(const std::vector<PartyId>& hearers) {
    if (hearers.empty()) return;
    json_.key("to");
    write_ids(json_, ids_.parties, hearers);
  }

  JsonBuilder& json_;
  const QuotedIds& ids_;
  const Transcript& transcript_;
};

void write_round(JsonBuilder& json, const QuotedIds& ids, const Transcript& transcript,
                 const Transcript::Round& round) {
  json.begin_object().field("round", round.round).key("world").begin_object();
  for (std::size_t v = 0; v < round.world.size(); ++v) {
    json.field(ids.variables[v], round.world[v]);
  }
  json.end_object();
  if (!round.believed.empty()) {
    json.key("believed");
    write_believed(json, ids, round.believed);
  }
  json.key("no_agreement");
  write_by_party(json, ids, round.no_agreement);
  json.key("events");
  write_ids(json, ids.events, round.events);
  json.key("acts").begin_array();
  for (const Transcript::Act& act : round.acts) {
    json.begin_object();
    std::visit(ActWriter(json, ids, transcript), act);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

void write_transcript(JsonBuilder& json, const QuotedIds& ids, const Transcript& transcript,
                      int first) {
  json.begin_object().key("texts");
  write_texts(json, ids, transcript.texts);
  json.key("rounds").begin_array();
  for (const Transcript::Round& round : transcript.rounds) {
    if (round.round >= first) write_round(json, ids, transcript, round);
  }
  json.end_array().end_object();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// One replication in JSON.
#include "analysis/results/record.hpp"
#include "analysis/results/results_writer.hpp"
#include "analysis/results/sections.hpp"

namespace entente {
namespace {

void write_agreement(JsonBuilder& json, const QuotedIds& ids, const Outcome& outcome) {
  json.key("package");
  write_package(json, ids, *outcome.package);
  json.key("signatories").begin_array();
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    if (outcome.parties[p].signed_it) json.value(ids.parties[p]);
  }
  json.end_array();
  json.key("set_aside");
  write_ids(json, ids.issues, outcome.set_aside);
}

/// Whether what was signed holds, if only for some.
bool in_force(Ending ending) { return agreed(ending) || ending == Ending::partial; }

void write_standing(JsonBuilder& json, const Standing& standing, Ending ending) {
  json.begin_object()
      .field("worth", standing.worth)
      .field("no_agreement", standing.no_agreement)
      .field("believed", standing.believed)
      .field("delay", standing.delay)
      .field("audience", standing.audience)
      .field("payoff", standing.payoff())
      .field("surplus", standing.surplus());
  if (standing.signed_it && in_force(ending)) json.field("share", standing.share);
  if (standing.opening) json.field("opening", *standing.opening);
  if (standing.last) json.field("last", *standing.last);
  json.end_object();
}

void write_refusal(JsonBuilder& json, const QuotedIds& ids, const Refusal& refusal) {
  json.begin_object()
      .field("party", ids.parties[refusal.party])
      .field("round", refusal.round)
      .key("by");
  write_author(json, ids, refusal.by);
  json.named("ground", json_name_of(refusal.ground))
      .field("worth", refusal.worth)
      .field("demanded", refusal.demanded)
      .key("issues");
  write_ids(json, ids.issues, refusal.issues);
  json.end_object();
}

void write_nearest(JsonBuilder& json, const QuotedIds& ids, const NearestText& nearest) {
  json.begin_object().field("round", nearest.round).key("by");
  write_author(json, ids, nearest.by);
  json.field("surplus", nearest.surplus)
      .field("decisive", ids.parties[nearest.decisive])
      .key("package");
  write_package(json, ids, nearest.text);
  json.end_object();
}

/// How far each draft was at the start from what each party can sign.
void write_drafts(JsonBuilder& json, const QuotedIds& ids, const Outcome& outcome) {
  json.begin_object();
  for (std::size_t d = 0; d < outcome.drafts.size(); ++d) {
    json.key(ids.drafts[d]).begin_object();
    for (std::size_t p = 0; p < outcome.drafts[d].size(); ++p) {
      const DraftStanding& standing = outcome.drafts[d][p];
      json.key(ids.parties[p])
          .begin_object()
          .field("surplus", standing.surplus)
          .field("red_line", standing.red_line)
          .end_object();
    }
    json.end_object();
  }
  json.end_object();
}

void write_world(JsonBuilder& json, const QuotedIds& ids, const std::vector<double>& world) {
  json.begin_object();
  for (std::size_t v = 0; v < world.size(); ++v) json.field(ids.variables[v], world[v]);
  json.end_object();
}

/// The fields of an outcome; the drafts are those of the start, which a branch does not change.
void write_outcome(JsonBuilder& json, const QuotedIds& ids, const Outcome& outcome,
                   const std::optional<Assessment>& assessment) {
  json.named("ending", json_name_of(outcome.ending)).field("round", outcome.round);
  if (outcome.cut_off) json.field("cut_off", true);
  if (outcome.partial) json.field("partial", ids.partials[*outcome.partial]);
  if (outcome.package) write_agreement(json, ids, outcome);
  if (outcome.because_of) json.field("because_of", ids.parties[*outcome.because_of]);
  json.key("parties").begin_object();
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    json.key(ids.parties[p]);
    write_standing(json, outcome.parties[p], outcome.ending);
  }
  json.end_object().key("world");
  write_world(json, ids, outcome.world);
  json.key("refusals").begin_array();
  for (const Refusal& refusal : outcome.last_refusals) write_refusal(json, ids, refusal);
  json.end_array();
  if (outcome.nearest) {
    json.key("nearest");
    write_nearest(json, ids, *outcome.nearest);
  }
  if (assessment) {
    json.key("assessment");
    write_assessment(json, ids, *assessment);
  }
}

}  // namespace

void write_record(JsonBuilder& json, const QuotedIds& ids, const Record& record,
                  const BranchNames* branch) {
  json.begin_object().field("replication", record.replication);
  write_outcome(json, ids, record.outcome, record.assessment);
  json.key("drafts");
  write_drafts(json, ids, record.outcome);
  if (record.transcript) {
    json.key("transcript");
    write_transcript(json, ids, *record.transcript);
  }
  if (record.branch) {
    json.key("branch").begin_object();
    write_outcome(json, branch->ids, record.branch->outcome, record.branch->assessment);
    if (record.branch->transcript) {
      json.key("transcript");
      write_transcript(json, branch->ids, *record.branch->transcript, branch->round);
    }
    json.end_object();
  }
  json.end_object();
}

}  // namespace entente

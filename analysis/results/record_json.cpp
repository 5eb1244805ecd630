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

void write_standing(JsonBuilder& json, const Standing& standing, Ending ending) {
  json.begin_object()
      .field("worth", standing.worth)
      .field("no_agreement", standing.no_agreement)
      .field("believed", standing.believed)
      .field("delay", standing.delay)
      .field("payoff", standing.payoff())
      .field("surplus", standing.surplus());
  if (standing.signed_it && agreed(ending)) json.field("share", standing.share);
  json.end_object();
}

void write_refusal(JsonBuilder& json, const QuotedIds& ids, const Refusal& refusal) {
  json.begin_object()
      .field("party", ids.parties[refusal.party])
      .field("round", refusal.round)
      .field("by", ids.parties[refusal.by])
      .named("ground", json_name_of(refusal.ground))
      .field("worth", refusal.worth)
      .field("demanded", refusal.demanded)
      .key("issues");
  write_ids(json, ids.issues, refusal.issues);
  json.end_object();
}

}  // namespace

void write_record(JsonBuilder& json, const QuotedIds& ids, const Record& record) {
  const Outcome& outcome = record.outcome;
  json.begin_object()
      .field("replication", record.replication)
      .named("ending", json_name_of(outcome.ending))
      .field("round", outcome.round);
  if (outcome.package) write_agreement(json, ids, outcome);
  if (outcome.because_of) json.field("because_of", ids.parties[*outcome.because_of]);
  json.key("parties").begin_object();
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    json.key(ids.parties[p]);
    write_standing(json, outcome.parties[p], outcome.ending);
  }
  json.end_object().key("refusals").begin_array();
  for (const Refusal& refusal : outcome.last_refusals) write_refusal(json, ids, refusal);
  json.end_array();
  if (record.transcript) {
    json.key("transcript");
    write_transcript(json, ids, *record.transcript);
  }
  json.end_object();
}

}  // namespace entente

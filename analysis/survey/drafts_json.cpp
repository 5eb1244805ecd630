// SPDX-License-Identifier: Apache-2.0
/// Drafts and the ledger of two in JSON.
#include "analysis/survey/survey_sections.hpp"

namespace entente {
namespace {

void write_efficiency(JsonBuilder& json, const QuotedIds& ids, const Efficiency& efficiency) {
  json.key("below");
  write_parties(json, ids, efficiency.below);
  json.key("crossed");
  write_parties(json, ids, efficiency.crossed);
  json.key("efficient");
  write_answer(json, efficiency.efficient);
  json.key("left");
  write_number(json, efficiency.left);
  json.field("left_proven", efficiency.left_proven);
  if (efficiency.better) {
    json.key("better").begin_object().key("package");
    write_package(json, ids, *efficiency.better);
    json.key("worths");
    write_by_party(json, ids, efficiency.better_worths);
    json.end_object();
  }
  if (efficiency.nash_share) json.field("nash_share", *efficiency.nash_share);
  if (!efficiency.place.empty()) {
    json.key("place").begin_object();
    for (const PartyId party : parties_of(efficiency.signatories)) {
      json.key(ids.parties[party]);
      write_number(json, efficiency.place[party]);
    }
    json.end_object();
  }
  if (!efficiency.distance.empty()) {
    json.key("distance").begin_object();
    for (std::size_t k = 0; k < efficiency.distance.size(); ++k) {
      json.key(key_of(kSolutions[k]));
      write_number(json, efficiency.distance[k]);
    }
    json.end_object();
  }
}

void write_amendment(JsonBuilder& json, const QuotedIds& ids, const Amendment& amendment) {
  json.begin_object().key("changes");
  write_package(json, ids, amendment.package, amendment.issues);
  json.key("worths");
  write_by_party(json, ids, amendment.worths);
  json.key("refusing");
  write_parties(json, ids, amendment.refusing);
  json.field("loss", amendment.loss).field("proven", amendment.proven).end_object();
}

}  // namespace

void write_draft(JsonBuilder& json, const QuotedIds& ids, const DraftPicture& draft,
                 const Package& text) {
  json.begin_object().key("package");
  write_package(json, ids, text);
  json.key("worths");
  write_by_party(json, ids, draft.efficiency.worths);
  json.key("gains");
  write_by_party(json, ids, draft.efficiency.gains);
  json.key("could_sign");
  write_parties(json, ids, draft.could_sign);
  json.field("enough", draft.enough);
  write_efficiency(json, ids, draft.efficiency);
  json.key("wishes").begin_object();
  for (const DraftPicture::Wishes& wishes : draft.wishes) {
    json.key(ids.parties[wishes.party]).begin_array();
    for (const Amendment& amendment : wishes.amendments) write_amendment(json, ids, amendment);
    json.end_array();
  }
  json.end_object().end_object();
}

void write_ledger(JsonBuilder& json, const QuotedIds& ids, const Ledger& ledger, DraftId from,
                  DraftId to) {
  json.begin_object().field("from", ids.drafts[from]).field("to", ids.drafts[to]);
  json.key("lines").begin_array();
  for (const LedgerLine& line : ledger.lines) {
    json.begin_object()
        .field("issue", ids.issues[line.issue])
        .field("from", ids.options[line.issue][line.from])
        .field("to", ids.options[line.issue][line.to])
        .key("change");
    write_by_party(json, ids, line.change);
    json.end_object();
  }
  json.end_array().key("difference");
  write_by_party(json, ids, ledger.difference);
  json.end_object();
}

}  // namespace entente

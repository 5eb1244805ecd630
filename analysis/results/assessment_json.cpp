// SPDX-License-Identifier: Apache-2.0
/// An assessment in JSON.
#include "analysis/results/sections.hpp"

namespace entente {
namespace {

std::string_view json_name_of(Answer answer) {
  switch (answer) {
    case Answer::no:
      return "no";
    case Answer::yes:
      return "yes";
    case Answer::open:
      return "open";
  }
  return "";
}

void write_by_party(JsonBuilder& json, const QuotedIds& ids, PartySet of,
                    const std::vector<double>& values) {
  json.begin_object();
  for (const PartyId party : parties_of(of)) json.field(ids.parties[party], values[party]);
  json.end_object();
}

PartySet all(const QuotedIds& ids) {
  PartySet set = 0;
  for (std::size_t p = 0; p < ids.parties.size(); ++p) set |= set_of(PartyId(p));
  return set;
}

void write_agreement(JsonBuilder& json, const QuotedIds& ids, const Efficiency& agreement) {
  json.begin_object()
      .named("efficient", json_name_of(agreement.efficient))
      .field("left", agreement.left)
      .field("left_proven", agreement.left_proven);
  if (agreement.better) {
    json.key("better").begin_object().key("package");
    write_package(json, ids, *agreement.better);
    json.key("worths");
    write_by_party(json, ids, all(ids), agreement.better_worths);
    json.end_object();
  }
  json.key("gains");
  write_by_party(json, ids, agreement.signatories, agreement.gains);
  if (agreement.nash_share) json.field("nash_share", *agreement.nash_share);
  if (!agreement.place.empty()) {
    json.key("place");
    write_by_party(json, ids, agreement.signatories, agreement.place);
  }
  json.end_object();
}

void write_deal(JsonBuilder& json, const QuotedIds& ids, const Deal& deal) {
  json.begin_object()
      .field("least_gain", deal.least_gain)
      .field("proven", deal.proven)
      .key("signatories");
  write_ids(json, ids.parties, parties_of(deal.signatories));
  json.key("gains");
  write_by_party(json, ids, all(ids), deal.gains);
  json.key("package");
  write_package(json, ids, deal.package);
  json.end_object();
}

void write_opportunity(JsonBuilder& json, const QuotedIds& ids, const Opportunity& opportunity) {
  json.begin_object()
      .named("at_start", json_name_of(opportunity.at_start))
      .named("at_end", json_name_of(opportunity.at_end));
  if (opportunity.deal) {
    json.key("deal");
    write_deal(json, ids, *opportunity.deal);
  }
  json.end_object();
}

}  // namespace

void write_assessment(JsonBuilder& json, const QuotedIds& ids, const Assessment& assessment) {
  json.begin_object();
  if (assessment.agreement) {
    json.key("agreement");
    write_agreement(json, ids, *assessment.agreement);
  }
  if (assessment.opportunity) {
    json.key("opportunity");
    write_opportunity(json, ids, *assessment.opportunity);
  }
  json.end_object();
}

}  // namespace entente

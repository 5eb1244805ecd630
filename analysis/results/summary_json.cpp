// SPDX-License-Identifier: Apache-2.0
/// The summary in JSON.
#include "analysis/results/results_writer.hpp"
#include "analysis/results/sections.hpp"

namespace entente {
namespace {

void write_time(JsonBuilder& json, const TimeSummary& time) {
  json.begin_object().field("count", time.count);
  if (time.count > 0) {
    json.field("mean", time.mean);
    write_quantiles(json, time.quantiles);
  }
  json.key("by_round");
  write_counts(json, time.by_round);
  json.end_object();
}

void write_nearest(JsonBuilder& json, const QuotedIds& ids, const NearestSummary& nearest) {
  json.begin_object().key("signable");
  write_proportion(json, nearest.signable);
  json.key("missed");
  write_proportion(json, nearest.missed);
  json.key("surplus");
  write_figures(json, nearest.surplus);
  json.key("missing");
  write_figures(json, nearest.missing);
  json.key("decisive").begin_object();
  for (std::size_t p = 0; p < ids.parties.size(); ++p) {
    json.field(ids.parties[p], nearest.decisive[p]);
  }
  json.end_object().end_object();
}

void write_assessment(JsonBuilder& json, const QuotedIds& ids,
                      const AssessmentSummary& assessment) {
  const AgreementsAssessed& agreements = assessment.agreements;
  json.begin_object().key("agreements").begin_object().key("efficient");
  write_proportion(json, agreements.efficient);
  json.field("efficient_open", agreements.open).key("left");
  write_figures(json, agreements.left);
  json.key("nash_share");
  write_figures(json, agreements.nash_share);
  json.key("place").begin_object();
  for (std::size_t p = 0; p < ids.parties.size(); ++p) {
    json.key(ids.parties[p]);
    write_figures(json, agreements.place[p]);
  }
  const FailuresAssessed& failures = assessment.failures;
  json.end_object().end_object().key("failures").begin_object().key("at_start");
  write_proportion(json, failures.at_start);
  json.field("at_start_open", failures.start_open).key("at_end");
  write_proportion(json, failures.at_end);
  json.field("at_end_open", failures.end_open).key("faded");
  write_proportion(json, failures.faded);
  json.key("least_gain");
  write_figures(json, failures.least_gain);
  json.end_object().end_object();
}

void write_grounds(JsonBuilder& json,
                   const std::array<std::uint64_t, std::size(kGrounds)>& grounds) {
  json.begin_object();
  for (const Ground ground : kGrounds) {
    json.field(json_name_of(ground), grounds[static_cast<std::size_t>(ground)]);
  }
  json.end_object();
}

void write_party(JsonBuilder& json, const PartySummary& party) {
  json.begin_object().key("payoff");
  write_figures(json, party.payoff);
  json.key("no_deal");
  write_figures(json, party.no_deal);
  json.key("surplus");
  write_figures(json, party.surplus);
  json.key("signs");
  write_proportion(json, party.signs);
  json.field("walkouts", party.walkouts)
      .field("not_ratified", party.not_ratified)
      .field("refusals", party.refusals)
      .key("grounds");
  write_grounds(json, party.grounds);
  json.key("unresolved");
  write_grounds(json, party.unresolved);
  json.key("conceded");
  write_figures(json, party.conceded);
  json.key("audience");
  write_figures(json, party.audience);
  json.end_object();
}

void write_draft(JsonBuilder& json, const QuotedIds& ids,
                 const std::vector<DraftSummary>& by_party) {
  json.begin_object();
  for (std::size_t p = 0; p < by_party.size(); ++p) {
    json.key(ids.parties[p]).begin_object().key("signable");
    write_proportion(json, by_party[p].signable);
    json.key("surplus");
    write_figures(json, by_party[p].surplus);
    json.end_object();
  }
  json.end_object();
}

void write_issue(JsonBuilder& json, const QuotedIds& ids, const std::vector<Quoted>& options,
                 const IssueSummary& issue) {
  json.begin_object().key("chosen").begin_object();
  for (std::size_t o = 0; o < options.size(); ++o) json.field(options[o], issue.chosen[o]);
  json.end_object().field("set_aside", issue.set_aside).key("contested");
  write_proportion(json, issue.contested);
  json.key("contested_by").begin_object();
  for (std::size_t p = 0; p < ids.parties.size(); ++p) {
    json.key(ids.parties[p]);
    write_proportion(json, issue.contested_by[p]);
  }
  json.end_object().end_object();
}

}  // namespace

void write_summary(JsonBuilder& json, const QuotedIds& ids, const Summary& summary) {
  json.begin_object().field("replications", summary.replications);
  json.key("endings").begin_object();
  for (const Ending ending : kEndings) {
    json.key(json_name_of(ending));
    write_proportion(json, summary.endings[static_cast<std::size_t>(ending)]);
  }
  json.end_object().key("agreements");
  write_proportion(json, summary.agreements);
  json.key("partials").begin_object();
  for (std::size_t i = 0; i < ids.partials.size(); ++i) {
    json.key(ids.partials[i]);
    write_proportion(json, summary.partials[i]);
  }
  json.end_object().key("cut_off");
  write_proportion(json, summary.cut_off);
  json.key("time");
  write_time(json, summary.time);
  json.key("nearest");
  write_nearest(json, ids, summary.nearest);
  json.key("assessment");
  write_assessment(json, ids, summary.assessment);
  json.key("parties").begin_object();
  for (std::size_t p = 0; p < ids.parties.size(); ++p) {
    json.key(ids.parties[p]);
    write_party(json, summary.parties[p]);
  }
  json.end_object().key("issues").begin_object();
  for (std::size_t i = 0; i < ids.issues.size(); ++i) {
    json.key(ids.issues[i]);
    write_issue(json, ids, ids.options[i], summary.issues[i]);
  }
  json.end_object().key("drafts").begin_object();
  for (std::size_t d = 0; d < ids.drafts.size(); ++d) {
    json.key(ids.drafts[d]);
    write_draft(json, ids, summary.drafts[d]);
  }
  json.end_object().key("world").begin_object();
  for (std::size_t v = 0; v < ids.variables.size(); ++v) {
    json.key(ids.variables[v]);
    write_figures(json, summary.world[v]);
  }
  json.end_object().end_object();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The head of the JSON of an analysis, and what its sections are made of.
#include "analysis/survey/survey_json.hpp"

#include <cassert>
#include <cmath>

#include "analysis/results/results_writer.hpp"
#include "analysis/survey/survey_sections.hpp"

namespace entente {
namespace {

void write_red_lines(JsonBuilder& json, const QuotedIds& ids,
                     const std::vector<RedLine>& red_lines) {
  json.begin_array();
  for (const RedLine& line : red_lines) {
    json.begin_object().field("party", ids.parties[line.party]).key("clause");
    if (line.clause.empty()) {
      json.null();
    } else {
      json.value(quote(line.clause));
    }
    json.key("issues");
    write_ids(json, ids.issues, line.issues);
    json.end_object();
  }
  json.end_array();
}

void write_picture(JsonBuilder& json, const QuotedIds& ids, const Survey& survey) {
  const Picture& picture = survey.picture;
  json.begin_object().key("no_agreement");
  write_by_party(json, ids, survey.no_agreement);
  json.new_line().key("zones");
  write_zones(json, ids, picture.zones);
  if (picture.solutions) {
    json.new_line().key("solutions");
    write_solutions(json, ids, *picture.solutions, survey.no_agreement);
  }
  if (picture.obstacles) {
    json.new_line().key("obstacles");
    write_obstacles(json, ids, *picture.obstacles);
  }
  json.new_line().key("drafts").begin_object();
  for (std::size_t d = 0; d < picture.drafts.size(); ++d) {
    json.key(ids.drafts[picture.drafts[d].draft]);
    write_draft(json, ids, picture.drafts[d], survey.texts[d]);
  }
  json.end_object();
  if (picture.ledger) {
    json.new_line().key("ledger");
    write_ledger(json, ids, *picture.ledger, picture.drafts[0].draft, picture.drafts[1].draft);
  }
  json.new_line().key("pair");
  write_frontier(json, ids, picture.pair);
  if (picture.all) {
    json.new_line().key("frontier");
    write_frontier(json, ids, *picture.all);
  }
  if (picture.size) {
    json.new_line().key("size");
    write_size(json, ids, *picture.size, picture.sample_worths);
  }
  json.new_line().key("coalitions");
  write_coalitions(json, ids, picture.coalitions);
  json.end_object();
}

}  // namespace

std::string_view key_of(SolutionKind kind) {
  switch (kind) {
    case SolutionKind::nash:
      return "nash";
    case SolutionKind::kalai_smorodinsky:
      return "kalai_smorodinsky";
    case SolutionKind::egalitarian:
      return "egalitarian";
    case SolutionKind::utilitarian:
      return "utilitarian";
  }
  return "";
}

void write_answer(JsonBuilder& json, Answer answer) {
  switch (answer) {
    case Answer::no:
      json.name("no");
      break;
    case Answer::yes:
      json.name("yes");
      break;
    case Answer::open:
      json.name("open");
      break;
  }
}

void write_number(JsonBuilder& json, double number) {
  if (std::isfinite(number)) {
    json.value(number);
  } else {
    json.null();
  }
}

void write_parties(JsonBuilder& json, const QuotedIds& ids, PartySet parties) {
  write_ids(json, ids.parties, parties_of(parties));
}

void write_by_party(JsonBuilder& json, const QuotedIds& ids, const std::vector<double>& numbers) {
  json.begin_object();
  for (std::size_t p = 0; p < numbers.size(); ++p) json.field(ids.parties[p], numbers[p]);
  json.end_object();
}

void write_by_party(JsonBuilder& json, const QuotedIds& ids, PartySet parties,
                    const std::vector<double>& numbers) {
  json.begin_object();
  for (const PartyId party : parties_of(parties)) json.field(ids.parties[party], numbers[party]);
  json.end_object();
}

void write_survey(std::ostream& out, const Scenario& scenario, const SurveyOptions& options,
                  const Survey& survey) {
  assert(!scenario.text.empty());
  const QuotedIds ids(scenario);
  JsonBuilder json;
  json.begin_object()
      .named("format", "entente-analysis")
      .field("format_version", 1)
      .named("version", ENTENTE_VERSION)
      .key("scenario")
      .json(scenario.text)
      .named("digest", scenario.digest)
      .field("seed", options.seed)
      .field("round", options.round);
  if (options.only) {
    json.field("replication", *options.only);
  } else {
    json.field("replications", options.replications);
  }
  json.field("time_is_up", survey.time_is_up).new_line().key("red_lines");
  write_red_lines(json, ids, survey.red_lines);
  json.new_line().key("picture");
  write_picture(json, ids, survey);
  if (survey.draws) {
    json.new_line().key("draws");
    write_draws(json, ids, *survey.draws);
  }
  json.end_object().end_line();
  out.write(json.text().data(), static_cast<std::streamsize>(json.text().size()));
  out.flush();
  if (!out) throw WriteError();
}

}  // namespace entente

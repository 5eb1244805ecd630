// SPDX-License-Identifier: Apache-2.0
/// What many draws come to, in JSON.
#include "analysis/results/sections.hpp"
#include "analysis/survey/survey_sections.hpp"

namespace entente {
namespace {

void write_share(JsonBuilder& json, const Share& share) {
  json.begin_object().key("yes");
  write_proportion(json, share.yes);
  json.field("open", share.open).end_object();
}

void write_figures_by_party(JsonBuilder& json, const QuotedIds& ids,
                            const std::vector<Figures>& figures) {
  json.begin_object();
  for (std::size_t p = 0; p < figures.size(); ++p) {
    json.key(ids.parties[p]);
    write_figures(json, figures[p]);
  }
  json.end_object();
}

void write_solution(JsonBuilder& json, const QuotedIds& ids, const SolutionSurvey& solution) {
  json.begin_object()
      .field("count", solution.count)
      .field("unproven", solution.unproven)
      .key("chosen")
      .begin_object();
  for (std::size_t i = 0; i < solution.chosen.size(); ++i) {
    json.key(ids.issues[i]).begin_object();
    for (std::size_t o = 0; o < solution.chosen[i].size(); ++o) {
      json.field(ids.options[i][o], solution.chosen[i][o]);
    }
    json.end_object();
  }
  json.end_object().key("gains");
  write_figures_by_party(json, ids, solution.gains);
  json.end_object();
}

void write_draft(JsonBuilder& json, const QuotedIds& ids, const DraftSurvey& draft) {
  json.begin_object().key("could_sign").begin_object();
  for (std::size_t p = 0; p < draft.could_sign.size(); ++p) {
    json.key(ids.parties[p]);
    write_proportion(json, draft.could_sign[p]);
  }
  json.end_object().key("everyone");
  write_proportion(json, draft.everyone);
  json.key("enough");
  write_proportion(json, draft.enough);
  json.key("efficient");
  write_share(json, draft.efficient);
  json.key("left");
  write_figures(json, draft.left);
  json.key("gains");
  write_figures_by_party(json, ids, draft.gains);
  json.end_object();
}

/// [{"number": .., "count": ..}, ...], a number that stands for none as null.
void write_by_number(JsonBuilder& json, const std::map<std::size_t, std::uint64_t>& counts) {
  json.begin_array();
  for (const auto& [number, count] : counts) {
    json.begin_object().key("number");
    if (number == ObstacleSurvey::kNone) {
      json.null();
    } else {
      json.value(number);
    }
    json.field("count", count).end_object();
  }
  json.end_array();
}

void write_obstacles(JsonBuilder& json, const QuotedIds& ids, const ObstacleSurvey& obstacles) {
  json.begin_object()
      .field("count", obstacles.count)
      .field("unproven", obstacles.unproven)
      .key("irreconcilable")
      .begin_array();
  for (const auto& [parties, count] : obstacles.irreconcilable) {
    json.begin_object().key("parties");
    write_parties(json, ids, parties);
    json.field("count", count).end_object();
  }
  json.end_array().key("issues").begin_object();
  for (std::size_t i = 0; i < obstacles.issues.size(); ++i) {
    const IssueSurvey& issue = obstacles.issues[i];
    json.key(ids.issues[i])
        .begin_object()
        .field("opens", issue.opens)
        .field("first", issue.first)
        .key("gain");
    write_figures(json, issue.gain);
    json.end_object();
  }
  json.end_object().key("lines").begin_array();
  for (const LineSurvey& line : obstacles.lines) {
    json.begin_object().field("opens", line.opens).field("first", line.first).end_object();
  }
  json.end_array().key("uniform");
  write_figures(json, obstacles.uniform);
  json.key("total");
  write_figures(json, obstacles.total);
  json.key("gives_way").begin_object();
  for (std::size_t p = 0; p < obstacles.gives_way.size(); ++p) {
    json.field(ids.parties[p], obstacles.gives_way[p]);
  }
  json.end_object().key("lines_dropped");
  write_by_number(json, obstacles.lines_dropped);
  json.key("set_aside");
  write_by_number(json, obstacles.set_aside);
  json.end_object();
}

void write_coalitions(JsonBuilder& json, const QuotedIds& ids, const Draws& draws) {
  json.begin_object().field("complete", draws.coalitions_complete).key("coalitions").begin_array();
  for (const CoalitionSurvey& coalition : draws.coalitions) {
    json.begin_object().key("parties");
    write_parties(json, ids, coalition.parties);
    json.field("sufficient", coalition.sufficient).key("zone");
    write_share(json, coalition.zone);
    json.end_object();
  }
  json.end_array().key("pivots").begin_object();
  for (const PivotSurvey& pivot : draws.pivots) {
    json.key(ids.parties[pivot.party])
        .begin_object()
        .field("needed", pivot.needed)
        .field("spoils", pivot.spoils)
        .end_object();
  }
  json.end_object().end_object();
}

}  // namespace

void write_draws(JsonBuilder& json, const QuotedIds& ids, const Draws& draws) {
  json.begin_object().field("replications", draws.replications).key("zone");
  write_share(json, draws.zone);
  json.key("by_set").begin_array();
  for (const Draws::BySet& set : draws.by_set) {
    json.begin_object().key("signatories");
    write_parties(json, ids, set.signatories);
    json.key("zone");
    write_share(json, set.zone);
    json.end_object();
  }
  json.end_array().key("margin");
  write_figures(json, draws.margin);
  json.new_line().key("solutions").begin_object();
  for (std::size_t k = 0; k < draws.solutions.size(); ++k) {
    json.key(key_of(kSolutions[k]));
    write_solution(json, ids, draws.solutions[k]);
  }
  json.end_object().new_line().key("drafts").begin_object();
  for (const DraftSurvey& draft : draws.drafts) {
    json.key(ids.drafts[draft.draft]);
    write_draft(json, ids, draft);
  }
  json.end_object().new_line().key("obstacles");
  write_obstacles(json, ids, draws.obstacles);
  json.new_line().key("log10_size");
  write_figures(json, draws.log10_size);
  json.key("coalitions");
  write_coalitions(json, ids, draws);
  json.end_object();
}

}  // namespace entente

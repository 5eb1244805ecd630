// SPDX-License-Identifier: Apache-2.0
/// Zones, solutions, obstacles, coalitions, frontiers and sizes in JSON.
#include "analysis/survey/survey_sections.hpp"

namespace entente {
namespace {

void write_package_field(JsonBuilder& json, const QuotedIds& ids, std::string_view key,
                         const Package& package) {
  json.key(key);
  write_package(json, ids, package);
}

/// The fields of a zone, but for whose it is.
void write_zone(JsonBuilder& json, const QuotedIds& ids, const Zone& zone) {
  json.key("exists");
  write_answer(json, zone.exists);
  json.key("margin");
  write_number(json, zone.margin);
  if (zone.witness) write_package_field(json, ids, "witness", *zone.witness);
}

void write_positions(JsonBuilder& json, const std::vector<std::size_t>& positions) {
  json.begin_array();
  for (const std::size_t position : positions) json.value(position);
  json.end_array();
}

void write_opening(JsonBuilder& json, const QuotedIds& ids, std::string_view key,
                   const std::optional<Opening>& opening) {
  if (!opening) return;
  json.key(key).begin_object().key("signatories");
  write_parties(json, ids, opening->signatories);
  write_package_field(json, ids, "package", opening->package);
  json.key("worths");
  write_by_party(json, ids, opening->worths);
  json.key("shortfall");
  write_by_party(json, ids, opening->shortfall);
  json.key("lines");
  write_positions(json, opening->lines);
  json.key("aside");
  write_ids(json, ids.issues, opening->aside);
  json.key("cost");
  write_number(json, opening->cost);
  json.key("bound");
  write_number(json, opening->bound);
  json.field("proven", opening->proven).end_object();
}

}  // namespace

void write_zones(JsonBuilder& json, const QuotedIds& ids, const Zones& zones) {
  json.begin_object().key("exists");
  write_answer(json, zones.exists);
  json.field("complete", zones.complete).key("widest");
  if (zones.widest) {
    write_parties(json, ids, zones.zones[*zones.widest].signatories);
  } else {
    json.null();
  }
  json.key("sets").begin_array();
  for (const Zone& zone : zones.zones) {
    json.begin_object().key("signatories");
    write_parties(json, ids, zone.signatories);
    write_zone(json, ids, zone);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_solutions(JsonBuilder& json, const QuotedIds& ids, const Solutions& solutions,
                     const std::vector<double>& no_agreement) {
  json.begin_object().key("signatories");
  write_parties(json, ids, solutions.signatories);
  json.key("ideal");
  write_by_party(json, ids, solutions.signatories, solutions.ideal);
  json.field("ideal_proven", solutions.ideal_proven);
  for (const SolutionKind kind : kSolutions) {
    const std::optional<Solution>& found = solution(solutions, kind);
    if (!found) continue;
    json.key(key_of(kind)).begin_object();
    write_package_field(json, ids, "package", found->package);
    json.key("worths");
    write_by_party(json, ids, found->worths);
    std::vector<double> gains = found->worths;
    for (std::size_t p = 0; p < gains.size(); ++p) gains[p] -= no_agreement[p];
    json.key("gains");
    write_by_party(json, ids, gains);
    json.field("value", found->value).key("bound");
    write_number(json, found->bound);
    json.field("proven", found->proven).end_object();
  }
  json.end_object();
}

void write_obstacles(JsonBuilder& json, const QuotedIds& ids, const Obstacles& obstacles) {
  json.begin_object().key("irreconcilable");
  write_parties(json, ids, obstacles.irreconcilable);
  json.field("irreconcilable_proven", obstacles.irreconcilable_proven).key("nearest");
  write_parties(json, ids, obstacles.nearest);
  json.key("margin");
  write_number(json, obstacles.margin);
  json.key("issues").begin_array();
  for (const BlockingIssue& issue : obstacles.issues) {
    json.begin_object().field("issue", ids.issues[issue.issue]).key("gain");
    write_number(json, issue.gain);
    json.field("opens", issue.opens).end_object();
  }
  json.end_array().key("lines").begin_array();
  for (const BlockingLine& line : obstacles.lines) {
    json.begin_object().field("line", line.line).key("gain");
    write_number(json, line.gain);
    json.field("opens", line.opens).end_object();
  }
  json.end_array().field("gains_proven", obstacles.gains_proven);
  write_opening(json, ids, "uniform", obstacles.uniform);
  write_opening(json, ids, "total", obstacles.total);
  write_opening(json, ids, "fewest_lines", obstacles.fewest_lines);
  write_opening(json, ids, "fewest_aside", obstacles.fewest_aside);
  json.field("openings_settled", obstacles.openings_settled).end_object();
}

void write_frontier(JsonBuilder& json, const QuotedIds& ids, const FrontierPicture& picture) {
  const Frontier& frontier = picture.frontier;
  json.begin_object().key("members");
  write_parties(json, ids, picture.members);
  json.field("complete", frontier.complete).key("error");
  write_number(json, frontier.error);
  json.key("margin");
  write_number(json, frontier.margin);
  json.key("points").begin_array();
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    json.begin_object().key("worths").begin_array();
    for (const double worth : frontier.point(i)) json.value(worth);
    json.end_array();
    // Neighbours differ in few issues.
    if (i == 0) {
      write_package_field(json, ids, "package", picture.packages[i]);
    } else {
      json.key("changes").begin_object();
      for (std::size_t k = 0; k < picture.packages[i].size(); ++k) {
        const Option option = picture.packages[i][k];
        if (option != picture.packages[i - 1][k]) {
          json.field(ids.issues[k], ids.options[k][option]);
        }
      }
      json.end_object();
    }
    json.end_object();
  }
  json.end_array().end_object();
}

void write_size(JsonBuilder& json, const QuotedIds& ids, const ZoneSize& size,
                const std::vector<std::vector<double>>& worths) {
  json.begin_object().field("exact", size.exact).key("log10_count");
  write_number(json, size.log10_count);
  json.key("log10_low");
  write_number(json, size.log10_low);
  json.key("log10_high");
  write_number(json, size.log10_high);
  json.key("log10_packages");
  write_number(json, size.log10_packages);
  json.field("trials", size.trials).field("hits", size.hits).key("samples").begin_array();
  for (std::size_t i = 0; i < size.samples.size(); ++i) {
    json.begin_object();
    write_package_field(json, ids, "package", size.samples[i]);
    json.key("worths");
    write_by_party(json, ids, worths[i]);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_coalitions(JsonBuilder& json, const QuotedIds& ids, const Coalitions& coalitions) {
  json.begin_object().field("complete", coalitions.complete).key("coalitions").begin_array();
  for (const Coalition& coalition : coalitions.coalitions) {
    json.begin_object().key("parties");
    write_parties(json, ids, coalition.zone.signatories);
    json.field("sufficient", coalition.sufficient).field("minimal", coalition.minimal);
    write_zone(json, ids, coalition.zone);
    json.end_object();
  }
  json.end_array().key("pivots").begin_object();
  for (const Pivot& pivot : coalitions.pivots) {
    json.key(ids.parties[pivot.party])
        .begin_object()
        .field("needed", pivot.needed)
        .field("spoils", pivot.spoils)
        .field("of", pivot.of)
        .end_object();
  }
  json.end_object().end_object();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Summaries against counting over all records.
#include "analysis/results/summary.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "analysis/ensemble/ensemble.hpp"
#include "tests/analysis/every_ending.hpp"

namespace entente {
namespace {

struct Whole {
  Scenario scenario;
  std::vector<Record> records;
  Summary summary;

  template <class Holds>
  [[nodiscard]] std::uint64_t count(Holds holds) const {
    return static_cast<std::uint64_t>(std::count_if(
        records.begin(), records.end(), [&](const Record& r) { return holds(r.outcome); }));
  }
};

Whole play_whole(Scenario scenario, std::uint64_t replications) {
  Whole whole{std::move(scenario), {}, {}};
  SummaryBuilder builder(whole.scenario);
  run_ensemble(whole.scenario, {.replications = replications, .seed = 11}, [&](const Record& r) {
    builder.add(r.outcome);
    whole.records.push_back(r);
  });
  whole.summary = builder.summary();
  return whole;
}

bool names(const Refusal& refusal, IssueId issue) {
  return std::find(refusal.issues.begin(), refusal.issues.end(), issue) != refusal.issues.end();
}

const Whole& eventful() {
  static const Whole whole = play_whole(
      testing::scenario_of_every_ending({.parties = 4, .issues = 5, .options = 3, .rounds = 20}),
      2000);
  return whole;
}

TEST_CASE("the scenario of these tests ends in every way", "[summary]") {
  for (const Proportion& ending : eventful().summary.endings) CHECK(ending.count > 0);
}

TEST_CASE("endings are counted", "[summary]") {
  const Whole& whole = eventful();
  CHECK(whole.summary.replications == 2000);
  std::uint64_t total = 0;
  for (const Ending ending : kEndings) {
    const Proportion& share = whole.summary.endings[static_cast<std::size_t>(ending)];
    CHECK(share.count == whole.count([&](const Outcome& o) { return o.ending == ending; }));
    CHECK(share.share == static_cast<double>(share.count) / 2000);
    CHECK(share.low == proportion(share.count, 2000).low);
    total += share.count;
  }
  CHECK(total == 2000);
  CHECK(whole.summary.agreements.count ==
        whole.count([](const Outcome& o) { return agreed(o.ending); }));
}

TEST_CASE("time counts agreements in force by their round", "[summary]") {
  const Whole& whole = eventful();
  const TimeSummary& time = whole.summary.time;
  std::vector<double> rounds;
  for (const Record& record : whole.records) {
    if (agreed(record.outcome.ending)) rounds.push_back(record.outcome.round);
  }
  std::sort(rounds.begin(), rounds.end());
  REQUIRE(time.count == rounds.size());
  double sum = 0;
  for (const double round : rounds) sum += round;
  CHECK(time.mean == Approx(sum / static_cast<double>(rounds.size())));
  for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
    // Nearest rank: the first round by which that share of the agreements has been reached.
    const auto reached_by = [&](double round) {
      return static_cast<double>(std::upper_bound(rounds.begin(), rounds.end(), round) -
                                 rounds.begin());
    };
    const double share = kQuantiles[q] * static_cast<double>(rounds.size());
    CHECK(reached_by(time.quantiles[q]) >= share - 1e-6);
    CHECK(reached_by(time.quantiles[q] - 1) < share - 1e-6);
  }
  REQUIRE(time.by_round.size() == static_cast<std::size_t>(rounds.back()));
  for (std::size_t i = 0; i < time.by_round.size(); ++i) {
    CHECK(time.by_round[i] == static_cast<std::uint64_t>(std::count(rounds.begin(), rounds.end(),
                                                                    static_cast<double>(i + 1))));
  }
}

TEST_CASE("parties' figures describe their payoffs, no-deal payoffs and surpluses", "[summary]") {
  const Whole& whole = eventful();
  for (std::size_t p = 0; p < whole.scenario.parties.size(); ++p) {
    const PartySummary& party = whole.summary.parties[p];
    Sample payoff, no_deal, surplus;
    for (const Record& record : whole.records) {
      const Standing& standing = record.outcome.parties[p];
      payoff.add(standing.worth - standing.delay);
      no_deal.add(standing.no_agreement - standing.delay);
      surplus.add(standing.worth - standing.no_agreement);
    }
    CHECK(party.payoff.mean == payoff.figures().mean);
    CHECK(party.payoff.quantiles == payoff.figures().quantiles);
    CHECK(party.no_deal.mean == no_deal.figures().mean);
    CHECK(party.surplus.mean == surplus.figures().mean);
    CHECK(party.surplus.sd == surplus.figures().sd);
    CHECK(party.payoff.mean - party.no_deal.mean == Approx(party.surplus.mean).margin(1e-12));
    CHECK(party.signs.count == whole.count([p](const Outcome& o) {
      return agreed(o.ending) && o.parties[p].signed_it;
    }));
    CHECK(party.walkouts == whole.count([p](const Outcome& o) {
      return o.ending == Ending::walkout && o.because_of == PartyId(p);
    }));
    CHECK(party.not_ratified == whole.count([p](const Outcome& o) {
      return o.ending == Ending::not_ratified && o.because_of == PartyId(p);
    }));
  }
}

TEST_CASE("refusals are counted by party, ground and issue, once per replication", "[summary]") {
  const Whole& whole = eventful();
  const auto refuses = [&](auto holds) {
    return whole.count([&](const Outcome& o) {
      return std::any_of(o.last_refusals.begin(), o.last_refusals.end(), holds);
    });
  };
  for (std::size_t p = 0; p < whole.scenario.parties.size(); ++p) {
    const PartySummary& party = whole.summary.parties[p];
    CHECK(party.refusals == refuses([p](const Refusal& r) { return r.party == PartyId(p); }));
    for (const Ground ground : kGrounds) {
      CHECK(party.grounds[static_cast<std::size_t>(ground)] ==
            refuses([&](const Refusal& r) { return r.party == PartyId(p) && r.ground == ground; }));
      CHECK(party.unresolved[static_cast<std::size_t>(ground)] ==
            whole.count([&](const Outcome& o) {
              return o.ending != Ending::balanced && o.ending != Ending::imposed &&
                     std::any_of(o.last_refusals.begin(), o.last_refusals.end(),
                                 [&](const Refusal& r) {
                                   return r.party == PartyId(p) && r.ground == ground;
                                 });
            }));
    }
  }
  for (std::size_t i = 0; i < whole.scenario.issues.size(); ++i) {
    const IssueSummary& issue = whole.summary.issues[i];
    const IssueId id(i);
    CHECK(issue.contested.count == refuses([id](const Refusal& r) { return names(r, id); }));
    CHECK(issue.contested.share == static_cast<double>(issue.contested.count) / 2000);
    for (std::size_t p = 0; p < whole.scenario.parties.size(); ++p) {
      CHECK(issue.contested_by[p].count ==
            refuses([&](const Refusal& r) { return r.party == PartyId(p) && names(r, id); }));
    }
  }
}

TEST_CASE("chosen options are counted over agreements in force", "[summary]") {
  const Whole& whole = eventful();
  for (std::size_t i = 0; i < whole.scenario.issues.size(); ++i) {
    const IssueSummary& issue = whole.summary.issues[i];
    if (const auto status_quo = whole.scenario.issues[i].status_quo) {
      CHECK(issue.set_aside <= issue.chosen[*status_quo]);
    } else {
      CHECK(issue.set_aside == 0);
    }
    std::uint64_t total = 0;
    for (std::size_t o = 0; o < issue.chosen.size(); ++o) {
      CHECK(issue.chosen[o] == whole.count([&](const Outcome& outcome) {
        return agreed(outcome.ending) && (*outcome.package)[i] == o;
      }));
      total += issue.chosen[o];
    }
    CHECK(total == whole.summary.agreements.count);
    CHECK(issue.set_aside == whole.count([&](const Outcome& o) {
      return agreed(o.ending) &&
             std::find(o.set_aside.begin(), o.set_aside.end(), IssueId(i)) != o.set_aside.end();
    }));
  }
}

TEST_CASE("issues set aside are counted over agreements in force", "[summary]") {
  const Scenario scenario = testing::simple_scenario({});
  SummaryBuilder builder(scenario);
  for (const Ending ending : kEndings) {
    Record record;
    record.outcome.ending = ending;
    record.outcome.round = 1;
    record.outcome.package = Package(scenario.issues.size());
    record.outcome.set_aside = {IssueId(1)};
    record.outcome.parties.resize(scenario.parties.size());
    builder.add(record.outcome);
  }
  CHECK(builder.summary().issues.at(0).set_aside == 0);
  CHECK(builder.summary().issues.at(1).set_aside == 2);  // balanced and imposed
}

TEST_CASE("what is set aside is not agreed on", "[summary]") {
  Issue issue;
  issue.options.resize(3);
  issue.status_quo = Option(1);
  IssueSummary summary;
  const auto usual_of = [&](std::vector<std::uint64_t> chosen, std::uint64_t set_aside) {
    summary.chosen = std::move(chosen);
    summary.set_aside = set_aside;
    return usual(issue, summary, 10);
  };
  CHECK(usual_of({4, 5, 1}, 0).option == Option(1));
  CHECK(usual_of({4, 5, 1}, 0).agreements == 5);
  CHECK(usual_of({4, 5, 1}, 4).option == Option(0));  // the status quo leads by what was set aside
  CHECK(usual_of({4, 5, 1}, 4).agreements == 4);
  CHECK(usual_of({4, 5, 1}, 1).option == Option(0));  // the first of equals
  CHECK_FALSE(usual_of({4, 5, 1}, 5).option);         // half
  CHECK(usual_of({4, 5, 1}, 5).agreements == 5);
}

TEST_CASE("the most contested issues come first", "[summary]") {
  const Summary& summary = eventful().summary;
  const std::vector<IssueId> order = most_contested(summary);
  REQUIRE(order.size() == summary.issues.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    const auto before = summary.issues[order[i - 1]].contested.count;
    const auto after = summary.issues[order[i]].contested.count;
    CHECK((before > after || (before == after && order[i - 1] < order[i])));
  }
}

TEST_CASE("a summary of nothing knows nothing", "[summary]") {
  const Summary summary = SummaryBuilder(testing::simple_scenario({})).summary();
  CHECK(summary.replications == 0);
  CHECK(summary.agreements.high == 1);
  CHECK(summary.time.count == 0);
  CHECK(summary.time.by_round.empty());
  CHECK(summary.parties.at(0).payoff.count == 0);
}

TEST_CASE("partial agreements and talks cut off are counted", "[summary]") {
  const Whole& whole = eventful();
  REQUIRE(whole.summary.partials.size() == 1);
  CHECK(whole.summary.partials[0].count ==
        whole.count([](const Outcome& o) { return o.partial.has_value(); }));
  CHECK(whole.summary.partials[0].count ==
        whole.summary.endings[static_cast<std::size_t>(Ending::partial)].count);
  CHECK(whole.summary.cut_off.count == whole.count([](const Outcome& o) { return o.cut_off; }));
  CHECK(whole.summary.cut_off.count > 0);
}

TEST_CASE("the nearest texts are counted by whether enough could have signed", "[summary]") {
  const Whole& whole = eventful();
  const NearestSummary& nearest = whole.summary.nearest;
  const auto signable = [](const Outcome& o) { return o.nearest && o.nearest->surplus > -1e-9; };
  CHECK(nearest.signable.count == whole.count(signable));
  CHECK(nearest.missed.count == whole.count([&](const Outcome& o) {
    return signable(o) && (o.ending == Ending::stalemate || o.ending == Ending::walkout ||
                           o.ending == Ending::partial);
  }));
  CHECK(nearest.missed.count > 0);
  CHECK(nearest.surplus.count == whole.count([](const Outcome& o) { return !!o.nearest; }));
  CHECK(nearest.missing.count == nearest.surplus.count - nearest.signable.count);
  CHECK(nearest.missing.count > 0);
  CHECK(nearest.missing.min > 0);
  double sum = 0;
  double missing = 0;
  for (const Record& record : whole.records) {
    if (!record.outcome.nearest) continue;
    sum += record.outcome.nearest->surplus;
    if (!signable(record.outcome)) missing -= record.outcome.nearest->surplus;
  }
  CHECK(nearest.surplus.mean == Approx(sum / static_cast<double>(nearest.surplus.count)));
  CHECK(nearest.missing.mean == Approx(missing / static_cast<double>(nearest.missing.count)));
  for (std::size_t p = 0; p < whole.scenario.parties.size(); ++p) {
    CHECK(nearest.decisive[p] == whole.count([&](const Outcome& o) {
      return o.nearest && !signable(o) && o.nearest->decisive == PartyId(p);
    }));
  }
  // What was signed could be signed: whoever agrees has had a text that was near enough.
  CHECK(whole.count([&](const Outcome& o) { return agreed(o.ending) && !signable(o); }) == 0);
}

TEST_CASE("drafts are as far from what parties can sign as they are", "[summary]") {
  const Whole& whole = eventful();
  REQUIRE(whole.summary.drafts.size() == 1);
  for (std::size_t p = 0; p < whole.scenario.parties.size(); ++p) {
    const DraftSummary& draft = whole.summary.drafts[0][p];
    CHECK(draft.signable.count == whole.count([p](const Outcome& o) {
      return !o.drafts[0][p].red_line && o.drafts[0][p].surplus > -1e-9;
    }));
    double sum = 0;
    for (const Record& record : whole.records) sum += record.outcome.drafts[0][p].surplus;
    CHECK(draft.surplus.mean == Approx(sum / 2000));
  }
}

TEST_CASE("concessions lead from the opening to what was signed or last asked for", "[summary]") {
  const Whole& whole = eventful();
  std::uint64_t backed_down = 0;
  for (std::size_t p = 0; p < whole.scenario.parties.size(); ++p) {
    Sample came_down;
    Sample audience;
    for (const Record& record : whole.records) {
      const Outcome& outcome = record.outcome;
      const Standing& standing = outcome.parties[p];
      const auto found = conceded(outcome, PartyId(p));
      REQUIRE(found.has_value() == standing.opening.has_value());
      if (standing.audience > 1e-9) audience.add(standing.audience);
      if (!found) continue;
      if (agreed(outcome.ending) && standing.signed_it) {
        const Case drawn = draw(whole.scenario, 11, record.replication);
        const double signed_for = drawn.utilities.of(PartyId(p)).worth(*outcome.package);
        CHECK(*found == Approx(*standing.opening - signed_for).margin(1e-9));
      } else {
        CHECK(*found == *standing.opening - *standing.last);
      }
      came_down.add(*found);
    }
    CHECK(whole.summary.parties[p].conceded.count == came_down.count());
    CHECK(whole.summary.parties[p].conceded.mean == came_down.figures().mean);
    CHECK(whole.summary.parties[p].audience.count == audience.count());
    CHECK(whole.summary.parties[p].audience.max == audience.figures().max);
    backed_down += audience.count();
  }
  CHECK(backed_down > 0);
}

TEST_CASE("the world at the end is described variable by variable", "[summary]") {
  const Whole& whole = eventful();
  REQUIRE(whole.summary.world.size() == 2);
  for (std::size_t v = 0; v < 2; ++v) {
    double sum = 0;
    for (const Record& record : whole.records) sum += record.outcome.world[v];
    CHECK(whole.summary.world[v].mean == Approx(sum / 2000).margin(1e-12));
  }
}

}  // namespace
}  // namespace entente

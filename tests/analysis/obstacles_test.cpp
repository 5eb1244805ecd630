// SPDX-License-Identifier: Apache-2.0
/// What stands in the way of an agreement, and what would open one: cases solved by hand.
#include "analysis/agreements/obstacles.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <limits>
#include <memory>

#include <catch2/catch.hpp>

#include "tests/analysis/small_problem.hpp"
#include "tests/random_blocks.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr PartySet kA = 1, kB = 2, kC = 4;

Approx near(double value) { return Approx(value).margin(1e-9); }

Obstacles obstacles(const SmallProblem& small, const Effort& effort = {}) {
  const Zones zones = zones_of(small.problem, Extent::all);
  REQUIRE(zones.exists == Answer::no);
  REQUIRE(zones.complete);
  return obstacles_of(small.problem, zones, small.red_lines, effort);
}

void check_proven(const std::optional<Opening>& opening) {
  if (!opening) return;
  CHECK(opening->proven);
  CHECK(opening->bound == near(opening->cost));
}

/// Nothing was cut short.
Obstacles proven_obstacles(const SmallProblem& small) {
  Obstacles found = obstacles(small);
  CHECK(found.irreconcilable_proven);
  CHECK(found.gains_proven);
  CHECK(found.openings_settled);
  check_proven(found.uniform);
  check_proven(found.total);
  check_proven(found.fewest_lines);
  check_proven(found.fewest_aside);
  return found;
}

/// Parties that mostly want the opposite of each other on twelve issues, and a little too much.
SmallProblem opposed(std::uint64_t seed) {
  random_blocks::Dice dice(seed);
  const std::size_t issues = 12;
  std::vector<SmallParty> parties(4);
  for (std::size_t p = 0; p < parties.size(); ++p) {
    parties[p].no_agreement = 0.64;
    for (std::size_t i = 0; i < issues; ++i) {
      std::vector<double>& worths = parties[p].worths.emplace_back();
      const double weight = (0.5 + dice.unit()) / static_cast<double>(issues);
      const bool rises = dice.unit() < (p % 2 == 0 ? 0.8 : 0.2);
      for (std::size_t o = 0; o < 4; ++o) {
        const double way = static_cast<double>(rises ? o : 3 - o) / 3;
        worths.push_back(weight * (0.8 * way + 0.2 * dice.unit()));
      }
    }
    parties[p].red_lines.push_back({{IssueId(dice.below(issues)), {Option(dice.below(4))}}});
  }
  return SmallProblem(std::vector<SmallIssue>(issues, {.options = 4, .status_quo = Option{0}}),
                      parties, {.required = {0, 1, 2}, .may_sign = {3}});
}

/// That an opening as far as it was found lies on either side of the cheapest.
void check_between(const std::optional<Opening>& found, const std::optional<Opening>& cheapest) {
  if (!found) return;
  REQUIRE(cheapest);
  CHECK(found->bound <= cheapest->cost + 1e-9);
  CHECK(found->cost >= cheapest->cost - 1e-9);
  if (found->proven) CHECK(found->cost == near(cheapest->cost));
}

void check_issue(const BlockingIssue& found, std::size_t issue, double gain, bool opens) {
  CHECK(found.issue == IssueId(issue));
  CHECK(found.gain == near(gain));
  CHECK(found.opens == opens);
}

}  // namespace

TEST_CASE("two parties apart on one issue need the middle, and so much lower values",
          "[obstacles]") {
  const SmallProblem small({{.options = 3}},
                           {{.worths = {{0, 0.4, 1}}, .no_agreement = 0.6},
                            {.worths = {{1, 0.5, 0}}, .no_agreement = 0.6}},
                           {.required = {0, 1}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == (kA | kB));
  CHECK(found.nearest == (kA | kB));
  CHECK(found.margin == near(-0.2));
  REQUIRE(found.issues.size() == 1);
  check_issue(found.issues[0], 0, 0.6, true);
  CHECK(found.lines.empty());

  REQUIRE(found.uniform);
  CHECK(found.uniform->signatories == (kA | kB));
  CHECK(found.uniform->package == Package{1});
  CHECK(found.uniform->cost == near(0.2));
  CHECK(found.uniform->shortfall[0] == near(0.2));
  CHECK(found.uniform->shortfall[1] == near(0.2));
  CHECK(found.uniform->worths[1] == near(0.5));

  REQUIRE(found.total);
  CHECK(found.total->package == Package{1});
  CHECK(found.total->cost == near(0.3));
  CHECK(found.total->shortfall[0] == near(0.2));
  CHECK(found.total->shortfall[1] == near(0.1));

  CHECK_FALSE(found.fewest_lines);
  CHECK_FALSE(found.fewest_aside);
}

TEST_CASE("the least uniform and the least total fall may open different packages", "[obstacles]") {
  const SmallProblem small({{.options = 2}},
                           {{.worths = {{0.3, 0.2}}, .no_agreement = 0.6},
                            {.worths = {{0.3, 0.6}}, .no_agreement = 0.6}},
                           {.required = {0, 1}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == kA);  // whatever the other says
  REQUIRE(found.uniform);
  CHECK(found.uniform->package == Package{0});
  CHECK(found.uniform->cost == near(0.3));
  REQUIRE(found.total);
  CHECK(found.total->package == Package{1});
  CHECK(found.total->cost == near(0.4));
  CHECK(found.total->shortfall[1] == 0);
  // Settled to everybody's liking, the issue still leaves the first party 0.3 short.
  CHECK(found.issues.empty());
}

TEST_CASE("three parties of whom any two can agree are irreconcilable only together",
          "[obstacles]") {
  const auto likes = [](double x, double y, double z) {
    return SmallParty{.worths = {{x, y, z}}, .no_agreement = 0.5};
  };
  const SmallProblem small({{.options = 3}}, {likes(1, 0, 1), likes(1, 1, 0), likes(0, 1, 1)},
                           {.required = {0, 1, 2}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == (kA | kB | kC));
  CHECK(found.margin == near(-0.5));
  REQUIRE(found.issues.size() == 1);
  check_issue(found.issues[0], 0, 1.0, true);
}

TEST_CASE("of several smallest sets the first by number is named", "[obstacles]") {
  // The third party cannot live with either of the others, who agree.
  const SmallProblem small({{.options = 2}},
                           {{.worths = {{1, 0}}, .no_agreement = 0.5},
                            {.worths = {{1, 0}}, .no_agreement = 0.5},
                            {.worths = {{0, 1}}, .no_agreement = 0.5}},
                           {.required = {0, 1, 2}});
  CHECK(proven_obstacles(small).irreconcilable == (kA | kC));
}

TEST_CASE("with a quorum, a pair is reconciled by leaving one of them out", "[obstacles]") {
  const auto wants = [](std::size_t option) {
    SmallParty party{.worths = {{0, 0, 0}}, .no_agreement = 0.5};
    party.worths[0][option] = 1;
    return party;
  };
  const SmallProblem small({{.options = 3}}, {wants(0), wants(1), wants(2)},
                           {.required = {}, .may_sign = {0, 1, 2}, .quorum = 0.6});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == (kA | kB | kC));
  CHECK(found.nearest == (kA | kB | kC));  // all sets are as far off: the largest stands
  CHECK(found.margin == near(-0.5));
  REQUIRE(found.total);
  CHECK(found.total->signatories == (kA | kB));  // in three, two would have to give way
  CHECK(found.total->cost == near(0.5));
}

TEST_CASE("a consent that is dear makes its holder part of the conflict", "[obstacles]") {
  // Without the third party's consent nothing can change, and it does not want the change.
  const SmallProblem small({{.options = 2, .status_quo = Option{0}, .consent = {2}}},
                           {{.worths = {{0.4, 1}}, .no_agreement = 0.5},
                            {.worths = {{0.4, 1}}, .no_agreement = 0.5},
                            {.worths = {{1, 0}}, .no_agreement = 0.5}},
                           {.required = {0, 1}, .may_sign = {2}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == (kA | kC));
  CHECK(found.nearest == (kA | kB | kC));
  CHECK(found.margin == near(-0.1));
  REQUIRE(found.issues.size() == 1);
  check_issue(found.issues[0], 0, 0.6, true);
}

TEST_CASE("an issue that nobody may change blocks nothing", "[obstacles]") {
  // The consent of a party that cannot sign is never there.
  const SmallProblem small({{.options = 2, .status_quo = Option{0}, .consent = {2}}},
                           {{.worths = {{0.4, 1}}, .no_agreement = 0.5},
                            {.worths = {{0.3, 1}}, .no_agreement = 0.5},
                            {.worths = {{1, 0}}, .no_agreement = 0.5}},
                           {.required = {0, 1}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == kA);
  CHECK(found.issues.empty());
  REQUIRE(found.uniform);
  CHECK(found.uniform->package == Package{0});
  CHECK(found.uniform->cost == near(0.2));
}

TEST_CASE("a smaller set of signatories may be nearer and cheaper", "[obstacles]") {
  const SmallProblem small({{.options = 2}},
                           {{.worths = {{0.4, 0}}, .no_agreement = 0.5},
                            {.worths = {{1, 1}}, .no_agreement = 0.5},
                            {.worths = {{0, 1}}, .no_agreement = 0.5}},
                           {.required = {0, 1}, .may_sign = {2}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.nearest == (kA | kB));
  CHECK(found.margin == near(-0.1));
  REQUIRE(found.uniform);
  CHECK(found.uniform->shortfall ==
        std::vector<double>{found.uniform->cost, found.uniform->cost, 0});
  REQUIRE(found.total);
  CHECK(found.total->signatories == (kA | kB));
  CHECK(found.total->cost == near(0.1));
}

TEST_CASE("a red line over two issues is dropped, or an issue it names is set aside",
          "[obstacles]") {
  const auto with_status_quo = [](std::optional<Option> status_quo) {
    return std::vector<SmallIssue>{{.options = 2}, {.options = 2, .status_quo = status_quo}};
  };
  const std::vector<SmallParty> parties = {
      {.worths = {{0, 1}, {0, 0}}, .no_agreement = 0.5},
      {.worths = {{0, 0}, {1, 0}},
       .no_agreement = 0.5,
       .red_lines = {{{IssueId(0), {Option(1)}}, {IssueId(1), {Option(0)}}}}}};
  const SmallProblem small(with_status_quo(Option{0}), parties, {.required = {0, 1}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.irreconcilable == (kA | kB));
  CHECK(found.margin == near(-0.5));
  REQUIRE(found.issues.size() == 2);  // as good as each other: by id
  check_issue(found.issues[0], 0, 1.0, true);
  check_issue(found.issues[1], 1, 1.0, true);
  REQUIRE(found.lines.size() == 1);
  CHECK(found.lines[0].line == 0);
  CHECK(found.lines[0].gain == near(1.0));
  CHECK(found.lines[0].opens);

  REQUIRE(found.fewest_lines);
  CHECK(found.fewest_lines->cost == 1);
  CHECK(found.fewest_lines->package == Package{1, 0});
  CHECK(found.fewest_lines->lines == std::vector<std::size_t>{0});
  CHECK(found.fewest_lines->aside.empty());
  REQUIRE(found.fewest_aside);
  CHECK(found.fewest_aside->cost == 1);
  CHECK(found.fewest_aside->package == Package{1, 0});
  CHECK(found.fewest_aside->aside == std::vector<IssueId>{IssueId(1)});
  CHECK(found.fewest_aside->lines.empty());

  // Without a status quo, or with another one, there is nothing to leave the issue at.
  for (const std::optional<Option> other : {std::optional<Option>{}, std::optional<Option>{1}}) {
    const SmallProblem fixed(with_status_quo(other), parties, {.required = {0, 1}});
    CHECK_FALSE(proven_obstacles(fixed).fewest_aside);
  }
}

TEST_CASE("setting two issues aside mends three red lines", "[obstacles]") {
  const auto at_first = [](std::size_t issue) {
    return Clause::Condition{IssueId(issue), {Option(0)}};
  };
  const std::vector<SmallIssue> issues(3, {.options = 2, .status_quo = Option{0}});
  const SmallProblem small(
      issues,
      {{.worths = {{0, 0}, {0, 0}, {0, 0}},
        .no_agreement = 0,
        .red_lines = {{at_first(0), at_first(1)}, {at_first(1), at_first(2)}, {at_first(2)}}},
       {.worths = {{0.4, 0}, {0.3, 0}, {0.3, 0}}, .no_agreement = 1}},
      {.required = {0, 1}});
  const Obstacles found = proven_obstacles(small);
  REQUIRE(found.fewest_lines);
  CHECK(found.fewest_lines->cost == 3);
  CHECK(found.fewest_lines->lines == std::vector<std::size_t>{0, 1, 2});
  REQUIRE(found.fewest_aside);
  CHECK(found.fewest_aside->cost == 2);
  CHECK(found.fewest_aside->package == Package{0, 0, 0});
  REQUIRE(found.fewest_aside->aside.size() == 2);
  CHECK(found.fewest_aside->aside[1] == IssueId(2));
  // The nearest is (0,1,1), and 0.6 is missing. Dropping the first line opens (0,0,1), dropping the
  // last (0,1,0); what the second closes, the last closes, too.
  CHECK(found.margin == near(-0.6));
  REQUIRE(found.lines.size() == 2);
  CHECK(found.lines[0].line == 0);
  CHECK(found.lines[0].gain == near(0.3));
  CHECK_FALSE(found.lines[0].opens);
  CHECK(found.lines[1].line == 2);
  CHECK(found.lines[1].gain == near(0.3));
}

TEST_CASE("red lines that leave no package can be dropped, or lie under values", "[obstacles]") {
  const auto apart = [](std::optional<Option> status_quo) {
    return std::make_unique<SmallProblem>(
        std::vector<SmallIssue>{{.options = 2, .status_quo = status_quo}},
        std::vector<SmallParty>{
            {.worths = {{0.1, 1}}, .no_agreement = 0.2, .red_lines = {{{IssueId(0), {Option(0)}}}}},
            {.worths = {{1, 0.6}},
             .no_agreement = 0.5,
             .red_lines = {{{IssueId(0), {Option(1)}}}}}},
        SmallRule{.required = {0, 1}});
  };
  const Obstacles found = proven_obstacles(*apart(Option{0}));
  CHECK(found.irreconcilable == (kA | kB));
  CHECK(found.nearest == (kA | kB));
  CHECK(found.margin == -kInfinity);
  CHECK_FALSE(found.uniform);
  CHECK_FALSE(found.total);
  REQUIRE(found.issues.size() == 1);
  CHECK(found.issues[0].gain == kInfinity);
  CHECK(found.issues[0].opens);
  REQUIRE(found.lines.size() == 2);
  CHECK(found.lines[0].line == 0);
  CHECK(found.lines[0].gain == kInfinity);
  CHECK_FALSE(found.lines[0].opens);  // the first party would be 0.1 short
  CHECK(found.lines[1].line == 1);
  CHECK(found.lines[1].opens);
  REQUIRE(found.fewest_lines);
  CHECK(found.fewest_lines->lines == std::vector<std::size_t>{1});
  CHECK(found.fewest_lines->package == Package{1});
  CHECK_FALSE(found.fewest_aside);

  const Obstacles other = proven_obstacles(*apart(Option{1}));
  REQUIRE(other.fewest_aside);
  CHECK(other.fewest_aside->package == Package{1});
}

TEST_CASE("two lines over the same option are one obstacle only together", "[obstacles]") {
  const std::vector<Clause::Condition> first = {{IssueId(0), {Option(0)}}};
  const SmallProblem small({{.options = 2}},
                           {{.worths = {{1, 0}}, .no_agreement = 0.5, .red_lines = {first, first}},
                            {.worths = {{1, 0}}, .no_agreement = 0.5}},
                           {.required = {0, 1}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.lines.empty());
  REQUIRE(found.fewest_lines);
  CHECK(found.fewest_lines->cost == 2);
  CHECK_FALSE(found.fewest_aside);
}

TEST_CASE("whom a red line does not bind may sign without dropping it", "[obstacles]") {
  // The third party's line does not count among the first two, but values do.
  const SmallProblem small(
      {{.options = 2}},
      {{.worths = {{1, 0}}, .no_agreement = 0.5},
       {.worths = {{0.4, 1}}, .no_agreement = 0.5},
       {.worths = {{1, 1}}, .no_agreement = 0, .red_lines = {{{IssueId(0), {Option(0)}}}}}},
      {.required = {0, 1}, .may_sign = {2}});
  const Obstacles found = proven_obstacles(small);
  CHECK(found.nearest == (kA | kB));
  CHECK(found.lines.empty());
  CHECK_FALSE(found.fewest_lines);
}

TEST_CASE("the pair in conflict is found among sixty-four parties", "[obstacles]") {
  const std::size_t parties = 64;
  std::vector<SmallIssue> issues(parties, {.options = 2, .status_quo = Option{0}});
  std::vector<SmallParty> members;
  SmallRule rule{.required = {}};
  for (std::size_t p = 0; p < parties; ++p) {
    SmallParty& member = members.emplace_back();
    member.worths.assign(parties, {0, 0});
    // Each cares for an issue of its own, but for two who want the same one settled differently.
    member.worths[p] = {0, 1};
    if (p == 40) {
      member.worths[40] = {0, 0};
      member.worths[5] = {1, 0};
    }
    member.no_agreement = 0.5;
    rule.required.push_back(p);
  }
  const SmallProblem small(issues, members, rule);
  const Obstacles found = obstacles(small);
  CHECK(found.irreconcilable == (PartySet{1} << 5 | PartySet{1} << 40));
  CHECK(found.irreconcilable_proven);
}

TEST_CASE("what is cut short is a bound, and said to be one", "[obstacles]") {
  int cases = 0;
  int unproven = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    INFO("seed " << seed);
    const SmallProblem small = opposed(seed);
    const Zones zones = zones_of(small.problem, Extent::all);
    if (zones.exists != Answer::no) continue;
    ++cases;
    const Obstacles whole = proven_obstacles(small);
    for (const std::uint64_t nodes : {1, 200, 5'000}) {
      const Obstacles found = obstacles(small, {.most_nodes = nodes});
      if (found.irreconcilable_proven) {
        CHECK(found.irreconcilable == whole.irreconcilable);
      } else {
        CHECK(std::popcount(found.irreconcilable) >= std::popcount(whole.irreconcilable));
        ++unproven;
      }
      check_between(found.uniform, whole.uniform);
      check_between(found.total, whole.total);
      check_between(found.fewest_lines, whole.fewest_lines);
      check_between(found.fewest_aside, whole.fewest_aside);
      if (found.openings_settled) {
        CHECK(found.fewest_lines.has_value() == whole.fewest_lines.has_value());
        CHECK(found.fewest_aside.has_value() == whole.fewest_aside.has_value());
      }
      if (!found.gains_proven) {
        ++unproven;
        continue;
      }
      REQUIRE(found.issues.size() == whole.issues.size());
      for (std::size_t i = 0; i < whole.issues.size(); ++i) {
        CHECK(found.issues[i].issue == whole.issues[i].issue);
        CHECK(found.issues[i].gain == near(whole.issues[i].gain));
      }
    }
  }
  CHECK(cases > 6);
  CHECK(unproven > 6);
}

TEST_CASE("when time is up nobody is left out of the conflict", "[obstacles]") {
  const SmallProblem small({{.options = 3}},
                           {{.worths = {{0, 0.4, 1}}, .no_agreement = 0.6},
                            {.worths = {{1, 0.5, 0}}, .no_agreement = 0.6},
                            {.worths = {{1, 1, 1}}, .no_agreement = 0.6}},
                           {.required = {0, 1, 2}});
  const std::atomic<bool> stop = true;
  const Obstacles found = obstacles(small, {.stop = &stop});
  CHECK_FALSE(found.irreconcilable_proven);
  CHECK(found.irreconcilable == (kA | kB | kC));
  const Obstacles whole = proven_obstacles(small);
  CHECK(whole.irreconcilable == (kA | kB));
  check_between(found.uniform, whole.uniform);
  check_between(found.total, whole.total);
}

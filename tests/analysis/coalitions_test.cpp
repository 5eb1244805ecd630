// SPDX-License-Identifier: Apache-2.0
/// Who could sign something without whom: cases solved by hand.
#include "analysis/agreements/coalitions.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/analysis/small_problem.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

constexpr PartySet kA = 1, kB = 2, kC = 4;

std::vector<PartySet> sets_of(const Coalitions& found) {
  std::vector<PartySet> sets;
  for (const Coalition& coalition : found.coalitions) {
    sets.push_back(coalition.zone.signatories);
  }
  return sets;
}

const Coalition& coalition(const Coalitions& found, PartySet set) {
  const auto here = std::find_if(found.coalitions.begin(), found.coalitions.end(),
                                 [set](const Coalition& c) { return c.zone.signatories == set; });
  REQUIRE(here != found.coalitions.end());
  return *here;
}

void check_pivot(const Pivot& found, std::size_t party, std::size_t needed, std::size_t spoils,
                 std::size_t of) {
  CHECK(found.party == PartyId(party));
  CHECK(found.needed == needed);
  CHECK(found.spoils == spoils);
  CHECK(found.of == of);
}

/// Every party likes the first option, that suits no other rule than unanimity.
SmallProblem agreeable(std::size_t parties) {
  SmallRule rule{.required = {}};
  for (std::size_t p = 0; p < parties; ++p) rule.required.push_back(p);
  return SmallProblem({{.options = 2}},
                      std::vector<SmallParty>(parties, {.worths = {{1, 0}}, .no_agreement = 0.5}),
                      rule);
}

}  // namespace

TEST_CASE("who holds a consent is needed for what it covers", "[coalitions]") {
  const SmallProblem small({{.options = 2, .status_quo = Option{0}, .consent = {2}}},
                           {{.worths = {{0, 1}}, .no_agreement = 0.5},
                            {.worths = {{0, 1}}, .no_agreement = 0.4},
                            {.worths = {{0.6, 0.6}}, .no_agreement = 0.5}},
                           {.required = {0, 1}, .may_sign = {2}});
  const Coalitions found = coalitions_of(small.problem);
  CHECK(found.complete);
  CHECK(sets_of(found) == std::vector<PartySet>{kA | kB, kA | kC, kB | kC, kA | kB | kC});

  const Coalition& without = coalition(found, kA | kB);
  CHECK(without.zone.exists == Answer::no);
  CHECK(without.zone.margin == Approx(-0.5).margin(0.5));
  CHECK(without.zone.margin < 0);
  CHECK(without.sufficient);
  CHECK_FALSE(without.minimal);
  for (const PartySet pair : {kA | kC, kB | kC}) {
    CHECK(coalition(found, pair).zone.exists == Answer::yes);
    CHECK(coalition(found, pair).zone.witness == Package{1});
    CHECK_FALSE(coalition(found, pair).sufficient);
    CHECK(coalition(found, pair).minimal);
  }
  const Coalition& all = coalition(found, kA | kB | kC);
  CHECK(all.zone.exists == Answer::yes);
  CHECK(all.zone.margin == Approx(0.1));
  CHECK(all.sufficient);
  CHECK_FALSE(all.minimal);

  REQUIRE(found.pivots.size() == 3);
  check_pivot(found.pivots[0], 0, 1, 0, 3);
  check_pivot(found.pivots[1], 1, 1, 0, 3);
  check_pivot(found.pivots[2], 2, 1, 0, 3);
}

TEST_CASE("whose demands nobody has to meet spoils a deal by joining it", "[coalitions]") {
  const SmallProblem small(
      {{.options = 2}},
      {{.worths = {{0, 1}}, .no_agreement = 0.5},
       {.worths = {{0, 1}}, .no_agreement = 0.5},
       {.worths = {{1, 1}}, .no_agreement = 0.5, .red_lines = {{{IssueId(0), {Option(1)}}}}}},
      {.required = {0, 1}, .may_sign = {2}});
  const Coalitions found = coalitions_of(small.problem);
  CHECK(coalition(found, kA | kB).minimal);
  CHECK(coalition(found, kA | kB | kC).zone.exists == Answer::no);
  REQUIRE(found.pivots.size() == 3);
  check_pivot(found.pivots[0], 0, 1, 0, 3);  // of a and b neither can sign alone
  check_pivot(found.pivots[2], 2, 0, 1, 3);
}

TEST_CASE("a majority of three needs nobody in particular", "[coalitions]") {
  const SmallProblem small({{.options = 2}},
                           std::vector<SmallParty>(3, {.worths = {{1, 0}}, .no_agreement = 0.5}),
                           {.required = {}, .may_sign = {0, 1, 2}, .quorum = 0.6});
  const Coalitions found = coalitions_of(small.problem);
  for (const Coalition& c : found.coalitions) CHECK(c.sufficient);
  // Each swings the two pairs with it: alone the other is too few.
  for (std::size_t p = 0; p < 3; ++p) check_pivot(found.pivots[p], p, 2, 0, 3);
}

TEST_CASE("a party that can sign nothing is not among the coalitions", "[coalitions]") {
  const SmallProblem small({{.options = 2}},
                           std::vector<SmallParty>(3, {.worths = {{1, 0}}, .no_agreement = 0.5}),
                           {.required = {0, 2}});
  const Coalitions found = coalitions_of(small.problem);
  CHECK(sets_of(found) == std::vector<PartySet>{kA | kC});
  REQUIRE(found.pivots.size() == 2);
  check_pivot(found.pivots[0], 0, 1, 0, 1);
  check_pivot(found.pivots[1], 2, 1, 0, 1);
}

TEST_CASE("one party alone is no coalition", "[coalitions]") {
  const SmallProblem small = agreeable(1);
  const Coalitions found = coalitions_of(small.problem);
  CHECK(found.coalitions.empty());
  CHECK(found.complete);
  REQUIRE(found.pivots.size() == 1);
  check_pivot(found.pivots[0], 0, 0, 0, 0);
}

TEST_CASE("a limit keeps the smallest and the largest coalitions", "[coalitions]") {
  const SmallProblem small = agreeable(4);
  CHECK(sets_of(coalitions_of(small.problem, {}, 11)).size() == 11);
  CHECK(coalitions_of(small.problem, {}, 11).complete);

  const Coalitions three = coalitions_of(small.problem, {}, 3);
  CHECK_FALSE(three.complete);
  CHECK(sets_of(three) == std::vector<PartySet>{3, 5, 6});

  const Coalitions eight = coalitions_of(small.problem, {}, 8);
  CHECK_FALSE(eight.complete);
  CHECK(sets_of(eight) == std::vector<PartySet>{3, 5, 6, 9, 10, 12, 7, 15});
  // All four could sign but their subsets of three are not all listed; pairs are minimal anyway.
  CHECK(coalition(eight, 9).minimal);
  CHECK_FALSE(coalition(eight, 15).minimal);
  // Only pairs (three with each party) and {0,1,2} against {0,1}, {0,2}, {1,2}, and {0,1,2,3}
  // against {0,1,2} are listed with and without a party; only the last suffices.
  check_pivot(eight.pivots[0], 0, 0, 0, 4);
  check_pivot(eight.pivots[3], 3, 1, 0, 4);
}

TEST_CASE("sixty-four parties have their pairs and their whole listed", "[coalitions]") {
  const SmallProblem small = agreeable(64);
  const Coalitions found = coalitions_of(small.problem, {}, 2100);
  CHECK_FALSE(found.complete);
  REQUIRE(found.coalitions.size() == 2100);
  CHECK(found.coalitions[2015].zone.signatories == (PartySet{3} << 62));  // the last pair
  CHECK(found.coalitions.back().zone.signatories == ~PartySet{0});
  CHECK(found.coalitions.back().sufficient);
}

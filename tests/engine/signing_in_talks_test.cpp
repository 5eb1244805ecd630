// SPDX-License-Identifier: Apache-2.0
/// Signatures in whole negotiations: consents withheld, words given, parties gone.
#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/scenarios.hpp"

using namespace entente;

namespace {

/// Land and money, three options each: p0 wants both low, above all the land; p1 both high, above
/// all the money; p2 may sign, is worth 0 for all, and the money stays in the middle without it.
Scenario land_and_money() {
  Scenario scenario = testing::simple_scenario({.parties = 3, .issues = 2, .options = 3});
  for (std::size_t p = 0; p < 3; ++p) {
    Party& party = scenario.parties[p];
    party.no_agreement.prospects.front().worth.plus.base = 0.0;
    for (std::size_t i = 0; i < 2; ++i) {
      party.preferences[i].weight = p == 2 ? 0.5 : i == p ? 0.8 : 0.2;
      party.preferences[i].scores = p == 1 ? std::vector<Distribution>{0.0, 0.5, 1.0}
                                           : std::vector<Distribution>{1.0, 0.5, 0.0};
    }
  }
  scenario.issues[1].status_quo = Option{1};
  scenario.issues[1].consent = {PartyId(2)};
  scenario.agreement.required = {PartyId(0), PartyId(1)};
  scenario.agreement.may_sign = {PartyId(2)};
  scenario.drafts = {{.id = "trade", .title = "", .by = {}, .package = {0, 2}},
                     {.id = "all high", .title = "", .by = {}, .package = {2, 2}},
                     {.id = "own", .title = "", .by = {}, .package = {1, 2}}};
  return scenario;
}

void hold_to(Party& party, std::size_t draft, double patience) {
  party.strategy.bidding = {
      "take-it-or-fight",
      {{"draft", std::vector<std::size_t>{draft}}, {"patience", Distribution(patience)}}};
}

/// What was tabled, before and after the first signing that failed.
class Texts : public Observer {
 public:
  void tables(std::optional<PartyId>, const Package& text, std::span<const PartyId>) override {
    (failed ? after : before).push_back(text);
  }
  void leaves(PartyId party) override { left.push_back(party); }
  void comes_to_signature(std::optional<PartyId>, const Package&, std::span<const PartyId>,
                          std::span<const IssueId>, std::span<const PartyId> withdrew) override {
    if (!withdrew.empty()) ++failed;
  }
  std::vector<Package> before, after;
  std::vector<PartyId> left;
  int failed = 0;
};

using Parties = std::vector<PartyId>;
using Issues = std::vector<IssueId>;

}  // namespace

TEST_CASE("an optional party signs a text that it tabled or accepted", "[signature]") {
  // Without its signature the money stays in the middle, which p2 would prefer: 0.75 against 0.5.
  Scenario scenario = land_and_money();
  for (std::size_t p = 0; p < 3; ++p) {
    scenario.parties[p].strategy.acceptance = {"ac-const", {{"level", Distribution(0.3)}}};
  }
  const auto outcome = [&scenario](std::vector<std::size_t> order, std::size_t speaker) {
    Scenario variant = scenario;
    variant.protocol.settings = {{"order", std::move(order)}};
    hold_to(variant.parties[speaker], 0, 0);
    return play(draw(variant, 1, 0));
  };
  const Outcome asked = outcome({0, 2, 1}, 0);
  CHECK(*asked.package == Package{0, 2});
  CHECK(asked.parties[2].signed_it);
  const Outcome tabled = outcome({2, 0, 1}, 2);
  CHECK(*tabled.package == Package{0, 2});
  CHECK(tabled.parties[2].signed_it);
  // Nobody asked it: it is free to do what is better for it.
  const Outcome not_asked = outcome({0, 1, 2}, 0);
  REQUIRE(not_asked.package);
  CHECK(*not_asked.package == Package{0, 1});
  CHECK_FALSE(not_asked.parties[2].signed_it);
  // It was asked, and refused.
  scenario.parties[2].strategy.acceptance = {"ac-const", {{"level", Distribution(0.6)}}};
  CHECK_FALSE(outcome({0, 2, 1}, 0).parties[2].signed_it);
}

TEST_CASE("once a consent is refused, talks go on to a deal without it", "[signature]") {
  Scenario scenario = land_and_money();
  scenario.parties[0].no_agreement.plus.base = 0.45;
  scenario.parties[1].no_agreement.plus.base = 0.5;
  scenario.parties[2].no_agreement.plus.base = 2.0;  // never signs
  Texts texts;
  const Outcome outcome = play(draw(scenario, 1, 0), texts);
  // The trade is worth 0.8 to both, but without the money only 0.4 to p1. With the money in the
  // middle, only the land in the middle is good enough for both: 0.5 and 0.5.
  CHECK(texts.failed == 1);
  REQUIRE_FALSE(texts.before.empty());
  CHECK(texts.before.back() == Package{0, 2});
  REQUIRE_FALSE(texts.after.empty());
  for (const Package& text : texts.after) CHECK(text[1] != 2);
  REQUIRE(outcome.package);
  CHECK(*outcome.package == Package{1, 1});
  CHECK(outcome.set_aside.empty());
}

TEST_CASE("what is left after a missing consent must satisfy the strategy", "[signature]") {
  Scenario scenario = land_and_money();
  scenario.parties[2].no_agreement.plus.base = 2.0;
  hold_to(scenario.parties[0], 0, 0);
  const auto demanding = [&scenario](double level) {
    Scenario variant = scenario;
    variant.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(level)}}};
    return play(draw(variant, 1, 0));
  };
  const Outcome stands = demanding(0.4);
  CHECK(stands.round == 1);
  REQUIRE(stands.package);
  CHECK(*stands.package == Package{0, 1});
  CHECK(stands.set_aside == Issues{IssueId(1)});

  // 0.8 as agreed, 0.4 as left: no worse than no agreement, but less than it asks for.
  scenario.rounds = 1;
  const Outcome falls = demanding(0.41);
  CHECK(falls.ending == Ending::stalemate);
  bool told = false;
  for (const Refusal& refusal : falls.last_refusals) {
    if (refusal.party != PartyId(1)) continue;
    told = true;
    CHECK(refusal.text == Package{0, 1});
    CHECK(refusal.ground == Ground::demand);
    CHECK(refusal.worth == Approx(0.4));
    CHECK(refusal.demanded == Approx(0.41));
  }
  CHECK(told);
}

TEST_CASE("who has left signs nothing and consents to nothing", "[signature]") {
  Scenario scenario = land_and_money();
  hold_to(scenario.parties[0], 0, 0);
  hold_to(scenario.parties[1], 1, 0);
  scenario.parties[1].strategy.acceptance = {"ac-time", {{"after", Distribution(0.5)}}};
  const auto with_patience = [&scenario](double patience, Texts& texts) {
    Scenario variant = scenario;
    variant.parties[2].strategy.acceptance = {"ac-const", {{"level", Distribution(1.0)}}};
    variant.parties[2].preferences[1].scores = std::vector<Distribution>{0.0, 0.5, 1.0};
    hold_to(variant.parties[2], 2, patience);
    return play(draw(variant, 1, 0), texts);
  };
  Texts all_stay;
  const Outcome stayed = with_patience(0, all_stay);
  CHECK(all_stay.left.empty());
  CHECK(stayed.round == 6);  // of 10: the first at or after half of the time
  CHECK(*stayed.package == Package{0, 2});
  CHECK(stayed.parties[2].signed_it);

  Texts one_leaves;
  const Outcome left = with_patience(3, one_leaves);
  CHECK(one_leaves.left == Parties{PartyId(2)});
  CHECK(left.round == 6);
  REQUIRE(left.package);
  CHECK(*left.package == Package{0, 1});
  CHECK(left.set_aside == Issues{IssueId(1)});
  CHECK_FALSE(left.parties[2].signed_it);
}

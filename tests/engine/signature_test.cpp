// SPDX-License-Identifier: Apache-2.0
/// Consent, carve-outs and who signs, on cases worked by hand.
#include "engine/negotiation/signature.hpp"

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/scenarios.hpp"

using namespace entente;

namespace {

/// Two required parties, two who may sign; issue 1 needs party 2's consent, issue 2 party 3's.
struct Fixture {
  Scenario scenario;
  std::vector<std::vector<double>> worth_of_option_1;  ///< by party, then issue
  std::vector<double> no_agreement{0, 0, 0, 0};
  std::vector<double> demand{0, 0, 0, 0};
  std::vector<bool> present{true, true, true, true};
  PartyId red_line_of{9};

  Fixture() : worth_of_option_1(4, std::vector<double>{0.3, 0.3, 0.3}) {
    for (std::size_t i = 0; i < 3; ++i) {
      Issue issue;
      issue.id = "i" + std::to_string(i);
      issue.options = {{"no", "", {}}, {"yes", "", {}}};
      issue.status_quo = Option{0};
      scenario.issues.push_back(issue);
    }
    scenario.issues[1].consent = {PartyId(2)};
    scenario.issues[2].consent = {PartyId(3)};
    scenario.parties.resize(4);
    scenario.agreement.required = {PartyId(0), PartyId(1)};
    scenario.agreement.may_sign = {PartyId(2), PartyId(3)};
  }

  [[nodiscard]] double worth(PartyId party, const Package& package) const {
    double sum = 0;
    for (std::size_t i = 0; i < package.size(); ++i) {
      if (package[i] == 1) sum += worth_of_option_1[party][i];
    }
    return sum;
  }

  [[nodiscard]] Signature sign(const Package& text) const {
    return come_to_signature(
        scenario, text,
        {.could_sign =
             [this](PartyId p, const Package& x) {
               return p != red_line_of && worth(p, x) >= no_agreement[p];
             },
         .worth = [this](PartyId p, const Package& x) { return worth(p, x); },
         .still_accepts = [this](PartyId p, const Package& x) { return worth(p, x) >= demand[p]; },
         .present = [this](PartyId p) { return bool{present[p]}; }});
  }
};

/// One more issue that party 4 must consent to, who never signs: it always falls.
Fixture with_a_spoiler() {
  Fixture fixture;
  Issue issue = fixture.scenario.issues[2];
  issue.id = "i3";
  issue.consent = {PartyId(4)};
  fixture.scenario.issues.push_back(issue);
  fixture.scenario.parties.emplace_back();
  fixture.scenario.agreement.may_sign.emplace_back(4);
  for (std::vector<double>& worths : fixture.worth_of_option_1) worths.push_back(0.3);
  fixture.worth_of_option_1.push_back({0.3, 0.3, 0.3, 0.3});
  fixture.no_agreement.push_back(9);
  fixture.demand.push_back(0);
  fixture.present.push_back(true);
  return fixture;
}

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

TEST_CASE("all sign a text that is good for all", "[signature]") {
  const Signature signature = Fixture().sign({1, 1, 1});
  CHECK(signature.package == Package{1, 1, 1});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1), PartyId(2), PartyId(3)});
  CHECK(signature.set_aside.empty());
  CHECK(signature.withdrew.empty());
}

TEST_CASE("an issue without its consent returns to the status quo", "[signature]") {
  Fixture fixture;
  SECTION("because the party would be worse off than without a deal") {
    fixture.no_agreement[2] = 1.5;
  }
  SECTION("because it prefers what holds without its signature") {
    fixture.worth_of_option_1[2][1] = -0.1;
  }
  SECTION("because it has left") { fixture.present[2] = false; }
  SECTION("because it has a red line") { fixture.red_line_of = PartyId(2); }
  const Signature signature = fixture.sign({1, 1, 1});
  CHECK(signature.package == Package{1, 0, 1});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1), PartyId(3)});
  CHECK(signature.set_aside == Issues{IssueId(1)});
  CHECK(signature.withdrew.empty());
}

TEST_CASE("one missing signature can cost another", "[signature]") {
  Fixture fixture;
  fixture.no_agreement[2] = 1.5;  // never signs: issue 1 falls
  fixture.no_agreement[3] = 0.7;  // 0.9 with all three, 0.6 without issue 1: does not sign either
  const Signature signature = fixture.sign({1, 1, 1});
  CHECK(signature.package == Package{1, 0, 0});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1)});
  CHECK(signature.set_aside == Issues{IssueId(1), IssueId(2)});
}

TEST_CASE("the deal falls if a signatory does not accept what is left", "[signature]") {
  Fixture fixture;
  fixture.present[2] = fixture.present[3] = false;
  fixture.no_agreement[1] = 0.5;  // 0.9 as agreed, 0.3 after the carve-out
  const Signature signature = fixture.sign({1, 1, 1});
  CHECK(signature.package == Package{1, 0, 0});
  CHECK(signature.withdrew == Parties{PartyId(1)});
}

TEST_CASE("an issue that is at its status quo anyway is not set aside", "[signature]") {
  Fixture fixture;
  fixture.present[2] = false;
  const Signature signature = fixture.sign({1, 0, 1});
  CHECK(signature.package == Package{1, 0, 1});
  CHECK(signature.set_aside.empty());
}

TEST_CASE("strategies are asked again only if an issue fell", "[signature]") {
  Fixture fixture;
  fixture.demand[1] = 0.95;  // more than the 0.9 of the whole text
  CHECK(fixture.sign({1, 1, 1}).withdrew.empty());
  fixture.demand[1] = 0.7;
  fixture.present[2] = false;
  CHECK(fixture.sign({1, 1, 1}).withdrew == Parties{PartyId(1)});  // 0.6 is left
  fixture.demand[1] = 0.5;
  CHECK(fixture.sign({1, 1, 1}).withdrew.empty());
}

TEST_CASE("who was kept out by an issue that falls in the same pass is let back in",
          "[signature]") {
  Fixture fixture;
  fixture.no_agreement[2] = 1.5;                  // never signs: issue 1 falls
  fixture.worth_of_option_1[3] = {0.3, -1, 0.3};  // -0.4 with issue 1, 0.6 without
  const Signature signature = fixture.sign({1, 1, 1});
  CHECK(signature.package == Package{1, 0, 1});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1), PartyId(3)});
  CHECK(signature.set_aside == Issues{IssueId(1)});

  SECTION("unless it has left") {
    fixture.present[3] = false;
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 0});
  }
}

TEST_CASE("nobody is let back in who drives another out", "[signature]") {
  Fixture fixture = with_a_spoiler();
  // Party 2 likes issue 3 enough to bear issue 2: it signs at first, and without both as well.
  fixture.worth_of_option_1[2] = {0.3, 0.3, -1, 1};
  fixture.worth_of_option_1[3] = {0.3, 0.3, 0.3, -2};  // struck for issue 3 alone
  const Signature signature = fixture.sign({1, 1, 1, 1});
  CHECK(signature.package == Package{1, 1, 0, 0});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1), PartyId(2)});

  SECTION("nor is there anything against it if the other does not mind") {
    fixture.worth_of_option_1[2][2] = -0.5;
    CHECK(fixture.sign({1, 1, 1, 1}).package == Package{1, 1, 1, 0});
  }
}

TEST_CASE("whoever comes back in may bring back one passed over before", "[signature]") {
  Fixture fixture = with_a_spoiler();
  fixture.worth_of_option_1[2][3] = fixture.worth_of_option_1[3][3] = -1;  // both struck at once
  fixture.no_agreement[2] = 0.7;  // 0.6 without issue 2, which party 3 brings back: 0.9
  const Signature signature = fixture.sign({1, 1, 1, 1});
  CHECK(signature.package == Package{1, 1, 1, 0});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1), PartyId(2), PartyId(3)});
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

// SPDX-License-Identifier: Apache-2.0
/// Consent, carve-outs and who signs, on cases worked by hand.
#include "engine/negotiation/signature.hpp"

#include <catch2/catch.hpp>

using namespace entente;

namespace {

/// Two required parties, two who may sign; issue 1 needs party 2's consent, issue 2 party 3's.
struct Fixture {
  Scenario scenario;
  std::vector<std::vector<double>> worth_of_option_1;  ///< by party, then issue
  std::vector<double> no_agreement{0, 0, 0, 0};
  std::vector<double> demand{0, 0, 0, 0};
  std::vector<bool> present{true, true, true, true};
  std::vector<bool> word{false, false, false, false};
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
         .present = [this](PartyId p) { return bool{present[p]}; },
         .gave_its_word = [this](PartyId p) { return bool{word[p]}; }});
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
  fixture.word.push_back(false);
  return fixture;
}

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

TEST_CASE("who gave its word signs what it could sign", "[signature]") {
  Fixture fixture;
  fixture.worth_of_option_1[2][1] = -0.1;  // would rather have it without its signature
  fixture.word[2] = true;
  const Signature signature = fixture.sign({1, 1, 1});
  CHECK(signature.package == Package{1, 1, 1});
  CHECK(signature.signatories == Parties{PartyId(0), PartyId(1), PartyId(2), PartyId(3)});

  SECTION("but not if another gave it") {
    fixture.word = {true, true, false, true};
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 1});
  }
  SECTION("nor below its no-agreement value") {
    fixture.no_agreement[2] = 0.51;
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 1});
  }
  SECTION("nor across a red line") {
    fixture.red_line_of = PartyId(2);
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 1});
  }
  SECTION("nor when it has left") {
    fixture.present[2] = false;
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 1});
  }
  SECTION("nor what is left of it, if its strategy does not accept that") {
    fixture.present[3] = false;  // issue 2 falls: 0.2 is left
    fixture.demand[2] = 0.2 - 1e-9;
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 1, 0});
    fixture.demand[2] = 0.3;
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 0});
  }
  SECTION("nor does it drive out another that is to be let back in") {
    fixture.no_agreement[3] = 0.85;  // 0.9 with all, 0.6 without issue 1
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 1, 1});
    fixture.word[2] = false;
    CHECK(fixture.sign({1, 1, 1}).package == Package{1, 0, 0});
  }
}

TEST_CASE("the signatures of those who sign must reach the quorum", "[signature]") {
  Fixture fixture;
  AgreementRule& rule = fixture.scenario.agreement;
  rule.required = {PartyId(0)};
  rule.may_sign = {PartyId(1), PartyId(2), PartyId(3)};
  rule.quorum = AgreementRule::Quorum{.share = 0.6, .weights = {2, 1, 1, 1}};
  fixture.word = {true, true, true, true};
  CHECK(fixture.sign({1, 1, 1}).enough);
  fixture.no_agreement[1] = 9;  // four of five
  CHECK(fixture.sign({1, 1, 1}).enough);
  CHECK(fixture.sign({1, 1, 1}).stands());
  fixture.no_agreement[2] = 9;  // three of five
  CHECK(fixture.sign({1, 1, 1}).enough);
  fixture.no_agreement[3] = 9;  // two of five
  const Signature signature = fixture.sign({1, 1, 1});
  CHECK(signature.signatories == Parties{PartyId(0)});
  CHECK(signature.withdrew.empty());
  CHECK_FALSE(signature.enough);
  CHECK_FALSE(signature.stands());

  SECTION("by the votes for the text alone") {
    fixture.no_agreement = {0, 0, 0, 0};  // all could sign, and would gain
    fixture.word = {true, false, true, false};
    CHECK(fixture.sign({1, 1, 1}).signatories == Parties{PartyId(0), PartyId(2)});
    CHECK(fixture.sign({1, 1, 1}).stands());
    rule.quorum->share = 0.7;
    CHECK_FALSE(fixture.sign({1, 1, 1}).enough);
  }
  SECTION("with the vetoes, whatever the weights") {
    fixture.no_agreement = {9, 0, 0, 0};
    rule.quorum->share = 0.1;
    CHECK(fixture.sign({1, 1, 1}).withdrew == Parties{PartyId(0)});
    CHECK_FALSE(fixture.sign({1, 1, 1}).stands());
  }
}

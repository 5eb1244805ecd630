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
    for (std::size_t i = 0; i < 3; ++i) {
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

// SPDX-License-Identifier: Apache-2.0
/// What a mediator of a single text drafts, and what it takes the parties to demand.
#include "tests/engine/one_issue_case.hpp"

using namespace entente;
using namespace entente::testing;

TEST_CASE("a skilled mediator drafts for the greatest sum of gains, by its bias", "[single-text]") {
  OneIssueCase scenario(kTwo);
  CHECK(opening(scenario, {0, 0}) == Package{1});
  // 4 x 1 + 0 against 4 x 0.6 + 0.6.
  scenario.bias = {{0, 4}};
  CHECK(opening(scenario, {0, 0}) == Package{0});
  // Shortfalls count tenfold: 4 - 10 x 0.5 against 2.4 + 0.1.
  CHECK(opening(scenario, {0, 0.5}) == Package{1});
  // 4 x 1 - 10 x 0.1 against 2.4 + 0.5.
  CHECK(opening(scenario, {0, 0.1}) == Package{0});
  scenario.bias = {{0, 0}};
  CHECK(opening(scenario, {1, 0}) == Package{2});
}

TEST_CASE("a mediator's own gains count by its bias towards itself", "[single-text]") {
  OneIssueCase scenario({{1, 0.6, 0}, {0, 0.6, 0.9}, {0, 0, 1}});
  scenario.mediator = {2};
  CHECK(opening(scenario, {0, 0, 0}) == Package{2});  // 1.9
  scenario.bias = {{2, 0.2}};
  CHECK(opening(scenario, {0, 0, 0}) == Package{1});  // 1.2 against 1.1
  scenario.skill = 0;  // of others it knows nothing, of itself everything
  CHECK(opening(scenario, {0, 0, 0}) == Package{2});
}

TEST_CASE("an unskilled mediator knows what it was asked for", "[single-text]") {
  // Whoever asks for an option is taken to value it at 1 and the others at one half of that.
  OneIssueCase scenario({{1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}});
  scenario.draft = {1};
  scenario.skill = 0;
  scenario.redrafts = "after-round";
  const std::vector<Action> script = {offer(2), offer(3), offer(3), kAccept, kAccept, kAccept};
  SECTION("and takes the side of more") {
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room(script);
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{3});
  }
  SECTION("or of those whom it prefers") {
    scenario.bias = {{0, 3}};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room(script);
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{2});
  }
}

TEST_CASE("who accepts a text is taken to demand no more", "[single-text]") {
  // Party 0 could get 0.7 elsewhere; the text gives it 0.6. The option before gives 0.3 + 0 above
  // what is demanded. Party 2, to whom all is one, keeps the text from being signed.
  OneIssueCase scenario({{1, 0.6, 0}, {0.1, 0.55, 1}, {0, 0, 0}});
  const auto redrafted = [&scenario](const Action& answer) {
    scenario.draft = {1};
    scenario.redrafts = "after-round";
    scenario.bias = {{1, 0.9}};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room({answer, kAccept, kReject, kReject, kReject, kReject});
    room.no_agreements = {0.7, 0.1, 0};
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::go_on);
    return room.tabled.back();
  };
  CHECK(redrafted(kAccept) == Package{1});  // 0 + 0.9 x 0.45 against 0.4
  CHECK(redrafted(kReject) == Package{0});  // -1 + 0.9 x 0.45 against 0.3
}

TEST_CASE("every refusal of a text teaches the mediator that it was not enough", "[single-text]") {
  // A move takes 0.28 from party 0, who accepts, and gives party 1 a gain of g = 0.1, which counts
  // half: after n refusals it is worth 0.5 x (g + 9 x 0.02 n), more than 0.28 from the third on.
  // The next move takes 0.45 and gives 0.4.
  OneIssueCase scenario({{1, 0.72, 0.27, 0}, {0.5, 0.6, 1, 0}});
  scenario.draft = {0};
  scenario.bias = {{1, 0.5}};
  const auto tabled_after = [&scenario](std::vector<Action> script, int rounds) {
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room(std::move(script));
    for (int round = 1; round <= rounds; ++round) CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.script_is_over());
    return room.tabled;
  };
  using Texts = std::vector<Package>;
  const Action no = kReject;
  SECTION("more each time, and from nothing again with a new text") {
    const std::vector<Action> script = {kAccept, no, no, no, kAccept, no, no, no, kAccept, no};
    CHECK(tabled_after(script, 7) == Texts{{0}, {0}, {1}, {1}, {2}, {2}});
    CHECK(tabled_after({kAccept, no, no, no, kAccept, no}, 4) == Texts{{0}, {0}, {1}, {1}});
    CHECK(tabled_after({kAccept, no, no}, 2) == Texts{{0}, {0}});
  }
  SECTION("whatever else is asked for") {
    scenario.skill = 1;  // knows that it is worth 0.6
    CHECK(tabled_after({kAccept, offer(1), offer(1), offer(1), kAccept, no}, 4) ==
          Texts{{0}, {0}, {1}, {1}});
  }
  SECTION("and nothing of who accepts") {
    // Were the refusals held against party 0, it would need a shortfall made up as
    // well.
    scenario.groups = {{1}, {0}};
    CHECK(tabled_after({no, kAccept, no, no, kAccept, no}, 4) == Texts{{0}, {0}, {1}, {1}});
  }
}

TEST_CASE("who accepts at last is taken at its word, not at its refusals", "[single-text]") {
  OneIssueCase scenario({{0.8, 1, 0.3, 0, 0}, {0.6, 0.2, 0.8, 1, 0}});
  scenario.draft = {0};
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kReject, kAccept, kAccept, kAccept});
  CHECK(talks->play_round(room) == Talks::go_on);
  room.stands = false;
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.signed_text == Package{0});
  // 1 + 0.2 against 0.3 + 0.8; if it still had to gain 0.02, 1 - 4.2 against 0.3 + 0.18.
  room.stands = true;
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(room.signed_text == Package{1});
}

TEST_CASE("a mediator sees what others have without a deal by its own lights", "[single-text]") {
  OneIssueCase scenario(kThree);
  scenario.mediator = {2};
  scenario.bias = {{0, 4}, {2, 0}};
  const auto drafted = [&scenario](double no_agreement, double seen) {
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room({kReject, kReject});
    room.no_agreements = {0, no_agreement, 0};
    room.outlooks = [seen](PartyId party, PartyId viewer) {
      CHECK(viewer == PartyId(2));
      return party == PartyId(1) ? seen : 0.0;
    };
    CHECK(talks->play_round(room) == Talks::go_on);
    return room.tabled.front();
  };
  // 4 x 1 - 10 x 0.1 against 2.4 + 0.5; 4 - 10 x 0.5 against 2.4 + 0.1.
  CHECK(drafted(0.5, 0.1) == Package{0});
  CHECK(drafted(0.1, 0.5) == Package{1});

  SECTION("if it is a party; another knows what they believe themselves") {
    scenario.mediator = {};
    scenario.bias = {{0, 4}};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room({kReject, kReject, kReject});
    room.no_agreements = {0, 0.5, 0};
    room.outlooks = [](PartyId, PartyId) { return 9.0; };
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.tabled.front() == Package{1});
  }
}

TEST_CASE("red lines of others count by the skill of the mediator", "[single-text]") {
  OneIssueCase scenario({{0, 1}, {0, 1}, {0, 1}});
  CHECK(opening(scenario, {0, 0, 0}) == Package{1});
  scenario.red_line(1, 1);
  CHECK(opening(scenario, {0, 0, 0}) == Package{0});  // party 1 would be at -1
  // Estimates 0.9 and 1; less twice a tenth, which is no shortfall yet.
  scenario.skill = 0.1;
  CHECK(opening(scenario, {0, 0, 0}) == Package{1});
}

TEST_CASE("what a party once accepted it is taken to demand, as far as skill is wanting",
          "[single-text]") {
  OneIssueCase scenario(kTwo);
  scenario.draft = {1};
  scenario.skill = 0.6;
  scenario.bias = {{1, 2}};
  scenario.redrafts = "after-round";
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kReject, kReject, kAccept, kReject, kReject});
  // Estimates (1, 0.76, 0.4) and (0.4, 0.76, 1). Party 0 accepted 0.76 and demands 0.4 of that,
  // party 1 refused it and demands 0.78: 0.096 + 0.44 against 0.456 - 0.4.
  CHECK(talks->play_round(room) == Talks::go_on);
  // Now party 0 demands 0.6 more, 0.904, and party 1, which accepted 1, 0.4: 0.096 + 0 against
  // -1.44 + 0.72 and -5.04 + 1.2.
  room.no_agreements = {1, 0};
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.tabled == std::vector<Package>{{1}, {1}, {2}, {2}, {0}, {0}});
}

TEST_CASE("a mediator shows no text that it could not sign", "[single-text]") {
  OneIssueCase scenario(kThree);
  scenario.mediator = {1};
  SECTION("across its red lines") {
    scenario.red_line(1, 1);
    CHECK(opening(scenario, {0, 0, 0}) == Package{0});
    scenario.draft = {1};
    CHECK(opening(scenario, {0, 0, 0}) == Package{0});
  }
  SECTION("below its no-agreement value") {
    CHECK(opening(scenario, {0, 0.6, 0}) == Package{1});
    CHECK(opening(scenario, {0, 0.7, 0}) == Package{2});
    scenario.draft = {0};
    CHECK(opening(scenario, {0, 0.5, 0}) == Package{1});
  }
  SECTION("and stays at home if it has none") {
    scenario.draft = {0};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room({kReject, kReject});
    room.no_agreements = {0, 1.5, 0};
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes.empty());
    room.no_agreements = {0, 0.5, 0};  // until things get worse
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"1:(0,1)", "0~1(0,1)", "1:(2,1)", "2~1(2,1)"});
  }
}

// SPDX-License-Identifier: Apache-2.0
/// Single text in a room that answers by a script and keeps the minutes: visits and signatures.
#include "tests/engine/one_issue_case.hpp"

using namespace entente;
using namespace entente::testing;

TEST_CASE("the text goes round the groups, and only who is visited hears of it", "[single-text]") {
  SECTION("and the mediator, if it is a party") {
    OneIssueCase scenario({{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, {1, 0, 0}});
    scenario.mediator = {3};
    scenario.draft = {1};
    scenario.groups = {{1, 3, 0}, {2}};
    ScriptedRoom room = scenario.room({kAccept, kAccept, kAccept});
    CHECK(scenario.talks()->play_round(room) == Talks::over);
    CHECK(room.minutes ==
          Minutes{"3:(1,0,3)", "1~3(1,0,3)", "0~3(1,0,3)", "3:(2,3)", "2~3(2,3)", "=3"});
    CHECK(room.signed_text == Package{1});
    CHECK(room.amendments_allowed == 5);
  }
  SECTION("groups that were left out are visited one by one") {
    OneIssueCase scenario({{1, 0}, {1, 0}, {1, 0}});
    scenario.draft = {1};
    scenario.groups = {{2}};
    ScriptedRoom room = scenario.room({kAccept, kAccept, kAccept});
    CHECK(scenario.talks()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(2)", "2~m(2)", "m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});
  }
}

TEST_CASE("an acceptance holds while the text stays as it is", "[single-text]") {
  OneIssueCase scenario(kTwo);
  scenario.draft = {1};  // no other text is better for both together
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kReject, kAccept});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)"});
  CHECK(talks->play_round(room) == Talks::over);
  // Party 0 is not asked again, and nobody shown what it has seen.
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "1~m(1)", "=m"});
}

TEST_CASE("a redraft is shown to all anew", "[single-text]") {
  OneIssueCase scenario(kTwo);
  scenario.draft = {0};
  SECTION("before travelling on") {
    scenario.groups = {{1}, {0}};
    ScriptedRoom room = scenario.room({offer(1), kAccept, kAccept});
    const auto talks = scenario.talks();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(1)", "1~m(1)", "m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});
    CHECK(room.tabled == std::vector<Package>{{0}, {1}, {1}});
  }
  SECTION("when all have been visited, and acceptances of the old one are void") {
    scenario.redrafts = "after-round";
    ScriptedRoom room = scenario.room({kAccept, kReject, kAccept, kAccept});
    const auto talks = scenario.talks();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "m:(0)", "0~m(0)", "m:(1)",
                                  "1~m(1)", "=m"});
    CHECK(room.tabled == std::vector<Package>{{0}, {0}, {1}, {1}});
  }
}

TEST_CASE("a redraft changes no more issues than allowed", "[single-text]") {
  OneIssueCase scenario(kTwo);
  scenario.draft = {0};
  scenario.changes = 1;  // there is but one
  scenario.groups = {{1}, {0}};
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kReject, kReject});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.tabled == std::vector<Package>{{0}, {1}});
}

TEST_CASE("a text that does not stand is not drafted again", "[single-text]") {
  OneIssueCase scenario(kTwo);
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kAccept, kAccept, kAccept});
  room.stands = false;
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});
  CHECK(room.signed_text == Package{1});
  room.stands = true;
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(room.signed_text == Package{0});  // as good as option 2, and the first
}

TEST_CASE("a quorum signs after the visit that makes it", "[single-text]") {
  OneIssueCase scenario({{1, 0}, {1, 0}, {1, 0}});
  scenario.draft = {0};
  ScriptedRoom room({kMay, kMay, kMay}, {kAccept, kAccept});
  room.quorum = 2;
  CHECK(scenario.talks()->play_round(room) == Talks::over);
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});

  SECTION("to which the mediator's own text counts") {
    scenario.mediator = {2};
    ScriptedRoom another({kMay, kMay, kMay}, {kAccept});
    another.quorum = 2;
    CHECK(scenario.talks()->play_round(another) == Talks::over);
    CHECK(another.minutes == Minutes{"2:(0,2)", "0~2(0,2)", "=2"});
  }
}

TEST_CASE("who leaves is visited no more, and who must sign ends the talks by it",
          "[single-text]") {
  OneIssueCase scenario({{1, 0}, {1, 0}, {1, 0}});
  scenario.draft = {0};
  scenario.groups = {{0, 1}, {2}};
  SECTION("an optional party") {
    ScriptedRoom room({kMay, kMay, kMust}, {kAccept, kLeave, kReject, kAccept});
    room.quorum = 2;
    const auto talks = scenario.talks();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes ==
          Minutes{"m:(0,1)", "0~m(0,1)", "1~m(0,1)", "m:(2)", "2~m(2)", "2~m(2)", "=m"});
  }
  SECTION("a required one") {
    ScriptedRoom room({kMust, kMust, kMust}, {kAccept, kLeave});
    CHECK(scenario.talks()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(0,1)", "0~m(0,1)", "1~m(0,1)"});
  }
}

// SPDX-License-Identifier: Apache-2.0
/// Majority in a room that answers by a script and keeps the minutes.
#include "tests/scripted_room.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

std::unique_ptr<Protocol> protocol(std::string_view decides = "at-once") {
  Parameters parameters;
  parameters.set("decides", decides);
  return make_protocol("majority", parameters);
}

}  // namespace

TEST_CASE("all table a text before any is heard, then all vote on all of the others'",
          "[majority]") {
  ScriptedRoom room({kMust, kMust, kMust}, {offer(1), offer(2), offer(3), kAccept, kReject, kReject,
                                            kAccept, kReject, kReject});
  CHECK(protocol()->play_round(room) == Talks::go_on);
  CHECK(room.minutes ==
        Minutes{"0?", "1?", "2?", "0:", "1:", "2:", "1!0", "2!0", "0!1", "2!1", "0!2", "1!2"});
  CHECK(room.tabled == std::vector<Package>{{1}, {2}, {3}});
  CHECK(room.script_is_over());
}

TEST_CASE("the text of the greatest support decides, then the first one", "[majority]") {
  SECTION("more support") {
    ScriptedRoom room({kMay, kMay, kMay}, {offer(1), offer(2), offer(3), kAccept, kReject, kAccept,
                                           kAccept, kAccept, kAccept});
    room.quorum = 2;
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{2});
  }
  SECTION("a veto counts for more than support") {
    ScriptedRoom room({kMust, kMay, kMay}, {offer(1), offer(2), offer(3), kAccept, kReject, kReject,
                                            kAccept, kReject, kAccept});
    room.quorum = 2;
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{1});
  }
  SECTION("all required: unanimity") {
    ScriptedRoom room({kMust, kMust}, {offer(1), offer(2), kReject, kAccept});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{2});
  }
}

TEST_CASE("a text that does not stand makes way for the next best", "[majority]") {
  ScriptedRoom room({kMay, kMay}, {offer(1), offer(2), kReject, kAccept});
  room.quorum = 1;
  room.stands = false;
  CHECK(protocol()->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"0?", "1?", "0:", "1:", "1!0", "0!1", "=1", "=0"});
}

TEST_CASE("at the deadline the text of most support so far is signed", "[majority]") {
  const auto talks = protocol("at-deadline");
  // Round 1: text 1 is carried by two. Round 2: text 4 by two, too. Round 3: nothing is carried.
  ScriptedRoom room({kMay, kMay, kMay}, {offer(1), kReject, kReject, kAccept, kReject,  //
                                         kReject, offer(4), kReject, kReject, kAccept,  //
                                         offer(5), kReject, kReject, kReject, kReject});
  room.quorum = 2;
  room.last_round = 3;
  CHECK(talks->play_round(room) == Talks::go_on);
  ++room.now;
  CHECK(talks->play_round(room) == Talks::go_on);
  ++room.now;
  const std::size_t before = room.minutes.size();
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(Minutes(room.minutes.begin() + static_cast<std::ptrdiff_t>(before), room.minutes.end()) ==
        Minutes{"0?", "1?", "2?", "0:", "1!0", "2!0", "=0"});
  CHECK(room.signed_text == Package{1});  // equal support does not replace it
  CHECK(room.script_is_over());
}

TEST_CASE("more support replaces the standing text, in the last round as well", "[majority]") {
  const auto talks = protocol("at-deadline");
  ScriptedRoom room({kMay, kMay, kMay}, {offer(1), kReject, kReject, kAccept, kReject,  //
                                         kReject, offer(4), kReject, kAccept, kAccept});
  room.quorum = 2;
  room.last_round = 2;
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes.back() == "2!0");
  ++room.now;
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(room.signed_text == Package{4});
}

TEST_CASE("a standing text loses the support of those who leave", "[majority]") {
  const auto talks = protocol("at-deadline");
  SECTION("and falls") {
    ScriptedRoom room({kMay, kMay, kMay}, {offer(1), kReject, kReject, kAccept, kReject,  //
                                           kReject, kLeave, kReject});
    room.quorum = 2;
    room.last_round = 2;
    CHECK(talks->play_round(room) == Talks::go_on);
    ++room.now;
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes.back() == "2?");
  }
  SECTION("unless the others suffice") {
    ScriptedRoom room({kMay, kMay, kMay}, {offer(1), kReject, kReject, kAccept, kAccept,  //
                                           kReject, kLeave, kReject});
    room.quorum = 2;
    room.last_round = 2;
    CHECK(talks->play_round(room) == Talks::go_on);
    ++room.now;
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{1});
  }
}

TEST_CASE("who leaves votes no more, and who must sign ends the talks by it", "[majority]") {
  SECTION("an optional party") {
    ScriptedRoom room({kMust, kMay, kMust}, {offer(1), kLeave, kReject, kReject});
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "1?", "2?", "0:", "2!0"});
  }
  SECTION("a required one") {
    ScriptedRoom room({kMust, kMust, kMust}, {offer(1), kLeave});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "1?"});
  }
}

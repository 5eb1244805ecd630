// SPDX-License-Identifier: Apache-2.0
/// Alternating offers in a room that answers by a script and keeps the minutes.
#include "tests/scripted_room.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

std::unique_ptr<Protocol> protocol(std::vector<std::size_t> order = {}) {
  Parameters parameters;
  parameters.set("order", std::move(order));
  return make_protocol("alternating-offers", parameters);
}

}  // namespace

TEST_CASE("each in turn answers the text or replaces it, until all others have accepted",
          "[alternating-offers]") {
  const auto talks = protocol();
  ScriptedRoom room({kMust, kMust, kMust},
                    {offer(1), kAccept, offer(2), kAccept, offer(3), kAccept, kAccept});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?0", "2:"});
  CHECK(talks->play_round(room) == Talks::go_on);  // the text of the last round is answered
  // Party 1 has accepted an earlier text, not this one.
  CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?0", "2:", "0?2", "1?2", "1:", "2?1"});
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(room.minutes.back() == "=1");
  CHECK(room.minutes.size() == 11);
  CHECK(room.signed_text == Package{3});
}

TEST_CASE("parties that the order leaves out follow as they are listed", "[alternating-offers]") {
  const auto talks = protocol({2, 0});
  ScriptedRoom room({kMust, kMust, kMust, kMust}, std::vector<Action>(8, kReject));
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"2?", "0?", "1?", "3?"});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"2?", "0?", "1?", "3?", "2?", "0?", "1?", "3?"});
}

TEST_CASE("a text refused without another leaves the table empty", "[alternating-offers]") {
  ScriptedRoom room({kMust, kMust, kMust}, {offer(1), kReject, kReject});
  CHECK(protocol()->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?"});
}

TEST_CASE("nobody is asked about its own text", "[alternating-offers]") {
  const auto talks = protocol();
  ScriptedRoom room({kMust, kMay}, {kReject, kLeave, offer(1), offer(2)});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"0?", "1?", "0?", "0:", "0?", "0:"});
}

TEST_CASE("before an optional party's text those who must sign answer the one before",
          "[alternating-offers]") {
  SECTION("and if they accept, it is signed and the other never tabled") {
    ScriptedRoom room({kMust, kMay, kMust}, {offer(1), offer(2), kAccept});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "=0"});
    CHECK(room.signed_text == Package{1});
  }
  SECTION("and if one refuses, the other is tabled") {
    ScriptedRoom room({kMust, kMay, kMust}, {offer(1), offer(2), kReject, kAccept});
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "1:", "2?1"});
  }
  SECTION("whoever has accepted is not asked again") {
    ScriptedRoom room({kMust, kMust, kMay, kMust}, {offer(1), kAccept, kReject, kAccept});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?0", "3!0", "=0"});
  }
  SECTION("nor is anybody after the first refusal") {
    ScriptedRoom room({kMay, kMay, kMust, kMust}, {offer(1), kReject, kReject, kReject, kReject});
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "2?", "3?"});
  }
  SECTION("and if what they accept does not stand, the other is tabled") {
    ScriptedRoom room({kMust, kMay, kMust}, {offer(1), offer(2), kAccept, kAccept});
    room.stands = false;
    CHECK(protocol()->play_round(room) == Talks::go_on);
    // Party 0 has not answered the text of party 1 yet.
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "=0", "1:", "2?1"});
  }
}

TEST_CASE("of two optional parties, each text gets its answer", "[alternating-offers]") {
  SECTION("the accepting one changes nothing") {
    ScriptedRoom room({kMust, kMay, kMay, kMust}, {offer(1), kAccept, kReject, kAccept});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?0", "3!0", "=0"});
  }
  SECTION("the text of one waits for the other's until all who must have answered, in turn") {
    ScriptedRoom room({kMust, kMay, kMay, kMust},
                      {offer(1), offer(2), kReject, offer(3), kAccept, kAccept});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "3!0", "1:", "2?1", "3!1", "0!1", "=1"});
    CHECK(room.signed_text == Package{2});
  }
  SECTION("acceptance by optional parties alone is no agreement") {
    ScriptedRoom room({kMay, kMay, kMust}, {offer(1), kAccept, kReject});
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?0"});
  }
}

TEST_CASE("an optional party that leaves loses its seat and no more", "[alternating-offers]") {
  const auto talks = protocol();
  SECTION("the text on the table is answered first") {
    ScriptedRoom room({kMust, kMay, kMust},
                      {offer(1), kLeave, kReject, offer(2), kReject, kReject});
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "2?", "2:"});
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "2?", "2:", "0?2", "2?"});
  }
  SECTION("and may be agreed") {
    ScriptedRoom room({kMust, kMay, kMust}, {offer(1), kLeave, kAccept});
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes.back() == "=0");
  }
}

TEST_CASE("a required party that leaves ends the talks at once", "[alternating-offers]") {
  ScriptedRoom room({kMust, kMust, kMust}, {offer(1), kLeave});
  CHECK(protocol()->play_round(room) == Talks::over);
  CHECK(room.minutes == Minutes{"0?", "0:", "1?0"});
}

TEST_CASE("a text that does not stand is off the table", "[alternating-offers]") {
  const auto talks = protocol();
  ScriptedRoom room({kMust, kMust}, {offer(1), kAccept, offer(2), kAccept});
  room.stands = false;
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "=0"});
  room.stands = true;
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "=0", "0?", "0:", "1?0", "=0"});
  CHECK(room.signed_text == Package{2});

  SECTION("for the next party in the same round, and old acceptances do not count") {
    const auto fresh = protocol();
    ScriptedRoom three({kMust, kMust, kMust},
                       {kReject, kReject, offer(1), kAccept, kAccept, offer(2), kAccept, kAccept});
    three.stands = false;
    CHECK(fresh->play_round(three) == Talks::go_on);
    CHECK(fresh->play_round(three) == Talks::go_on);
    CHECK(three.minutes == Minutes{"0?", "1?", "2?", "2:", "0?2", "1?2", "=2", "2?", "2:"});
    three.stands = true;
    three.minutes.clear();
    CHECK(fresh->play_round(three) == Talks::over);
    CHECK(three.minutes == Minutes{"0?2", "1?2", "=2"});
  }
}

TEST_CASE("with a quorum, whoever could still carry a text answers it before it goes",
          "[alternating-offers]") {
  SECTION("it is carried by the others") {
    ScriptedRoom room({kMay, kMay, kMay, kMay}, {offer(1), kReject, kAccept, kAccept});
    room.quorum = 3;
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "3!0", "=0"});
  }
  SECTION("nobody is asked once it is carried") {
    ScriptedRoom room({kMay, kMay, kMay, kMay}, {offer(1), kReject, kAccept});
    room.quorum = 2;
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "=0"});
  }
  SECTION("nor once it cannot be any more") {
    ScriptedRoom room({kMay, kMay, kMay, kMay}, {offer(1), offer(2), kReject, kAccept, kAccept});
    room.quorum = 3;
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2!0", "1:", "2?1", "3?1", "=1"});
    CHECK(room.signed_text == Package{2});
  }
  SECTION("who must sign answers first, and can bury it") {
    ScriptedRoom room({kMay, kMay, kMay, kMust}, {offer(1), kReject, kReject, kReject, kReject});
    room.quorum = 3;
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "3!0", "2?", "3?"});
  }
  SECTION("a required party's refusal needs no more answers") {
    ScriptedRoom room({kMust, kMust, kMay, kMay}, {offer(1), kReject, kReject, kReject});
    room.quorum = 2;
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "0:", "1?0", "2?", "3?"});
  }
  SECTION("in the next round, too") {
    const auto talks = protocol();
    ScriptedRoom room({kMay, kMay, kMay}, {kReject, kReject, offer(1), kReject, kAccept});
    room.quorum = 2;
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "1?", "2?", "2:", "0?2", "1!2", "=2"});
  }
  SECTION("those who have left cannot carry it") {
    ScriptedRoom room({kMay, kMay, kMay}, {kLeave, offer(1), kReject});
    room.quorum = 2;
    CHECK(protocol()->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"0?", "1?", "1:", "2?1"});
  }
}

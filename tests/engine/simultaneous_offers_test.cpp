// SPDX-License-Identifier: Apache-2.0
/// Simultaneous offers in a room that answers by a script and keeps the minutes.
#include "tests/scripted_room.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

std::unique_ptr<Protocol> protocol(std::string_view concedes = "least-risk",
                                   std::string_view criterion = "weak", double patience = 0) {
  Parameters parameters;
  parameters.set("concedes", concedes);
  parameters.set("criterion", criterion);
  parameters.set("patience", patience);
  return make_protocol("simultaneous-offers", parameters);
}

/// Worths by party, then by the option of the only issue.
std::function<double(PartyId, const Package&)> table_of(std::vector<std::vector<double>> worths) {
  return [worths = std::move(worths)](PartyId party, const Package& package) {
    return worths[party][package[0]];
  };
}

Minutes since(const ScriptedRoom& room, std::size_t before) {
  return {room.minutes.begin() + static_cast<std::ptrdiff_t>(before), room.minutes.end()};
}

}  // namespace

TEST_CASE("all name a text before any is heard, then each is put to the others",
          "[simultaneous-offers]") {
  ScriptedRoom room({kMust, kMust, kMust}, {offer(0), offer(1), offer(2), kReject, kReject, kReject,
                                            kReject, kReject, kReject});
  CHECK(protocol()->play_round(room) == Talks::go_on);
  CHECK(room.minutes ==
        Minutes{"0?", "1?", "2?", "0:", "1:", "2:", "1!0", "2!0", "0!1", "2!1", "0!2", "1!2"});
  CHECK(room.script_is_over());
}

TEST_CASE("the party of least risk concedes", "[simultaneous-offers]") {
  // Risks by hand, from 0.2 without a deal: party 0 (1 - 0.6) / 0.8 = 1/2, party 1 (1 - 0.5) / 0.8.
  const auto talks = protocol();
  ScriptedRoom room({kMust, kMust},
                    {offer(0), offer(1), kReject, kReject, offer(2), kAccept, kReject});
  room.worths = table_of({{1, 0.6, 0.9}, {0.5, 1, 0.7}});
  room.no_agreements = {0.2, 0.2};
  CHECK(talks->play_round(room) == Talks::go_on);
  const std::size_t before = room.minutes.size();
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(since(room, before) == Minutes{"0?", "0:", "1!0", "0!1", "=0"});
  CHECK(room.signed_text == Package{2});
}

TEST_CASE("what risk is compared by", "[simultaneous-offers]") {
  const auto who = [](std::vector<std::vector<double>> worths, std::vector<double> no_agreements) {
    const auto talks = protocol("least-risk", "any");
    const std::size_t parties = worths.size();
    std::vector<Action> script;
    for (std::size_t p = 0; p < parties; ++p) script.push_back(offer(static_cast<Option>(p)));
    script.resize(200, kReject);
    ScriptedRoom room(std::vector<bool>(parties, kMust), script);
    room.worths = table_of(std::move(worths));
    room.no_agreements = std::move(no_agreements);
    CHECK(talks->play_round(room) == Talks::go_on);
    const std::size_t before = room.minutes.size();
    CHECK(talks->play_round(room) == Talks::go_on);
    std::string names;
    for (const std::string& line : since(room, before)) {
      if (line.back() == '?') names += line.front();
    }
    return names;
  };
  // Equal risks: both.
  CHECK(who({{1, 0.5}, {0.5, 1}}, {0, 0}) == "01");
  // A better outside option raises risk: 0.5 / 0.6 against 0.5.
  CHECK(who({{1, 0.5}, {0.5, 1}}, {0.4, 0}) == "1");
  // Who has nothing to lose risks all, even where giving in costs it nothing.
  CHECK(who({{0.4, 0.4}, {0.1, 1}}, {0.4, 0}) == "1");
  // No risk is above 1: both would rather have no deal than the other's text.
  CHECK(who({{1, 0.1}, {0.3, 1}}, {0.5, 0.5}) == "01");
  // Three are compared in pairs. Party 0 risks more than each of the others: 0.8 against 0.2 and
  // 0.9 against 0.4; party 2, of these, more than party 1: 0.7 against 0.6.
  CHECK(who({{1, 0.2, 0.1}, {0.8, 1, 0.4}, {0.6, 0.3, 1}}, {0, 0, 0}) == "12");
  // In a circle nobody may wait: 0.8 against 0.1, then 0.6 against 0.1, then 0.7 against 0.1.
  CHECK(who({{1, 0.2, 0.9}, {0.9, 1, 0.4}, {0.3, 0.9, 1}}, {0, 0, 0}) == "012");
  // Equal risks in one pair: both must concede, though the third risks least.
  CHECK(who({{1, 0.5, 0.5}, {0.5, 1, 0.5}, {0.9, 0.9, 1}}, {0, 0, 0}) == "012");
}

TEST_CASE("without risk all concede in every round", "[simultaneous-offers]") {
  const auto talks = protocol("all", "any");
  ScriptedRoom room({kMust, kMust},
                    {offer(0), offer(1), kReject, kReject, offer(2), offer(3), kReject, kReject});
  room.worths = table_of({{1, 0.9, 0.8, 0.7}, {0, 1, 0.8, 0.9}});
  CHECK(talks->play_round(room) == Talks::go_on);
  const std::size_t before = room.minutes.size();
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(since(room, before) == Minutes{"0?", "1?", "0:", "1:", "1!0", "0!1"});
}

TEST_CASE("a new text stands only where it is a concession", "[simultaneous-offers]") {
  // Party 0 goes from option 0 to a later one; who accepts that reveals which one stands.
  const auto stands = [](std::string_view criterion, Option option) {
    const auto talks = protocol("all", criterion);
    ScriptedRoom room({kMust, kMust, kMust}, {offer(0), kReject, kReject, kReject, kReject,  //
                                              offer(option), kReject, kReject, kAccept, kAccept});
    // By option: 1 better for one, 2 for both, 3 better for one and worse for the other by less,
    // 4 by more, 5 better for one, 6 worse for the party itself only, 7 as before.
    room.worths = table_of({{1, 1, 1, 1, 1, 1, 0.9, 1},
                            {0.4, 0.5, 0.5, 0.6, 0.5, 0.4, 0.4, 0.4},
                            {0.3, 0.3, 0.4, 0.2, 0.0, 0.6, 0.3, 0.3}});
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.tabled.back() == Package{option});  // heard in any case
    return room.signed_text == Package{option};
  };
  const auto all = [&stands](std::string_view criterion) {
    std::string names;
    for (Option option = 1; option <= 7; ++option) {
      if (stands(criterion, option)) names += std::to_string(option);
    }
    return names;
  };
  CHECK(all("weak") == "12345");
  CHECK(all("strong") == "2");
  CHECK(all("pareto") == "125");
  CHECK(all("utilitarian") == "1235");
  CHECK(all("egalitarian") == "25");
  CHECK(all("nash") == "125");
  CHECK(all("egocentric") == "6");
  CHECK(all("any") == "1234567");
}

TEST_CASE("of several texts that are carried, the greatest product of gains decides",
          "[simultaneous-offers]") {
  const std::vector<Action> all_accept = {offer(0), offer(1), offer(2), kAccept, kAccept,
                                          kAccept,  kAccept,  kAccept,  kAccept};
  ScriptedRoom room({kMust, kMust, kMust}, all_accept);
  SECTION("of all") {
    room.worths = table_of({{0.9, 0.7, 0.5}, {0.5, 0.8, 0.5}, {0.5, 0.5, 0.9}});
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{1});
  }
  SECTION("over no agreement") {
    room.worths = table_of({{0.9, 0.7, 0.5}, {0.5, 0.8, 0.5}, {0.5, 0.5, 0.9}});
    room.no_agreements = {0, 0, 0.45};
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{2});  // 0.5 x 0.5 x 0.45 against 0.7 x 0.8 x 0.05
  }
  SECTION("two losses make no gain") {
    room.worths = table_of({{0, 0.5, 0}, {0, 0.5, 0}, {1, 0.5, 1}});
    room.no_agreements = {0.4, 0.4, 0.4};
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{1});
  }
  SECTION("equals: the first party's") {
    CHECK(protocol()->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{0});
  }
  SECTION("if it does not stand, the next best") {
    room.stands = false;
    room.worths = table_of({{0.9, 0.7, 0.5}, {0.5, 0.8, 0.5}, {0.5, 0.5, 0.9}});
    CHECK(protocol()->play_round(room) == Talks::go_on);
    // Both others' products are 0.225; party 0's is the first.
    CHECK(since(room, 12) == Minutes{"=1", "=0", "=2"});
  }
}

TEST_CASE("a quorum carries a text against the others", "[simultaneous-offers]") {
  ScriptedRoom room({kMay, kMay, kMay}, {offer(0), offer(1), offer(2), kReject, kReject, kAccept,
                                         kReject, kReject, kReject});
  room.quorum = 2;
  CHECK(protocol()->play_round(room) == Talks::over);
  CHECK(room.signed_text == Package{1});
}

TEST_CASE("patience with rounds in which nobody concedes", "[simultaneous-offers]") {
  const std::vector<Action> script = {offer(0), offer(1), kReject, kReject,  //
                                      offer(0), offer(1), kReject, kReject,  //
                                      offer(2), offer(1), kReject, kReject,  //
                                      offer(2), offer(1), kReject, kReject,  //
                                      offer(2), offer(1), kReject, kReject};
  const auto rounds = [&script](double patience) {
    const auto talks = protocol("all", "weak", patience);
    ScriptedRoom room({kMust, kMust}, script);
    room.worths = table_of({{1, 0, 0.9}, {0, 1, 0.1}});
    int round = 1;
    while (round <= 4 && talks->play_round(room) == Talks::go_on) ++round;
    return round;
  };
  CHECK(rounds(1) == 2);  // the classical conflict
  CHECK(rounds(2) == 5);  // a concession in between starts the count anew
  CHECK(rounds(0) == 5);
}

TEST_CASE("a party without a text is asked for one each round", "[simultaneous-offers]") {
  const auto talks = protocol("least-risk", "any");
  ScriptedRoom room({kMust, kMust},
                    {offer(0), kReject, kReject, kReject, offer(1), kReject, kReject});
  room.worths = table_of({{1, 0.9}, {0, 1}});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"0?", "1?", "0:", "1!0"});
  CHECK(talks->play_round(room) == Talks::go_on);
  // Alone with a text, party 0 has no risk in giving in to nothing.
  CHECK(since(room, 4) == Minutes{"0?", "1?", "1:", "1!0", "0!1"});
}

TEST_CASE("who leaves takes its text away, and who must sign ends the talks by it",
          "[simultaneous-offers]") {
  const auto talks = protocol("all", "any");
  SECTION("an optional party") {
    ScriptedRoom room({kMust, kMay, kMust},
                      {offer(0), offer(1), offer(2), kReject, kReject, kReject, kReject, kReject,
                       kReject, kReject, kLeave, kReject, kReject, kReject});
    CHECK(talks->play_round(room) == Talks::go_on);
    const std::size_t before = room.minutes.size();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(since(room, before) == Minutes{"0?", "1?", "2?", "2!0", "0!2"});
  }
  SECTION("a required one") {
    ScriptedRoom room({kMust, kMust, kMust}, {offer(0), kLeave});
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"0?", "1?"});
  }
}

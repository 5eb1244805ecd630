// SPDX-License-Identifier: Apache-2.0
/// MiCRO's order, what moves it on, what it repeats, and the acceptance rule that goes with it.
#include <algorithm>
#include <deque>
#include <set>

#include <catch2/catch.hpp>

#include "tests/ladder.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

TEST_CASE("MiCRO tables a new package for every new one it hears", "[bidding]") {
  Ladder ladder(10);
  const auto micro = ladder.bidding("micro");
  CHECK(ladder.table(*micro) == 10);  // 0 tabled, 0 heard
  CHECK(ladder.table(*micro) == 10);  // 1 and 0
  ladder.hear(1, 0.2);
  CHECK(ladder.table(*micro) == 9);  // 1 and 1
  ladder.hear(1, 0.2);               // nothing new
  std::set<int> repeated;
  for (int i = 0; i < 40; ++i) {
    ++ladder.round;
    repeated.insert(ladder.table(*micro));
  }
  CHECK(repeated == std::set<int>{9, 10});
  ladder.hear(1, 0.3);
  ladder.hear(1, 0.4);
  CHECK(ladder.table(*micro) == 8);
  CHECK(ladder.table(*micro) == 7);
  CHECK(ladder.table(*micro) >= 7);  // 4 tabled, 3 heard
}

TEST_CASE("MiCRO goes down its order exactly", "[bidding]") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Dice dice(seed);
    const Blocks blocks(std::vector<std::size_t>{dice.between(1, 4), dice.between(1, 4), 3},
                        seed % 2 == 0
                            ? std::vector<std::vector<IssueId>>{}
                            : std::vector<std::vector<IssueId>>{{IssueId(0), IssueId(2)}});
    std::vector<double> rows;
    std::vector<std::uint8_t> barred;
    for (std::size_t row = 0; row < blocks.rows(); ++row) {
      rows.push_back(0.3 * dice.unit());
      barred.push_back(dice.chance(0.1) ? 1 : 0);
    }
    const UtilityView own{&blocks, rows, barred};
    std::vector<double> worths;  // of what may be tabled, by brute force
    std::deque<Package> all;
    for (Option a = 0; a < blocks.options(IssueId(0)); ++a) {
      for (Option b = 0; b < blocks.options(IssueId(1)); ++b) {
        for (Option c = 0; c < 3; ++c) {
          all.push_back({a, b, c});
          if (!own.crosses_red_line(all.back())) worths.push_back(own.worth(all.back()));
        }
      }
    }
    std::sort(worths.rbegin(), worths.rend());
    const double floor = 0.2;
    const auto stop = std::find_if(worths.begin(), worths.end(),
                                   [floor](double worth) { return worth <= floor; });
    const auto expected = static_cast<std::size_t>(stop - worths.begin());

    const auto micro = find(biddings(), "micro")->make({}, own);
    std::vector<Heard> heard;
    std::vector<Package> tabled;
    const std::vector<double> liked(rows.size());
    const auto bid = [&] {
      return micro->bid({.own = own,
                         .barred = barred,
                         .drafts = {},
                         .no_agreement = floor,
                         .heard = heard,
                         .liked = liked,
                         .tabled = tabled,
                         .others = {},
                         .luck = StreamKey(seed, "luck")});
    };
    INFO("seed " << seed);
    for (std::size_t m = 0; m < expected; ++m) {
      const auto next = bid();
      REQUIRE(next);
      CHECK(std::find(tabled.begin(), tabled.end(), *next) == tabled.end());
      CHECK(own.worth(*next) == Approx(worths[m]));
      tabled.push_back(*next);
      heard.push_back({0.5, 0, false, PartyId(1), 1, &all[m]});
    }
    // The next one would be worth no more than no agreement.
    const auto last = bid();
    CHECK(last.has_value() == (expected > 0));
    if (last) CHECK(std::find(tabled.begin(), tabled.end(), *last) != tabled.end());
  }
}

TEST_CASE("MiCRO waits for whoever has said least that is new", "[bidding]") {
  Ladder ladder(10);
  const auto micro = ladder.bidding("micro");
  for (int i = 0; i < 3; ++i) ladder.hear(1, 0.1 * i);
  ladder.hear(2, 0);
  CHECK(ladder.table(*micro) == 10);
  CHECK(ladder.table(*micro) == 9);
  CHECK(ladder.table(*micro) >= 9);  // the second has said one thing only
  ladder.hear(2, 0);
  CHECK(ladder.table(*micro) >= 9);
  ladder.hear(std::nullopt, 0.7);  // a mediator's: nobody's concession
  CHECK(ladder.table(*micro) >= 9);
  ladder.hear(2, 0.1);
  CHECK(ladder.table(*micro) == 8);
}

TEST_CASE("MiCRO counts what it asked for as an amendment as tabled", "[bidding]") {
  Ladder ladder(10);
  const auto micro = ladder.bidding("micro");
  ladder.tabled = {{10}, {8}};  // the second not by its own order
  ladder.hear(1, 0.1);
  CHECK(ladder.bid(*micro) >= 8);  // 2 and 1
  CHECK(ladder.bid(*micro) != 9);
  ladder.hear(1, 0.2);
  CHECK(ladder.table(*micro) == 9);
  ladder.hear(1, 0.3);
  CHECK(ladder.table(*micro) == 7);  // 8 has been said
}

TEST_CASE("MiCRO repeats nothing that is barred or worth less than no agreement", "[bidding]") {
  Ladder ladder(10);
  const auto micro = ladder.bidding("micro");
  for (int i = 0; i < 3; ++i) {
    ladder.hear(1, 0.1 * i);
    ladder.table(*micro);
  }
  REQUIRE(ladder.tabled == std::vector<Package>{{10}, {9}, {8}});
  ladder.table(*micro);  // 7, the fourth, answers the third
  const auto repeats = [&] {
    std::set<int> found;
    for (int i = 0; i < 60; ++i) {
      ++ladder.round;
      found.insert(ladder.bid(*micro));
    }
    return found;
  };
  CHECK(repeats() == std::set<int>{7, 8, 9, 10});
  ladder.no_agreement = 0.8;
  CHECK(repeats() == std::set<int>{8, 9, 10});
  ladder.barred.assign(11, 0);
  ladder.barred[9] = 1;
  ladder.revision = 1;
  CHECK(repeats() == std::set<int>{8, 10});
  ladder.barred[8] = ladder.barred[10] = 1;
  ladder.revision = 2;
  CHECK(repeats() == std::set<int>{-1});  // 7 and 6 are worth less than no agreement
  ladder.no_agreement = 0;
  CHECK(repeats() == std::set<int>{7});
  ladder.barred[7] = 1;
  ladder.revision = 3;
  CHECK(repeats() == std::set<int>{6});  // nothing to repeat: the next, though nobody moved
}

TEST_CASE("MiCRO goes on by the worths of now", "[bidding]") {
  Ladder ladder(4);
  const auto micro = ladder.bidding("micro");
  CHECK(ladder.table(*micro) == 4);
  ladder.hear(1, 0);
  // A promise made at home has turned the order of the rest round.
  ladder.rows = {0.75, 0.5, 0.25, 0, 1};
  ladder.revision = 1;
  CHECK(ladder.table(*micro) == 0);
  ladder.hear(1, 0.25);
  CHECK(ladder.table(*micro) == 1);
}

TEST_CASE("ac-lowest accepts what is as good as the worst asked for or to be asked for",
          "[acceptance]") {
  Ladder ladder(10);
  const AcceptanceSpec* spec = find(acceptances(), "ac-lowest");
  REQUIRE(spec != nullptr);
  const auto lowest = spec->make({});
  CHECK(lowest->least(ladder.now(), kNothingWillDo) == kNothingWillDo);
  CHECK(lowest->least(ladder.now(), 1.0) == 1.0);
  ladder.tabled = {{10}, {7}, {9}};
  CHECK(lowest->least(ladder.now(), 0.9) == 0.7);
  CHECK(lowest->least(ladder.now(), kNothingWillDo) == 0.7);
  CHECK(lowest->least(ladder.now(), 0.6) == 0.6);
  CHECK(lowest->least(ladder.now(), 0.8) == 0.7);  // not tabled yet, so not remembered
  ladder.tabled.push_back({6});
  CHECK(lowest->least(ladder.now(), 0.8) == 0.6);
  ladder.rows[7] = 0.2;
  ladder.revision = 1;
  CHECK(lowest->least(ladder.now(), 0.8) == 0.2);
}

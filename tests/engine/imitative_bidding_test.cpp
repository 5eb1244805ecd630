// SPDX-License-Identifier: Apache-2.0
/// Tit-for-tat of all kinds, step by step against values worked by hand.
///
/// A ladder of a thousand steps shows aspirations to a thousandth: the bid is the lowest step that
/// reaches them.
#include <catch2/catch.hpp>

#include "tests/ladder.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

using Given = std::vector<std::pair<std::string_view, double>>;

/// The bids after each of these texts of one other party.
std::vector<int> answers(std::string_view name, const Given& given,
                         const std::vector<double>& worths) {
  Ladder ladder(1000);
  const auto bidding = ladder.bidding(name, given);
  std::vector<int> bids;
  for (const double worth : worths) {
    ladder.hear(1, worth);
    bids.push_back(ladder.table(*bidding));
    ++ladder.round;
  }
  return bids;
}

constexpr std::string_view kAll[] = {"relative-tit-for-tat", "random-absolute-tit-for-tat",
                                     "averaged-tit-for-tat"};

}  // namespace

TEST_CASE("relative tit-for-tat lowers its demand by the other's percentage", "[bidding]") {
  // Demands of the other: 1, 0.9, 0.72, 0.72, 0.36: less by 10, 20, 0, 50 per cent.
  const std::vector<double> worths{0, 0.1, 0.28, 0.28, 0.64};
  CHECK(answers("relative-tit-for-tat", {}, worths) == std::vector<int>{1000, 900, 720, 720, 360});
  CHECK(answers("relative-tit-for-tat", {{"opening", 0.8}}, worths) ==
        std::vector<int>{800, 720, 576, 576, 288});
  CHECK(answers("relative-tit-for-tat", {{"delay", 2}}, worths) ==
        std::vector<int>{1000, 1000, 900, 720, 720});
  CHECK(answers("relative-tit-for-tat", {{"delay", 4}}, worths) ==
        std::vector<int>{1000, 1000, 1000, 1000, 900});
}

TEST_CASE("relative tit-for-tat answers a step back with a step back, up to its best",
          "[bidding]") {
  // Demands 0.5, 0.4, 0.5, 1.
  CHECK(answers("relative-tit-for-tat", {}, {0.5, 0.6, 0.5, 0}) ==
        std::vector<int>{1000, 800, 1000, 1000});
  // And forgets what lies beyond it: 1, 1 (not 1.25), 0.8.
  CHECK(answers("relative-tit-for-tat", {}, {0.6, 0.5, 0.6}) == std::vector<int>{1000, 1000, 800});
}

TEST_CASE("there is no percentage of a demand of nothing", "[bidding]") {
  // Demands 0.5, 0, 0, 0.1: all is given up, nothing changes, all is taken back.
  CHECK(answers("relative-tit-for-tat", {}, {0.5, 1, 1, 0.9}) ==
        std::vector<int>{1000, 0, 0, 1000});
}

TEST_CASE("random-absolute tit-for-tat lowers its demand by as much as the other", "[bidding]") {
  const std::vector<double> worths{0.1, 0.2, 0.5, 0.45, 0.45};
  CHECK(answers("random-absolute-tit-for-tat", {{"noise", 0}}, worths) ==
        std::vector<int>{1000, 900, 600, 650, 650});
  CHECK(answers("random-absolute-tit-for-tat", {{"noise", 0}, {"delay", 2}}, worths) ==
        std::vector<int>{1000, 1000, 900, 600, 650});
  CHECK(answers("random-absolute-tit-for-tat", {{"noise", 0}}, {0, 0.7, 1, 0.9}) ==
        std::vector<int>{1000, 300, 0, 100});
}

TEST_CASE("the noise gives way by up to its bound at every answer", "[bidding]") {
  const std::vector<double> still(201, 0.3);
  const std::vector<int> bids = answers("random-absolute-tit-for-tat", {{"noise", 0.008}}, still);
  CHECK(bids.front() == 1000);
  double sum = 0;
  for (std::size_t i = 1; i < 121; ++i) {
    const int step = bids[i - 1] - bids[i];
    CHECK(step >= 0);
    CHECK(step <= 9);  // 8, and one for the steps of the ladder
    sum += step;
  }
  CHECK(sum / 120 == Approx(4).margin(1));  // uniform

  // The party's own numbers: the same again, others in another replication.
  CHECK(answers("random-absolute-tit-for-tat", {{"noise", 0.008}}, still) == bids);
  Ladder elsewhere(1000);
  elsewhere.replication = 1;
  const auto bidding = elsewhere.bidding("random-absolute-tit-for-tat", {{"noise", 0.008}});
  std::vector<int> others;
  for (const double worth : still) {
    elsewhere.hear(1, worth);
    others.push_back(elsewhere.table(*bidding));
  }
  CHECK(others != bids);
}

TEST_CASE("averaged tit-for-tat takes the change over its whole window", "[bidding]") {
  // Demands 1, 0.9, 0.72, 0.72: by 0.72 over two steps, then by 0.72 / 0.9.
  CHECK(answers("averaged-tit-for-tat", {}, {0, 0.1, 0.28, 0.28}) ==
        std::vector<int>{1000, 1000, 720, 576});
  const std::vector<double> worths{0, 0.1, 0.28, 0.28, 0.64};
  CHECK(answers("averaged-tit-for-tat", {{"window", 1}}, worths) ==
        answers("relative-tit-for-tat", {}, worths));
  CHECK(answers("averaged-tit-for-tat", {{"window", 3}}, worths) ==
        std::vector<int>{1000, 1000, 1000, 720, 288});
}

TEST_CASE("imitators answer every text once, asked or not", "[bidding]") {
  for (const std::string_view name : kAll) {
    INFO(name);
    Ladder ladder(1000);
    const auto often = ladder.bidding(name);
    const auto seldom = ladder.bidding(name);
    int last = 0;
    for (const double worth : {0.1, 0.15, 0.3, 0.28, 0.5, 0.62}) {
      ladder.hear(1, worth);
      last = ladder.table(*often);
      ladder.table(*often);  // nothing new was heard
    }
    CHECK(last < 1000);
    CHECK(ladder.bid(*seldom) == last);  // first asked now
    CHECK(ladder.bid(*often) == last);
  }
}

TEST_CASE("imitators follow the one who concedes least", "[bidding]") {
  for (const std::string_view name : {kAll[0], kAll[2]}) {
    INFO(name);
    Ladder ladder(1000);
    const auto bidding = ladder.bidding(name, {{name == kAll[0] ? "delay" : "window", 1}});
    ladder.hear(1, 0);
    ladder.hear(3, 0);
    ladder.hear(1, 0.5);
    CHECK(ladder.bid(*bidding) == 1000);  // the other one has not moved
    ladder.hear(3, 0.2);
    CHECK(ladder.bid(*bidding) == 800);
    ladder.hear(3, 0.9);
    CHECK(ladder.bid(*bidding) == 500);
    ladder.hear(2, 0.9);  // a newcomer who has not moved
    CHECK(ladder.bid(*bidding) == 1000);
  }
}

TEST_CASE("imitators answer a mediator only where no party speaks", "[bidding]") {
  Ladder ladder(1000);
  const auto bidding = ladder.bidding("relative-tit-for-tat");
  ladder.hear(std::nullopt, 0.2);
  ladder.hear(std::nullopt, 0.4);
  CHECK(ladder.bid(*bidding) == 750);  // 0.6 of 0.8
  ladder.hear(1, 0);
  CHECK(ladder.bid(*bidding) == 1000);
  ladder.hear(1, 0.1);
  ladder.hear(std::nullopt, 0.9);
  CHECK(ladder.bid(*bidding) == 900);
}

TEST_CASE("to imitators a text across a red line leaves nothing", "[bidding]") {
  Ladder ladder(1000);
  const auto bidding = ladder.bidding("relative-tit-for-tat");
  ladder.hear(1, 0.2, 0.5, true);
  ladder.hear(1, 0.6, 0.5, true);
  CHECK(ladder.bid(*bidding) == 1000);
  ladder.hear(1, 0.3);
  CHECK(ladder.bid(*bidding) == 700);
}

TEST_CASE("imitators never go below no agreement or table what is barred", "[bidding]") {
  for (const std::string_view name : kAll) {
    INFO(name);
    Ladder ladder(1000);
    const auto bidding = ladder.bidding(name);
    for (const double worth : {0.1, 0.5, 0.9, 0.95}) ladder.hear(1, worth);
    ladder.no_agreement = 0.6;
    CHECK(ladder.bid(*bidding) == 600);
    ladder.barred.assign(1001, 0);
    for (std::size_t o = 600; o < 700; ++o) ladder.barred[o] = 1;
    ladder.revision = 1;
    CHECK(ladder.bid(*bidding) == 700);
    ladder.no_agreement = 1.1;
    CHECK(ladder.bid(*bidding) == -1);
    ladder.no_agreement = 0;
    CHECK(ladder.bid(*bidding) < 600);
  }
}

TEST_CASE("nice tit-for-tat matches the way to the Nash point, share by share", "[bidding]") {
  // The frontier is a line, so the Nash point is at 0.5. The other opens with 0.2: nash is
  // 0.5 (1.4 - 0.6 x 0.8) = 0.46, raised to 0.5. Half the way there (0.35) brings the target half
  // the way from 1, 0.75, less a tenth of what is left of it.
  CHECK(answers("nice-tit-for-tat", {}, {0.2, 0.35, 0.3, 0.44}) ==
        std::vector<int>{950, 725, 725, 590});
  // At the Nash point it tables what it has been offered.
  CHECK(answers("nice-tit-for-tat", {}, {0.2, 0.5}) == std::vector<int>{950, 500});
  CHECK(answers("nice-tit-for-tat", {}, {0.2, 0.55, 0.1}) == std::vector<int>{950, 550, 550});
  // One who opens beyond it is asked for no more than 0.5 (1.4 - 0.6 x 0.4) = 0.58: what is
  // offered.
  CHECK(answers("nice-tit-for-tat", {}, {0.6}) == std::vector<int>{600});
  // From 0.564, nash is 0.5 (1.4 - 0.6 x 0.436) = 0.5692: 1 less a tenth of 0.4308. With 0.002 of
  // the way of 0.0052 behind it, 1 - 0.4308 / 2.6 = 0.83431, less a tenth of 0.26511.
  CHECK(answers("nice-tit-for-tat", {}, {0.564, 0.566}) == std::vector<int>{957, 808});
}

TEST_CASE("nice tit-for-tat gives way to the Nash point towards the end", "[bidding]") {
  Ladder ladder(1000);
  ladder.rounds = 101;
  const auto bidding = ladder.bidding("nice-tit-for-tat");
  CHECK(ladder.bid(*bidding) == 1000);  // nothing heard yet
  ladder.hear(1, 0.2);
  const auto in_round = [&](int round) {
    ladder.round = round;
    return ladder.bid(*bidding);
  };
  CHECK(in_round(2) == 950);
  CHECK(in_round(92) == 950);  // t = 0.91, from which it gives way
  CHECK(in_round(94) == 800);  // 0.93: by four tenths of the way from 1 to 0.5
  CHECK(in_round(96) == 600);  // 0.95: by eight
  CHECK(in_round(97) == 500);
  CHECK(in_round(101) == 500);

  Ladder big(4000);  // so many packages that it hurries from 0.85 on
  big.rounds = 101;
  const auto there = big.bidding("nice-tit-for-tat");
  big.hear(1, 0.2);
  big.round = 90;  // t = 0.89
  CHECK(big.bid(*there) == 2400);
}

TEST_CASE("nice tit-for-tat measures from the worst of the first hundredth of the time",
          "[bidding]") {
  Ladder ladder(1000);
  const auto bidding = ladder.bidding("nice-tit-for-tat");
  ladder.hear(1, 0.3, 0.005);
  ladder.hear(1, 0.1, 0.01);
  ladder.hear(1, 0.05, 0.011);  // too late to count
  ladder.hear(1, 0.3, 0.2);
  // From 0.1: half the way to 0.5.
  CHECK(ladder.bid(*bidding) == 725);
}

TEST_CASE("nice tit-for-tat follows the one who concedes least", "[bidding]") {
  Ladder ladder(1000);
  const auto bidding = ladder.bidding("nice-tit-for-tat");
  ladder.hear(1, 0.2);
  ladder.hear(2, 0.2);
  ladder.hear(1, 0.44);
  CHECK(ladder.bid(*bidding) == 950);
  ladder.hear(2, 0.35);
  CHECK(ladder.bid(*bidding) == 725);
  ladder.hear(2, 0.9, 0.5, true);  // across a red line: nothing is left
  CHECK(ladder.bid(*bidding) == 725);
}

TEST_CASE("nice tit-for-tat knows its no-agreement value and what is barred", "[bidding]") {
  Ladder ladder(1000);
  const auto bidding = ladder.bidding("nice-tit-for-tat");
  ladder.hear(1, 0.2);
  ladder.hear(1, 0.7);
  CHECK(ladder.bid(*bidding) == 700);
  ladder.no_agreement = 0.6;
  // The Nash point from 0.6 is at 0.8: 0.8 (1.4 - 0.6 x 0.8) = 0.736, and the other has come
  // 0.5 / 0.536 of the way: 1 - 0.264 x 0.93284 = 0.75373, less a tenth of 0.01773.
  CHECK(ladder.bid(*bidding) == 752);
  ladder.no_agreement = 0.8;
  CHECK(ladder.bid(*bidding) >= 800);
  ladder.no_agreement = 0;
  ladder.barred.assign(1001, 0);
  ladder.barred[700] = 1;
  ladder.revision = 1;
  CHECK(ladder.bid(*bidding) != 700);
  ladder.no_agreement = 1.1;
  CHECK(ladder.bid(*bidding) == -1);
}

// SPDX-License-Identifier: Apache-2.0
/// Rubinstein's split of a pie by two who know each other, and what becomes of it with patience.
///
/// Rubinstein (1982): with discount factors d and e, the one who tables first gets (1 - e) / (1 - d
/// e) of the surplus, at once. With d = exp(-r s), e = exp(-q s) and offers ever faster (s to 0)
/// this goes to q / (r + q) (Binmore, Rubinstein & Wolinsky 1986): one half for equal patience, in
/// general shares as ln e to ln d.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/ladder.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

constexpr std::size_t kSlices = 1000;

struct Eater {
  double discount;
  double no_agreement = 0;
};

Scenario pie(const Eater& first, const Eater& second) {
  Scenario scenario;
  Issue& share = scenario.issues.emplace_back();
  share.id = "share";
  for (std::size_t o = 0; o <= kSlices; ++o) {
    share.options.push_back({std::to_string(o), "", static_cast<double>(o)});
  }
  for (std::size_t p = 0; p < 2; ++p) {
    const Eater& self = p == 0 ? first : second;
    const Eater& other = p == 0 ? second : first;
    Party& party = scenario.parties.emplace_back();
    party.id = p == 0 ? "first" : "second";
    std::vector<Distribution> scores;
    for (std::size_t o = 0; o <= kSlices; ++o) {
      const double part = static_cast<double>(o) / kSlices;
      scores.emplace_back(p == 0 ? part : 1 - part);
    }
    party.preferences.push_back({1.0, scores});
    party.no_agreement.prospects.emplace_back();
    party.no_agreement.plus.base = self.no_agreement;
    party.strategy.bidding = {"rubinstein",
                              {{"discount", Distribution(self.discount)},
                               {"others_discount", Distribution(other.discount)}}};
    party.strategy.opponent_model = {"informed", {{"accuracy", Distribution(1.0)}}};
    party.strategy.acceptance = {"ac-discounted", {{"discount", Distribution(self.discount)}}};
    scenario.agreement.required.emplace_back(p);
  }
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = 20;
  scenario.blocks = Blocks(std::vector<std::size_t>{kSlices + 1}, {});
  return scenario;
}

/// What the first one gets, in the first round.
double split(const Eater& first, const Eater& second) {
  const Outcome outcome = play(draw(pie(first, second), 1, 0));
  INFO("discounts " << first.discount << " and " << second.discount);
  REQUIRE(agreed(outcome.ending));
  CHECK(outcome.round == 1);
  CHECK(outcome.parties[0].worth + outcome.parties[1].worth == Approx(1));
  return outcome.parties[0].worth;
}

}  // namespace

TEST_CASE("the first to table gets Rubinstein's share at once", "[theory]") {
  for (const double d : {0.0, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
    for (const double e : {0.0, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
      CHECK(split({d}, {e}) == Approx((1 - e) / (1 - d * e)).margin(1.0 / kSlices + 1e-9));
    }
  }
}

TEST_CASE("Rubinstein's share is one of the surplus over no agreement", "[theory]") {
  for (const auto& [o, p] : {std::pair(0.2, 0.3), std::pair(0.6, 0.0), std::pair(0.0, 0.45)}) {
    for (const auto& [d, e] : {std::pair(0.9, 0.8), std::pair(0.5, 0.95), std::pair(0.99, 0.99)}) {
      const double share = (1 - e) / (1 - d * e);
      CHECK(split({d, o}, {e, p}) == Approx(o + share * (1 - o - p)).margin(1.0 / kSlices + 1e-9));
    }
  }
}

TEST_CASE("the patient share by the logarithms of their discounts", "[theory]") {
  CHECK(split({0.9999}, {0.9999}) == Approx(0.5).margin(0.0011));
  for (const double ratio : {0.25, 0.5, 2.0, 5.0}) {
    const double d = std::exp(-0.0005);
    const double e = std::exp(-0.0005 * ratio);
    // ln e to ln d; so near the limit, the first mover's advantage is less than 0.002.
    CHECK(split({d}, {e}) == Approx(ratio / (1 + ratio)).margin(0.003));
  }
}

TEST_CASE("Rubinstein's bargainers need a pie, and to be right about each other", "[theory]") {
  // Nothing is left between 0.6 and 0.45.
  const Outcome none = play(draw(pie({0.9, 0.6}, {0.9, 0.45}), 1, 0));
  CHECK(none.ending == Ending::stalemate);

  const auto taking_the_other_for = [](double discount) {
    Scenario scenario = pie({0.9}, {0.9});
    scenario.parties[0].strategy.bidding.settings[1].value = Distribution(discount);
    return play(draw(scenario, 1, 0));
  };
  // One who takes the other for more patient than it is gives more than it must.
  const Outcome timid = taking_the_other_for(0.99);
  REQUIRE(agreed(timid.ending));
  CHECK(timid.round == 1);
  CHECK(timid.parties[0].worth == Approx(0.01 / (1 - 0.9 * 0.99)).margin(0.0011));
  // One who takes it for less patient asks for 0.7 / 0.73 = 0.959, is offered 1 - 0.526, and waits
  // for no less than 0.9 x 0.959: they never meet.
  CHECK(taking_the_other_for(0.3).ending == Ending::stalemate);
}

TEST_CASE("on several issues the patient bargain for the Nash solution", "[theory]") {
  // Three issues of three options each, of opposed interest but not of equal weight.
  Scenario scenario = pie({0.9999}, {0.9999});
  scenario.issues.clear();
  for (int i = 0; i < 3; ++i) {
    Issue& issue = scenario.issues.emplace_back();
    issue.id = "i" + std::to_string(i);
    for (const char* option : {"0", "1", "2"}) issue.options.push_back({option, "", {}});
  }
  scenario.blocks = Blocks(std::vector<std::size_t>{3, 3, 3}, {});
  using Scores = std::vector<Distribution>;
  const Scores up{0.0, 0.6, 1.0}, down{1.0, 0.6, 0.0};
  scenario.parties[0].preferences = {{5.0, up}, {3.0, up}, {2.0, up}};
  scenario.parties[1].preferences = {{1.0, down}, {3.0, down}, {6.0, down}};
  const Case drawn = draw(scenario, 1, 0);
  double greatest = 0;
  double worths[2];
  double nash[2] = {0, 0};
  for (Option a = 0; a < 3; ++a) {
    for (Option b = 0; b < 3; ++b) {
      for (Option c = 0; c < 3; ++c) {
        drawn.utilities.evaluate({a, b, c}, worths);
        if (worths[0] * worths[1] <= greatest) continue;
        greatest = worths[0] * worths[1];
        std::copy(worths, worths + 2, nash);
      }
    }
  }
  const Outcome outcome = play(drawn);
  REQUIRE(agreed(outcome.ending));
  CHECK(outcome.round == 1);
  CHECK(outcome.parties[0].worth == Approx(nash[0]));
  CHECK(outcome.parties[1].worth == Approx(nash[1]));
}

TEST_CASE("ac-discounted asks for what waiting for the own bid would give", "[acceptance]") {
  Ladder ladder(10);
  const AcceptanceSpec* spec = find(acceptances(), "ac-discounted");
  REQUIRE(spec != nullptr);
  const auto at = [&](double discount) {
    return spec->make(numbers(spec->parameters, {{"discount", discount}}));
  };
  CHECK(at(0.9)->least(ladder.now(), 0.8) == Approx(0.72));
  CHECK(at(1)->least(ladder.now(), 0.8) == Approx(0.8));
  ladder.no_agreement = 0.4;
  CHECK(at(0.9)->least(ladder.now(), 0.8) == Approx(0.76));
  CHECK(at(0)->least(ladder.now(), 0.8) == 0.4);
  CHECK(at(0)->least(ladder.now(), kNothingWillDo) == kNothingWillDo);
}

TEST_CASE("rubinstein tables nothing barred and nothing below no agreement", "[bidding]") {
  Ladder ladder(100);
  const auto model = find(opponent_models(), "none")->make({}, ladder.own(), ladder.own());
  ladder.others = {{PartyId(1), model.get(), 0.0}};
  const auto bidding = ladder.bidding("rubinstein", {{"discount", 0.9}, {"others_discount", 0.8}});
  // (1 - 0.8) / (1 - 0.72) = 0.714, and what is left to the other is rounded up.
  CHECK(ladder.bid(*bidding) == 71);
  ladder.barred.assign(101, 0);
  for (std::size_t o = 60; o < 75; ++o) ladder.barred[o] = 1;
  ladder.revision = 1;
  CHECK(ladder.bid(*bidding) == 59);
  ladder.no_agreement = 0.6;  // 0.6 + 0.4 x 0.714 = 0.886
  CHECK(ladder.bid(*bidding) == 88);
  ladder.others[0].no_agreement = 0.1;  // 0.6 + 0.3 x 0.714 = 0.814
  CHECK(ladder.bid(*bidding) == 81);
  ladder.others[0].no_agreement = 0.5;  // nothing that both could sign: its best
  CHECK(ladder.bid(*bidding) == 100);
  ladder.no_agreement = 1.1;
  CHECK(ladder.bid(*bidding) == -1);
}

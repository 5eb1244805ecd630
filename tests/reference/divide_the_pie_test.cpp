// SPDX-License-Identifier: Apache-2.0
/// Dividing a pie: when time-dependent agents agree, and how, against the crossing of their curves.
///
/// Two parties want all of one pie. With aspirations a_p(t) = from - (from - to) t^(1/beta)
/// (Faratin, Sierra & Jennings 1998), each asks for its aspiration and accepts what is at least its
/// next demand. So the talks end at the first turn at which the demands of the two no longer exceed
/// the pie: a_1(t) + a_2(t) <= 1, and the one who accepts gets what the other left. The analytic
/// time solves a_1(t) + a_2(t) = 1; rounds and slices are steps, so the engine may differ by one of
/// each.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"

using namespace entente;

namespace {

struct Curve {
  double beta, from, to;
  [[nodiscard]] double at(double t) const { return from - (from - to) * std::pow(t, 1 / beta); }
};

constexpr std::size_t kSlices = 1000;
constexpr int kRounds = 201;

Party eater(const char* id, bool wants_first, const Curve& curve, double no_agreement) {
  Party party;
  party.id = id;
  std::vector<Distribution> scores;
  for (std::size_t o = 0; o <= kSlices; ++o) {
    const double share = static_cast<double>(o) / kSlices;
    scores.emplace_back(wants_first ? share : 1 - share);
  }
  party.preferences.push_back({1.0, scores});
  party.no_agreement.prospects.emplace_back();
  party.no_agreement.plus.base = no_agreement;
  party.strategy.bidding.settings = {{"beta", Distribution(curve.beta)},
                                     {"from", Distribution(curve.from)},
                                     {"to", Distribution(curve.to)}};
  party.strategy.opponent_model.name = "none";
  return party;
}

Scenario pie(const Curve& first, const Curve& second, double no_agreement_1 = 0,
             double no_agreement_2 = 0) {
  Scenario scenario;
  Issue share{
      .id = "share", .title = "", .unit = "", .options = {}, .status_quo = {}, .consent = {}};
  for (std::size_t o = 0; o <= kSlices; ++o) {
    share.options.push_back({std::to_string(o), "", static_cast<double>(o)});
  }
  scenario.issues.push_back(share);
  scenario.parties = {eater("one", true, first, no_agreement_1),
                      eater("two", false, second, no_agreement_2)};
  scenario.agreement.required = {PartyId(0), PartyId(1)};
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = kRounds;
  scenario.blocks = Blocks(std::vector<std::size_t>{kSlices + 1}, {});
  return scenario;
}

/// Where two falling curves first sum to at most 1; above 1 if they never do.
double crossing(const Curve& a, const Curve& b) {
  if (a.at(1) + b.at(1) > 1) return 2;
  double lo = 0, hi = 1;
  for (int i = 0; i < 100; ++i) {
    const double middle = (lo + hi) / 2;
    (a.at(middle) + b.at(middle) <= 1 ? hi : lo) = middle;
  }
  return hi;
}

}  // namespace

TEST_CASE("a pie is divided when and where the concession curves cross", "[theory]") {
  const std::vector<std::pair<Curve, Curve>> cases = {
      {{1, 1, 0}, {1, 1, 0}},          // linear against linear: at t = 1/2, by halves
      {{0.2, 1, 0}, {0.2, 1, 0}},      // two Boulware: at t = 2^(-1/5)
      {{0.2, 1, 0}, {1, 1, 0}},        // Boulware gets more of a linear conceder
      {{1, 1, 0}, {5, 1, 0}},          // and a Conceder gets less
      {{0.5, 0.9, 0.3}, {2, 1, 0.4}},  // with limits of their own
      {{1, 1, 0.5}, {1, 1, 0.5}},      // who meet only at the deadline
  };
  for (const auto& [first, second] : cases) {
    const Scenario scenario = pie(first, second);
    const Outcome outcome = play(draw(scenario, 1, 0));
    const double t = crossing(first, second);
    INFO("beta " << first.beta << " against " << second.beta << ", crossing at " << t);
    REQUIRE(agreed(outcome.ending));
    const double found = share_of_time(outcome.round, kRounds);
    const double step = 1.0 / (kRounds - 1);
    CHECK(found >= t - 1e-9);
    CHECK(found <= t + step + 1e-9);
    // What changes hands in one round, and one slice.
    const double slope_1 = first.at(t) - first.at(std::min(1.0, t + step));
    const double slope_2 = second.at(t) - second.at(std::min(1.0, t + step));
    const double margin = slope_1 + slope_2 + 1.0 / kSlices + 1e-9;
    CHECK(outcome.parties[0].worth == Approx(first.at(t)).margin(margin));
    CHECK(outcome.parties[1].worth == Approx(second.at(t)).margin(margin));
  }
}

TEST_CASE("the crossing does not depend on what the parties think of each other", "[theory]") {
  // A frequency model learns nothing of a pie but what the other asks for; bids must fall all the
  // same.
  for (const Curve& curve : {Curve{0.2, 1, 0}, Curve{1, 1, 0}, Curve{3, 1, 0}}) {
    Scenario scenario = pie(curve, curve);
    for (Party& party : scenario.parties) party.strategy.opponent_model.name = "frequency";
    const Outcome outcome = play(draw(scenario, 1, 0));
    REQUIRE(agreed(outcome.ending));
    CHECK(share_of_time(outcome.round, kRounds) ==
          Approx(crossing(curve, curve)).margin(1.0 / (kRounds - 1) + 1e-9));
    const double step = curve.at(crossing(curve, curve) - 1.0 / (kRounds - 1)) - 0.5;
    CHECK(outcome.parties[0].worth == Approx(0.5).margin(2 * step + 1.0 / kSlices));
  }
}

TEST_CASE("two linear conceders halve the pie at half time", "[theory]") {
  const Outcome outcome = play(draw(pie({1, 1, 0}, {1, 1, 0}), 1, 0));
  CHECK(outcome.round == 101);
  CHECK(outcome.parties[0].worth == Approx(0.5).margin(1e-9));
  CHECK(outcome.ending == Ending::balanced);
}

TEST_CASE("a pie is not divided when the no-agreement values exceed it", "[theory]") {
  const Outcome outcome = play(draw(pie({1, 1, 0}, {1, 1, 0}, 0.6, 0.45), 1, 0));
  CHECK(outcome.ending == Ending::stalemate);
  CHECK(outcome.round == kRounds);
  CHECK(outcome.parties[0].payoff() == 0.6);
  CHECK(outcome.parties[1].payoff() == 0.45);
}

TEST_CASE("an outside option hardens demands as far as it reaches", "[theory]") {
  // With 0.7 outside, the first never asks for less: the second, linear, gives 0.7 when its own
  // demand has fallen to 0.3.
  const Outcome outcome = play(draw(pie({1, 1, 0}, {1, 1, 0}, 0.7, 0.0), 1, 0));
  REQUIRE(agreed(outcome.ending));
  CHECK(share_of_time(outcome.round, kRounds) == Approx(0.7).margin(0.006));
  CHECK(outcome.parties[0].worth == Approx(0.7).margin(0.006));
}

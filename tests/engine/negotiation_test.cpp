// SPDX-License-Identifier: Apache-2.0
/// The negotiation loop on cases worked by hand: endings, reasons, delay, risk, ratification.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"

using namespace entente;

namespace {

Preference scores(double weight, std::vector<Distribution> values) {
  return {weight, std::move(values)};
}

Quantity constant(double value) { return {.base = value, .world = {}}; }

/// Two parties, two issues of three options; a wants low options, b high ones.
Scenario two_by_two() {
  Scenario scenario;
  for (const char* id : {"land", "money"}) {
    Issue issue;
    issue.id = id;
    issue.options = {{"low", "", {}}, {"middle", "", {}}, {"high", "", {}}};
    issue.status_quo = Option{1};
    scenario.issues.push_back(issue);
  }
  scenario.parties.resize(2);
  scenario.parties[0].id = "a";
  scenario.parties[0].preferences = {scores(0.8, {1.0, 0.5, 0.0}), scores(0.2, {1.0, 0.5, 0.0})};
  scenario.parties[1].id = "b";
  scenario.parties[1].preferences = {scores(0.2, {0.0, 0.5, 1.0}), scores(0.8, {0.0, 0.5, 1.0})};
  for (Party& party : scenario.parties) party.no_agreement.prospects.emplace_back();
  scenario.drafts = {{.id = "trade", .title = "", .by = {}, .package = {0, 2}}};
  scenario.agreement.required = {PartyId(0), PartyId(1)};
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = 10;
  scenario.blocks = Blocks(std::vector<std::size_t>{3, 3}, {});
  return scenario;
}

void hold_to_trade(Party& party, int patience) {
  party.strategy.bidding = {"take-it-or-fight",
                            {{"draft", std::vector<std::size_t>{0}},
                             {"patience", Distribution(static_cast<double>(patience))}}};
}

class Count : public Observer {
 public:
  void ratifies(PartyId, double chance, bool succeeds) override {
    ++asked;
    chances += chance;
    successes += succeeds ? 1 : 0;
  }
  int asked = 0;
  double chances = 0;
  int successes = 0;
};

void accept_from(Party& party, double level) {
  party.strategy.acceptance = {"ac-const", {{"level", Distribution(level)}}};
}

/// A variable "front" at `initial`, of which party 0 is told 0.3 too much.
Variable front_at(double initial) {
  Variable front;
  front.id = "front";
  front.initial = initial;
  front.beliefs.push_back({PartyId(0), 0.3, 1.0, 0.0});
  return front;
}

}  // namespace

TEST_CASE("parties that care about different issues find the trade", "[negotiation]") {
  const Scenario scenario = two_by_two();
  const Outcome outcome = play(draw(scenario, 1, 0));
  REQUIRE(outcome.ending == Ending::balanced);
  CHECK(*outcome.package == Package{0, 2});
  CHECK(outcome.parties[0].worth == Approx(0.8));
  CHECK(outcome.parties[1].worth == Approx(0.8));
  CHECK(outcome.parties[0].share == Approx(0.5));
}

TEST_CASE("a stalemate tells who refused what, and on which issues", "[negotiation]") {
  Scenario scenario = two_by_two();
  for (Party& party : scenario.parties) party.no_agreement.plus = constant(0.9);
  const Outcome outcome = play(draw(scenario, 1, 0));
  CHECK(outcome.ending == Ending::stalemate);
  CHECK(outcome.round == 10);
  REQUIRE(outcome.last_refusals.size() == 2);
  for (const Refusal& refusal : outcome.last_refusals) {
    CHECK(refusal.ground == Ground::no_agreement);
    CHECK(refusal.round == 10);
    CHECK(refusal.demanded == Approx(0.9));
    REQUIRE_FALSE(refusal.issues.empty());
    // Each misses first of all the issue that it cares about.
    CHECK(refusal.issues.front() == IssueId(refusal.party == PartyId(0) ? 0 : 1));
  }
}

TEST_CASE("a refusal across a red line names the issues of the line", "[negotiation]") {
  Scenario scenario = two_by_two();
  scenario.parties[0].clauses.push_back(
      {.id = "no", .title = "", .when = {{IssueId(1), {1, 2}}}, .amount = std::nullopt});
  scenario.parties[1].no_agreement.plus = constant(0.5);
  const Outcome outcome = play(draw(scenario, 1, 0));
  CHECK(outcome.ending == Ending::stalemate);
  bool seen = false;
  for (const Refusal& refusal : outcome.last_refusals) {
    if (refusal.party != PartyId(0)) continue;
    seen = true;
    CHECK(refusal.ground == Ground::red_line);
    CHECK(refusal.issues == std::vector<IssueId>{IssueId(1)});
  }
  CHECK(seen);
}

TEST_CASE("whoever holds to a text leaves when its patience ends", "[negotiation]") {
  Scenario scenario = two_by_two();
  hold_to_trade(scenario.parties[0], 4);
  scenario.parties[1].no_agreement.plus = constant(0.9);
  const Outcome outcome = play(draw(scenario, 1, 0));
  CHECK(outcome.ending == Ending::walkout);
  CHECK(outcome.because_of == PartyId(0));
  CHECK(outcome.round == 5);

  SECTION("and its text is accepted when it is good enough") {
    scenario.parties[1].no_agreement.plus = constant(0.7);
    scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.75)}}};
    const Outcome agreement = play(draw(scenario, 1, 0));
    CHECK(agreement.round == 1);
    CHECK(*agreement.package == Package{0, 2});
  }
}

TEST_CASE("tolerance lets through so many changes and no more", "[negotiation]") {
  Scenario scenario = two_by_two();
  scenario.drafts[0].package = {0, 0};
  const auto ending = [&scenario](double changes, double weight) {
    Scenario variant = scenario;
    variant.parties[0].strategy.bidding = {"take-it-or-fight",
                                           {{"draft", std::vector<std::size_t>{0}},
                                            {"changes", Distribution(changes)},
                                            {"change_weight", Distribution(weight)}}};
    variant.parties[1].no_agreement.plus = constant(0.5);  // needs 'money' high or middle and land
    return play(draw(variant, 1, 0)).ending;
  };
  CHECK_FALSE(agreed(ending(0, 1)));
  CHECK(agreed(ending(1, 1)));
  CHECK(agreed(ending(1, 0.2)));  // money weighs 0.2
  CHECK_FALSE(agreed(ending(2, 0.19)));
}

TEST_CASE("delay costs fall due for the rounds that passed", "[negotiation]") {
  Scenario scenario = two_by_two();
  for (Party& party : scenario.parties) party.no_agreement.plus = constant(0.9);
  scenario.parties[0].delay_cost = constant(0.01);
  const Outcome outcome = play(draw(scenario, 1, 0));
  CHECK(outcome.round == 10);
  CHECK(outcome.parties[0].delay == Approx(0.09));
  CHECK(outcome.parties[0].payoff() == Approx(0.81));
  CHECK(outcome.parties[1].payoff() == 0.9);
}

TEST_CASE("an agreement is imposed when a signatory's share is too small", "[negotiation]") {
  Scenario scenario = two_by_two();
  scenario.drafts[0].package = {0, 1};  // 0.9 for a, 0.4 for b
  hold_to_trade(scenario.parties[0], 0);
  scenario.parties[1].no_agreement.plus = constant(0.35);
  scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.4)}}};
  const Outcome outcome = play(draw(scenario, 1, 0));
  REQUIRE(outcome.package);
  CHECK(outcome.parties[0].share == Approx(0.9 / 0.95));
  CHECK(outcome.parties[1].share == Approx(0.05 / 0.95));
  CHECK(outcome.ending == Ending::imposed);
  scenario.agreement.balanced_share = 0.05;
  CHECK(play(draw(scenario, 1, 0)).ending == Ending::balanced);
}

TEST_CASE("ratification succeeds as often as its logistic chance says", "[negotiation]") {
  Scenario scenario = two_by_two();
  scenario.parties[1].ratification = Ratification{constant(0.7), constant(10)};
  Count count;
  constexpr int kReplications = 4000;
  int failed = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    const Outcome outcome = play(draw(scenario, 1, r), count);
    if (outcome.ending == Ending::not_ratified) {
      ++failed;
      CHECK(outcome.because_of == PartyId(1));
      CHECK(outcome.parties[1].payoff() == 0);
    }
  }
  const double chance = 1 / (1 + std::exp(-10 * (0.8 - 0.7)));
  CHECK(count.chances / kReplications == Approx(chance));
  CHECK(count.successes + failed == kReplications);
  CHECK(
      count.successes ==
      Approx(chance * kReplications).margin(5 * std::sqrt(kReplications * chance * (1 - chance))));
}

TEST_CASE("the certainty equivalent of a lottery follows the attitude to risk", "[negotiation]") {
  Scenario scenario = two_by_two();
  Party& party = scenario.parties[0];
  const auto prospect = [](double probability, double value) {
    return NoAgreement::Prospect{constant(probability), {{}, constant(value)}};
  };
  party.no_agreement.prospects = {prospect(1, 0.2), prospect(3, 0.6)};
  const auto certain = [&](double a) {
    Scenario variant = scenario;
    variant.parties[0].risk_aversion = a;
    return draw(variant, 1, 0).parties[0].no_agreement.at({});
  };
  CHECK(certain(0) == Approx(0.5));
  for (const double a : {-5.0, -0.5, 0.5, 2.0, 20.0}) {
    CHECK(certain(a) ==
          Approx(-std::log(0.25 * std::exp(-a * 0.2) + 0.75 * std::exp(-a * 0.6)) / a));
  }
  CHECK(certain(2) < 0.5);
  CHECK(certain(-2) > 0.5);
  CHECK(certain(1e6) == Approx(0.2).margin(1e-5));
  CHECK(certain(-1e6) == Approx(0.6).margin(1e-5));

  SECTION("and a cost common to all outcomes lowers it by just as much") {
    const double before = certain(3);
    scenario.parties[0].no_agreement.plus = constant(-0.125);
    CHECK(certain(3) == Approx(before - 0.125));
  }
  SECTION("a prospect can be worth as much as a draft") {
    scenario.parties[0].no_agreement.prospects = {{constant(1), {DraftId(0), constant(-0.1)}}};
    CHECK(certain(0) == Approx(0.7));
  }
}

TEST_CASE("a prospect without a chance weighs nothing, however extreme", "[negotiation]") {
  Scenario scenario = two_by_two();
  const auto certain = [&scenario](double a,
                                   const std::vector<std::pair<double, double>>& lottery) {
    Party& party = scenario.parties[0];
    party.risk_aversion = a;
    party.no_agreement.prospects.clear();
    for (const auto& [probability, value] : lottery) {
      party.no_agreement.prospects.push_back({constant(probability), {{}, constant(value)}});
    }
    return draw(scenario, 1, 0).parties[0].no_agreement.at({});
  };
  for (const double a : {-1e6, -5.0, -0.5, -1e-12, 0.0, 1e-12, 0.5, 5.0, 1e6}) {
    const double rest = certain(a, {{1, 0.2}, {3, 0.6}});
    CHECK(std::isfinite(rest));
    for (const double extreme : {-1e300, -1e9, 1e9, 1e300}) {
      CHECK(certain(a, {{0, extreme}, {1, 0.2}, {3, 0.6}}) == rest);
      CHECK(certain(a, {{1, 0.2}, {3, 0.6}, {0, extreme}}) == rest);
      CHECK(certain(a, {{1, 0.2}, {-2, extreme}, {3, 0.6}}) == rest);  // clamped at 0
    }
  }
  CHECK(certain(0, {{0, 0.2}, {0, 0.6}}) == Approx(0.4));  // nothing to go by: all as likely

  // No jump where the formula divides by nothing: CE = mean - a variance / 2 + ..., variance 0.03.
  for (const double a : {1e-300, 1e-15, 1e-12, 1e-9, 1e-6}) {
    for (const double sign : {-1.0, 1.0}) {
      CHECK(std::fabs(certain(sign * a, {{1, 0.2}, {3, 0.6}}) - (0.5 - sign * a * 0.015)) < 1e-12);
    }
  }
}

TEST_CASE("the front as believed hardens who believes in it", "[negotiation]") {
  Scenario scenario = two_by_two();
  Variable front;
  front.id = "front";
  front.beliefs.push_back({PartyId(0), 0.3, 1.0, 0.0});
  scenario.world.variables = {front};
  for (Party& party : scenario.parties) {
    party.no_agreement.plus = {.base = 0.5, .world = {{VariableId(0), 1.0}}};
  }
  const Outcome outcome = play(draw(scenario, 1, 0));
  CHECK(outcome.parties[0].believed == Approx(0.8));
  CHECK(outcome.parties[0].no_agreement == Approx(0.5));  // what it has is measured in the world
  CHECK(outcome.parties[1].no_agreement == Approx(0.5));
}

TEST_CASE("a party that need not sign takes no text off the table unanswered", "[negotiation]") {
  // c sits between a and b and refuses everything; a's text still reaches b.
  Scenario scenario = two_by_two();
  scenario.parties.push_back(scenario.parties[0]);
  scenario.parties[2].id = "c";
  scenario.parties[2].no_agreement.plus = constant(0.999);
  scenario.agreement.may_sign = {PartyId(2)};
  scenario.protocol.settings = {{"order", std::vector<std::size_t>{0, 2, 1}}};
  hold_to_trade(scenario.parties[0], 0);
  scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.8)}}};
  const Outcome outcome = play(draw(scenario, 1, 0));
  CHECK(outcome.round == 1);
  REQUIRE(outcome.package);
  CHECK(*outcome.package == Package{0, 2});
  CHECK_FALSE(outcome.parties[2].signed_it);
}

TEST_CASE("delay costs what it does, not what the party believes", "[negotiation]") {
  Scenario scenario = two_by_two();
  Variable front = front_at(0.02);
  front.drift = 0.01;
  scenario.world.variables = {front};
  for (Party& party : scenario.parties) party.no_agreement.plus = constant(0.9);
  scenario.parties[0].delay_cost = {.base = 0.001, .world = {{VariableId(0), 1.0}}};
  const Outcome outcome = play(draw(scenario, 1, 0));
  REQUIRE(outcome.round == 10);
  // Rounds 1 to 9 at 0.001 + 0.02, 0.03, ..., 0.10; believed, each would cost 0.3 more.
  CHECK(outcome.parties[0].delay == Approx(0.009 + 9 * 0.06));
}

TEST_CASE("ratification goes by what the party believes", "[negotiation]") {
  Scenario scenario = two_by_two();
  scenario.world.variables = {front_at(0)};
  Party& party = scenario.parties[0];
  hold_to_trade(party, 0);
  party.no_agreement.plus = {.base = 0.1, .world = {{VariableId(0), 1.0}}};
  party.ratification = Ratification{{.base = 0.0, .world = {{VariableId(0), 1.0}}},
                                    {.base = 10.0, .world = {{VariableId(0), 10.0}}}};
  accept_from(scenario.parties[1], 0.8);
  Count count;
  (void)play(draw(scenario, 1, 0), count);
  REQUIRE(count.asked == 1);
  // Believed: surplus 0.8 - 0.4, midpoint 0.3, slope 13. In truth: 0.7, 0, 10.
  CHECK(count.chances == Approx(1 / (1 + std::exp(-1.3))));
}

TEST_CASE("the verdicts of two parties have nothing to do with each other", "[negotiation]") {
  Scenario scenario = two_by_two();
  for (Party& party : scenario.parties) {
    party.ratification = Ratification{constant(0.8), constant(10)};  // worth 0.8: an even chance
  }
  constexpr int kReplications = 2000;
  int both = 0;
  int neither = 0;
  int blamed_on_the_second = 0;
  for (std::uint64_t r = 0; r < kReplications; ++r) {
    Count count;
    const Outcome outcome = play(draw(scenario, 1, r), count);
    REQUIRE(count.asked == 2);  // though the first may have failed
    both += count.successes == 2 ? 1 : 0;
    neither += count.successes == 0 ? 1 : 0;
    blamed_on_the_second += outcome.because_of == PartyId(1) ? 1 : 0;
    CHECK(agreed(outcome.ending) == (count.successes == 2));
  }
  // A quarter each, with a standard deviation of 19.
  CHECK(both == Approx(kReplications / 4).margin(5 * 19.4));
  CHECK(neither == Approx(kReplications / 4).margin(5 * 19.4));
  CHECK(blamed_on_the_second == Approx(kReplications / 4).margin(5 * 19.4));
}

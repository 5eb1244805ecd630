// SPDX-License-Identifier: Apache-2.0
/// Branches: the same talks up to a round, then another world.
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/combinations.hpp"
#include "tests/engine/transcript.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

std::string told(const Outcome& outcome) {
  std::ostringstream all;
  all.precision(17);
  const auto put = [&all](const Package& package) {
    for (const Option option : package) all << ' ' << option;
  };
  all << name_of(outcome.ending) << ' ' << outcome.round << ' ' << outcome.cut_off;
  if (outcome.package) put(*outcome.package);
  for (const Standing& s : outcome.parties) {
    all << " | " << s.worth << ' ' << s.audience << ' ' << s.no_agreement << ' ' << s.believed
        << ' ' << s.delay << ' ' << s.share << ' ' << s.signed_it << ' ' << s.opening.value_or(-1)
        << ' ' << s.last.value_or(-1);
  }
  for (const Refusal& refusal : outcome.last_refusals) {
    all << " refused " << std::size_t{refusal.party} << ' ' << refusal.round;
    put(refusal.text);
  }
  if (outcome.nearest) {
    all << " nearest " << outcome.nearest->round << ' ' << outcome.nearest->surplus;
    put(outcome.nearest->text);
  }
  for (const double value : outcome.world) all << " w" << value;
  return all.str();
}

/// p0 asks for three quarters, p1 holds to a draft for which it gives up one of two issues.
Scenario asker_and_holder(bool wants_last) {
  Scenario scenario = simple_scenario({.parties = 2, .issues = 3, .options = 3, .rounds = 10});
  const double last = wants_last ? 0.8 : 0.1;
  const std::vector<double> weights[] = {{0.5, 0.25, 0.25}, {0.1, 0.9 - last, last}};
  for (std::size_t p = 0; p < 2; ++p) {
    scenario.parties[p].no_agreement.prospects.front().worth.plus.base = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
      scenario.parties[p].preferences[i] = {weights[p][i],
                                            p == 0 ? std::vector<Distribution>{1.0, 0.5, 0.0}
                                                   : std::vector<Distribution>{0.0, 0.5, 1.0}};
    }
  }
  scenario.parties[0].strategy.bidding = {
      "time-dependent", {{"from", Distribution(0.75)}, {"to", Distribution(0.75)}}};
  scenario.parties[0].strategy.acceptance = {"ac-const", {{"level", Distribution(1.0)}}};
  scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(1.0)}}};
  scenario.drafts = {{.id = "mine", .title = "", .by = {}, .package = {2, 2, 2}}};
  scenario.drafts[0].package[wants_last ? 1 : 2] = 0;
  scenario.parties[1].strategy.bidding = {"take-it-or-fight",
                                          {{"draft", std::vector<std::size_t>{0}}}};
  return scenario;
}

Outcome branch(const Scenario& scenario, const Scenario& other, int round, Transcript& observer,
               std::uint64_t replication = 0) {
  REQUIRE(branch_obstacle(scenario, other).empty());
  const Case drawn = draw(scenario, 1, replication);
  const Case then = draw(other, 1, replication);
  return play_branch(drawn, then, round, observer);
}

}  // namespace

TEST_CASE("a branch into the same world changes nothing", "[branch]") {
  int talks = 0;
  int long_talks = 0;
  const auto compare = [&](const Scenario& scenario, std::uint64_t replication) {
    Transcript straight;
    const Outcome outcome = play(draw(scenario, 1, replication), straight);
    for (const int round : {1, 2, 4, 9}) {
      Transcript branched;
      INFO("branch at " << round);
      CHECK(told(branch(scenario, scenario, round, branched, replication)) == told(outcome));
      CHECK(branched.lines == straight.lines);
    }
    ++talks;
    long_talks += outcome.round > 4 ? 1 : 0;
  };
  for (const ProtocolSpec* protocol : protocols()) {
    for (const auto& how : variations(protocol->parameters)) {
      for (const BiddingSpec* bidding : biddings()) {
        INFO(protocol->name << " " << bidding->name);
        Scenario scenario =
            eventful_scenario({.parties = 3, .issues = 4, .options = 3, .rounds = 12});
        scenario.protocol = {std::string(protocol->name), how};
        for (std::size_t p = 1; p < 3; ++p) {
          scenario.parties[p].strategy.bidding = {std::string(bidding->name),
                                                  settings(bidding->parameters)};
        }
        compare(scenario, 3);
      }
      for (std::uint64_t seed = 0; seed < 12; ++seed) {
        INFO(protocol->name << " " << seed);
        Scenario scenario = random_scenario(seed);
        scenario.protocol = {std::string(protocol->name), how};
        if (scenario.parties.size() < 2) continue;
        scenario.parties[1].strategy.bidding = {"take-it-or-fight",
                                                {{"draft", std::vector<std::size_t>{0}},
                                                 {"changes", Distribution(1.0)},
                                                 {"patience", Distribution(5.0)}}};
        compare(scenario, seed);
      }
    }
  }
  CHECK(long_talks > talks / 4);
}

TEST_CASE("until the branch begins nobody notices", "[branch]") {
  int differed = 0;
  for (const ProtocolSpec* protocol : protocols()) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Scenario scenario = random_scenario(seed);
      scenario.protocol = {std::string(protocol->name), settings(protocol->parameters)};
      Scenario other = scenario;
      for (Variable& variable : other.world.variables) variable.drift = 0.3;
      for (Party& party : other.parties) {
        party.no_agreement.plus.base = 0.05;
        party.strategy.bidding = {"time-dependent", {{"beta", Distribution(3.0)}}};
      }
      if (seed % 2 == 0) other.protocol = {"majority", {}};
      other.hazard = Quantity{0.0};
      Transcript straight, branched;
      (void)play(draw(scenario, 1, seed), straight);
      (void)branch(scenario, other, 5, branched, seed);
      INFO(protocol->name << " " << seed);
      CHECK(branched.before(5) == straight.before(5));
      differed += branched.lines != straight.lines ? 1 : 0;
    }
  }
  CHECK(differed > 40);
}

TEST_CASE("talks that ended before the branch are as they were", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.0)}}};
  Scenario other = scenario;
  other.parties[0].no_agreement.plus.base = 0.5;  // would make it less of a surplus
  Transcript straight, branched;
  const Outcome outcome = play(draw(scenario, 1, 0), straight);
  REQUIRE(outcome.round == 1);
  CHECK(told(branch(scenario, other, 2, branched)) == told(outcome));
  CHECK(branched.lines == straight.lines);
}

TEST_CASE("the world goes on from where it was, by the new rules", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  Variable front;
  front.id = "front";
  front.drift = 0.25;
  front.beliefs.push_back({PartyId(1), 0.5, 1.0, 0.0});
  scenario.world.variables = {front};
  Event raid;
  raid.id = "raid";
  raid.trigger = {.kind = Trigger::AtRound{2}};
  raid.effects.world.push_back({VariableId(0), {1.0}});
  Event leak;
  leak.id = "twice";
  leak.trigger = {.kind = Trigger::EveryRound{}, .times = 2};
  scenario.world.events = {raid, leak};

  Scenario other = scenario;
  other.world.variables[0].initial = 100.0;  // has begun
  other.world.variables[0].drift = -0.5;
  other.world.variables[0].beliefs[0].gain = 0.0;  // and no news from here on
  Event echo;
  echo.id = "echo";
  echo.trigger.kind = Trigger::Following{EventId(2), 4};
  echo.effects.world.push_back({VariableId(0), {10.0}});
  Event again;
  again.id = "again";
  again.trigger = {.kind = Trigger::EveryRound{}, .times = 2};
  other.world.events = {echo, again, raid, leak};  // known by their ids, not by their places

  Transcript branched;
  const Outcome outcome = branch(scenario, other, 4, branched);
  // 0, 0.25 + 1, 1.5; then 1, 0.5, 0 + 10, 9.5, ...
  CHECK(branched.before(5).back().substr(0, 5) != "round");
  CHECK(outcome.round == 10);
  REQUIRE(outcome.world.size() == 1);
  CHECK(outcome.world[0] == Approx(1.5 - 7 * 0.5 + 10));
  // Party 1 was told 1.5 + 0.5 in round 3; of the raid that came before it hears no more.
  CHECK(branched.believed[0] == Approx(2.0));
  int happened[4] = {0, 0, 0, 0};
  const Lines past = branched.before(4);
  for (std::size_t k = past.size(); k < branched.lines.size(); ++k) {
    for (int e = 0; e < 4; ++e) {
      happened[e] += branched.lines[k] == "event " + std::to_string(e) ? 1 : 0;
    }
  }
  CHECK(happened[0] == 1);  // follows what happened before the branch
  CHECK(happened[1] == 2);  // new
  CHECK(happened[2] == 0);  // its round is over
  CHECK(happened[3] == 0);  // twice is enough
}

TEST_CASE("a party briefed anew remembers what it heard", "[branch]") {
  // Until the branch it asks by an acceptance of its own, then by another: all that tells it which
  // issue to give up was heard before.
  for (const bool wants_last : {false, true}) {
    Scenario scenario = asker_and_holder(wants_last);
    Scenario other = scenario;
    other.parties[0].strategy.acceptance = {"ac-const", {{"level", Distribution(0.95)}}};
    // From the branch on the other is silent.
    other.parties[1].no_agreement.plus.base = 2.0;
    Transcript branched;
    (void)branch(scenario, other, 4, branched);
    const std::vector<Package> bids = branched.texts_of(PartyId(0), 4);
    REQUIRE(bids.size() == 7);
    CHECK(branched.texts_of(PartyId(1), 4).empty());
    for (const Package& bid : bids) {
      CHECK(bid == (wants_last ? Package{0, 0, 2} : Package{0, 2, 0}));
    }
  }
}

TEST_CASE("a party briefed anew remembers what leaked", "[branch]") {
  for (const bool wants_last : {false, true}) {
    Scenario scenario = asker_and_holder(wants_last);
    scenario.parties[0].strategy.opponent_model = {"none", {}};
    Event leak;
    leak.id = "leak";
    leak.trigger.kind = Trigger::AtRound{2};
    leak.effects.reveals.push_back({PartyId(1), {PartyId(0)}, 1.0});
    scenario.world.events = {leak};
    Scenario other = scenario;
    other.world.events.clear();
    other.parties[0].strategy.acceptance = {"ac-const", {{"level", Distribution(0.95)}}};
    Transcript branched;
    (void)branch(scenario, other, 4, branched);
    for (const Package& bid : branched.texts_of(PartyId(0), 4)) {
      CHECK(bid == (wants_last ? Package{0, 0, 2} : Package{0, 2, 0}));
    }
  }
}

TEST_CASE("a party briefed anew is held to what it promised", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  Event vow;
  vow.id = "vow";
  vow.trigger.kind = Trigger::AtRound{2};
  vow.effects.commitments.push_back({PartyId(1), {{IssueId(0), {2}}}, 0.05});
  scenario.world.events = {vow};
  for (const bool briefed : {false, true}) {
    Scenario other = scenario;
    other.world.events.clear();
    other.parties[1].no_agreement.plus.base = 0.01;
    if (briefed) other.parties[1].preferences[0].weight = 0.2;  // of 1.1 in all
    other.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.0)}}};
    Transcript branched;
    const Outcome outcome = branch(scenario, other, 4, branched);
    REQUIRE(agreed(outcome.ending));
    REQUIRE(outcome.package);
    CHECK((*outcome.package)[0] == 0);
    CHECK(outcome.parties[1].audience == Approx(0.05));
    CHECK(outcome.parties[1].worth == Approx((briefed ? 0.8 / 1.1 : 0.8) - 0.05));
  }
}

TEST_CASE("another protocol begins with an empty table, the same one where it was", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  Scenario other = scenario;
  other.parties[0].no_agreement.plus.base = 0.01;
  Transcript same;
  (void)branch(scenario, other, 4, same);
  CHECK(same.first_in(4).substr(0, 9) == "answers 0");  // the text of round 3
  other.protocol.settings = {{"order", std::vector<std::size_t>{0, 1}}};
  Transcript changed;
  (void)branch(scenario, other, 4, changed);
  CHECK(changed.first_in(4).substr(0, 8) == "tables 0");
  other = scenario;
  other.protocol = {"single-text", {{"draft", std::vector<std::size_t>{0}}}};
  Transcript mediated;
  (void)branch(scenario, other, 4, mediated);
  CHECK(mediated.first_in(4).substr(0, 8) == "tables m");

  SECTION("also a mediator who gets to know other preferences") {
    scenario = other;
    other.parties[1].preferences[0].weight = 0.2;
    Transcript once, anew;
    (void)branch(scenario, scenario, 4, once);
    (void)branch(scenario, other, 4, anew);
    CHECK(once.first_in(4).substr(0, 7) == "answers");
    CHECK(anew.first_in(4).substr(0, 7) == "answers");  // all have seen the draft
  }
}

TEST_CASE("a mediator that goes on knows as much of the new preferences", "[branch]") {
  Scenario scenario = simple_scenario({.parties = 2, .issues = 1, .options = 3, .rounds = 8});
  for (std::size_t p = 0; p < 2; ++p) {
    scenario.parties[p].preferences[0].scores = p == 0 ? std::vector<Distribution>{1.0, 0.6, 0.0}
                                                       : std::vector<Distribution>{0.0, 0.6, 1.0};
    scenario.parties[p].strategy.acceptance = {"ac-const", {{"level", Distribution(1.0)}}};
  }
  scenario.protocol = {"single-text", {{"skill", Distribution(1.0)}}};
  Scenario other = scenario;
  other.parties[1].preferences = other.parties[0].preferences;
  Transcript branched;
  const Outcome outcome = branch(scenario, other, 3, branched);
  REQUIRE(outcome.package);
  CHECK(*outcome.package == Package{0});
  CHECK(outcome.round <= 4);
}

TEST_CASE("who goes on unchanged knows how long the talks now last", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  scenario.parties[0].strategy.bidding = {"time-dependent",
                                          {{"to", Distribution(0.4)}, {"beta", Distribution(1.0)}}};
  scenario.parties[1].no_agreement.plus.base = 2.0;  // silent
  Scenario other = scenario;
  other.rounds = 28;  // in round 10 a third of the time has passed: it asks for 0.8
  Transcript branched;
  (void)branch(scenario, other, 4, branched);
  const Case drawn = draw(scenario, 1, 0);
  for (const Transcript::Tabled& tabled : branched.texts) {
    if (tabled.round < 4 || tabled.round > 10) continue;
    CHECK(drawn.utilities.of(PartyId(0)).worth(tabled.text) >= 0.8 - 1e-9);
  }
  CHECK(branched.texts_of(PartyId(0), 4).size() == 25);
}

TEST_CASE("who need not sign after the branch ends no talks by leaving", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  scenario.parties[1].strategy.bidding.settings.push_back({"patience", Distribution(6.0)});
  Scenario other = scenario;
  other.agreement.required = {PartyId(0)};
  other.agreement.may_sign = {PartyId(1)};
  other.agreement.quorum = AgreementRule::Quorum{.share = 1.0, .weights = {1, 1}};
  const Outcome required = play(draw(scenario, 1, 0));
  REQUIRE(required.ending == Ending::walkout);
  Transcript branched;
  const Outcome optional = branch(scenario, other, 4, branched);
  CHECK(optional.ending == Ending::stalemate);
  CHECK(optional.round == 10);
}

TEST_CASE("what has cost something before the branch has cost it", "[branch]") {
  Scenario scenario = asker_and_holder(false);
  scenario.parties[0].delay_cost = {.base = 0.01};
  Scenario other = scenario;
  other.parties[0].delay_cost = {.base = 0.1};
  Transcript observer;
  // Rounds 1 to 3 at the old rate, 4 to 9 at the new one; the last costs nothing.
  CHECK(branch(scenario, other, 4, observer).parties[0].delay == Approx(0.63));
}

TEST_CASE("only talks of the same parties about the same can branch", "[branch]") {
  Scenario scenario = eventful_scenario({.parties = 3, .issues = 4, .options = 3, .rounds = 5});
  const auto obstacle = [&scenario](auto change) {
    Scenario other = scenario;
    change(other);
    return branch_obstacle(scenario, other);
  };
  CHECK(obstacle([](Scenario&) {}).empty());
  CHECK(obstacle([](Scenario& s) { s.parties.pop_back(); }) == "parties");
  CHECK(obstacle([](Scenario& s) { s.parties[1].id = "other"; }) == "parties");
  CHECK(obstacle([](Scenario& s) { std::swap(s.parties[0], s.parties[1]); }) == "parties");
  CHECK(obstacle([](Scenario& s) { s.drafts.push_back(s.drafts[0]); }) == "drafts");
  CHECK(obstacle([](Scenario& s) { s.world.variables.pop_back(); }) == "world variables");
  CHECK(obstacle([](Scenario& s) { s.world.variables[0].id = "x"; }) == "world variables");
  CHECK(obstacle([](Scenario& s) { s.issues.pop_back(); }) == "issues");
  CHECK(obstacle([](Scenario& s) { s.issues[2].options[1].id = "x"; }) == "issues");
  CHECK(obstacle([](Scenario& s) { s.issues[2].options.pop_back(); }) == "issues");
  // All else may be another.
  CHECK(obstacle([](Scenario& s) {
          s.parties[0].title = "x";
          s.issues[0].title = "x";
          s.world.events.clear();
          s.protocol.name = "majority";
          s.rounds = 50;
          s.agreement.may_sign.clear();
          s.hazard = Quantity{0.5};
        }).empty());
}

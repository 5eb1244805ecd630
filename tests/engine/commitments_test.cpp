// SPDX-License-Identifier: Apache-2.0
/// Public commitments: what it costs to back down, who pays, and that strategies know.
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/agent.hpp"
#include "engine/negotiation/play.hpp"
#include "tests/combinations.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// `party` vows as the round begins.
Event vow(std::string id, int round, std::size_t party, std::vector<Clause::Condition> to,
          Distribution cost) {
  Event event;
  event.id = std::move(id);
  event.trigger.kind = Trigger::AtRound{round};
  event.effects.commitments.push_back({PartyId(party), std::move(to), std::move(cost)});
  return event;
}

/// On how many issues.
double broken(const std::vector<Clause::Condition>& to, const Package& package) {
  double count = 0;
  for (const Clause::Condition& condition : to) {
    const std::vector<Option>& kept = condition.options;
    if (std::count(kept.begin(), kept.end(), package[condition.issue]) == 0) count += 1;
  }
  return count;
}

/// How each party judged each text, and what was tabled, by round.
class Minutes : public Observer {
 public:
  struct Answer {
    int round;
    PartyId party;
    Package text;
    Judgement judgement;
  };
  struct Tabled {
    int round;
    std::optional<PartyId> by;
    Package text;
  };
  void round_begins(int round, const WorldState&) override { now = round; }
  void tables(std::optional<PartyId> by, const Package& text, std::span<const PartyId>) override {
    texts.push_back({now, by, text});
  }
  void asks_for(PartyId party, const Package&, const Package& amended,
                std::span<const PartyId>) override {
    asked.push_back({now, party, amended});
  }
  void answers(PartyId party, std::optional<PartyId>, const Package& text,
               const Judgement& judgement) override {
    answers_given.push_back({now, party, text, judgement});
  }
  std::vector<Answer> answers_given;
  std::vector<Tabled> texts, asked;
  int now = 0;
};

}  // namespace

TEST_CASE("a package costs the dearest promise for every issue on which it breaks one",
          "[commitments]") {
  int tied = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Scenario scenario = random_scenario(seed);
    const Case drawn = draw(scenario, 1, 0);
    tied += scenario.blocks.size() < scenario.issues.size() ? 1 : 0;
    Agent agent(drawn, PartyId(0));
    const Agent bystander(drawn, PartyId(1));
    const UtilityView own = drawn.utilities.of(PartyId(0));
    Dice dice(seed);
    std::vector<std::pair<std::vector<Clause::Condition>, double>> promises;
    for (int k = 0; k < 3; ++k) {
      std::vector<Clause::Condition> to;
      for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
        if (dice.chance(0.4)) continue;
        Clause::Condition& condition = to.emplace_back();
        condition.issue = IssueId(i);
        for (std::size_t o = 0; o < scenario.issues[i].options.size(); ++o) {
          if (dice.chance(0.5)) condition.options.push_back(static_cast<Option>(o));
        }
      }
      promises.emplace_back(to, 0.1 * dice.unit());
      agent.commit(to, promises.back().second);
      for_every_package(scenario.issues, [&](const Package& package) {
        double costs = 0;
        for (std::size_t i = 0; i < package.size(); ++i) {
          double dearest = 0;
          for (const auto& [what, cost] : promises) {
            for (const Clause::Condition& condition : what) {
              if (condition.issue != IssueId(i)) continue;
              if (broken({condition}, package) > 0) dearest = std::max(dearest, cost);
            }
          }
          costs += dearest;
        }
        CHECK(std::fabs(agent.own().worth(package) - (own.worth(package) - costs)) < 1e-12);
        CHECK(agent.own().crosses_red_line(package) == own.crosses_red_line(package));
        CHECK(bystander.own().worth(package) == drawn.utilities.of(PartyId(1)).worth(package));
        CHECK(std::fabs(agent.judge(package, 0.2).worth - agent.own().worth(package)) < 1e-15);
        const bool could =
            !own.crosses_red_line(package) && reaches(agent.own().worth(package), 0.2);
        CHECK(agent.could_sign(package, 0.2) == could);
      });
    }
  }
  CHECK(tied > 10);
}

TEST_CASE("judgements drop from the round of the promise on, and only those of who made it",
          "[commitments]") {
  Scenario scenario = simple_scenario({.parties = 3, .issues = 3, .options = 3, .rounds = 8});
  const std::vector<Clause::Condition> to = {{IssueId(0), {2}}, {IssueId(1), {1, 2}}};
  scenario.world.events = {vow("vow", 4, 0, to, 0.07)};
  scenario.parties[2].no_agreement.prospects.front().worth.plus.base = 2.0;
  scenario.protocol.settings = {{"order", std::vector<std::size_t>{0, 2, 1}}};
  const Case drawn = draw(scenario, 1, 0);
  Minutes minutes;
  (void)play(drawn, minutes);
  int dropped = 0;
  for (const Minutes::Answer& answer : minutes.answers_given) {
    double worth = drawn.utilities.of(answer.party).worth(answer.text);
    if (answer.party == PartyId(0) && answer.round >= 4) {
      worth -= 0.07 * broken(to, answer.text);
      dropped += broken(to, answer.text) > 0 ? 1 : 0;
    }
    CHECK(answer.judgement.worth == Approx(worth));
  }
  CHECK(dropped > 2);
}

TEST_CASE("who signs what it promised not to pays for it at home", "[commitments]") {
  Scenario scenario = simple_scenario({.parties = 2, .issues = 2, .options = 3, .rounds = 3});
  for (std::size_t p = 0; p < 2; ++p) {
    for (std::size_t i = 0; i < 2; ++i) {
      scenario.parties[p].preferences[i].weight = i == p ? 0.8 : 0.2;
      scenario.parties[p].preferences[i].scores = p == 1 ? std::vector<Distribution>{0.0, 0.5, 1.0}
                                                         : std::vector<Distribution>{1.0, 0.5, 0.0};
    }
  }
  scenario.drafts = {{.id = "trade", .title = "", .by = {}, .package = {0, 2}}};
  scenario.parties[0].strategy.bidding = {"take-it-or-fight",
                                          {{"draft", std::vector<std::size_t>{0}}}};
  scenario.parties[1].strategy.acceptance = {"ac-const", {{"level", Distribution(0.4)}}};
  const auto outcome = [&](double cost) {
    // Keeps neither issue 0 nor, half of it, issue 1.
    scenario.world.events = {vow("vow", 1, 1, {{IssueId(0), {1, 2}}, {IssueId(1), {1, 2}}}, cost)};
    return play(draw(scenario, 1, 0));
  };
  const Outcome paid = outcome(0.1);
  REQUIRE(agreed(paid.ending));
  CHECK(paid.parties[1].audience == Approx(0.1));
  CHECK(paid.parties[1].worth == Approx(0.7));
  CHECK(paid.parties[0].audience == 0);
  CHECK(paid.parties[0].worth == Approx(0.8));
  CHECK(paid.parties[0].share == Approx(0.5 / 0.9));
  CHECK(outcome(0.4).parties[1].audience == Approx(0.4));
  CHECK_FALSE(agreed(outcome(0.401).ending));   // 0.399 is below what it accepts
  CHECK(outcome(-1).parties[1].audience == 0);  // a promise never pays

  SECTION("and the chance of ratification falls with what it has left") {
    class Chance : public Observer {
     public:
      void ratifies(PartyId, double chance, bool) override { last = chance; }
      double last = 0;
    } observer;
    scenario.parties[1].ratification = Ratification{{.base = 0.3}, {.base = 10.0}};
    (void)outcome(0.1);
    (void)play(draw(scenario, 1, 0), observer);
    CHECK(observer.last == Approx(1 / (1 + std::exp(-10 * (0.7 - 0.3 - 0.3)))));
  }
}

TEST_CASE("after its promise no strategy tables what would break it too dearly", "[commitments]") {
  // A cost of 1 leaves nothing: a text that breaks the promise is worth less than no agreement.
  const std::vector<Clause::Condition> to = {{IssueId(0), {2}}};
  int broke_before = 0;
  int kept_after = 0;
  for (const BiddingSpec* bidding : biddings()) {
    for (const char* protocol : {"alternating-offers", "majority"}) {
      for (std::uint64_t replication = 0; replication < 5; ++replication) {
        Scenario scenario =
            eventful_scenario({.parties = 4, .issues = 5, .options = 5, .rounds = 16});
        scenario.protocol = {protocol, {}};
        scenario.world.events.push_back(vow("vow", 6, 1, to, 1.0));
        scenario.parties[1].strategy.bidding = {std::string(bidding->name),
                                                settings(bidding->parameters)};
        scenario.parties[3].no_agreement.prospects.front().worth.plus = {.base = 2.0};
        Minutes minutes;
        (void)play(draw(scenario, 1, replication), minutes);
        INFO(bidding->name << " " << protocol << " " << replication);
        for (const Minutes::Tabled& tabled : minutes.texts) {
          if (tabled.by != PartyId(1)) continue;
          const bool breaks = broken(to, tabled.text) > 0;
          if (tabled.round < 6) {
            broke_before += breaks ? 1 : 0;
          } else {
            kept_after += breaks ? 0 : 1;
            CHECK_FALSE(breaks);
          }
        }
      }
    }
  }
  CHECK(broke_before > 100);
  CHECK(kept_after > 100);
}

TEST_CASE("an aspiration is measured by what is left of a package after its costs",
          "[commitments]") {
  // With a constant aspiration of 0.6, every bid is worth at least that after the costs so far.
  Scenario scenario = simple_scenario({.parties = 2, .issues = 4, .options = 4, .rounds = 12});
  scenario.parties[0].strategy.bidding = {"time-dependent",
                                          {{"from", Distribution(0.6)}, {"to", Distribution(0.6)}}};
  scenario.parties[1].no_agreement.prospects.front().worth.plus.base = 2.0;
  const std::vector<Clause::Condition> to[] = {{{IssueId(0), {1}}}, {{IssueId(1), {2}}}};
  scenario.world.events = {vow("a", 4, 0, to[0], 0.2), vow("b", 8, 0, to[1], 0.15)};
  const Case drawn = draw(scenario, 1, 0);
  Minutes minutes;
  (void)play(drawn, minutes);
  double least = 1;
  int bids = 0;
  for (const Minutes::Tabled& tabled : minutes.texts) {
    if (tabled.by != PartyId(0)) continue;
    double worth = drawn.utilities.of(PartyId(0)).worth(tabled.text);
    if (tabled.round >= 4) worth -= 0.2 * broken(to[0], tabled.text);
    if (tabled.round >= 8) worth -= 0.15 * broken(to[1], tabled.text);
    CHECK(worth >= 0.6 - 1e-9);
    if (tabled.round < 4) least = std::min(least, worth - 0.2 * broken(to[0], tabled.text));
    ++bids;
  }
  CHECK(bids == 12);
  CHECK(least < 0.6);  // what it tabled before would not do after
}

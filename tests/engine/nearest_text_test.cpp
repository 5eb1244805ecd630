// SPDX-License-Identifier: Apache-2.0
/// The text that came nearest to an agreement, against all sets of parties that could have signed.
#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "engine/negotiation/happenings.hpp"
#include "engine/negotiation/play.hpp"
#include "tests/combinations.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();

/// Works out for every text how much the poorest would have of the best-off set that could sign.
class Surveyor : public Observer {
 public:
  explicit Surveyor(const Case& drawn)
      : case_(drawn),
        happenings_(drawn.scenario, drawn.seed, drawn.replication),
        left_(drawn.parties.size()),
        promises_(drawn.parties.size()) {}

  void round_begins(int round, const WorldState& world) override {
    round_ = round;
    world_ = &world;
  }
  void event_happens(EventId event) override {
    for (const Promised& promise : happenings_.promises(event)) {
      promises_[promise.party].push_back(promise);
    }
  }
  void leaves(PartyId party) override { left_[party] = true; }
  void tables(std::optional<PartyId> by, const Package& text, std::span<const PartyId>) override {
    survey(by, text);
  }
  void asks_for(PartyId party, const Package&, const Package& amended,
                std::span<const PartyId>) override {
    survey(party, amended);
    ++asked;
  }

  struct Found {
    int round;
    std::optional<PartyId> by;
    Package text;
    double surplus;
    std::vector<double> surpluses;  ///< by PartyId
  };
  std::vector<Found> found;
  int asked = 0;

 private:
  [[nodiscard]] double surplus(PartyId party, const Package& text) const {
    const UtilityView own = case_.utilities.of(party);
    if (left_[party] || own.crosses_red_line(text)) return kNone;
    double worth = own.worth(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
      double dearest = 0;  // of the promises that it breaks on the issue
      for (const Promised& promise : promises_[party]) {
        for (const Clause::Condition& condition : promise.to) {
          if (condition.issue != IssueId(i) || hold({&condition, 1}, text)) continue;
          dearest = std::max(dearest, promise.cost);
        }
      }
      worth -= dearest;
    }
    return worth - case_.parties[party].no_agreement.at(world_->believed_by(party));
  }

  void survey(std::optional<PartyId> by, const Package& text) {
    const std::size_t parties = case_.parties.size();
    std::vector<double> surpluses;
    for (std::size_t p = 0; p < parties; ++p) surpluses.push_back(surplus(PartyId(p), text));
    double best = kNone;
    for (unsigned set = 0; set < 1U << parties; ++set) {
      std::vector<bool> signing(parties);
      double least = std::numeric_limits<double>::infinity();
      for (std::size_t p = 0; p < parties; ++p) {
        signing[p] = (set >> p & 1U) != 0;
        if (signing[p]) least = std::min(least, surpluses[p]);
      }
      if (case_.scenario.agreement.satisfied_by(signing)) best = std::max(best, least);
    }
    found.push_back({round_, by, text, best, surpluses});
  }

  const Case& case_;
  Happenings happenings_;
  const WorldState* world_ = nullptr;
  int round_ = 0;
  std::vector<bool> left_;
  std::vector<std::vector<Promised>> promises_;
};

}  // namespace

TEST_CASE("the nearest text is the first that leaves most to the poorest who had to sign",
          "[nearest-text]") {
  int reached = 0;
  int missed = 0;
  int asked = 0;
  int not_the_last = 0;
  for (const ProtocolSpec* protocol : protocols()) {
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
      Scenario scenario = random_scenario(seed);
      scenario.protocol = {std::string(protocol->name), settings(protocol->parameters)};
      if (seed % 3 == 0) {
        scenario.parties.back().strategy.bidding = {
            "take-it-or-fight",
            {{"draft", std::vector<std::size_t>{0}}, {"patience", Distribution(3.0)}}};
      }
      const Case drawn = draw(scenario, 1, seed);
      Surveyor surveyor(drawn);
      const Outcome outcome = play(drawn, surveyor);
      INFO(protocol->name << " " << seed);
      asked += surveyor.asked;
      double most = kNone;
      for (const Surveyor::Found& found : surveyor.found) most = std::max(most, found.surplus);
      REQUIRE(outcome.nearest.has_value() == (most > kNone));
      if (!outcome.nearest) continue;
      const NearestText& nearest = *outcome.nearest;
      CHECK(nearest.surplus == Approx(most).margin(1e-12));
      // Rounding aside, it is the first of that surplus.
      const auto first =
          std::find_if(surveyor.found.begin(), surveyor.found.end(),
                       [&](const Surveyor::Found& found) { return found.surplus > most - 1e-12; });
      CHECK(nearest.round == first->round);
      CHECK(nearest.by == first->by);
      CHECK(nearest.text == first->text);
      CHECK(first->surpluses[nearest.decisive] == Approx(nearest.surplus).margin(1e-12));
      ++(nearest.surplus >= 0 ? reached : missed);
      not_the_last += nearest.text != surveyor.found.back().text ? 1 : 0;
    }
  }
  CHECK(reached > 50);
  CHECK(missed > 50);
  CHECK(asked > 100);
  CHECK(not_the_last > 50);
}

TEST_CASE("who has left brings no text nearer", "[nearest-text]") {
  // Two of three can agree. In the last round p0 tables what p2 would like, but p2 is gone.
  Scenario scenario = simple_scenario({.parties = 3, .issues = 1, .options = 4, .rounds = 10});
  const std::vector<Distribution> scores[] = {
      {1.0, 0.8, 0.0, 0.0}, {0.0, 0.0, 1.0, 0.0}, {0.0, 0.95, 0.0, 1.0}};
  for (std::size_t p = 0; p < 3; ++p) {
    Party& party = scenario.parties[p];
    party.preferences[0].scores = scores[p];
    party.strategy = {{"time-dependent", {{"to", Distribution(p == 0 ? 0.8 : 1.0)}}},
                      {"informed", {}},
                      {"ac-const", {{"level", Distribution(1.0)}}}};
  }
  scenario.drafts = {{.id = "mine", .title = "", .by = {}, .package = {3}}};
  const auto nearest = [&scenario](double patience) {
    scenario.parties[2].strategy.bidding = {
        "take-it-or-fight",
        {{"draft", std::vector<std::size_t>{0}}, {"patience", Distribution(patience)}}};
    scenario.agreement.required.clear();
    scenario.agreement.may_sign = {PartyId(0), PartyId(1), PartyId(2)};
    scenario.agreement.quorum = AgreementRule::Quorum{.share = 0.6, .weights = {1, 1, 1}};
    return play(draw(scenario, 1, 0)).nearest.value().surplus;
  };
  CHECK(nearest(0) == Approx(0.5));   // it stays: 0.8 and 0.95 less 0.3
  CHECK(nearest(3) == Approx(-0.3));  // it leaves: nobody gives another anything
}

TEST_CASE("what nobody could sign is not near", "[nearest-text]") {
  Scenario scenario = simple_scenario({.parties = 2, .issues = 1, .options = 2, .rounds = 2});
  // Each has a red line at what the other wants, and that is all that is tabled.
  for (std::size_t p = 0; p < 2; ++p) {
    scenario.parties[p].clauses = {
        {.id = "no", .title = "", .when = {{IssueId(0), {static_cast<Option>(p)}}}, .amount = {}}};
  }
  settle(scenario);
  CHECK_FALSE(play(draw(scenario, 1, 0)).nearest);
  // One of them may be outvoted.
  scenario.agreement.required.clear();
  scenario.agreement.may_sign = {PartyId(0), PartyId(1)};
  scenario.agreement.quorum = AgreementRule::Quorum{.share = 0.5, .weights = {1, 1}};
  const Outcome outcome = play(draw(scenario, 1, 0));
  REQUIRE(outcome.nearest);
  CHECK(outcome.nearest->surplus == Approx(0.7));
  CHECK(outcome.nearest->decisive == PartyId(0));
}

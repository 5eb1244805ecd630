// SPDX-License-Identifier: Apache-2.0
/// What some settle among themselves: against a search through all candidates, and in whole talks.
#include "engine/negotiation/partial.hpp"

#include <limits>
#include <map>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/combinations.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

constexpr double kRed = -std::numeric_limits<double>::infinity();

/// The texts on the table of a coalition, cut down to what it may settle.
std::vector<Package> candidates(const Scenario& scenario, const AgreementRule::Partial& rule,
                                const std::map<PartyId, Package>& last) {
  std::vector<Package> parts;
  for (const PartyId party : rule.parties) {
    if (last.count(party) > 0) parts.push_back(last.at(party));
  }
  for (const Draft& draft : scenario.drafts) parts.push_back(draft.package);
  const auto member = [&](PartyId p) {
    return std::count(rule.parties.begin(), rule.parties.end(), p) > 0;
  };
  for (Package& part : parts) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const Issue& issue = scenario.issues[i];
      const bool theirs = std::count(rule.issues.begin(), rule.issues.end(), IssueId(i)) > 0 &&
                          std::all_of(issue.consent.begin(), issue.consent.end(), member);
      if (!theirs && issue.status_quo) part[i] = *issue.status_quo;
    }
  }
  return parts;
}

/// Of the coalition's candidates that cost nobody and give somebody something, the first of those
/// whose poorest member gains most.
template <class Gain>
std::optional<Package> best_part(const Scenario& scenario, const AgreementRule::Partial& rule,
                                 const std::map<PartyId, Package>& last, Gain gain) {
  std::optional<Package> best;
  double most = 0;
  for (const Package& part : candidates(scenario, rule, last)) {
    std::vector<double> gains;
    for (const PartyId party : rule.parties) gains.push_back(gain(party, part));
    const auto [poorest, richest] = std::minmax_element(gains.begin(), gains.end());
    if (*poorest < 0 || *richest <= 0 || (best && *poorest <= most)) continue;
    best = part;
    most = *poorest;
  }
  return best;
}

Scenario random_rules(Dice& dice) {
  Scenario scenario;
  scenario.parties.resize(dice.between(2, 4));
  scenario.issues.resize(dice.between(1, 3));
  for (Issue& issue : scenario.issues) {
    issue.options.resize(3);
    if (dice.chance(0.8)) issue.status_quo = static_cast<Option>(dice.below(3));
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      if (dice.chance(0.2)) issue.consent.emplace_back(p);
    }
  }
  for (std::size_t k = dice.between(1, 3); k > 0; --k) {
    AgreementRule::Partial& rule = scenario.agreement.partial.emplace_back();
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      if (dice.chance(0.6)) rule.parties.emplace_back(p);
    }
    if (rule.parties.empty()) rule.parties.emplace_back(0);
    for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
      if (dice.chance(0.7)) rule.issues.emplace_back(i);
    }
  }
  return scenario;
}

Package random_package(Dice& dice, std::size_t issues) {
  Package package;
  for (std::size_t i = 0; i < issues; ++i) package.push_back(static_cast<Option>(dice.below(3)));
  return package;
}

/// Remembers each party's last text, and who has left.
class Table : public Observer {
 public:
  void tables(std::optional<PartyId> by, const Package& text, std::span<const PartyId>) override {
    if (by) last[*by] = text;
  }
  void asks_for(PartyId party, const Package&, const Package& amended,
                std::span<const PartyId>) override {
    last[party] = amended;
  }
  void leaves(PartyId party) override { left.push_back(party); }
  void settles_part(std::size_t partial, const Package& package) override {
    settled.emplace_back(partial, package);
  }
  std::map<PartyId, Package> last;
  std::vector<PartyId> left;
  std::vector<std::pair<std::size_t, Package>> settled;
};

/// Trade and border, both closed; p0 and p1 want both open, p2 would lose by the trade of others
/// and never signs.
Scenario neighbours() {
  Scenario scenario = simple_scenario({.parties = 3, .issues = 2, .options = 2, .rounds = 2});
  for (std::size_t p = 0; p < 3; ++p) {
    Party& party = scenario.parties[p];
    party.no_agreement.prospects.front().worth.plus.base = p == 2 ? 2.0 : 0.3;
    party.preferences[0].weight = p == 2 ? 0.4 : 0.5;
    party.preferences[1].weight = p == 2 ? 0.6 : 0.5;
    for (std::size_t i = 0; i < 2; ++i) {
      const bool loses = p == 2 && i == 0;
      party.preferences[i].scores =
          loses ? std::vector<Distribution>{1.0, 0.0} : std::vector<Distribution>{0.0, 1.0};
    }
  }
  for (Issue& issue : scenario.issues) issue.status_quo = Option{0};
  scenario.drafts = {{.id = "open", .title = "", .by = {}, .package = {1, 1}}};
  scenario.agreement.partial = {
      {.id = "west", .title = "", .parties = {PartyId(0), PartyId(1)}, .issues = {IssueId(0)}}};
  return scenario;
}

}  // namespace

TEST_CASE("the first coalition with a part to settle takes the one its poorest gains most by",
          "[partial]") {
  Dice dice(1);
  int settled = 0;
  int by_a_later_one = 0;
  for (int round = 0; round < 4000; ++round) {
    const Scenario base = random_rules(dice);
    Scenario scenario = base;
    for (std::size_t d = dice.below(3); d > 0; --d) {
      scenario.drafts.push_back({"", "", {}, random_package(dice, scenario.issues.size())});
    }
    // Gains in eighths: sums are exact and ties frequent.
    std::vector<std::vector<double>> values(scenario.parties.size());
    std::map<PartyId, Package> last;
    std::vector<bool> present;
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      for (std::size_t k = 0; k < 3 * scenario.issues.size(); ++k) {
        values[p].push_back((static_cast<double>(dice.below(9)) - 4) / 8);
      }
      if (dice.chance(0.7)) last[PartyId(p)] = random_package(dice, scenario.issues.size());
      present.push_back(dice.chance(0.9));
    }
    const Option red = static_cast<Option>(dice.below(9));  // of the first issue, if it has it
    const auto gain = [&](PartyId p, const Package& part, const Package& before) {
      if (part[0] == red) return kRed;
      double sum = 0;
      for (std::size_t i = 0; i < part.size(); ++i) {
        sum += values[p][3 * i + part[i]] - values[p][3 * i + before[i]];
      }
      return sum;
    };
    const auto found =
        settle_part(scenario, {.present = [&](PartyId p) { return bool{present[p]}; },
                               .last_text = [&](PartyId p) -> const Package* {
                                 return last.count(p) > 0 ? &last.at(p) : nullptr;
                               },
                               .gain = gain});

    std::optional<PartialAgreement> expected;
    for (std::size_t k = 0; k < scenario.agreement.partial.size() && !expected; ++k) {
      const AgreementRule::Partial& rule = scenario.agreement.partial[k];
      bool all_there = true;
      for (const PartyId party : rule.parties) all_there = all_there && present[party];
      if (!all_there) continue;
      const auto best = best_part(scenario, rule, last, [&](PartyId p, const Package& part) {
        Package before = part;
        for (std::size_t i = 0; i < part.size(); ++i) {
          if (scenario.issues[i].status_quo) before[i] = *scenario.issues[i].status_quo;
        }
        return gain(p, part, before);
      });
      if (best) expected = PartialAgreement{k, *best};
    }
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) continue;
    ++settled;
    by_a_later_one += found->partial > 0 ? 1 : 0;
    CHECK(found->partial == expected->partial);
    CHECK(found->package == expected->package);
  }
  CHECK(settled > 400);
  CHECK(by_a_later_one > 50);
}

TEST_CASE("who settles a part gains by it, and outsiders have what it does to them", "[partial]") {
  Scenario scenario = neighbours();
  Table table;
  const Outcome outcome = play(draw(scenario, 1, 0), table);
  CHECK(outcome.ending == Ending::partial);
  CHECK(outcome.partial == std::size_t{0});
  CHECK(outcome.round == 2);
  REQUIRE(outcome.package);
  CHECK(*outcome.package == Package{1, 0});
  REQUIRE(table.settled.size() == 1);
  CHECK(table.settled[0] == std::pair(std::size_t{0}, Package{1, 0}));
  const double worths[] = {0.8, 0.8, 1.6};  // 0.3 + 0.5, and 2 - 0.4
  for (std::size_t p = 0; p < 3; ++p) {
    CHECK(outcome.parties[p].worth == Approx(worths[p]));
    CHECK(outcome.parties[p].signed_it == (p < 2));
    CHECK(outcome.parties[p].share == Approx(p < 2 ? 0.5 : 0.0));
  }

  SECTION("not if it takes a consent that they cannot give") {
    scenario.issues[0].consent = {PartyId(2)};
    CHECK(play(draw(scenario, 1, 0)).ending == Ending::stalemate);
    scenario.issues[0].consent = {PartyId(1)};
    CHECK(play(draw(scenario, 1, 0)).ending == Ending::partial);
  }
  SECTION("not across a red line of a member, though of an outsider") {
    const Clause never{.id = "no", .title = "", .when = {{IssueId(0), {1}}}, .amount = {}};
    scenario.parties[2].clauses = {never};
    settle(scenario);
    CHECK(play(draw(scenario, 1, 0)).ending == Ending::partial);
    scenario.parties[1].clauses = {never};
    settle(scenario);
    CHECK(play(draw(scenario, 1, 0)).ending == Ending::stalemate);
  }
  SECTION("though across one that is crossed already, by what they leave alone") {
    scenario.parties[0].clauses = {
        {.id = "shame", .title = "", .when = {{IssueId(1), {0}}}, .amount = {}}};
    settle(scenario);
    CHECK(play(draw(scenario, 1, 0)).ending == Ending::partial);
  }
  SECTION("nor when all agree") {
    scenario.parties[2].no_agreement.prospects.front().worth.plus.base = 0.0;
    const Outcome agreement = play(draw(scenario, 1, 0));
    CHECK(agreed(agreement.ending));
    CHECK_FALSE(agreement.partial);
  }
  SECTION("also after the talks were cut off") {
    scenario.hazard = Quantity{1.0};
    const Outcome cut = play(draw(scenario, 1, 0));
    CHECK(cut.ending == Ending::partial);
    CHECK(cut.cut_off);
    CHECK(cut.round == 1);
  }
  SECTION("also after an outsider walked out, but not a member") {
    scenario.rounds = 5;
    for (const std::size_t quitter : {std::size_t{0}, std::size_t{2}}) {
      Scenario variant = scenario;
      variant.parties[quitter].no_agreement.prospects.front().worth.plus.base = 2.0;
      variant.parties[quitter].strategy.bidding = {
          "take-it-or-fight",
          {{"draft", std::vector<std::size_t>{0}}, {"patience", Distribution(1.0)}}};
      const Outcome walkout = play(draw(variant, 1, 0));
      CHECK(walkout.ending == (quitter == 2 ? Ending::partial : Ending::walkout));
      CHECK(walkout.because_of == PartyId(quitter));
    }
  }
}

TEST_CASE("talks that fail end in the part that the last texts and drafts allow", "[partial]") {
  int settled = 0;
  for (const ProtocolSpec* protocol : protocols()) {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      Scenario scenario = random_scenario(seed);
      scenario.protocol = {std::string(protocol->name), settings(protocol->parameters)};
      const Case drawn = draw(scenario, 1, seed);
      Table table;
      const Outcome outcome = play(drawn, table);
      INFO(protocol->name << " " << seed);
      if (agreed(outcome.ending) || outcome.ending == Ending::not_ratified) {
        CHECK(table.settled.empty());
        continue;
      }
      if (std::any_of(scenario.world.events.begin(), scenario.world.events.end(),
                      [](const Event& event) { return !event.effects.commitments.empty(); })) {
        continue;  // values change on the way
      }
      std::optional<std::size_t> first;
      std::optional<Package> part;
      for (std::size_t k = 0; k < scenario.agreement.partial.size() && !part; ++k) {
        const AgreementRule::Partial& rule = scenario.agreement.partial[k];
        const bool left = std::any_of(table.left.begin(), table.left.end(), [&](PartyId p) {
          return std::count(rule.parties.begin(), rule.parties.end(), p) > 0;
        });
        if (left) continue;
        part = best_part(scenario, rule, table.last, [&](PartyId p, const Package& package) {
          const UtilityView own = drawn.utilities.of(p);
          const Package before = status_quo(scenario, package);
          // A red line that holds already is nobody's doing, as long as the part leaves all the
          // issues tied to it alone.
          for (const Blocks::Block& block : scenario.blocks) {
            const Row row = scenario.blocks.row(block, package);
            const bool red = !own.red_lines.empty() && own.red_lines[row] != 0;
            if (red && row != scenario.blocks.row(block, before)) return kRed;
          }
          const double gain = own.worth(package) - own.worth(before);
          return std::fabs(gain) <= kRounding ? 0.0 : gain;
        });
        if (part) first = k;
      }
      CHECK(outcome.partial == first);
      CHECK(outcome.package == part);
      if (!part) continue;
      ++settled;
      for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
        const UtilityView own = drawn.utilities.of(PartyId(p));
        const Standing& standing = outcome.parties[p];
        CHECK(standing.worth == Approx(standing.no_agreement + own.worth(*part) -
                                       own.worth(status_quo(scenario, *part))));
        CHECK(standing.audience == Approx(0).margin(1e-12));
      }
    }
  }
  CHECK(settled > 20);
}

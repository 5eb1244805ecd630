// SPDX-License-Identifier: Apache-2.0
/// Zeuthen's concessions end at the maximum of the Nash product (Harsanyi 1956; Rosenschein &
/// Zlotkin 1994): whole negotiations on random cases, against every package there is.
///
/// Each case has one to six issues of two to six options, on nine of ten of which the parties want
/// opposite ends; no-agreement values are up to 0.4. Parties know each other (opponent model
/// `informed`) and accept what is as good as their next bid. With concessions as small as can be
/// the agreement has the greatest product, up to rounding. With a step s each may be that much past
/// it: the product is at least (g_1 - s)(g_2 - s), g being the gains where it is greatest.
#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

Preference random_want(Dice& dice, std::size_t options, bool up) {
  std::vector<Distribution> scores;
  const double curve = 0.5 + dice.unit();
  for (std::size_t o = 0; o < options; ++o) {
    const double score = std::pow(static_cast<double>(o) / static_cast<double>(options - 1), curve);
    scores.emplace_back(up ? score : 1 - score);
  }
  return {dice.unit(), scores};
}

Scenario random_talks(std::uint64_t seed, std::size_t parties, double step,
                      const std::string& protocol, const char* concedes) {
  Dice dice(seed);
  Scenario scenario;
  std::vector<std::size_t> options(dice.between(1, 6));
  for (std::size_t i = 0; i < options.size(); ++i) {
    options[i] = dice.between(2, 6);
    Issue issue;
    issue.id = "i" + std::to_string(i);
    for (std::size_t o = 0; o < options[i]; ++o) {
      issue.options.push_back({"o" + std::to_string(o), "", std::nullopt});
    }
    scenario.issues.push_back(std::move(issue));
  }
  for (std::size_t p = 0; p < parties; ++p) {
    Party party;
    party.id = "p" + std::to_string(p);
    for (const std::size_t count : options) {
      party.preferences.push_back(random_want(dice, count, dice.chance(p % 2 == 0 ? 0.95 : 0.05)));
    }
    party.no_agreement.prospects.emplace_back();
    party.no_agreement.plus.base = dice.unit() * 0.4;
    party.strategy.bidding = {"zeuthen", {{"step", Distribution(step)}}};
    party.strategy.opponent_model = {"informed", {}};
    party.strategy.acceptance = {"ac-next", {}};
    scenario.parties.push_back(std::move(party));
    scenario.agreement.required.emplace_back(p);
  }
  scenario.protocol.name = protocol;
  if (concedes != nullptr) {
    scenario.protocol.settings.push_back({"concedes", std::string(concedes)});
  }
  scenario.rounds = 1000;
  scenario.blocks = Blocks(options, {});
  return scenario;
}

struct Found {
  int cases = 0;        ///< in which there is something for all to gain
  int agreements = 0;   ///< in those
  int greatest = 0;     ///< agreements of the greatest product
  int within_step = 0;  ///< agreements of at least the product a step past that
  int stray = 0;        ///< agreements where there is nothing to gain
  double gap = 0;       ///< the largest share of the greatest product that was missed
  int latest = 0;       ///< round of an agreement
};

/// `concedes`: who must, in simultaneous offers; none: the default.
Found play_all(std::uint64_t count, std::size_t parties, double step, const std::string& protocol,
               const char* concedes = nullptr) {
  constexpr double kNothing = 1e-6;  // a product so small is none
  Found found;
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    const Scenario scenario = random_talks(seed, parties, step, protocol, concedes);
    const Case drawn = draw(scenario, 1, seed);
    std::vector<double> gains(parties);
    const auto product = [&](const Package& package, double less) {
      drawn.utilities.evaluate(package, gains);
      double all = 1;
      for (std::size_t p = 0; p < parties; ++p) {
        gains[p] -= drawn.parties[p].no_agreement.at({});
        all *= std::max(0.0, gains[p] - less);
      }
      return all;
    };
    double greatest = 0;
    double within_step = 0;
    for_every_package(scenario.issues, [&](const Package& package) {
      if (product(package, 0) <= greatest) return;
      greatest = product(package, 0);
      within_step = product(package, step);
    });
    const Outcome outcome = play(drawn);
    if (greatest <= kNothing) {
      found.stray += agreed(outcome.ending) ? 1 : 0;
      continue;
    }
    ++found.cases;
    if (!agreed(outcome.ending)) continue;
    ++found.agreements;
    found.latest = std::max(found.latest, outcome.round);
    const double reached = product(*outcome.package, 0);
    found.greatest += reached >= greatest - 1e-8 ? 1 : 0;
    found.within_step += reached >= within_step - 1e-8 ? 1 : 0;
    found.gap = std::max(found.gap, 1 - reached / greatest);
  }
  return found;
}

void tell(const std::string& talks, const Found& found) {
  WARN(talks << ": " << found.greatest << " of " << found.cases
             << " cases end at the greatest Nash product; largest gap " << 100 * found.gap
             << " %; latest agreement in round " << found.latest);
}

}  // namespace

TEST_CASE("the least concessions of two end at the greatest Nash product", "[theory]") {
  for (const char* protocol : {"simultaneous-offers", "alternating-offers"}) {
    const Found found = play_all(800, 2, 0, protocol);
    tell(std::string("two parties, least concessions, ") + protocol, found);
    CHECK(found.cases > 700);
    CHECK(found.greatest == found.cases);
    CHECK(found.gap < 1e-6);
    CHECK(found.stray == 0);
  }
}

TEST_CASE("concessions of two in steps end within a step of the greatest Nash product",
          "[theory]") {
  for (const double step : {0.01, 0.05}) {
    const Found found = play_all(800, 2, step, "simultaneous-offers");
    tell("two parties, steps of " + std::to_string(step), found);
    CHECK(found.agreements == found.cases);
    CHECK(found.within_step == found.cases);
    CHECK(found.greatest >= found.cases * 96 / 100);
    CHECK(found.gap < 0.1);
  }
}

TEST_CASE("most talks of three and four end at the greatest Nash product", "[theory]") {
  struct Procedure {
    const char* protocol;
    const char* concedes;
  };
  for (const std::size_t parties : {3U, 4U}) {
    for (const auto& [protocol, concedes] :
         {Procedure{"simultaneous-offers", nullptr}, Procedure{"simultaneous-offers", "all"},
          Procedure{"alternating-offers", nullptr}}) {
      const Found found = play_all(300, parties, 0, protocol, concedes);
      tell(std::to_string(parties) + " parties, " + protocol +
               (concedes != nullptr ? std::string(", concedes: ") + concedes : ""),
           found);
      CHECK(found.cases > 150);
      CHECK(found.agreements == found.cases);
      CHECK(found.greatest >= found.cases * 95 / 100);
      CHECK(found.stray == 0);
    }
  }
}

TEST_CASE("talks of many by steps agree", "[theory]") {
  for (const std::size_t parties : {3U, 4U, 5U}) {
    const Found found = play_all(300, parties, 0.02, "simultaneous-offers");
    tell(std::to_string(parties) + " parties, steps of 0.02", found);
    CHECK(found.cases > 150);
    CHECK(found.agreements == found.cases);
    CHECK(found.stray == 0);
  }
}

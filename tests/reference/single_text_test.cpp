// SPDX-License-Identifier: Apache-2.0
/// A mediator of no bias that knows everything ends on the frontier: by the proof in
/// engine/protocols/compromise.cpp, and here by looking at all packages of random negotiations.
#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// Whether some package that crosses no red line is worth no less to anyone and more to one.
bool dominated(const Scenario& scenario, const Case& drawn, const Package& package) {
  const std::size_t parties = scenario.parties.size();
  std::vector<double> worths(parties), others(parties);
  drawn.utilities.evaluate(package, worths);
  bool found = false;
  for_every_package(scenario.issues, [&](const Package& other) {
    drawn.utilities.evaluate(other, others);
    bool better = false;
    for (std::size_t p = 0; p < parties; ++p) {
      if (others[p] < worths[p] - 1e-9) return;
      better = better || others[p] > worths[p] + 1e-9;
    }
    if (!better) return;
    for (std::size_t p = 0; p < parties; ++p) {
      if (drawn.utilities.of(PartyId(p)).crosses_red_line(other)) return;
    }
    found = true;
  });
  return found;
}

struct Count {
  int signed_texts = 0;
  int dominated = 0;
};

Count play_all(double skill, std::string_view redrafts, bool mediator_is_party) {
  Count count;
  for (std::uint64_t seed = 0; seed < 250; ++seed) {
    Scenario scenario =
        random_scenario(seed, {.most_issues = 5, .optional_parties = false, .rounds = 20});
    scenario.protocol = {"single-text",
                         {{"skill", Distribution(skill)}, {"redrafts", std::string(redrafts)}}};
    if (mediator_is_party) {
      scenario.protocol.settings.push_back({"mediator", std::vector<std::size_t>{1}});
    }
    for (Party& party : scenario.parties) party.ratification.reset();
    const Case drawn = draw(scenario, 5, seed);
    const Outcome outcome = play(drawn);
    if (!agreed(outcome.ending)) continue;
    ++count.signed_texts;
    if (dominated(scenario, drawn, *outcome.package)) ++count.dominated;
  }
  return count;
}

}  // namespace

TEST_CASE("with full information and no bias, single text ends on the frontier",
          "[single-text][reference]") {
  for (const std::string_view redrafts : {"after-group", "after-round"}) {
    for (const bool mediator_is_party : {false, true}) {
      const Count count = play_all(1, redrafts, mediator_is_party);
      CHECK(count.signed_texts > 40);
      CHECK(count.dominated == 0);
    }
  }
}

TEST_CASE("with less information it need not", "[single-text][reference]") {
  const Count count = play_all(0.2, "after-round", false);
  CHECK(count.signed_texts > 10);
  CHECK(count.dominated > 0);
}

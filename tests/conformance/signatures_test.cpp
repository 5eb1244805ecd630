// SPDX-License-Identifier: Apache-2.0
/// Behaviour has a number: one hash per protocol and strategy over all decisions of many talks.
///
/// tests/signatures.txt holds them; a change in behaviour shows there by name. Worths are hashed to
/// nine decimals: decisions are what counts, not the last digit of a library's logarithm.
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"
#include "tests/combinations.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// FNV-1a over everything that is decided.
class Hasher : public Observer {
 public:
  void event_happens(EventId event) override { take(event); }
  void tables(std::optional<PartyId> party, const Package& text,
              std::span<const PartyId> hearers) override {
    take(author(party));
    for (const Option option : text) take(std::size_t{option});
    for (const PartyId hearer : hearers) take(std::size_t{300} + hearer);
  }
  void asks_for(PartyId party, const Package&, const Package& amended,
                std::span<const PartyId>) override {
    take(party);
    for (const Option option : amended) take(std::size_t{option});
  }
  void answers(PartyId party, std::optional<PartyId> by, const Package&,
               const Judgement& judgement) override {
    take(party);
    take(author(by));
    take(std::size_t{judgement.accepts});
    take(judgement.worth);
    take(judgement.no_agreement);
  }
  void passes(PartyId party) override { take(std::size_t{100} + party); }
  void leaves(PartyId party) override { take(std::size_t{200} + party); }

  void take(const Outcome& outcome) {
    take(static_cast<std::size_t>(outcome.ending));
    take(static_cast<std::size_t>(outcome.round));
    for (const Standing& standing : outcome.parties) {
      take(standing.payoff());
      take(standing.share);
      take(std::size_t{standing.signed_it});
    }
    for (const IssueId issue : outcome.set_aside) take(issue);
    for (const Refusal& refusal : outcome.last_refusals) {
      take(refusal.demanded);
      for (const IssueId issue : refusal.issues) take(issue);
    }
  }

  std::uint64_t hash = 0xcbf29ce484222325U;

 private:
  static std::size_t author(std::optional<PartyId> party) {
    return party ? std::size_t{*party} : std::size_t{99};
  }
  void take(std::size_t number) { hash = (hash ^ number) * 0x100000001b3U; }
  void take(double number) { take(static_cast<std::size_t>(std::llround(number * 1e9))); }
};

/// Every protocol with every way of bidding; every model and every acceptance condition with the
/// first of each other.
std::vector<Combination> signed_combinations() {
  std::vector<Combination> chosen;
  for (const Combination& c : combinations()) {
    const bool usual_judgement =
        c.opponent_model == opponent_models()[1] && c.acceptance == acceptances()[0];
    const bool usual_action =
        c.protocol == protocols()[0] && c.bidding == biddings()[0] &&
        (c.opponent_model == opponent_models()[1] || c.acceptance == acceptances()[0]);
    if (usual_judgement || usual_action) chosen.push_back(c);
  }
  return chosen;
}

std::string signatures() {
  std::ostringstream text;
  for (const Combination& combination : signed_combinations()) {
    Hasher hasher;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      Scenario scenario = random_scenario(seed, {.most_issues = 8, .rounds = 20});
      apply(combination, scenario);
      const Case drawn = draw(scenario, 17, seed);
      hasher.take(play(drawn, hasher));
    }
    text << std::hex << std::setw(16) << std::setfill('0') << hasher.hash << "  "
         << combination.name() << '\n';
  }
  return text.str();
}

}  // namespace

TEST_CASE("decisions have the recorded signatures", "[conformance][signatures]") {
  const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/tests/signatures.txt";
  const std::string found = signatures();
  if (std::getenv("ENTENTE_REGENERATE") != nullptr) std::ofstream(path) << found;
  std::ostringstream recorded;
  recorded << std::ifstream(path).rdbuf();
  INFO("if the change is meant, `./dev golden '[signatures]'` records it");
  CHECK(found == recorded.str());
}

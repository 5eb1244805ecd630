// SPDX-License-Identifier: Apache-2.0
/// Two MiCRO agents on a case worked by hand by the rules of de Jonge (IJCAI 2022).
///
/// Two issues of three options. The first party has weights 0.6 and 0.4 and scores 1, 0.5, 0 and
/// 1, 0.625, 0; the second has weights 0.3 and 0.7 and scores 0, 0.5, 1 on both. Their orders:
///     first   00 1   01 .85  10 .7  02 .6  11 .55  20 .4  12 .3  21 .25  22 0
///     second  22 1   12 .85  02 .7  21 .65  11 .5  01 .35  20 .3  10 .15  00 0
/// Round by round (m own and n heard different proposals; the next one counts for acceptance):
///     1  first   m 0 n 0: tables 00
///        second  00 is worth 0, below its next, 22 (1); m 0 n 1: tables 22
///     2  first   22 is worth 0, below its next, 01 (.85); m 1 n 1: tables 01
///        second  01 is worth .35, below its next, 12 (.85); m 1 n 2: tables 12
///     3  first   12 is worth .3, below its next, 10 (.7); m 2 n 2: tables 10
///        second  10 is worth .15, below its next, 02 (.7); m 2 n 3: tables 02
///     4  first   02 is worth .6, as much as its next, 02: accepts
#include <algorithm>

#include <catch2/catch.hpp>

#include "engine/negotiation/play.hpp"

using namespace entente;

namespace {

Scenario by_hand(double no_agreement_of_second) {
  Scenario scenario;
  for (const char* id : {"x", "y"}) {
    Issue& issue = scenario.issues.emplace_back();
    issue.id = id;
    for (const char* option : {"0", "1", "2"}) issue.options.push_back({option, "", {}});
  }
  scenario.parties.resize(2);
  using Scores = std::vector<Distribution>;
  scenario.parties[0].preferences = {{0.6, Scores{1.0, 0.5, 0.0}}, {0.4, Scores{1.0, 0.625, 0.0}}};
  scenario.parties[1].preferences = {{0.3, Scores{0.0, 0.5, 1.0}}, {0.7, Scores{0.0, 0.5, 1.0}}};
  for (std::size_t p = 0; p < 2; ++p) {
    Party& party = scenario.parties[p];
    party.id = p == 0 ? "first" : "second";
    party.no_agreement.prospects.emplace_back();
    party.no_agreement.plus.base = p == 0 ? 0 : no_agreement_of_second;
    party.strategy = {{"micro", {}}, {"none", {}}, {"ac-lowest", {}}};
    scenario.agreement.required.emplace_back(p);
  }
  scenario.protocol.name = "alternating-offers";
  scenario.rounds = 30;
  scenario.blocks = Blocks(std::vector<std::size_t>{3, 3}, {});
  return scenario;
}

/// Writes down what is tabled.
struct Minutes : Observer {
  void tables(std::optional<PartyId> party, const Package& text,
              std::span<const PartyId>) override {
    texts[party.value()].push_back(text);
  }
  std::vector<Package> texts[2];
};

}  // namespace

TEST_CASE("two MiCRO agents agree where they do by hand", "[theory]") {
  const Scenario scenario = by_hand(0);
  Minutes minutes;
  const Outcome outcome = play(draw(scenario, 1, 0), minutes);
  CHECK(minutes.texts[0] == std::vector<Package>{{0, 0}, {0, 1}, {1, 0}});
  CHECK(minutes.texts[1] == std::vector<Package>{{2, 2}, {1, 2}, {0, 2}});
  REQUIRE(agreed(outcome.ending));
  CHECK(outcome.round == 4);
  CHECK(outcome.package == Package{0, 2});
  CHECK(outcome.parties[0].worth == Approx(0.6));
  CHECK(outcome.parties[1].worth == Approx(0.7));
}

TEST_CASE("two MiCRO agents stop where one has nothing more to give", "[theory]") {
  // With 0.75 outside, the second never tables 02 (0.7): after 22 and 12 it repeats these, and the
  // first, with three tabled and two heard, repeats 00, 01 and 10.
  const Scenario scenario = by_hand(0.75);
  Minutes minutes;
  const Outcome outcome = play(draw(scenario, 1, 0), minutes);
  CHECK(outcome.ending == Ending::stalemate);
  REQUIRE(minutes.texts[0].size() == 30);
  REQUIRE(minutes.texts[1].size() == 30);
  const auto count = [&minutes](std::size_t party, const Package& text) {
    return std::count(minutes.texts[party].begin(), minutes.texts[party].end(), text);
  };
  // Each of them again, by chance: a seed in a thousand would leave one out.
  CHECK(count(0, {0, 0}) > 1);
  CHECK(count(0, {0, 1}) > 1);
  CHECK(count(0, {1, 0}) > 1);
  CHECK(count(0, {0, 0}) + count(0, {0, 1}) + count(0, {1, 0}) == 30);
  CHECK(count(1, {2, 2}) > 1);
  CHECK(count(1, {1, 2}) > 1);
  CHECK(count(1, {2, 2}) + count(1, {1, 2}) == 30);
}

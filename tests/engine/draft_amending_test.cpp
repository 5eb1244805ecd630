// SPDX-License-Identifier: Apache-2.0
/// Draft-amending: which text it amends, and that no fewer changes would do, against all packages.
#include <algorithm>

#include "tests/bargaining_table.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

constexpr double kTolerance = 1e-2;  ///< in what the others like

/// Four issues of two options; the second one is worth 0.4, 0.3, 0.2, 0.1 to it, and the more to
/// the other the less it is worth to itself.
BargainingTable four_points() {
  return {Blocks(std::vector<std::size_t>(4, 2), {}),
          {{0, 0.4, 0, 0.3, 0, 0.2, 0, 0.1}, {0, 0, 0, 0.1, 0, 0.2, 0, 0.3}},
          0};
}

std::optional<Package> bid(const BargainingTable& table, double aspiration,
                           BargainingTable::Settings settings = {}) {
  settings.push_back({"from", aspiration});
  settings.push_back({"to", aspiration});
  return table.bidding("draft-amending", settings)->bid(table.now());
}

}  // namespace

TEST_CASE("draft-amending changes no more than it must", "[bidding]") {
  BargainingTable table = four_points();
  const Package text{0, 0, 0, 0};
  table.standing = &text;
  CHECK(bid(table, 0) == text);
  CHECK(bid(table, 0.1) == Package{0, 0, 0, 1});  // any one change would do: what the other likes
  CHECK(bid(table, 0.3) == Package{0, 1, 0, 0});
  CHECK(bid(table, 0.4) == Package{1, 0, 0, 0});
  CHECK(bid(table, 0.55) == Package{1, 0, 1, 0});  // rather than the first two
  CHECK(bid(table, 0.7) == Package{1, 1, 0, 0});
  CHECK(bid(table, 1) == Package{1, 1, 1, 1});
  table.no_agreement = 0.4;
  CHECK(bid(table, 0.1) == Package{1, 0, 0, 0});
  table.no_agreement = 1.01;
  CHECK_FALSE(bid(table, 0));
}

TEST_CASE("draft-amending starts from the text on the table, else from the last one there was",
          "[bidding]") {
  BargainingTable table = four_points();
  table.drafts.push_back({.id = "a", .title = "", .by = {}, .package = {0, 0, 1, 1}});
  table.drafts.push_back({.id = "b", .title = "", .by = {}, .package = {0, 1, 0, 1}});
  const BargainingTable::Settings named = {{"draft", std::vector<std::size_t>{1}}};
  CHECK(bid(table, 0.1) == Package{1, 1, 1, 1});  // nothing yet: its best package
  CHECK(bid(table, 0.1, named) == Package{0, 1, 0, 1});
  table.tabled.push_back({1, 0, 0, 1});
  table.tabled.push_back({1, 0, 1, 0});
  CHECK(bid(table, 0.1, named) == Package{1, 0, 1, 0});
  table.hear(PartyId(1), {0, 0, 1, 1});
  table.hear(std::nullopt, {0, 1, 1, 0});
  CHECK(bid(table, 0.1, named) == Package{0, 1, 1, 0});
  const Package text{0, 0, 0, 1};
  table.standing = &text;
  CHECK(bid(table, 0.1, named) == text);
}

TEST_CASE("draft-amending aspires by time", "[bidding]") {
  BargainingTable table = four_points();
  const Package text{0, 0, 0, 0};
  table.standing = &text;
  table.rounds = 11;
  const auto changes = [&](int round, double beta) {
    table.round = round;
    const auto bidding = table.bidding("draft-amending", {{"beta", beta}, {"from", 0.9}});
    return changes_between(text, *bidding->bid(table.now()));
  };
  CHECK(changes(1, 1) == 3);    // 0.9
  CHECK(changes(6, 1) == 2);    // 0.45
  CHECK(changes(11, 1) == 0);   // 0
  CHECK(changes(6, 0.5) == 2);  // 0.675
  CHECK(changes(6, 5) == 1);    // 0.117
}

TEST_CASE("no fewer changes would reach the aspiration, none of as few is liked better",
          "[bidding]") {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    BargainingTable table = BargainingTable::random(seed, 2);
    Dice dice(seed + 3000);
    const Package text = table.packages[dice.below(table.packages.size())];
    table.standing = &text;
    const double aspiration = dice.unit();
    const std::optional<Package> found = bid(table, aspiration);
    const double greatest = table.greatest();
    REQUIRE(found.has_value() == reaches(greatest, table.no_agreement));
    if (!found) continue;
    CHECK_FALSE(table.is_barred(*found));
    const double floor = std::min(std::max(aspiration, table.no_agreement), greatest);
    const std::size_t changes = changes_between(*found, text);
    CHECK(reaches(table.own().worth(*found), floor));
    const bool falls_short = floor == greatest;  // then nothing but worth and changes counts
    for (const Package& package : table.packages) {
      if (table.is_barred(package) || !reaches(table.own().worth(package), floor)) continue;
      const std::size_t needed = changes_between(package, text);
      CHECK(needed >= changes);
      if (needed > changes || falls_short) continue;
      CHECK(table.liking(package) <= table.liking(*found) + kTolerance + 1e-9);
    }
  }
}

TEST_CASE("draft-amending keeps out of the text what is barred, now or later", "[bidding]") {
  BargainingTable table = four_points();
  const Package text{1, 1, 0, 0};
  table.standing = &text;
  const auto bidding = table.bidding("draft-amending", {{"from", 0.3}, {"to", 0.3}});
  CHECK(bidding->bid(table.now()) == text);
  table.barred = {0, 1, 0, 0, 0, 0, 0, 0};
  table.revision = 1;
  CHECK(bidding->bid(table.now()) == Package{0, 1, 0, 0});
  table.barred = {0, 1, 0, 1, 0, 0, 0, 0};
  table.revision = 2;
  CHECK(bidding->bid(table.now()) == Package{0, 0, 1, 1});
  table.barred = {0, 1, 0, 1, 0, 1, 0, 0};
  table.revision = 3;
  CHECK(bidding->bid(table.now()) == Package{0, 0, 0, 1});  // falls short of 0.3: the best there is
  table.no_agreement = 0.2;
  CHECK_FALSE(bidding->bid(table.now()));
  table.barred.assign(8, 1);
  table.revision = 4;
  table.no_agreement = 0;
  CHECK_FALSE(bidding->bid(table.now()));
}

// SPDX-License-Identifier: Apache-2.0
/// Wedge bids, and drafts turned against two others, against all packages.
#include <algorithm>

#include "tests/bargaining_table.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// The search is content with so much less.
constexpr double kTolerance = 1e-3;

using Ids = std::vector<std::size_t>;

/// What the bid maximises, for the others at positions 0 and 1.
double division(const BargainingTable& table, const Package& package) {
  return table.worth_to(0, package) - table.worth_to(1, package) + 0.01 * table.liking(package);
}

Ids first_two(const BargainingTable& table) {
  return {table.others[0].party, table.others[1].party};
}

/// Two issues of two options: what is the first's gain is the second's loss on issue 0 only. The
/// party itself, number 2, does not care, but for a little.
BargainingTable two_allies() {
  return {Blocks(std::vector<std::size_t>{2, 2}, {}),
          {{0.5, 0.45, 0.5, 0.4}, {0, 0.6, 0, 0.4}, {0.6, 0, 0, 0.4}},
          2};
}

}  // namespace

TEST_CASE("a wedge accommodates the one at the expense of the other", "[bidding]") {
  BargainingTable table = two_allies();
  table.rounds = 2;
  table.round = 1;
  const auto bid = [&](const Ids& divides, double aspiration, double slack) {
    const auto wedge =
        table.bidding("wedge", {{"divides", divides}, {"from", aspiration}, {"slack", slack}});
    return wedge->bid(table.now());
  };
  // Both like the second option of issue 1, which does not divide them.
  CHECK(bid({0, 1}, 0.85, 0) == Package{1, 1});
  CHECK(bid({1, 0}, 0.85, 0) == Package{0, 1});
  CHECK(bid({1, 0}, 0.95, 0) == Package{0, 0});  // issue 1 would cost it 0.1
  CHECK(bid({0, 1}, 0.95, 0) == Package{1, 0});
  CHECK(bid({0, 1}, 0.96, 0) == Package{0, 0});
  CHECK(bid({0, 1}, 0.96, 0.05) == Package{1, 0});  // gives up 0.01 to divide them
  table.no_agreement = 0.97;
  CHECK(bid({0, 1}, 0.96, 0.05) == Package{0, 0});  // but nothing of what it has without a deal
  table.no_agreement = 1.01;
  CHECK_FALSE(bid({0, 1}, 0.96, 0.05));
}

TEST_CASE("whoever is named and is not among the others counts for nothing", "[bidding]") {
  BargainingTable table = two_allies();
  const auto bid = [&](const Ids& divides) {
    return table.bidding("wedge", {{"divides", divides}, {"from", 0.0}})->bid(table.now());
  };
  CHECK(bid({2, 0}) == Package{0, 0});  // at the expense of 0
  CHECK(bid({0, 2}) == Package{1, 1});  // to the liking of 0
  CHECK(bid({0}) == Package{1, 1});
  CHECK(bid({0, 1, 2}) == bid({0, 1}));
  CHECK(bid({2, 2}) == bid({}));  // what all like: as without a wedge
}

TEST_CASE("a wedge that cannot tell the two apart tables what the others like", "[bidding]") {
  const BargainingTable table(Blocks(std::vector<std::size_t>{2, 2}, {}),
                              {{0.5, 0, 0.5, 0}, {0, 0.2, 0, 0.5}, {0, 0.2, 0, 0.5}}, 0);
  const auto bid = [&](double aspiration) {
    return table
        .bidding("wedge", {{"divides", Ids{1, 2}}, {"from", aspiration}, {"to", aspiration}})
        ->bid(table.now());
  };
  CHECK(bid(1) == Package{0, 0});
  CHECK(bid(0.5) == Package{0, 1});
  CHECK(bid(0) == Package{1, 1});
}

TEST_CASE("no package as good for itself divides the two more", "[bidding]") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    BargainingTable table = BargainingTable::random(seed, 2 + seed % 2);
    Dice dice(seed + 1000);
    const double slack = dice.chance(0.5) ? dice.unit() * 0.2 : 0.0;
    const auto wedge =
        table.bidding("wedge", {{"divides", first_two(table)}, {"slack", slack}, {"beta", 0.5}});
    const double target = 1 - table.now().time() * table.now().time();
    const double floor = std::max({target - slack, table.no_agreement});
    const std::optional<Package> bid = wedge->bid(table.now());
    CHECK(wedge->bid(table.now()) == bid);
    const double greatest = table.greatest();
    REQUIRE(bid.has_value() == reaches(greatest, table.no_agreement));
    if (!bid) continue;
    CHECK_FALSE(table.is_barred(*bid));
    if (!reaches(greatest, floor)) {
      CHECK(table.own().worth(*bid) == Approx(greatest));
      continue;
    }
    CHECK(reaches(table.own().worth(*bid), floor));
    for (const Package& package : table.packages) {
      if (table.is_barred(package) || !reaches(table.own().worth(package), floor)) continue;
      CHECK(division(table, package) <= division(table, *bid) + kTolerance + 1e-9);
    }
  }
}

TEST_CASE("a wedge follows what is barred later", "[bidding]") {
  BargainingTable table = two_allies();
  const auto wedge = table.bidding("wedge", {{"divides", Ids{0, 1}}, {"from", 0.0}});
  CHECK(wedge->bid(table.now()) == Package{1, 1});
  table.barred = {0, 1, 0, 0};
  table.revision = 1;
  CHECK(wedge->bid(table.now()) == Package{0, 1});
  table.barred = {1, 1, 0, 0};
  table.revision = 2;
  CHECK_FALSE(wedge->bid(table.now()));
}

TEST_CASE("take-it-or-fight turns its draft against the two it divides", "[bidding]") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    BargainingTable table = BargainingTable::random(seed, 2);
    Dice dice(seed + 2000);
    const Package draft = table.packages[dice.below(table.packages.size())];
    table.drafts.push_back({.id = "own", .title = "", .by = {}, .package = draft});
    const double slack = dice.chance(0.5) ? dice.unit() * 0.3 : 0.0;
    const std::size_t most = dice.below(3);
    BargainingTable::Settings settings = {
        {"draft", Ids{0}}, {"changes", static_cast<double>(most)}, {"slack", slack}};
    const std::optional<Package> plain =
        table.bidding("take-it-or-fight", settings)->bid(table.now());
    settings.push_back({"divides", first_two(table)});
    const auto fighter = table.bidding("take-it-or-fight", settings);
    const std::optional<Package> bid = fighter->bid(table.now());
    CHECK(fighter->bid(table.now()) == bid);

    const double floor = std::max(table.own().worth(draft) - slack, table.no_agreement);
    std::vector<Package> allowed;
    for (const Package& package : table.packages) {
      if (changes_between(package, draft) <= most && !table.is_barred(package) &&
          reaches(table.own().worth(package), floor)) {
        allowed.push_back(package);
      }
    }
    if (allowed.empty()) {
      CHECK(bid == plain);
      continue;
    }
    REQUIRE(bid);
    CHECK(std::find(allowed.begin(), allowed.end(), *bid) != allowed.end());
    for (const Package& package : allowed) {
      CHECK(division(table, package) <= division(table, *bid) + kTolerance + 1e-9);
    }
  }
}

TEST_CASE("without parties to divide, take-it-or-fight repeats its draft", "[bidding]") {
  BargainingTable table = two_allies();
  table.drafts.push_back({.id = "own", .title = "", .by = {}, .package = {0, 1}});
  const BargainingTable::Settings settings = {{"draft", Ids{0}}, {"changes", 2.0}, {"slack", 1.0}};
  CHECK(table.bidding("take-it-or-fight", settings)->bid(table.now()) == Package{0, 1});
  BargainingTable::Settings dividing = settings;
  dividing.push_back({"divides", Ids{0, 1}});
  const auto fighter = table.bidding("take-it-or-fight", dividing);
  CHECK(fighter->bid(table.now()) == Package{1, 1});
  // It still lets pass what it tolerates, and follows what is barred later.
  const Package text{0, 0};
  table.standing = &text;
  CHECK(fighter->bid(table.now()) == text);
  table.standing = nullptr;
  table.barred = {0, 1, 0, 0};
  table.revision = 1;
  CHECK(fighter->bid(table.now()) == Package{0, 1});
}

// SPDX-License-Identifier: Apache-2.0
/// Zeuthen: who concedes, and that the concession is the least that will do, against all packages.
#include <algorithm>
#include <cmath>

#include "tests/bargaining_table.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

double own_gain(const BargainingTable& table, const Package& package) {
  return table.own().worth(package) - table.no_agreement;
}
double gain_of(const BargainingTable& table, std::size_t other, const Package& package) {
  return table.worth_to(other, package) - table.others[other].no_agreement;
}
double product(const BargainingTable& table, const Package& package) {
  double product = std::max(0.0, own_gain(table, package));
  for (std::size_t other = 0; other < table.others.size(); ++other) {
    product *= std::max(0.0, gain_of(table, other, package));
  }
  return product;
}
/// Zeuthen's, of a party with these gains at its own text and at the other's.
double risk(double own, double other) {
  return own <= 0 ? 1.0 : std::min(1.0, (own - other) / own);
}

/// A pie of ten slices that the two want all of; the other has number 1, and 0.2 without a deal.
BargainingTable pie() {
  std::vector<double> own, other;
  for (int slices = 0; slices <= 10; ++slices) {
    own.push_back(slices / 10.0);
    other.push_back(1 - slices / 10.0);
  }
  BargainingTable table(Blocks(std::vector<std::size_t>{11}, {}), {own, other}, 0);
  table.others[0].no_agreement = 0.2;
  return table;
}

int slices(const std::optional<Package>& bid) { return bid ? bid->front() : -1; }

/// Random no-agreement values of the others, and a text of each.
BargainingTable random_talks(std::uint64_t seed, std::size_t others) {
  BargainingTable table = BargainingTable::random(seed, others);
  Dice dice(seed + 5000);
  for (Acquaintance& other : table.others) {
    other.no_agreement = dice.unit() * 0.4;
    table.hear(other.party, table.packages[dice.below(table.packages.size())]);
  }
  return table;
}

}  // namespace

TEST_CASE("Zeuthen opens with its best, of equals with what the others like", "[bidding]") {
  CHECK(slices(pie().bidding("zeuthen")->bid(pie().now())) == 10);
  const BargainingTable table(Blocks(std::vector<std::size_t>{2, 3}, {}),
                              {{0, 0.5, 0.5, 0.5, 0.1}, {0.5, 0, 0.1, 0.4, 0.5}}, 0);
  CHECK(table.bidding("zeuthen")->bid(table.now()) == Package{1, 1});
}

TEST_CASE("Zeuthen divides a pie as worked by hand", "[bidding]") {
  // Without a deal the party has 0 and the other 0.2: of s slices, the product is s (0.8 - s), and
  // the greatest is at 0.4.
  BargainingTable table = pie();
  const auto zeuthen = table.bidding("zeuthen", {{"step", 0.0}});
  const auto table_next = [&] {
    const std::optional<Package> bid = zeuthen->bid(table.now());
    CHECK(zeuthen->bid(table.now()) == bid);  // asking changes nothing
    if (bid) zeuthen->tabled(*bid);
    return slices(bid);
  };
  CHECK(table_next() == 10);
  CHECK(table_next() == 10);  // nothing heard
  table.hear(PartyId(1), {0});
  // Both risk all: at 10 the other loses 0.2, at 0 the party gains nothing. The least gain of the
  // other that is one: 7 slices leave it 0.3.
  CHECK(table_next() == 7);
  CHECK(table_next() == 7);  // 0.07 against 0 at the other's text
  table.hear(PartyId(1), {1});
  CHECK(table_next() == 6);  // 0.07 each, it is its turn too: 0.12
  CHECK(table_next() == 6);
  table.hear(PartyId(1), {2});
  CHECK(table_next() == 5);  // 0.12 each: 0.15
  table.hear(PartyId(1), {3});
  CHECK(table_next() == 4);  // 0.15 each: 0.16
  CHECK(table_next() == 4);
  table.no_agreement = 0.2;  // now the product is greatest at 5, for (s - 0.2) (0.8 - s)
  table.hear(PartyId(1), {4});
  CHECK(table_next() == 4);  // never back; both texts are the same
  table.no_agreement = 0.45;
  CHECK(table_next() == 5);  // 4 is worth less than no agreement
  table.no_agreement = 1.05;
  CHECK(table_next() == -1);
}

TEST_CASE("a step ends Zeuthen's talks sooner", "[bidding]") {
  BargainingTable table = pie();
  const auto next = [&](double step, Option from) {
    const auto zeuthen = table.bidding("zeuthen", {{"step", step}});
    zeuthen->tabled({from});
    return slices(zeuthen->bid(table.now()));
  };
  table.hear(PartyId(1), {1});  // a product of 0.07
  CHECK(next(0.0, 8) == 6);
  CHECK(next(0.1, 8) == 6);  // 7 is not enough: the least that is
  CHECK(next(0.3, 8) == 5);
  CHECK(next(0.4, 8) == 4);
  CHECK(next(0.6, 8) == 2);
  CHECK(next(0.9, 8) == 6);  // not to 1, the other's text: no greater product
  CHECK(next(0.05, 7) == 6);
  CHECK(next(0.2, 5) == 5);  // 0.15: it is the other's turn
}

TEST_CASE("Zeuthen concedes if its risk is smaller or equal, by the least that will do",
          "[bidding]") {
  int conceded = 0;
  int gave_in = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    BargainingTable table = random_talks(seed, 1);
    const Package& theirs = *table.heard.front().package;
    Dice dice(seed + 6000);
    // Its best, or any.
    Package mine = table.packages[dice.below(table.packages.size())];
    if (dice.chance(0.5)) mine = table.bidding("zeuthen")->bid(table.now()).value_or(mine);
    if (table.is_barred(mine) || own_gain(table, mine) < 0) continue;
    const auto zeuthen = table.bidding("zeuthen", {{"step", 0.0}});
    zeuthen->tabled(mine);
    const std::optional<Package> bid = zeuthen->bid(table.now());
    REQUIRE(bid);
    CHECK_FALSE(table.is_barred(*bid));
    CHECK(reaches(table.own().worth(*bid), table.no_agreement));

    // As Zeuthen has it where it is defined: where both could lose by conflict over either text.
    const double least_gain = std::min({own_gain(table, mine), own_gain(table, theirs),
                                        gain_of(table, 0, mine), gain_of(table, 0, theirs)});
    const double mine_risks = risk(own_gain(table, mine), own_gain(table, theirs));
    const double theirs_risks = risk(gain_of(table, 0, theirs), gain_of(table, 0, mine));
    const bool stands = product(table, mine) > product(table, theirs);
    if (least_gain > 1e-6 && mine != theirs) CHECK(stands == (mine_risks > theirs_risks));
    if (stands) {
      CHECK(*bid == mine);
      continue;
    }
    double most = kAnythingWillDo;  // of the packages to choose from, worth no more than its text
    for (const Package& package : table.packages) {
      const double gain = own_gain(table, package);
      if (table.is_barred(package) || gain > own_gain(table, mine) + 1e-9) continue;
      if (gain <= std::max(0.0, own_gain(table, theirs)) + 1e-9) continue;
      if (product(table, package) > product(table, theirs) + 2e-9) most = std::max(most, gain);
    }
    if (product(table, *bid) > product(table, theirs) + 1e-9) {
      // A text off the frontier is given up for a better one, if there is a better one for both.
      const double gained = own_gain(table, *bid);
      if (gained <= own_gain(table, mine)) CHECK(gained == Approx(most).margin(1e-9));
      ++conceded;
      continue;
    }
    CHECK(most == kAnythingWillDo);
    if (product(table, theirs) > product(table, mine) + 2e-9 && !table.is_barred(theirs)) {
      CHECK(*bid == theirs);
      ++gave_in;
    }
  }
  CHECK(conceded > 100);
  CHECK(gave_in > 20);
}

TEST_CASE("of two texts of the greatest product the later party gives in", "[bidding]") {
  const auto next = [](std::size_t self) {
    BargainingTable table(Blocks(std::vector<std::size_t>{3}, {}),
                          {{0.25, 0.4, 0.75}, {0.75, 0.4, 0.25}}, self);
    table.hear(PartyId(1 - self), {0});
    const auto zeuthen = table.bidding("zeuthen");
    zeuthen->tabled({2});
    return slices(zeuthen->bid(table.now()));
  };
  CHECK(next(0) == 2);
  CHECK(next(1) == 0);
}

TEST_CASE("without anything that all could sign, Zeuthen stands by its text", "[bidding]") {
  BargainingTable table = pie();
  table.no_agreement = 0.5;
  table.others[0].no_agreement = 0.6;
  table.hear(PartyId(1), {0});
  const auto zeuthen = table.bidding("zeuthen");
  zeuthen->tabled({9});
  CHECK(slices(zeuthen->bid(table.now())) == 9);
}

TEST_CASE("Zeuthen tables the like of a text that has become barred", "[bidding]") {
  BargainingTable table = pie();
  const auto zeuthen = table.bidding("zeuthen");
  zeuthen->tabled({7});
  table.barred.assign(11, 0);
  table.barred[7] = 1;
  table.revision = 1;
  CHECK(slices(zeuthen->bid(table.now())) == 8);
  table.barred = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
  table.revision = 2;
  CHECK(slices(zeuthen->bid(table.now())) == 6);
  table.barred.assign(11, 1);
  table.revision = 3;
  CHECK_FALSE(zeuthen->bid(table.now()));
}

TEST_CASE("among several, all but the author of the leading text concede to a greater product",
          "[bidding]") {
  int conceded = 0;
  int gave_in = 0;
  int not_found = 0;
  for (std::uint64_t seed = 0; seed < 1500; ++seed) {
    BargainingTable table = random_talks(seed, 2 + seed % 2);
    Dice dice(seed + 7000);
    const Package& mine = table.packages[dice.below(table.packages.size())];
    if (table.is_barred(mine) || own_gain(table, mine) < 0) continue;
    const double step = dice.chance(0.5) ? 0.0 : 0.05;
    const auto zeuthen = table.bidding("zeuthen", {{"step", step}});
    zeuthen->tabled(mine);
    const std::optional<Package> bid = zeuthen->bid(table.now());
    REQUIRE(bid);
    CHECK_FALSE(table.is_barred(*bid));
    CHECK(reaches(table.own().worth(*bid), table.no_agreement));

    double leading = 0;
    double next = kNothingWillDo;
    const Package* leader = nullptr;
    for (const Heard& heard : table.heard) {
      const double theirs = product(table, *heard.package);
      if (theirs > leading) leader = heard.package;
      leading = std::max(leading, theirs);
      if (theirs >= product(table, mine)) next = std::min(next, theirs);
    }
    if (next == kNothingWillDo) {
      CHECK(*bid == mine);
      continue;
    }
    if (product(table, *bid) > next) {
      ++conceded;
      if (step > 0) continue;
      // No row alone could be changed in its own favour.
      for (const Blocks::Block& block : table.blocks()) {
        for (Row row = block.first; row < block.first + block.rows; ++row) {
          Package other = *bid;
          table.blocks().choose(block, row, other);
          if (table.is_barred(other) || product(table, other) <= next + 2e-9) continue;
          CHECK(own_gain(table, other) <= own_gain(table, *bid) + 1e-9);
        }
      }
      continue;
    }
    if (leader != nullptr && *bid == *leader) {
      ++gave_in;
    } else {
      CHECK(*bid == mine);
    }
    for (const Package& package : table.packages) {
      if (table.is_barred(package) || product(table, package) <= next + 2e-9) continue;
      ++not_found;
      break;
    }
  }
  CHECK(conceded > 100);
  CHECK(gave_in > 10);
  INFO(not_found << " of " << conceded + not_found << " concessions were not found");
  CHECK(not_found <= conceded / 20);
}

TEST_CASE("Zeuthen counts a mediator's text as everybody's until parties speak", "[bidding]") {
  BargainingTable table = pie();
  const auto zeuthen = table.bidding("zeuthen", {{"step", 0.0}});
  zeuthen->tabled({7});
  table.hear(std::nullopt, {5});  // 0.15 against 0.07
  CHECK(slices(zeuthen->bid(table.now())) == 5);
  table.hear(std::nullopt, {2});  // 0.12: exceeded by 5 and less
  CHECK(slices(zeuthen->bid(table.now())) == 5);
  table.hear(PartyId(1), {1});
  CHECK(slices(zeuthen->bid(table.now())) == 6);  // 0.12 exceeds 0.07; the other has spoken last
}

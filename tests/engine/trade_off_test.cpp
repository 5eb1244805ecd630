// SPDX-License-Identifier: Apache-2.0
/// Trade-off: similarity worked by hand, and that no package of its worth is more similar.
#include <algorithm>
#include <cmath>
#include <map>

#include "tests/bargaining_table.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// The importance of an issue to an other: the range of its utility over the issue's options, the
/// rest as in its offer. A mediator's texts, and an other who seems not to care, weigh all alike.
std::vector<double> importance(const BargainingTable& table, std::optional<std::size_t> other,
                               const Package& offer) {
  std::vector<double> importance(offer.size(), 0.0);
  double sum = 0;
  for (std::size_t i = 0; other && i < offer.size(); ++i) {
    double lo = 1e9, hi = -1e9;
    Package package = offer;
    for (std::size_t o = 0; o < table.blocks().options(IssueId(i)); ++o) {
      package[i] = static_cast<Option>(o);
      lo = std::min(lo, table.worth_to(*other, package));
      hi = std::max(hi, table.worth_to(*other, package));
    }
    importance[i] = hi - lo;
    sum += hi - lo;
  }
  if (sum <= 0) importance.assign(offer.size(), 1.0);
  if (sum <= 0) sum = static_cast<double>(offer.size());
  for (double& weight : importance) weight /= sum;
  return importance;
}

double similarity(const BargainingTable& table, const Package& x) {
  std::map<int, std::pair<std::optional<std::size_t>, const Package*>> last;  // by voice
  for (const Heard& heard : table.heard) {
    std::optional<std::size_t> position;
    for (std::size_t other = 0; other < table.others.size(); ++other) {
      if (heard.by == table.others[other].party) position = other;
    }
    last[position ? static_cast<int>(*position) : -1] = {position, heard.package};
  }
  double sum = 0;
  for (const auto& [voice, offer] : last) {
    const std::vector<double> weights = importance(table, offer.first, *offer.second);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const std::size_t options = table.blocks().options(IssueId(i));
      const double distance = std::abs(static_cast<double>(x[i]) - (*offer.second)[i]);
      sum += weights[i] * (options > 1 ? 1 - distance / static_cast<double>(options - 1) : 1.0);
    }
  }
  return sum;
}

}  // namespace

TEST_CASE("trade-off gives on what matters to the other and holds what it is worth itself",
          "[bidding]") {
  // Three options each: the party wants the high ones of both issues alike, the other the low one
  // of issue 0 above all.
  BargainingTable table(Blocks(std::vector<std::size_t>{3, 3}, {}),
                        {{0, 0.25, 0.5, 0, 0.25, 0.5}, {0.8, 0.4, 0, 0.2, 0.1, 0}}, 0);
  const auto bid = [&](double aspiration) {
    return table.bidding("trade-off", {{"from", aspiration}, {"to", aspiration}})->bid(table.now());
  };
  CHECK(bid(0.5) == Package{0, 2});  // nothing heard yet: what the other is thought to like
  table.hear(PartyId(1), {0, 0});
  CHECK(bid(1) == Package{2, 2});
  CHECK(bid(0.75) == Package{1, 2});  // similar to 0.8 x 1/2; the other way 0.2 x 1/2
  CHECK(bid(0.5) == Package{0, 2});
  CHECK(bid(0.25) == Package{0, 1});
  CHECK(bid(0) == Package{0, 0});
  table.hear(PartyId(1), {2, 0});  // it is the last offer that counts
  CHECK(bid(0.5) == Package{2, 0});
  CHECK(bid(0) == Package{2, 0});
  table.no_agreement = 0.75;
  CHECK(bid(0) == Package{2, 1});
  table.no_agreement = 1.01;
  CHECK_FALSE(bid(0));
}

TEST_CASE("with several others the similarities to their last offers add up", "[bidding]") {
  // Issue 0 is all that matters to the first, issue 1 to the second; nobody knows of a third.
  BargainingTable table(Blocks(std::vector<std::size_t>{2, 2}, {}),
                        {{0, 0.5, 0, 0.5}, {1, 0, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 0}}, 3);
  const auto bid = [&](double aspiration) {
    return table.bidding("trade-off", {{"from", aspiration}, {"to", aspiration}})->bid(table.now());
  };
  table.hear(PartyId(0), {0, 1});
  CHECK(bid(0.5) == Package{0, 1});
  table.hear(PartyId(1), {1, 0});
  CHECK(bid(0) == Package{0, 0});
  table.hear(PartyId(2), {1, 0});  // of equal importance to it, as far as is known
  CHECK(bid(0.5) == Package{1, 0});
  table.hear(std::nullopt, {0, 0});  // as is all to a mediator
  CHECK(bid(0.5) == Package{1, 0});
}

TEST_CASE("no package that reaches the aspiration is more similar to the last offers",
          "[bidding]") {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    BargainingTable table = BargainingTable::random(seed, 1 + seed % 3);
    Dice dice(seed + 4000);
    const std::size_t texts = dice.between(1, 5);
    for (std::size_t t = 0; t < texts; ++t) {
      const std::size_t voice = dice.below(table.others.size() + 1);
      const auto by =
          voice < table.others.size() ? std::optional(table.others[voice].party) : std::nullopt;
      table.hear(by, table.packages[dice.below(table.packages.size())]);
    }
    const auto bidding = table.bidding("trade-off");
    const double floor = std::max(1 - table.now().time(), table.no_agreement);
    const std::optional<Package> bid = bidding->bid(table.now());
    CHECK(bidding->bid(table.now()) == bid);
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
      CHECK(similarity(table, package) <= similarity(table, *bid) + 1e-3 + 1e-9);
    }
  }
}

TEST_CASE("trade-off follows what is barred later", "[bidding]") {
  BargainingTable table(Blocks(std::vector<std::size_t>{2, 2}, {}),
                        {{0, 0.5, 0, 0.5}, {0.7, 0, 0.3, 0}}, 0);
  table.hear(PartyId(1), {0, 0});
  const auto bidding = table.bidding("trade-off", {{"from", 0.5}, {"to", 0.5}});
  CHECK(bidding->bid(table.now()) == Package{0, 1});
  table.barred = {1, 0, 0, 0};
  table.revision = 1;
  CHECK(bidding->bid(table.now()) == Package{1, 0});
  table.barred = {1, 1, 0, 0};
  table.revision = 2;
  CHECK_FALSE(bidding->bid(table.now()));
}

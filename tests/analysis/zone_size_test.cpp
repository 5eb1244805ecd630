// SPDX-License-Identifier: Apache-2.0
/// The size of a zone against listing all packages, and samples against equal chances.
#include "analysis/agreements/zone_size.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "tests/random_blocks.hpp"

namespace entente::testing {
namespace {

using random_blocks::Dice;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A space of some blocks and members, and floors.
struct Case {
  Blocks blocks;
  std::vector<std::vector<double>> worths;  ///< by member, then row
  std::vector<std::uint8_t> forbidden;
  std::vector<double> floors;

  [[nodiscard]] Space space() const {
    const std::vector<std::span<const double>> views(worths.begin(), worths.end());
    return Space(blocks, views, forbidden);
  }
};

/// Calls `visit` with the picks of every package that reaches the floors.
template <class Visit>
void for_zone(const Space& space, const std::vector<double>& floors, Visit visit) {
  if (space.empty()) return;
  std::vector<Pick> picks;
  for (std::size_t b = 0; b < space.blocks(); ++b) picks.push_back(space.begin(b));
  std::vector<double> worths(space.members());
  while (true) {
    space.evaluate(picks, worths);
    bool in = true;
    for (std::size_t m = 0; m < floors.size(); ++m) in = in && reaches(worths[m], floors[m]);
    if (in) visit(picks);
    std::size_t b = 0;
    while (b < picks.size() && ++picks[b] == space.end(b)) {
      picks[b] = space.begin(b);
      ++b;
    }
    if (b == picks.size()) return;
  }
}

std::vector<Package> zone(const Space& space, const std::vector<double>& floors) {
  std::vector<Package> found;
  for_zone(space, floors, [&](const auto& picks) { found.push_back(space.package(picks)); });
  return found;
}

void check_in_zone(const Space& space, const std::vector<double>& floors,
                   const std::vector<Package>& packages) {
  std::vector<double> worths(space.members());
  for (const Package& package : packages) {
    const std::vector<Pick> picks = space.picks_of(package);
    REQUIRE(picks.size() == space.blocks());
    space.evaluate(picks, worths);
    for (std::size_t m = 0; m < floors.size(); ++m) REQUIRE(reaches(worths[m], floors[m]));
  }
}

/// Worths continuous, on a grid or zero; floors at random, those of a
/// package, or none.
Case random_case(Dice& dice, std::size_t issues) {
  Case c;
  std::vector<std::size_t> options;
  for (std::size_t i = 0; i < issues; ++i) options.push_back(1 + dice.below(4));
  c.blocks = random_blocks::tied_at_random(dice, options);
  const std::size_t members = 2 + dice.below(4);
  for (std::size_t m = 0; m < members; ++m) {
    c.worths.push_back(random_blocks::values(dice, c.blocks.rows()));
  }
  c.forbidden.resize(c.blocks.rows());
  for (std::uint8_t& row : c.forbidden) row = dice.below(8) == 0 ? 1 : 0;
  const Space space = c.space();
  const std::size_t way = dice.below(3);
  std::vector<Pick> picks;
  for (std::size_t b = 0; b < space.blocks() && !space.empty(); ++b) {
    picks.push_back(space.begin(b) + static_cast<Pick>(dice.below(space.end(b) - space.begin(b))));
  }
  c.floors.resize(members);
  space.evaluate(picks, c.floors);
  for (double& floor : c.floors) {
    if (way == 1) floor -= dice.unit() * static_cast<double>(issues) * 0.2;
    if (way == 2 && dice.below(4) == 0) floor = -kInfinity;
    if (way == 2) floor += 0.1 * dice.unit();
  }
  return c;
}

TEST_CASE("counts the packages that listing all finds", "[zone size]") {
  Dice dice(3);
  int empty = 0;
  int some = 0;
  int whole = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    CAPTURE(trial);
    const Case c = random_case(dice, 1 + dice.below(6));
    const Space space = c.space();
    const std::vector<Package> all = zone(space, c.floors);
    const ZoneSize size = zone_size(space, c.floors, {.samples = 5});
    REQUIRE(size.exact);
    REQUIRE(size.trials == 0);
    REQUIRE(size.log10_low == size.log10_count);
    REQUIRE(size.log10_high == size.log10_count);
    if (all.empty()) {
      ++empty;
      REQUIRE(size.log10_count == -kInfinity);
      REQUIRE(size.samples.empty());
      continue;
    }
    REQUIRE(std::pow(10, size.log10_count) ==
            Approx(static_cast<double>(all.size())).epsilon(1e-12));
    REQUIRE(size.samples.size() == 5);
    for (const Package& package : size.samples) {
      REQUIRE(std::find(all.begin(), all.end(), package) != all.end());
    }
    const bool is_whole = std::abs(size.log10_packages - size.log10_count) < 1e-12;
    ++(is_whole ? whole : some);
  }
  CHECK(empty > 400);
  CHECK(some > 1000);
  CHECK(whole > 100);
}

/// Some thousand packages each, counted and not: 19 of 20 intervals hold the number.
TEST_CASE("counts larger zones, and their estimates hold the number", "[zone size]") {
  Dice dice(4);
  int cases = 0;
  int missed_below = 0;
  int missed_above = 0;
  int proven = 0;
  int unseen = 0;
  double width = 0;
  for (int trial = 0; cases < 1200; ++trial) {
    CAPTURE(trial);
    const Case c = random_case(dice, 5 + dice.below(4));
    const Space space = c.space();
    if (space.log10_packages() < 2.8 || space.log10_packages() > 4.2) continue;
    ++cases;
    double count = 0;
    for_zone(space, c.floors, [&](const auto&) { ++count; });
    const double truth = std::log10(count);
    const ZoneSize counted = zone_size(space, c.floors, {.samples = 2});
    REQUIRE(counted.exact);
    REQUIRE((counted.log10_count == truth || std::abs(counted.log10_count - truth) < 1e-12));
    REQUIRE(counted.samples.size() == (count > 0 ? 2 : 0));
    check_in_zone(space, c.floors, counted.samples);
    const ZoneSize size = zone_size(space, c.floors,
                                    {.most_nodes = 0,
                                     .trials = cases % 2 == 0 ? 500U : 50U,
                                     .samples = 3,
                                     .seed = static_cast<std::uint64_t>(trial)});
    if (size.exact) {
      ++proven;
      REQUIRE((size.log10_count == truth || std::abs(size.log10_count - truth) < 1e-12));
      continue;
    }
    REQUIRE(size.log10_low <= size.log10_count);
    REQUIRE(size.log10_count <= size.log10_high);
    REQUIRE(size.log10_high <= size.log10_packages);
    REQUIRE(size.trials > 0);
    REQUIRE(size.hits <= size.trials);
    REQUIRE((size.hits > 0) == std::isfinite(size.log10_count));
    check_in_zone(space, c.floors, size.samples);
    if (count == 0) REQUIRE(size.hits == 0);
    missed_below += truth < size.log10_low - 1e-9 ? 1 : 0;
    missed_above += truth > size.log10_high + 1e-9 ? 1 : 0;
    unseen += size.hits == 0 ? 1 : 0;
    if (size.hits > 0) width += size.log10_high - size.log10_low;
  }
  const int estimated = cases - proven;
  CHECK(proven > 100);
  CHECK(estimated > 600);
  CHECK(unseen > 2);
  CHECK(missed_below < 0.04 * estimated);
  CHECK(missed_above < 0.04 * estimated);
  CHECK(missed_below + missed_above > 0.01 * estimated);
  CHECK(width / estimated < 0.2);
}

/// Chi-square of samples over the packages of a zone, as standard deviations above its mean.
double unevenness(const std::vector<Package>& samples, const std::vector<Package>& all) {
  std::map<Package, double> counts;
  for (const Package& package : all) counts[package] = 0;
  for (const Package& package : samples) {
    REQUIRE(counts.count(package) == 1);
    ++counts[package];
  }
  const double expected = static_cast<double>(samples.size()) / static_cast<double>(all.size());
  double sum = 0;
  for (const auto& [package, count] : counts) {
    sum += (count - expected) * (count - expected) / expected;
  }
  const auto degrees = static_cast<double>(all.size() - 1);
  return (sum - degrees) / std::sqrt(2 * degrees);
}

TEST_CASE("samples have equal chances, counted or not", "[zone size]") {
  Dice dice(6);
  int zones = 0;
  std::vector<double> total(2);
  for (int trial = 0; zones < 60; ++trial) {
    const Case c = random_case(dice, 1 + dice.below(6));
    const Space space = c.space();
    const std::vector<Package> all = zone(space, c.floors);
    if (all.size() < 5 || all.size() > 100) continue;
    ++zones;
    CAPTURE(trial, all.size());
    for (const std::size_t way : {0U, 1U}) {
      const ZoneSize size = zone_size(space, c.floors,
                                      {.most_nodes = way == 0 ? 200'000U : 0U,
                                       .samples = 4000,
                                       .seed = static_cast<std::uint64_t>(trial)});
      REQUIRE(size.samples.size() == 4000);
      const double uneven = unevenness(size.samples, all);
      CHECK(std::abs(uneven) < 5);
      total[way] += uneven;
    }
  }
  CHECK(std::abs(total[0]) < 3.5 * std::sqrt(60));
  CHECK(std::abs(total[1]) < 3.5 * std::sqrt(60));
}

/// 2^40 packages by merging: the worth is the number of issues on their second option.
TEST_CASE("counts 2^40 packages of whole scores exactly", "[zone size]") {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(40, 2), {});
  c.worths.assign(2, std::vector<double>(80));
  for (std::size_t i = 0; i < 40; ++i) {
    c.worths[0][2 * i] = 1.0 / 40;
    c.worths[1][2 * i + 1] = 1.0 / 40;
  }
  c.floors = {17.0 / 40, 20.0 / 40};  // so from 17 to 20 issues on their first option
  const ZoneSize size = zone_size(c.space(), c.floors, {.samples = 3000});
  double expected = 0;
  double sum = 0;
  double ways = 1;  // of choosing k of 40
  for (int k = 0; k <= 20; ++k) {
    if (k >= 17) expected += ways;
    if (k >= 17) sum += k * ways;
    ways = ways * (40 - k) / (k + 1);
  }
  REQUIRE(size.exact);
  CHECK(size.log10_count == Approx(std::log10(expected)).epsilon(1e-14));
  double mean = 0;
  std::vector<double> on(40);  // by issue: how often on its first option
  for (const Package& package : size.samples) {
    const auto first = std::count(package.begin(), package.end(), Option{0});
    REQUIRE(first >= 17);
    REQUIRE(first <= 20);
    mean += static_cast<double>(first) / 3000;
    for (std::size_t i = 0; i < 40; ++i) on[i] += package[i] == 0 ? 1.0 / 3000 : 0.0;
  }
  CHECK(mean == Approx(sum / expected).margin(0.08));
  for (const double share : on) CHECK(share == Approx(sum / expected / 40).margin(0.045));
}

TEST_CASE("the whole space is a zone of its own size, however large", "[zone size]") {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(700, 4), {});  // 10^421
  c.worths.assign(3, std::vector<double>(2800, 0.1));
  c.floors = {-kInfinity, 0, 69.9};
  const ZoneSize size = zone_size(c.space(), c.floors, {.samples = 400});
  REQUIRE(size.exact);
  CHECK(size.log10_count == Approx(700 * std::log10(4.0)));
  CHECK(size.log10_packages == size.log10_count);
  REQUIRE(size.samples.size() == 400);
  std::vector<int> chosen(4);
  for (const Package& package : size.samples) {
    for (const Option option : package) ++chosen[option];
  }
  for (const int times : chosen) CHECK(times == Approx(70'000).margin(1000));

  const Space nobody(c.blocks, {});
  CHECK(zone_size(nobody, {}, {.samples = 0}).log10_count == Approx(700 * std::log10(4.0)));
}

TEST_CASE("what is empty is proven to be, at any size", "[zone size]") {
  Dice dice(8);
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(700, 4), {});
  c.worths.assign(2, std::vector<double>(2800));
  for (std::size_t row = 0; row < 2800; ++row) {
    c.worths[0][row] = dice.unit() / 700;
    c.worths[1][row] = 1.0 / 700 - c.worths[0][row];
  }
  const auto check_empty = [](const ZoneSize& size) {
    CHECK(size.exact);
    CHECK(size.log10_count == -kInfinity);
    CHECK(size.log10_low == -kInfinity);
    CHECK(size.log10_high == -kInfinity);
    CHECK(size.samples.empty());
    CHECK(size.trials == 0);
  };
  c.floors = {0.5, 0.501};  // their worths add up to 1 in every package
  check_empty(zone_size(c.space(), c.floors));
  c.floors = {1.1, 0};
  check_empty(zone_size(c.space(), c.floors));
  c.floors = {kInfinity, 0};
  check_empty(zone_size(c.space(), c.floors));
  c.forbidden.assign(2800, 0);
  std::fill(c.forbidden.begin(), c.forbidden.begin() + 4, std::uint8_t{1});
  c.floors = {0, 0};
  const ZoneSize size = zone_size(c.space(), c.floors);
  check_empty(size);
  CHECK(size.log10_packages == -kInfinity);
}

/// 28 issues of 4 options and 4 parties of opposed interests: 7 x 10^16 packages.
Case large_case(std::uint64_t seed, double level) {
  Dice dice(seed);
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(28, 4), {});
  c.worths.assign(4, std::vector<double>(112));
  for (std::size_t m = 0; m < 4; ++m) {
    for (std::size_t i = 0; i < 28; ++i) {
      const double weight = (0.2 + dice.unit()) / 28;
      for (std::size_t o = 0; o < 4; ++o) {
        const double way = (static_cast<double>(o) + dice.unit()) / 4;
        c.worths[m][4 * i + o] = weight * (m % 2 == 0 ? way : 1 - way);
      }
    }
    double most = 0;
    for (std::size_t i = 0; i < 28; ++i) {
      const auto first = c.worths[m].begin() + static_cast<std::ptrdiff_t>(4 * i);
      most += *std::max_element(first, first + 4);
    }
    c.floors.push_back(level * most);
  }
  return c;
}

TEST_CASE("estimates of large zones agree with each other and with their intervals",
          "[zone size]") {
  int missed = 0;
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const Case c = large_case(seed, 0.5);
    CAPTURE(seed);
    const Space space = c.space();
    const ZoneSize fine = zone_size(space, c.floors, {.most_nodes = 0, .trials = 60'000});
    REQUIRE_FALSE(fine.exact);
    REQUIRE(fine.hits > 1000);
    CHECK(fine.samples.size() == 200);
    CHECK(fine.log10_high - fine.log10_low < 0.04);
    for (std::uint64_t again = 0; again < 10; ++again) {
      const ZoneSize size = zone_size(
          space, c.floors, {.most_nodes = 0, .trials = 2000, .samples = 10, .seed = 100 + again});
      const bool holds = size.log10_low <= fine.log10_count && fine.log10_count <= size.log10_high;
      missed += holds ? 0 : 1;
    }
    check_in_zone(space, c.floors, fine.samples);
  }
  CHECK(missed < 18);  // of 120
}

TEST_CASE("the same seed gives the same answer, another one another", "[zone size]") {
  const Case c = large_case(99, 0.45);
  const Space space = c.space();
  const ZoneSizeOptions options{.most_nodes = 1000, .trials = 3000, .seed = 5};
  const ZoneSize one = zone_size(space, c.floors, options);
  const ZoneSize two = zone_size(space, c.floors, options);
  CHECK(one.log10_count == two.log10_count);
  CHECK(one.hits == two.hits);
  CHECK(one.samples == two.samples);
  const ZoneSize other =
      zone_size(space, c.floors, {.most_nodes = 1000, .trials = 3000, .seed = 6});
  CHECK(other.samples != one.samples);
}

TEST_CASE("when time is up, what is known is a bound", "[zone size]") {
  const Case c = large_case(7, 0.4);
  const std::atomic<bool> stop = true;
  const ZoneSize size = zone_size(c.space(), c.floors, {.stop = &stop});
  CHECK_FALSE(size.exact);
  CHECK(size.trials == 0);
  CHECK(size.samples.empty());
  CHECK(size.log10_low == -kInfinity);
  const ZoneSize full = zone_size(c.space(), c.floors, {.trials = 5000});
  CHECK(size.log10_high >= full.log10_high);
  CHECK(size.log10_high < size.log10_packages);
}

}  // namespace
}  // namespace entente::testing

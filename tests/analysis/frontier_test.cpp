// SPDX-License-Identifier: Apache-2.0
/// Frontiers against the list of all packages, and against themselves seen in other ways.
#include "analysis/agreements/frontier.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include <catch2/catch.hpp>

#include "analysis/agreements/frontier_parts.hpp"
#include "tests/random_blocks.hpp"

namespace entente {
namespace {

using testing::random_blocks::Dice;
using testing::random_blocks::tied_at_random;
using testing::random_blocks::values;

constexpr double kNone = -std::numeric_limits<double>::infinity();

/// What its members are worth, kept while a space looks at it.
struct Case {
  Blocks blocks;
  std::vector<std::vector<double>> rows;  ///< by member
  std::vector<std::uint8_t> forbidden;
  std::vector<double> floors;

  [[nodiscard]] Space space() const {
    const std::vector<std::span<const double>> worths(rows.begin(), rows.end());
    return Space(blocks, worths, forbidden);
  }
};

Case random_case(Dice& dice, std::size_t most_packages, std::size_t members) {
  Case c;
  std::vector<std::size_t> options;
  std::size_t packages = 1;
  const std::size_t issues = 1 + dice.below(8);
  for (std::size_t i = 0; i < issues; ++i) {
    const std::size_t count = 1 + dice.below(dice.below(4) == 0 ? 12 : 4);
    if (packages * count > most_packages) break;
    packages *= count;
    options.push_back(count);
  }
  c.blocks = tied_at_random(dice, options);
  for (std::size_t m = 0; m < members; ++m) c.rows.push_back(values(dice, c.blocks.rows()));
  if (dice.below(3) == 0) {  // interests opposed
    for (std::size_t r = 0; r < c.blocks.rows(); ++r) {
      c.rows.back()[r] = 0.1 * c.rows.back()[r] - c.rows.front()[r];
    }
  }
  c.forbidden.assign(c.blocks.rows(), 0);
  if (dice.below(3) == 0) {
    for (std::uint8_t& row : c.forbidden) row = dice.below(6) == 0 ? 1 : 0;
  }
  const std::size_t floors = dice.below(3);  // none, some, all
  for (std::size_t m = 0; m < members; ++m) {
    const double floor = 0.3 * static_cast<double>(options.size()) * (dice.unit() - 0.6);
    c.floors.push_back(floors == 2 || (floors == 1 && dice.below(2) == 0) ? floor : kNone);
  }
  return c;
}

/// The worths of all packages that reach the floors, by package, then member.
std::vector<double> listed(const Space& space, std::span<const double> floors) {
  std::vector<double> all;
  if (space.empty()) return all;
  std::vector<Pick> picks;
  for (std::size_t b = 0; b < space.blocks(); ++b) picks.push_back(space.begin(b));
  std::vector<double> worths(space.members());
  while (true) {
    space.evaluate(picks, worths);
    bool reached = true;
    for (std::size_t m = 0; m < worths.size(); ++m) {
      reached = reached && reaches(worths[m], floors[m]);
    }
    if (reached) all.insert(all.end(), worths.begin(), worths.end());
    std::size_t b = 0;
    while (b < picks.size() && ++picks[b] == space.end(b)) {
      picks[b] = space.begin(b);
      ++b;
    }
    if (b == picks.size()) return all;
  }
}

/// Whether `high` has at least as much as `low` less `slack` for all.
bool covers(std::span<const double> high, std::span<const double> low, double slack) {
  for (std::size_t m = 0; m < high.size(); ++m) {
    if (high[m] < low[m] - slack) return false;
  }
  return true;
}

/// Points are packages with these worths that reach the floors, in order, none dominating another.
void check_points(const Space& space, std::span<const double> floors, const Frontier& frontier) {
  REQUIRE(frontier.members == space.members());
  REQUIRE(frontier.picks.size() == frontier.size() * space.blocks());
  std::vector<double> worths(space.members());
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    const std::span<const Pick> picks =
        std::span(frontier.picks).subspan(i * space.blocks(), space.blocks());
    for (std::size_t b = 0; b < picks.size(); ++b) {
      REQUIRE((picks[b] >= space.begin(b) && picks[b] < space.end(b)));
    }
    space.evaluate(picks, worths);
    const std::span<const double> point = frontier.point(i);
    REQUIRE(std::equal(worths.begin(), worths.end(), point.begin(), point.end()));
    for (std::size_t m = 0; m < worths.size(); ++m) REQUIRE(reaches(worths[m], floors[m]));
    for (std::size_t k = 0; k < frontier.size(); ++k) {
      if (k != i) REQUIRE_FALSE(covers(frontier.point(k), point, 1e-13));
    }
    if (i > 0) {
      const std::span<const double> before = frontier.point(i - 1);
      REQUIRE(
          std::lexicographical_compare(point.begin(), point.end(), before.begin(), before.end()));
    }
  }
}

/// Every package that is `margin` above the floors has a point with at most `error` less.
void check_cover(const Space& space, std::span<const double> floors, const Frontier& frontier) {
  REQUIRE(frontier.margin <= frontier.error);
  const std::vector<double> all = listed(space, floors);
  const std::size_t members = space.members();
  for (std::size_t i = 0; i < all.size(); i += members) {
    const std::span<const double> package = std::span(all).subspan(i, members);
    if (!covers(package, floors, -frontier.margin - (frontier.margin > 0 ? 1e-11 : -1e-11))) {
      continue;
    }
    bool covered = false;
    for (std::size_t k = 0; k < frontier.size() && !covered; ++k) {
      covered = covers(frontier.point(k), package, frontier.error + 1e-11);
    }
    REQUIRE(covered);
  }
}

TEST_CASE("exact frontiers are those of the list of all packages", "[frontier]") {
  Dice dice(1);
  std::size_t points = 0;
  std::size_t empty = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::size_t members = 1 + dice.below(5);
    const Case c = random_case(dice, round % 20 == 0 ? 3000 : 250, members);
    const Space space = c.space();
    INFO("round " << round << ", " << members << " members, " << space.blocks() << " blocks");
    const Frontier frontier = frontier_of(space, c.floors);
    CHECK(frontier.complete);
    CHECK(frontier.error == 0);
    CHECK(frontier.margin == 0);
    check_points(space, c.floors, frontier);
    check_cover(space, c.floors, frontier);
    points += frontier.size();
    empty += frontier.size() == 0 ? 1 : 0;
  }
  CHECK(points > 20'000);  // the cases are not all trivial
  CHECK(empty > 100);
  CHECK(empty < 3000);
}

TEST_CASE("short lists hold their error", "[frontier]") {
  Dice dice(2);
  std::size_t short_lists = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::size_t members = 1 + dice.below(5);
    const Case c = random_case(dice, 1500, members);
    const Space space = c.space();
    INFO("round " << round << ", " << members << " members, " << space.blocks() << " blocks");
    // A quarter of a megabyte is little enough for several passes at a step.
    const std::size_t memories[] = {1, std::size_t{1} << 18, std::size_t{1} << 24};
    const FrontierLimits limits{.most_points = dice.below(3) == 0 ? 10'000 : 1 + dice.below(30),
                                .most_sums = dice.below(2) == 0 ? 1 + dice.below(100) : 100'000,
                                .most_memory = memories[dice.below(3)]};
    const Frontier frontier = frontier_of(space, c.floors, limits);
    CHECK(frontier.complete);
    CHECK(frontier.size() <= limits.most_points);
    check_points(space, c.floors, frontier);
    check_cover(space, c.floors, frontier);
    short_lists += frontier.error > 0 ? 1 : 0;
    if (std::all_of(c.floors.begin(), c.floors.end(), [](double f) { return f == kNone; })) {
      CHECK(frontier.margin == 0);
    }
  }
  CHECK(short_lists > 200);
}

TEST_CASE("short lists between floors and opposed interests hold their error", "[frontier]") {
  Dice dice(7);
  std::size_t margins = 0;
  for (int round = 0; round < 40; ++round) {
    const std::size_t members = 3 + dice.below(2);
    Case c;
    c.blocks = Blocks(std::vector<std::size_t>(7, 3), {});
    c.rows.resize(members);
    for (std::size_t m = 0; m < members; ++m) {
      for (std::size_t r = 0; r < 21; ++r) {
        c.rows[m].push_back(dice.unit());
        if (m == 1) c.rows[1][r] = 0.3 * c.rows[1][r] + 0.7 * (1 - c.rows[0][r]);
      }
    }
    c.floors.assign(members, 3.4);
    const Space space = c.space();
    const Frontier frontier = frontier_of(space, c.floors, {.most_points = 40, .most_memory = 1});
    INFO("round " << round);
    CHECK(frontier.size() <= 40);
    check_points(space, c.floors, frontier);
    check_cover(space, c.floors, frontier);
    margins += frontier.margin > 0 ? 1 : 0;
  }
  CHECK(margins > 5);
}

TEST_CASE("two members and any number of members have the same frontier", "[frontier]") {
  Dice dice(3);
  for (int round = 0; round < 30; ++round) {
    Case c;
    c.blocks = Blocks(std::vector<std::size_t>(20, 4), {});
    for (int m = 0; m < 2; ++m) c.rows.push_back(values(dice, c.blocks.rows()));
    c.floors = {dice.below(2) == 0 ? 2.0 : kNone, kNone};
    const Space space = c.space();
    const std::vector<frontier_parts::Step> steps =
        frontier_parts::steps_of(space, frontier_parts::tolerance_of(space));
    const frontier_parts::Reach reach(space, steps, c.floors);
    const FrontierLimits limits;
    const auto worths = [&](const frontier_parts::Found& found) {
      std::vector<std::pair<double, double>> points;
      for (std::size_t i = 0; i < found.picks.size(); i += space.blocks()) {
        double worth[2];
        space.evaluate(std::span(found.picks).subspan(i, space.blocks()), worth);
        points.emplace_back(worth[0], worth[1]);
      }
      std::sort(points.begin(), points.end());
      return points;
    };
    const auto two = worths(frontier_parts::two(space, steps, reach, limits));
    const auto many = worths(frontier_parts::many(space, steps, reach, limits));
    REQUIRE(two.size() == many.size());
    for (std::size_t i = 0; i < two.size(); ++i) {
      CHECK(two[i].first == Approx(many[i].first).margin(1e-9));
      CHECK(two[i].second == Approx(many[i].second).margin(1e-9));
    }
  }
}

/// Points as vectors, falling.
std::vector<std::vector<double>> points_of(const Frontier& frontier) {
  std::vector<std::vector<double>> points;
  for (std::size_t i = 0; i < frontier.size(); ++i) {
    points.emplace_back(frontier.point(i).begin(), frontier.point(i).end());
  }
  return points;
}

void check_same(std::vector<std::vector<double>> a, std::vector<std::vector<double>> b) {
  REQUIRE(a.size() == b.size());
  // Rounded, so that sums in another order sort alike.
  const auto rounded = [](std::vector<std::vector<double>>& points) {
    for (std::vector<double>& point : points) {
      for (double& value : point) value = std::round(value * 1e9) / 1e9;
    }
    std::sort(points.begin(), points.end());
  };
  rounded(a);
  rounded(b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t m = 0; m < a[i].size(); ++m) {
      REQUIRE(a[i][m] == Approx(b[i][m]).margin(1e-8));
    }
  }
}

TEST_CASE("the order of members and issues does not matter to a frontier", "[frontier]") {
  Dice dice(4);
  for (int round = 0; round < 60; ++round) {
    const std::size_t members = 2 + dice.below(3);
    const std::vector<std::size_t> options{3, 2, 4, 3, 2, 5};
    Case c;
    c.blocks = Blocks(options, {});
    for (std::size_t m = 0; m < members; ++m) c.rows.push_back(values(dice, c.blocks.rows()));
    for (std::size_t m = 0; m < members; ++m) c.floors.push_back(dice.below(2) == 0 ? 0.6 : kNone);
    Case mirrored = c;
    mirrored.blocks = Blocks(std::vector<std::size_t>(options.rbegin(), options.rend()), {});
    for (std::size_t m = 0; m < members; ++m) {
      std::vector<double>& rows = mirrored.rows[m] = c.rows[members - 1 - m];
      std::reverse(rows.begin(), rows.end());
      mirrored.floors[m] = c.floors[members - 1 - m];
    }
    std::vector<std::vector<double>> back =
        points_of(frontier_of(mirrored.space(), mirrored.floors));
    for (std::vector<double>& point : back) std::reverse(point.begin(), point.end());
    INFO("round " << round);
    check_same(points_of(frontier_of(c.space(), c.floors)), std::move(back));
  }
}

TEST_CASE("another scale and a dominated option leave the frontier as it is", "[frontier]") {
  Dice dice(5);
  for (int round = 0; round < 60; ++round) {
    const std::size_t members = 2 + dice.below(3);
    Case c;
    c.blocks = Blocks(std::vector<std::size_t>(6, 3), {});
    for (std::size_t m = 0; m < members; ++m) c.rows.push_back(values(dice, c.blocks.rows()));
    for (std::size_t m = 0; m < members; ++m) c.floors.push_back(dice.below(2) == 0 ? 0.5 : kNone);
    // Every issue has an option more: one of the others, but a little worse for one member.
    // Worths of the first member are halved and 0.25 higher in every issue.
    Case other;
    other.blocks = Blocks(std::vector<std::size_t>(6, 4), {});
    other.floors = c.floors;
    other.floors[0] = (c.floors[0] + 6 * 0.5) / 2;
    const std::size_t worse = dice.below(members);
    for (std::size_t m = 0; m < members; ++m) {
      std::vector<double>& rows = other.rows.emplace_back();
      for (std::size_t issue = 0; issue < 6; ++issue) {
        for (std::size_t o = 0; o < 3; ++o) rows.push_back(c.rows[m][3 * issue + o]);
        rows.push_back(rows[rows.size() - 1 - issue % 3] - (m == worse ? 0.01 : 0.0));
      }
      if (m > 0) continue;
      for (double& value : rows) value = (value + 0.5) / 2;
    }
    std::vector<std::vector<double>> back = points_of(frontier_of(other.space(), other.floors));
    for (std::vector<double>& point : back) point[0] = 2 * point[0] - 6 * 0.5;
    INFO("round " << round);
    check_same(points_of(frontier_of(c.space(), c.floors)), std::move(back));
  }
}

TEST_CASE("ties on a grid are one point each", "[frontier]") {
  // Ten issues; each gives 0.1 to one of three members. Sums of tenths differ in their last bits.
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(10, 3), {});
  c.rows.assign(3, std::vector<double>(30, 0.0));
  for (std::size_t row = 0; row < 30; ++row) c.rows[row % 3][row] = 0.1;
  c.floors = {0.3, 0.3, kNone};
  const Frontier all = frontier_of(c.space(), std::vector<double>(3, kNone));
  CHECK(all.size() == 66);  // ways to divide ten among three
  const Frontier some = frontier_of(c.space(), c.floors);
  CHECK(some.size() == 15);  // three to each of two: four left to divide among three
  check_points(c.space(), c.floors, some);
}

TEST_CASE("one member's frontier is its best package", "[frontier]") {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>{2, 3}, {});
  c.rows = {{0.1, 0.3, 0.2, 0.4, 0.0}};
  const Frontier frontier = frontier_of(c.space(), std::vector<double>{0.5});
  REQUIRE(frontier.size() == 1);
  CHECK(frontier.worths[0] == Approx(0.7));
  CHECK(frontier.picks == std::vector<Pick>{1, 3});
  CHECK(frontier_of(c.space(), std::vector<double>{0.8}).size() == 0);
}

TEST_CASE("where nothing is open or reaches the floors the frontier is empty", "[frontier]") {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>{2, 2}, {});
  c.rows = {{1, 0, 1, 0}, {0, 1, 0, 1}};
  const std::vector<double> none(2, kNone);
  CHECK(frontier_of(c.space(), none).size() == 3);
  // Each can have it, and not both.
  const Frontier frontier = frontier_of(c.space(), std::vector<double>{1.5, 1.5});
  CHECK(frontier.size() == 0);
  CHECK(frontier.complete);
  c.forbidden = {1, 1, 0, 0};
  CHECK(frontier_of(c.space(), none).size() == 0);
  CHECK(frontier_of(c.space(), none).complete);
}

TEST_CASE("a space without issues has one package", "[frontier]") {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>{}, {});
  for (const std::size_t members : {1U, 2U, 3U}) {
    c.rows.assign(members, {});
    const Frontier frontier = frontier_of(c.space(), std::vector<double>(members, 0.0));
    CHECK(frontier.worths == std::vector<double>(members, 0.0));
    CHECK(frontier_of(c.space(), std::vector<double>(members, 0.1)).size() == 0);
  }
}

TEST_CASE("a block of many picks is united in groups", "[frontier]") {
  // One block of 4,096 rows beside four issues, little memory: the same list as with much.
  Dice dice(8);
  Case c;
  const std::vector<IssueId> scope{IssueId(0), IssueId(1), IssueId(2),
                                   IssueId(3), IssueId(4), IssueId(5)};
  c.blocks = Blocks(std::vector<std::size_t>(10, 4), std::vector<std::vector<IssueId>>{scope});
  for (int m = 0; m < 3; ++m) {
    std::vector<double>& rows = c.rows.emplace_back();
    for (std::size_t r = 0; r < c.blocks.rows(); ++r) rows.push_back(dice.unit());
  }
  const Space space = c.space();
  const std::vector<double> none(3, kNone);
  const Frontier much = frontier_of(space, none);
  const Frontier little = frontier_of(space, none, {.most_memory = std::size_t{1} << 19});
  CHECK(much.error == 0);
  CHECK(little.error == 0);
  CHECK(much.size() > 100);
  CHECK(much.worths == little.worths);
  check_points(space, none, much);
}

TEST_CASE("when time is up the frontier is packages, and says so", "[frontier]") {
  Dice dice(6);
  const std::atomic<bool> stop = true;
  std::size_t points = 0;
  for (int round = 0; round < 200; ++round) {
    const std::size_t members = 1 + dice.below(5);
    const Case c = random_case(dice, 500, members);
    const Space space = c.space();
    const FrontierLimits limits{.most_points = 1 + dice.below(20), .stop = &stop};
    const Frontier frontier = frontier_of(space, c.floors, limits);
    CHECK(frontier.size() <= limits.most_points);
    check_points(space, c.floors, frontier);
    if (frontier.complete) {  // done before anybody looked at the clock
      check_cover(space, c.floors, frontier);
    } else {
      points += frontier.size();
    }
  }
  CHECK(points > 100);
}

TEST_CASE("where only an exact frontier is wanted, none is given with an error", "[frontier]") {
  std::size_t given_up = 0;
  std::size_t exact = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    const Case c = random_case(dice, 2000, 2 + dice.below(3));
    const Space space = c.space();
    const Frontier whole = frontier_of(space, c.floors);
    const Frontier wanted =
        frontier_of(space, c.floors, {.most_points = 12, .most_sums = 12, .exact_only = true});
    CHECK(wanted.error == 0);
    CHECK(wanted.size() <= std::max<std::size_t>(whole.size(), 12));
    if (wanted.complete) {
      ++exact;
      CHECK(wanted.worths == whole.worths);
    } else {
      ++given_up;
    }
  }
  CHECK(given_up > 20);
  CHECK(exact > 100);
}

}  // namespace
}  // namespace entente

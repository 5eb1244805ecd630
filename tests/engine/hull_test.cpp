// SPDX-License-Identifier: Apache-2.0
/// The frontier of lotteries against all packages and all pairs of them.
#include "engine/search/hull.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

using Point = FrontierHull::Point;

/// Blocks of random sizes with random utilities, some rows of which are forbidden.
struct RandomCase {
  explicit RandomCase(std::uint64_t seed) {
    Dice dice(seed);
    std::vector<std::size_t> options;
    for (std::size_t i = dice.between(1, 4); i > 0; --i) options.push_back(dice.between(1, 5));
    std::vector<std::vector<IssueId>> scopes;
    if (options.size() > 2 && dice.chance(0.4)) scopes = {{IssueId(0), IssueId(2)}};
    blocks = Blocks(options, scopes);
    const bool coarse = dice.chance(0.3);  // with ties
    const auto value = [&] {
      return coarse ? 0.1 * static_cast<double>(dice.below(4)) : dice.unit() - 0.3;
    };
    for (std::size_t row = 0; row < blocks.rows(); ++row) {
      own.push_back(value());
      others.push_back(value());
      forbidden.push_back(dice.chance(0.15) ? 1 : 0);
    }
    points.push_back({0, 0});
    for (const Blocks::Block& block : blocks) {
      std::vector<Point> longer;
      for (const Point& point : points) {
        for (Row row = block.first; row < block.first + block.rows; ++row) {
          if (forbidden[row] != 0) continue;
          longer.push_back({point.own + own[row], point.others + others[row]});
        }
      }
      points = longer;
    }
  }

  /// The most the others get at `floor` or above, of packages and lotteries of two.
  [[nodiscard]] double others_at(double floor) const {
    double most = -1e9;
    for (const Point& a : points) {
      if (a.own < floor - 1e-12) continue;
      most = std::max(most, a.others);
      for (const Point& b : points) {
        if (b.own >= floor - 1e-9) continue;
        const double share = (a.own - floor) / (a.own - b.own);
        most = std::max(most, a.others + share * (b.others - a.others));
      }
    }
    return most;
  }

  Blocks blocks;
  std::vector<double> own, others;
  std::vector<std::uint8_t> forbidden;
  std::vector<Point> points;  ///< of all packages allowed
};

double product(const Point& point, const Point& from) {
  return (point.own - from.own) * (point.others - from.others);
}

}  // namespace

TEST_CASE("the hull is what packages and lotteries can do", "[hull]") {
  int drawn = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const RandomCase random(seed);
    FrontierHull hull(random.blocks, random.own, random.forbidden);
    INFO("seed " << seed);
    REQUIRE(hull.draw(random.others) == !random.points.empty());
    if (random.points.empty()) continue;
    ++drawn;
    const auto corners = hull.corners();
    for (std::size_t i = 0; i < corners.size(); ++i) {
      CHECK(std::any_of(random.points.begin(), random.points.end(), [&](const Point& point) {
        return std::abs(point.own - corners[i].own) < 1e-12 &&
               std::abs(point.others - corners[i].others) < 1e-12;
      }));
      if (i == 0) continue;
      CHECK(corners[i].own < corners[i - 1].own);
      CHECK(corners[i].others > corners[i - 1].others);
    }
    const double lo = corners.back().own - 0.1;
    for (int i = 0; i <= 20; ++i) {
      const double floor = lo + (corners.front().own - lo) * i / 20;
      CHECK(hull.others_at(floor) == Approx(random.others_at(floor)).margin(1e-9));
    }
  }
  CHECK(drawn > 200);
}

TEST_CASE("the Nash solution on the hull is best among all packages and lotteries", "[hull]") {
  int inside = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const RandomCase random(seed);
    FrontierHull hull(random.blocks, random.own, random.forbidden);
    if (!hull.draw(random.others)) continue;
    INFO("seed " << seed);
    const auto corners = hull.corners();
    const Point from{corners.back().own, corners.front().others};
    const Point nash = hull.nash(from);
    CHECK(hull.others_at(nash.own) == Approx(nash.others).margin(1e-9));
    double most = 0;
    const double step = (corners.front().own - corners.back().own) / 1000;
    for (int i = 0; i <= 1000; ++i) {
      const double own = corners.back().own + step * i;
      most = std::max(most, product({own, hull.others_at(own)}, from));
    }
    CHECK(product(nash, from) >= most - 1e-12);
    CHECK(product(nash, from) == Approx(most).margin(2e-3));  // the grid is coarse
    inside += product(nash, from) > 0 ? 1 : 0;
  }
  CHECK(inside > 100);

  // Nothing beyond both points of no agreement: the first corner.
  const Blocks blocks(std::vector<std::size_t>{2}, {});
  const std::vector<double> own{1, 0}, others{0, 1};
  FrontierHull hull(blocks, own);
  REQUIRE(hull.draw(others));
  CHECK(hull.nash({0.5, 0.6}).own == 1);
  CHECK(hull.nash({0.2, 0.4}).own == Approx(0.4));
  CHECK(hull.nash({0, 0}).others == Approx(0.5));
}

TEST_CASE("a hull can be drawn anew for another own utility", "[hull]") {
  const RandomCase one(1);
  std::vector<double> doubled = one.own;
  for (double& value : doubled) value *= 2;
  FrontierHull hull(one.blocks, one.own);
  REQUIRE(hull.draw(one.others));
  const std::size_t corners = hull.corners().size();
  const double best = hull.corners().front().own;
  hull.reset(doubled);
  REQUIRE(hull.draw(one.others));
  CHECK(hull.corners().size() == corners);
  CHECK(hull.corners().front().own == Approx(2 * best));
  hull.reset(one.own, std::vector<std::uint8_t>(one.own.size(), 1));
  CHECK_FALSE(hull.draw(one.others));
}

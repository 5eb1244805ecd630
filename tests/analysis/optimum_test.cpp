// SPDX-License-Identifier: Apache-2.0
/// Exact searches against listing all packages, and on spaces that nobody can list.
#include "analysis/agreements/optimum.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/random_blocks.hpp"

namespace entente {
namespace {

using testing::random_blocks::Dice;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// A space with everything that a question may need.
struct Case {
  Blocks blocks;
  std::vector<std::vector<double>> worths;
  std::vector<std::uint8_t> forbidden;
  std::vector<double> origin, scale;

  [[nodiscard]] Space space() const {
    return Space(blocks, std::vector<std::span<const double>>(worths.begin(), worths.end()),
                 forbidden);
  }
};

/// Worths uniform, or on a grid that makes many ties.
Case random_case(Dice& dice, std::size_t most_blocks, std::size_t most_options) {
  Case c;
  std::vector<std::size_t> options(1 + dice.below(most_blocks));
  for (std::size_t& count : options) count = 1 + dice.below(most_options);
  c.blocks = testing::random_blocks::tied_at_random(dice, options);
  const bool grid = dice.below(3) == 0;
  const double share = 1 / static_cast<double>(c.blocks.size());
  const auto number = [&] {
    return grid ? 0.1 * static_cast<double>(dice.below(10)) : dice.unit();
  };
  for (std::size_t m = 1 + dice.below(5); m > 0; --m) {
    std::vector<double>& worth = c.worths.emplace_back(c.blocks.rows());
    for (double& value : worth) value = number() * share;
    c.origin.push_back(0.9 * number());
    c.scale.push_back(0.1 + dice.unit());
  }
  c.forbidden.resize(c.blocks.rows());
  for (std::uint8_t& row : c.forbidden) row = dice.below(8) == 0 ? 1 : 0;
  return c;
}

/// Calls `visit(picks, worths)` for every package.
template <class Visit>
void for_all(const Space& space, Visit visit) {
  if (space.empty()) return;
  std::vector<Pick> picks;
  for (std::size_t b = 0; b < space.blocks(); ++b) picks.push_back(space.begin(b));
  std::vector<double> worths(space.members());
  for (;;) {
    space.evaluate(picks, worths);
    visit(picks, worths);
    std::size_t b = 0;
    while (b < picks.size() && ++picks[b] == space.end(b)) {
      picks[b] = space.begin(b);
      ++b;
    }
    if (b == picks.size()) return;
  }
}

/// The best values, by listing.
struct Listed {
  double least = -kInfinity;  ///< scaled
  std::vector<double> order;  ///< scaled, by leximin
  double nash = -kInfinity;
  double goal = -kInfinity;
  double shortfall = -kInfinity;
};

Listed list(const Case& c, const Space& space, const std::vector<double>& goal) {
  Listed best;
  for_all(space, [&](const std::vector<Pick>& picks, const std::vector<double>& worths) {
    std::vector<double> scaled;
    double product = 1;
    double fall = 0;
    bool all = true;
    for (std::size_t m = 0; m < worths.size(); ++m) {
      const double gain = worths[m] - c.origin[m];
      scaled.push_back(gain / c.scale[m]);
      product *= gain > 1e-12 ? gain : 0.0;
      fall += std::min(gain, 0.0);
      all = all && gain >= -1e-12;
    }
    std::sort(scaled.begin(), scaled.end());
    best.least = std::max(best.least, scaled.front());
    best.shortfall = std::max(best.shortfall, fall);
    for (std::size_t m = 0; m <= scaled.size(); ++m) {
      if (best.order.empty() || (m < scaled.size() && scaled[m] > best.order[m] + 1e-10)) {
        best.order = scaled;
        break;
      }
      if (m == scaled.size() || scaled[m] < best.order[m] - 1e-10) break;
    }
    if (!all) return;
    best.nash = std::max(best.nash, std::pow(product, 1 / static_cast<double>(worths.size())));
    double sum = 0;
    for (const Pick pick : picks) sum += goal[pick];
    best.goal = std::max(best.goal, sum);
  });
  return best;
}

void check(const Optimum& found, double value) {
  CHECK(found.proven);
  if (value == -kInfinity) {
    CHECK(found.picks.empty());
    return;
  }
  CHECK(std::abs(found.value - value) < 1e-9);
  CHECK(found.bound >= value - 1e-12);
  CHECK(found.bound <= value + 1e-9);
}

TEST_CASE("the best package by every aim is that of listing all packages", "[optimum]") {
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    const Case c = random_case(dice, 5, 5);
    const Space space = c.space();
    std::vector<double> goal(space.picks());
    const bool counts = dice.below(3) == 0;
    for (double& number : goal) number = counts ? -double(dice.below(3)) : dice.unit();
    const Listed best = list(c, space, goal);
    Optimizer optimizer(space);
    check(optimizer.least_gain(c.origin, c.scale), best.least);
    check(optimizer.nash(c.origin), best.nash);
    check(optimizer.greatest(goal, c.origin), best.goal);
    check(optimizer.least_shortfall(c.origin), best.shortfall);

    const Optimum leximin = optimizer.leximin(c.origin, c.scale);
    check(leximin, best.least);
    if (!space.empty()) {
      std::vector<double> gains(space.members());
      space.evaluate(leximin.picks, gains);
      for (std::size_t m = 0; m < gains.size(); ++m) {
        gains[m] = (gains[m] - c.origin[m]) / c.scale[m];
      }
      std::sort(gains.begin(), gains.end());
      for (std::size_t m = 0; m < gains.size(); ++m) {
        CHECK(std::abs(gains[m] - best.order[m]) < 1e-9);
      }
    }

    const Optimum enough = optimizer.least_gain(c.origin, c.scale, {}, 0.0);
    CHECK((enough.value >= -1e-12) == (best.least >= -1e-12));
    if (best.least < -1e-12) CHECK(enough.bound < -1e-12);
    CHECK(enough.bound >= best.least - 1e-12);
  }
}

TEST_CASE("the package given has the value that is given", "[optimum]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    Case c = random_case(dice, 40, 6);
    for (double& origin : c.origin) origin *= 0.5;
    const Space space = c.space();
    if (space.empty()) continue;
    Optimizer optimizer(space);
    std::vector<double> worths(space.members());
    const auto least = [&](const Optimum& found) {
      space.evaluate(found.picks, worths);
      double least_gain = kInfinity;
      for (std::size_t m = 0; m < worths.size(); ++m) {
        least_gain = std::min(least_gain, (worths[m] - c.origin[m]) / c.scale[m]);
      }
      return least_gain;
    };
    const Optimum best = optimizer.least_gain(c.origin, c.scale);
    CHECK(std::abs(least(best) - best.value) < 1e-9);
    CHECK(best.bound >= best.value);
    const Optimum leximin = optimizer.leximin(c.origin, c.scale);
    CHECK(std::abs(least(leximin) - leximin.value) < 1e-9);
    if (best.proven && leximin.proven) CHECK(std::abs(best.value - leximin.value) < 1e-9);
    const Optimum nash = optimizer.nash(c.origin);
    if (nash.picks.empty()) continue;
    space.evaluate(nash.picks, worths);
    double logs = 0;
    for (std::size_t m = 0; m < worths.size(); ++m) logs += std::log(worths[m] - c.origin[m]);
    CHECK(nash.value == Approx(std::exp(logs / static_cast<double>(worths.size()))));
  }
}

TEST_CASE("a search that is cut short gives a bound and claims nothing", "[optimum]") {
  std::size_t cut = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    const Case c = random_case(dice, 30, 5);
    const Space space = c.space();
    if (space.empty()) continue;
    Optimizer optimizer(space);
    const Optimum exact = optimizer.least_gain(c.origin, c.scale);
    const Optimum few = optimizer.least_gain(c.origin, c.scale, {.most_nodes = 5});
    CHECK(few.bound >= exact.value - 1e-9);
    CHECK(few.value <= exact.bound + 1e-9);
    if (few.proven) CHECK(std::abs(few.value - exact.value) < 1e-9);
    if (!few.proven) ++cut;
    const Optimum nash = optimizer.nash(c.origin, {.most_nodes = 5});
    const Optimum best = optimizer.nash(c.origin);
    CHECK(nash.bound >= best.value - 1e-9);
  }
  CHECK(cut > 20);
}

TEST_CASE("a search ends when time is up", "[optimum]") {
  Dice dice(1);
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(100, 4), {});
  for (int m = 0; m < 12; ++m) {
    std::vector<double>& worth = c.worths.emplace_back(c.blocks.rows());
    for (double& value : worth) value = dice.unit() / 100;
    c.origin.push_back(0.3);
    c.scale.push_back(1);
  }
  const Space space = c.space();
  const std::atomic<bool> stop{true};
  const Effort effort{.most_nodes = std::numeric_limits<std::uint64_t>::max(), .stop = &stop};
  const Optimum found = Optimizer(space).least_gain(c.origin, c.scale, effort);
  CHECK_FALSE(found.proven);
  CHECK(found.bound > found.value);
  CHECK_FALSE(found.picks.empty());
}

/// A space of single blocks: picks of one block by what each adds to every member.
Case one_block(const std::vector<std::vector<double>>& picks) {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>{picks.size()}, {});
  for (std::size_t m = 0; m < picks.front().size(); ++m) {
    std::vector<double>& worth = c.worths.emplace_back();
    for (const std::vector<double>& pick : picks) worth.push_back(pick[m]);
    c.origin.push_back(0);
    c.scale.push_back(1);
  }
  return c;
}

TEST_CASE("floors on the worth of a package, or a hair beside it, are judged by their tolerance",
          "[optimum]") {
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    Case c = random_case(dice, 4, 4);
    const Space space = c.space();
    if (space.empty()) continue;
    std::vector<Pick> picks;
    for (std::size_t b = 0; b < space.blocks(); ++b) {
      picks.push_back(space.begin(b) +
                      static_cast<Pick>(dice.below(space.end(b) - space.begin(b))));
    }
    space.evaluate(picks, c.origin);
    for (double& origin : c.origin) {
      const double hair = std::pow(10, -9 - static_cast<double>(dice.below(5)));
      origin += hair * (static_cast<double>(dice.below(3)) - 1);
    }
    // Within a tenth of the tolerance's edge, either answer will do.
    bool at_edge = false;
    for_all(space, [&](const std::vector<Pick>&, const std::vector<double>& worths) {
      double least = kInfinity;
      for (std::size_t m = 0; m < worths.size(); ++m) {
        least = std::min(least, worths[m] - c.origin[m]);
      }
      at_edge = at_edge || std::abs(least + 1e-12) < 1e-13;
    });
    if (at_edge) continue;
    std::vector<double> goal(space.picks());
    for (double& number : goal) number = dice.unit();
    std::fill(c.scale.begin(), c.scale.end(), 1.0);
    const Listed best = list(c, space, goal);
    Optimizer optimizer(space);
    const Optimum zone = optimizer.least_gain(c.origin, {}, {}, 0.0);
    CHECK((zone.value >= -1e-12) == (best.least >= -1e-12));
    CHECK((zone.bound >= -1e-12) == (best.least >= -1e-12));
    const Optimum greatest = optimizer.greatest(goal, c.origin);
    CHECK(greatest.proven);
    CHECK(greatest.picks.empty() == (best.goal == -kInfinity));
    if (!greatest.picks.empty()) CHECK(std::abs(greatest.value - best.goal) < 1e-9);
    const Optimum leximin = optimizer.leximin(c.origin, {});
    CHECK(std::abs(leximin.value - best.least) < 1e-9);
  }
}

TEST_CASE("leximin does not walk down a chain of near ties", "[optimum]") {
  std::vector<std::vector<double>> picks;
  for (int i = 0; i < 300; ++i) {
    picks.push_back({0.3 - 0.9e-10 * i, 0.31 + 1e-4 * i, 0.38 - 1.1e-4 * i});
  }
  picks.insert(picks.end(), {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
  const Case c = one_block(picks);
  const Space space = c.space();
  const Optimum found = Optimizer(space).leximin(c.origin, c.scale);
  CHECK(found.value > 0.3 - 1e-9);
  CHECK(found.bound >= 0.3);
}

TEST_CASE("a package that is enough is found beside one that almost is", "[optimum]") {
  const Case c = one_block({{-5e-11, 1}, {0, 0}, {1, -1}});
  const Space space = c.space();
  const Optimum found = Optimizer(space).least_gain(c.origin, {}, {}, 0.0);
  CHECK(found.value == 0);
}

TEST_CASE("a product of many small gains does not vanish", "[optimum]") {
  Case c;
  c.blocks = Blocks(std::vector<std::size_t>(4, 3), {});
  Dice dice(1);
  for (int m = 0; m < 64; ++m) {
    std::vector<double>& worth = c.worths.emplace_back(c.blocks.rows());
    for (double& value : worth) value = 1e-6 * (1 + dice.unit());
    c.origin.push_back(0);
    c.scale.push_back(1);
  }
  const Space space = c.space();
  const Listed best = list(c, space, std::vector<double>(space.picks()));
  const Optimum found = Optimizer(space).nash(c.origin);
  double greatest = 0;  // by logarithms
  for_all(space, [&](const std::vector<Pick>&, const std::vector<double>& worths) {
    double logs = 0;
    for (const double worth : worths) logs += std::log(worth);
    greatest = std::max(greatest, std::exp(logs / 64));
  });
  CHECK(best.nash == 0);  // what multiplying makes of it
  CHECK(found.proven);
  CHECK(found.value == Approx(greatest));
}

}  // namespace
}  // namespace entente

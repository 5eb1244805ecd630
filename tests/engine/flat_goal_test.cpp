// SPDX-License-Identifier: Apache-2.0
/// Best package under a goal that is minus a part of the worth, up to a constant in each block:
/// what a party has in mind that knows nothing of the others. All rows tie at the price.
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/search/best_package.hpp"

namespace entente {
namespace {

constexpr double kPart = 0.05;
constexpr double kClose = 1e-10;

TEST_CASE("settles flat goals on many issues without a long search", "[search]") {
  std::mt19937_64 engine(37);
  const auto unit = [&engine] { return static_cast<double>(engine() >> 11) * 0x1p-53; };
  const std::vector<std::size_t> options(28, 4);
  const Blocks blocks(options, {});
  std::uint32_t nodes = 0;
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<double> worth;
    std::vector<double> goal;
    double most = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const double weight = -std::log(1 - unit()) / 28;
      const double constant = unit();
      for (const double least : {0.0, 1.0 / 3, 2.0 / 3, 0.9}) {
        worth.push_back(weight * (least + 0.1 * unit()));
        goal.push_back(constant - kPart * worth.back());
      }
      most += worth.back();
    }
    const double at_least = (0.3 + 0.65 * unit()) * most;
    CAPTURE(trial);
    PackageSearch search(blocks, worth);
    const auto found = search.best(goal, at_least);
    REQUIRE(found);
    REQUIRE(found->worth >= at_least - PackageSearch::kRounding);
    REQUIRE(found->worth <= at_least + SearchEffort{}.tolerance / kPart + kClose);
    REQUIRE(found->bound <= found->goal + SearchEffort{}.tolerance + kClose);
    REQUIRE(found->nodes < 512);
    nodes += found->nodes;
  }
  REQUIRE(nodes < 400);  // on average not one
}

}  // namespace
}  // namespace entente

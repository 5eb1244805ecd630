// SPDX-License-Identifier: Apache-2.0
/// Compromises, against all packages of random cases.
#include "engine/protocols/compromise.hpp"

#include <catch2/catch.hpp>

#include "engine/model/utilities.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

/// Random claims over issues, some of which are tied to another.
struct Claims {
  Claims(Dice& dice, std::size_t issues, std::size_t most_options) {
    std::vector<std::size_t> options;
    for (std::size_t i = 0; i < issues; ++i) {
      options.push_back(dice.between(1, most_options));
      list.emplace_back().options.resize(options.back());
    }
    std::vector<std::vector<IssueId>> scopes;
    if (dice.chance(0.5)) scopes.push_back({IssueId(0), IssueId(issues - 1)});
    blocks = Blocks(options, scopes);
    rows.resize(dice.between(1, 4));
    for (std::vector<double>& share : rows) {
      for (std::size_t row = 0; row < blocks.rows(); ++row) {
        share.push_back(dice.unit() / static_cast<double>(issues));
      }
    }
    for (const std::vector<double>& share : rows) {
      claims.push_back({share, 0.3 + 0.4 * dice.unit(), dice.chance(0.5) ? 1.0 : 3 * dice.unit()});
    }
    for (std::size_t row = 0; row < blocks.rows(); ++row) forbidden.push_back(dice.chance(0.1));
    for (const std::size_t count : options) text.push_back(static_cast<Option>(dice.below(count)));
  }

  [[nodiscard]] double worth(std::size_t claim, const Package& package) const {
    return UtilityView{&blocks, rows[claim], {}}.worth(package);
  }
  [[nodiscard]] double value(const Package& package) const {
    double sum = 0;
    for (std::size_t c = 0; c < claims.size(); ++c) {
      const double gain = worth(c, package) - claims[c].demand;
      sum += claims[c].weight * (gain < 0 ? 10 * gain : gain);
    }
    return sum;
  }
  [[nodiscard]] bool allowed(const Package& package) const {
    return !UtilityView{&blocks, {}, forbidden}.crosses_red_line(package);
  }
  [[nodiscard]] std::size_t changes(const Package& package) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) count += package[i] != text[i] ? 1 : 0;
    return count;
  }

  std::vector<Issue> list;
  Blocks blocks;
  std::vector<std::vector<double>> rows;
  std::vector<Claim> claims;
  std::vector<std::uint8_t> forbidden;
  Package text;
};

bool anything(const Package&) { return true; }

}  // namespace

TEST_CASE("of few packages the very best is found", "[compromise]") {
  int limited = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    INFO(seed);
    Dice dice(seed);
    const Claims with(dice, dice.between(2, 5), 4);
    const std::size_t limit = dice.below(3);
    const bool from_text = dice.chance(0.7);
    const bool picky = dice.chance(0.3);
    const double least = with.claims[0].demand;
    const auto will_do = [&](const Package& package) {
      return with.allowed(package) && (!picky || reaches(with.worth(0, package), least));
    };
    std::optional<double> most;
    const bool text_will_do = from_text && will_do(with.text);
    for_every_package(with.list, [&](const Package& package) {
      if (!will_do(package)) return;
      if (from_text && limit > 0 && with.changes(package) > limit) return;
      most = std::max(most.value_or(-1e9), with.value(package));
    });

    Compromise compromise(with.blocks, limit, with.forbidden);
    const auto found =
        compromise.better_than(from_text ? &with.text : nullptr, with.claims,
                               {picky ? std::optional<std::size_t>(0) : std::nullopt, will_do});
    if (!found) {
      CHECK((!most || (text_will_do && with.value(with.text) >= *most - 2e-12)));
      continue;
    }
    REQUIRE(most.has_value());
    CHECK(will_do(*found));
    CHECK(with.value(*found) >= *most - 2e-12);
    CHECK(compromise.value(*found, with.claims) == Approx(with.value(*found)).margin(1e-12));
    if (from_text && limit > 0) {
      CHECK(with.changes(*found) <= limit);
      ++limited;
    }
    if (text_will_do) CHECK(with.value(*found) > with.value(with.text));
  }
  CHECK(limited > 50);
}

TEST_CASE("of many packages an efficient one is found, near the best", "[compromise]") {
  double loss = 0;
  int cases = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    INFO(seed);
    Dice dice(seed);
    const Claims with(dice, 8, 5);
    std::size_t packages = 1;
    for (const Issue& issue : with.list) packages *= issue.options.size();
    if (packages <= 4096) continue;
    Compromise compromise(with.blocks, 0);
    const auto found = compromise.better_than(nullptr, with.claims, {{}, anything});
    REQUIRE(found.has_value());
    double most = -1e9;
    for_every_package(with.list, [&](const Package& package) {
      most = std::max(most, with.value(package));
      bool better = false;
      for (std::size_t c = 0; c < with.claims.size(); ++c) {
        const double gain = with.worth(c, package) - with.worth(c, *found);
        if (gain < -1e-9) return;
        better = better || gain > 1e-9;
      }
      CHECK_FALSE(better);
    });
    CHECK(with.value(*found) <= most + 1e-12);
    loss += most - with.value(*found);
    ++cases;
  }
  REQUIRE(cases > 20);
  CHECK(loss / cases < 0.1);
}

TEST_CASE("among many packages a limit and a floor are kept to", "[compromise]") {
  int found_some = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    INFO(seed);
    Dice dice(seed);
    const Claims with(dice, 20, 4);
    const double floor = with.claims[0].demand;
    const auto will_do = [&](const Package& package) {
      return with.allowed(package) && reaches(with.worth(0, package), floor);
    };
    const std::size_t limit = dice.below(6);
    Compromise compromise(with.blocks, limit, with.forbidden);
    const auto found = compromise.better_than(&with.text, with.claims, {0, will_do});
    if (!found) continue;
    ++found_some;
    CHECK(will_do(*found));
    if (limit > 0) CHECK(with.changes(*found) <= limit);
    if (will_do(with.text)) CHECK(with.value(*found) > with.value(with.text));
  }
  CHECK(found_some > 50);
}

TEST_CASE("a floor is reached wherever it can be", "[compromise]") {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    INFO(seed);
    Dice dice(seed);
    Claims with(dice, 16, 4);
    // Only the floor wants anything else than the others.
    PackageSearch best(with.blocks, with.rows[0]);
    const auto greatest = best.greatest();
    REQUIRE(greatest.has_value());
    with.claims[0].weight = 0;
    with.claims[0].demand = greatest->worth - 0.01 * dice.unit();
    Compromise compromise(with.blocks, 0);
    const auto found = compromise.better_than(
        nullptr, with.claims, {0, [&](const Package& package) {
                                 return reaches(with.worth(0, package), with.claims[0].demand);
                               }});
    REQUIRE(found.has_value());
    CHECK(reaches(with.worth(0, *found), with.claims[0].demand));
  }
}

TEST_CASE("equals stay with the text", "[compromise]") {
  const Blocks blocks(std::vector<std::size_t>{3, 3}, {});
  const std::vector<double> rows = {0, 0.5, 0.5, 0.5, 0.5, 0.5};
  const std::vector<Claim> claims = {{rows, 0.2, 1}};
  Compromise compromise(blocks, 0);
  CHECK_FALSE(compromise.better_than(std::vector<Package>{{2, 1}}.data(), claims, {{}, anything}));
  const Package text = {0, 2};
  CHECK(compromise.better_than(&text, claims, {{}, anything}) == Package{1, 2});
}

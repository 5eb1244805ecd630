// SPDX-License-Identifier: Apache-2.0
/// A party among others whose wishes it thinks it knows, and every package there is.
#pragma once

#include <deque>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/strategies/strategy.hpp"
#include "tests/random_scenario.hpp"

namespace entente::testing {

/// Thinks that the other's utility is this, whatever it hears.
class FixedModel : public OpponentModel {
 public:
  explicit FixedModel(std::vector<double> rows) : rows_(std::move(rows)) {}
  void hear(const Package& /*text*/) override {}
  void add_estimate(double scale, std::span<double> rows) const override {
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] += scale * rows_[row];
  }

 private:
  std::vector<double> rows_;
};

/// The party itself has the id `self`; the others have the rest, in order.
class BargainingTable {
 public:
  using Settings = std::vector<std::pair<std::string_view, Parameters::Value>>;

  /// `wishes`: by row; the party's own, then of each other party.
  BargainingTable(Blocks blocks, std::vector<std::vector<double>> wishes, std::size_t self)
      : rows(std::move(wishes.front())), blocks_(std::move(blocks)), wishes_(std::move(wishes)) {
    liked.assign(rows.size(), 0.0);
    for (std::size_t other = 1; other < wishes_.size(); ++other) {
      models_.emplace_back(wishes_[other]);
      models_.back().add_estimate(1.0 / static_cast<double>(wishes_.size() - 1), liked);
      const PartyId party(other - 1 < self ? other - 1 : other);
      others.push_back({party, &models_.back(), 0.0});
    }
    Package package(blocks_.issues());
    while (true) {
      packages.push_back(package);
      std::size_t i = 0;
      while (i < package.size() && ++package[i] == blocks_.options(IssueId(i))) package[i++] = 0;
      if (i == package.size()) break;
    }
  }
  BargainingTable(BargainingTable&&) = default;  // models and texts stay where they are

  /// Some issues, in some cases tied; utilities in [0,1]; some rows barred in some cases.
  static BargainingTable random(std::uint64_t seed, std::size_t others) {
    Dice dice(seed);
    std::vector<std::size_t> options(dice.between(1, 4));
    for (std::size_t& count : options) count = dice.between(1, 4);
    std::vector<std::vector<IssueId>> ties;
    if (options.size() > 2 && dice.chance(0.4)) ties.push_back({IssueId(0), IssueId(2)});
    Blocks blocks(options, ties);
    std::vector<std::vector<double>> wishes(others + 1, std::vector<double>(blocks.rows()));
    for (std::vector<double>& wish : wishes) {
      for (double& value : wish) value = dice.unit() / static_cast<double>(blocks.size());
    }
    BargainingTable table(std::move(blocks), std::move(wishes), dice.below(others + 1));
    const bool bars = dice.chance(0.4);
    for (std::size_t row = 0; bars && row < table.rows.size(); ++row) {
      table.barred.push_back(dice.chance(0.15) ? 1 : 0);
    }
    table.no_agreement = dice.unit() * 0.6;
    table.rounds = 11;
    table.round = static_cast<int>(dice.between(1, 11));
    return table;
  }

  /// The defaults of a plug-in, with what is given in their place.
  [[nodiscard]] std::unique_ptr<Bidding> bidding(std::string_view name,
                                                 const Settings& given = {}) const {
    const BiddingSpec* spec = find(biddings(), name);
    REQUIRE(spec != nullptr);
    Parameters made;
    for (const auto& [parameter, value] : given) made.set(parameter, value);
    for (const Parameter& parameter : spec->parameters) {  // the first one set counts
      if (parameter.of.empty()) {
        made.set(parameter.name, parameter.fallback.value_or(0.0));
      } else {
        made.set(parameter.name, std::vector<std::size_t>{});
      }
    }
    return spec->make(made, own());
  }

  void hear(std::optional<PartyId> by, const Package& text) {
    texts_.push_back(text);
    heard.push_back({.time = share_of_time(round, rounds),
                     .worth = own().worth(text),
                     .red_line = false,
                     .by = by,
                     .round = round,
                     .package = &texts_.back()});
  }

  [[nodiscard]] UtilityView own() const { return {&blocks_, rows, barred}; }
  [[nodiscard]] const Blocks& blocks() const { return blocks_; }
  /// What it thinks that a package is worth to the other at that position.
  [[nodiscard]] double worth_to(std::size_t other, const Package& package) const {
    return UtilityView{&blocks_, wishes_[other + 1], {}}.worth(package);
  }
  [[nodiscard]] double liking(const Package& package) const {
    return UtilityView{&blocks_, liked, {}}.worth(package);
  }
  [[nodiscard]] bool is_barred(const Package& package) const {
    return own().crosses_red_line(package);
  }
  /// The greatest own worth that may be tabled; minus infinity if nothing may.
  [[nodiscard]] double greatest() const {
    double greatest = kAnythingWillDo;
    for (const Package& package : packages) {
      if (!is_barred(package)) greatest = std::max(greatest, own().worth(package));
    }
    return greatest;
  }
  [[nodiscard]] Situation now() const {
    return {.own = own(),
            .barred = barred,
            .revision = revision,
            .drafts = drafts,
            .no_agreement = no_agreement,
            .round = round,
            .rounds = rounds,
            .standing = standing,
            .heard = heard,
            .liked = liked,
            .tabled = tabled,
            .others = others,
            .luck = StreamKey(1, "luck"),
            .replication = 0};
  }

  std::vector<double> rows, liked;
  std::vector<std::uint8_t> barred;
  std::vector<Draft> drafts;
  std::vector<Heard> heard;
  std::vector<Package> tabled;
  std::vector<Acquaintance> others;
  std::vector<Package> packages;  ///< all there are
  const Package* standing = nullptr;
  double no_agreement = 0;
  int revision = 0;
  int round = 1;
  int rounds = 1;

 private:
  Blocks blocks_;
  std::vector<std::vector<double>> wishes_;
  std::deque<FixedModel> models_;
  std::deque<Package> texts_;
};

/// On how many issues two packages differ.
inline std::size_t changes_between(const Package& a, const Package& b) {
  std::size_t changes = 0;
  for (std::size_t i = 0; i < a.size(); ++i) changes += a[i] != b[i] ? 1 : 0;
  return changes;
}

}  // namespace entente::testing

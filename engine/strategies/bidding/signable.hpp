// SPDX-License-Identifier: Apache-2.0
/// What a party could table: no barred row, worth at least no agreement.
#pragma once

#include <optional>
#include <span>

#include "engine/search/best_package.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {

/// Whether the package uses a row that the party tables no more.
[[nodiscard]] inline bool is_barred(const Situation& situation, const Package& package) {
  return UtilityView{situation.own.blocks, {}, situation.barred}.crosses_red_line(package);
}

/// Searches among them, following the changes of what the party wants and may table.
class SignableSearch {
 public:
  explicit SignableSearch(const UtilityView& own) : search_(*own.blocks, own.rows, own.red_lines) {}

  /// Of the packages worth at least `floor`, which is at least the no-agreement value, the one of
  /// greatest goal (see PackageSearch::best).
  [[nodiscard]] std::optional<Package> best(const Situation& situation,
                                            std::span<const double> goal, double floor) {
    return written(situation, at(situation).best(goal, floor));
  }

  /// The same; where no package is worth so much, the one worth most, if it is worth at least no
  /// agreement.
  [[nodiscard]] std::optional<Package> best_or_greatest(const Situation& situation,
                                                        std::span<const double> goal,
                                                        double floor) {
    std::optional<BestPackage> found = at(situation).best(goal, floor);
    if (!found) found = search_.greatest();
    if (found && !reaches(found->worth, situation.no_agreement)) return std::nullopt;
    return written(situation, found);
  }

  /// The search itself, as things are now.
  [[nodiscard]] PackageSearch& at(const Situation& situation) {
    if (situation.revision != revision_) {
      search_.reset(situation.own.rows, situation.barred);
      revision_ = situation.revision;
    }
    return search_;
  }

 private:
  [[nodiscard]] std::optional<Package> written(const Situation& situation,
                                               const std::optional<BestPackage>& found) const {
    if (!found) return std::nullopt;
    Package package(situation.own.blocks->issues());
    search_.write(found->rows, package);
    return package;
  }

  PackageSearch search_;
  int revision_ = 0;
};

}  // namespace entente

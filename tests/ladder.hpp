// SPDX-License-Identifier: Apache-2.0
/// One issue that two want the other way round, and what a party at it has heard and said.
#pragma once

#include <deque>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/strategies/strategy.hpp"

namespace entente::testing {

/// Numbers where given, else the defaults.
inline Parameters numbers(std::span<const Parameter> specified,
                          const std::vector<std::pair<std::string_view, double>>& given) {
  Parameters made;
  for (const auto& [name, value] : given) made.set(name, value);
  for (const Parameter& parameter : specified) {
    made.set(parameter.name, parameter.fallback.value_or(0.0));  // the first one set counts
  }
  return made;
}

/// Options 0 to `steps`, worth 0 to 1 to the party, and 1 to 0 to the others as it thinks: its bid
/// at an aspiration is the lowest option that reaches it.
class Ladder {
 public:
  explicit Ladder(std::size_t steps)
      : steps_(steps), blocks_(std::vector<std::size_t>{steps + 1}, {}) {
    for (std::size_t o = 0; o <= steps; ++o) {
      rows.push_back(static_cast<double>(o) / static_cast<double>(steps));
      liked.push_back(-rows.back());
    }
  }

  [[nodiscard]] UtilityView own() const { return {&blocks_, rows, barred}; }

  [[nodiscard]] std::unique_ptr<Bidding> bidding(
      std::string_view name,
      const std::vector<std::pair<std::string_view, double>>& given = {}) const {
    const BiddingSpec* spec = find(biddings(), name);
    REQUIRE(spec != nullptr);
    return spec->make(numbers(spec->parameters, given), own());
  }

  /// A text of the mediator's if there is no party.
  void hear(std::optional<std::size_t> by, double worth, double time = 0.5, bool red_line = false) {
    const auto option = static_cast<Option>(worth * static_cast<double>(steps_) + 0.5);
    texts_.push_back({option});
    const std::optional<PartyId> party = by ? std::optional(PartyId(*by)) : std::nullopt;
    heard.push_back({time, worth, red_line, party, round, &texts_.back()});
  }

  [[nodiscard]] Situation now() const {
    return {.own = own(),
            .barred = barred,
            .revision = revision,
            .drafts = {},
            .no_agreement = no_agreement,
            .round = round,
            .rounds = rounds,
            .heard = heard,
            .liked = liked,
            .tabled = tabled,
            .others = others,
            .luck = StreamKey(1, "luck"),
            .replication = replication};
  }

  /// The option it would table; the same however often it is asked.
  [[nodiscard]] int bid(Bidding& bidding) const {
    const std::optional<Package> bid = bidding.bid(now());
    CHECK(bidding.bid(now()) == bid);
    return bid ? bid->front() : -1;
  }
  int table(Bidding& bidding) {
    const int option = bid(bidding);
    if (option >= 0) {
      tabled.push_back({static_cast<Option>(option)});
      bidding.tabled(tabled.back());
    }
    return option;
  }

  std::vector<double> rows, liked;
  std::vector<std::uint8_t> barred;
  std::vector<Heard> heard;
  std::vector<Package> tabled;
  std::vector<Acquaintance> others;
  double no_agreement = 0;
  int revision = 0;
  int round = 1;
  int rounds = 100;
  std::uint64_t replication = 0;

 private:
  std::size_t steps_;
  Blocks blocks_;
  std::deque<Package> texts_;
};

}  // namespace entente::testing

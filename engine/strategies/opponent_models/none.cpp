// SPDX-License-Identifier: Apache-2.0
/// No opponent model: takes it that what is worse for oneself is better for the other.
///
/// With nothing known of the other, the fixed-pie assumption (Thompson & Hastie 1990 found it in
/// most negotiators) is the one that makes bids concede: of all packages worth at least the
/// aspiration, the bid is then the one nearest above it.
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class None : public OpponentModel {
 public:
  explicit None(const UtilityView& own) : own_(own) {}

  void hear(const Package&) override {}

  void add_estimate(double scale, std::span<double> rows) const override {
    for (std::size_t row = 0; row < rows.size(); ++row) rows[row] -= scale * own_.rows[row];
  }

 private:
  UtilityView own_;
};

}  // namespace

extern const OpponentModelSpec kNone;
const OpponentModelSpec kNone = {
    .name = "none",
    .summary = "assumes that what is worse for oneself is better for the other",
    .source = "the fixed-pie assumption, Thompson & Hastie 1990",
    .parameters = {},
    .make = [](const Parameters&, const UtilityView& own, const UtilityView&)
        -> std::unique_ptr<OpponentModel> { return std::make_unique<None>(own); },
};

}  // namespace entente

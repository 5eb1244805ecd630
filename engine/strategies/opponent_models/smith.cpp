// SPDX-License-Identifier: Apache-2.0
/// Smith's frequency model: what the other asks for time and again matters to it.
///
/// The model of Agent Smith (van Galen Last, "Agent Smith: opponent model estimation in bilateral
/// multi-issue negotiation", 2012; it played in ANAC 2010). Of N texts heard, count_i(o) have
/// option o on issue i, and
///     w_i = (max_o count_i(o) / N) / sum_j (max_o count_j(o) / N)
///     u(x) = sum_i w_i count_i(x_i) / max_o count_i(o).
/// Unlike the frequency model of HardHeaded it looks at the whole record, not at the last change,
/// and has nothing to set; nor does it forget: what was asked for early counts for ever.
///
/// It fails where the other's texts say nothing: one that never changes its text seems to care for
/// all issues alike, and an issue on which the other wavers between two options that are the same
/// to it seems as unimportant as one it gives way on.
///
/// Departure: before the first text nothing is estimated (the published formula divides 0 by 0).
#include <vector>

#include "engine/strategies/opponent_models/option_counts.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class Smith : public OpponentModel {
 public:
  explicit Smith(const UtilityView& own)
      : counts_(*own.blocks, 0), weights_(own.blocks->issues()) {}

  void hear(const Package& text) override {
    counts_.count(text);
    double sum = 0;
    for (std::size_t i = 0; i < weights_.size(); ++i) sum += counts_.most(i);
    for (std::size_t i = 0; i < weights_.size(); ++i) weights_[i] = counts_.most(i) / sum;
    heard_ = true;
  }

  void add_estimate(double scale, std::span<double> rows) const override {
    if (heard_) counts_.add_shares(weights_, scale, rows);
  }

 private:
  OptionCounts counts_;
  std::vector<double> weights_;  ///< by issue
  bool heard_ = false;
};

}  // namespace

extern const OpponentModelSpec kSmith;
const OpponentModelSpec kSmith = {
    .name = "smith",
    .summary = "takes what the other asks for most often for what matters to it",
    .source = "Agent Smith: van Galen Last 2012",
    .parameters = {},
    .make = [](const Parameters&, const UtilityView& own, const UtilityView&)
        -> std::unique_ptr<OpponentModel> { return std::make_unique<Smith>(own); },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Frequency model: what the other asks for often it likes; what it never changes matters to it.
///
/// The model of HardHeaded (van Krimpen, Looije & Hajizadeh 2013), winner of ANAC 2011. For n
/// issues, weights start at 1/n and the count of every option at 1. When the other tables a text,
/// every issue on which it repeats its previous one gains g = learning_rate / n, and all weights
/// are divided by their sum; every option in the text is counted. The estimate is
///     u(x) = sum_i w_i count_i(x_i) / max count_i.
///
/// It needs an other that concedes, and not for good: from one that repeats its text all issues
/// seem alike, and an issue given up early, then left alone, seems to matter. The table in
/// tests/golden/opponent_models.txt shows both.
///
/// Departure: weights are not capped (the published cap keeps the last issue from reaching 1, which
/// normalising by the sum does already).
#include <vector>

#include "engine/strategies/opponent_models/option_counts.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class Frequency : public OpponentModel {
 public:
  Frequency(const Parameters& parameters, const UtilityView& own)
      : gain_(parameters.number("learning_rate") / static_cast<double>(own.blocks->issues())),
        weights_(own.blocks->issues(), 1.0 / static_cast<double>(own.blocks->issues())),
        counts_(*own.blocks, 1) {}

  void hear(const Package& text) override {
    if (!previous_.empty()) {
      double sum = 0;
      for (std::size_t i = 0; i < text.size(); ++i) {
        weights_[i] += text[i] == previous_[i] ? gain_ : 0.0;
        sum += weights_[i];
      }
      for (double& weight : weights_) weight /= sum;
    }
    counts_.count(text);
    previous_ = text;
  }

  void add_estimate(double scale, std::span<double> rows) const override {
    counts_.add_shares(weights_, scale, rows);
  }

 private:
  double gain_;
  std::vector<double> weights_;  ///< by issue
  OptionCounts counts_;
  Package previous_;
};

constexpr Parameter kParameters[] = {
    {.name = "learning_rate",
     .summary = "how fast unchanged issues gain weight",
     .lo = 0,
     .hi = 10,
     .fallback = 0.2},
};

}  // namespace

extern const OpponentModelSpec kFrequency;
const OpponentModelSpec kFrequency = {
    .name = "frequency",
    .summary = "counts what the other asks for and what it leaves unchanged",
    .source = "HardHeaded: van Krimpen, Looije & Hajizadeh 2013",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own, const UtilityView&)
        -> std::unique_ptr<OpponentModel> { return std::make_unique<Frequency>(parameters, own); },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Frequency model: what the other asks for often it likes; what it never changes matters to it.
///
/// The model of HardHeaded (van Krimpen, Looije & Hajizadeh 2013), winner of ANAC 2011. For n
/// issues, weights start at 1/n and the count of every option at 1. When the other tables a text,
/// every issue on which it repeats its previous one gains g = learning_rate / n, and all weights
/// are divided by their sum; every option in the text is counted. The estimate is
///     u(x) = sum_i w_i count_i(x_i) / max count_i.
///
/// Departure: weights are not capped (the published cap keeps the last issue from reaching 1, which
/// normalising by the sum does already).
#include <algorithm>

#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

class Frequency : public OpponentModel {
 public:
  Frequency(const Parameters& parameters, const UtilityView& own)
      : blocks_(own.blocks),
        gain_(parameters.number("learning_rate") / static_cast<double>(blocks_->issues())),
        weights_(blocks_->issues(), 1.0 / static_cast<double>(blocks_->issues())),
        most_(blocks_->issues(), 1.0),
        counts_(blocks_->options(), 1.0),
        values_(blocks_->options()) {}

  void hear(const Package& text) override {
    if (!previous_.empty()) {
      double sum = 0;
      for (std::size_t i = 0; i < text.size(); ++i) {
        weights_[i] += text[i] == previous_[i] ? gain_ : 0.0;
        sum += weights_[i];
      }
      for (double& weight : weights_) weight /= sum;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      double& count = counts_[blocks_->first_option(IssueId(i)) + text[i]];
      count += 1;
      most_[i] = std::max(most_[i], count);
    }
    previous_ = text;
  }

  void add_estimate(double scale, std::span<double> rows) const override {
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      const double factor = weights_[i] / most_[i];
      const std::size_t first = blocks_->first_option(IssueId(i));
      const std::size_t last = first + blocks_->options(IssueId(i));
      for (std::size_t o = first; o < last; ++o) values_[o] = factor * counts_[o];
    }
    blocks_->add(values_, scale, rows);
  }

 private:
  const Blocks* blocks_;
  double gain_;
  std::vector<double> weights_;         ///< by issue
  std::vector<double> most_;            ///< by issue: the greatest count of its options
  std::vector<double> counts_;          ///< by option
  mutable std::vector<double> values_;  ///< by option; scratch
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
    .make = [](const Parameters& parameters, const UtilityView& own)
        -> std::unique_ptr<OpponentModel> { return std::make_unique<Frequency>(parameters, own); },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Knowledge of the truth to some accuracy, and for the rest what another model has learnt.
#pragma once

#include <memory>
#include <span>

#include "engine/strategies/strategy.hpp"

namespace entente {

/// estimate = accuracy x truth + (1 - accuracy) x the model's estimate. What a leak makes of a
/// party's model, and what the opponent model `informed` is; see the .cpp.
class Informed : public OpponentModel {
 public:
  /// `model`: not null. `truth`: the other's utility; its rows outlive this. `accuracy`: in [0,1].
  Informed(std::unique_ptr<OpponentModel> model, const UtilityView& truth, double accuracy);

  /// What is known stays known: a vaguer leak takes nothing away.
  void learn(double accuracy);
  /// The accuracy of what was learnt since, beyond what the model itself knows.
  [[nodiscard]] double learnt() const { return accuracy_; }
  /// Whether the model itself knows some of the truth.
  [[nodiscard]] bool knew() const { return model_->accuracy() > 0; }
  /// The truth is another from now on; what was learnt is known of it.
  void see(const UtilityView& truth) { truth_ = truth; }

  void hear(const Package& text) override;
  void add_estimate(double scale, std::span<double> rows) const override;
  /// The greater of its own and the model's.
  [[nodiscard]] double accuracy() const override;

 private:
  std::unique_ptr<OpponentModel> model_;
  UtilityView truth_;
  double accuracy_;
};

}  // namespace entente

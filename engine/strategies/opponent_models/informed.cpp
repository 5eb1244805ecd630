// SPDX-License-Identifier: Apache-2.0
/// Informed model: knows what the other wants to a given accuracy, and guesses the rest.
///
/// With a in [0,1] the accuracy, T the other's true utility and F what a model of its texts says,
///     u(x) = a T(x) + (1 - a) F(x).
/// At 0 it is F alone, at 1 the truth. This is what a leak or an envoy's report makes of a party's
/// model, and as a model of its own the upper bound against which others are measured: Baarslag,
/// Hendrikx, Hindriks & Jonker, "Measuring the performance of online opponent models in automated
/// bilateral negotiation" (2012), compare models with one that knows the truth in the same way.
/// Here F is the frequency model.
///
/// Departure: accuracies between 0 and 1, in the mixture above, are this engine's. Knowledge does
/// not add up: a party told twice knows as much as the better source told it. If F is itself
/// informed, to m < a, then F holds (1 - m) of what was learnt from texts, and the share of the
/// truth that is still missing is (a - m) / (1 - m).
#include "engine/strategies/opponent_models/informed.hpp"

#include <algorithm>
#include <utility>

namespace entente {

Informed::Informed(std::unique_ptr<OpponentModel> model, const UtilityView& truth, double accuracy)
    : model_(std::move(model)), truth_(truth), accuracy_(accuracy) {}

void Informed::learn(double accuracy) { accuracy_ = std::max(accuracy_, accuracy); }

void Informed::hear(const Package& text) { model_->hear(text); }

void Informed::add_estimate(double scale, std::span<double> rows) const {
  const double known = model_->accuracy();
  const double more = accuracy_ > known ? (accuracy_ - known) / (1 - known) : 0.0;
  model_->add_estimate(scale * (1 - more), rows);
  if (more <= 0) return;
  const double share = scale * more;
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row] += share * truth_.rows[row];
}

double Informed::accuracy() const { return std::max(accuracy_, model_->accuracy()); }

namespace {

constexpr Parameter kParameters[] = {
    {.name = "accuracy",
     .summary = "how much of the truth it knows: 0 nothing, 1 all",
     .lo = 0,
     .hi = 1,
     .fallback = 1.0},
    {.name = "learning_rate",
     .summary = "of the frequency model for the rest: how fast unchanged issues gain weight",
     .lo = 0,
     .hi = 10,
     .fallback = 0.2},
};

}  // namespace

extern const OpponentModelSpec kFrequency;
extern const OpponentModelSpec kInformed;
const OpponentModelSpec kInformed = {
    .name = "informed",
    .summary = "knows what the other wants to a given accuracy, and counts for the rest",
    .source = "perfect knowledge as yardstick: Baarslag, Hendrikx, Hindriks & Jonker 2012",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own,
               const UtilityView& other) -> std::unique_ptr<OpponentModel> {
      return std::make_unique<Informed>(kFrequency.make(parameters, own, other), other,
                                        parameters.number("accuracy"));
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Bayesian model: learns weights and likings by Bayes' rule, taking the other to concede steadily.
///
/// The scalable model of Hindriks & Tykhonov, "Opponent modelling in automated multi-issue
/// negotiation using Bayesian learning" (AAMAS 2008). About each issue i there are two sets of
/// hypotheses, learnt separately:
///     weight w_j = j/10, j = 0..10, with prior ~ (1 - (j + 1)/11)^3;
///     evaluation e_h: 1 at the option h, falling in a straight line to 0 at the first and at the
///     last option, one for every option, with equal priors (h at an end: downhill, uphill).
/// The k-th different text, k = 0, 1, ..., is assumed to be worth a_k = 1 - concession k to the
/// other. A hypothesis by which it is worth u has the likelihood
///     exp(-x^2 / (2 sigma^2)), x = (a_k - u) / a_k,
/// where all but the hypothesis itself is as expected so far: for a weight u = w_j e_i +
/// (1 - w_j) r_i, for an evaluation u = w_i e_h + (1 - w_i) r_i, with w_i and e_i expectations and
/// r_i the worth of the text without issue i, all weights scaled to sum to 1. Weights are learnt
/// first, then evaluations with the new weights; the first text, taken to be the best, says nothing
/// about weights. The estimate is sum_i w_i e_i(x_i). A text heard before changes nothing.
///
/// What it needs: options listed in an order that the other's liking follows, and an other that
/// concedes, now on this issue and now on that. It learns nothing about weights from one that
/// repeats its text, and little from one that gives up an issue early and for good. How well it
/// ranks issues, text by text, is in tests/golden/opponent_models.txt. Published comparisons found
/// that models which count do as well or better (Baarslag, Hendrikx, Hindriks & Jonker 2012;
/// Tunali, Aydogan & Sanchez-Anguix 2017); so they do there once options are liked in no order.
///
/// Departures: (1) expected weights are scaled to sum to 1 wherever a text is evaluated. Unscaled,
/// they sum to 0.16 per issue, so from some seven issues on texts seem worth more than the best one
/// can be, and weights shrink, most of all those of issues that the other insists on: with 28
/// issues, Kendall's tau after 200 texts was 0.03 to 0.17 where it is 0.33 to 0.59 now. (2) a_k is
/// at least 0.1; else it passes 0 at the 334th text. (3) One text makes a weight at most e^60 times
/// as likely as the next one, an option's hypothesis e^600 times as another, and no chance falls
/// below 1e-100: else all may become 0, and their shares 0/0.
///
/// How it is fast: the likelihoods of equidistant weights are exp(alpha j - beta j^2 / 2), whose
/// ratios are themselves a geometric sequence: two exponentials per issue and then multiplications.
/// Eigen's vectors of exponentials round alike on all processors and with all compilers; sums are
/// taken in a fixed order.
#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <vector>

#include <Eigen/Core>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;

/// Hypotheses about a weight: all but the last one, a weight of 1, whose prior is 0.
constexpr int kWeights = 10;
constexpr double kWeightStep = 0.1;
constexpr double kLeastAssumed = 0.1;
constexpr double kLeastChance = 1e-100;
constexpr double kLeastWeight = 1e-9;  ///< expected: there are always others to compare with
constexpr double kMostPerStep = 60;
constexpr double kMostPerEvaluation = 600;

/// How long an array is made whose exponentials are taken: whole vectors, since what is left over
/// would go through the C library, which rounds in its own way. What is added stays finite.
constexpr std::size_t kVector = 4;
constexpr Index padded(std::size_t size) {
  return static_cast<Index>((size + kVector - 1) / kVector * kVector);
}

class Bayesian : public OpponentModel {
 public:
  Bayesian(const Parameters& parameters, const UtilityView& own)
      : blocks_(own.blocks),
        concession_(parameters.number("concession")),
        precision_(1 / (parameters.number("sigma") * parameters.number("sigma"))),
        weight_chances_(padded(blocks_->issues()), kWeights),
        chances_(ArrayXd::Ones(padded(blocks_->options()))),
        likings_(blocks_->options()),
        exponents_(ArrayXd::Zero(padded(blocks_->options()))),
        offered_(ArrayXd::Zero(padded(blocks_->issues()))),
        values_(blocks_->options()) {
    std::size_t most = 1;
    for (std::size_t i = 0; i < blocks_->issues(); ++i) {
      const std::size_t first = blocks_->first_option(IssueId(i));
      const std::size_t count = blocks_->options(IssueId(i));
      for (std::size_t h = first; h < first + count; ++h) {
        chances_.data()[h] = 1 / static_cast<double>(count);
      }
      most = std::max(most, count);
    }
    inverse_.resize(most);
    for (std::size_t k = 1; k < most; ++k) inverse_[k] = 1 / static_cast<double>(k);
    for (int j = 0; j < kWeights; ++j) {
      const double root = 1 - (j + 1) / 11.0;
      weight_chances_.col(j) = root * root * root;
    }
    expect_weights();
  }

  void hear(const Package& text) override {
    const std::uint64_t hash = XXH3_64bits(text.data(), text.size() * sizeof(Option));
    if (!heard_.insert(hash).second) return;
    const auto before = static_cast<double>(heard_.size() - 1);
    const double assumed = std::max(kLeastAssumed, 1 - concession_ * before);
    evaluate(text);
    if (before > 0) learn_weights(assumed);
    learn_evaluations(text, assumed);
    estimated_ = false;
  }

  void add_estimate(double scale, std::span<double> rows) const override {
    if (!estimated_) estimate();
    blocks_->add(values_, scale, rows);
  }

 private:
  /// How each hypothesis evaluates the text, and what is expected of it on each issue.
  void evaluate(const Package& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t first = blocks_->first_option(IssueId(i));
      const std::size_t count = blocks_->options(IssueId(i));
      const double* chance = chances_.data() + first;
      double* liking = likings_.data() + first;
      const std::size_t option = text[i];
      const auto from_start = static_cast<double>(option);
      const auto from_end = static_cast<double>(count - 1 - option);
      double expected = chance[option];
      liking[option] = 1;
      for (std::size_t h = 0; h < option; ++h) {
        liking[h] = from_end * inverse_[count - 1 - h];
        expected += chance[h] * liking[h];
      }
      for (std::size_t h = option + 1; h < count; ++h) {
        liking[h] = from_start * inverse_[h];
        expected += chance[h] * liking[h];
      }
      offered_[static_cast<Index>(i)] = expected;
    }
  }

  [[nodiscard]] Index issues() const { return static_cast<Index>(blocks_->issues()); }

  /// The worth of the text evaluated last, before weights are scaled to sum to 1.
  [[nodiscard]] double worth() const {
    double sum = 0;
    for (Index i = 0; i < issues(); ++i) sum += weights_[i] * offered_[i];
    return sum;
  }

  /// By steps of weight, x = miss - gain j; relative to j = 0, the likelihood of j is
  /// exp(alpha j - beta j^2 / 2).
  void learn_weights(double assumed) {
    rest_ = (worth() - weights_ * offered_) / (weight_sum_ - weights_).max(kLeastWeight);
    gain_ = (offered_ - rest_) * (kWeightStep / assumed);
    beta_ = precision_ * gain_.square();
    ratio_ = precision_ * gain_ * (1 - rest_ / assumed) - 0.5 * beta_;
    ratio_ = ratio_.max(-kMostPerStep).min(kMostPerStep).exp();
    bend_ = (-beta_).max(-kMostPerStep).exp();
    likelihood_ = ratio_;
    for (int j = 1; j < kWeights; ++j) {
      weight_chances_.col(j) *= likelihood_;
      ratio_ *= bend_;
      likelihood_ *= ratio_;
    }
    expect_weights();
  }

  void expect_weights() {
    total_ = weight_chances_.col(0);
    weights_ = ArrayXd::Zero(total_.size());
    for (int j = 1; j < kWeights; ++j) {
      total_ += weight_chances_.col(j);
      weights_ += j * kWeightStep * weight_chances_.col(j);
    }
    total_ = total_.inverse();
    weights_ = (weights_ * total_).max(kLeastWeight);
    for (int j = 0; j < kWeights; ++j) {
      weight_chances_.col(j) = (weight_chances_.col(j) * total_).max(kLeastChance);
    }
    weight_sum_ = 0;
    for (Index i = 0; i < issues(); ++i) weight_sum_ += weights_[i];
  }

  /// With x = miss - gain e; relative to e = 1, which is that of the text's own option.
  void learn_evaluations(const Package& text, double assumed) {
    const double expected = worth() / (weight_sum_ * assumed);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t first = blocks_->first_option(IssueId(i));
      const std::size_t last = first + blocks_->options(IssueId(i));
      const double gain = weights_[static_cast<Index>(i)] / (weight_sum_ * assumed);
      const double miss = 1 - expected + gain * offered_[static_cast<Index>(i)];
      const double factor = 0.5 * precision_ * gain;
      for (std::size_t h = first; h < last; ++h) {
        const double liking = likings_[h];
        exponents_.data()[h] = factor * (liking - 1) * (2 * miss - gain * (liking + 1));
      }
    }
    chances_ *= exponents_.max(-kMostPerEvaluation).min(kMostPerEvaluation).exp();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const std::size_t first = blocks_->first_option(IssueId(i));
      const std::size_t last = first + blocks_->options(IssueId(i));
      double sum = 0;
      for (std::size_t h = first; h < last; ++h) sum += chances_.data()[h];
      const double scale = 1 / sum;
      for (std::size_t h = first; h < last; ++h) {
        chances_.data()[h] = std::max(kLeastChance, chances_.data()[h] * scale);
      }
    }
  }

  /// e(o) = sum_h p_h e_h(o), where e_h(o) = (last - o)/(last - h) for h < o and o/h for h > o: two
  /// running sums instead of a table.
  void estimate() const {
    for (std::size_t i = 0; i < blocks_->issues(); ++i) {
      const double weight = weights_[static_cast<Index>(i)] / weight_sum_;
      const std::size_t last = blocks_->options(IssueId(i)) - 1;
      const double* chance = chances_.data() + blocks_->first_option(IssueId(i));
      double* value = values_.data() + blocks_->first_option(IssueId(i));
      double slope = 0;
      for (std::size_t o = 0; o <= last; ++o) {
        value[o] = chance[o] + slope * static_cast<double>(last - o);
        if (o < last) slope += chance[o] * inverse_[last - o];
      }
      slope = 0;
      for (std::size_t o = last; o > 0; --o) {
        value[o] = weight * (value[o] + slope * static_cast<double>(o));
        slope += chance[o] * inverse_[o];
      }
      value[0] *= weight;
    }
    estimated_ = true;
  }

  const Blocks* blocks_;
  double concession_, precision_;
  /// Hashes of the texts heard: that two different ones share one has a chance of 1 in 10^14 in a
  /// thousand texts.
  std::unordered_set<std::uint64_t> heard_;
  ArrayXXd weight_chances_;      ///< by issue, hypothesis
  ArrayXd weights_;              ///< by issue, expected; not scaled
  double weight_sum_ = 0;        ///< of the expected weights
  ArrayXd chances_;              ///< of the hypothesis that an option is liked best
  std::vector<double> inverse_;  ///< 1/k
  // Of the text heard last.
  std::vector<double> likings_;  ///< by hypothesis: e_h of the issue's option
  ArrayXd exponents_;            ///< by hypothesis: logarithm of the likelihood
  ArrayXd offered_;              ///< by issue: expected e of its option
  ArrayXd rest_, gain_, beta_, ratio_, bend_, likelihood_, total_;  ///< by issue; scratch
  // The estimate, made when it is asked for.
  mutable std::vector<double> values_;  ///< by option
  mutable bool estimated_ = false;
};

constexpr Parameter kParameters[] = {
    {.name = "concession",
     .summary = "what the other is taken to give up with every new text",
     .lo = 0,
     .hi = 1,
     .fallback = 0.003,
     .unit = "utility"},
    {.name = "sigma",
     .summary = "how far texts stray from that, as a share of what they are taken to be worth",
     .lo = 0.01,
     .hi = 10,
     .fallback = 0.25},
};

}  // namespace

extern const OpponentModelSpec kBayesian;
const OpponentModelSpec kBayesian = {
    .name = "bayesian",
    .summary = "learns weights and likings by Bayes' rule, taking the other to concede steadily",
    .source = "Hindriks & Tykhonov 2008",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own, const UtilityView&)
        -> std::unique_ptr<OpponentModel> { return std::make_unique<Bayesian>(parameters, own); },
};

}  // namespace entente

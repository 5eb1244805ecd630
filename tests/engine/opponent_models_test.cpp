// SPDX-License-Identifier: Apache-2.0
/// Opponent models against values worked by hand and against the definitions, spelt out.
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <catch2/catch.hpp>

#include "engine/strategies/opponent_models/informed.hpp"
#include "engine/strategies/strategy.hpp"
#include "tests/random_scenario.hpp"

using namespace entente;
using entente::testing::Dice;

namespace {

using Given = std::vector<std::pair<std::string, double>>;
using Texts = std::vector<Package>;

/// A model of somebody whose true utility is `truth`, by rows, made by somebody without one.
std::unique_ptr<OpponentModel> model(std::string_view name, const Blocks& blocks,
                                     const Given& given = {},
                                     const std::vector<double>& truth = {}) {
  const OpponentModelSpec* spec = find(opponent_models(), name);
  REQUIRE(spec != nullptr);
  Parameters parameters;
  for (const auto& [parameter, value] : given) parameters.set(parameter, value);
  for (const Parameter& parameter : spec->parameters) {
    parameters.set(parameter.name, parameter.fallback.value());  // the first one set counts
  }
  static const std::vector<double> nothing(10'000);
  const std::span<const double> own(nothing.data(), blocks.rows());
  return spec->make(parameters, UtilityView{&blocks, own, {}},
                    UtilityView{&blocks, truth.empty() ? own : truth, {}});
}

std::vector<double> estimate(const OpponentModel& model, const Blocks& blocks, double scale = 1) {
  std::vector<double> rows(blocks.rows());
  model.add_estimate(scale, rows);
  return rows;
}

std::vector<double> after(const std::string& name, const Blocks& blocks, const Texts& texts,
                          const Given& given = {}) {
  const auto made = model(name, blocks, given);
  for (const Package& text : texts) made->hear(text);
  return estimate(*made, blocks);
}

void same(const std::vector<double>& found, const std::vector<double>& expected,
          double margin = 1e-12) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t r = 0; r < found.size(); ++r) {
    CHECK(found[r] == Approx(expected[r]).epsilon(0).margin(margin));
  }
}

std::vector<std::size_t> random_options(Dice& dice, std::size_t most_issues) {
  std::vector<std::size_t> options;
  for (std::size_t i = dice.between(1, most_issues); i-- > 0;)
    options.push_back(dice.between(1, 5));
  return options;
}

Texts random_texts(Dice& dice, const std::vector<std::size_t>& options, std::size_t count) {
  Texts texts(count);
  for (Package& text : texts) {
    // Mostly one and the same option, so that texts come again and there is something to learn.
    for (const std::size_t n : options) {
      text.push_back(static_cast<Option>(dice.chance(0.7) ? n / 2 : dice.below(n)));
    }
  }
  return texts;
}

/// The Bayesian model as its essay defines it: every hypothesis spelt out, nothing clever.
class Spelt {
 public:
  Spelt(std::vector<std::size_t> options, double concession, double sigma)
      : options_(std::move(options)), concession_(concession), sigma_(sigma) {
    for (const std::size_t n : options_) {
      std::vector<double> prior;
      for (int j = 0; j <= 10; ++j) prior.push_back(std::pow(1 - (j + 1) / 11.0, 3));
      weights_.push_back(scaled(prior));
      peaks_.push_back(scaled(std::vector<double>(n, 1.0)));
    }
  }

  void hear(const Package& text) {
    if (!heard_.insert(text).second) return;
    const double assumed = std::max(0.1, 1 - concession_ * static_cast<double>(heard_.size() - 1));
    std::vector<double> offered;
    for (std::size_t i = 0; i < text.size(); ++i) offered.push_back(expected(i, text[i]));
    if (heard_.size() > 1) {
      std::vector<double> rests;
      for (std::size_t i = 0; i < text.size(); ++i) rests.push_back(rest(i, offered));
      for (std::size_t i = 0; i < text.size(); ++i) {
        for (std::size_t j = 0; j <= 10; ++j) {
          const double w = static_cast<double>(j) / 10;
          weights_[i][j] *= likelihood(w * offered[i] + (1 - w) * rests[i], assumed);
        }
        weights_[i] = scaled(weights_[i]);
      }
    }
    double sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) sum += weight(i);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const double w = weight(i) / sum;
      for (std::size_t h = 0; h < options_[i]; ++h) {
        const double u = w * liking(i, h, text[i]) + (1 - w) * rest(i, offered);
        peaks_[i][h] *= likelihood(u, assumed);
      }
    }
    for (auto& peaks : peaks_) peaks = scaled(peaks);
  }

  /// By option.
  [[nodiscard]] std::vector<double> values() const {
    double sum = 0;
    for (std::size_t i = 0; i < options_.size(); ++i) sum += weight(i);
    std::vector<double> values;
    for (std::size_t i = 0; i < options_.size(); ++i) {
      for (std::size_t o = 0; o < options_[i]; ++o) {
        values.push_back(weight(i) / sum * expected(i, o));
      }
    }
    return values;
  }

 private:
  static std::vector<double> scaled(std::vector<double> chances) {
    double sum = 0;
    for (const double chance : chances) sum += chance;
    for (double& chance : chances) chance /= sum;
    return chances;
  }
  [[nodiscard]] double likelihood(double u, double assumed) const {
    const double x = (assumed - u) / assumed;
    return std::exp(-x * x / (2 * sigma_ * sigma_));
  }
  [[nodiscard]] double liking(std::size_t i, std::size_t peak, std::size_t o) const {
    const auto last = static_cast<double>(options_[i] - 1);
    const auto h = static_cast<double>(peak);
    const auto at = static_cast<double>(o);
    if (o == peak) return 1;
    return o < peak ? at / h : (last - at) / (last - h);
  }
  [[nodiscard]] double expected(std::size_t i, std::size_t o) const {
    double sum = 0;
    for (std::size_t h = 0; h < options_[i]; ++h) sum += peaks_[i][h] * liking(i, h, o);
    return sum;
  }
  [[nodiscard]] double weight(std::size_t i) const {
    double sum = 0;
    for (std::size_t j = 0; j <= 10; ++j) sum += weights_[i][j] * static_cast<double>(j) / 10;
    return sum;
  }
  [[nodiscard]] double rest(std::size_t without, const std::vector<double>& offered) const {
    double sum = 0;
    double worth = 0;
    for (std::size_t i = 0; i < options_.size(); ++i) {
      if (i == without) continue;
      sum += weight(i);
      worth += weight(i) * offered[i];
    }
    return sum > 0 ? worth / sum : 0;
  }

  std::vector<std::size_t> options_;
  double concession_, sigma_;
  std::set<Package> heard_;
  std::vector<std::vector<double>> weights_, peaks_;  ///< by issue, hypothesis
};

}  // namespace

TEST_CASE("smith weighs issues by how often their favourite option was asked for",
          "[opponent-model]") {
  const std::vector<std::size_t> options{2, 3};
  const Blocks apart(options, {});
  const Texts texts{{0, 1}, {0, 2}, {1, 2}, {0, 0}};
  const auto first = [&](std::ptrdiff_t count) {
    return after("smith", apart, {texts.begin(), texts.begin() + count});
  };
  same(first(0), {0, 0, 0, 0, 0});
  same(first(1), {0.5, 0, 0, 0.5, 0});
  // Greatest counts 2 and 1 of 2 texts: weights 2/3, 1/3.
  same(first(2), {2 / 3., 0, 0, 1 / 3., 1 / 3.});
  same(first(3), {0.5, 0.25, 0, 0.25, 0.5});
  // Counts 3 1 and 1 1 2: weights 3/5, 2/5.
  same(first(4), {0.6, 0.2, 0.2, 0.2, 0.4});
}

TEST_CASE("bayesian begins with equal weights and evens the likings out", "[opponent-model]") {
  const Blocks blocks(std::vector<std::size_t>{2, 3, 1}, {});
  // Of three options the middle one is best, or half way to the best.
  same(after("bayesian", blocks, {}), {1 / 6., 1 / 6., 1 / 9., 2 / 9., 1 / 9., 1 / 3.});
}

TEST_CASE("bayesian learns what is liked by the likelihood of texts", "[opponent-model]") {
  const Blocks blocks(std::vector<std::size_t>{2}, {});
  // The first text is taken to be worth 1: uphill is exp(0) as likely, downhill exp(-1/(2/16)).
  const double up = 1 / (1 + std::exp(-8.0));
  same(after("bayesian", blocks, {{1}}), {1 - up, up});
  same(after("bayesian", blocks, {{1}, {1}, {1}}), {1 - up, up});
  // The second one, 0.997, the other way round: 0 or 1.
  const double x = -0.003 / 0.997;
  const double odds = std::exp(8.0) * std::exp(-8.0) / std::exp(-8 * x * x);
  same(after("bayesian", blocks, {{1}, {0}}), {1 / (1 + odds), odds / (1 + odds)});
  same(after("bayesian", blocks, {{1}, {0}, {1}}), {1 / (1 + odds), odds / (1 + odds)});
  // With a sigma of 1/2, exp(-1/(2/4)).
  const double vague = 1 / (1 + std::exp(-2.0));
  same(after("bayesian", blocks, {{1}}, {{"sigma", 0.5}}), {1 - vague, vague});
}

TEST_CASE("bayesian is what Bayes' rule makes of its hypotheses", "[opponent-model]") {
  struct Setting {
    double concession, sigma;
  };
  for (const Setting& setting :
       {Setting{0.003, 0.25}, {0.03, 0.25}, {0, 0.4}, {0.1, 1}, {1, 2}, {0.01, 0.1}}) {
    CAPTURE(setting.concession, setting.sigma);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
      CAPTURE(seed);
      Dice dice(seed);
      const std::vector<std::size_t> options = random_options(dice, 8);
      const Blocks blocks(options, {});
      const auto fast =
          model("bayesian", blocks, {{"concession", setting.concession}, {"sigma", setting.sigma}});
      Spelt spelt(options, setting.concession, setting.sigma);
      double worst = 0;
      for (const Package& text : random_texts(dice, options, 30)) {
        fast->hear(text);
        spelt.hear(text);
        const std::vector<double> found = estimate(*fast, blocks);
        const std::vector<double> expected = spelt.values();
        for (std::size_t r = 0; r < found.size(); ++r) {
          worst = std::max(worst, std::abs(found[r] - expected[r]));
        }
      }
      CHECK(worst < 1e-9);
    }
  }
}

TEST_CASE("bayesian estimates the same whether or not it was asked in between",
          "[opponent-model]") {
  Dice dice(3);
  const std::vector<std::size_t> options{4, 2, 3, 5};
  const Blocks blocks(options, {});
  const Texts texts = random_texts(dice, options, 50);
  const auto asked = model("bayesian", blocks);
  for (const Package& text : texts) {
    asked->hear(text);
    (void)estimate(*asked, blocks, 0.3);
  }
  CHECK(estimate(*asked, blocks) == after("bayesian", blocks, texts));
}

TEST_CASE("models stay finite and within bounds whatever they hear", "[opponent-model]") {
  const std::vector<Given> extremes{{},
                                    {{"sigma", 0.01}, {"concession", 1.0}},
                                    {{"sigma", 0.01}, {"concession", 0.0}},
                                    {{"sigma", 10.0}, {"concession", 1.0}},
                                    {{"learning_rate", 10.0}},
                                    {{"learning_rate", 0.0}}};
  for (const OpponentModelSpec* spec : opponent_models()) {
    CAPTURE(spec->name);
    for (const Given& given : extremes) {
      for (std::uint64_t seed = 0; seed < 12; ++seed) {
        Dice dice(seed);
        const std::vector<std::size_t> options = random_options(dice, seed % 3 == 0 ? 28 : 3);
        const Blocks blocks(options, {});
        Texts texts = random_texts(dice, options, 300);
        // First one text for long, then anything but that.
        std::fill(texts.begin() + 10, texts.begin() + 60, texts.front());
        const std::vector<double> rows = after(std::string(spec->name), blocks, texts, given);
        const bool finite = std::all_of(rows.begin(), rows.end(), [](double value) {
          return std::isfinite(value) && std::abs(value) <= 1 + 1e-9;
        });
        CHECK(finite);
      }
    }
  }
}

TEST_CASE("a model's estimate of issues tied in a block is the sum of theirs", "[opponent-model]") {
  const std::vector<std::size_t> options{2, 3, 4};
  const std::vector<std::vector<IssueId>> tie{{IssueId(0), IssueId(2)}};
  const Blocks apart(options, {});
  const Blocks tied(options, tie);
  Dice dice(7);
  const Texts texts = random_texts(dice, options, 40);
  for (const OpponentModelSpec* spec : opponent_models()) {
    CAPTURE(spec->name);
    const std::string name(spec->name);
    const std::vector<double> single = after(name, apart, texts);
    const std::vector<double> rows = after(name, tied, texts);
    for (const Blocks::Block& block : tied) {
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        double sum = 0;
        for (const Blocks::Member& member : block.members) {
          sum += single[apart.first_option(member.issue) + tied.option(block, member, row)];
        }
        CHECK(rows[row] == Approx(sum).margin(1e-12));
      }
    }
  }
}

TEST_CASE("only an informed model looks at the truth", "[opponent-model]") {
  const std::vector<std::size_t> options{3, 2};
  const Blocks blocks(options, {});
  const std::vector<double> one{0.7, 0.2, 0, 0, 0.3};
  const std::vector<double> two{0, 0.1, 0.4, 0.6, 0};
  for (const OpponentModelSpec* spec : opponent_models()) {
    CAPTURE(spec->name);
    const auto of_one = model(spec->name, blocks, {}, one);
    const auto of_two = model(spec->name, blocks, {}, two);
    for (const Package& text : Texts{{0, 0}, {1, 0}, {0, 1}}) {
      of_one->hear(text);
      of_two->hear(text);
    }
    const bool blind = estimate(*of_one, blocks) == estimate(*of_two, blocks);
    CHECK(blind == (spec->name != "informed"));
    CHECK(of_one->accuracy() == (blind ? 0.0 : 1.0));
  }
}

TEST_CASE("informed mixes the truth with what a frequency model learns", "[opponent-model]") {
  const std::vector<std::size_t> options{3, 2};
  const Blocks blocks(options, {});
  const std::vector<double> truth{0.7, 0.2, 0, 0, 0.3};
  const Texts texts{{0, 0}, {1, 0}, {0, 1}, {0, 1}};
  for (const double rate : {0.2, 1.0}) {
    const std::vector<double> learnt = after("frequency", blocks, texts, {{"learning_rate", rate}});
    const auto informed = [&](double accuracy, double scale) {
      const auto made =
          model("informed", blocks, {{"accuracy", accuracy}, {"learning_rate", rate}}, truth);
      CHECK(made->accuracy() == accuracy);
      for (const Package& text : texts) made->hear(text);
      return estimate(*made, blocks, scale);
    };
    CHECK(informed(0, 1) == learnt);
    CHECK(informed(1, 1) == truth);
    for (const double accuracy : {0.25, 0.5, 0.9}) {
      for (const double scale : {1.0, 0.3}) {
        std::vector<double> expected;
        for (std::size_t r = 0; r < truth.size(); ++r) {
          expected.push_back(scale * (accuracy * truth[r] + (1 - accuracy) * learnt[r]));
        }
        same(informed(accuracy, scale), expected);
      }
    }
  }
}

TEST_CASE("what a leak tells is never forgotten, nor counted twice", "[opponent-model]") {
  const std::vector<std::size_t> options{3, 2};
  const Blocks blocks(options, {});
  const std::vector<double> truth{0.7, 0.2, 0, 0, 0.3};
  const UtilityView other{&blocks, truth, {}};
  const Texts texts{{0, 0}, {1, 0}, {0, 1}};
  const std::vector<double> learnt = after("smith", blocks, texts);
  const auto mixed = [&](double accuracy) {
    std::vector<double> rows;
    for (std::size_t r = 0; r < truth.size(); ++r) {
      rows.push_back(accuracy * truth[r] + (1 - accuracy) * learnt[r]);
    }
    return rows;
  };

  Informed leaked(model("smith", blocks), other, 0);
  for (const Package& text : texts) leaked.hear(text);
  CHECK(estimate(leaked, blocks) == learnt);
  leaked.learn(0.6);
  same(estimate(leaked, blocks), mixed(0.6));
  leaked.learn(0.2);  // a vaguer leak takes nothing away
  CHECK(leaked.accuracy() == 0.6);
  same(estimate(leaked, blocks), mixed(0.6));

  // Told by another source as well: what the better one knows, on top of what texts say.
  const auto told_twice = [&](double first, double second) {
    Informed both(std::make_unique<Informed>(model("smith", blocks), other, first), other, second);
    for (const Package& text : texts) both.hear(text);
    CHECK(both.accuracy() == std::max(first, second));
    same(estimate(both, blocks), mixed(std::max(first, second)));
  };
  for (const double first : {0.0, 0.3, 0.6, 1.0}) {
    for (const double second : {0.0, 0.3, 0.6, 1.0}) told_twice(first, second);
  }
}

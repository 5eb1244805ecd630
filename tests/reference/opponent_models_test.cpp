// SPDX-License-Identifier: Apache-2.0
/// How well opponent models rank the issues of opponents whose weights are known, text by text.
///
/// The opponents concede by time-dependent curves (Faratin, Sierra & Jennings 1998) against a
/// partner who does not move. Most of them table any package worth their aspiration, as the agents
/// do with which models are compared in the literature (Baarslag, Hendrikx, Hindriks & Jonker
/// 2012); some the one of these that their partner likes best, as this engine's strategy does.
/// Measured by Kendall's tau between the true weights and the importance that a model gives to the
/// issues: 1 is the right order, 0 no relation, -1 the reverse; a tie counts as 0.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "engine/base/random.hpp"
#include "engine/strategies/strategy.hpp"

using namespace entente;

namespace {

constexpr int kRounds = 200;
constexpr int kOpponents = 100;
constexpr double kLowest = 0.4;  ///< where aspirations end
constexpr std::array kTexts{1, 2, 5, 10, 20, 50, 100, 200};
constexpr std::array kModels{"frequency", "smith", "bayesian"};
constexpr std::array<std::pair<const char*, double>, 3> kCurves{
    {{"Boulware, 0.2", 0.2}, {"linear, 1", 1.0}, {"Conceder, 5", 5.0}}};

/// By number of texts, as in kTexts.
using Taus = std::array<double, kTexts.size()>;

/// What sets an opponent apart.
struct Setting {
  const char* title;
  std::size_t fewest_issues, most_issues;
  bool doubling = false;   ///< every weight is twice the next one; else they are uniform
  bool ordered = true;     ///< likings fall to both sides of the best option; else they are uniform
  bool courteous = false;  ///< tables what the partner likes best
};

constexpr Setting kFew{"4 to 8 issues", 4, 8};
constexpr Setting kDoubling{"4 issues, each of twice the weight of the next", 4, 4, true};
constexpr Setting kMany{"28 issues", 28, 28};
constexpr Setting kUnordered{"4 to 8 issues, options liked in no order", 4, 8, false, false};
constexpr Setting kCourteous{
    "4 to 8 issues, tabling what the partner likes best", 4, 8, false, true, true};
constexpr std::array kSettings{kFew, kDoubling, kMany, kUnordered, kCourteous};

struct Tastes {
  std::vector<double> weights;  ///< by issue
  std::vector<double> rows;  ///< by option; the least of each issue is 0, the greatest its weight
};

std::vector<double> draw_scores(Stream& stream, std::size_t options, bool ordered) {
  std::vector<double> scores(options);
  const std::size_t best = stream.below(options);
  const auto peak = static_cast<double>(best);
  const auto last = static_cast<double>(options - 1);
  for (std::size_t o = 0; o < options; ++o) {
    const auto at = static_cast<double>(o);
    scores[o] = o == best ? 1 : o < best ? at / peak : (last - at) / (last - peak);
    if (!ordered) scores[o] = stream.uniform();
  }
  const auto [lo, hi] = std::minmax_element(scores.begin(), scores.end());
  const double least = *lo;
  const double range = *hi - least;
  for (double& score : scores) score = (score - least) / range;
  return scores;
}

Tastes draw_tastes(Stream& stream, const Blocks& blocks, const Setting& setting) {
  Tastes tastes;
  double sum = 0;
  for (std::size_t i = 0; i < blocks.issues(); ++i) {
    tastes.weights.push_back(setting.doubling ? std::ldexp(1.0, static_cast<int>(i))
                                              : stream.uniform());
    sum += tastes.weights.back();
  }
  for (double& weight : tastes.weights) weight /= sum;
  for (std::size_t i = 0; i < blocks.issues(); ++i) {
    for (const double score : draw_scores(stream, blocks.options(IssueId(i)), setting.ordered)) {
      tastes.rows.push_back(tastes.weights[i] * score);
    }
  }
  return tastes;
}

/// Any package worth at least `aspiration`, all alike likely: a walk from the best one by random
/// changes, but for those that lead below.
Package any_package(Stream& stream, const Blocks& blocks, std::span<const double> rows,
                    double aspiration) {
  Package package;
  double worth = 0;
  for (std::size_t i = 0; i < blocks.issues(); ++i) {
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(blocks.first_option(IssueId(i)));
    const auto last = first + static_cast<std::ptrdiff_t>(blocks.options(IssueId(i)));
    const auto best = std::max_element(first, last);
    package.push_back(static_cast<Option>(best - first));
    worth += *best;
  }
  for (std::size_t step = 0; step < 20 * blocks.issues(); ++step) {
    const std::size_t issue = stream.below(blocks.issues());
    const std::size_t first = blocks.first_option(IssueId(issue));
    const auto option = static_cast<Option>(stream.below(blocks.options(IssueId(issue))));
    const double changed = worth + rows[first + option] - rows[first + package[issue]];
    if (!reaches(changed, aspiration)) continue;
    worth = changed;
    package[issue] = option;
  }
  return package;
}

/// The texts of an opponent with these tastes, one a round.
std::vector<Package> texts_of(const Setting& setting, double beta, Stream& stream,
                              const Blocks& blocks, const Tastes& opponent, const Tastes& partner) {
  const UtilityView own{&blocks, opponent.rows, {}};
  Parameters parameters;
  parameters.set("beta", beta);
  parameters.set("from", 1.0);
  parameters.set("to", kLowest);
  const auto bidding = find(biddings(), "time-dependent")->make(parameters, own);
  std::vector<Package> texts;
  for (int round = 1; round <= kRounds; ++round) {
    const double time = share_of_time(round, kRounds);
    if (setting.courteous) {
      Situation situation{};
      situation.own = own;
      situation.round = round;
      situation.rounds = kRounds;
      situation.liked = partner.rows;
      texts.push_back(bidding->bid(situation).value());
    } else {
      const double aspiration = 1 - (1 - kLowest) * std::pow(time, 1 / beta);
      texts.push_back(any_package(stream, blocks, opponent.rows, aspiration));
    }
  }
  return texts;
}

/// How much a model thinks there is at stake on each issue.
std::vector<double> importance(const OpponentModel& model, const Blocks& blocks) {
  std::vector<double> rows(blocks.rows());
  model.add_estimate(1, rows);
  std::vector<double> ranges;
  for (std::size_t i = 0; i < blocks.issues(); ++i) {
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(blocks.first_option(IssueId(i)));
    const auto last = first + static_cast<std::ptrdiff_t>(blocks.options(IssueId(i)));
    const auto [lo, hi] = std::minmax_element(first, last);
    ranges.push_back(*hi - *lo);
  }
  return ranges;
}

double kendall(std::span<const double> truth, std::span<const double> found) {
  constexpr double kTie = 1e-9;
  int agreeing = 0;
  int pairs = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      ++pairs;
      if (std::abs(found[i] - found[j]) < kTie) continue;
      agreeing += (truth[i] > truth[j]) == (found[i] > found[j]) ? 1 : -1;
    }
  }
  return static_cast<double>(agreeing) / pairs;
}

/// Mean tau of each model over many opponents.
std::array<Taus, kModels.size()> measure(const Setting& setting, double beta) {
  std::array<Taus, kModels.size()> taus{};
  for (std::uint64_t k = 0; k < kOpponents; ++k) {
    Stream stream(StreamKey(k, "opponent"));
    const std::size_t more = stream.below(setting.most_issues - setting.fewest_issues + 1);
    std::vector<std::size_t> options(setting.fewest_issues + more);
    for (std::size_t& count : options) count = 3 + stream.below(3);
    const Blocks blocks(options, {});
    const Tastes opponent = draw_tastes(stream, blocks, setting);
    const Tastes partner = draw_tastes(stream, blocks, setting);
    const std::vector<Package> texts = texts_of(setting, beta, stream, blocks, opponent, partner);
    for (std::size_t m = 0; m < kModels.size(); ++m) {
      const OpponentModelSpec* spec = find(opponent_models(), kModels[m]);
      Parameters parameters;
      for (const Parameter& parameter : spec->parameters) {
        parameters.set(parameter.name, parameter.fallback.value());
      }
      const UtilityView of_partner{&blocks, partner.rows, {}};
      const UtilityView of_opponent{&blocks, opponent.rows, {}};
      const auto model = spec->make(parameters, of_partner, of_opponent);
      std::size_t heard = 0;
      for (std::size_t column = 0; column < kTexts.size(); ++column) {
        while (heard < static_cast<std::size_t>(kTexts[column])) model->hear(texts[heard++]);
        taus[m][column] += kendall(opponent.weights, importance(*model, blocks)) / kOpponents;
      }
    }
  }
  return taus;
}

/// Measured when first asked for.
const Taus& taus(const Setting& setting, std::size_t curve, const std::string& model) {
  static std::map<std::pair<std::string, std::size_t>, std::array<Taus, kModels.size()>> measured;
  const auto [found, missing] = measured.try_emplace({setting.title, curve});
  if (missing) found->second = measure(setting, kCurves[curve].second);
  const auto column = std::find(kModels.begin(), kModels.end(), model) - kModels.begin();
  return found->second[static_cast<std::size_t>(column)];
}

std::string markdown() {
  std::string text = fmt::format(
      "Kendall's tau between the true and the estimated importance of issues, after so many texts\n"
      "of {} rounds; means over {} opponents.\n",
      kRounds, kOpponents);
  for (const Setting& setting : kSettings) {
    text += fmt::format("\n{}:\n\n| opponent (beta) | model     |", setting.title);
    for (const int count : kTexts) text += fmt::format(" {:5} |", count);
    text += "\n|-----------------|-----------|";
    for (std::size_t k = 0; k < kTexts.size(); ++k) text += "------:|";
    text += '\n';
    for (std::size_t curve = 0; curve < kCurves.size(); ++curve) {
      for (const char* model : kModels) {
        text += fmt::format("| {:15} | {:9} |", kCurves[curve].first, model);
        for (const double tau : taus(setting, curve, model)) {
          text += fmt::format(" {:5.2f} |", std::round(tau * 100) / 100 + 0.0);
        }
        text += '\n';
      }
    }
  }
  return text;
}

constexpr std::size_t kBoulware = 0, kLinear = 1, kConceder = 2;

/// The column of kTexts that has so many.
std::size_t after(int texts) {
  return static_cast<std::size_t>(std::find(kTexts.begin(), kTexts.end(), texts) - kTexts.begin());
}

}  // namespace

TEST_CASE("opponent models rank issues as the recorded table says", "[reference]") {
  const std::string path = ENTENTE_SOURCE_DIR "/tests/golden/opponent_models.txt";
  const std::string found = markdown();
  if (std::getenv("ENTENTE_REGENERATE") != nullptr) std::ofstream(path) << found;
  std::ostringstream recorded;
  recorded << std::ifstream(path).rdbuf();
  INFO("if the change is meant, `./dev golden '[reference]'` records it");
  CHECK(found == recorded.str());
}

TEST_CASE("Kendall's tau is 1 for the same order, -1 for the reverse, 0 for a tie", "[reference]") {
  const std::vector<double> truth{0.1, 0.2, 0.3, 0.4};
  CHECK(kendall(truth, truth) == 1);
  CHECK(kendall(truth, std::vector<double>{4, 3, 2, 1}) == -1);
  CHECK(kendall(truth, std::vector<double>{5, 5, 5, 5}) == 0);
  CHECK(kendall(truth, std::vector<double>{1, 3, 2, 4}) == Approx(4 / 6.));
  CHECK(kendall(truth, std::vector<double>{1, 2, 2, 4}) == Approx(5 / 6.));
}

TEST_CASE("issues of clearly different weight are ranked right after enough texts", "[reference]") {
  for (const char* model : {"smith", "bayesian"}) {
    CAPTURE(model);
    CHECK(taus(kDoubling, kBoulware, model)[after(200)] > 0.9);
    CHECK(taus(kDoubling, kLinear, model)[after(200)] > 0.9);
    CHECK(taus(kDoubling, kConceder, model)[after(200)] > 0.8);
  }
  CHECK(taus(kDoubling, kBoulware, "frequency")[after(200)] > 0.5);
  CHECK(taus(kDoubling, kLinear, "frequency")[after(50)] > 0.75);
  CHECK(taus(kDoubling, kConceder, "frequency")[after(200)] > 0.65);
}

TEST_CASE("the more texts they hear, the better models rank issues", "[reference]") {
  for (const char* model : kModels) {
    for (const std::size_t curve : {kLinear, kConceder}) {
      CAPTURE(model, kCurves[curve].first);
      const Taus& found = taus(kFew, curve, model);
      CHECK(std::abs(found[after(1)]) < 0.05);
      CHECK(found[after(2)] < found[after(5)] - 0.05);
      CHECK(found[after(5)] < found[after(10)] - 0.05);
      CHECK(found[after(10)] < found[after(20)] - 0.03);
      CHECK(found[after(20)] < found[after(100)] - 0.03);
      CHECK(found[after(100)] > 0.5);
    }
    CHECK(taus(kFew, kBoulware, model)[after(200)] > 0.35);
  }
  for (const std::size_t curve : {kBoulware, kLinear, kConceder}) {
    CHECK(taus(kFew, curve, "smith")[after(200)] > 0.65);
    CHECK(taus(kFew, curve, "bayesian")[after(200)] > 0.65);
  }
}

TEST_CASE("with many issues counting goes on to work, and the Bayesian model learns less",
          "[reference]") {
  for (const std::size_t curve : {kBoulware, kLinear, kConceder}) {
    CHECK(taus(kMany, curve, "smith")[after(200)] > 0.55);
    CHECK(taus(kMany, curve, "bayesian")[after(200)] > 0.25);
    CHECK(taus(kMany, curve, "bayesian")[after(200)] <
          taus(kFew, curve, "bayesian")[after(200)] - 0.1);
  }
}

TEST_CASE("models learn nothing of issues from one who does not concede", "[reference]") {
  for (const Setting& setting : {kFew, kDoubling}) {
    for (const char* model : kModels) {
      CAPTURE(setting.title, model);
      const Taus& found = taus(setting, kBoulware, model);
      CHECK(std::abs(found[after(1)]) < 0.15);
      CHECK(found[after(20)] == Approx(found[after(1)]).margin(0.03));
    }
  }
}

TEST_CASE("the Bayesian model is ahead where options are liked in order, else behind",
          "[reference]") {
  for (const std::size_t curve : {kLinear, kConceder}) {
    CHECK(taus(kFew, curve, "bayesian")[after(100)] >
          taus(kFew, curve, "smith")[after(100)] + 0.03);
  }
  for (const std::size_t curve : {kBoulware, kLinear, kConceder}) {
    CHECK(taus(kUnordered, curve, "bayesian")[after(200)] <
          taus(kUnordered, curve, "smith")[after(200)] - 0.05);
  }
}

TEST_CASE("what is given up for good misleads models that count", "[reference]") {
  for (const char* model : {"frequency", "smith"}) {
    CAPTURE(model);
    CHECK(taus(kCourteous, kLinear, model)[after(20)] > 0.2);
    CHECK(taus(kCourteous, kLinear, model)[after(200)] < 0.05);
    CHECK(taus(kCourteous, kConceder, model)[after(2)] > 0.15);
    CHECK(taus(kCourteous, kConceder, model)[after(200)] < 0.05);
  }
  CHECK(taus(kCourteous, kLinear, "bayesian")[after(200)] > 0.15);
}

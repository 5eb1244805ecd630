// SPDX-License-Identifier: Apache-2.0
/// Imitative bidding: gives way as the others do. Relative, random-absolute and averaged
/// tit-for-tat.
///
/// The behaviour-dependent tactics of Faratin, Sierra & Jennings, "Negotiation decision functions
/// for autonomous agents" (1998), for one issue: with x_k the value that the other proposed in its
/// k-th offer of K, and x the own last one, the own next one is, within its limits,
///     relative         x x_{K-delta} / x_{K-delta+1}          delta >= 1, needs K > delta
///     random absolute  x + (x_{K-delta} - x_{K-delta+1}) + (-1)^s R(M)
///     averaged         x x_{K-gamma} / x_K                    gamma >= 1, needs K > gamma
/// where s is such that the random R(M) from [0, M] is a concession: it lets two imitators out of a
/// deadlock. (The averaged tactic takes the change over its whole window, as published, and not a
/// mean of its steps: with a window above 1 it gives way faster than the other does.)
///
/// In utilities. Ratios depend on where the scale of a value begins, so it has to be said what
/// takes the place of the values. Here these are demands: u(text) leaves the demand d = 1 - u(text)
/// to the one who tabled it, in the eyes of its hearer, and a party's own demand is its aspiration
/// a. So
///     relative         a' = a d_{K-delta+1} / d_{K-delta}
///     random absolute  a' = a - (d_{K-delta} - d_{K-delta+1}) - R(noise)
///     averaged         a' = a d_K / d_{K-gamma}
/// within [0, 1]: if the other asks for a tenth less, so does the party. Two parties that want all
/// of one pie are treated alike, and an offer of nothing (d = 1) is no pole. From a demand of 0
/// there is no percentage: the ratio is 1 if the other still demands nothing, else a' = 1. A text
/// across a red line of the hearer leaves it nothing. The bid is, of all packages worth at least a,
/// the one the others are thought to like best.
///
/// Departures. Every text of the other is answered once, when it is heard, and not once for every
/// bid of one's own: where parties do not take turns, a step of the other is neither answered twice
/// nor left out. Aspirations add up, not the worths of bids, so that steps smaller than the
/// distance between two packages count. The no-agreement value may move, so it bounds the bid and
/// not the sum. With several others, see voices.hpp. Until the other has said enough, the
/// aspiration stays where it opens; so two who only imitate each other stay there for good.
#include <algorithm>
#include <deque>

#include "engine/strategies/bidding/signable.hpp"
#include "engine/strategies/bidding/voices.hpp"

namespace entente {
namespace {

/// The answer of one tactic to the last text heard.
struct Tactic {
  std::size_t window;  ///< how many demands before the last one it looks back on
  double (*answer)(double aspiration, const std::deque<double>& demands, double extra);
  double noise = 0;  ///< the most of `extra`
};

double scaled(double aspiration, double now, double before) {
  if (before > 0) return aspiration * now / before;
  return now > 0 ? 1.0 : aspiration;
}

double relative(double aspiration, const std::deque<double>& demands, double) {
  return scaled(aspiration, demands[1], demands[0]);
}

double random_absolute(double aspiration, const std::deque<double>& demands, double extra) {
  return aspiration - (demands[0] - demands[1]) - extra;
}

double averaged(double aspiration, const std::deque<double>& demands, double) {
  return scaled(aspiration, demands.back(), demands.front());
}

/// The talks with one of the others.
struct Thread {
  std::deque<double> demands;        ///< its last ones, at most window + 1
  std::optional<double> aspiration;  ///< none: where it opens

  void hear(const Heard& text, double opening, const Tactic& tactic, double extra) {
    demands.push_back(std::clamp(1 - left_by(text), 0.0, 1.0));
    if (demands.size() > tactic.window + 1) demands.pop_front();
    if (demands.size() <= tactic.window) return;
    const double answer = tactic.answer(aspiration.value_or(opening), demands, extra);
    aspiration = std::clamp(answer, 0.0, 1.0);
  }
};

class Imitative : public Bidding {
 public:
  Imitative(const Tactic& tactic, double opening, const UtilityView& own)
      : tactic_(tactic), opening_(opening), search_(own) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    voices_.listen(situation, [&](Thread& thread, const Heard& text, std::size_t position) {
      thread.hear(text, opening_, tactic_, extra(situation, position));
    });
    const double aspiration = voices_.greatest(
        opening_, [this](const Thread& thread) { return thread.aspiration.value_or(opening_); });
    return search_.best_or_greatest(situation, situation.liked,
                                    std::max(aspiration, situation.no_agreement));
  }

 private:
  /// What it gives way in addition to its answer to a text: the party's own number for that text.
  [[nodiscard]] double extra(const Situation& situation, std::size_t position) const {
    if (tactic_.noise <= 0) return 0;
    Stream stream(situation.luck, situation.replication, static_cast<std::uint32_t>(position));
    return tactic_.noise * stream.uniform();
  }

  Tactic tactic_;
  double opening_;
  SignableSearch search_;
  Voices<Thread> voices_;
};

std::size_t count(const Parameters& parameters, std::string_view name) {
  return static_cast<std::size_t>(parameters.number(name));
}

std::unique_ptr<Bidding> make(const Tactic& tactic, const Parameters& parameters,
                              const UtilityView& own) {
  return std::make_unique<Imitative>(tactic, parameters.number("opening"), own);
}

constexpr Parameter kOpening = {
    .name = "opening",
    .summary = "aspiration until the others have said enough to be imitated",
    .lo = 0,
    .hi = 1,
    .fallback = 1.0,
    .unit = "utility"};
constexpr Parameter kDelay = {
    .name = "delay",
    .summary = "which step of the other is answered: 1 the last one, 2 the one before it",
    .kind = Parameter::Kind::integer,
    .lo = 1,
    .hi = 1000,
    .fallback = 1.0,
    .unit = "texts of the other"};
constexpr Parameter kNoise = {
    .name = "noise",
    .summary = "the most it gives way, at random, in addition to each answer",
    .lo = 0,
    .hi = 1,
    .fallback = 0.01,
    .unit = "utility"};
constexpr Parameter kWindow = {.name = "window",
                               .summary = "over how many steps of the other the change is taken",
                               .kind = Parameter::Kind::integer,
                               .lo = 1,
                               .hi = 1000,
                               .fallback = 2.0,
                               .unit = "texts of the other"};

constexpr Parameter kRelativeParameters[] = {kOpening, kDelay};
constexpr Parameter kRandomAbsoluteParameters[] = {kOpening, kDelay, kNoise};
constexpr Parameter kAveragedParameters[] = {kOpening, kWindow};

}  // namespace

extern const BiddingSpec kRelativeTitForTat;
const BiddingSpec kRelativeTitForTat = {
    .name = "relative-tit-for-tat",
    .summary = "lowers its demand by the percentage by which the others lower theirs",
    .source = "Faratin, Sierra & Jennings 1998",
    .parameters = kRelativeParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return make({count(parameters, "delay"), relative}, parameters, own);
    },
};

extern const BiddingSpec kRandomAbsoluteTitForTat;
const BiddingSpec kRandomAbsoluteTitForTat = {
    .name = "random-absolute-tit-for-tat",
    .summary = "lowers its demand by as much as the others lower theirs, and a little at random",
    .source = "Faratin, Sierra & Jennings 1998",
    .parameters = kRandomAbsoluteParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return make({count(parameters, "delay"), random_absolute, parameters.number("noise")},
                  parameters, own);
    },
};

extern const BiddingSpec kAveragedTitForTat;
const BiddingSpec kAveragedTitForTat = {
    .name = "averaged-tit-for-tat",
    .summary = "lowers its demand by the percentage by which the others did over a window",
    .source = "Faratin, Sierra & Jennings 1998",
    .parameters = kAveragedParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return make({count(parameters, "window"), averaged}, parameters, own);
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Nice tit-for-tat: gives way in the proportion in which the other comes towards the Nash point.
///
/// Baarslag, Hindriks & Jonker, "A tit for tat negotiation strategy for real-time bilateral
/// negotiations" (2013), with the constants of the authors' agent of ANAC 2011. With u(x_k) what
/// the texts of the other are worth to the party,
///     first  = min u(x_k) over its first texts: those of the first hundredth of the time
///     gap    = 1 - first
///     nash   = u(Nash point) (1.4 - 0.6 gap), within [0.5, 1]
///     c      = (max u(x_k) - first) / (nash - first), within [0, 1]
///     target = 1 - c (1 - nash)
///     target = target - bonus max(0, target - nash)
///     bonus  = max(0.1, min(1, 20 (t - after)))    after = 0.91, with more than 3,000 packages
///     0.85
/// and 1 before the other has spoken: the other's way from its opening to the Nash point is matched
/// by the same share of the way from one's best. The bid is, of the packages worth at least the
/// target, the one that the others are thought to like best; but the best text heard so far is
/// tabled in its place once it is worth as much. (0.1 is what the agent's 0.5 - 0.4 x discount
/// factor comes to without a discount factor, which payoffs here do not have.)
///
/// Departures. The Nash point of own utility and estimated liking is found on the hull of the
/// packages (see search/hull.hpp) at any size of the space; the authors list the packages of small
/// ones and take 0.7 for large ones. Its point of no agreement is the own no-agreement value and
/// the least the others are thought to like; theirs is (0, 0). The bid is worth at least the
/// target, where theirs is from a window of 0.98 target to target + 0.05. With several others the
/// greatest of the targets counts (see voices.hpp). The no-agreement value bounds the target; what
/// crosses a red line leaves nothing.
#include <algorithm>

#include "engine/search/hull.hpp"
#include "engine/strategies/bidding/signable.hpp"
#include "engine/strategies/bidding/voices.hpp"

namespace entente {
namespace {

/// The talks with one of the others.
struct Thread {
  double first = 0;  ///< what its opening leaves to the hearer
  double best = 0;   ///< what its best text does
  bool spoke = false;

  void hear(const Heard& text) {
    constexpr double kOpeningTime = 0.01;
    const double left = left_by(text);
    if (!spoke || (text.time <= kOpeningTime && left < first)) first = left;
    best = spoke ? std::max(best, left) : left;
    spoke = true;
  }

  /// What to aspire to, given the utility at the Nash point.
  [[nodiscard]] double target(double nash_point, double bonus) const {
    const double nash = std::clamp(nash_point * (1.4 - 0.6 * (1 - first)), 0.5, 1.0);
    const double way = nash - first;
    const double conceded = way > 0 ? std::clamp((best - first) / way, 0.0, 1.0) : 1.0;
    const double target = 1 - conceded * (1 - nash);
    return target - bonus * std::max(0.0, target - nash);
  }
};

class NiceTitForTat : public Bidding {
 public:
  explicit NiceTitForTat(const UtilityView& own)
      : search_(own), hull_(*own.blocks, own.rows, own.red_lines) {
    constexpr double kBig = 3000;
    double packages = 1;
    for (const Blocks::Block& block : *own.blocks) packages *= block.rows;
    hurry_after_ = packages > kBig ? 0.85 : 0.91;
  }

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    voices_.listen(situation, [&](Thread& thread, const Heard& text, std::size_t position) {
      if (position == 0) best_ = nullptr;
      thread.hear(text);
      if (!text.red_line && (best_ == nullptr || text.worth > best_worth_)) {
        best_ = text.package;
        best_worth_ = text.worth;
      }
    });
    const double nash = situation.heard.empty() ? 1 : nash_point(situation);
    const double bonus = std::max(0.1, std::min(1.0, 20 * (situation.time() - hurry_after_)));
    const double target =
        voices_.greatest(1, [&](const Thread& thread) { return thread.target(nash, bonus); });
    std::optional<Package> bid = search_.best_or_greatest(situation, situation.liked,
                                                          std::max(target, situation.no_agreement));
    if (bid && best_ != nullptr && could_table(situation, *best_) &&
        situation.own.worth(*best_) >= situation.own.worth(*bid)) {
      return *best_;
    }
    return bid;
  }

 private:
  /// The own utility at the Nash point between the party and the others.
  [[nodiscard]] double nash_point(const Situation& situation) {
    if (situation.revision != revision_) {
      hull_.reset(situation.own.rows, situation.barred);
      revision_ = situation.revision;
    }
    if (!hull_.draw(situation.liked)) return 1;
    double least = 0;
    for (const Blocks::Block& block : *situation.own.blocks) {
      const auto rows = situation.liked.subspan(block.first, block.rows);
      least += *std::min_element(rows.begin(), rows.end());
    }
    return hull_.nash({situation.no_agreement, least}).own;
  }

  [[nodiscard]] static bool could_table(const Situation& situation, const Package& text) {
    return !is_barred(situation, text) &&
           reaches(situation.own.worth(text), situation.no_agreement);
  }

  double hurry_after_;
  SignableSearch search_;
  FrontierHull hull_;
  int revision_ = 0;  ///< of the hull
  Voices<Thread> voices_;
  const Package* best_ = nullptr;  ///< the best text heard, none of its red lines in the way
  double best_worth_ = 0;
};

}  // namespace

extern const BiddingSpec kNiceTitForTat;
const BiddingSpec kNiceTitForTat = {
    .name = "nice-tit-for-tat",
    .summary = "gives way in the proportion in which the others come towards the Nash point",
    .source = "Baarslag, Hindriks & Jonker 2013",
    .parameters = {},
    .make = [](const Parameters&, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<NiceTitForTat>(own);
    },
};

}  // namespace entente

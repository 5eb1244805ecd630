// SPDX-License-Identifier: Apache-2.0
/// Rubinstein's bargainer: tables at once what the other cannot do better than to accept.
///
/// The stationary equilibrium of alternating offers without end, where each refusal costs: the
/// surplus over no agreement shrinks by a discount factor, or (the same in expected payoffs) talks
/// break down with chance 1 - discount. Rubinstein, "Perfect equilibrium in a bargaining model"
/// (Econometrica 50, 1982); Binmore, Rubinstein & Wolinsky, "The Nash bargaining solution in
/// economic modelling" (RAND Journal of Economics 17, 1986). With utilities u and v of the two,
/// no-agreement values o and p, discounts d and e, the offers A of the one and B of the other are
/// where each leaves the other just what refusing would give it:
///     A: greatest u with v(A) >= p + e (v(B) - p)
///     B: greatest v with u(B) >= o + d (u(A) - o).
/// The party tables A, and a responder who accepts what is as good as its own next bid discounted
/// (acceptance `ac-discounted` with the same discount) takes it at once. On one pie the first to
/// table gets (1 - e) / (1 - d e). With patience (d, e near 1) this is the Nash solution, with
/// weights 1 / ln d to 1 / ln e: shares as ln e to ln d.
///
/// Method. With f(u) the most that the other can have where the party has u, the conditions are
///     f(a) - p = e (f(o + d (a - o)) - p)
/// in a = u(A). On the hull of the packages f is concave and falling, so the left side less the
/// right falls in a, and a is found by bisection. The bid is the package of greatest u with at
/// least p + e (f(o + d (a - o)) - p) for the other: at most a step between packages from the
/// equilibrium with lotteries, and never less for the other than what it needs.
///
/// Departures. What the other wants is what the opponent model thinks, on a scale from 0 (its worst
/// package) to 1 (its best); p is what is known of its no-agreement value, else 0. Where it seems
/// not to care, the fixed-pie assumption fills in, at a twentieth of the weight and only as far as
/// the truth is not known. With more than two parties the others bargain as one, who wants their
/// mean and has the mean no-agreement value. No deadline enters. What is learnt of the others later
/// is taken as if it had always been known: the equilibrium is solved anew.
#include <algorithm>

#include "engine/search/hull.hpp"
#include "engine/strategies/bidding/signable.hpp"

namespace entente {
namespace {

class Rubinstein : public Bidding {
 public:
  Rubinstein(const Parameters& parameters, const UtilityView& own)
      : discount_(parameters.number("discount")),
        others_discount_(parameters.number("others_discount")),
        hull_(*own.blocks, own.rows, own.red_lines),
        search_(own),
        theirs_(*own.blocks, own.rows, own.red_lines),
        wanted_(own.rows.size()) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    const double others_no_agreement = estimate_others(situation);
    const bool anew = situation.revision != revision_;
    if (anew) {
      revision_ = situation.revision;
      hull_.reset(situation.own.rows, situation.barred);
    }
    const FrontierHull::Point no_agreement{situation.no_agreement, others_no_agreement};
    if (anew || no_agreement.own != no_agreement_.own ||
        no_agreement.others != no_agreement_.others || wanted_ != solved_for_) {
      no_agreement_ = no_agreement;
      solved_for_ = wanted_;
      bid_ = solve(situation);
    }
    return bid_;
  }

 private:
  /// What the others want, as one, scaled to [0,1] over all packages: `wanted_`. Returns their
  /// no-agreement value.
  double estimate_others(const Situation& situation) {
    constexpr double kFixedPie = 0.05;
    const double share = 1 / static_cast<double>(std::max<std::size_t>(1, situation.others.size()));
    double no_agreement = 0;
    double unknown = situation.others.empty() ? 1 : 0;
    std::fill(wanted_.begin(), wanted_.end(), 0.0);
    for (const Acquaintance& other : situation.others) {
      other.wants->add_estimate(share, wanted_);
      no_agreement += share * other.no_agreement;
      unknown += share * (1 - other.wants->accuracy());
    }
    double range = 0;
    for (const Blocks::Block& block : *situation.own.blocks) {
      double least = kNothingWillDo;
      double most = kAnythingWillDo;
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        wanted_[row] -= kFixedPie * unknown * situation.own.rows[row];
        least = std::min(least, wanted_[row]);
        most = std::max(most, wanted_[row]);
      }
      for (Row row = block.first; row < block.first + block.rows; ++row) wanted_[row] -= least;
      range += most - least;
    }
    constexpr double kNothing = 1e-9;  // they are thought indifferent, but for rounding
    if (range > kNothing) {
      const double scale = 1 / range;
      for (double& value : wanted_) value *= scale;
    }
    return no_agreement;
  }

  [[nodiscard]] std::optional<Package> solve(const Situation& situation) {
    const double own = no_agreement_.own;
    if (!hull_.draw(wanted_)) return std::nullopt;
    // Where there is nothing that both could sign, its best.
    if (hull_.others_at(own) < no_agreement_.others || hull_.corners().front().own <= own) {
      return search_.best_or_greatest(situation, wanted_, kNothingWillDo);
    }
    theirs_.reset(wanted_, situation.barred);
    const auto found = theirs_.best(situation.own.rows, left_to_others(), {.tolerance = 1e-4});
    // What is left to the others may leave the party too little, where packages are few.
    if (!found || !reaches(found->goal, own)) return search_.best(situation, wanted_, own);
    Package package(situation.own.blocks->issues());
    theirs_.write(found->rows, package);
    return package;
  }

  /// What refusing A gives the others in equilibrium.
  [[nodiscard]] double left_to_others() const {
    constexpr int kHalvings = 40;
    const double own = no_agreement_.own;
    const double others = no_agreement_.others;
    const auto refusing = [&](double a) {
      const double b = own + discount_ * (a - own);
      return others + others_discount_ * (hull_.others_at(b) - others);
    };
    double lo = own;
    double hi = hull_.corners().front().own;
    if (hull_.others_at(hi) >= refusing(hi)) return refusing(hi);
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = (lo + hi) / 2;
      (hull_.others_at(middle) >= refusing(middle) ? lo : hi) = middle;
    }
    return refusing(lo);
  }

  double discount_, others_discount_;
  FrontierHull hull_;
  SignableSearch search_;
  PackageSearch theirs_;  ///< by what the others want
  int revision_ = 0;
  std::vector<double> wanted_, solved_for_;  ///< by row: what the others want, now and when solved
  FrontierHull::Point no_agreement_{};
  std::optional<Package> bid_;
};

constexpr Parameter kParameters[] = {
    {.name = "discount",
     .summary = "what a surplus is worth to the party one offer later; 1 less its impatience",
     .lo = 0,
     .hi = 0.9999,
     .fallback = 0.95},
    {.name = "others_discount",
     .summary = "the same of the others, as it thinks",
     .lo = 0,
     .hi = 0.9999,
     .fallback = 0.95},
};

}  // namespace

extern const BiddingSpec kRubinstein;
const BiddingSpec kRubinstein = {
    .name = "rubinstein",
    .summary = "tables the equilibrium of alternating offers (choose ac-discounted with it)",
    .source = "Rubinstein 1982; Binmore, Rubinstein & Wolinsky 1986",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<Rubinstein>(parameters, own);
    },
};

}  // namespace entente

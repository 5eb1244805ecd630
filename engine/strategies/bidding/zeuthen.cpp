// SPDX-License-Identifier: Apache-2.0
/// Zeuthen: whoever can less afford a conflict gives way, by as little as will do.
///
/// Zeuthen, "Problems of Monopoly and Economic Warfare" (1930). Two parties stand by texts x_i and
/// x_j; without a deal they have c_i and c_j. Party i risks a conflict by not giving in to x_j up
/// to the chance
///     risk_i = (u_i(x_i) - u_i(x_j)) / (u_i(x_i) - c_i),
/// and the one of smaller risk concedes, the least that makes its risk no longer the smaller one.
/// Harsanyi, "Approaches to the bargaining problem before and after the theory of games" (1956):
/// with P = (u_i - c_i) (u_j - c_j), the Nash product, risk_i <= risk_j exactly if P(x_i) <=
/// P(x_j), so both texts climb to the greatest P. Rosenschein & Zlotkin, "Rules of Encounter"
/// (1994), make a protocol of it (protocols/simultaneous_offers.cpp).
///
/// The bid. It opens with its best package (of equals, what the others like best). From then on it
/// stands by its last text as long as P is greater there than at the other's. Else it tables, of
/// the packages with a greater P than the other's text, the one of greatest own worth. Where there
/// is none that is worth more to it than the other's text, it gives in and tables that text; if
/// both products are equally great, the later party by id does so.
///
/// Why that ends at the greatest product. Let x* have it. As long as P(x_j) < P(x*), x* is among
/// the packages to choose from, so nobody ever tables a text worth less to itself than x*. Both
/// thus stay on their side of x*, and a text that the other likes as well as its own next one is
/// worth as much as x* to both of them.
///
/// `step` makes talks end in a space of so many packages that the least concession is next to
/// nothing: the party then gives up to `step` of its own worth at a time, for the text best for the
/// other, if P is great enough there. So the agreement may be a step away from x*. With a step of 0
/// all concessions are the least possible.
///
/// The search. A package with P above P(x_j) that is worth at most A to itself leaves the other a
/// gain above P(x_j) / (A - c_i). The package of greatest own worth that leaves the other so much
/// is found exactly (search/best_package.hpp, in the other's worth). Either its P is great enough,
/// then it is the answer; or its own worth is a new, lower A. Every turn takes a package off the
/// frontier, from the top. After kMostTurns, the last one is tabled: a smaller concession, to be
/// completed at the next turn.
///
/// More than two parties. P is the product of the gains of all who have tabled a text (of all, as
/// long as only a mediator has); a loss makes it 0. A party stands by its text if no other text has
/// so great a P, else it concedes to a P above that of the next text up: the criterion of the Nash
/// product among those of Endriss, "Monotonic concession protocols for multilateral negotiation"
/// (2006). Only the author of the leading text waits, and in the end all give in to that. (If only
/// the author of the last one moved, as risk would have it, talks would stop where it is not
/// asked.) The search is not exact then: at falling floors of own worth it takes the package of
/// greatest sum of the others' utilities, each by the inverse of its gain, and changes rows one by
/// one to raise P, until P is great enough; halves the way back; and changes rows in its own favour
/// as long as P remains great enough. So P is, and no single row could be better for it.
///
/// Departures. What the others want and have without a deal is what its model of them and its
/// knowledge say; the published rule knows it (opponent model `informed`). With a model that
/// guesses, both may think that the other can less afford a conflict, and talks stall. Where its
/// last text has become barred, or worth less than no agreement, it tables one of like worth.
#include <algorithm>
#include <utility>

#include "engine/strategies/bidding/nash_product.hpp"
#include "engine/strategies/bidding/signable.hpp"

namespace entente {
namespace {

/// A product must exceed another by so much to be greater.
constexpr double kExceeds = 1e-9;
/// Keeps a package just excluded from reaching the next floor.
constexpr double kAbove = 4 * kRounding;
/// In talks of two over 28 issues, the concessions took two turns on average and at most ten.
constexpr int kMostTurns = 256;
/// Against several others: the first drop of own worth (doubled until something is found), how
/// often the way back is halved, and the gain below which a party's utility has no more weight.
constexpr double kFirstDrop = 0.01;
constexpr int kHalvings = 6;
constexpr double kLeastGain = 0.02;

class Zeuthen : public Bidding {
 public:
  Zeuthen(const Parameters& parameters, const UtilityView& own)
      : step_(parameters.number("step")), search_(own) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    const std::optional<BestPackage> greatest = search_.at(situation).greatest();
    if (!greatest || !reaches(greatest->worth, situation.no_agreement)) return std::nullopt;
    if (last_.empty()) return search_.best(situation, situation.liked, greatest->worth);
    const double standing = situation.own.worth(last_);
    if (is_barred(situation, last_) || !reaches(standing, situation.no_agreement)) {
      const double floor = std::max(situation.no_agreement, std::min(standing, greatest->worth));
      return search_.best(situation, situation.liked, floor);
    }
    listen(situation);
    if (!must_concede()) return last_;
    if (is_news(situation)) next_ = concession(situation);
    return next_;
  }

  void tabled(const Package& bid) override {
    if (bid == last_) return;
    last_ = bid;
    next_.clear();
  }

 private:
  /// The last text of a party, or of a mediator, and what it comes to.
  struct Standing {
    std::optional<PartyId> by;
    const Package* package;
    double product;
  };
  /// What a concession depends on, besides its own last text.
  struct Known {
    int revision;
    double no_agreement;
    std::vector<NashProduct::Side> sides;
    std::vector<Standing> texts;
  };

  /// Takes in who is at the table, what they want and what they stand by.
  void listen(const Situation& situation) {
    texts_.clear();
    const auto has_spoken = [this](std::optional<PartyId> by) {
      return std::any_of(texts_.begin(), texts_.end(),
                         [by](const Standing& text) { return text.by == by; });
    };
    std::size_t parties = 0;
    for (auto heard = situation.heard.rbegin();
         heard != situation.heard.rend() && parties < situation.others.size(); ++heard) {
      if (has_spoken(heard->by)) continue;
      texts_.push_back({heard->by, heard->package, 0});
      parties += heard->by ? 1 : 0;
    }
    nash_.estimate(situation, [&](PartyId party) { return parties == 0 || has_spoken(party); });
    for (Standing& text : texts_) text.product = nash_.of(situation, *text.package);
    product_ = nash_.of(situation, last_);
  }

  /// Unless the product at its own text is greater than at all others.
  [[nodiscard]] bool must_concede() const {
    return std::any_of(texts_.begin(), texts_.end(), [this](const Standing& text) {
      return product_ <= text.product + kExceeds;
    });
  }

  /// Whether anything that a concession depends on has changed since `next_` was found.
  [[nodiscard]] bool is_news(const Situation& situation) {
    const auto same_text = [](const Standing& a, const Standing& b) {
      return a.by == b.by && *a.package == *b.package;
    };
    if (!next_.empty() && situation.revision == known_.revision &&
        situation.no_agreement == known_.no_agreement && nash_.sides() == known_.sides &&
        std::equal(texts_.begin(), texts_.end(), known_.texts.begin(), known_.texts.end(),
                   same_text)) {
      return false;
    }
    known_ = {situation.revision, situation.no_agreement, nash_.sides(), texts_};
    return true;
  }

  [[nodiscard]] Package concession(const Situation& situation) {
    const Standing* best = &texts_.front();
    double next = best->product;  // the product to exceed
    for (const Standing& text : texts_) {
      if (text.product > best->product + kExceeds ||
          (text.product >= best->product - kExceeds && text.by < best->by)) {
        best = &text;
      }
      const bool up = text.product >= product_ - kExceeds;
      if (up && (next < product_ - kExceeds || text.product < next)) next = text.product;
    }
    const double enough = std::max(next, product_) + kExceeds;
    const bool alone = nash_.sides().size() == 1;
    // Against one other, nothing is worth tabling that is worth less than giving in.
    const double least = alone ? std::max(0.0, nash_.gain(situation, *best->package)) : 0.0;
    std::optional<Package> found;
    if (step_ > 0) {
      const double own_gain = std::max(nash_.gain(situation, last_) - step_, least);
      found = best_for_others(situation, own_gain, last_);
      if (found && nash_.of(situation, *found) <= enough) found.reset();
    }
    if (!found) {
      found = alone ? least_concession(situation, enough, least)
                    : small_concession(situation, enough, *best->package);
    }
    if (found) return *std::move(found);
    return gives_in_to(situation, *best) ? *best->package : last_;
  }

  /// Whether to table the others' text of greatest product, if nothing is better.
  [[nodiscard]] bool gives_in_to(const Situation& situation, const Standing& text) const {
    if (text.product <= kExceeds || is_barred(situation, *text.package)) return false;
    if (text.product > product_ + kExceeds) return true;
    // The own id is the one that is missing among the others'.
    std::size_t self = 0;
    while (self < situation.others.size() && situation.others[self].party == self) ++self;
    return text.product >= product_ - kExceeds && (!text.by || *text.by < self);
  }

  /// Of the packages of at least that own gain, the one best for the others, each weighed by the
  /// inverse of its gain at `at`.
  [[nodiscard]] std::optional<Package> best_for_others(const Situation& situation, double own_gain,
                                                       const Package& at) {
    goal_.assign(situation.own.rows.size(), 0.0);
    for (const NashProduct::Side& side : nash_.sides()) {
      const double weight = 1 / std::max(kLeastGain, nash_.gain(situation, side, at));
      for (std::size_t row = 0; row < goal_.size(); ++row) goal_[row] += weight * side.rows[row];
    }
    return search_.best(situation, goal_, situation.no_agreement + own_gain);
  }

  /// Against one other: the package of greatest own worth whose product exceeds `enough`, if it
  /// leaves a gain of more than `least`.
  [[nodiscard]] std::optional<Package> least_concession(const Situation& situation, double enough,
                                                        double least) {
    const NashProduct::Side& side = nash_.sides().front();
    prepare_other(situation, side);
    Package package(situation.own.blocks->issues());
    double most = nash_.gain(situation, last_);
    for (int turn = 0; turn < kMostTurns; ++turn) {
      if (most <= least + kAbove) return std::nullopt;
      const std::optional<BestPackage> found = other_search_->best(
          situation.own.rows, side.no_agreement + enough / most + kAbove, {.tolerance = 0});
      if (!found) return std::nullopt;
      other_search_->write(found->rows, package);
      const double own_gain = nash_.gain(situation, package);
      if (own_gain <= least + kAbove) return std::nullopt;
      if (nash_.of(situation, package) > enough) break;
      most = std::min(most, own_gain);
    }
    return package;
  }

  /// Makes ready the search in the other's worth.
  void prepare_other(const Situation& situation, const NashProduct::Side& side) {
    if (!other_search_) {
      other_search_.emplace(*situation.own.blocks, side.rows, situation.barred);
    } else if (side.rows != other_rows_ || situation.revision != other_revision_) {
      other_search_->reset(side.rows, situation.barred);
    } else {
      return;
    }
    other_rows_ = side.rows;
    other_revision_ = situation.revision;
  }

  /// Against several others: a package whose product exceeds `enough`, giving up little. `best`:
  /// the others' text of greatest product.
  [[nodiscard]] std::optional<Package> small_concession(const Situation& situation, double enough,
                                                        const Package& best) {
    std::optional<Package> found;
    Package at = last_;
    const auto try_at = [&](double own_gain) {
      std::optional<Package> package = best_for_others(situation, own_gain, at);
      if (!package) return false;
      at = *package;
      if (!nash_.climb(situation, enough, *package)) return false;
      found = std::move(package);
      return true;
    };
    const double stake = nash_.gain(situation, last_);
    double failed = stake;  // nothing found from this own gain up
    double given = stake;
    for (double drop = std::max(step_, kFirstDrop); given > 0; drop *= 2) {
      given = std::max(0.0, stake - drop);
      if (try_at(given)) break;
      failed = given;
    }
    if (!found) {
      at = best;
      if (is_barred(situation, best) || !nash_.climb(situation, enough, at)) return std::nullopt;
      found = at;
    }
    for (int halving = 0; halving < kHalvings && failed - given > kFirstDrop / 2; ++halving) {
      const double middle = (failed + given) / 2;
      (try_at(middle) ? given : failed) = middle;
    }
    nash_.take_back(situation, enough, *found);
    return found;
  }

  double step_;
  SignableSearch search_;
  std::optional<PackageSearch> other_search_;  ///< in the worth of the only other party
  std::vector<double> other_rows_;             ///< of it: what it searches in
  int other_revision_ = 0;                     ///< likewise
  Package last_;                               ///< its own last text; empty: none yet
  Package next_;   ///< its concession, as last worked out; empty: not yet, from its last text
  Known known_{};  ///< what it was worked out from
  // Of the situation at hand.
  NashProduct nash_;
  std::vector<Standing> texts_;  ///< the last heard first
  double product_ = 0;           ///< at its own last text
  std::vector<double> goal_;     ///< by row
};

constexpr Parameter kParameters[] = {
    {.name = "step",
     .summary = "what it gives up at a time to end the talks sooner; 0: always the least possible",
     .lo = 0,
     .hi = 1,
     .fallback = 0.01,
     .unit = "utility"},
};

}  // namespace

extern const BiddingSpec kZeuthen;
const BiddingSpec kZeuthen = {
    .name = "zeuthen",
    .summary = "gives way if it risks the least by conflict, by as little as changes that",
    .source = "Zeuthen 1930; Harsanyi 1956; Rosenschein & Zlotkin 1994",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<Zeuthen>(parameters, own);
    },
};

}  // namespace entente

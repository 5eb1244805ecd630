// SPDX-License-Identifier: Apache-2.0
/// MiCRO: one new proposal for every new one heard, down its own order of packages.
///
/// De Jonge, "An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy"
/// (IJCAI 2022). All packages stand by falling own utility, x_1, x_2, ...; m is the number of
/// different ones that the party has tabled, n the number of different ones it has heard. If m <= n
/// and x_{m+1} is worth more than no agreement, it tables x_{m+1}; otherwise one of those it has
/// tabled, at random. It needs neither a clock nor a model of the other. MiCRO accepts what is at
/// least as good as the worst it has tabled or would table next: acceptance `ac-lowest`.
///
/// Exact at any size: the order is not sorted but listed as far as it is needed
/// (search/ranking.hpp); published implementations sort all packages or sample them.
///
/// Departures. With several others, n is the least over those who have spoken: whoever stands still
/// is waited for (see voices.hpp). Packages that came to be barred, or worth less than no
/// agreement, are not repeated; if none is left to repeat, the next is tabled, whatever n says. If
/// own utilities change, the order begins anew without what has been tabled.
#include <algorithm>
#include <deque>
#include <set>

#include "engine/search/ranking.hpp"
#include "engine/strategies/bidding/signable.hpp"
#include "engine/strategies/bidding/voices.hpp"

namespace entente {
namespace {

/// Compares texts that live as long as the talks.
struct ByContent {
  bool operator()(const Package* a, const Package* b) const { return *a < *b; }
};

/// Different texts, of one of the others or its own.
using Texts = std::set<const Package*, ByContent>;

class Micro : public Bidding {
 public:
  explicit Micro(const UtilityView& own) : ranking_(*own.blocks, own.rows, own.red_lines) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    voices_.listen(situation, [](Texts& texts, const Heard& text, std::size_t) {
      texts.insert(text.package);
    });
    note_tabled(situation);
    if (situation.revision != revision_) begin_anew(situation);

    // greatest() of the negative: the fewest.
    const double heard =
        -voices_.greatest(0, [](const Texts& texts) { return -static_cast<double>(texts.size()); });
    if (static_cast<double>(tabled_.size()) <= heard && find_next(situation)) return next_;
    if (const Package* again = repeat(situation); again != nullptr) return *again;
    return find_next(situation) ? next_ : std::nullopt;
  }

 private:
  /// A text that it has tabled.
  struct Own {
    Package text;
    double worth;
    bool barred;
  };

  void note_tabled(const Situation& situation) {
    for (; noted_ < situation.tabled.size(); ++noted_) {
      const Package& text = situation.tabled[noted_];
      if (tabled_.count(&text) > 0) continue;
      own_.push_back({text, situation.own.worth(text), is_barred(situation, text)});
      tabled_.insert(&own_.back().text);
      if (next_ == text) next_.reset();
    }
  }

  void begin_anew(const Situation& situation) {
    revision_ = situation.revision;
    ranking_.reset(situation.own.rows, situation.barred);
    next_.reset();
    for (Own& own : own_) {
      own.worth = situation.own.worth(own.text);
      own.barred = is_barred(situation, own.text);
    }
  }

  /// Whether there is a package not tabled yet that is worth more than no agreement: `next_`.
  bool find_next(const Situation& situation) {
    while (!next_) {
      const std::optional<RankedPackage> ranked = ranking_.next();
      if (!ranked) return false;
      if (tabled_.count(&ranking_.package()) > 0) continue;
      next_ = ranking_.package();
      next_worth_ = ranked->worth;
    }
    return next_worth_ > situation.no_agreement;
  }

  /// One of those tabled before, at random; null if none can be tabled again.
  [[nodiscard]] const Package* repeat(const Situation& situation) const {
    const auto good = [&situation](const Own& own) {
      return !own.barred && reaches(own.worth, situation.no_agreement);
    };
    const auto count = static_cast<std::size_t>(std::count_if(own_.begin(), own_.end(), good));
    if (count == 0) return nullptr;
    std::uint64_t skip = situation.chance().below(count);
    const auto chosen = std::find_if(own_.begin(), own_.end(),
                                     [&](const Own& own) { return good(own) && skip-- == 0; });
    return &chosen->text;
  }

  PackageRanking ranking_;
  int revision_ = 0;
  Voices<Texts> voices_;
  std::size_t noted_ = 0;        ///< how many of `Situation::tabled` it has taken in
  std::deque<Own> own_;          ///< the different ones, in order
  Texts tabled_;                 ///< the same, for looking them up
  std::optional<Package> next_;  ///< the first of the ranking that has not been tabled
  double next_worth_ = 0;
};

}  // namespace

extern const BiddingSpec kMicro;
const BiddingSpec kMicro = {
    .name = "micro",
    .summary = "tables its next best package for every new one heard (choose ac-lowest with it)",
    .source = "MiCRO: de Jonge 2022",
    .parameters = {},
    .make = [](const Parameters&, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<Micro>(own);
    },
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Trade-off: along its own iso-utility, to what is most similar to the last offer received.
///
/// Faratin, Sierra & Jennings, "Using similarity criteria to make issue trade-offs in automated
/// negotiations", Artificial Intelligence 142 (2002). A party that gives up nothing of its own can
/// still make its offer more welcome: of all packages worth what it aspires to, it tables the one
/// most similar to the last offer y of the other,
///     sim(x, y) = sum_i w_i sim_i(x_i, y_i),     w summing to 1,
/// w_i being how important issue i is thought to be to the other. Options are in order, so their
/// similarity is by position: of n options, sim_i = 1 - |x_i - y_i| / (n - 1).
///
/// The importance of an issue is the range of the other's estimated utility over its options, the
/// other issues as in y; where the estimate says nothing at all, all issues are equally important.
/// With several others, the similarities to the last offer of each are averaged; a mediator's text,
/// which says nothing of importance, counts as one more, with equal weights. Before any offer, it
/// tables what the others are thought to like best.
///
/// Departures. The paper approaches y in steps, from the last own offer through random points of
/// the iso-utility surface; the similarity is linear over issues, so the most similar package of
/// all is searched for directly (search/best_package.hpp), among those worth at least the
/// aspiration, because few are worth exactly as much. The paper lowers the aspiration when talks
/// are deadlocked; here it falls by time (see aspiration.hpp). The paper's fuzzy similarities over
/// named qualities are replaced by positions. If no package reaches the aspiration, the best one is
/// tabled as long as it is no worse than no agreement.
#include "engine/strategies/bidding/aspiration.hpp"
#include "engine/strategies/bidding/issue_range.hpp"
#include "engine/strategies/bidding/signable.hpp"

namespace entente {
namespace {

class TradeOff : public Bidding {
 public:
  TradeOff(const Parameters& parameters, const UtilityView& own)
      : aspiration_(parameters),
        search_(own),
        importance_(own.blocks->issues()),
        values_(own.blocks->options()),
        rows_(own.blocks->rows()) {}

  [[nodiscard]] bool minds_the_text() const override { return false; }

  std::optional<Package> bid(const Situation& situation) override {
    const double aspiration = aspiration_.now(situation);
    if (situation.heard.empty()) {
      return search_.best_or_greatest(situation, situation.liked, aspiration);
    }
    measure_similarity(situation);
    return search_.best_or_greatest(situation, rows_, aspiration);
  }

 private:
  /// Sets `rows_` to the sum of the similarities to everybody's last offer.
  void measure_similarity(const Situation& situation) {
    std::fill(values_.begin(), values_.end(), 0.0);
    add(situation, nullptr);
    for (const Acquaintance& other : situation.others) add(situation, &other);
    std::fill(rows_.begin(), rows_.end(), 0.0);
    situation.own.blocks->add(values_, 1.0, rows_);
  }

  /// Adds the similarity to the last offer, if any, of another party (null: of a mediator).
  void add(const Situation& situation, const Acquaintance* other) {
    const auto by = other != nullptr ? std::optional(other->party) : std::nullopt;
    const auto last = std::find_if(situation.heard.rbegin(), situation.heard.rend(),
                                   [by](const Heard& heard) { return heard.by == by; });
    if (last == situation.heard.rend()) return;
    const Blocks& blocks = *situation.own.blocks;
    const Package& offer = *last->package;
    weigh(blocks, offer, other);
    for (std::size_t i = 0; i < offer.size(); ++i) {
      double* const value = values_.data() + blocks.first_option(IssueId(i));
      const std::size_t options = blocks.options(IssueId(i));
      const double step = options > 1 ? importance_[i] / static_cast<double>(options - 1) : 0.0;
      for (std::size_t o = 0; o < options; ++o) {
        const std::size_t distance = o > offer[i] ? o - offer[i] : offer[i] - o;
        value[o] += importance_[i] - step * static_cast<double>(distance);
      }
    }
  }

  /// Sets `importance_` to what matters to the other, who asked for `offer`.
  void weigh(const Blocks& blocks, const Package& offer, const Acquaintance* other) {
    double sum = 0;
    if (other != nullptr) {
      std::fill(rows_.begin(), rows_.end(), 0.0);
      other->wants->add_estimate(1.0, rows_);
      for (const Blocks::Block& block : blocks) {
        const Row row = blocks.row(block, offer);
        for (const Blocks::Member& member : block.members) {
          importance_[member.issue] = issue_range(blocks, member, row, offer[member.issue], rows_);
          sum += importance_[member.issue];
        }
      }
    }
    if (sum <= 0) {
      std::fill(importance_.begin(), importance_.end(), 1.0);
      sum = static_cast<double>(importance_.size());
    }
    for (double& importance : importance_) importance /= sum;
  }

  Aspiration aspiration_;
  SignableSearch search_;
  std::vector<double> importance_;  ///< by issue: of the other at hand
  std::vector<double> values_;      ///< by option: the sum of the similarities
  std::vector<double> rows_;        ///< by row; first an estimate, then the sum
};

}  // namespace

extern const BiddingSpec kTradeOff;
const BiddingSpec kTradeOff = {
    .name = "trade-off",
    .summary = "keeps what it aspires to and moves to what is most similar to the last offers",
    .source = "Faratin, Sierra & Jennings 2002",
    .parameters = kAspirationParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<TradeOff>(parameters, own);
    },
};

}  // namespace entente

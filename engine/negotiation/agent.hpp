// SPDX-License-Identifier: Apache-2.0
/// One party at the table: its strategy, what it has heard, and what it may never do.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/observer.hpp"
#include "engine/strategies/opponent_models/informed.hpp"

namespace entente {

/// When and on what terms a party is asked.
struct Moment {
  int round;
  /// By PartyId: what each has without a deal, as it believes.
  std::span<const double> no_agreement;
};

class Agent {
 public:
  /// `drawn` must outlive the agent.
  Agent(const Case& drawn, PartyId self);
  /// The same party in another case: begins its strategy anew, but remembers all that `before`
  /// heard, tabled, learnt of others, and committed itself to.
  Agent(const Case& drawn, const Agent& before);

  /// Whether it wants the same in another case and negotiates alike.
  [[nodiscard]] bool wants_the_same_in(const Case& other) const;
  /// Goes on in another case, in which it does. The case before must outlive it.
  void go_on_in(const Case& other);

  /// What it does about `text` (null: none). A text is accepted only if the strategy accepts it, it
  /// crosses no red line and is worth at least no agreement. The judgement of the text is written
  /// to `judgement` if there is a text.
  [[nodiscard]] Action act(const Moment& moment, const Text* text, Ask ask, Judgement& judgement);
  /// Whether it accepts `text` or which changes it asks for; see Room::amend.
  [[nodiscard]] Action amend(const Moment& moment, const Text& text, std::size_t most_changes,
                             Judgement& judgement);

  /// A text of another (none: of a mediator who is no party) is on the table, or asked for. `text`
  /// must outlive the agent.
  void hear(std::optional<PartyId> by, const Package& text, int round);
  /// Another party's true preferences become known to an accuracy in [0,1].
  void learn(PartyId other, double accuracy);
  /// At signature, consent was missing for `option` on `issue`: it tables that no more.
  void consent_withheld(IssueId issue, Option option);
  /// It commits itself in public: a package with none of the options costs so much per issue. Of
  /// several promises on an issue the dearest counts.
  void commit(std::span<const Clause::Condition> to, double cost);

  /// Whether it could sign `package`: no red line, worth at least `no_agreement`.
  [[nodiscard]] bool could_sign(const Package& package, double no_agreement) const;
  /// How it judges `package` on the terms on which it was last asked, its no-agreement value apart.
  [[nodiscard]] Judgement judge(const Package& package, double no_agreement) const;
  /// Whether its strategy would accept `package` on the terms on which it was last asked.
  [[nodiscard]] bool still_accepts(const Package& package) const;
  /// Its utility, audience costs taken off.
  [[nodiscard]] const UtilityView& own() const { return own_; }
  /// The packages that it wanted when it tabled one or asked for changes, in order.
  [[nodiscard]] std::span<const Package> bids() const { return bids_; }
  /// The text that it tabled or asked for last.
  [[nodiscard]] const std::optional<Package>& last_text() const { return last_text_; }

 private:
  struct Wish {
    std::optional<Package> bid;
    bool has_enough;
  };

  void estimate_others();
  void think_again();
  void put_forward(const Package& bid, const Package& text);
  const Wish& think(const Moment& moment, const Package* standing);
  [[nodiscard]] Package amended(const Package& text, const Package& bid, std::size_t most_changes,
                                double enough) const;

  const Case* case_;
  PartyId self_;
  UtilityView own_;
  std::vector<double> own_rows_;  ///< what `own_` shows once audience costs are due; else empty
  std::unique_ptr<Bidding> bidding_;
  std::unique_ptr<Acceptance> acceptance_;
  std::vector<PartyId> courted_;                   ///< whose signature it needs or wants
  std::vector<std::unique_ptr<Informed>> models_;  ///< by PartyId; null for itself
  std::vector<Acquaintance> others_;
  std::vector<double> liked_;  ///< by row: how much the courted ones seem to like it
  bool liked_is_old_ = true;   ///< something was heard or learnt since
  // What it thought last, and on what terms.
  Wish wish_;
  std::optional<Package> thought_of_;  ///< the text to be answered
  std::vector<double> thought_with_;   ///< the no-agreement values
  static constexpr int kNever = -1;
  int thought_in_ = kNever;           ///< the round; 0: something has changed since
  std::vector<std::uint8_t> barred_;  ///< by row; empty if nothing is
  int revision_ = 0;                  ///< of `own_` and `barred_`
  double least_ = kNothingWillDo;     ///< the worth it last would have accepted
  std::vector<Heard> heard_;
  std::vector<Package> bids_;
  std::optional<Package> last_text_;
  struct Promise {
    std::vector<Clause::Condition> to;
    double cost;
  };
  std::vector<Promise> promises_;
  std::vector<double> costs_;  ///< by option: what it costs at home; the greatest of its promises
  struct Withheld {
    IssueId issue;
    Option option;
  };
  std::vector<Withheld> withheld_;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Take it or fight: holds to one draft and tolerates only so many changes to it.
///
/// The stance of a party that has named its text and would rather go on without a deal than see it
/// rewritten: the take-it-or-leave-it offer of Schelling, "The Strategy of Conflict" (1960), with a
/// stated tolerance. A text is tolerated if it differs from the draft on at most `changes` issues
/// whose share of the party's own utility, summed over the issues that differ of the greatest an
/// option of that issue can give within the draft's block, is at most `change_weight`.
///
/// It tables the draft, unless the text on the table is tolerated and it could sign that: then that
/// text is its next bid, which is how acceptance conditions that compare with the next bid let it
/// pass. It walks out once `patience` rounds have gone by since it last heard such a text, or since
/// the start.
///
/// With `divides`, it turns its draft against two others: of the texts that differ from the draft
/// on at most `changes` issues and are worth at least as much, less `slack` (and no less than no
/// agreement), it tables the one that divides the two most (see division.hpp). `change_weight` is
/// for the texts of others only. Where no such text can be tabled, it does as without.
#include "engine/search/nearby.hpp"
#include "engine/strategies/bidding/division.hpp"
#include "engine/strategies/bidding/issue_range.hpp"

namespace entente {
namespace {

class TakeItOrFight : public Bidding {
 public:
  TakeItOrFight(const Parameters& parameters, const UtilityView& own)
      : draft_(parameters.references("draft").front()),
        changes_(static_cast<std::size_t>(parameters.number("changes"))),
        change_weight_(parameters.number("change_weight")),
        patience_(static_cast<int>(parameters.number("patience"))),
        slack_(parameters.number("slack")),
        division_(parameters.references("divides")) {
    if (division_.intended()) near_.emplace(*own.blocks, own.red_lines);
  }

  std::optional<Package> bid(const Situation& situation) override {
    const Package& draft = situation.drafts[draft_].package;
    if (lets_pass(situation)) return *situation.standing;
    if (near_ && divides(situation, draft)) return near_->package();
    return can_sign(situation, draft) ? std::optional(draft) : std::nullopt;
  }

  [[nodiscard]] bool walks_out(const Situation& situation) override {
    if (last_hope_ < 0) last_hope_ = last_heard(situation);
    if (lets_pass(situation)) last_hope_ = situation.round;
    return patience_ > 0 && situation.round > last_hope_ + patience_;
  }

 private:
  /// Whether there is a text near the draft to divide others with; it is then `near_->package()`.
  [[nodiscard]] bool divides(const Situation& situation, const Package& draft) {
    if (situation.revision != revision_) {
      near_->reset(situation.barred);
      revision_ = situation.revision;
    }
    const double floor = std::max(situation.own.worth(draft) - slack_, situation.no_agreement);
    return near_->best(division_.goal(situation), draft, changes_, situation.own.rows, floor)
        .has_value();
  }

  [[nodiscard]] static bool can_sign(const Situation& situation, const Package& text) {
    return !situation.own.crosses_red_line(text) &&
           reaches(situation.own.worth(text), situation.no_agreement);
  }

  [[nodiscard]] bool lets_pass(const Situation& situation) const {
    return situation.standing != nullptr && would_do(situation, *situation.standing);
  }

  [[nodiscard]] bool would_do(const Situation& situation, const Package& text) const {
    return can_sign(situation, text) &&
           tolerates(situation.own, situation.drafts[draft_].package, text);
  }

  /// The round in which it last heard a text that would do, for a party that begins in the midst of
  /// talks; 0 if there was none.
  [[nodiscard]] int last_heard(const Situation& situation) const {
    int round = 0;
    for (const Heard& heard : situation.heard) {
      if (heard.round < situation.round && would_do(situation, *heard.package)) {
        round = heard.round;
      }
    }
    return round;
  }

  [[nodiscard]] bool tolerates(const UtilityView& own, const Package& draft,
                               const Package& text) const {
    std::size_t changed = 0;
    for (std::size_t i = 0; i < draft.size(); ++i) changed += text[i] != draft[i] ? 1 : 0;
    return changed <= changes_ &&
           (change_weight_ >= 1 || weight(own, draft, text) <= change_weight_);
  }

  /// The share of the own utility that lies on the issues on which the two differ.
  [[nodiscard]] static double weight(const UtilityView& own, const Package& draft,
                                     const Package& text) {
    double sum = 0;
    for (const Blocks::Block& block : *own.blocks) {
      const Row at_draft = own.blocks->row(block, draft);
      for (const Blocks::Member& member : block.members) {
        if (text[member.issue] == draft[member.issue]) continue;
        sum += issue_range(*own.blocks, member, at_draft, draft[member.issue], own.rows);
      }
    }
    return sum;
  }

  std::size_t draft_;
  std::size_t changes_;
  double change_weight_;
  int patience_;
  double slack_;
  Division division_;
  std::optional<NearbySearch> near_;  ///< none unless it divides
  int revision_ = 0;
  int last_hope_ = -1;  ///< the round in which it last heard a text it tolerates
};

constexpr Parameter kParameters[] = {
    {.name = "draft",
     .summary = "the text it holds to",
     .kind = Parameter::Kind::reference,
     .of = "drafts",
     .required = true},
    {.name = "changes",
     .summary = "on how many issues a text may differ from it",
     .kind = Parameter::Kind::integer,
     .lo = 0,
     .hi = 10'000,
     .fallback = 0.0,
     .unit = "issues"},
    {.name = "change_weight",
     .summary = "how much of the own utility may lie on the issues that differ; 1: no limit",
     .lo = 0,
     .hi = 1,
     .fallback = 1.0,
     .unit = "utility"},
    {.name = "patience",
     .summary = "after so many rounds without a tolerated text it walks out; 0: never",
     .kind = Parameter::Kind::integer,
     .lo = 0,
     .hi = 1'000'000,
     .fallback = 0.0,
     .unit = "rounds"},
    {.name = "divides",
     .summary = "two parties to divide: the one to accommodate, then the one at whose expense",
     .kind = Parameter::Kind::references,
     .of = "parties",
     .count = 2},
    {.name = "slack",
     .summary = "how much less than the draft a text that divides may be worth",
     .lo = 0,
     .hi = 1,
     .fallback = 0.0,
     .unit = "utility"},
};

}  // namespace

extern const BiddingSpec kTakeItOrFight;
const BiddingSpec kTakeItOrFight = {
    .name = "take-it-or-fight",
    .summary = "holds to a draft, tolerates a stated number or weight of changes to it",
    .source = "Schelling 1960",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const UtilityView& own) -> std::unique_ptr<Bidding> {
      return std::make_unique<TakeItOrFight>(parameters, own);
    },
};

}  // namespace entente

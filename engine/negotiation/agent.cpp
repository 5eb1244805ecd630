// SPDX-License-Identifier: Apache-2.0
/// Puts a party's strategy components together and holds them to what no party does.
#include "engine/negotiation/agent.hpp"

#include <algorithm>

namespace entente {
namespace {

/// The others whose signature is required or counts, or without whose consent issues fall.
std::vector<PartyId> courted_by(PartyId self, const Scenario& scenario) {
  std::vector<bool> courted(scenario.parties.size());
  for (const PartyId party : scenario.agreement.required) courted[party] = true;
  if (scenario.agreement.quorum) {
    for (const PartyId party : scenario.agreement.may_sign) courted[party] = true;
  }
  for (const Issue& issue : scenario.issues) {
    for (const PartyId party : issue.consent) courted[party] = true;
  }
  courted[self] = false;
  std::vector<PartyId> list;
  for (std::size_t p = 0; p < courted.size(); ++p) {
    if (courted[p]) list.emplace_back(p);
  }
  return list;
}

/// What an option instead of another would add in the block of `member`, all else as in `text`.
double gain(const UtilityView& own, const Blocks::Block& block, const Blocks::Member& member,
            const Package& text, Option option) {
  // What has to go comes before everything that is merely worth more.
  constexpr double kRedLine = 10;
  const auto value = [&](Row row) {
    const bool red = !own.red_lines.empty() && own.red_lines[row] != 0;
    return own.rows[row] - (red ? kRedLine : 0);
  };
  const Row at = own.blocks->row(block, text);
  return value(at - member.stride * text[member.issue] + member.stride * option) - value(at);
}

}  // namespace

Agent::Agent(const Case& drawn, PartyId self)
    : case_(&drawn),
      self_(self),
      own_(drawn.utilities.of(self)),
      courted_(courted_by(self, drawn.scenario)),
      models_(drawn.parties.size()),
      liked_(drawn.utilities.blocks().rows()),
      barred_(own_.red_lines.begin(), own_.red_lines.end()) {
  const DrawnParty& party = drawn.parties[self];
  bidding_ = party.bidding->make(party.bidding_parameters, own_);
  acceptance_ = party.acceptance->make(party.acceptance_parameters);
  for (std::size_t p = 0; p < drawn.parties.size(); ++p) {
    if (p == self) continue;
    const UtilityView truth = drawn.utilities.of(PartyId(p));
    models_[p] = std::make_unique<Informed>(
        party.opponent_model->make(party.opponent_model_parameters, own_, truth), truth, 0.0);
    others_.push_back({PartyId(p), models_[p].get(), 0.0});
  }
}

Agent::Agent(const Case& drawn, const Agent& before) : Agent(drawn, before.self_) {
  for (const Promise& promise : before.promises_) commit(promise.to, promise.cost);
  for (const Withheld& withheld : before.withheld_) {
    consent_withheld(withheld.issue, withheld.option);
  }
  for (std::size_t p = 0; p < models_.size(); ++p) {
    if (models_[p] != nullptr) learn(PartyId(p), before.models_[p]->learnt());
  }
  for (const Heard& heard : before.heard_) hear(heard.by, *heard.package, heard.round);
  last_text_ = before.last_text_;
  for (const Package& bid : before.bids_) {
    bidding_->tabled(bid);
    bids_.push_back(bid);
  }
}

bool Agent::wants_the_same_in(const Case& other) const {
  const UtilityView here = case_->utilities.of(self_);
  const UtilityView there = other.utilities.of(self_);
  const bool same = case_->utilities.blocks() == other.utilities.blocks() &&
                    std::equal(here.rows.begin(), here.rows.end(), there.rows.begin()) &&
                    std::equal(here.red_lines.begin(), here.red_lines.end(),
                               there.red_lines.begin(), there.red_lines.end());
  if (!same || !case_->parties[self_].same_strategy(other.parties[self_])) return false;
  // A model that knew the truth of another from the start knows it as it was.
  for (std::size_t p = 0; p < models_.size(); ++p) {
    if (models_[p] == nullptr || !models_[p]->knew()) continue;
    const UtilityView was = case_->utilities.of(PartyId(p));
    const UtilityView is = other.utilities.of(PartyId(p));
    if (!std::equal(was.rows.begin(), was.rows.end(), is.rows.begin())) return false;
  }
  return true;
}

void Agent::go_on_in(const Case& other) {
  case_ = &other;
  for (std::size_t p = 0; p < models_.size(); ++p) {
    if (models_[p] != nullptr) models_[p]->see(other.utilities.of(PartyId(p)));
  }
  courted_ = courted_by(self_, other.scenario);
  think_again();
}

void Agent::estimate_others() {
  // Where the others seem not to care, what is worse for oneself is taken to be better for them
  // (the fixed-pie assumption), at a twentieth of the weight of what is known. Without it, a model
  // that has learnt nothing leaves ties between all packages above the aspiration, and a party
  // whose aspiration falls would go on to ask for its best.
  constexpr double kFixedPie = 0.05;
  if (!liked_is_old_) return;
  liked_is_old_ = false;
  for (std::size_t row = 0; row < liked_.size(); ++row) liked_[row] = -kFixedPie * own_.rows[row];
  const double share = 1.0 / static_cast<double>(std::max<std::size_t>(1, courted_.size()));
  for (const PartyId other : courted_) models_[other]->add_estimate(share, liked_);
}

const Agent::Wish& Agent::think(const Moment& moment, const Package* standing) {
  // Protocols that put many texts to a party in a round ask the same again and again.
  const bool same_text = !bidding_->minds_the_text() ||
                         (standing == nullptr ? !thought_of_ : thought_of_ == *standing);
  if (thought_in_ == moment.round && same_text &&
      std::equal(thought_with_.begin(), thought_with_.end(), moment.no_agreement.begin())) {
    return wish_;
  }
  thought_in_ = moment.round;
  thought_of_ = standing == nullptr ? std::nullopt : std::optional(*standing);
  thought_with_.assign(moment.no_agreement.begin(), moment.no_agreement.end());
  estimate_others();
  for (Acquaintance& other : others_) {
    other.no_agreement = other.wants->accuracy() * moment.no_agreement[other.party];
  }
  const Situation situation{.own = own_,
                            .barred = barred_,
                            .revision = revision_,
                            .drafts = case_->scenario.drafts,
                            .no_agreement = moment.no_agreement[self_],
                            .round = moment.round,
                            .rounds = case_->scenario.rounds,
                            .standing = standing,
                            .heard = heard_,
                            .liked = liked_,
                            .tabled = bids_,
                            .others = others_,
                            .luck = case_->parties[self_].luck,
                            .replication = case_->replication};
  wish_ = {.bid = bidding_->bid(situation), .has_enough = bidding_->walks_out(situation)};
  least_ = acceptance_->least(situation, wish_.bid ? own_.worth(*wish_.bid) : kNothingWillDo);
  return wish_;
}

/// It wants `bid`, and says so with `text`.
void Agent::put_forward(const Package& bid, const Package& text) {
  bidding_->tabled(bid);
  bids_.push_back(bid);
  last_text_ = text;
  think_again();
}

void Agent::think_again() {
  if (thought_in_ != kNever) thought_in_ = 0;
  liked_is_old_ = true;
}

Action Agent::act(const Moment& moment, const Text* text, Ask ask, Judgement& judgement) {
  const Wish& wish = think(moment, text != nullptr ? &text->package : nullptr);
  if (text != nullptr) {
    judgement = judge(text->package, moment.no_agreement[self_]);
    if (judgement.accepts) return Accept{};
  }
  if (ask == Ask::answer) return Reject{};
  if (wish.has_enough) return Leave{};
  if (!wish.bid) return Reject{};
  Package bid = *wish.bid;
  put_forward(bid, bid);
  return Offer{std::move(bid)};
}

Action Agent::amend(const Moment& moment, const Text& text, std::size_t most_changes,
                    Judgement& judgement) {
  const Wish& wish = think(moment, &text.package);
  judgement = judge(text.package, moment.no_agreement[self_]);
  if (judgement.accepts) return Accept{};
  if (wish.has_enough) return Leave{};
  if (!wish.bid) return Reject{};
  Package wanted =
      amended(text.package, *wish.bid, most_changes, std::max(least_, moment.no_agreement[self_]));
  if (wanted == text.package) return Reject{};
  put_forward(*wish.bid, wanted);
  return Offer{std::move(wanted)};
}

/// `text` with the issues changed to what `bid` has on them that gain most, one after the other,
/// until it is worth `enough`.
Package Agent::amended(const Package& text, const Package& bid, std::size_t most_changes,
                       double enough) const {
  Package amended = text;
  for (std::size_t changes = 0; changes < most_changes; ++changes) {
    if (!own_.crosses_red_line(amended) && reaches(own_.worth(amended), enough)) break;
    double most = 0;
    IssueId issue;
    for (const Blocks::Block& block : *own_.blocks) {
      for (const Blocks::Member& member : block.members) {
        if (amended[member.issue] == bid[member.issue]) continue;
        const double more = gain(own_, block, member, amended, bid[member.issue]);
        if (more <= most) continue;
        most = more;
        issue = member.issue;
      }
    }
    if (most <= 0) break;
    amended[issue] = bid[issue];
  }
  return amended;
}

bool Agent::could_sign(const Package& package, double no_agreement) const {
  return !own_.crosses_red_line(package) && reaches(own_.worth(package), no_agreement);
}

bool Agent::still_accepts(const Package& package) const {
  // A mediator is never asked about the text that it drew up: what it could sign will do.
  return thought_in_ == kNever || reaches(own_.worth(package), least_);
}

Judgement Agent::judge(const Package& package, double no_agreement) const {
  Judgement judgement;
  judgement.worth = own_.worth(package);
  judgement.no_agreement = no_agreement;
  judgement.demanded = std::max(least_, no_agreement);
  if (own_.crosses_red_line(package)) {
    judgement.ground = Ground::red_line;
  } else if (!reaches(judgement.worth, no_agreement)) {
    judgement.ground = Ground::no_agreement;
  } else {
    judgement.accepts = still_accepts(package);
  }
  return judgement;
}

void Agent::hear(std::optional<PartyId> by, const Package& text, int round) {
  if (by == self_) return;
  think_again();
  if (by) models_[*by]->hear(text);
  heard_.push_back({.time = share_of_time(round, case_->scenario.rounds),
                    .worth = own_.worth(text),
                    .red_line = own_.crosses_red_line(text),
                    .by = by,
                    .round = round,
                    .package = &text});
}

void Agent::learn(PartyId other, double accuracy) {
  if (other == self_) return;
  models_[other]->learn(accuracy);
  think_again();
}

void Agent::consent_withheld(IssueId issue, Option option) {
  withheld_.push_back({issue, option});
  think_again();
  barred_.resize(liked_.size());
  ++revision_;
  for (const Blocks::Block& block : *own_.blocks) {
    for (const Blocks::Member& member : block.members) {
      if (member.issue != issue) continue;
      for (Row row = block.first; row < block.first + block.rows; ++row) {
        if (own_.blocks->option(block, member, row) == option) barred_[row] = 1;
      }
    }
  }
}

void Agent::commit(std::span<const Clause::Condition> to, double cost) {
  promises_.push_back({{to.begin(), to.end()}, cost});
  think_again();
  if (own_rows_.empty()) own_rows_.assign(own_.rows.begin(), own_.rows.end());
  costs_.resize(own_.blocks->options());
  std::vector<double> changes(costs_.size());
  for (const Clause::Condition& condition : to) {
    const std::size_t first = own_.blocks->first_option(condition.issue);
    for (std::size_t o = 0; o < own_.blocks->options(condition.issue); ++o) {
      const bool kept = std::find(condition.options.begin(), condition.options.end(), o) !=
                        condition.options.end();
      if (kept || cost <= costs_[first + o]) continue;
      changes[first + o] = costs_[first + o] - cost;
      costs_[first + o] = cost;
    }
  }
  own_.blocks->add(changes, 1.0, own_rows_);
  own_.rows = own_rows_;
  ++revision_;
  for (Heard& heard : heard_) heard.worth = own_.worth(*heard.package);
}

}  // namespace entente

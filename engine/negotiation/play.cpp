// SPDX-License-Identifier: Apache-2.0
/// The negotiation loop: the room in which a protocol lets agents act while the world moves.
#include "engine/negotiation/play.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <utility>

#include "engine/negotiation/agent.hpp"
#include "engine/negotiation/conclusion.hpp"
#include "engine/negotiation/happenings.hpp"

namespace entente {
namespace {

class Negotiation : public Room {
 public:
  Negotiation(const Case& drawn, Observer& observer)
      : case_(&drawn),
        observer_(observer),
        world_(drawn.scenario.world, drawn.scenario.parties, drawn.seed, drawn.replication),
        happenings_(drawn.scenario, drawn.seed, drawn.replication),
        protocol_(make_protocol()),
        required_(required_by(drawn.scenario)),
        no_agreement_(drawn.parties.size()) {
    ended_.left.resize(parties());
    ended_.delay.resize(parties());
    ended_.refusals.resize(parties());
    for (std::size_t p = 0; p < parties(); ++p) agents_.emplace_back(drawn, PartyId(p));
  }

  /// Plays on until the talks end, or until `before` begins. True: they ended.
  bool play_until(int before) {
    while (round_ + 1 < before) {
      ++round_;
      begin_round();
      if (protocol_->play_round(*this) == Talks::over || round_ >= scenario().rounds) return true;
      for (std::size_t p = 0; p < parties(); ++p) {
        ended_.delay[p] += case_->parties[p].delay_cost.at(world_.truth());
      }
      if (cut_off()) return true;
    }
    return false;
  }

  /// Goes on as `other`.
  void go_on_as(const Case& other) {
    const Case& before = *case_;
    case_ = &other;
    WorldState world(scenario().world, scenario().parties, other.seed, other.replication);
    world.go_on_from(world_);
    world_ = std::move(world);
    Happenings happenings(scenario(), other.seed, other.replication);
    happenings.go_on_from(happenings_);
    happenings_ = std::move(happenings);
    required_ = required_by(scenario());

    if (before.protocol != other.protocol ||
        before.protocol_parameters != other.protocol_parameters) {
      protocol_ = make_protocol();
    } else if (before.utilities != other.utilities) {
      protocol_->go_on_in(setting());
    }
    for (Agent& agent : agents_) {
      if (agent.wants_the_same_in(other)) {
        agent.go_on_in(other);
      } else {
        agent = Agent(other, agent);
      }
    }
  }

  Outcome conclude() {
    ended_.round = round_;
    return entente::conclude(*case_, agents_, world_, std::move(ended_), observer_);
  }

  // What the protocol sees.

  [[nodiscard]] int round() const override { return round_; }
  [[nodiscard]] int rounds() const override { return scenario().rounds; }
  [[nodiscard]] std::size_t parties() const override { return case_->parties.size(); }
  [[nodiscard]] bool required(PartyId party) const override { return required_[party]; }
  [[nodiscard]] bool has_left(PartyId party) const override { return ended_.left[party]; }
  [[nodiscard]] bool suffices(const std::vector<bool>& accepting) const override {
    return scenario().agreement.satisfied_by(accepting);
  }

  Action ask(PartyId party, const Text* text, Ask ask) override {
    Judgement judgement;
    Action action = agents_[party].act(moment(), text, ask, judgement);
    if (text != nullptr) note_answer(party, *text, judgement);
    note_action(party, action, ask == Ask::any);
    return action;
  }

  Action amend(PartyId party, const Text& text, std::size_t most_changes,
               std::span<const PartyId> hearers) override {
    Judgement judgement;
    Action action = agents_[party].amend(moment(), text, most_changes, judgement);
    note_answer(party, text, judgement);
    note_action(party, action, true);
    if (const auto* offer = std::get_if<Offer>(&action)) {
      observer_.asks_for(party, text.package, offer->package, hearers);
      spread({party, offer->package}, hearers);
    }
    return action;
  }

  void table(const Text& text, std::span<const PartyId> hearers) override {
    observer_.tables(text.by, text.package, hearers);
    spread(text, hearers);
  }

  bool sign(const Text& text, const std::vector<bool>& accepting) override {
    const Signature signature = come_to_signature(
        scenario(), text.package,
        {.could_sign = [this](
                           PartyId p,
                           const Package& x) { return agents_[p].could_sign(x, no_agreement_[p]); },
         .worth = [this](PartyId p, const Package& x) { return worth(p, x); },
         .still_accepts = [this](PartyId p,
                                 const Package& x) { return agents_[p].still_accepts(x); },
         .present = [this](PartyId p) { return !ended_.left[p]; },
         .gave_its_word = [&](PartyId p) { return bool{accepting[p]}; }});
    observer_.comes_to_signature(text.by, text.package, signature.signatories, signature.set_aside,
                                 signature.withdrew);
    for (const PartyId party : signature.withdrew) {
      note_refusal(party, {text.by, signature.package},
                   agents_[party].judge(signature.package, no_agreement_[party]));
    }
    for (const IssueId issue : signature.set_aside) {
      withheld_.emplace_back(issue, text.package[issue]);
      for (Agent& agent : agents_) agent.consent_withheld(issue, text.package[issue]);
    }
    if (!signature.stands()) return false;
    ended_.signature = signature;
    return true;
  }

  [[nodiscard]] bool withheld(IssueId issue, Option option) const override {
    return std::find(withheld_.begin(), withheld_.end(), std::pair(issue, option)) !=
           withheld_.end();
  }
  [[nodiscard]] double worth(PartyId party, const Package& package) const override {
    return agents_[party].own().worth(package);
  }
  [[nodiscard]] double no_agreement(PartyId party) const override { return no_agreement_[party]; }
  [[nodiscard]] double outlook(PartyId party, PartyId viewer) const override {
    return case_->parties[party].no_agreement.at(world_.believed_by(viewer));
  }

 private:
  [[nodiscard]] const Scenario& scenario() const { return case_->scenario; }
  [[nodiscard]] Moment moment() const { return {round_, no_agreement_}; }

  [[nodiscard]] Setting setting() const {
    return {.utilities = case_->utilities,
            .drafts = scenario().drafts,
            .luck = case_->protocol_luck,
            .replication = case_->replication};
  }
  [[nodiscard]] std::unique_ptr<Protocol> make_protocol() const {
    return case_->protocol->make(case_->protocol_parameters, setting());
  }

  static std::vector<bool> required_by(const Scenario& scenario) {
    std::vector<bool> required(scenario.parties.size());
    for (const PartyId party : scenario.agreement.required) required[party] = true;
    return required;
  }

  void begin_round() {
    if (round_ > 1) world_.step(static_cast<std::uint32_t>(round_));
    look();
    if (round_ == 1) compare_drafts();
    observer_.round_begins(round_, world_);
    happen(happenings_.begin_round(round_, world_));
  }

  /// What the parties have without a deal, now that the world has changed.
  void look() {
    for (std::size_t p = 0; p < parties(); ++p) {
      no_agreement_[p] = case_->parties[p].no_agreement.at(world_.believed_by(PartyId(p)));
    }
  }

  void compare_drafts() {
    for (const Draft& draft : scenario().drafts) {
      std::vector<DraftStanding>& standings = ended_.drafts.emplace_back();
      for (std::size_t p = 0; p < parties(); ++p) {
        const UtilityView own = case_->utilities.of(PartyId(p));
        standings.push_back(
            {own.worth(draft.package) - no_agreement_[p], own.crosses_red_line(draft.package)});
      }
    }
  }

  bool cut_off() {
    if (!case_->hazard) return false;
    Stream luck(case_->hazard_luck, case_->replication, static_cast<std::uint32_t>(round_));
    ended_.cut_off = luck.uniform() < case_->hazard->at(world_.truth());
    if (ended_.cut_off) observer_.cut_off();
    return ended_.cut_off;
  }

  void happen(const std::vector<EventId>& events) {
    for (const EventId event : events) {
      observer_.event_happens(event);
      for (const Revelation& revelation : happenings_.revelations(event)) {
        for (const PartyId hearer : revelation.to) {
          agents_[hearer].learn(revelation.preferences_of, revelation.accuracy);
        }
      }
      for (const Promised& promise : happenings_.promises(event)) {
        agents_[promise.party].commit(promise.to, promise.cost);
      }
    }
    if (!events.empty()) look();
  }

  /// Keeps the text if it came nearer to an agreement than all before.
  void keep_if_nearest(const Text& text) {
    surpluses_.clear();
    for (std::size_t p = 0; p < parties(); ++p) {
      if (ended_.left[p]) continue;
      const UtilityView& own = agents_[p].own();
      if (own.crosses_red_line(text.package)) continue;
      surpluses_.push_back({PartyId(p), own.worth(text.package) - no_agreement_[p]});
    }
    std::sort(surpluses_.begin(), surpluses_.end(), [](const Surplus& a, const Surplus& b) {
      return a.value != b.value ? a.value > b.value : a.party < b.party;
    });
    std::vector<bool> signing(parties());
    for (const Surplus& surplus : surpluses_) {
      if (ended_.nearest && surplus.value <= ended_.nearest->surplus) return;
      signing[surplus.party] = true;
      if (!suffices(signing)) continue;
      ended_.nearest = NearestText{.round = round_,
                                   .by = text.by,
                                   .text = text.package,
                                   .surplus = surplus.value,
                                   .decisive = surplus.party};
      return;
    }
  }

  /// `hearers` hear the text; none named: all.
  void spread(const Text& text, std::span<const PartyId> hearers) {
    keep_if_nearest(text);
    const Package& kept = texts_.emplace_back(text.package);
    if (hearers.empty()) {
      for (Agent& agent : agents_) agent.hear(text.by, kept, round_);
    }
    for (const PartyId hearer : hearers) agents_[hearer].hear(text.by, kept, round_);
  }

  void note_answer(PartyId party, const Text& text, const Judgement& judgement) {
    observer_.answers(party, text.by, text.package, judgement);
    if (!judgement.accepts) note_refusal(party, text, judgement);
    happen(
        happenings_.after_answer(round_, judgement.accepts, party, text.by, text.package, world_));
  }

  void note_action(PartyId party, const Action& action, bool was_asked_for_a_text) {
    if (std::holds_alternative<Leave>(action)) {
      ended_.left[party] = true;
      observer_.leaves(party);
      if (required_[party]) ended_.walked_out = party;
    } else if (std::holds_alternative<Reject>(action) && was_asked_for_a_text) {
      observer_.passes(party);
    }
  }

  void note_refusal(PartyId party, const Text& text, const Judgement& judgement) {
    if (!ended_.refusals[party]) ended_.refusals[party].emplace();
    Refusal& last = *ended_.refusals[party];
    last.party = party;
    last.round = round_;
    last.by = text.by;
    last.text = text.package;
    last.ground = judgement.ground;
    last.worth = judgement.worth;
    last.demanded = std::min(1.0, judgement.demanded);
  }

  struct Surplus {
    PartyId party;
    double value;
  };

  const Case* case_;
  Observer& observer_;
  WorldState world_;
  Happenings happenings_;
  std::unique_ptr<Protocol> protocol_;
  std::vector<Agent> agents_;         ///< by PartyId
  std::deque<Package> texts_;         ///< all that was tabled or asked for, at fixed addresses
  std::vector<bool> required_;        ///< by PartyId
  std::vector<double> no_agreement_;  ///< by PartyId, now, as it believes
  std::vector<std::pair<IssueId, Option>> withheld_;  ///< no consent was given to these
  std::vector<Surplus> surpluses_;                    ///< scratch
  int round_ = 0;
  Ended ended_;
};

}  // namespace

Outcome play(const Case& drawn, Observer& observer) {
  Negotiation negotiation(drawn, observer);
  negotiation.play_until(std::numeric_limits<int>::max());
  return negotiation.conclude();
}

Outcome play(const Case& drawn) {
  Observer nobody;
  return play(drawn, nobody);
}

Outcome play_branch(const Case& drawn, const Case& other, int round, Observer& observer) {
  Negotiation negotiation(drawn, observer);
  if (!negotiation.play_until(round)) {
    negotiation.go_on_as(other);
    negotiation.play_until(std::numeric_limits<int>::max());
  }
  return negotiation.conclude();
}

std::string_view branch_obstacle(const Scenario& scenario, const Scenario& other) {
  const auto same = [](const auto& a, const auto& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& x, const auto& y) { return x.id == y.id; });
  };
  if (!same(scenario.parties, other.parties)) return "parties";
  if (!same(scenario.drafts, other.drafts)) return "drafts";
  if (!same(scenario.world.variables, other.world.variables)) return "world variables";
  const bool same_issues =
      same(scenario.issues, other.issues) &&
      std::equal(scenario.issues.begin(), scenario.issues.end(), other.issues.begin(),
                 [&](const Issue& a, const Issue& b) { return same(a.options, b.options); });
  return same_issues ? "" : "issues";
}

}  // namespace entente

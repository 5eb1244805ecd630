// SPDX-License-Identifier: Apache-2.0
/// Single text: a mediator carries one text round until enough of those who must agree accept it.
///
/// The single negotiating text of Raiffa, "The Art and Science of Negotiation" (1982), as Fisher
/// used it at Camp David in 1978: nobody tables offers; all criticise one draft, which the mediator
/// rewrites. Carried from capital to capital, it is shuttle diplomacy.
///
/// A round is one tour of the groups, in the order given; parties that no group names are visited
/// after these, one by one. On a visit the text is shown to those of the group at the table, unless
/// they have seen it; then each who has not accepted it accepts or asks for amendments, to at most
/// `amendments` issues. An acceptance holds while the text stays as it is. When, after a visit,
/// those who accept suffice by the agreement rule, the text comes to signature.
///
/// Who hears what. A text is heard by the group that is visited, and what a party asks for by its
/// group; all of it by the mediator, if it is a party. No group learns what another was shown, or
/// said, but by what becomes of the text.
///
/// The mediator. Of each party p it has an estimate u_p, a mixture of the truth (the share `skill`)
/// and of what a frequency model makes of the amendments p asked for; a red line of p counts in it
/// as the loss of twice p's whole range, by the same share: known for sure, it is a great
/// shortfall. It takes p to demand
///     d_p = skill x p's no-agreement value + (1 - skill) x u_p(what p asked for or accepted last),
/// no more than the text is worth to a p that accepts it, and kLesson more than that for each
/// time that p has refused it: whatever the mediator thought, it was not enough. It sees p's
/// no-agreement value by its own beliefs about the world, if it is a party. It redrafts (see
/// compromise.cpp) for the greatest sum over parties at the table of bias x gain over the demand,
/// shortfalls counted tenfold, changing at most `changes` issues of the present text, which stays
/// if nothing is better. It redrafts before travelling on from a group in which somebody did not
/// accept
/// ("after-group"), or only at the end of such a round ("after-round"). The opening text is the
/// draft given, or drawn up likewise from what it knows at the start.
///
/// A mediator that is a party knows its own utility; its bias towards itself is its stake. The text
/// is its own, so it accepts it; it shows none that it could not sign, across its red lines or
/// below its no-agreement value, and makes no visits while it has none to show. Another mediator
/// minds nobody's red lines but in the estimates.
///
/// With full skill, equal biases above 0 and no limit to changes, every text it draws up is
/// Pareto-efficient among those that cross no red line of a party: compromise.cpp gives the proof.
/// An opening draft that was given need not be.
///
/// Departures. Raiffa leaves the redrafting to the mediator's art; the rule above is this engine's,
/// and so is measuring that art by one number. A text that came to signature and did not stand
/// (a consent was missing) is not drafted again. A required party that leaves ends the talks; any
/// other is visited no more.
#include <algorithm>

#include "engine/protocols/compromise.hpp"
#include "engine/protocols/protocol.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {
namespace {

/// What crossing a red line costs in an estimate.
constexpr double kRedLine = 2;

constexpr std::string_view kAfterGroup = "after-group";
constexpr std::string_view kAfterRound = "after-round";
constexpr std::string_view kRedrafts[] = {kAfterGroup, kAfterRound};

/// A model that knows the truth by that share, and else what it hears.
std::unique_ptr<OpponentModel> informed(double skill, const UtilityView& truth) {
  const OpponentModelSpec* spec = find(opponent_models(), "informed");
  Parameters parameters;
  parameters.set("accuracy", skill);
  for (const Parameter& parameter : spec->parameters) {
    if (parameter.name != "accuracy") parameters.set(parameter.name, *parameter.fallback);
  }
  return spec->make(parameters, truth, truth);
}

/// The groups in the order of visits: without the mediator, all others in one of them.
Parameters::Groups tour(Parameters::Groups groups, std::size_t parties,
                        std::optional<PartyId> mediator) {
  std::vector<bool> visited(parties);
  if (mediator) visited[*mediator] = true;
  for (std::vector<std::size_t>& group : groups) {
    std::erase_if(group, [mediator](std::size_t party) { return mediator == PartyId(party); });
    for (const std::size_t party : group) visited[party] = true;
  }
  for (std::size_t p = 0; p < parties; ++p) {
    if (!visited[p]) groups.push_back({p});
  }
  return groups;
}

std::optional<PartyId> mediator_of(const Parameters& parameters) {
  const auto named = parameters.references("mediator");
  return named.empty() ? std::nullopt : std::optional(PartyId(named.front()));
}

class SingleText : public Protocol {
 public:
  SingleText(const Parameters& parameters, const Setting& setting)
      : utilities_(&setting.utilities),
        mediator_(mediator_of(parameters)),
        skill_(parameters.number("skill")),
        amendments_(static_cast<std::size_t>(parameters.number("amendments"))),
        after_group_(parameters.word("redrafts") == kAfterGroup),
        bias_(parameters.weights("bias", utilities_->parties(), 1.0)),
        groups_(tour(parameters.groups("groups"), utilities_->parties(), mediator_)),
        shown_(groups_.size()),
        accepted_(utilities_->parties()),
        refused_(utilities_->parties()),
        last_(utilities_->parties()),
        rows_(utilities_->parties()),
        changes_(static_cast<std::size_t>(parameters.number("changes"))),
        compromise_(utilities_->blocks(), changes_) {
    heard_.resize(utilities_->parties());
    models_.resize(utilities_->parties());
    get_to_know();
    const auto draft = parameters.references("draft");
    if (!draft.empty()) take(setting.drafts[draft.front()].package);
  }

  void go_on_in(const Setting& setting) override {
    utilities_ = &setting.utilities;
    get_to_know();
  }

  Talks play_round(Room& room) override {
    bool objections = false;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      const std::vector<PartyId> present = present_of(room, groups_[g]);
      if (present.empty()) continue;
      if (!(text_ && may_show(room, text_->package)) && !redraft(room)) continue;
      bool objected = false;
      if (visit(room, g, present, objected) == Talks::over) return Talks::over;
      if (room.suffices(supporters())) {
        if (room.sign(*text_, supporters())) return Talks::over;
        failed_.push_back(text_->package);
        accepted_.assign(accepted_.size(), false);
        avoid_withheld(room, failed_.back());
        objected = true;
      }
      if (objected && after_group_) redraft(room);
      objections = objections || objected;
    }
    if (objections && !after_group_) redraft(room);
    return Talks::go_on;
  }

 private:
  /// Knows of the parties what its skill tells and what it has heard.
  void get_to_know() {
    for (std::size_t p = 0; p < models_.size(); ++p) {
      const PartyId party(p);
      models_[p] = informed(party == mediator_ ? 1.0 : skill_, utilities_->of(party));
      for (const Package& text : heard_[p]) models_[p]->hear(text);
      estimate(party);
    }
    forbidden_.clear();
    if (mediator_) {
      const auto red_lines = utilities_->of(*mediator_).red_lines;
      forbidden_.assign(red_lines.begin(), red_lines.end());
    }
    forbid();
  }

  static std::vector<PartyId> present_of(const Room& room, std::span<const std::size_t> group) {
    std::vector<PartyId> present;
    for (const std::size_t party : group) {
      if (!room.has_left(PartyId(party))) present.emplace_back(party);
    }
    return present;
  }

  /// Options for which a consent was missing are drafted no more.
  void avoid_withheld(const Room& room, const Package& text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (room.withheld(IssueId(i), text[i])) withheld_.push_back({IssueId(i), text[i]});
    }
    forbid();
  }

  void forbid() {
    const Blocks& blocks = utilities_->blocks();
    if (!withheld_.empty()) forbidden_.resize(blocks.rows());
    for (const Blocks::Block& block : blocks) {
      for (const Blocks::Member& member : block.members) {
        for (const Withheld& withheld : withheld_) {
          if (withheld.issue != member.issue) continue;
          for (Row row = block.first; row < block.first + block.rows; ++row) {
            if (blocks.option(block, member, row) == withheld.option) forbidden_[row] = 1;
          }
        }
      }
    }
    compromise_ = Compromise(blocks, changes_, forbidden_);
  }

  /// Shows the text to those of a group and hears them.
  Talks visit(Room& room, std::size_t group, const std::vector<PartyId>& present, bool& objected) {
    std::vector<PartyId> hearers = present;
    if (mediator_) hearers.push_back(*mediator_);
    if (!shown_[group]) room.table(*text_, hearers);
    shown_[group] = true;
    for (const PartyId party : present) {
      if (accepted_[party]) continue;
      Action action = room.amend(party, *text_, amendments_, hearers);
      accepted_[party] = std::holds_alternative<Accept>(action);
      refused_[party] = accepted_[party] ? 0 : refused_[party] + 1;
      if (accepted_[party]) {
        last_[party] = text_->package;
        continue;
      }
      objected = true;
      if (auto* offer = std::get_if<Offer>(&action)) {
        models_[party]->hear(offer->package);
        heard_[party].push_back(offer->package);
        estimate(party);
        last_[party] = std::move(offer->package);
      } else if (std::holds_alternative<Leave>(action) && room.required(party)) {
        return Talks::over;
      }
    }
    return Talks::go_on;
  }

  /// By PartyId: who accepts the text; the mediator's own is accepted by it.
  [[nodiscard]] std::vector<bool> supporters() const {
    std::vector<bool> accepting = accepted_;
    if (mediator_) accepting[*mediator_] = true;
    return accepting;
  }

  /// Whether the mediator could sign the text, if it is a party.
  [[nodiscard]] bool may_show(const Room& room, const Package& package) const {
    if (!mediator_) return true;
    return !utilities_->of(*mediator_).crosses_red_line(package) &&
           reaches(room.worth(*mediator_, package), room.no_agreement(*mediator_));
  }

  void estimate(PartyId party) {
    std::vector<double>& rows = rows_[party];
    rows.assign(utilities_->blocks().rows(), 0.0);
    models_[party]->add_estimate(1.0, rows);
    const auto red_lines = utilities_->of(party).red_lines;
    if (party == mediator_ || red_lines.empty()) return;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      rows[row] -= kRedLine * skill_ * red_lines[row];
    }
  }

  /// What the party is taken to demand.
  [[nodiscard]] double demand(const Room& room, PartyId party) const {
    // A step that a party notices, and small beside what is at stake.
    constexpr double kLesson = 0.02;
    const UtilityView estimated{&utilities_->blocks(), rows_[party], {}};
    if (party == mediator_) return room.no_agreement(party);
    double demand =
        skill_ * (mediator_ ? room.outlook(party, *mediator_) : room.no_agreement(party));
    if (last_[party]) demand += (1 - skill_) * estimated.worth(*last_[party]);
    if (accepted_[party]) return std::min(demand, estimated.worth(text_->package));
    if (refused_[party] == 0) return demand;
    return std::max(demand, estimated.worth(text_->package) + kLesson * refused_[party]);
  }

  /// Looks for a better text, or for one to begin with. True: there is a text to show.
  bool redraft(const Room& room) {
    std::vector<Claim> claims;
    Compromise::Terms terms;
    for (std::size_t p = 0; p < utilities_->parties(); ++p) {
      const PartyId party(p);
      if (room.has_left(party)) continue;
      if (party == mediator_) terms.floor = claims.size();
      claims.push_back({rows_[party], demand(room, party), bias_[party]});
    }
    terms.will_do = [&](const Package& package) {
      return may_show(room, package) &&
             std::find(failed_.begin(), failed_.end(), package) == failed_.end();
    };
    const Package* text = text_ ? &text_->package : nullptr;
    std::optional<Package> better = compromise_.better_than(text, claims, terms);
    if (better) take(std::move(*better));
    return text_ && may_show(room, text_->package);
  }

  void take(Package package) {
    text_ = Text{mediator_, std::move(package)};
    accepted_.assign(accepted_.size(), false);
    refused_.assign(refused_.size(), 0);
    shown_.assign(shown_.size(), false);
  }

  const Utilities* utilities_;
  std::optional<PartyId> mediator_;
  double skill_;
  std::size_t amendments_;
  bool after_group_;
  std::vector<double> bias_;  ///< by PartyId
  Parameters::Groups groups_;
  std::optional<Text> text_;
  std::vector<bool> shown_;                   ///< by group: whether it has seen the text
  std::vector<bool> accepted_;                ///< by PartyId: who accepts the text
  std::vector<int> refused_;                  ///< by PartyId: how often it refused the text
  std::vector<std::optional<Package>> last_;  ///< by PartyId: what it asked for or accepted last
  std::vector<std::unique_ptr<OpponentModel>> models_;  ///< by PartyId
  std::vector<std::vector<double>> rows_;               ///< by PartyId: its estimated utility
  std::vector<Package> failed_;                         ///< came to signature and did not stand
  std::vector<std::vector<Package>> heard_;             ///< by PartyId: what it asked for
  struct Withheld {
    IssueId issue;
    Option option;
  };
  std::vector<Withheld> withheld_;
  std::size_t changes_;                  ///< the most issues that a redraft changes; 0: no limit
  std::vector<std::uint8_t> forbidden_;  ///< by row; empty if none is
  Compromise compromise_;
};

constexpr Parameter kParameters[] = {
    {.name = "mediator",
     .summary = "the party that mediates; left out: somebody with no stake",
     .kind = Parameter::Kind::reference,
     .of = "parties"},
    {.name = "draft",
     .summary = "the opening text; left out: the mediator draws one up",
     .kind = Parameter::Kind::reference,
     .of = "drafts"},
    {.name = "groups",
     .summary = "who is visited together, in what order; parties left out follow one by one",
     .kind = Parameter::Kind::groups,
     .of = "parties"},
    {.name = "bias",
     .summary = "how much a party's gains count for the mediator, 1 if left out",
     .kind = Parameter::Kind::weights,
     .lo = 0,
     .hi = 1000,
     .of = "parties"},
    {.name = "skill",
     .summary = "how much of the parties' true interests the mediator knows: 0 nothing, 1 all",
     .lo = 0,
     .hi = 1,
     .fallback = 0.5},
    {.name = "amendments",
     .summary = "how many issues a party may ask to change on a visit",
     .kind = Parameter::Kind::integer,
     .lo = 1,
     .hi = 10'000,
     .fallback = 5,
     .unit = "issues"},
    {.name = "changes",
     .summary = "the most issues that a redraft changes; 0: no limit",
     .kind = Parameter::Kind::integer,
     .lo = 0,
     .hi = 10'000,
     .fallback = 0,
     .unit = "issues"},
    {.name = "redrafts",
     .summary = "when the text is redrafted: before travelling on, or when all were visited",
     .kind = Parameter::Kind::word,
     .words = kRedrafts},
};

}  // namespace

extern const ProtocolSpec kSingleText;
const ProtocolSpec kSingleText = {
    .name = "single-text",
    .summary = "a mediator carries one text round, hears amendments and redrafts",
    .source = "Raiffa 1982 (the single negotiating text of Fisher)",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const Setting& setting) -> std::unique_ptr<Protocol> {
      return std::make_unique<SingleText>(parameters, setting);
    },
};

}  // namespace entente

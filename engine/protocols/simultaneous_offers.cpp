// SPDX-License-Identifier: Apache-2.0
/// Simultaneous offers: the monotonic concession protocol, for two parties or more.
///
/// Rosenschein & Zlotkin, "Rules of Encounter" (1994); for more than two parties Endriss,
/// "Monotonic concession protocols for multilateral negotiation" (2006). In the first round all
/// parties name a text, without knowing the others'; later those who must concede name a new one.
/// Then each party's text is put to all others, and one that those who accept it carry by the
/// agreement rule is the agreement: of several, the one with the greatest product of the stated
/// gains over no agreement of all at the table (a loss counts as no gain), then the first by party.
///
/// Who must concede: all, or those of least risk. Zeuthen (1930) compares two parties i and j by
/// the share of what it could lose that each would lose by giving in to the other's text,
///     risk_ij = (u_i(x_i) - u_i(x_j)) / (u_i(x_i) - o_i),
/// at most 1, and 1 if its own text is worth no more than no agreement, o_i. Risks within 1e-9 are
/// equal. A party must concede if risk_ij <= risk_ji for any j that has a text; only one that risks
/// more than each of the others may wait, and there is never more than one. A party without a text
/// must name one.
///
/// With two parties that is Zeuthen's rule. With more, Endriss takes the worst text of the others,
/// risk_i = max_j risk_ij, and asks those of whom it is least. Then talks stand still where these
/// have nothing to concede by: parties concede until their texts have the greatest product of
/// gains, and least risk is the same as least product for two only (Harsanyi 1956). Of random talks
/// with concessions as small as can be, 88 of 288 among three parties and 65 of 285 among four came
/// to an agreement, but all of them when compared in pairs, as Harsanyi does in games of n persons
/// ("Rational Behavior and Bargaining Equilibrium", 1977): then all but one are asked, and at least
/// one of these has not the text of greatest product (tests/reference/zeuthen_test.cpp).
///
/// A new text is a concession by one of Endriss's criteria, for the other parties at the table:
///     weak         better for at least one of them
///     strong       better for each of them
///     pareto       worse for none and better for at least one
///     utilitarian  their sum of utilities rises
///     egalitarian  the least of their utilities rises
///     nash         the product of their utilities rises
///     egocentric   worse for the party itself
///     any          none is asked for
/// With two parties, all from weak to nash are the same. All hear the new text, but where it is no
/// concession the party's former one stands.
///
/// Departures. Utilities are stated truthfully, as the published protocols assume; but whether a
/// party accepts a text is for its strategy to say, where the published agreement condition is that
/// the text is worth no less to it than its own. Published talks end in conflict when nobody
/// concedes; here that may be borne for some rounds, or until the last one (`patience`): strategies
/// that concede with time need not concede in each round. A text that comes to signature and does
/// not stand changes nothing. An optional party that leaves takes its text away; a required one
/// ends the talks.
#include <algorithm>

#include "engine/protocols/protocol.hpp"

namespace entente {
namespace {

constexpr double kEqualRisks = 1e-9;

enum class Criterion { weak, strong, pareto, utilitarian, egalitarian, nash, egocentric, any };
constexpr std::string_view kCriteria[] = {"weak",        "strong", "pareto",     "utilitarian",
                                          "egalitarian", "nash",   "egocentric", "any"};
constexpr std::string_view kAllButMostRisk = "all-but-most-risk";
constexpr std::string_view kAll = "all";
constexpr std::string_view kConcedes[] = {kAllButMostRisk, kAll};

Criterion criterion(std::string_view word) {
  const auto* const found = std::find(std::begin(kCriteria), std::end(kCriteria), word);
  return static_cast<Criterion>(found - std::begin(kCriteria));
}

/// What a change of text means to the other parties.
struct Change {
  bool better_for_one = false;
  bool worse_for_one = false;
  bool better_for_all = true;
  double sum_before = 0, sum_after = 0;
  double least_before = 1, least_after = 1;
  double product_before = 1, product_after = 1;

  void add(double before, double after) {
    better_for_one = better_for_one || after > before + kRounding;
    worse_for_one = worse_for_one || after < before - kRounding;
    better_for_all = better_for_all && after > before + kRounding;
    sum_before += before;
    sum_after += after;
    least_before = std::min(least_before, before);
    least_after = std::min(least_after, after);
    product_before *= before;
    product_after *= after;
  }
};

class SimultaneousOffers : public Protocol {
 public:
  explicit SimultaneousOffers(const Parameters& parameters)
      : criterion_(criterion(parameters.word("criterion"))),
        all_concede_(parameters.word("concedes") == kAll),
        patience_(static_cast<int>(parameters.number("patience"))) {}

  Talks play_round(Room& room) override {
    texts_.resize(room.parties());
    const std::vector<bool> named = texts_due(room);
    if (name_texts(room, named) == Talks::over || agree(room)) return Talks::over;
    return patience_ > 0 && quiet_ >= patience_ ? Talks::over : Talks::go_on;
  }

 private:
  /// By PartyId: who must name a text in this round.
  [[nodiscard]] std::vector<bool> texts_due(const Room& room) const {
    std::vector<bool> due(room.parties());
    const std::vector<std::vector<double>> risks = risks_by_pair(room);
    for (std::size_t p = 0; p < due.size(); ++p) {
      if (room.has_left(PartyId(p))) continue;
      due[p] = all_concede_ || !texts_[p] || !may_wait(risks, p);
    }
    return due;
  }

  /// Whether a party risks more than each of the others, of whom there must be one.
  [[nodiscard]] bool may_wait(const std::vector<std::vector<double>>& risks, std::size_t p) const {
    bool alone = true;
    for (std::size_t q = 0; q < texts_.size(); ++q) {
      if (q == p || !texts_[q]) continue;
      alone = false;
      if (risks[p][q] <= risks[q][p] + kEqualRisks) return false;
    }
    return !alone;
  }

  /// By PartyId, twice: what the first risks by not giving in to the second.
  [[nodiscard]] std::vector<std::vector<double>> risks_by_pair(const Room& room) const {
    std::vector<std::vector<double>> risks(texts_.size(), std::vector<double>(texts_.size(), 1.0));
    for (std::size_t p = 0; p < texts_.size(); ++p) {
      if (!texts_[p]) continue;
      const PartyId party(p);
      const double own = room.worth(party, texts_[p]->package);
      const double stake = own - room.no_agreement(party);
      if (stake <= kRounding) continue;
      for (std::size_t q = 0; q < texts_.size(); ++q) {
        if (!texts_[q] || q == p) continue;
        risks[p][q] = std::min(1.0, (own - room.worth(party, texts_[q]->package)) / stake);
      }
    }
    return risks;
  }

  /// Asks for all texts first, so that nobody knows another's.
  Talks name_texts(Room& room, const std::vector<bool>& due) {
    std::vector<Text> named;
    for (std::size_t p = 0; p < due.size(); ++p) {
      if (!due[p]) continue;
      const PartyId party(p);
      Action action = room.ask(party, nullptr, Ask::any);
      if (auto* offer = std::get_if<Offer>(&action)) {
        named.push_back({party, std::move(offer->package)});
      } else if (std::holds_alternative<Leave>(action)) {
        if (room.required(party)) return Talks::over;
        texts_[p].reset();
      }
    }
    ++quiet_;
    for (Text& text : named) {
      room.table(text);
      std::optional<Text>& former = texts_[*text.by];
      if (former && !concedes(room, *former, text)) continue;
      former = std::move(text);
      quiet_ = 0;
    }
    return Talks::go_on;
  }

  [[nodiscard]] bool concedes(const Room& room, const Text& former, const Text& text) const {
    const auto worth = [&](std::size_t p, const Text& of) {
      return room.worth(PartyId(p), of.package);
    };
    Change change;
    for (std::size_t p = 0; p < room.parties(); ++p) {
      if (p == *text.by || room.has_left(PartyId(p))) continue;
      change.add(worth(p, former), worth(p, text));
    }
    switch (criterion_) {
      case Criterion::weak:
        return change.better_for_one;
      case Criterion::strong:
        return change.better_for_all;
      case Criterion::pareto:
        return change.better_for_one && !change.worse_for_one;
      case Criterion::utilitarian:
        return change.sum_after > change.sum_before + kRounding;
      case Criterion::egalitarian:
        return change.least_after > change.least_before + kRounding;
      case Criterion::nash:
        return change.product_after > change.product_before + kRounding;
      case Criterion::egocentric:
        return worth(*text.by, text) < worth(*text.by, former) - kRounding;
      case Criterion::any:
        break;
    }
    return text.package != former.package;
  }

  /// Puts every text to the others. True: one of them is signed.
  bool agree(Room& room) {
    struct Carried {
      const Text* text;
      std::vector<bool> accepting;
      double product;
    };
    std::vector<Carried> carried;
    for (const std::optional<Text>& text : texts_) {
      if (!text) continue;
      std::vector<bool> supporters = accepting(room, *text);
      if (!room.suffices(supporters)) continue;
      double product = 1;
      for (std::size_t p = 0; p < room.parties(); ++p) {
        const PartyId party(p);
        if (room.has_left(party)) continue;
        product *= std::max(0.0, room.worth(party, text->package) - room.no_agreement(party));
      }
      carried.push_back({&*text, std::move(supporters), product});
    }
    std::stable_sort(carried.begin(), carried.end(),
                     [](const Carried& a, const Carried& b) { return a.product > b.product; });
    return std::any_of(carried.begin(), carried.end(), [&room](const Carried& best) {
      return room.sign(*best.text, best.accepting);
    });
  }

  /// By PartyId: who accepts the text; its author does.
  static std::vector<bool> accepting(Room& room, const Text& text) {
    std::vector<bool> accepting(room.parties());
    for (std::size_t p = 0; p < accepting.size(); ++p) {
      const PartyId party(p);
      if (room.has_left(party)) continue;
      accepting[p] =
          party == text.by || std::holds_alternative<Accept>(room.ask(party, &text, Ask::answer));
    }
    return accepting;
  }

  Criterion criterion_;
  bool all_concede_;
  int patience_;
  std::vector<std::optional<Text>> texts_;  ///< by PartyId: what each stands by
  int quiet_ = 0;                           ///< rounds since somebody last named or conceded
};

constexpr Parameter kParameters[] = {
    {.name = "concedes",
     .summary = "who must concede next: those that risk less than another, or all",
     .kind = Parameter::Kind::word,
     .words = kConcedes},
    {.name = "criterion",
     .summary = "what counts as a concession to the others",
     .kind = Parameter::Kind::word,
     .words = kCriteria},
    {.name = "patience",
     .summary = "the talks end after so many rounds in which nobody conceded; 0: never",
     .kind = Parameter::Kind::integer,
     .lo = 0,
     .hi = 1'000'000,
     .fallback = 0,
     .unit = "rounds"},
};

}  // namespace

extern const ProtocolSpec kSimultaneousOffers;
const ProtocolSpec kSimultaneousOffers = {
    .name = "simultaneous-offers",
    .summary = "all table a text at once; then all concede but one that risks more than each other",
    .source = "Rosenschein & Zlotkin 1994; Endriss 2006; risk by Zeuthen 1930",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const Setting&) -> std::unique_ptr<Protocol> {
      return std::make_unique<SimultaneousOffers>(parameters);
    },
};

}  // namespace entente

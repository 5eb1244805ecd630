// SPDX-License-Identifier: Apache-2.0
/// Alternating offers of any number of parties.
///
/// The stacked alternating offers protocol of Aydoğan, Festen, Hindriks & Jonker, "Alternating
/// offers protocols for multilateral negotiation" (2017): in a fixed order, each party in turn
/// accepts the text on the table, replaces it by one of its own, or leaves. A text that all others
/// have accepted in sequence is the agreement. A round is one turn of every party.
///
/// Departures. A text is agreed when those who accept it suffice by the agreement rule: all who
/// must sign, and besides, where there is a quorum, enough of all. A party that may sign but need
/// not has its turn like the others, but it cannot take a text off the table before those whose
/// answers could still carry it have given them. Before its own text is tabled, those who must sign
/// are asked, in order, up to the first refusal; then, while their acceptance is not enough and the
/// rest could make it so, those who may. When all are required, this never happens and the protocol
/// is the published one. If a required party leaves, the talks are over; any other just loses its
/// seat. When the agreed text does not stand (an issue falls back to its status quo for want of
/// consent, and a signatory no longer accepts), it is off the table and the next party opens anew.
#include <algorithm>

#include "engine/protocols/protocol.hpp"

namespace entente {
namespace {

class AlternatingOffers : public Protocol {
 public:
  explicit AlternatingOffers(const Parameters& parameters) {
    for (const std::size_t party : parameters.references("order")) order_.emplace_back(party);
  }

  Talks play_round(Room& room) override {
    seat_all(room.parties());
    for (std::size_t turn = 0; turn < order_.size(); ++turn) {
      if (!room.has_left(order_[turn]) && take_turn(room, turn) == Talks::over) return Talks::over;
    }
    return Talks::go_on;
  }

 private:
  /// Parties that the given order leaves out speak after the others.
  void seat_all(std::size_t parties) {
    for (std::size_t p = 0; order_.size() < parties; ++p) {
      if (std::find(order_.begin(), order_.end(), p) == order_.end()) order_.emplace_back(p);
    }
  }

  Talks take_turn(Room& room, std::size_t turn) {
    const PartyId party = order_[turn];
    const Text* text = text_ && text_->by != party ? &*text_ : nullptr;
    Action action = room.ask(party, text, Ask::any);
    if (std::holds_alternative<Accept>(action)) {
      accepted_[party] = true;
      return room.suffices(accepted_) ? sign(room) : Talks::go_on;
    }
    if (text_ && !room.required(party) && ask_others(room, turn) && sign(room) == Talks::over) {
      return Talks::over;
    }
    text_.reset();
    if (auto* offer = std::get_if<Offer>(&action)) {
      text_ = Text{party, std::move(offer->package)};
      accepted_.assign(room.parties(), false);
      accepted_[party] = true;
      room.table(*text_);
    }
    const bool left = std::holds_alternative<Leave>(action);
    return left && room.required(party) ? Talks::over : Talks::go_on;
  }

  Talks sign(Room& room) {
    if (room.sign(*text_, accepted_)) return Talks::over;
    text_.reset();
    return Talks::go_on;
  }

  /// The party at `turn` does not want the text. Asks those who have not answered it, in order from
  /// there: those who must sign, then those who may as long as it takes them. True: it suffices.
  bool ask_others(Room& room, std::size_t turn) {
    std::vector<bool> open(room.parties());  // who may yet accept
    for (std::size_t step = 1; step < order_.size(); ++step) {
      const PartyId party = order_[(turn + step) % order_.size()];
      open[party] = !room.has_left(party) && !accepted_[party];
    }
    for (const bool required : {true, false}) {
      for (std::size_t step = 1; step < order_.size(); ++step) {
        const PartyId party = order_[(turn + step) % order_.size()];
        if (!open[party] || room.required(party) != required) continue;
        if (!required && room.suffices(accepted_)) return true;
        if (!could_suffice(room, open)) return false;
        open[party] = false;
        accepted_[party] = std::holds_alternative<Accept>(room.ask(party, &*text_, Ask::answer));
      }
    }
    return room.suffices(accepted_);
  }

  [[nodiscard]] bool could_suffice(const Room& room, std::vector<bool> accepting) const {
    for (std::size_t p = 0; p < accepting.size(); ++p) {
      if (accepted_[p]) accepting[p] = true;
    }
    return room.suffices(accepting);
  }

  std::vector<PartyId> order_;
  std::optional<Text> text_;
  std::vector<bool> accepted_;  ///< by PartyId: who has accepted the text
};

constexpr Parameter kParameters[] = {
    {.name = "order",
     .summary = "who speaks after whom; parties left out follow in the order of the list",
     .kind = Parameter::Kind::references,
     .of = "parties"},
};

}  // namespace

extern const ProtocolSpec kAlternatingOffers;
const ProtocolSpec kAlternatingOffers = {
    .name = "alternating-offers",
    .summary = "in turn, each accepts the text on the table, tables its own, or leaves",
    .source = "Aydoğan, Festen, Hindriks & Jonker 2017 (stacked alternating offers)",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const Setting&) -> std::unique_ptr<Protocol> {
      return std::make_unique<AlternatingOffers>(parameters);
    },
};

}  // namespace entente

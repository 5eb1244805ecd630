// SPDX-License-Identifier: Apache-2.0
/// Majority: all table a text, all vote on all texts, and the rule of agreement decides.
///
/// The protocols of multiple offers in Aydoğan, Hindriks & Jonker, "Multilateral mediated
/// negotiation protocols with feedback" (2014) and Aydoğan, Festen, Hindriks & Jonker (2017), as in
/// Genius. A round has two phases. Offering: every party at the table names a text, without knowing
/// the others' of this round; then all are tabled, in the order of the list of parties, and all
/// hear all. Voting: every party answers every text of the others, in the same order; its own it
/// accepts. A text has enough support when those who accept it suffice by the agreement rule: the
/// required parties hold vetoes, a quorum asks for a share of weights besides. Support is measured
/// by the number of those who accept.
///     at-once      The first round in which a text has enough support decides; of several, the one
///                  of greatest support, then the first tabled (AMOP, where all must accept).
///     at-deadline  A text of enough support stands until one has more support than it had, and is
///                  signed in the last round (AMCP).
///
/// Departures. Genius lets offers be made one after another, so that later ones may answer earlier
/// ones; here they are simultaneous, so that no seat is better than another. AMOP knows unanimity
/// only and AMCP any support; both take the scenario's rule. Supporters of a standing text who
/// leave support it no longer; it falls when the others do not suffice. In talks that are cut off
/// before the last round, a standing text is nothing. A text that comes to signature and does not
/// stand is dropped, and the next best of enough support comes to signature. A required party that
/// leaves ends the talks. Coalitions that settle a part among themselves (MOPAC) come after the
/// talks of all have failed; the agreement rule names them.
#include <algorithm>

#include "engine/protocols/protocol.hpp"

namespace entente {
namespace {

constexpr std::string_view kAtOnce = "at-once";
constexpr std::string_view kAtDeadline = "at-deadline";
constexpr std::string_view kDecides[] = {kAtOnce, kAtDeadline};

class Majority : public Protocol {
 public:
  explicit Majority(const Parameters& parameters)
      : waits_(parameters.word("decides") == kAtDeadline) {}

  Talks play_round(Room& room) override {
    std::vector<Text> texts;
    if (collect(room, texts) == Talks::over) return Talks::over;
    for (const Text& text : texts) room.table(text);

    std::vector<Motion> carried;
    if (standing_ && still_carried(room, *standing_)) carried.push_back(std::move(*standing_));
    standing_.reset();
    for (Text& text : texts) {
      Motion motion = vote(room, std::move(text));
      if (room.suffices(motion.accepting)) carried.push_back(std::move(motion));
    }
    std::stable_sort(carried.begin(), carried.end(),
                     [](const Motion& a, const Motion& b) { return a.support > b.support; });
    if (waits_ && room.round() < room.rounds()) {
      if (!carried.empty()) standing_ = std::move(carried.front());
      return Talks::go_on;
    }
    for (const Motion& motion : carried) {
      if (room.sign(motion.text, motion.accepting)) return Talks::over;
    }
    return Talks::go_on;
  }

 private:
  /// A text and who accepts it.
  struct Motion {
    Text text;
    std::vector<bool> accepting;  ///< by PartyId
    std::size_t support = 0;      ///< how many accepted it
  };

  static Talks collect(Room& room, std::vector<Text>& texts) {
    for (std::size_t p = 0; p < room.parties(); ++p) {
      const PartyId party(p);
      if (room.has_left(party)) continue;
      Action action = room.ask(party, nullptr, Ask::any);
      if (auto* offer = std::get_if<Offer>(&action)) {
        texts.push_back({party, std::move(offer->package)});
      } else if (std::holds_alternative<Leave>(action) && room.required(party)) {
        return Talks::over;
      }
    }
    return Talks::go_on;
  }

  static Motion vote(Room& room, Text text) {
    Motion motion{std::move(text), std::vector<bool>(room.parties())};
    for (std::size_t p = 0; p < room.parties(); ++p) {
      const PartyId party(p);
      if (room.has_left(party)) continue;
      if (party != motion.text.by &&
          !std::holds_alternative<Accept>(room.ask(party, &motion.text, Ask::answer))) {
        continue;
      }
      motion.accepting[p] = true;
      ++motion.support;
    }
    return motion;
  }

  /// Whether those who support it and have not left suffice.
  static bool still_carried(const Room& room, Motion& motion) {
    for (std::size_t p = 0; p < room.parties(); ++p) {
      if (room.has_left(PartyId(p))) motion.accepting[p] = false;
    }
    return room.suffices(motion.accepting);
  }

  bool waits_;
  std::optional<Motion> standing_;
};

constexpr Parameter kParameters[] = {
    {.name = "decides",
     .summary = "at-once: the first text of enough support; at-deadline: the one of most support",
     .kind = Parameter::Kind::word,
     .words = kDecides},
};

}  // namespace

extern const ProtocolSpec kMajority;
const ProtocolSpec kMajority = {
    .name = "majority",
    .summary = "all table a text and vote on all; vetoes and a quorum decide",
    .source = "Aydoğan, Festen, Hindriks & Jonker 2017 (AMOP, AMCP)",
    .parameters = kParameters,
    .make = [](const Parameters& parameters, const Setting&) -> std::unique_ptr<Protocol> {
      return std::make_unique<Majority>(parameters);
    },
};

}  // namespace entente

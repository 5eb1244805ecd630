// SPDX-License-Identifier: Apache-2.0
/// Events of one negotiation: which of them happen when, and what they do to the world.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/model/issue.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

/// A party's preferences becoming known to others, as an event has it.
struct Revelation {
  PartyId preferences_of;
  std::vector<PartyId> to;
  double accuracy;
};

/// The events of a scenario in one replication.
///
/// Events of a round are looked at when it begins, in the order of the file, after the world has
/// moved; crossings compare the world at the beginnings of two rounds, so there is none in round 1.
/// Events that follow an answer happen right after it. Chances are drawn by event, round and who
/// answers, so that nobody shifts another's luck.
class Happenings {
 public:
  Happenings(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication);

  /// Looks at the events of the round that begins; carries out their effects on `world` and
  /// returns those that happen, in order.
  std::vector<EventId> begin_round(int round, WorldState& world);
  /// The same for `party`'s answer to a text of `by`.
  std::vector<EventId> after_answer(int round, bool accepts, PartyId party, PartyId by,
                                    const Package& text, WorldState& world);

  [[nodiscard]] const std::vector<Revelation>& revelations(EventId event) const {
    return drawn_[event].revelations;
  }

 private:
  struct Drawn {
    DrawnQuantity probability;
    std::vector<StreamKey> chances;      ///< by who answers; the last one: nobody
    std::vector<double> world, beliefs;  ///< what is added, in the order of the effects
    std::vector<Revelation> revelations;
    int times = 0;
    std::vector<Stream> luck;  ///< the same, in `luck_of_round`
    int luck_of_round = 0;
    bool beyond = false;  ///< for crossings: where the variable was
  };

  bool happens(EventId id, int round, std::size_t answerer, WorldState& world);

  const Scenario* scenario_;
  std::uint64_t replication_;
  std::vector<Drawn> drawn_;  ///< by EventId
};

}  // namespace entente

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

/// A party's public commitment, as an event has it.
struct Promised {
  PartyId party;
  std::span<const Clause::Condition> to;
  double cost;
};

/// The events of a scenario in one replication.
///
/// Events of a round are looked at when it begins, in the order of the file, after the world has
/// moved; crossings compare the world at the beginnings of two rounds, so there is none in round 1.
/// Events that follow an answer happen right after it; one that follows another event happens in
/// the round that is due, once however often the other happened in its round. Chances are drawn by
/// event, round and who answers, so that nobody shifts another's luck.
class Happenings {
 public:
  Happenings(const Scenario& scenario, std::uint64_t seed, std::uint64_t replication);

  /// Takes over what has happened so far in another world, event by event of the same id.
  void go_on_from(const Happenings& before);

  /// Looks at the events of the round that begins; carries out their effects on `world` and
  /// returns those that happen, in order.
  std::vector<EventId> begin_round(int round, WorldState& world);
  /// The same for `party`'s answer to a text of `by`.
  std::vector<EventId> after_answer(int round, bool accepts, PartyId party,
                                    std::optional<PartyId> by, const Package& text,
                                    WorldState& world);

  [[nodiscard]] const std::vector<Revelation>& revelations(EventId event) const {
    return drawn_[event].revelations;
  }

  [[nodiscard]] const std::vector<Promised>& promises(EventId event) const {
    return drawn_[event].promises;
  }

 private:
  struct Drawn {
    DrawnQuantity probability;
    std::vector<StreamKey> chances;             ///< by who answers; the last one: nobody
    std::vector<DrawnQuantity> world, beliefs;  ///< what is added, in the order of the effects
    std::vector<Revelation> revelations;
    std::vector<Promised> promises;
    int times = 0;
    std::vector<int> rounds;   ///< in which it happened
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

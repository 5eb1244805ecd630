// SPDX-License-Identifier: Apache-2.0
/// The world outside the room: variables that move, what parties believe of them, and events.
///
/// Once per round the state z moves by
///     z' = z + drift + K (mean - z) + C (z - z0) + S L e,    clamped to its bounds,
/// a first-order vector autoregression: K the diagonal of reversions, C couplings, S the diagonal
/// of volatilities, L the Cholesky factor of the correlation matrix, e independent standard
/// normals. A party that only believes a variable holds b, which follows what it is told:
///     b' = b + gain (z' + bias + noise e - b),    clamped like the variable,
/// exponential smoothing, the steady state of a scalar Kalman filter with a biased source.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/party.hpp"

namespace entente {

/// What one party believes of a variable that it does not know.
struct Belief {
  PartyId party;
  Distribution bias = 0.0;   ///< of what it is told, in the variable's unit
  Distribution gain = 1.0;   ///< in [0,1]: the share of the way to the news that it moves per round
  Distribution noise = 0.0;  ///< standard deviation of what it is told
};

/// The effect of one variable's distance from its start on another's step.
struct Coupling {
  VariableId from;
  Distribution rate;  ///< per round
};

struct Variable {
  std::string id;
  std::string title;
  std::string unit;
  Distribution initial = 0.0;
  Distribution drift = 0.0;          ///< per round
  Distribution volatility = 0.0;     ///< standard deviation of a round's shock
  Distribution reversion = 0.0;      ///< in [0,1]: the share of the way back to the mean per round
  std::optional<Distribution> mean;  ///< none: where it started
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
  std::vector<Coupling> couplings;
  std::vector<Belief> beliefs;
};

/// The correlation of two variables' shocks, in [-1,1].
struct Correlation {
  VariableId a, b;
  double value;
};

/// When an event happens. All kinds share a chance, a span of rounds and a number of times.
struct Trigger {
  struct EveryRound {};
  struct AtRound {
    int round;
  };
  /// Once each time the variable comes to lie beyond the level, at the start of a round.
  struct Crossing {
    VariableId variable;
    bool above;  ///< otherwise below
    double level;
  };
  /// One of the parties accepts (or rejects) a text, of that wording or tabled by that party.
  struct Answer {
    bool accepts;  ///< otherwise rejects
    std::vector<PartyId> parties;
    std::optional<DraftId> text;
    std::optional<PartyId> by;
  };
  /// So many rounds after another event, each time it happens, as the round begins.
  struct Following {
    EventId event;
    int rounds;  ///< at least 1
  };
  std::variant<EveryRound, AtRound, Crossing, Answer, Following> kind;
  Quantity probability{.base = 1.0, .world = {}};
  int from = 1;
  int until = std::numeric_limits<int>::max();
  int times = std::numeric_limits<int>::max();
};

/// What an event does. Amounts may depend on the world as it is when the event happens.
struct Effects {
  struct WorldChange {
    VariableId variable;
    Quantity add;
  };
  struct BeliefChange {
    PartyId party;
    VariableId variable;
    Quantity add;
  };
  /// Others learn a party's true preferences, mixed with their own estimate by the accuracy, and in
  /// the same measure what it has without a deal.
  struct Reveal {
    PartyId preferences_of;
    std::vector<PartyId> to;
    Distribution accuracy;  ///< in [0,1]
  };
  /// A party commits itself in public (audience costs, Fearon 1994): from now on an agreement that
  /// has none of the named options on a named issue costs it so much at home, once per issue; of
  /// several such words on an issue the dearest counts.
  struct Commitment {
    PartyId party;
    std::vector<Clause::Condition> to;
    Distribution cost;  ///< per issue, in utility, at least 0
  };
  std::vector<WorldChange> world;
  std::vector<BeliefChange> beliefs;
  std::vector<Reveal> reveals;
  std::vector<Commitment> commitments = {};
};

struct Event {
  std::string id;
  std::string title;
  Trigger trigger;
  Effects effects;
};

struct World {
  std::string round;  ///< what a round is, such as "1 week"
  std::vector<Variable> variables;
  std::vector<Correlation> correlations;
  std::vector<Event> events;
};

/// The least eigenvalue of the correlation matrix of `variables` variables: negative if there can
/// be no such shocks.
[[nodiscard]] double least_eigenvalue(std::size_t variables,
                                      std::span<const Correlation> correlations);

/// The world of one replication: drawn at the start, then stepped once per round.
class WorldState {
 public:
  /// `seed` and `replication` address all draws; `parties` are those who may hold beliefs.
  WorldState(const World& world, std::span<const Party> parties, std::uint64_t seed,
             std::uint64_t replication);
  WorldState(WorldState&&) noexcept;
  WorldState& operator=(WorldState&&) noexcept;
  ~WorldState();

  /// Moves the world and the beliefs about it from one round to `round`.
  void step(std::uint32_t round);

  /// The values of all variables, by VariableId.
  [[nodiscard]] std::span<const double> truth() const;
  /// The same as `party` believes them to be.
  [[nodiscard]] std::span<const double> believed_by(PartyId party) const;

  /// Takes over the values and beliefs of another world with as many variables, within the bounds.
  void go_on_from(const WorldState& before);

  /// Adds to a variable, within its bounds; a party without a belief of its own sees it at once.
  void add(VariableId variable, double amount);
  /// Adds to what `party` believes of a variable; no effect if it knows the truth.
  void add_to_belief(PartyId party, VariableId variable, double amount);

 private:
  struct Drawn;
  std::unique_ptr<Drawn> drawn_;
};

}  // namespace entente

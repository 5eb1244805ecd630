// SPDX-License-Identifier: Apache-2.0
/// What the parts of the reader share while one document is read.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "engine/model/scenario.hpp"
#include "engine/scenario/fields.hpp"
#include "engine/scenario/names.hpp"

namespace entente {

/// Limits of a scenario. Beyond them the memory and time of a negotiation are no longer sane; a
/// document that exceeds one is not read further.
inline constexpr std::size_t kMostIssues = 2'000;
inline constexpr std::size_t kMostOptions = 65'535;  // of one issue
inline constexpr std::size_t kMostClauses = 2'000;   // of all parties
inline constexpr std::size_t kMostRows = 1'048'576;  // of all blocks
inline constexpr std::size_t kMostVariables = 200;
inline constexpr std::size_t kMostEvents = 2'000;
inline constexpr std::size_t kMostDrafts = 1'000;
inline constexpr std::size_t kMostNamedQuantities = 1'000;
inline constexpr std::uint64_t kMostRounds = 1'000'000;
inline constexpr std::uint64_t kMostReplications = 1'000'000'000;
/// Greater numbers would overflow in products and powers.
inline constexpr double kGreatestNumber = 1e15;

/// One number of the model, for the count by evidence.
struct NumberRead {
  std::string pointer;
  std::string quantity;  ///< pointer of the named quantity it uses; may be empty
};

/// A draw stays in this range, whatever the world does.
struct Range {
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
};
inline constexpr Range kShare{.lo = 0, .hi = 1};
inline constexpr Range kNotNegative{.lo = 0};

struct Reading {
  explicit Reading(const Document& document) : faults(document) {}

  /// Throws all faults now: there is no sense in reading on.
  [[noreturn]] void stop() const;
  /// Stops with a fault if the list has more elements than the limit. `kind`: "issues".
  void limit(const Node& list, std::size_t most, std::string_view kind);

  FaultList faults;
  Names sources{"source"};
  Names quantities{"quantity"};
  Names issues{"issue"};
  Names parties{"party"};
  Names variables{"world variable"};
  Names drafts{"draft"};
  Names events{"event"};
  std::vector<Names> options;  ///< by issue

  struct NamedQuantity {
    Node node;
    enum class State { unread, being_read, read } state = State::unread;
    Distribution value = 0.0;
  };
  std::vector<NamedQuantity> named_quantities;
  bool quantities_are_sound = true;  ///< else what uses them may have the wrong value
  std::vector<NumberRead> numbers;
  bool counts_numbers = true;  ///< off while the named quantities themselves are read
};

/// The title; the id if there is none.
std::string read_title(Fields& fields, const std::string& id);
/// Asks for what any object may have: source, assumption, note.
void read_evidence(Reading& reading, Fields& fields);

/// The distributions under "quantities".
void read_named_quantities(Reading& reading, const Node& node);
/// Faults give 0. All that can be drawn must lie in the range.
Distribution read_distribution(Reading& reading, const Node& node, Range range = {});
/// The same under a key, or the default if the key is absent.
Distribution read_distribution(Reading& reading, Fields& fields, std::string_view key,
                               Distribution absent, Range range = {});
/// A distribution, or a base with the world's effect on it. Without a world the range holds.
Quantity read_quantity(Reading& reading, const Node& node, Range range = {});
/// By variable of the world: its effect per unit: {"variable": distribution}.
std::vector<WorldTerm> read_world_terms(Reading& reading, const Node& node);
/// A plain number that counts as one of the model's.
std::optional<double> read_number(Reading& reading, const Node& node);
std::optional<int> read_count(Reading& reading, const Node& node, std::uint64_t most);

/// Ids of a list of objects, before the objects themselves are read.
void read_ids(Reading& reading, const Node& list, Names& names);

std::vector<Issue> read_issues(Reading& reading, const Node& node);
std::vector<Party> read_parties(Reading& reading, const Node& node, const Scenario& scenario);
NoAgreement read_no_agreement(Reading& reading, const Node& node, const Party& party);
std::vector<Preference> read_preferences(Reading& reading, const Node& node,
                                         const std::vector<Issue>& issues);
std::vector<Clause> read_clauses(Reading& reading, const Node& node);
/// Issues with one or more options each. Without any, the fault is `if_none`.
std::vector<Clause::Condition> read_conditions(Reading& reading, const Node& node,
                                               std::string_view if_none);
World read_world(Reading& reading, const Node& node);
std::vector<Event> read_events(Reading& reading, const Node& node, const World& world);
Effects read_effects(Reading& reading, const Node& node, const World& world);
std::vector<Draft> read_drafts(Reading& reading, const Node& node,
                               const std::vector<Issue>& issues);
Strategy read_strategy(Reading& reading, const Node& node);
AgreementRule read_agreement(Reading& reading, const Node& node, const std::vector<Issue>& issues);
/// A fault for every issue that needs the consent of somebody who does not sign.
void check_consent(Reading& reading, const Node& issues, const Scenario& scenario);
void read_protocol(Reading& reading, const Node& node, Scenario& scenario);

/// The whole document; throws all its faults.
Scenario read_all(Reading& reading, const Document& document);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Variables of the world, what is believed of them, and how their shocks go together.
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

/// Rounding in the eigenvalue of a matrix that is just semidefinite.
constexpr double kEigenvalueTolerance = 1e-9;

std::vector<Coupling> read_couplings(Reading& reading, const Node& node, const Variable& variable) {
  std::vector<Coupling> couplings;
  for (const auto& [id, value] : node.members("an object of variables and numbers")) {
    const auto from = reading.variables.refer(id, value);
    const Distribution rate = read_distribution(reading, value);
    if (from && id == variable.id) {
      value.fault(in_quotes(id) + " cannot be coupled to itself",
                  "use \"reversion\" for its own way back");
    }
    if (from) couplings.push_back({VariableId(*from), rate});
  }
  return couplings;
}

Belief read_belief(Reading& reading, const Node& node) {
  Belief belief;
  Fields fields(node, "a belief", "such as {\"bias\": 0.1, \"gain\": 0.5, \"noise\": 0.05}");
  belief.bias = read_distribution(reading, fields, "bias", 0.0);
  belief.gain = read_distribution(reading, fields, "gain", 1.0, kShare);
  belief.noise = read_distribution(reading, fields, "noise", 0.0, kNotNegative);
  read_evidence(reading, fields);
  fields.done();
  return belief;
}

void read_bounds(Reading& reading, const Node& node, Variable& variable) {
  if (!node.json().is_array() || node.json().size() != 2) {
    node.fault("expected [least, greatest], found " +
               (node.json().is_array() ? "a list of " + std::to_string(node.json().size())
                                       : in_words(node.json())));
    return;
  }
  const std::vector<Node> elements = node.elements();
  const auto lo = read_number(reading, elements[0]);
  const auto hi = read_number(reading, elements[1]);
  if (!lo || !hi) return;
  if (*lo > *hi) {
    node.fault("the least value, " + in_digits(*lo) + ", is above the greatest, " + in_digits(*hi),
               "write [" + in_digits(*hi) + ", " + in_digits(*lo) + "]");
    return;
  }
  variable.lo = *lo;
  variable.hi = *hi;
}

/// Of a normal only the mean has to lie within the bounds: draws are clamped to them.
void check_initial(const Node& node, const Variable& variable) {
  Support drawn = support(variable.initial);
  if (const auto* normal = std::get_if<Normal>(&variable.initial)) {
    drawn = {normal->mean, normal->mean};
  }
  if (drawn.lo >= variable.lo && drawn.hi <= variable.hi) return;
  node.fault("the initial value can be " + in_digits(drawn.lo < variable.lo ? drawn.lo : drawn.hi) +
                 ", outside the bounds " + in_digits(variable.lo) + " to " + in_digits(variable.hi),
             "move the initial value or the bounds");
}

Variable read_variable(Reading& reading, const Node& node) {
  Variable variable;
  const std::size_t before = reading.faults.count();
  Fields fields(node, "a variable", "such as {\"id\": \"drought\", \"initial\": 0}");
  if (const auto id = fields.need("id", "name the variable")) variable.id = id->text().value_or("");
  variable.title = read_title(fields, variable.id);
  variable.unit = fields.text("unit");
  const auto initial = fields.need("initial", "its value at the start, such as 0");
  if (initial) variable.initial = read_distribution(reading, *initial);
  variable.drift = read_distribution(reading, fields, "drift", 0.0);
  variable.volatility = read_distribution(reading, fields, "volatility", 0.0, kNotNegative);
  variable.reversion = read_distribution(reading, fields, "reversion", 0.0, kShare);
  if (const auto mean = fields.get("mean")) variable.mean = read_distribution(reading, *mean);
  if (const auto bounds = fields.get("bounds")) read_bounds(reading, *bounds, variable);
  if (initial && reading.faults.count() == before) check_initial(*initial, variable);
  if (const auto couplings = fields.get("couplings")) {
    variable.couplings = read_couplings(reading, *couplings, variable);
  }
  if (const auto beliefs = fields.get("beliefs")) {
    for (const auto& [id, value] : beliefs->members("an object of parties and beliefs")) {
      const auto party = reading.parties.refer(id, value);
      Belief belief = read_belief(reading, value);
      if (party) belief.party = PartyId(*party);
      if (party) variable.beliefs.push_back(std::move(belief));
    }
  }
  read_evidence(reading, fields);
  fields.done();
  return variable;
}

std::optional<Correlation> read_correlation(Reading& reading, const Node& node) {
  Fields fields(node, "a correlation", "such as {\"between\": [\"a\", \"b\"], \"value\": 0.5}");
  std::vector<std::size_t> pair;
  if (const auto between = fields.need("between", "the two variables: [\"a\", \"b\"]")) {
    const std::size_t before = reading.faults.count();
    pair = reading.variables.refer_list(*between);
    if (between->json().is_array() && between->json().size() != 2 &&
        reading.faults.count() == before) {
      between->fault("a correlation is between two variables, not " +
                     std::to_string(between->json().size()));
    }
  }
  double value = 0;
  if (const auto member = fields.need("value", "a number from -1 to 1")) {
    value = read_number(reading, *member).value_or(0);
    if (std::abs(value) > 1) {
      member->fault("must lie from -1 to 1, but is " + in_digits(value));
    }
  }
  read_evidence(reading, fields);
  fields.done();
  if (pair.size() != 2) return std::nullopt;
  return Correlation{VariableId(pair[0]), VariableId(pair[1]), value};
}

/// Shrunk by f, the matrix has the eigenvalues 1 + f (eigenvalue - 1).
void check_semidefinite(const Node& node, const World& world) {
  const double least = least_eigenvalue(world.variables.size(), world.correlations);
  if (least >= -kEigenvalueTolerance) return;
  const double enough = std::floor(100 / (1 - least)) / 100;
  node.fault(
      "no shocks can be correlated like this: the least eigenvalue of the matrix is " +
          in_digits(std::round(least * 1e4) / 1e4) + ", but it must not be negative",
      "move the values towards 0; multiplying all of them by " + in_digits(enough) + " is enough");
}

std::vector<Correlation> read_correlations(Reading& reading, const Node& node) {
  std::vector<Correlation> correlations;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (const Node& element : node.elements("a list of correlations")) {
    const auto correlation = read_correlation(reading, element);
    if (!correlation) continue;
    const std::size_t lo = std::min(correlation->a, correlation->b);
    const std::size_t hi = std::max(correlation->a, correlation->b);
    if (!seen.emplace(lo, hi).second) {
      element.fault("the correlation of " + in_quotes(reading.variables.ids()[lo]) + " and " +
                        in_quotes(reading.variables.ids()[hi]) + " is given twice",
                    "remove one");
      continue;
    }
    correlations.push_back(*correlation);
  }
  return correlations;
}

}  // namespace

World read_world(Reading& reading, const Node& node) {
  World world;
  Fields fields(node);
  world.round = fields.text("round");
  const std::size_t before = reading.faults.count();
  if (const auto variables = fields.get("variables")) {
    for (const Node& element : variables->elements("a list of variables")) {
      world.variables.push_back(read_variable(reading, element));
    }
  }
  if (const auto correlations = fields.get("correlations")) {
    world.correlations = read_correlations(reading, *correlations);
    if (reading.faults.count() == before) check_semidefinite(*correlations, world);
  }
  if (const auto events = fields.get("events")) {
    world.events = read_events(reading, *events, world);
  }
  read_evidence(reading, fields);
  fields.done();
  return world;
}

}  // namespace entente

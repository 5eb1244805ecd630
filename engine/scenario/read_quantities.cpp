// SPDX-License-Identifier: Apache-2.0
/// Numbers, distributions, named quantities, and quantities that move with the world.
#include <array>
#include <cmath>
#include <utility>

#include "engine/scenario/reading.hpp"

namespace entente {
namespace {

constexpr const char* kWhatANumberIs =
    "write a number such as 0.4, a distribution such as {\"uniform\": [0.3, 0.5]}, or the name of "
    "an entry of \"quantities\"";

/// A finite number of sane size.
std::optional<double> read_sane(const Node& node) {
  const auto number = node.number();
  if (!number || std::abs(*number) <= kGreatestNumber) return number;
  node.fault(in_digits(*number) + " is too large: the limit is 1e15", "choose a larger unit");
  return std::nullopt;
}

/// The numbers of a list of that many; `form` shows how they are written.
template <std::size_t count>
std::optional<std::array<double, count>> read_list(const Node& node, const std::string& form) {
  if (!node.json().is_array() || node.json().size() != count) {
    const bool list = node.json().is_array();
    node.fault("expected " + form + ", found " +
               (list ? "a list of " + std::to_string(node.json().size()) : in_words(node.json())));
    return std::nullopt;
  }
  std::array<double, count> numbers{};
  bool all = true;
  const std::vector<Node> elements = node.elements();
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = read_sane(elements[i]);
    all = all && number;
    numbers[i] = number.value_or(0.0);
  }
  return all ? std::optional(numbers) : std::nullopt;
}

Distribution read_uniform(const Node& node) {
  const auto list = read_list<2>(node, "[least, greatest]");
  if (!list) return 0.0;
  const auto [lo, hi] = *list;
  if (lo <= hi) return Uniform{lo, hi};
  node.fault("the least value, " + in_digits(lo) + ", is above the greatest, " + in_digits(hi),
             "write [" + in_digits(hi) + ", " + in_digits(lo) + "]");
  return 0.0;
}

Distribution read_triangular(const Node& node) {
  const auto list = read_list<3>(node, "[least, most likely, greatest]");
  if (!list) return 0.0;
  const auto [lo, mode, hi] = *list;
  if (lo <= mode && mode <= hi) return Triangular{lo, mode, hi};
  if (lo > hi) {
    node.fault("the least value, " + in_digits(lo) + ", is above the greatest, " + in_digits(hi),
               "the order is [least, most likely, greatest]");
  } else {
    node.fault("the most likely value, " + in_digits(mode) + ", lies outside " + in_digits(lo) +
                   " to " + in_digits(hi),
               "the order is [least, most likely, greatest]");
  }
  return 0.0;
}

Distribution read_normal(const Node& node) {
  const auto list = read_list<2>(node, "[mean, standard deviation]");
  if (!list) return 0.0;
  const auto [mean, sd] = *list;
  if (sd >= 0) return Normal{mean, sd};
  node.fault("the standard deviation, " + in_digits(sd) + ", is negative",
             "the order is [mean, standard deviation]");
  return 0.0;
}

Distribution read_choice(const Node& node) {
  Choice choice;
  bool all = true;
  for (const Node& element : node.elements("a list of numbers")) {
    const auto number = read_sane(element);
    all = all && number;
    choice.values.push_back(number.value_or(0.0));
  }
  if (node.json().is_array() && node.json().empty()) {
    node.fault("there is nothing to choose from", "list at least one number");
  }
  if (choice.values.empty() || !all) return 0.0;
  return choice;
}

/// The value of a named quantity, read when it is first used.
Distribution read_named(Reading& reading, std::size_t position) {
  using State = Reading::NamedQuantity::State;
  Reading::NamedQuantity& named = reading.named_quantities[position];
  if (named.state == State::being_read) {
    named.node.fault(
        "the quantity " + in_quotes(reading.quantities.ids()[position]) + " is defined by itself",
        "give one of the quantities that name each other a number");
    return 0.0;
  }
  if (named.state == State::unread) {
    named.state = State::being_read;
    const bool counted = std::exchange(reading.counts_numbers, false);
    const Distribution value = read_distribution(reading, named.node);
    reading.counts_numbers = counted;
    named.value = value;
    named.state = State::read;
  }
  return named.value;
}

void count(Reading& reading, const Node& node, std::string quantity = {}) {
  if (reading.counts_numbers) reading.numbers.push_back({node.pointer(), std::move(quantity)});
}

Distribution read_name(Reading& reading, const Node& node) {
  const auto& name = node.json().get_ref<const std::string&>();
  if (reading.quantities.size() == 0) {
    node.fault("expected a number, found " + in_words(node.json()), kWhatANumberIs);
    return 0.0;
  }
  const auto position = reading.quantities.refer(name, node);
  if (!position) return 0.0;
  count(reading, node, reading.named_quantities[*position].node.pointer());
  return read_named(reading, *position);
}

Distribution read_object(Reading& reading, const Node& node) {
  Fields fields(node);
  if (fields.has("world")) {
    node.fault("this number cannot move with the world",
               "\"world\" is for no_agreement, delay_cost, ratification, the hazard, "
               "probabilities and what events add");
    return 0.0;
  }
  constexpr std::array kForms = {"uniform", "triangular", "normal", "choice", "base"};
  std::vector<std::string> found;
  Distribution value = 0.0;
  for (const std::string_view form : kForms) {
    const auto member = fields.get(form);
    if (!member) continue;
    found.push_back(in_quotes(form));
    if (form == "base") {
      value = read_distribution(reading, *member);
      continue;
    }
    count(reading, node);
    value = form == "uniform"      ? read_uniform(*member)
            : form == "triangular" ? read_triangular(*member)
            : form == "normal"     ? read_normal(*member)
                                   : read_choice(*member);
  }
  read_evidence(reading, fields);
  const std::size_t before = reading.faults.count();
  fields.done();
  if (found.size() > 1) {
    node.fault("one number cannot be " + listed(found) + " at once", "keep one of them");
  } else if (found.empty() && reading.faults.count() == before) {
    node.fault("the number itself is missing",
               "write it under \"base\", or a distribution such as \"uniform\": [0.3, 0.5]");
  }
  return value;
}

void check_range(const Node& node, const Distribution& distribution, Range range) {
  const Support drawn = support(distribution);
  if (drawn.lo >= range.lo && drawn.hi <= range.hi) return;
  const std::string must =
      std::isinf(range.hi) ? "must be at least " + in_digits(range.lo)
                           : "must lie from " + in_digits(range.lo) + " to " + in_digits(range.hi);
  if (std::holds_alternative<Normal>(distribution) && std::isinf(drawn.lo)) {
    node.fault(must + ", but a normal distribution has no bounds",
               "use \"triangular\" or \"uniform\"");
    return;
  }
  const std::string worst = in_digits(drawn.lo < range.lo ? drawn.lo : drawn.hi);
  const bool certain = std::holds_alternative<double>(distribution);
  node.fault(must + (certain ? ", but is " : ", but can be ") + worst);
}

}  // namespace

void read_evidence(Reading& reading, Fields& fields) {
  if (const auto source = fields.get("source")) {
    if (source->json().is_array()) {
      if (source->json().empty()) source->fault("the list is empty", "name at least one source");
      (void)reading.sources.refer_list(*source);
    } else {
      (void)reading.sources.refer(*source);
    }
  }
  (void)fields.text("assumption");
  (void)fields.text("note");
}

void read_named_quantities(Reading& reading, const Node& node) {
  reading.limit(node, kMostNamedQuantities, "quantities");
  for (const auto& [name, value] : node.members()) {
    reading.quantities.add(name, value);
    reading.named_quantities.push_back({value});
  }
  for (std::size_t i = 0; i < reading.named_quantities.size(); ++i) (void)read_named(reading, i);
}

Distribution read_distribution(Reading& reading, const Node& node, Range range) {
  const std::size_t before = reading.faults.count();
  Distribution value = 0.0;
  if (node.json().is_number()) {
    count(reading, node);
    value = read_sane(node).value_or(0.0);
  } else if (node.json().is_string()) {
    value = read_name(reading, node);
  } else if (node.json().is_object()) {
    value = read_object(reading, node);
  } else {
    node.expected("a number", kWhatANumberIs);
  }
  if (reading.faults.count() == before) check_range(node, value, range);
  return value;
}

Distribution read_distribution(Reading& reading, Fields& fields, std::string_view key,
                               Distribution absent, Range range) {
  const auto node = fields.get(key);
  return node ? read_distribution(reading, *node, range) : std::move(absent);
}

std::vector<WorldTerm> read_world_terms(Reading& reading, const Node& node) {
  std::vector<WorldTerm> terms;
  for (const auto& [id, value] : node.members("an object of variables and numbers")) {
    const auto variable = reading.variables.refer(id, value);
    const Distribution coefficient = read_distribution(reading, value);
    if (variable) terms.push_back({VariableId(*variable), coefficient, std::string(id)});
  }
  return terms;
}

Quantity read_quantity(Reading& reading, const Node& node, Range range) {
  Quantity quantity;
  if (!node.json().is_object() || !node.json().contains("world")) {
    quantity.base = read_distribution(reading, node, range);
    return quantity;
  }
  Fields fields(node);
  if (const auto base = fields.need("base", "the number without the world's effect")) {
    quantity.base = read_distribution(reading, *base);
  }
  if (const auto world = fields.get("world")) quantity.world = read_world_terms(reading, *world);
  read_evidence(reading, fields);
  fields.done();
  return quantity;
}

std::optional<double> read_number(Reading& reading, const Node& node) {
  count(reading, node);
  return read_sane(node);
}

std::optional<int> read_count(Reading& reading, const Node& node, std::uint64_t most) {
  count(reading, node);
  const auto number = node.whole(1, most);
  return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Plug-ins of an open set: each file exports one Spec, each folder lists them in its registry.cpp.
///
/// A Spec is the single place that says what a plug-in is called, does and takes: the scenario
/// reader, `entente list`, the schema, sweeps and the conformance tests all read it.
#pragma once

#include <algorithm>
#include <cassert>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace entente {

/// What a plug-in can be told in the scenario.
struct Parameter {
  enum class Kind {
    number,      ///< a number within [lo, hi]; may be uncertain
    integer,     ///< the same, rounded to a whole number
    reference,   ///< the id of something in the scenario's list `of`
    references,  ///< a list of such ids
    groups,      ///< a list of lists of such ids, none twice
    weights,     ///< numbers within [lo, hi] by such ids; may be uncertain
    word,        ///< one of `words`
  };
  std::string_view name = {};
  std::string_view summary = {};  ///< one line, no full stop
  Kind kind = Kind::number;
  double lo = 0;  ///< for numbers: bounds, both allowed
  double hi = std::numeric_limits<double>::infinity();
  std::optional<double> fallback = {};           ///< of a number that is left out
  std::string_view unit = {};                    ///< of a number; may be empty
  std::string_view of = {};                      ///< for ids: "drafts" or "parties"
  bool required = false;                         ///< must be given
  std::span<const std::string_view> words = {};  ///< for a word: all; the first one is the default
  std::size_t count = 0;  ///< for references: exactly so many, if given; 0: any number
};

/// A number for something named by its position.
struct Weight {
  std::size_t of;
  double value;
  [[nodiscard]] bool operator==(const Weight&) const = default;
};

/// A plug-in's parameters, drawn and complete: what the scenario sets, defaults for the rest.
class Parameters {
 public:
  using Groups = std::vector<std::vector<std::size_t>>;
  using Value =
      std::variant<double, std::vector<std::size_t>, Groups, std::vector<Weight>, std::string_view>;

  void set(std::string_view name, Value value) {
    values_.emplace_back(std::string(name), std::move(value));
  }
  /// A number. Precondition: the Spec has such a parameter.
  [[nodiscard]] double number(std::string_view name) const { return std::get<double>(*find(name)); }
  /// Positions of what a reference names; empty where it was left out.
  [[nodiscard]] std::span<const std::size_t> references(std::string_view name) const {
    return std::get<std::vector<std::size_t>>(*find(name));
  }
  /// The groups; empty where they were left out.
  [[nodiscard]] const Groups& groups(std::string_view name) const {
    return std::get<Groups>(*find(name));
  }
  /// The weight of each of `count` things; `others` for those that were not named.
  [[nodiscard]] std::vector<double> weights(std::string_view name, std::size_t count,
                                            double others) const {
    std::vector<double> all(count, others);
    for (const Weight& weight : std::get<std::vector<Weight>>(*find(name))) {
      all[weight.of] = weight.value;
    }
    return all;
  }
  /// One of the parameter's words.
  [[nodiscard]] std::string_view word(std::string_view name) const {
    return std::get<std::string_view>(*find(name));
  }

  [[nodiscard]] bool operator==(const Parameters&) const = default;

 private:
  [[nodiscard]] const Value* find(std::string_view name) const {
    const auto found = std::find_if(values_.begin(), values_.end(),
                                    [name](const auto& entry) { return entry.first == name; });
    assert(found != values_.end());
    return &found->second;
  }

  std::vector<std::pair<std::string, Value>> values_;
};

/// A plug-in of interface `Plugin`, made from its parameters and what else it needs to begin.
template <class Plugin, class... Needs>
struct Spec {
  std::string_view name;
  std::string_view summary;  ///< one line, no full stop
  std::string_view source;   ///< the paper or rule it follows
  std::span<const Parameter> parameters;
  std::unique_ptr<Plugin> (*make)(const Parameters&, Needs...);
};

/// The Spec of that name, or null.
template <class S>
[[nodiscard]] const S* find(std::span<const S* const> registry, std::string_view name) {
  const auto found = std::find_if(registry.begin(), registry.end(),
                                  [name](const S* spec) { return spec->name == name; });
  return found == registry.end() ? nullptr : *found;
}

}  // namespace entente

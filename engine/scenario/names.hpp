// SPDX-License-Identifier: Apache-2.0
/// Ids of one kind of thing: well-formed, unique, and found again with "did you mean".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/scenario/fields.hpp"

namespace entente {

/// What every id matches, as a regular expression of ECMA-262.
inline constexpr std::string_view kIdPattern = "^[A-Za-z0-9][A-Za-z0-9_.-]*$";

class Names {
 public:
  /// `kind`: what the ids name, such as "issue".
  explicit Names(std::string_view kind) : kind_(kind) {}

  /// The next position gets this id. A fault if it is malformed or taken.
  void add(const std::string& id, const Node& at);
  /// The next position has no id that could be read: what looks unknown may be meant for it, so
  /// references that lead nowhere are no longer faults.
  void add_unreadable();

  [[nodiscard]] std::size_t size() const { return ids_.size(); }
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }
  [[nodiscard]] std::optional<std::size_t> find(const std::string& id) const;

  /// The position of what `id`, standing at a value, refers to. An unknown one is a fault.
  [[nodiscard]] std::optional<std::size_t> refer(const std::string& id, const Node& at) const;
  /// The same where the value itself is the id; not a text is a fault.
  [[nodiscard]] std::optional<std::size_t> refer(const Node& id) const;
  /// A list of different ids, or, if `one_or_more`, also a single one.
  [[nodiscard]] std::vector<std::size_t> refer_list(const Node& list) const;
  [[nodiscard]] std::vector<std::size_t> refer_one_or_more(const Node& list) const;

 private:
  std::string kind_;
  std::vector<std::string> ids_;
  std::vector<std::string> pointers_;
  std::unordered_map<std::string, std::size_t> positions_;
  bool complete_ = true;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Reading of JSON values that says where and why something is not as expected, and goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/fault_list.hpp"

namespace entente {

struct Member;

/// A value of the document, where it stands, and where its faults go.
class Node {
 public:
  Node(const Json& value, std::string pointer, FaultList& faults)
      : value_(&value), pointer_(std::move(pointer)), faults_(&faults) {}

  [[nodiscard]] const Json& json() const { return *value_; }
  [[nodiscard]] const std::string& pointer() const { return pointer_; }
  [[nodiscard]] FaultList& faults() const { return *faults_; }

  /// Adds a fault of this value.
  void fault(std::string what, std::string remedy = {}) const;
  /// Adds the fault "expected ..., found ...".
  void expected(std::string_view what, std::string remedy = {}) const;

  /// The value as what it has to be. Anything else is a fault, and the result is empty.
  [[nodiscard]] std::optional<std::string> text() const;
  [[nodiscard]] std::optional<bool> truth() const;
  [[nodiscard]] std::optional<double> number() const;
  /// A whole number from lo to hi.
  [[nodiscard]] std::optional<std::uint64_t> whole(std::uint64_t lo, std::uint64_t hi) const;
  [[nodiscard]] std::vector<Node> elements(std::string_view expected = "a list",
                                           std::string remedy = {}) const;
  [[nodiscard]] std::vector<Member> members(std::string_view expected = "an object",
                                            std::string remedy = {}) const;

 private:
  const Json* value_;
  std::string pointer_;
  FaultList* faults_;
};

/// A member of an object whose keys are names and not fields.
struct Member {
  std::string key;
  Node value;
};

/// An object of known keys: remembers which were asked for, so that `done` can tell the others.
class Fields {
 public:
  /// Not an object: a fault, and all fields are absent.
  explicit Fields(Node object, std::string_view expected = "an object", std::string remedy = {});

  [[nodiscard]] const Node& node() const { return object_; }
  [[nodiscard]] bool has(std::string_view key) const;

  /// The value of the key, if it is there.
  [[nodiscard]] std::optional<Node> get(std::string_view key);
  /// The same; `done` tells if it is missing; the remedy says to add it: the hint.
  [[nodiscard]] std::optional<Node> need(std::string_view key, std::string hint);
  /// The text under the key; empty if it is absent or something else, which is a fault.
  [[nodiscard]] std::string text(std::string_view key);

  /// Adds the faults of keys that nobody asked for and of keys that are missing.
  void done();
  /// Only those of keys that are missing: for where it is not known which keys there are.
  void report_missing();

 private:
  struct Missing {
    std::string key;
    std::string hint;
  };
  Node object_;
  std::vector<std::string> asked_;
  std::vector<Missing> missing_;
};

/// The value as a message shows it: short values as they are, others by their kind.
[[nodiscard]] std::string in_words(const Json& value);
/// In quotes, with what a line of a message cannot hold escaped.
[[nodiscard]] std::string in_quotes(std::string_view text);
/// By shortest round trip.
[[nodiscard]] std::string in_digits(double number);
/// With thousands set apart: 65,536.
[[nodiscard]] std::string in_digits(std::uint64_t number);
/// `"a", "b" and "c"`, from the seventh on shortened to `"a", "b", "c", "d" and 27 more`.
[[nodiscard]] std::string listed(const std::vector<std::string>& items,
                                 std::string_view last = "and");

}  // namespace entente

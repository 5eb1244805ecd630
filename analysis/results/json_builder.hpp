// SPDX-License-Identifier: Apache-2.0
/// JSON as text, appended piece by piece: what streams need and a document in memory cannot give.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente {

/// Text that is already JSON: a string in quotes with its escapes.
struct Quoted {
  std::string text;
};
/// Any text, in quotes; bytes that are not UTF-8 are replaced.
[[nodiscard]] Quoted quote(std::string_view text);

/// Appends JSON to a string. Commas take care of themselves; nesting and keys are the caller's.
class JsonBuilder {
 public:
  JsonBuilder& begin_object() { return open('{'); }
  JsonBuilder& end_object() { return close('}'); }
  JsonBuilder& begin_array() { return open('['); }
  JsonBuilder& end_array() { return close(']'); }

  /// A name without anything to escape.
  JsonBuilder& key(std::string_view name);
  JsonBuilder& key(const Quoted& name);

  /// A string without anything to escape.
  JsonBuilder& name(std::string_view text);
  JsonBuilder& value(const Quoted& text);
  JsonBuilder& value(const char*) = delete;  // would be taken for a truth value
  JsonBuilder& value(bool truth);
  /// By shortest round trip, -0 as 0. Throws std::logic_error if it is not finite.
  JsonBuilder& value(double number);
  template <std::integral Integer>
  requires(!std::same_as<Integer, bool>) JsonBuilder& value(Integer number) {
    separate();
    text_ += std::to_string(number);
    return *this;
  }
  JsonBuilder& null();
  /// A value that is JSON already.
  JsonBuilder& json(std::string_view text);

  /// A key and its value.
  template <class Key, class Value>
  JsonBuilder& field(const Key& name, const Value& its_value) {
    return key(name).value(its_value);
  }
  /// A key and a string without anything to escape.
  JsonBuilder& named(std::string_view name, std::string_view text) { return key(name).name(text); }

  /// Starts a new line before the next key or value.
  JsonBuilder& new_line();
  /// Ends the text with a new line.
  JsonBuilder& end_line();

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Forgets the text so far; what follows goes on from there.
  void clear() { text_.clear(); }

 private:
  JsonBuilder& open(char bracket);
  JsonBuilder& close(char bracket);
  void separate();

  std::string text_;
  bool first_ = true;  ///< nothing stands before the next value but a bracket or a key
};

}  // namespace entente

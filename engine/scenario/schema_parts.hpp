// SPDX-License-Identifier: Apache-2.0
/// Building blocks of JSON Schemas.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/scenario/names.hpp"

namespace entente::schema {

using Schema = nlohmann::json;

/// The schema defined under this name.
inline Schema ref(std::string_view definition) {
  return {{"$ref", "#/definitions/" + std::string(definition)}};
}

/// The schema with a description. What stands beside a $ref is ignored, hence allOf.
inline Schema about(std::string_view description, Schema schema) {
  if (schema.contains("$ref")) schema = {{"allOf", Schema::array({std::move(schema)})}};
  schema["description"] = description;
  return schema;
}

/// The schema where plain numbers have these bounds; other forms of a number pass.
inline Schema within(double lo, double hi, Schema schema) {
  if (schema.contains("$ref")) schema = {{"allOf", Schema::array({std::move(schema)})}};
  if (lo > -std::numeric_limits<double>::infinity()) schema["minimum"] = lo;
  if (hi < std::numeric_limits<double>::infinity()) schema["maximum"] = hi;
  return schema;
}

inline Schema text() { return {{"type", "string"}}; }
inline Schema truth() { return {{"type", "boolean"}}; }
inline Schema whole(std::uint64_t lo, std::uint64_t hi) {
  return {{"type", "integer"}, {"minimum", lo}, {"maximum", hi}};
}
inline Schema any_of(std::vector<Schema> forms) { return {{"anyOf", std::move(forms)}}; }

inline Schema list_of(Schema element, std::size_t least, std::size_t most = 0) {
  Schema list = {{"type", "array"}, {"items", std::move(element)}};
  if (least > 0) list["minItems"] = least;
  if (most > 0) list["maxItems"] = most;
  return list;
}
inline Schema ids(std::size_t least) {
  Schema list = list_of(ref("id"), least);
  list["uniqueItems"] = true;
  return list;
}
/// An object whose keys are ids.
inline Schema map_of(Schema value) {
  return {{"type", "object"},
          {"patternProperties", {{std::string(kIdPattern), std::move(value)}}},
          {"additionalProperties", false}};
}

/// An object of known keys.
class Object {
 public:
  Object& may(std::string_view key, Schema schema) {
    properties_[std::string(key)] = std::move(schema);
    return *this;
  }
  Object& must(std::string_view key, Schema schema) {
    required_.push_back(key);
    return may(key, std::move(schema));
  }
  /// Source, assumption and note.
  Object& with_evidence() {
    return may("source", ref("source"))
        .may("assumption", about("What is guessed, and from what.", text()))
        .may("note", text());
  }
  /// Exactly one of these sets of keys is there.
  Object& one_of(const std::vector<std::vector<std::string>>& forms) {
    for (const auto& keys : forms) forms_.push_back({{"required", keys}});
    return *this;
  }
  operator Schema() const {
    Schema object = {
        {"type", "object"}, {"properties", properties_}, {"additionalProperties", false}};
    if (!required_.empty()) object["required"] = required_;
    if (!forms_.empty()) object["oneOf"] = forms_;
    return object;
  }

 private:
  Schema properties_ = Schema::object();
  Schema required_ = Schema::array();
  Schema forms_ = Schema::array();
};

/// An object with an id and perhaps a title.
inline Object identified() {
  Object object;
  object.must("id", ref("id")).may("title", text());
  return object;
}

}  // namespace entente::schema

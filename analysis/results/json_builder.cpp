// SPDX-License-Identifier: Apache-2.0
/// Commas, quotes and numbers.
#include "analysis/results/json_builder.hpp"

#include <charconv>
#include <cmath>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace entente {

Quoted quote(std::string_view text) {
  return {nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

void JsonBuilder::separate() {
  if (!first_) text_ += ',';
  first_ = false;
}

JsonBuilder& JsonBuilder::open(char bracket) {
  separate();
  text_ += bracket;
  first_ = true;
  return *this;
}

JsonBuilder& JsonBuilder::close(char bracket) {
  text_ += bracket;
  first_ = false;
  return *this;
}

JsonBuilder& JsonBuilder::key(std::string_view name) {
  separate();
  text_ += '"';
  text_ += name;
  text_ += "\":";
  first_ = true;
  return *this;
}

JsonBuilder& JsonBuilder::key(const Quoted& name) {
  separate();
  text_ += name.text;
  text_ += ':';
  first_ = true;
  return *this;
}

JsonBuilder& JsonBuilder::name(std::string_view text) {
  separate();
  text_ += '"';
  text_ += text;
  text_ += '"';
  return *this;
}

JsonBuilder& JsonBuilder::value(const Quoted& text) { return json(text.text); }

JsonBuilder& JsonBuilder::value(bool truth) { return json(truth ? "true" : "false"); }

JsonBuilder& JsonBuilder::value(double number) {
  if (!std::isfinite(number)) throw std::logic_error("a result is not a finite number");
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number == 0 ? 0.0 : number).ptr;
  return json({digits, static_cast<std::size_t>(end - digits)});
}

JsonBuilder& JsonBuilder::null() { return json("null"); }

JsonBuilder& JsonBuilder::json(std::string_view text) {
  separate();
  text_ += text;
  return *this;
}

JsonBuilder& JsonBuilder::new_line() {
  if (!first_) text_ += ',';
  first_ = true;
  text_ += '\n';
  return *this;
}

JsonBuilder& JsonBuilder::end_line() {
  text_ += '\n';
  return *this;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Pointers to keys and back, and one step down a document.
#include "engine/scenario/json_pointer.hpp"

#include <charconv>
#include <utility>

namespace entente {
namespace {

std::optional<std::size_t> index_of(const Json& array, const std::string& key) {
  if (key.empty() || (key.size() > 1 && key.front() == '0')) return std::nullopt;
  std::size_t index = 0;
  const char* end = key.data() + key.size();
  const auto [rest, error] = std::from_chars(key.data(), end, index);
  if (error != std::errc{} || rest != end || index >= array.size()) return std::nullopt;
  return index;
}

std::optional<std::size_t> position_of_id(const Json& array, const std::string& key) {
  for (std::size_t i = 0; i < array.size(); ++i) {
    const std::string* id = id_of(array[i]);
    if (id != nullptr && *id == key) return i;
  }
  return std::nullopt;
}

}  // namespace

std::string pointer_step(std::string_view key) {
  std::string step;
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

std::vector<std::string> pointer_keys(std::string_view pointer) {
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      keys.emplace_back();
      continue;
    }
    if (keys.empty()) keys.emplace_back();  // the leading slash was left out
    const bool escape = pointer[i] == '~' && i + 1 < pointer.size() &&
                        (pointer[i + 1] == '0' || pointer[i + 1] == '1');
    if (escape) ++i;
    keys.back() += !escape ? pointer[i] : pointer[i] == '0' ? '~' : '/';
  }
  return keys;
}

const std::string* id_of(const Json& value) {
  if (!value.is_object()) return nullptr;
  const auto id = value.find("id");
  return id == value.end() ? nullptr : id->get_ptr<const std::string*>();
}

std::optional<std::size_t> find_child(const Json& container, const std::string& key,
                                      Prefer prefer) {
  if (container.is_object()) {
    const auto& members = container.get_ref<const Json::object_t&>();
    const auto found = members.find(key);
    if (found == members.end()) return std::nullopt;
    return static_cast<std::size_t>(found - members.begin());
  }
  if (!container.is_array()) return std::nullopt;
  const auto first =
      prefer == Prefer::kIndex ? index_of(container, key) : position_of_id(container, key);
  if (first) return first;
  return prefer == Prefer::kIndex ? position_of_id(container, key) : index_of(container, key);
}

const Json& child_at(const Json& container, std::size_t position) {
  if (container.is_array()) return container[position];
  const auto& members = container.get_ref<const Json::object_t&>();
  return (members.begin() + static_cast<std::ptrdiff_t>(position))->second;
}

Json& child_at(Json& container, std::size_t position) {
  return const_cast<Json&>(child_at(std::as_const(container), position));
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Takes containers apart into lists of parts, applies the patch, and puts them together again.
#include "engine/scenario/merge_patch.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/scenario/json_pointer.hpp"

namespace entente {
namespace {

/// One member or element of the target.
struct Part {
  std::string key;  ///< key of the member or id of the element
  Json value;
  Origins origins;
  bool removed = false;
};

bool is_keyed_by_id(const Json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& element) {
           return id_of(element) != nullptr;
         });
}

std::vector<Part> take_apart(Json& target, Origins& origins) {
  std::vector<Part> parts;
  parts.reserve(target.size());
  std::size_t position = 0;
  for (auto child = target.begin(); child != target.end(); ++child, ++position) {
    std::string key = target.is_array() ? *id_of(*child) : child.key();
    parts.push_back({std::move(key), std::move(*child), std::move(origins.children[position])});
  }
  return parts;
}

void put_together(std::vector<Part> parts, Json& target, Origins& origins) {
  std::erase_if(parts, [](const Part& part) { return part.removed; });
  const bool is_array = target.is_array();
  target = is_array ? Json::array() : Json::object();
  if (is_array) {
    target.get_ref<Json::array_t&>().reserve(parts.size());
  } else {
    target.get_ref<Json::object_t&>().reserve(parts.size());
  }
  origins.children.clear();
  origins.children.reserve(parts.size());
  for (Part& part : parts) {
    if (is_array) {
      target.get_ref<Json::array_t&>().push_back(std::move(part.value));
    } else {
      target.get_ref<Json::object_t&>().emplace_back(std::move(part.key), std::move(part.value));
    }
    origins.children.push_back(std::move(part.origins));
  }
}

/// A part for a key that the target does not have. In an array it starts out with its id.
Part new_part(const std::string& key, bool in_array, const Origins& patch_origins) {
  Part part{key, nullptr, {patch_origins.source, patch_origins.line, {}}};
  if (in_array) {
    part.value = Json{{"id", key}};
    part.origins.children.push_back({patch_origins.source, patch_origins.line, {}});
  }
  return part;
}

}  // namespace

void merge_patch(Json& target, Origins& target_origins, Json patch, Origins patch_origins) {
  if (!patch.is_object()) {
    target = std::move(patch);
    target_origins = std::move(patch_origins);
    return;
  }
  if (!target.is_object() && !is_keyed_by_id(target)) {
    target = Json::object();
    target_origins = {patch_origins.source, patch_origins.line, {}};
  }
  std::vector<Part> parts = take_apart(target, target_origins);
  std::unordered_map<std::string, std::size_t> positions;
  for (std::size_t i = 0; i < parts.size(); ++i) positions.emplace(parts[i].key, i);

  std::size_t position = 0;
  for (auto& [key, change] : patch.get_ref<Json::object_t&>()) {
    Origins& origins = patch_origins.children[position++];
    const auto known = positions.find(key);
    if (change.is_null()) {
      if (known != positions.end()) parts[known->second].removed = true;
      continue;
    }
    if (known == positions.end()) parts.push_back(new_part(key, target.is_array(), origins));
    Part& part = known == positions.end() ? parts.back() : parts[known->second];
    merge_patch(part.value, part.origins, std::move(change), std::move(origins));
  }
  put_together(std::move(parts), target, target_origins);
}

}  // namespace entente

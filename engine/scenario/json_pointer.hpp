// SPDX-License-Identifier: Apache-2.0
/// JSON pointers (RFC 6901) in which the id of an element may stand for its index.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/origins.hpp"

namespace entente {

/// A key as a step of a pointer: "a/b~c" becomes "a~1b~0c".
[[nodiscard]] std::string pointer_step(std::string_view key);

/// The keys of a pointer, unescaped: "/a~1b/0" gives "a/b" and "0"; "" gives none.
[[nodiscard]] std::vector<std::string> pointer_keys(std::string_view pointer);

/// The string member "id" of an object; nullptr for every other value.
[[nodiscard]] const std::string* id_of(const Json& value);

/// What a key that is both an index and an id of an array means.
enum class Prefer { kIndex, kId };

/// The position among the members or elements of `container`, if there is one under this key.
[[nodiscard]] std::optional<std::size_t> find_child(const Json& container, const std::string& key,
                                                    Prefer prefer);

/// The member or element at a position.
[[nodiscard]] const Json& child_at(const Json& container, std::size_t position);
[[nodiscard]] Json& child_at(Json& container, std::size_t position);

}  // namespace entente

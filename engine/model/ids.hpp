// SPDX-License-Identifier: Apache-2.0
/// Ids: positions in the scenario's lists, one type for each kind, so that signatures say which.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

namespace entente {

/// The position of a `Tag` in the scenario's list of them; usable as an index.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::size_t index) : index_(static_cast<std::uint32_t>(index)) {}
  constexpr operator std::size_t() const { return index_; }
  constexpr auto operator<=>(const Id&) const = default;
  constexpr bool operator==(const Id&) const = default;

 private:
  std::uint32_t index_ = 0;
};

using IssueId = Id<struct IssueTag>;
using PartyId = Id<struct PartyTag>;
using DraftId = Id<struct DraftTag>;
using VariableId = Id<struct VariableTag>;
using EventId = Id<struct EventTag>;

/// The position of an option in its issue's list.
using Option = std::uint16_t;

}  // namespace entente

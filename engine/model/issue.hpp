// SPDX-License-Identifier: Apache-2.0
/// Issues, packages and drafts: what is negotiated about, and the texts on the table.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/ids.hpp"

namespace entente {

/// One way of settling an issue.
struct IssueOption {
  std::string id;
  std::string title;
  std::optional<double> amount;  ///< in the issue's unit
};

/// One point of the negotiation: an ordered list of named options.
struct Issue {
  std::string id;
  std::string title;
  std::string unit;  ///< of the amounts; may be empty
  std::vector<IssueOption> options;
  std::optional<Option> status_quo;  ///< what holds without an agreement on it
  std::vector<PartyId> consent;      ///< without each of these signatures the status quo stays
};

/// One option for every issue, by position.
using Package = std::vector<Option>;

/// A named package: a text on the table. A text silent on an issue leaves its status quo.
struct Draft {
  std::string id;
  std::string title;
  std::optional<PartyId> by;  ///< the party whose text it is
  Package package;
};

}  // namespace entente

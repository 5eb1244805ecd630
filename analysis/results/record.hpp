// SPDX-License-Identifier: Apache-2.0
/// A record: what is kept of one replication.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/results/assessment.hpp"
#include "analysis/results/transcript.hpp"
#include "engine/model/outcome.hpp"

namespace entente {

struct Record {
  std::uint64_t replication = 0;
  Outcome outcome;
  std::optional<Transcript> transcript;
  std::optional<Assessment> assessment = {};

  /// The same replication, gone on in another world from a round on.
  struct Branch {
    Outcome outcome;
    std::optional<Transcript> transcript;  ///< from the first round, which is no branch yet
    std::optional<Assessment> assessment;
  };
  std::optional<Branch> branch = {};
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Makes the other world and sees that the talks can go on in it.
#include "cli/branch.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "cli/exits.hpp"
#include "cli/layout.hpp"
#include "engine/negotiation/play.hpp"
#include "engine/scenario/reader.hpp"

namespace entente::cli {
namespace {

constexpr std::uint64_t kMostRounds = std::numeric_limits<int>::max();

[[noreturn]] void beyond_the_last(std::uint64_t round, const std::string& where, int last) {
  throw UsageError(fmt::format("--branch {}: the last round of {} is {}", round, where, last),
                   fmt::format("name one from 1 to {}", last));
}

}  // namespace

void check_branch(const Arguments& arguments) {
  if (!arguments.count("branch", 1, kMostRounds)) return;
  if (!arguments.has("set")) {
    throw UsageError("--branch is not told what is different from then on",
                     "add --set POINTER=VALUE");
  }
  if (arguments.positional.size() > 1) {
    throw UsageError("--branch compares one scenario with itself", "name one scenario");
  }
}

std::optional<Branch> branch_of(const NamedScenario& base, const Arguments& arguments) {
  const auto round = arguments.count("branch", 1, kMostRounds);
  if (!round) return std::nullopt;
  const std::vector<std::string> assignments = arguments.values("set");
  const auto is_beyond = [&round](const Scenario& scenario) {
    return *round > static_cast<std::uint64_t>(scenario.rounds);
  };
  if (is_beyond(base.scenario)) beyond_the_last(*round, base.name, base.scenario.rounds);
  Branch branch{.scenario = read_scenario(with_assignments(base.document, assignments)),
                .round = static_cast<int>(*round),
                .settings = enumerate(assignments)};
  if (is_beyond(branch.scenario)) beyond_the_last(*round, "the branch", branch.scenario.rounds);
  const std::string_view obstacle = branch_obstacle(base.scenario, branch.scenario);
  if (!obstacle.empty()) {
    throw UsageError(fmt::format("--set changes the {}, and talks under way cannot go on with "
                                 "others",
                                 obstacle),
                     "run two scenarios instead, or set something else");
  }
  return branch;
}

}  // namespace entente::cli

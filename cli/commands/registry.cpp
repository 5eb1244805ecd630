// SPDX-License-Identifier: Apache-2.0
/// The commands there are: a line for each.
#include "cli/command.hpp"

namespace entente::cli {

extern const Command kRun;
extern const Command kAnalyze;
extern const Command kCheck;
extern const Command kList;

std::span<const Command* const> commands() {
  static constexpr const Command* kCommands[] = {&kRun, &kAnalyze, &kCheck, &kList};
  return kCommands;
}

}  // namespace entente::cli

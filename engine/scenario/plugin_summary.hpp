// SPDX-License-Identifier: Apache-2.0
/// What reader and schema need of a plug-in, whatever its interface.
#pragma once

#include <vector>

#include "engine/base/plugin.hpp"
#include "engine/protocols/protocol.hpp"
#include "engine/strategies/strategy.hpp"

namespace entente {

struct PluginSummary {
  std::string_view name;
  std::string_view summary;
  std::span<const Parameter> parameters;
};

template <class S>
[[nodiscard]] std::vector<PluginSummary> summaries(std::span<const S* const> registry) {
  std::vector<PluginSummary> all;
  for (const S* spec : registry) all.push_back({spec->name, spec->summary, spec->parameters});
  return all;
}

}  // namespace entente

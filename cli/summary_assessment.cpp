// SPDX-License-Identifier: Apache-2.0
/// A paragraph on talks that failed, and one on agreements.
#include "cli/summary_assessment.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cli/layout.hpp"

namespace entente::cli {
namespace {

/// "41 % (38.1–44.2 %)".
std::string with_interval(const Proportion& proportion) {
  return fmt::format("{} ({}–{} %)", percent(proportion.share),
                     in_decimals(proportion.low * 100, 1), in_decimals(proportion.high * 100, 1));
}

/// Tells in how many searches were cut short, if in any.
std::string unsettled(std::uint64_t open) {
  return open == 0 ? std::string()
                   : fmt::format(" (In {} more a search was cut short.)", count_of(open, "talk"));
}

std::string paragraph(const std::string& title, const std::string& text, const Terminal& terminal) {
  const std::string lines = wrap(title + ": " + text, terminal.width, {"", "  "});
  return terminal.bold(title) + lines.substr(title.size());
}

}  // namespace

bool knows_vows(const Scenario& scenario) {
  return std::any_of(scenario.world.events.begin(), scenario.world.events.end(),
                     [](const Event& event) { return !event.effects.commitments.empty(); });
}

std::string deals_missed(const Scenario& scenario, const Summary& summary,
                         const Terminal& terminal) {
  const FailuresAssessed& failures = summary.assessment.failures;
  std::uint64_t count = 0;
  for (const Ending ending : kEndings) {
    if (failed(ending)) count += summary.endings[static_cast<std::size_t>(ending)].count;
  }
  if (count == 0) return {};
  const std::uint64_t settled = count - failures.end_open;
  if (settled == 0) {
    return paragraph("Deals missed",
                     fmt::format("whether there was a package that enough parties could sign "
                                 "stayed open in all {} without agreement.",
                                 count_of(count, "talk")),
                     terminal);
  }
  const auto how_many = [](const Proportion& deals, const std::string& share) {
    return deals.count == 0 ? std::string("none") : share;
  };
  std::string text = fmt::format(
      "in {} of {} without agreement there was a package in the end that enough parties could sign",
      how_many(failures.at_end, with_interval(failures.at_end)), count_of(settled, "talk"));
  if (failures.least_gain.count > 0) {
    const Figures& gain = failures.least_gain;
    text += fmt::format(", worth {} or more to each", figure(gain.mean));
    if (gain.count > 1) {
      text += fmt::format(" in the mean (5–95 %: {}–{})", figure(gain.quantiles.front()),
                          figure(gain.quantiles.back()));
    }
    if (knows_vows(scenario)) text += ", before the cost of public vows";
  }
  if (failures.start_open < count) {
    text += fmt::format("; in {} when they began",
                        how_many(failures.at_start, percent(failures.at_start.share)));
  }
  return paragraph("Deals missed",
                   text + "." + unsettled(std::max(failures.start_open, failures.end_open)),
                   terminal);
}

std::string left_on_the_table(const Summary& summary, const Terminal& terminal) {
  const AgreementsAssessed& agreements = summary.assessment.agreements;
  const std::uint64_t settled = summary.agreements.count - agreements.open;
  const std::uint64_t count = summary.agreements.count;
  if (count == 0) return {};
  std::string text = settled == 0 ? "whether any agreement was efficient stayed open"
                     : count > 1
                         ? fmt::format("{} of the {} agreements were efficient",
                                       with_interval(agreements.efficient), grouped(settled))
                     : agreements.efficient.count > 0 ? "the one agreement was efficient"
                                                      : "the one agreement was not efficient";
  if (agreements.left.count > 0) {
    text =
        fmt::format("{}{}; ", figure(agreements.left.mean), count > 1 ? " in the mean" : "") + text;
  }
  if (agreements.nash_share.count > 0) {
    text += fmt::format("; gains multiplied (Nash) reach {} of the most",
                        percent(agreements.nash_share.mean));
  }
  return paragraph("Left on the table", text + "." + unsettled(agreements.open), terminal);
}

}  // namespace entente::cli

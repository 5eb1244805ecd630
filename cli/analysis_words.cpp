// SPDX-License-Identifier: Apache-2.0
/// Sets of parties, shares, utilities and counts in words.
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

std::string ids_of(const Scenario& scenario, PartySet parties) {
  std::vector<std::string> ids;
  for (const PartyId party : parties_of(parties)) ids.push_back(plain(scenario.parties[party].id));
  return enumerate(ids);
}

}  // namespace

std::string Analysis::which_case() const {
  return options->only ? "draw " + grouped(*options->only) : "the expected case";
}

std::string names_of(const Scenario& scenario, PartySet parties) {
  std::vector<std::string> names;
  for (const PartyId party : parties_of(parties)) names.push_back(title_of(scenario, party));
  return names.empty() ? "nobody" : enumerate(names);
}

std::string names_of(const Scenario& scenario, PartySet parties, std::size_t width) {
  std::string names = names_of(scenario, parties);
  if (width_of(names) <= width) return names;
  const PartySet all = everyone(scenario.agreement);
  const PartySet others = all & ~parties;
  const bool among_them = (parties & ~all) == 0;
  if (among_them && others == 0) return fmt::format("all {} of them", std::popcount(all));
  if (among_them && std::popcount(others) < std::popcount(parties)) {
    for (const std::string& without : {names_of(scenario, others), ids_of(scenario, others)}) {
      if (width_of(without) + 8 <= width) return "all but " + without;
    }
  }
  return clip(ids_of(scenario, parties), width);
}

std::string name_of(const Scenario& scenario, DraftId draft) {
  return plain(scenario.drafts[draft].id);
}

std::string name_of(const Scenario& scenario, const RedLine& line) {
  const Party& party = scenario.parties[line.party];
  const std::string owner = title_of(scenario, line.party) + ": ";
  if (line.clause.empty()) {
    return owner + "its limit on " + title_of(scenario.issues[line.issues.front()]);
  }
  for (const Clause& clause : party.clauses) {
    if (clause.id == line.clause)
      return owner + plain(clause.title.empty() ? clause.id : clause.title);
  }
  return owner + plain(line.clause);
}

std::string change_to(const Scenario& scenario, IssueId id, Option option) {
  constexpr std::size_t kWidestOption = 48;
  const Issue& issue = scenario.issues[id];
  const std::string title = title_of(issue, option);
  return title_of(issue) + " → " +
         (width_of(title) <= kWidestOption ? title : plain(issue.options[option].id));
}

std::string share_of(const Proportion& proportion) {
  if (proportion.count > 0 && proportion.share < 0.0005) return "<0.1 %";
  if (proportion.share < 1 && proportion.share >= 0.9995) return ">99.9 %";
  return fmt::format("{:.1f} %", proportion.share * 100);
}

std::string interval_of(const Proportion& proportion) {
  return fmt::format("{:.1f}–{:.1f} %", proportion.low * 100, proportion.high * 100);
}

bool is_settled(const Share& share) {
  // Of nothing, the interval is all of it.
  return share.yes.count > 0 || share.yes.low > 0 || share.yes.high < 1;
}

std::string share_of(const Share& share) {
  return is_settled(share) ? share_of(share.yes) : "open";
}

std::string part_of(std::uint64_t count, std::uint64_t all) {
  return all == 0 ? "–" : percent(static_cast<double>(count) / static_cast<double>(all));
}

namespace {

int decimals_of(double value) {
  const double magnitude = std::abs(value);
  return magnitude >= 0.005 || magnitude < 0.00005 ? 2 : magnitude >= 0.0005 ? 3 : 4;
}

}  // namespace

std::string utility(double value) { return in_decimals(value, decimals_of(value)); }

std::string signed_utility(double value) { return signed_in_decimals(value, decimals_of(value)); }

std::string shortfall(double value) { return value < 0.0005 ? "<0.001" : figure(value); }

std::string range_of(const Figures& figures) {
  const std::string low = figure(figures.quantiles.front());
  const std::string high = figure(figures.quantiles.back());
  return low[0] == '-' || high[0] == '-' ? low + " to " + high : low + "–" + high;
}

std::string count_in_words(double log10_count) {
  if (log10_count < 6) {
    return grouped(static_cast<std::uint64_t>(std::llround(std::pow(10, log10_count))));
  }
  double whole = std::floor(log10_count);
  double mantissa = std::round(std::pow(10, log10_count - whole) * 10) / 10;
  if (mantissa >= 10) {
    mantissa = 1;
    ++whole;
  }
  return fmt::format("{:.1f} × 10^{:.0f}", mantissa, whole);
}

std::string heading(const Terminal& terminal, std::string_view title, std::string_view rest) {
  std::string lines = wrap(std::string(title) + std::string(rest), terminal.width, {"", "  "});
  // A title that is wider than the terminal is not worth two bold lines.
  if (!lines.starts_with(title)) return lines;
  return terminal.bold(title) + lines.substr(title.size());
}

std::string remark(const Terminal& terminal, std::string_view text) {
  const std::string lines = wrap(text, terminal.width, {"  ", "  "});
  std::string result;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    result += terminal.dim(lines.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return result;
}

std::string entry(const Terminal& terminal, std::string_view text) {
  return wrap(text, terminal.width, {"  ", "    "});
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

}  // namespace entente::cli

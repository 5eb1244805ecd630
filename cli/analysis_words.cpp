// SPDX-License-Identifier: Apache-2.0
/// Sets of parties, shares, utilities and counts in words.
#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

/// In thousandths, rounded up: so much is enough, whatever the digits that are not told.
double rounded_up(double value) {
  constexpr double kNoise = 1e-6;  // of a thousandth
  return std::max(1.0, std::ceil(value * 1000 - kNoise)) / 1000;
}

/// One number in every draw.
bool is_constant(const Figures& figures) {
  constexpr double kNoise = 1e-9;
  return figures.count == 0 || figures.max - figures.min <= kNoise;
}

bool is_constant(const Share& share) {
  return share.open == 0 && (share.yes.share <= 0 || share.yes.share >= 1);
}

}  // namespace

bool are_all_alike(const Survey& survey) {
  constexpr double kNoise = 1e-9;
  const Draws& draws = *survey.draws;
  // The picture may be the mean of more draws than were wanted.
  const Picture& picture = survey.picture;
  if (picture.solutions && picture.solutions->egalitarian && draws.margin.count > 0 &&
      std::abs(picture.solutions->egalitarian->value - draws.margin.mean) > kNoise) {
    return false;
  }
  if (picture.obstacles && draws.margin.count > 0 &&
      std::abs(picture.obstacles->margin - draws.margin.mean) > kNoise) {
    return false;
  }
  for (std::size_t d = 0; d < draws.drafts.size(); ++d) {
    const std::vector<double>& gains = picture.drafts[d].efficiency.gains;
    for (std::size_t p = 0; p < gains.size(); ++p) {
      if (std::abs(gains[p] - draws.drafts[d].gains[p].mean) > kNoise) return false;
    }
  }
  const auto constant = [](const Figures& figures) { return is_constant(figures); };
  return is_constant(draws.zone) && is_constant(draws.margin) &&
         std::all_of(draws.by_set.begin(), draws.by_set.end(),
                     [](const auto& one) { return is_constant(one.zone); }) &&
         std::all_of(draws.coalitions.begin(), draws.coalitions.end(),
                     [](const auto& one) { return is_constant(one.zone); }) &&
         std::all_of(draws.solutions.begin(), draws.solutions.end(),
                     [&](const SolutionSurvey& one) {
                       return std::all_of(one.gains.begin(), one.gains.end(), constant);
                     }) &&
         std::all_of(draws.drafts.begin(), draws.drafts.end(), [&](const DraftSurvey& one) {
           return std::all_of(one.gains.begin(), one.gains.end(), constant);
         });
}

std::string Analysis::which_case() const {
  if (options->only) return "draw " + grouped(*options->only);
  if (!all_alike) return "the expected case";
  return options->replications == 1 ? "the one draw" : "every draw";
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
    return "all but " + names_of(scenario, others);
  }
  return names;
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
  return title_of(issue) + " → " + clip(title, kWidestOption);
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

std::string shortfall(double value) { return figure(rounded_up(value)); }

std::string sum_of_shortfalls(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += rounded_up(value);
  return figure(sum);
}

std::string range_of_shortfalls(const Figures& figures) {
  const std::string low = shortfall(figures.quantiles.front());
  const std::string high = shortfall(figures.quantiles.back());
  return low == high ? low : low + "–" + high;
}

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

std::string row_of(std::string_view first, std::size_t name, const std::vector<std::string>& cells,
                   const std::vector<std::size_t>& widths) {
  const std::string lines = wrap(first, name, {"  ", "    "});
  const std::size_t end = lines.find('\n');
  std::string row = pad(lines.substr(0, end), name);
  for (std::size_t c = 0; c < cells.size(); ++c) row += pad_left(cells[c], widths[c]);
  row.erase(row.find_last_not_of(' ') + 1);
  return row + lines.substr(end);
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

// SPDX-License-Identifier: Apache-2.0
/// Tables where they fit, paragraphs where they do not.
#include "cli/summary_situation.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kWide = 72;

/// Share and surplus apart, so that a table can align them.
struct Distance {
  std::string share;
  std::string surplus;
};

Distance distance(const DraftSummary& draft) {
  return {percent(draft.signable.share), signed_in_decimals(draft.surplus.mean, 2)};
}

/// A draft's title where there is room for it, else its id.
std::string name_of(const Draft& draft, std::size_t width) {
  const std::string title = plain(draft.title.empty() ? draft.id : draft.title);
  return width_of(title) <= width ? title : plain(draft.id);
}

constexpr std::size_t kShare = 7;
constexpr std::size_t kSurplus = 7;
constexpr std::size_t kLeastCell = kShare + kSurplus;

/// A line for each row, a cell for each column.
std::string table(const std::vector<std::string>& rows, const std::vector<std::string>& columns,
                  const std::vector<std::vector<Distance>>& cells, std::size_t name,
                  std::size_t cell_width) {
  std::string text = std::string(name, ' ');
  for (const std::string& column : columns) {
    text += pad_left(clip(column, cell_width - 1), cell_width);
  }
  text += "\n";
  for (std::size_t r = 0; r < rows.size(); ++r) {
    text += pad("  " + rows[r], name);
    for (const Distance& cell : cells[r]) {
      text += pad_left(cell.share, cell_width - kSurplus) + pad_left(cell.surplus, kSurplus);
    }
    text += "\n";
  }
  return text;
}

std::string in_paragraphs(const Scenario& scenario, const Summary& summary,
                          const Terminal& terminal) {
  std::string text;
  for (std::size_t d = 0; d < scenario.drafts.size(); ++d) {
    std::vector<std::string> parties;
    for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
      const Distance cell = distance(summary.drafts[d][p]);
      parties.push_back(title_of(scenario, PartyId(p)) + " " + cell.share + " (" + cell.surplus +
                        ")");
    }
    text += wrap(
        plain(scenario.drafts[d].title.empty() ? scenario.drafts[d].id : scenario.drafts[d].title) +
            ": " + enumerate(parties),
        terminal.width, {"  ", "    "});
  }
  return text;
}

/// Whether a variable ends where it starts, in all talks.
bool never_moves(const Variable& variable, const Figures& at_the_end) {
  const auto [lo, hi] = support(variable.initial);
  return lo == hi && at_the_end.min == lo && at_the_end.max == lo;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

/// How much was missing where no text could be signed, and most often to whom.
std::string what_was_missing(const Scenario& scenario, const NearestSummary& nearest) {
  const Figures& missing = nearest.missing;
  const auto most = std::max_element(nearest.decisive.begin(), nearest.decisive.end());
  const PartyId party(static_cast<std::size_t>(most - nearest.decisive.begin()));
  const std::string range = figure(missing.quantiles.front()) == figure(missing.quantiles.back())
                                ? std::string()
                                : fmt::format(" (5–95 %: {}–{})", figure(missing.quantiles.front()),
                                              figure(missing.quantiles.back()));
  const std::string how_often =
      *most == missing.count
          ? std::string("always")
          : "in " + percent(static_cast<double>(*most) / static_cast<double>(missing.count));
  return fmt::format("the nearest text was {} short{}{}, {} for {}", figure(missing.mean),
                     missing.count > 1 ? " in the mean" : "", range, how_often,
                     title_of(scenario, party));
}

}  // namespace

std::string how_near_they_came(const Scenario& scenario, const Summary& summary,
                               const Terminal& terminal) {
  const std::string title = "How near they came";
  const NearestSummary& nearest = summary.nearest;
  std::string line = title + ": ";
  if (nearest.surplus.count == 0) {
    line += "every text crossed red lines of too many, or there was none.";
  } else {
    const bool consents = std::any_of(scenario.issues.begin(), scenario.issues.end(),
                                      [](const Issue& issue) { return !issue.consent.empty(); });
    line += fmt::format("in {} of all talks some text was one that enough parties could sign{}",
                        percent(nearest.signable.share), consents ? ", consents aside" : "");
    if (nearest.missed.count > 0) {
      line += fmt::format(", and in {} of all too few signed one in the end",
                          percent(nearest.missed.share));
    }
    if (nearest.missing.count > 0) {
      line += "; in the others " + what_was_missing(scenario, nearest);
    }
    line += ".";
  }
  const std::string lines = wrap(line, terminal.width, {"", "  "});
  return terminal.bold(title) + lines.substr(title.size());
}

std::string texts_on_the_table(const Scenario& scenario, const Summary& summary,
                               const Terminal& terminal) {
  if (scenario.drafts.empty() || summary.replications == 0) return {};
  const std::string title = "Texts on the table";
  const std::string heading =
      wrap(title + " at the start: % of talks each could sign, worth over no deal", terminal.width);
  std::string text = terminal.bold(title) + heading.substr(title.size());
  constexpr std::size_t kLeastName = 16;
  const std::size_t drafts = scenario.drafts.size();
  const std::size_t parties = scenario.parties.size();
  const auto fits = [&](std::size_t columns) {
    return kLeastName + columns * kLeastCell <= terminal.width;
  };
  if (terminal.width < kWide || (!fits(parties) && !fits(drafts))) {
    return text + in_paragraphs(scenario, summary, terminal);
  }
  const bool by_draft = fits(parties);
  const std::size_t columns = by_draft ? parties : drafts;
  std::vector<std::string> of_drafts, of_parties;
  std::size_t longest = 0;
  for (std::size_t p = 0; p < parties; ++p) {
    of_parties.push_back(title_of(scenario, PartyId(p)));
    longest = std::max(longest, width_of(of_parties.back()));
  }
  const std::size_t cell = std::clamp(by_draft ? longest + 1 : kLeastCell, kLeastCell,
                                      (terminal.width - kLeastName) / columns);
  const std::size_t name = std::min<std::size_t>(terminal.width - columns * cell, 40);
  for (const Draft& draft : scenario.drafts) {
    of_drafts.push_back(name_of(draft, by_draft ? name - 3 : cell - 1));
  }
  std::vector<std::vector<Distance>> cells(by_draft ? drafts : parties);
  for (std::size_t d = 0; d < drafts; ++d) {
    for (std::size_t p = 0; p < parties; ++p) {
      cells[by_draft ? d : p].push_back(distance(summary.drafts[d][p]));
    }
  }
  return text + (by_draft ? table(of_drafts, of_parties, cells, name, cell)
                          : table(of_parties, of_drafts, cells, name, cell));
}

std::string concessions(const Scenario& scenario, const Summary& summary,
                        const Terminal& terminal) {
  std::vector<std::string> conceded, silent, audience;
  for (std::size_t p = 0; p < summary.parties.size(); ++p) {
    const PartySummary& party = summary.parties[p];
    const std::string name = title_of(scenario, PartyId(p));
    if (party.conceded.count == 0) {
      silent.push_back(name);
    } else {
      conceded.push_back(name + " " + in_decimals(party.conceded.mean, 2));
    }
    if (party.audience.count == 0) continue;
    const double share =
        static_cast<double>(party.audience.count) / static_cast<double>(summary.replications);
    audience.push_back(fmt::format("{} {} in {} of all talks", name,
                                   in_decimals(party.audience.mean, 3), percent(share)));
  }
  if (conceded.empty()) return {};
  const std::string title = "Conceded from the opening";
  std::string line = title + ", in the mean: " + enumerate(conceded);
  if (!silent.empty())
    line += "; " + enumerate(silent) + " made no demand of " +
            (silent.size() == 1 ? "its own" : "their own");
  const std::string lines = wrap(line + ".", terminal.width, {"", "  "});
  std::string text = terminal.bold(title) + lines.substr(title.size());
  if (!audience.empty()) {
    text += wrap("Backing down in public cost at home: " + enumerate(audience) + ".",
                 terminal.width, {"", "  "});
  }
  return text;
}

std::string world_at_the_end(const Scenario& scenario, const Summary& summary,
                             const Terminal& terminal) {
  const std::vector<Variable>& variables = scenario.world.variables;
  if (variables.empty() || summary.replications == 0) return {};
  const std::string title = "The world at the end";
  constexpr std::size_t kMean = 9;
  constexpr std::size_t kRange = 17;
  constexpr std::size_t kMostInTable = 4;
  const auto range = [](const Figures& figures) {
    return figure(figures.quantiles.front()) + " to " + figure(figures.quantiles.back());
  };
  if (variables.size() > kMostInTable) {
    std::vector<std::string> moved, unmoved;
    for (std::size_t v = 0; v < variables.size(); ++v) {
      const Figures& figures = summary.world[v];
      const std::string id = plain(variables[v].id);
      if (never_moves(variables[v], figures)) {
        unmoved.push_back(id);
      } else {
        moved.push_back(fmt::format("{} {} ({})", id, figure(figures.mean), range(figures)));
      }
    }
    std::string line = title + ", mean (5–95 %): " + joined(moved, "; ");
    if (!unmoved.empty()) {
      line += (moved.empty() ? "never moves: " : "; never moved: ") + joined(unmoved, ", ");
    }
    const std::string lines = wrap(line, terminal.width, {"", "  "});
    return terminal.bold(title) + lines.substr(title.size());
  }
  if (terminal.width < kWide) {
    std::string text = terminal.bold(title) + "\n";
    for (std::size_t v = 0; v < variables.size(); ++v) {
      text += wrap(fmt::format("{}: {} (5–95 %: {})", plain(variables[v].title),
                               figure(summary.world[v].mean), range(summary.world[v])),
                   terminal.width, {"  ", "    "});
    }
    return text;
  }
  std::size_t longest = title.size();
  for (const Variable& variable : variables) {
    longest = std::max(longest, width_of(plain(variable.title)) + 2);
  }
  const std::size_t name = std::min(longest, terminal.width - kMean - kRange);
  std::string text =
      terminal.bold(pad(title, name)) + pad_left("mean", kMean) + pad_left("5–95 %", kRange) + "\n";
  for (std::size_t v = 0; v < variables.size(); ++v) {
    text += pad("  " + plain(variables[v].title), name) +
            pad_left(figure(summary.world[v].mean), kMean) +
            pad_left(range(summary.world[v]), kRange) + "\n";
  }
  return text;
}

}  // namespace entente::cli

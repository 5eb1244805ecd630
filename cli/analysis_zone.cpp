// SPDX-License-Identifier: Apache-2.0
/// Zones of possible agreement: for whom they exist, how often, and how large they are.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "cli/analysis_sections.hpp"
#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kMostSets = 6;
constexpr std::size_t kWidestInText = 60;

/// The greatest least gain over no deal, if a zone exists; else at most what is missing.
double margin_of(const Analysis& analysis, const Zone& zone) {
  const auto& solutions = analysis.picture().solutions;
  if (zone.exists == Answer::yes && solutions && solutions->signatories == zone.signatories &&
      solutions->egalitarian) {
    return solutions->egalitarian->value;
  }
  return zone.margin;
}

std::string draws_in_words(const Analysis& analysis) {
  const Draws& draws = *analysis.draws();
  const std::uint64_t settled = draws.replications - draws.zone.open;
  if (settled == 0) return "Whether a deal exists stayed open in all draws.";
  std::string text = "A deal that enough of them could sign exists in ";
  if (settled == 1) {
    text = draws.zone.yes.count == 0 ? "No deal exists in the one draw" : text + "the one draw";
  } else if (draws.zone.yes.count == 0) {
    text += "none";
  } else if (draws.zone.yes.count == settled) {
    text += "all";
  } else {
    text += share_of(draws.zone.yes);
  }
  if (settled > 1) {
    text += fmt::format(" of {} ({})", count_of(settled, "draw"), interval_of(draws.zone.yes));
  }
  if (draws.zone.open > 0) text += fmt::format(", {} more stayed open", grouped(draws.zone.open));
  if (draws.by_set.size() < 2 || draws.zone.yes.count == 0) return text + ".";
  const auto name = [&](const Draws::BySet& set) {
    return names_of(*analysis.scenario, set.signatories, kWidestInText);
  };
  const Draws::BySet& largest = draws.by_set.front();
  const Draws::BySet& most = *std::max_element(
      draws.by_set.begin(), draws.by_set.end(),
      [](const auto& x, const auto& y) { return x.zone.yes.count < y.zone.yes.count; });
  if (largest.zone.yes.count == draws.zone.yes.count) {
    text += ", each time for " + name(largest);
  } else if (&largest == &most) {
    text += fmt::format(", most often for {} ({})", name(most), share_of(most.zone));
  } else {
    text += fmt::format(", most often for {} ({}); for {} in {}", name(most), share_of(most.zone),
                        name(largest), share_of(largest.zone));
  }
  return text + ".";
}

std::string case_in_words(const Analysis& analysis) {
  const Zones& zones = analysis.picture().zones;
  const auto& obstacles = analysis.picture().obstacles;
  const bool first = analysis.draws() == nullptr;  // nothing was said of a deal before
  std::string text = "In " + analysis.which_case();
  if (!analysis.options->only && !analysis.all_alike)
    text += " (every worth and limit at its mean)";
  if (zones.widest) {
    const Zone& zone = zones.zones[*zones.widest];
    const std::string margin = figure(std::max(0.0, margin_of(analysis, zone)));
    return text + fmt::format(
                      " {} exists for {}: a text that is worth at least {} to each of them "
                      "{} no deal.",
                      first ? "a deal" : "one",
                      names_of(*analysis.scenario, zone.signatories, kWidestInText),
                      margin == "0" ? "as much" : margin + " more", margin == "0" ? "as" : "than");
  }
  if (zones.exists == Answer::open) {
    return text + fmt::format(" it stayed open whether {} exists.", first ? "a deal" : "one");
  }
  text += first ? " no deal exists: " : " none exists: ";
  if (!obstacles || !std::isfinite(obstacles->margin))
    return text + "red lines leave no text open.";
  return text + fmt::format("{} leaves somebody {} short of what no deal is worth to it.",
                            obstacles->gains_proven ? "the text that comes nearest"
                                                    : "the nearest text that was found",
                            shortfall(-obstacles->margin));
}

/// How near it comes is exact, and told, only of the set that comes nearest.
std::string answer_of(const Analysis& analysis, const Zone& zone) {
  if (zone.exists == Answer::yes) return "yes";
  if (zone.exists == Answer::open) return "open";
  if (!std::isfinite(zone.margin)) return "no, red lines";
  const auto& obstacles = analysis.picture().obstacles;
  if (!obstacles || obstacles->nearest != zone.signatories) return "no";
  return "no, " + shortfall(-obstacles->margin) + " short";
}

const Zone* find(const Zones& zones, PartySet signatories) {
  const auto found =
      std::find_if(zones.zones.begin(), zones.zones.end(),
                   [signatories](const Zone& zone) { return zone.signatories == signatories; });
  return found == zones.zones.end() ? nullptr : &*found;
}

/// The largest set first, then those that have a zone most often; of one draw, those that have one.
std::vector<PartySet> sets_shown(const Analysis& analysis) {
  struct Ranked {
    PartySet set;
    std::uint64_t often;
  };
  std::vector<Ranked> ranked;
  if (const Draws* draws = analysis.draws(); draws != nullptr && !draws->by_set.empty()) {
    for (const auto& set : draws->by_set) ranked.push_back({set.signatories, set.zone.yes.count});
  } else {
    for (const Zone& zone : analysis.picture().zones.zones) {
      ranked.push_back({zone.signatories, zone.exists == Answer::yes ? 1U : 0U});
    }
  }
  if (ranked.size() > kMostSets) {
    std::stable_sort(ranked.begin() + 1, ranked.end(),
                     [](const Ranked& a, const Ranked& b) { return a.often > b.often; });
  }
  std::vector<PartySet> sets;
  for (const Ranked& one : ranked) sets.push_back(one.set);
  return sets;
}

std::string counts_between(double low, double high) {
  const std::string least = count_in_words(low);
  const std::string most = count_in_words(high);
  return least == most ? least : least + " to " + most;
}

std::string size_in_words(const Analysis& analysis) {
  std::vector<std::string> parts;
  if (const auto& size = analysis.picture().size;
      size && std::isfinite(size->log10_count) && std::isfinite(size->log10_packages)) {
    const std::string of =
        count_in_words(size->log10_packages) + " packages that their red lines leave";
    std::string part = "In " + analysis.which_case() + " the widest zone holds ";
    if (size->exact) {
      part += count_in_words(size->log10_count) + " of " + of + ", counted";
    } else {
      part += fmt::format("about {} of {} (estimated, 95 %: {})", count_in_words(size->log10_count),
                          of, counts_between(size->log10_low, size->log10_high));
    }
    const double rarity = size->log10_packages - size->log10_count;
    if (rarity >= 1) part += ", one in " + count_in_words(rarity);
    parts.push_back(part + ".");
  }
  if (const Draws* draws = analysis.draws(); draws != nullptr && draws->log10_size.count > 1) {
    const Figures& size = draws->log10_size;
    const std::string median = count_in_words(size.quantiles[2]);
    const std::string range = counts_between(size.quantiles.front(), size.quantiles.back());
    parts.push_back("Over the draws with one, " + median +
                    (range == median ? "." : " in the median (5–95 %: " + range + ")."));
  }
  return joined(parts, " ");
}

}  // namespace

std::string short_answer(const Analysis& analysis) {
  std::string text;
  if (analysis.draws() != nullptr) {
    text = draws_in_words(analysis) + " ";
  }
  return wrap(text + case_in_words(analysis), analysis.terminal->width);
}

std::string who_could_sign(const Analysis& analysis) {
  const Terminal& terminal = *analysis.terminal;
  const Draws* draws = analysis.draws();
  const std::vector<PartySet> sets = sets_shown(analysis);
  const std::size_t shown = std::min(sets.size(), kMostSets);
  const std::string title = "Zone of possible agreement";
  const std::string label =
      analysis.options->only || analysis.all_alike ? analysis.which_case() : "expected case";
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < shown; ++i) {
    const Zone* zone = find(analysis.picture().zones, sets[i]);
    std::vector<std::string>& row = rows.emplace_back();
    if (draws != nullptr) {
      const auto of_set = std::find_if(draws->by_set.begin(), draws->by_set.end(),
                                       [&](const auto& one) { return one.signatories == sets[i]; });
      const bool known = of_set != draws->by_set.end();
      row.push_back(known ? share_of(of_set->zone) : "–");
      row.push_back(known && is_settled(of_set->zone) ? interval_of(of_set->zone.yes) : "");
    }
    row.push_back(zone == nullptr ? "–" : answer_of(analysis, *zone));
  }
  std::string text;
  if (analysis.is_wide()) {
    std::vector<std::string> labels{label};
    if (draws != nullptr) labels = {"of draws", "95 %", label};
    std::vector<std::size_t> widths;
    std::size_t name = terminal.width;
    for (std::size_t c = 0; c < labels.size(); ++c) {
      std::size_t widest = width_of(labels[c]);
      for (const auto& row : rows) widest = std::max(widest, width_of(row[c]));
      name -= widths.emplace_back(widest + 2);
    }
    text = terminal.bold(pad(title, name));
    for (std::size_t c = 0; c < labels.size(); ++c) text += pad_left(labels[c], widths[c]);
    text += "\n";
    for (std::size_t i = 0; i < shown; ++i) {
      text += row_of(names_of(*analysis.scenario, sets[i], name - 2), name, rows[i], widths);
    }
  } else {
    text = terminal.bold(title) + "\n";
    for (std::size_t i = 0; i < shown; ++i) {
      text += entry(terminal, fmt::format("{}: {}{} {}",
                                          names_of(*analysis.scenario, sets[i], terminal.width),
                                          draws != nullptr ? rows[i].front() + " of draws; " : "",
                                          label, rows[i].back()));
    }
  }
  if (sets.size() > shown) {
    const std::size_t more = sets.size() - shown;
    text += entry(terminal, fmt::format("and {} that would suffice", count_of(more, "more set")));
  }
  text +=
      remark(terminal,
             "Texts worth at least as much as no deal to each of a set, within their red lines; "
             "points that need the consent of others stay as they are." +
                 std::string(analysis.picture().zones.complete
                                 ? ""
                                 : " There are more sets than were looked at."));
  const std::string size = size_in_words(analysis);
  return size.empty() ? text : text + entry(terminal, size);
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Rows of three: the base, the branch, and what lies between them.
#include "cli/branch_screen.hpp"

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

constexpr std::size_t kWide = 72;
constexpr std::size_t kValue = 9;

std::string share(const Proportion& proportion) {
  if (proportion.count > 0 && proportion.share < 0.0005) return "<0.1 %";
  if (proportion.share < 1 && proportion.share >= 0.9995) return ">99.9 %";
  return in_decimals(proportion.share * 100, 1) + " %";
}

/// In how many decimals no bound of an interval looks like 0 without being it.
template <class Difference>
int decimals_for(const Difference& difference, double scale, int least) {
  constexpr int kMost = 6;
  int decimals = least;
  for (const double bound : {difference.low, difference.high}) {
    while (decimals < kMost && bound != 0 &&
           signed_in_decimals(bound * scale, decimals) == in_decimals(0, decimals)) {
      ++decimals;
    }
  }
  return decimals;
}

/// "+3.2 (+1.0 to +5.4)", or that there is no difference to be seen. `alike`: in every pair.
template <class Difference>
std::string in_words(const Difference& difference, double scale, int decimals, bool alike) {
  if (alike) return "the same in every talk";
  if (!covers_zero(difference)) decimals = decimals_for(difference, scale, decimals);
  const std::string range = signed_in_decimals(difference.low * scale, decimals) + " to " +
                            signed_in_decimals(difference.high * scale, decimals);
  if (covers_zero(difference)) return "no clear difference (" + range + ")";
  return signed_in_decimals(difference.difference * scale, decimals) + " (" + range + ")";
}

std::string of_shares(const ShareDifference& difference) {
  return in_words(difference, 100, 1, difference.only_first == 0 && difference.only_second == 0);
}

std::string of_means(const MeanDifference& difference) {
  return in_words(difference, 1, 3, difference.difference == 0 && difference.sd == 0);
}

struct Row {
  std::string name;
  std::string base;
  std::string branch;
  std::string difference;
};

std::string rows_of(const std::string& title, const std::string& unit, const std::vector<Row>& rows,
                    const Terminal& terminal) {
  std::string text;
  if (terminal.width < kWide) {
    const std::string lines = wrap(title + "; " + unit, terminal.width);
    text = terminal.bold(title) + lines.substr(title.size());
    for (const Row& row : rows) {
      text += wrap(fmt::format("{}: {}, in the branch {}; {}", row.name, row.base, row.branch,
                               row.difference),
                   terminal.width, {"  ", "    "});
    }
    return text;
  }
  constexpr std::size_t kDifference = 38;
  const std::size_t name = std::min<std::size_t>(terminal.width - 2 * kValue - 2 - kDifference, 36);
  text = terminal.bold(pad(title, name)) + pad_left("base", kValue) + pad_left("branch", kValue) +
         "  " + unit + "\n";
  for (const Row& row : rows) {
    text += pad("  " + row.name, name) + pad_left(row.base, kValue) + pad_left(row.branch, kValue) +
            "  " + row.difference + "\n";
  }
  return text;
}

std::string heading(const Scenario& scenario, const Branch& branch, std::uint64_t replications,
                    std::uint64_t seed, const Terminal& terminal) {
  const std::string title =
      plain(scenario.title) + (scenario.date.empty() ? "" : " (" + plain(scenario.date) + ")");
  return terminal.bold(clip(title, terminal.width)) + "\n" +
         wrap(fmt::format("{}, each in two worlds · seed {}", count_of(replications, "negotiation"),
                          seed),
              terminal.width) +
         wrap(fmt::format("The branch departs at the beginning of round {} with {}", branch.round,
                          plain(branch.settings)),
              terminal.width) +
         wrap("base   " + scenario.digest, terminal.width) +
         wrap("branch " + branch.scenario.digest, terminal.width);
}

/// The talks, of all, that failed although a deal existed when they ended.
Proportion missed_in_all(const Summary& summary) {
  return proportion(summary.assessment.failures.at_end.count, summary.replications);
}

std::string how_many_differ(const Differences& differences, int round) {
  const std::uint64_t departed = differences.replications - differences.before;
  std::string text;
  if (differences.before > 0) {
    text = fmt::format("{} ended before round {} and {} the same in both worlds. ",
                       count_of(differences.before, "negotiation"), round,
                       differences.before == 1 ? "is" : "are");
  }
  if (departed == 0) return text + "None is left to depart.";
  return text + fmt::format(
                    "Of {} in which the worlds part, {} in the same way, in the same "
                    "round, on the same package.",
                    departed == 1 ? "the one" : "the " + grouped(departed),
                    differences.unchanged == 0          ? "none ends"
                    : differences.unchanged == departed ? "each ends"
                    : differences.unchanged == 1        ? "one ends"
                                                        : grouped(differences.unchanged) + " end");
}

}  // namespace

std::string branch_screen(const Scenario& scenario, const Branch& branch, const Summary& base,
                          const Summary& of_branch, const Differences& differences,
                          std::uint64_t seed, const Terminal& terminal) {
  std::vector<Row> endings;
  for (const Ending ending : kEndings) {
    const auto e = static_cast<std::size_t>(ending);
    if (base.endings[e].count + of_branch.endings[e].count == 0) continue;
    endings.push_back({std::string(name_of(ending)), share(base.endings[e]),
                       share(of_branch.endings[e]), of_shares(differences.endings[e])});
  }
  endings.push_back({"any agreement", share(base.agreements), share(of_branch.agreements),
                     of_shares(differences.agreements)});
  if (base.cut_off.count + of_branch.cut_off.count > 0) {
    endings.push_back({"broken off", share(base.cut_off), share(of_branch.cut_off),
                       of_shares(differences.cut_off)});
  }
  const Proportion missed = missed_in_all(base);
  const Proportion missed_there = missed_in_all(of_branch);
  if (missed.count + missed_there.count > 0) {
    endings.push_back(
        {"deal missed", share(missed), share(missed_there), of_shares(differences.missed)});
  }
  std::vector<Row> payoffs, surpluses;
  for (std::size_t p = 0; p < base.parties.size(); ++p) {
    const std::string name = title_of(scenario, PartyId(p));
    payoffs.push_back({name, in_decimals(base.parties[p].payoff.mean, 2),
                       in_decimals(of_branch.parties[p].payoff.mean, 2),
                       of_means(differences.parties[p].payoff)});
    surpluses.push_back({name, in_decimals(base.parties[p].surplus.mean, 2),
                         in_decimals(of_branch.parties[p].surplus.mean, 2),
                         of_means(differences.parties[p].surplus)});
  }
  if (differences.nearest.count > 0) {
    surpluses.push_back({"nearest text", in_decimals(base.nearest.surplus.mean, 2),
                         in_decimals(of_branch.nearest.surplus.mean, 2),
                         of_means(differences.nearest)});
  }
  const std::string points = "branch less base, points (95 %)";
  const std::string means = "branch less base (95 %)";
  return heading(scenario, branch, differences.replications, seed, terminal) + "\n" +
         rows_of("How they end", points, endings, terminal) + "\n" +
         rows_of("Payoff, in the mean", means, payoffs, terminal) + "\n" +
         rows_of("Worth over no deal", means, surpluses, terminal) + "\n" +
         wrap(how_many_differ(differences, branch.round), terminal.width) + "\n" +
         wrap(
             "No clear difference: the interval covers 0. Intervals are those of paired "
             "replications: Tango's for shares, normal for means.",
             terminal.width) +
         (missed.count + missed_there.count > 0
              ? wrap("Deal missed: no agreement, although a package was left when the talks ended "
                     "that enough parties could have signed.",
                     terminal.width)
              : std::string()) +
         (differences.nearest.count > 0
              ? wrap("Nearest text: the one in all the talks that came nearest to an agreement; "
                     "over "
                     "no deal, to the party that decides whether enough can sign it.",
                     terminal.width)
              : std::string()) +
         wrap("Shares of simulated negotiations under the stated assumptions, not forecasts.",
              terminal.width);
}

}  // namespace entente::cli

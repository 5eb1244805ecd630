// SPDX-License-Identifier: Apache-2.0
/// Lays a summary out for a terminal, wide or narrow.
#include "cli/summary_screen.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/summary_assessment.hpp"
#include "cli/summary_points.hpp"
#include "cli/summary_situation.hpp"
#include "cli/titles.hpp"

namespace entente::cli {
namespace {

/// From this width on there are tables; below it, paragraphs.
constexpr std::size_t kWide = 72;

std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  return text == "-0.00" ? "0.00" : text;
}

std::string interval(const Proportion& proportion) {
  return fmt::format("{:.1f}–{:.1f} %", proportion.low * 100, proportion.high * 100);
}

/// To a tenth of a per cent, where rounding would hide that it is not none or not all.
std::string share_of(const Proportion& proportion) {
  if (proportion.count > 0 && proportion.share < 0.0005) return "<0.1 %";
  if (proportion.share < 1 && proportion.share >= 0.9995) return ">99.9 %";
  return fmt::format("{:.1f} %", proportion.share * 100);
}

std::string heading(const Scenario& scenario, const Summary& summary, std::uint64_t seed,
                    const Terminal& terminal) {
  const std::string title =
      plain(scenario.title) + (scenario.date.empty() ? "" : " (" + plain(scenario.date) + ")");
  const std::string facts = count_of(summary.replications, "negotiation") + " · seed " +
                            std::to_string(seed) + " · digest " + scenario.digest;
  std::string text;
  const std::string lines = wrap(title, terminal.width);
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    text += terminal.bold(lines.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return text + wrap(facts, terminal.width);
}

/// "a", "a or b", "a, b or c".
std::string alternatives(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

/// The endings that happen in a line each, the others in one.
std::string endings(const Summary& summary, const Terminal& terminal) {
  constexpr std::size_t kName = 14;
  constexpr std::size_t kShare = 9;
  constexpr std::size_t kInterval = 15;
  const std::size_t fixed = 2 + kName + kShare + kInterval;
  const std::size_t bars = terminal.width > fixed + 8 ? terminal.width - fixed - 2 : 0;
  const std::string columns = terminal.width >= kWide ? "share, 95 % interval" : "share, 95 %";
  std::string text = terminal.bold(pad("How they end", 2 + kName + 3)) + columns + "\n";
  std::vector<std::string> none;
  for (std::size_t e = 0; e < kEndingCount; ++e) {
    const Proportion& ending = summary.endings[e];
    if (ending.count == 0) {
      none.emplace_back(name_of(kEndings[e]));
      continue;
    }
    text += "  " + pad(name_of(kEndings[e]), kName) + pad_left(share_of(ending), kShare) +
            pad_left(interval(ending), kInterval);
    if (bars > 0) text += "  " + bar(ending.share, std::min(bars, 38UL));
    text += "\n";
  }
  if (none.empty()) return text;
  const std::string range = interval(proportion(0, summary.replications));
  return text + wrap(fmt::format("no talks end {}{}", alternatives(none),
                                 none.size() == 1 ? " (" + range + ")" : ", each " + range),
                     terminal.width, {"  ", "    "});
}

std::string time(const Scenario& scenario, const Summary& summary, const Terminal& terminal) {
  const std::string round = plain(scenario.world.round);
  const std::string length =
      (round.empty() ? "" : "a round is " + round + ", ") +
      fmt::format("the last is {}", grouped(static_cast<std::uint64_t>(scenario.rounds)));
  const TimeSummary& rounds = summary.time;
  if (rounds.count == 0) {
    return wrap(fmt::format("No agreement is in force in any of them ({}).", length),
                terminal.width);
  }
  std::string when;
  if (rounds.quantiles.front() == rounds.quantiles.back()) {
    when = fmt::format("in round {}", rounds.quantiles[2]);
  } else {
    when = fmt::format("in the median in round {}, nine in ten between rounds {} and {}",
                       rounds.quantiles[2], rounds.quantiles[0], rounds.quantiles[4]);
  }
  return wrap(fmt::format("An agreement is in force in {} ({}), {} ({}).",
                          share_of(summary.agreements), interval(summary.agreements), when, length),
              terminal.width);
}

/// What some settled among themselves, and how often the talks broke off.
std::string besides(const Scenario& scenario, const Summary& summary, const Terminal& terminal) {
  std::string text;
  std::vector<std::string> settled;
  for (std::size_t i = 0; i < summary.partials.size(); ++i) {
    const AgreementRule::Partial& partial = scenario.agreement.partial[i];
    if (summary.partials[i].count == 0) continue;
    settled.push_back(plain(partial.title.empty() ? partial.id : partial.title) + " in " +
                      share_of(summary.partials[i]));
  }
  if (!settled.empty()) {
    text += wrap("Where all could not agree, some settled a part: " + enumerate(settled) + ".",
                 terminal.width);
  }
  if (scenario.hazard) {
    text += wrap(fmt::format("The talks broke off before the last round in {} ({}).",
                             share_of(summary.cut_off), interval(summary.cut_off)),
                 terminal.width);
  }
  return text;
}

std::string range(const Figures& figures) {
  return number(figures.quantiles.front()) + "–" + number(figures.quantiles.back());
}

/// In which share of the talks without an agreement a party's last refusal was on that ground.
/// Those that agreed say little by it: their last refusals lie before the text that all accepted.
std::string last_refused(const Summary& summary, const PartySummary& party, Ground ground) {
  const std::uint64_t failed = summary.replications - summary.agreements.count;
  const auto all =
      std::accumulate(party.unresolved.begin(), party.unresolved.end(), std::uint64_t{0});
  if (all == 0) return "–";
  return percent(static_cast<double>(party.unresolved[static_cast<std::size_t>(ground)]) /
                 static_cast<double>(failed));
}

std::string parties_in_table(const Scenario& scenario, const Summary& summary,
                             const Terminal& terminal) {
  constexpr std::size_t kColumn = 9;
  constexpr std::size_t kGround = 9;
  constexpr std::size_t kDemand = 10;
  const std::size_t columns = 7 + 12 + kColumn + 2 * kGround + kDemand;
  const std::size_t name = std::min<std::size_t>(terminal.width - columns, 36);
  const std::uint64_t failed = summary.replications - summary.agreements.count;
  std::string text =
      std::string(name, ' ') +
      pad_left(fmt::format("last refusal, % of {} without agreement", count_of(failed, "talk")),
               columns) +
      "\n" + terminal.bold(pad("What each has of it", name)) + pad_left("payoff", 7) +
      pad_left("5–95 %", 12) + pad_left("no deal", kColumn) + pad_left("red line", kGround) +
      pad_left("bad deal", kGround) + pad_left("asks more", kDemand) + "\n";
  for (std::size_t p = 0; p < summary.parties.size(); ++p) {
    const PartySummary& party = summary.parties[p];
    text += pad("  " + title_of(scenario, PartyId(p)), name) +
            pad_left(number(party.payoff.mean), 7) + pad_left(range(party.payoff), 12) +
            pad_left(number(party.no_deal.mean), kColumn);
    for (const Ground ground : kGrounds) {
      text += pad_left(last_refused(summary, party, ground),
                       ground == Ground::demand ? kDemand : kGround);
    }
    text += "\n";
  }
  return text;
}

std::string parties_in_paragraphs(const Scenario& scenario, const Summary& summary,
                                  const Terminal& terminal) {
  std::string text = terminal.bold("What each has of it") + "\n";
  for (std::size_t p = 0; p < summary.parties.size(); ++p) {
    const PartySummary& party = summary.parties[p];
    const auto share = [&](Ground ground) { return last_refused(summary, party, ground); };
    std::string line =
        fmt::format("{}: payoff {} (5–95 %: {}), no deal {}", title_of(scenario, PartyId(p)),
                    number(party.payoff.mean), range(party.payoff), number(party.no_deal.mean));
    if (share(Ground::demand) != "–") {
      line += fmt::format(
          "; last refusal, % of talks without agreement: red line {}, bad deal {}, asks more {}",
          share(Ground::red_line), share(Ground::no_agreement), share(Ground::demand));
    }
    text += wrap(line, terminal.width, {"  ", "    "});
  }
  return text;
}

}  // namespace

std::string summary_screen(const Scenario& scenario, const Summary& summary, std::uint64_t seed,
                           const Terminal& terminal) {
  std::string text =
      heading(scenario, summary, seed, terminal) + "\n" + endings(summary, terminal) +
      time(scenario, summary, terminal) + besides(scenario, summary, terminal) +
      how_near_they_came(scenario, summary, terminal) + deals_missed(scenario, summary, terminal) +
      left_on_the_table(summary, terminal) + "\n" +
      (terminal.width >= kWide ? parties_in_table(scenario, summary, terminal)
                               : parties_in_paragraphs(scenario, summary, terminal)) +
      concessions(scenario, summary, terminal);
  for (const std::string& part : {texts_on_the_table(scenario, summary, terminal),
                                  contested_points(scenario, summary, terminal),
                                  what_stood_in_the_way(scenario, summary, terminal),
                                  usual_options(scenario, summary, terminal),
                                  world_at_the_end(scenario, summary, terminal)}) {
    if (!part.empty()) text += "\n" + part;
  }
  return text + "\n" +
         wrap("Shares of simulated negotiations under the stated assumptions, not forecasts.",
              terminal.width);
}

std::string side_by_side(const std::vector<Summarized>& all, const Terminal& terminal) {
  std::string text = terminal.bold("Side by side") + "\n";
  std::vector<std::string> ids;
  for (const Party& party : all.front().scenario->parties) ids.push_back(party.id);
  bool same_parties = true;
  for (const Summarized& one : all) {
    const auto& parties = one.scenario->parties;
    same_parties = same_parties &&
                   std::equal(parties.begin(), parties.end(), ids.begin(), ids.end(),
                              [](const Party& party, const auto& id) { return party.id == id; });
  }
  if (terminal.width < kWide) {
    for (const Summarized& one : all) {
      std::string line =
          fmt::format("{}: agreement {} ({})", one.name, share_of(one.summary.agreements),
                      interval(one.summary.agreements));
      for (std::size_t p = 0; p < one.summary.parties.size(); ++p) {
        line += fmt::format(", {} {}", one.scenario->parties[p].id,
                            number(one.summary.parties[p].payoff.mean));
      }
      text += wrap(line, terminal.width, {"  ", "    "});
    }
    return text;
  }
  constexpr std::size_t kColumn = 10;
  constexpr std::size_t kAgreement = 10;
  constexpr std::size_t kInterval = 14;
  struct Column {
    Ending ending;
    std::string_view title;
    std::size_t width;
  };
  constexpr Column kShown[] = {{Ending::imposed, "imposed", 9},
                               {Ending::not_ratified, "not rat.", 9},
                               {Ending::partial, "partial", 9},
                               {Ending::stalemate, "stalemate", 10},
                               {Ending::walkout, "walkout", 9}};
  std::size_t name = terminal.width - kAgreement - kInterval;
  for (const Column& column : kShown) name -= column.width;
  constexpr std::size_t kLeastName = 16;
  const bool intervals = name >= kLeastName;
  if (!intervals) name += kInterval;
  text += pad("", name) + pad_left("agreement", kAgreement);
  if (intervals) text += pad_left("95 %", kInterval);
  for (const Column& column : kShown) text += pad_left(column.title, column.width);
  text += "\n";
  for (const Summarized& one : all) {
    text += pad("  " + one.name, name) + pad_left(share_of(one.summary.agreements), kAgreement);
    if (intervals) text += pad_left(interval(one.summary.agreements), kInterval);
    for (const Column& column : kShown) {
      text += pad_left(share_of(one.summary.endings[static_cast<std::size_t>(column.ending)]),
                       column.width);
    }
    text += "\n";
  }
  if (!same_parties || name + ids.size() * kColumn > terminal.width) return text;
  text += "\n" + pad("  payoff of", name);
  for (const std::string& id : ids) text += pad_left(id, kColumn);
  text += "\n";
  for (const Summarized& one : all) {
    text += pad("  " + one.name, name);
    for (const PartySummary& party : one.summary.parties) {
      text += pad_left(number(party.payoff.mean), kColumn);
    }
    text += "\n";
  }
  return text;
}

}  // namespace entente::cli

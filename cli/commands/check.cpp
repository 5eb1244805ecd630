// SPDX-License-Identifier: Apache-2.0
/// `entente check`: reads and validates scenarios; says what is in them and what they rest on.
#include <algorithm>
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/exits.hpp"
#include "cli/files.hpp"
#include "cli/layout.hpp"
#include "cli/rules.hpp"
#include "cli/scenario_files.hpp"
#include "cli/terminal.hpp"
#include "engine/scenario/evidence.hpp"
#include "engine/scenario/red_lines.hpp"

namespace entente::cli {
namespace {

/// The number of packages, written out up to a million, then as a power of ten.
std::string package_count(const Scenario& scenario) {
  double exponent = 0;
  for (const Issue& issue : scenario.issues) {
    exponent += std::log10(static_cast<double>(issue.options.size()));
  }
  if (exponent < 6) {
    return count_of(static_cast<std::size_t>(std::llround(std::pow(10, exponent))), "package");
  }
  double whole = std::floor(exponent);
  double mantissa = std::round(std::pow(10, exponent - whole) * 10) / 10;
  if (mantissa >= 10) {
    mantissa = 1;
    ++whole;
  }
  return fmt::format("{:.1f} × 10^{:.0f} packages", mantissa, whole);
}

std::string issues_line(const Scenario& scenario) {
  std::string text = count_of(scenario.issues.size(), "issue") + ", " + package_count(scenario);
  std::size_t tied = 0;
  std::size_t blocks = 0;
  std::size_t largest = 0;
  for (const Blocks::Block& block : scenario.blocks) {
    if (block.members.size() == 1) continue;
    tied += block.members.size();
    ++blocks;
    largest = std::max<std::size_t>(largest, block.rows);
  }
  if (blocks == 0) return text;
  return text + fmt::format("; clauses tie {} of them into {}, {} {}", tied,
                            count_of(blocks, "block"), blocks == 1 ? "with" : "the largest with",
                            count_of(largest, "combination"));
}

std::string titles(const Scenario& scenario, const std::vector<PartyId>& parties) {
  std::vector<std::string> names;
  for (const PartyId party : parties) names.push_back(plain(scenario.parties[party].title));
  return enumerate(names);
}

std::string parties_line(const Scenario& scenario) {
  std::string text = count_of(scenario.parties.size(), "party", "parties") +
                     "; must sign: " + titles(scenario, scenario.agreement.required);
  if (!scenario.agreement.may_sign.empty()) {
    text += "; may sign: " + titles(scenario, scenario.agreement.may_sign);
  }
  return text;
}

/// Below the parties: what is more to the rules than signatures.
void rule_lines(const Scenario& scenario,
                const std::function<void(std::string_view, const std::string&)>& line) {
  const NameParty title = [&scenario](PartyId p) { return plain(scenario.parties[p].title); };
  const AgreementRule& rule = scenario.agreement;
  if (rule.quorum) line("quorum", "besides, " + quorum_in_words(rule, title));
  for (const AgreementRule::Partial& partial : rule.partial) {
    line("partial", "if all fail, " + partial_in_words(partial, title));
  }
  bool first = true;
  for (const Party& party : scenario.parties) {
    if (!party.ratification) continue;
    line(first ? "ratified by" : "", ratification_in_words(party, plain(party.title)));
    first = false;
  }
  if (scenario.hazard) {
    line("hazard", "after any round the talks may break off, " + hazard_in_words(scenario));
  }
}

std::string drafts_line(const Scenario& scenario) {
  std::vector<std::string> ids;
  for (const Draft& draft : scenario.drafts) ids.push_back(plain(draft.id));
  return ids.empty() ? "none" : enumerate(ids);
}

std::string world_line(const Scenario& scenario) {
  const World& world = scenario.world;
  if (world.variables.empty() && world.events.empty()) return "does not change";
  std::vector<std::string> ids;
  for (const Variable& variable : world.variables) ids.push_back(plain(variable.id));
  std::string text = count_of(ids.size(), "variable");
  if (!ids.empty()) text += " (" + enumerate(ids) + ")";
  return text + ", " + count_of(world.events.size(), "event");
}

std::string describe(const NamedScenario& named, const Terminal& terminal) {
  const Scenario& scenario = named.scenario;
  std::string text = terminal.bold(plain(named.name)) + ": no faults\n";
  const auto line = [&](std::string_view term, const std::string& what) {
    text += wrap(what, terminal.width, {"  " + pad(term, 12), "              "});
  };
  line("title",
       plain(scenario.title) + (scenario.date.empty() ? "" : " (" + plain(scenario.date) + ")"));
  line("issues", issues_line(scenario));
  line("parties", parties_line(scenario));
  rule_lines(scenario, line);
  line("drafts", drafts_line(scenario));
  line("world", world_line(scenario));
  line("protocol", plain(scenario.protocol.name) + ", " +
                       count_of(static_cast<std::size_t>(scenario.rounds), "round") +
                       (scenario.world.round.empty() ? "" : " of " + plain(scenario.world.round)));
  for (const Party& party : scenario.parties) {
    const Strategy& strategy = party.strategy;
    line(&party == &scenario.parties.front() ? "strategies" : "",
         fmt::format("{}: {}, {}, {}", plain(party.id), strategy.bidding.name,
                     strategy.opponent_model.name, strategy.acceptance.name));
  }
  line("simulation", count_of(scenario.simulation.replications, "replication") + ", seed " +
                         std::to_string(scenario.simulation.seed));
  line("digest", scenario.digest);
  return text;
}

/// What forbids every agreement, if anything does: no fault, but good to know.
std::string irreconcilable(const NamedScenario& named, const Terminal& terminal) {
  const std::vector<Fault> lines = irreconcilable_red_lines(named.document, named.scenario);
  if (lines.empty()) return {};
  std::string text =
      "\n" + terminal.bold("No agreement is possible: each of these forbids all") + "\n";
  for (const Fault& line : lines) {
    text +=
        wrap(plain(line.place) + ": " + plain(line.what) + "; to open it, " + plain(line.remedy),
             terminal.width, {"  ", "    "});
  }
  return text;
}

std::string basis_row(std::string_view name, const BasisCounts& counts, std::size_t first) {
  std::size_t sum = 0;
  for (const std::size_t count : counts) sum += count;
  std::string text = pad("  " + std::string(name), first) + pad_left(grouped(sum), 8);
  for (const std::size_t count : counts) {
    text += pad_left(sum == 0 ? "" : percent(static_cast<double>(count) / static_cast<double>(sum)),
                     10);
  }
  return text + "\n";
}

std::string bases(const NamedScenario& named, const Terminal& terminal) {
  const Evidence evidence = evidence_of(named.document);
  constexpr std::size_t kTable = 48;  // all columns but the first
  std::string text = "\n";
  if (terminal.width >= kTable + 22) {
    const std::size_t first = std::min<std::size_t>(terminal.width - kTable, 30);
    text += terminal.bold(pad("What the numbers rest on", first)) + pad_left("numbers", 8) +
            pad_left("source", 10) + pad_left("both", 10) + pad_left("guess", 10) +
            pad_left("nothing", 10) + "\n";
    for (const Evidence::Section& section : evidence.sections) {
      text += basis_row(section.name, section.counts, first);
    }
    text += basis_row("all", evidence.total, first);
  } else {
    text += terminal.bold("What the numbers rest on") + "\n";
    const auto paragraph = [&](std::string_view name, const BasisCounts& counts) {
      std::size_t sum = 0;
      for (const std::size_t count : counts) sum += count;
      const auto share = [&](Basis basis) {
        return sum == 0 ? std::string("0 %")
                        : percent(static_cast<double>(counts[static_cast<std::size_t>(basis)]) /
                                  static_cast<double>(sum));
      };
      text += wrap(fmt::format("{}: {}; source {}, both {}, guess {}, nothing {}", name,
                               count_of(sum, "number"), share(Basis::source), share(Basis::both),
                               share(Basis::assumption), share(Basis::unmarked)),
                   terminal.width, {"  ", "    "});
    };
    for (const Evidence::Section& section : evidence.sections) {
      paragraph(section.name, section.counts);
    }
    paragraph("all", evidence.total);
  }
  text += wrap(
      "source: a stated source alone; both: the stance rests on a source, its level is a "
      "guess; guess: a stated assumption; nothing: unmarked.",
      terminal.width, {"  ", "  "});
  if (evidence.unmarked.empty()) return text;
  text += "\n" + terminal.bold("Unmarked numbers") + "\n";
  for (const std::string& pointer : evidence.unmarked) text += "  " + plain(pointer) + "\n";
  return text;
}

int run(const Arguments& arguments) {
  if (arguments.positional.empty()) {
    throw UsageError("no scenario is named", "write entente check SCENARIO");
  }
  if (std::count(arguments.positional.begin(), arguments.positional.end(), "-") > 1) {
    throw UsageError("standard input can be read only once", "name - once");
  }
  const Terminal terminal = standard_output();
  std::vector<Fault> faults;
  bool first = true;
  for (const std::string& name : arguments.positional) {
    try {
      const NamedScenario named = load_scenario(name, arguments.values("set"));
      print((first ? "" : "\n") + describe(named, terminal) + irreconcilable(named, terminal) +
            (arguments.has("sources") ? bases(named, terminal) : ""));
      first = false;
    } catch (const InputError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  return kDone;
}

constexpr OptionSpec kOptions[] = {
    {.name = "sources",
     .summary = "also say which share of the numbers rests on a source, on an assumption, on both "
                "or on nothing, and list those that rest on nothing"},
    {.name = "set",
     .value = "POINTER=VALUE",
     .summary =
         "change a value of the scenario before it is checked; null removes it; may be repeated",
     .repeated = true},
};

}  // namespace

extern const Command kCheck;
const Command kCheck = {
    .name = "check",
    .summary = "read a scenario: tell what is in it, or all that is wrong",
    .synopsis = "SCENARIO... [--sources] [--set POINTER=VALUE]...",
    .description =
        "Reads and validates each SCENARIO and describes it in short. All faults are told at once, "
        "each with file and line, the place in the JSON, what is wrong and what to do about it.",
    .options = kOptions,
    .examples =
        "entente check talks.json  is it right, and what is in it?\n"
        "entente check ukraine-2025.json --sources  what do its numbers rest on?\n"
        "entente check talks.json --set /protocol/rounds=52  try a change",
    .run = run,
};

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// `entente analyze`: whether any deal exists, what stands in its way, how good each text is.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <system_error>

#include "analysis/survey/survey.hpp"
#include "analysis/survey/survey_json.hpp"
#include "cli/analysis_screen.hpp"
#include "cli/command.hpp"
#include "cli/exits.hpp"
#include "cli/files.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_files.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"
#include "cli/time_limit.hpp"
#include "engine/base/nearest.hpp"

namespace entente::cli {
namespace {

constexpr std::uint64_t kAnyNumber = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kMostReplications = 1'000'000'000'000;
constexpr std::uint64_t kMostRounds = std::numeric_limits<int>::max();
constexpr std::uint64_t kMostThreads = 1024;
constexpr double kDay = 86'400;
constexpr double kUsualLimit = 60;
/// The rest is for the picture of the expected case, whatever the draws take.
constexpr double kForDraws = 0.7;
/// What is under way when time is up takes a moment to end, and so does writing.
constexpr double kForSearches = 0.95;

/// A wrong value is told before any file is read.
SurveyOptions options_before_reading(const Arguments& arguments) {
  SurveyOptions options;
  options.replications = arguments.count("replications", 1, kMostReplications).value_or(0);
  options.only = arguments.count("replication", 0, kMostReplications - 1);
  if (options.only && arguments.has("replications")) {
    throw UsageError("--replication analyses one draw, --replications says how many",
                     "leave out one of them");
  }
  options.round = static_cast<int>(arguments.count("at-round", 1, kMostRounds).value_or(1));
  options.seed = arguments.count("seed", 0, kAnyNumber).value_or(0);
  options.threads = static_cast<int>(arguments.count("threads", 1, kMostThreads).value_or(0));
  return options;
}

std::chrono::duration<double> time_limit(const Arguments& arguments) {
  const auto text = arguments.value("time-limit");
  if (!text) return std::chrono::duration<double>(kUsualLimit);
  double seconds = 0;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, seconds);
  if (error != std::errc() || at != end || !(seconds > 0) || seconds > kDay) {
    throw UsageError("--time-limit wants a number of seconds above 0, up to 86400, not \"" + *text +
                     "\"");
  }
  return std::chrono::duration<double>(seconds);
}

/// The position of a thing with that id.
template <class Things>
std::size_t position(const Things& things, const std::string& id, std::string_view option,
                     std::string_view kind) {
  std::vector<std::string> ids;
  for (const auto& thing : things) {
    if (thing.id == id) return ids.size();
    ids.push_back(thing.id);
  }
  throw UsageError(
      "--" + std::string(option) + ": there is no " + std::string(kind) + " \"" + id + "\"",
      ids.empty() ? "the scenario has no " + std::string(kind) + "s" : did_you_mean(id, ids));
}

std::vector<DraftId> drafts_named(const Scenario& scenario, const Arguments& arguments) {
  std::vector<DraftId> drafts;
  for (const std::string& name : arguments.values("draft")) {
    const DraftId draft(position(scenario.drafts, name, "draft", "draft"));
    if (std::find(drafts.begin(), drafts.end(), draft) != drafts.end()) {
      throw UsageError("--draft " + name + " is given twice", "give it once");
    }
    drafts.push_back(draft);
  }
  if (!arguments.has("draft")) {
    for (std::size_t d = 0; d < scenario.drafts.size(); ++d) drafts.emplace_back(d);
  }
  return drafts;
}

/// The first two that must sign; where fewer must, those that may follow, then all others.
std::pair<PartyId, PartyId> usual_pair(const Scenario& scenario) {
  std::vector<PartyId> parties = scenario.agreement.required;
  const auto append = [&parties](PartyId party) {
    if (std::find(parties.begin(), parties.end(), party) == parties.end()) parties.push_back(party);
  };
  for (const PartyId party : scenario.agreement.may_sign) append(party);
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) append(PartyId(p));
  return {parties.front(), parties.at(1)};
}

std::pair<PartyId, PartyId> pair_named(const Scenario& scenario, const Arguments& arguments) {
  const auto text = arguments.value("parties");
  if (!text) return usual_pair(scenario);
  const std::size_t comma = text->find(',');
  if (comma == std::string::npos || text->find(',', comma + 1) != std::string::npos) {
    throw UsageError("--parties wants two parties, not \"" + *text + "\"",
                     "write --parties A,B with their ids");
  }
  const PartyId first(position(scenario.parties, text->substr(0, comma), "parties", "party"));
  const PartyId second(position(scenario.parties, text->substr(comma + 1), "parties", "party"));
  if (first == second) {
    throw UsageError("--parties names \"" + text->substr(0, comma) + "\" twice",
                     "name two different ones");
  }
  return {first, second};
}

/// What depends on the scenario.
void complete(SurveyOptions& options, const NamedScenario& named, const Arguments& arguments) {
  const Scenario& scenario = named.scenario;
  if (!arguments.has("replications")) options.replications = scenario.simulation.replications;
  if (!arguments.has("seed")) options.seed = scenario.simulation.seed;
  if (options.round > scenario.rounds) {
    const std::string last = std::to_string(scenario.rounds);
    throw UsageError("--at-round " + std::to_string(options.round) + ": the last round of " +
                         named.name + " is " + last,
                     "name one from 1 to " + last);
  }
  options.picture.drafts = drafts_named(scenario, arguments);
  options.picture.pair = pair_named(scenario, arguments);
  options.picture.zone_size.seed = options.seed;
}

Survey survey_within(std::chrono::duration<double> limit, const NamedScenario& named,
                     SurveyOptions options) {
  const TimeLimit time(limit * kForSearches, kForDraws);
  options.effort_per_draw.stop = &time.first_is_over();
  options.picture.effort.stop = &time.all_is_over();
  Progress progress(named.stem, options.only ? 1 : options.replications);
  Survey found = survey(named.scenario, options, [&](std::uint64_t done) { progress.at(done); });
  stop_if_interrupted();
  return found;
}

int run(const Arguments& arguments) {
  if (arguments.positional.empty()) {
    throw UsageError("no scenario is named", "write entente analyze SCENARIO");
  }
  if (arguments.positional.size() > 1) {
    throw UsageError("one scenario is analysed at a time", "name one scenario");
  }
  SurveyOptions options = options_before_reading(arguments);
  const std::chrono::duration<double> limit = time_limit(arguments);
  const NamedScenario named = load_scenario(arguments.positional.front(), arguments.values("set"));
  complete(options, named, arguments);
  const auto path = arguments.value("output");
  std::unique_ptr<OutputFile> output;
  if (path) {
    std::error_code error;
    if (std::filesystem::equivalent(named.name, *path, error) && !error) {
      throw UsageError("the results would overwrite the scenario " + named.name,
                       "name another place with -o");
    }
    output = std::make_unique<OutputFile>(*path);
  }
  const Survey found = survey_within(limit, named, options);
  if (output) {
    write_survey(output->stream(), named.scenario, options, found);
    output->complete();
  }
  const bool aside = output && output->is_standard_output();
  const Terminal terminal = aside ? standard_error() : standard_output();
  const std::string screen = analysis_screen(named.scenario, options, found, terminal);
  aside ? print_error(screen) : print(screen);
  return kDone;
}

constexpr OptionSpec kOptions[] = {
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .summary = "write all answers as JSON to FILE, which appears when it is complete; - is "
                "standard output, the screen then goes to standard error"},
    {.name = "draft",
     .value = "NAME",
     .summary = "judge this text on the table, in the order given, instead of all; the ledger is "
                "of the first two; may be repeated",
     .repeated = true},
    {.name = "parties",
     .value = "A,B",
     .summary = "draw the frontier between these two (default: the first two that must sign)"},
    {.name = "at-round",
     .value = "ROUND",
     .summary = "at the beginning of this round, with the world as it is by then, instead of "
                "before the first word; answers to texts have set nothing off by then"},
    {.name = "replications",
     .letter = 'n',
     .value = "N",
     .summary = "so many draws instead of what the scenario says"},
    {.name = "replication",
     .value = "REPLICATION",
     .summary = "this one draw alone, counted from 0, as run --trace plays it"},
    {.name = "seed",
     .letter = 's',
     .value = "S",
     .summary = "draw from this seed instead of the scenario's; equal seeds give equal results"},
    {.name = "threads",
     .letter = 'j',
     .value = "N",
     .summary = "use so many threads (default: one for each core); results do not depend on it"},
    {.name = "set",
     .value = "POINTER=VALUE",
     .summary = "change a value of the scenario, with ids for indices: "
                "/parties/russia/delay_cost=0.01; null removes it; may be repeated",
     .repeated = true},
    {.name = "time-limit",
     .value = "SECONDS",
     .summary = "end within this time (default: 60); what is not proven by then is given as a "
                "bound, and it is said so"},
};

}  // namespace

extern const Command kAnalyze;
const Command kAnalyze = {
    .name = "analyze",
    .summary = "whether any deal exists, what hinders it, how good the texts are",
    .synopsis = "SCENARIO [-o FILE] [OPTION...]",
    .description =
        "Answers, with proof and without listing packages, what the parties of SCENARIO could "
        "agree on if they only wanted to: whether any package exists that enough of them prefer "
        "to no deal; if not, which of them cannot be reconciled, over which points and red lines, "
        "and what would open a deal; what bargaining theory would have them sign; how good each "
        "text on the table is, and the fewest changes that would make those sign who refuse; who "
        "can do without whom.\n\n"
        "All of it in every draw of the uncertain numbers, which are those that run plays, and in "
        "full for the expected case: every worth and every limit at its mean over the draws. "
        "Nobody has spoken yet; how talks go is for run to tell.",
    .options = kOptions,
    .examples =
        "entente analyze ukraine-2025.json  the answers on the terminal\n"
        "entente analyze ukraine-2025.json -o agreements.json  and all of them as JSON\n"
        "entente analyze ukraine-2025.json --draft 20-point --draft us-28  these two texts, and "
        "what each party gains or loses from one to the other\n"
        "entente analyze talks.json --at-round 20  as the world is when round 20 begins\n"
        "entente analyze talks.json --replication 7  the one draw that run --trace 7 plays\n"
        "entente analyze talks.json --set /parties/upper/no_agreement=0.3  what if it had less "
        "without a deal?",
    .run = run,
};

}  // namespace entente::cli

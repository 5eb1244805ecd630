// SPDX-License-Identifier: Apache-2.0
/// `entente run`: plays a scenario again and again; prints the summary, writes the results.
#include <algorithm>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <system_error>

#include "analysis/ensemble/ensemble.hpp"
#include "analysis/results/results_writer.hpp"
#include "analysis/results/summary.hpp"
#include "cli/branch.hpp"
#include "cli/branch_screen.hpp"
#include "cli/command.hpp"
#include "cli/exits.hpp"
#include "cli/files.hpp"
#include "cli/layout.hpp"
#include "cli/progress.hpp"
#include "cli/scenario_files.hpp"
#include "cli/signals.hpp"
#include "cli/story.hpp"
#include "cli/summary_screen.hpp"
#include "cli/terminal.hpp"
#include "engine/negotiation/draw.hpp"
#include "engine/scenario/red_lines.hpp"

namespace entente::cli {
namespace {

constexpr std::uint64_t kAnyNumber = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint64_t kMostReplications = 1'000'000'000'000;
constexpr std::uint64_t kMostThreads = 1024;

EnsembleOptions options_for(const Scenario& scenario, const Arguments& arguments) {
  const std::vector<std::string> keeps{"outcomes", "transcripts"};
  return {
      .replications = arguments.count("replications", 1, kMostReplications)
                          .value_or(scenario.simulation.replications),
      .seed = arguments.count("seed", 0, kAnyNumber).value_or(scenario.simulation.seed),
      .threads = static_cast<int>(arguments.count("threads", 1, kMostThreads).value_or(0)),
      .keep = arguments.word("keep", keeps) == "transcripts" ? Keep::transcripts : Keep::outcomes};
}

/// All scenarios, or the faults of all that are wrong.
std::vector<NamedScenario> load_all(const Arguments& arguments) {
  // With --branch, they hold only there.
  const std::vector<std::string> assignments =
      arguments.has("branch") ? std::vector<std::string>{} : arguments.values("set");
  std::vector<NamedScenario> scenarios;
  std::vector<Fault> faults;
  for (const std::string& name : arguments.positional) {
    try {
      scenarios.push_back(load_scenario(name, assignments));
    } catch (const InputError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  for (const NamedScenario& named : scenarios) {
    if (irreconcilable_red_lines(named.document, named.scenario).empty()) continue;
    print_error(wrap(plain(named.name) +
                         ": the red lines of those who must sign leave no package, "
                         "so there cannot be an agreement; entente check tells which",
                     standard_error().width));
  }
  return scenarios;
}

/// What came out; the last two with a branch.
struct Played {
  Summary summary;
  std::optional<Summary> of_branch;
  std::optional<Differences> differences;
};

Played play(const NamedScenario& named, const EnsembleOptions& options, OutputFile* output) {
  SummaryBuilder builder(named.scenario);
  SummaryBuilder branch_builder(options.branch != nullptr ? *options.branch : named.scenario);
  DifferencesBuilder differences(named.scenario.parties.size(), options.branch_round);
  std::optional<ResultsWriter> writer;
  if (output != nullptr) {
    std::optional<BranchPoint> point;
    if (options.branch != nullptr) point = BranchPoint{options.branch, options.branch_round};
    writer.emplace(output->stream(), named.scenario, options.seed, options.replications, point);
  }
  std::uint64_t done = 0;
  {
    Progress progress(named.stem, options.replications);
    done = run_ensemble(
        named.scenario, options,
        [&](const Record& record) {
          builder.add(record.outcome, record.assessment);
          if (record.branch) {
            branch_builder.add(record.branch->outcome, record.branch->assessment);
            differences.add(record.outcome, record.branch->outcome, record.assessment,
                            record.branch->assessment);
          }
          if (writer) writer->add(record);
          progress.at(record.replication - options.first + 1);
        },
        &interrupted());
  }
  if (done < options.replications) throw Interrupted();
  Played played{builder.summary(), {}, {}};
  if (options.branch != nullptr) {
    played.of_branch = branch_builder.summary();
    played.differences = differences.differences();
  }
  if (writer) {
    if (options.branch == nullptr) {
      writer->finish(played.summary);
    } else {
      writer->finish(played.summary, *played.of_branch, *played.differences);
    }
    output->complete();
  }
  return played;
}

int trace(const NamedScenario& named, std::uint64_t replication, EnsembleOptions options,
          const std::optional<Branch>& branch) {
  if (replication >= options.replications) {
    throw UsageError("--trace " + std::to_string(replication) + ": " + named.name + " has " +
                         std::to_string(options.replications) + " replications",
                     "name one from 0 to " + std::to_string(options.replications - 1));
  }
  options.keep = Keep::transcripts;
  const Case drawn = draw(named.scenario, options.seed, replication);
  const Record record = play_replication(named.scenario, replication, options);
  if (!branch) {
    print(tell(drawn, record, standard_output()));
    return kDone;
  }
  const Case other = draw(branch->scenario, options.seed, replication);
  print(tell_branch({&drawn, &other, branch->round, plain(branch->settings)}, record,
                    standard_output()));
  return kDone;
}

/// Where the results of one scenario among several go: DIRECTORY/STEM.json.
std::string path_in(const std::string& directory, const NamedScenario& named) {
  return (std::filesystem::path(directory) / (named.stem + ".json")).string();
}

void forbid_equal_stems(const std::vector<NamedScenario>& scenarios) {
  std::set<std::string> stems;
  for (const NamedScenario& named : scenarios) {
    if (!stems.insert(named.stem).second) {
      throw UsageError("two scenarios would write " + named.stem + ".json",
                       "run one of them alone");
    }
  }
}

/// Results never take the place of a scenario that is being run.
void forbid_overwriting(const std::vector<NamedScenario>& scenarios, const std::string& path) {
  for (const NamedScenario& named : scenarios) {
    std::error_code error;
    if (!std::filesystem::equivalent(named.name, path, error) || error) continue;
    throw UsageError("the results would overwrite the scenario " + named.name,
                     "name another place with -o");
  }
}

int run_one(const NamedScenario& named, const EnsembleOptions& options,
            const std::optional<Branch>& branch, const std::optional<std::string>& path) {
  std::unique_ptr<OutputFile> output;
  if (path) output = std::make_unique<OutputFile>(*path);
  const Played played = play(named, options, output.get());
  const bool aside = output && output->is_standard_output();
  const Terminal terminal = aside ? standard_error() : standard_output();
  const std::string screen =
      branch ? branch_screen(named.scenario, *branch, played.summary, *played.of_branch,
                             *played.differences, options.seed, terminal)
             : summary_screen(named.scenario, played.summary, options.seed, terminal);
  aside ? print_error(screen) : print(screen);
  return kDone;
}

int run_several(const std::vector<NamedScenario>& scenarios, const Arguments& arguments) {
  const auto directory = arguments.value("output");
  if (directory == "-") {
    throw UsageError("-o - holds the results of one scenario",
                     "with several, name a directory: -o results");
  }
  if (directory) {
    forbid_equal_stems(scenarios);
    for (const NamedScenario& named : scenarios) {
      forbid_overwriting(scenarios, path_in(*directory, named));
    }
    make_directory(*directory);
  }
  const Terminal terminal = standard_output();
  std::vector<Summarized> all;
  for (const NamedScenario& named : scenarios) {
    const EnsembleOptions options = options_for(named.scenario, arguments);
    std::unique_ptr<OutputFile> output;
    if (directory) output = std::make_unique<OutputFile>(path_in(*directory, named));
    all.push_back({named.stem, &named.scenario, play(named, options, output.get()).summary});
    print(summary_screen(named.scenario, all.back().summary, options.seed, terminal) + "\n" +
          std::string(terminal.width, '=') + "\n\n");
  }
  print(side_by_side(all, terminal));
  return kDone;
}

int run(const Arguments& arguments) {
  if (arguments.positional.empty()) {
    throw UsageError("no scenario is named", "write entente run SCENARIO");
  }
  const auto replication = arguments.count("trace", 0, kAnyNumber);
  if (replication && arguments.positional.size() > 1) {
    throw UsageError("--trace tells one negotiation of one scenario", "name one scenario");
  }
  if (replication && (arguments.has("output") || arguments.has("keep"))) {
    throw UsageError("--trace prints a story and writes no results",
                     "leave out -o and --keep; --keep transcripts writes all negotiations");
  }
  check_branch(arguments);
  (void)options_for(Scenario{}, arguments);  // a wrong value is told before any file is read
  if (std::count(arguments.positional.begin(), arguments.positional.end(), "-") > 1) {
    throw UsageError("standard input can be read only once", "name - once");
  }
  const std::vector<NamedScenario> scenarios = load_all(arguments);
  if (scenarios.size() > 1) return run_several(scenarios, arguments);
  EnsembleOptions options = options_for(scenarios.front().scenario, arguments);
  const std::optional<Branch> branch = branch_of(scenarios.front(), arguments);
  if (branch) {
    options.branch = &branch->scenario;
    options.branch_round = branch->round;
  }
  if (replication) return trace(scenarios.front(), *replication, options, branch);
  const auto path = arguments.value("output");
  if (path) forbid_overwriting(scenarios, *path);
  return run_one(scenarios.front(), options, branch, path);
}

constexpr OptionSpec kOptions[] = {
    {.name = "output",
     .letter = 'o',
     .value = "FILE",
     .summary = "write the results as JSON to FILE, which appears when it is complete; - is "
                "standard output, the summary then goes to standard error; with several "
                "scenarios, a directory with one file each"},
    {.name = "replications",
     .letter = 'n',
     .value = "N",
     .summary = "play so many negotiations instead of what the scenario says"},
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
    {.name = "branch",
     .value = "ROUND",
     .summary = "play every negotiation twice: as it is, and from the beginning of this round on "
                "in the world that --set makes of it; --set then holds only in the branch"},
    {.name = "keep",
     .value = "WHAT",
     .summary = "what the results hold of each negotiation: outcomes (default), or transcripts, "
                "which also tell every offer and answer"},
    {.name = "trace",
     .value = "REPLICATION",
     .summary = "tell this one negotiation, counted from 0, as a story and write no results"},
};

}  // namespace

extern const Command kRun;
const Command kRun = {
    .name = "run",
    .summary = "play a scenario many times and sum up what comes out",
    .synopsis = "SCENARIO... [-o FILE] [OPTION...]",
    .description =
        "Plays the negotiation of each SCENARIO, a JSON file, again and again with every uncertain "
        "number drawn anew. Prints how the talks ended and with what chances, what each party had "
        "of it against no deal, the points most contested, and the usual option on each point "
        "where they agreed.\n\n"
        "With --branch, the same negotiations also go on in another world from a round on, and "
        "what is printed is both and the differences between them, with 95 % intervals of paired "
        "replications; --trace then tells the branch.\n\n"
        "SCENARIO may be - for standard input. A name without a path that is not in the working "
        "directory is looked for among the scenarios installed with the program.",
    .options = kOptions,
    .examples =
        "entente run ukraine-2025.json  the summary on the terminal\n"
        "entente run ukraine-2025.json -o results.json  and all results as JSON\n"
        "entente run talks.json --set /protocol/rounds=52 -n 10000  twice the time\n"
        "entente run plan-a.json plan-b.json -o results  two scenarios side by side\n"
        "entente run talks.json --trace 7  read negotiation 7 as a story\n"
        "entente run talks.json --branch 5 --set /parties/upper/no_agreement=0.6  what if, from "
        "round 5 on\n"
        "entente run talks.json -o - | jq .summary.endings  results into a pipe",
    .run = run,
};

}  // namespace entente::cli

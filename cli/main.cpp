// SPDX-License-Identifier: Apache-2.0
/// The command line: finds the command, runs it, and turns what goes wrong into an exit code.
#include <algorithm>
#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/exits.hpp"
#include "cli/files.hpp"
#include "cli/signals.hpp"
#include "cli/terminal.hpp"
#include "engine/base/input_error.hpp"
#include "engine/base/nearest.hpp"

namespace {

using entente::cli::Command;
using entente::cli::UsageError;
using Words = std::vector<std::string>;

const Command& find_command(const std::string& name) {
  std::vector<std::string> names;
  for (const Command* command : entente::cli::commands()) {
    if (command->name == name) return *command;
    names.emplace_back(command->name);
  }
  if (name.starts_with("-")) {
    const std::vector<std::string> options{"--help", "--version"};
    throw UsageError("there is no option " + name, entente::did_you_mean(name, options));
  }
  throw UsageError("there is no command \"" + name + "\"", entente::did_you_mean(name, names));
}

int run(const Words& words) {
  using entente::cli::print;
  if (words.empty()) throw UsageError("no command is given");
  const std::size_t width = entente::cli::standard_output().width;
  const std::string& first = words.front();
  if (first == "--version") {
    print("entente " ENTENTE_VERSION "\n");
    return entente::cli::kDone;
  }
  if (first == "--help" || first == "-h" || first == "help") {
    print(words.size() > 1 ? entente::cli::help(find_command(words[1]), width)
                           : entente::cli::help(width));
    return entente::cli::kDone;
  }
  const Command& command = find_command(first);
  const entente::cli::Arguments arguments =
      entente::cli::parse(command, Words(words.begin() + 1, words.end()));
  if (arguments.has("help")) {
    print(entente::cli::help(command, width));
    return entente::cli::kDone;
  }
  return command.run(arguments);
}

/// Words as one would type them.
std::string quoted(const Words& words) {
  std::string line = "entente";
  for (const std::string& word : words) {
    const bool safe =
        !word.empty() &&
        word.find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./=:,+-") ==
            std::string::npos;
    std::string escaped;
    for (const char c : word) escaped += c == '\'' ? std::string("'\\''") : std::string(1, c);
    line += safe ? " " + word : " '" + escaped + "'";
  }
  return line;
}

int tell_usage(const Words& words, const UsageError& error) {
  const auto commands = entente::cli::commands();
  const bool known = !words.empty() && std::any_of(commands.begin(), commands.end(),
                                                   [&words](const Command* command) {
                                                     return command->name == words.front();
                                                   });
  const std::string name = known ? "entente " + words.front() : "entente";
  std::string text = name + ": " + error.what() + "\n";
  if (!error.remedy().empty()) text += "  " + error.remedy() + "\n";
  entente::cli::print_error(text + "  see " + name + " --help\n");
  return entente::cli::kUsage;
}

int tell_bug(const Words& words, const std::string& what) {
  entente::cli::print_error(
      "entente: a bug in entente: " + what +
      "\n  please report it with this command and the scenario: " + quoted(words) + "\n");
  return entente::cli::kOurBug;
}

/// Ends as a program does whose reader has gone, so that a shell can tell.
int end_by_closed_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
  std::raise(SIGPIPE);
  return entente::cli::kCouldNot;
}

}  // namespace

int main(int argc, char** argv) {
  const Words words(argv + std::min(argc, 1), argv + argc);
  entente::cli::note_signals();
  try {
    return run(words);
  } catch (const UsageError& error) {
    return tell_usage(words, error);
  } catch (const entente::InputError& error) {
    entente::cli::print_error(std::string(error.what()) + "\n");
    return entente::cli::kBadInput;
  } catch (const entente::cli::Interrupted&) {
    entente::cli::print_error("entente: interrupted\n");
    return entente::cli::kInterrupted;
  } catch (const entente::cli::PipeClosed&) {
    return end_by_closed_pipe();
  } catch (const entente::cli::IoError& error) {
    entente::cli::print_error("entente: " + std::string(error.what()) + "\n");
    return entente::cli::kCouldNot;
  } catch (const std::bad_alloc&) {
    entente::cli::print_error("entente: not enough memory\n");
    return entente::cli::kCouldNot;
  } catch (const std::exception& error) {
    return tell_bug(words, error.what());
  } catch (...) {
    return tell_bug(words, "unknown");
  }
}

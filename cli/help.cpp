// SPDX-License-Identifier: Apache-2.0
/// Help of the program and of its commands, from their tables.
#include <algorithm>

#include "cli/command.hpp"
#include "cli/layout.hpp"

namespace entente::cli {
namespace {

constexpr std::string_view kExits =
    "exit codes:\n"
    "  0    done\n"
    "  1    could not: reading or writing failed\n"
    "  2    the command line is wrong\n"
    "  3    a scenario is wrong; every fault is told\n"
    "  70   a bug in entente\n"
    "  130  interrupted; no partial file is left behind\n";

/// Two columns: a term and its explanation, wrapped.
std::string entry(std::string_view term, std::string_view explanation, std::size_t column,
                  std::size_t width) {
  const std::string margin(column, ' ');
  const std::string begin = "  " + std::string(term);
  if (column + 20 > width) return begin + "\n" + wrap(explanation, width, {"        ", "        "});
  if (width_of(begin) + 2 > column)
    return begin + "\n" + wrap(explanation, width, {margin, margin});
  return wrap(explanation, width, {begin + std::string(column - width_of(begin), ' '), margin});
}

std::string paragraphs(std::string_view text, std::size_t width) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\n\n"), text.size());
    result += wrap(text.substr(0, end), width) + "\n";
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return result;
}

/// Examples, each a command and behind two spaces what it does.
std::string examples(std::string_view text, std::size_t width) {
  std::string result = "examples:\n";
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t gap = line.find("  ");
    result += "  " + std::string(line.substr(0, gap)) + "\n";
    if (gap != std::string_view::npos) {
      result += wrap(line.substr(gap), width, {"      ", "      "});
    }
  }
  return result;
}

std::string term_of(const OptionSpec& option) {
  std::string term =
      option.letter != 0 ? std::string("-") + option.letter + ", " : std::string("    ");
  term += "--" + std::string(option.name);
  if (!option.value.empty()) term += " " + std::string(option.value);
  return term;
}

}  // namespace

std::string help(std::size_t width) {
  std::string result =
      wrap(
          "entente plays a negotiation of several parties over many points again and again, with "
          "every uncertain number drawn anew, and shows what comes out: how often they agree, on "
          "what, for whose good, and what stood in the way.",
          width) +
      "\nusage: entente COMMAND [ARGUMENT...]\n\ncommands:\n";
  for (const Command* command : commands()) {
    result += entry(command->name, command->summary, 13, width);
  }
  result += "\n" + entry("--help", "this text, or with a command before it, its own", 13, width) +
            entry("--version", "the version", 13, width) + "\n" +
            examples(
                "entente run ukraine-2025.json  play 1,000 negotiations and see the summary\n"
                "entente run ukraine-2025.json --trace 7  read one of them as a story\n"
                "entente analyze ukraine-2025.json  does any deal exist, and what stands in its "
                "way?\n"
                "entente check my-talks.json --sources  what the numbers of a scenario rest on\n"
                "entente list bidding  the ways of bidding and their parameters\n",
                width) +
            "\n" + std::string(kExits);
  return result;
}

std::string help(const Command& command, std::size_t width) {
  const std::string begin = "usage: entente " + std::string(command.name) + " ";
  std::string result = wrap(command.synopsis, width, {begin, "       "}) + "\n" +
                       paragraphs(command.description, width) + "options:\n";
  for (const OptionSpec& option : command.options) {
    result += entry(term_of(option), option.summary, 30, width);
  }
  result += entry("-h, --help", "this text", 30, width) + "\n" + examples(command.examples, width) +
            "\n" + std::string(kExits);
  return result;
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Parsing of command lines by Boost.Program_options, with errors in plain words.
#include <algorithm>
#include <charconv>

#include <boost/program_options.hpp>

#include "cli/command.hpp"
#include "cli/exits.hpp"
#include "engine/base/nearest.hpp"

namespace entente::cli {
namespace {

namespace po = boost::program_options;

po::options_description description_of(const Command& command) {
  po::options_description description;
  const auto add = [&description](const OptionSpec& option) {
    std::string names(option.name);
    if (option.letter != 0) names += std::string(",") + option.letter;
    if (option.value.empty()) {
      description.add_options()(names.c_str(), "");
    } else {
      description.add_options()(names.c_str(), po::value<std::vector<std::string>>(), "");
    }
  };
  for (const OptionSpec& option : command.options) add(option);
  add({.name = "help", .letter = 'h'});
  return description;
}

/// A long option begun right ("--rep") is meant, whatever the distance in letters.
std::string meant(const std::string& wrong, const Command& command) {
  std::vector<std::string> names;
  for (const OptionSpec& option : command.options) names.push_back("--" + std::string(option.name));
  names.emplace_back("--help");
  if (wrong.size() > 3) {
    for (const std::string& name : names) {
      if (name.starts_with(wrong)) return "did you mean \"" + name + "\"?";
    }
  }
  return did_you_mean(wrong, names);
}

std::string name_in(const std::string& token) { return token.substr(0, token.find('=')); }

/// The option as it should be written, for "--seed wants ...".
const OptionSpec* find_option(const Command& command, const std::string& name) {
  const auto found = std::find_if(
      command.options.begin(), command.options.end(), [&name](const OptionSpec& option) {
        return name == "--" + std::string(option.name) || name == std::string("-") + option.letter;
      });
  return found == command.options.end() ? nullptr : &*found;
}

[[noreturn]] void wants_value(const Command& command, const std::string& token) {
  const std::string name = name_in(token);
  const OptionSpec* option = find_option(command, name);
  const std::string value(option == nullptr ? "VALUE" : option->value);
  throw UsageError(name + " wants a value", "write " + name + " " + value);
}

}  // namespace

Arguments parse(const Command& command, const std::vector<std::string>& words) {
  const po::options_description description = description_of(command);
  namespace style = po::command_line_style;
  Arguments arguments;
  try {
    const po::parsed_options parsed = po::command_line_parser(words)
                                          .options(description)
                                          .style(style::unix_style & ~style::allow_guessing)
                                          .run();
    for (const po::option& option : parsed.options) {
      if (option.string_key.empty()) {
        arguments.positional.insert(arguments.positional.end(), option.value.begin(),
                                    option.value.end());
        continue;
      }
      auto& values = arguments.options[option.string_key];
      values.insert(values.end(), option.value.begin(), option.value.end());
    }
  } catch (const po::unknown_option& error) {
    const std::string name = name_in(error.get_option_name());
    throw UsageError("there is no option " + name, meant(name, command));
  } catch (const po::invalid_command_line_syntax& error) {
    const std::string name = name_in(error.get_option_name());
    const OptionSpec* option = find_option(command, name);
    if (option == nullptr || option->value.empty()) {
      throw UsageError(name + " takes no value", "write just " + name);
    }
    wants_value(command, name);
  } catch (const po::error& error) {
    throw UsageError(error.what());
  }
  for (const OptionSpec& option : command.options) {
    if (!option.repeated && arguments.values(option.name).size() > 1) {
      throw UsageError("--" + std::string(option.name) + " is given twice", "give it once");
    }
  }
  return arguments;
}

std::optional<std::string> Arguments::value(std::string_view option) const {
  const auto found = options.find(option);
  if (found == options.end() || found->second.empty()) return std::nullopt;
  return found->second.front();
}

std::vector<std::string> Arguments::values(std::string_view option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>{} : found->second;
}

std::optional<std::uint64_t> Arguments::count(std::string_view option, std::uint64_t least,
                                              std::uint64_t most) const {
  const auto text = value(option);
  if (!text) return std::nullopt;
  std::uint64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [at, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || at != end || number < least || number > most) {
    throw UsageError("--" + std::string(option) + " wants a whole number from " +
                     std::to_string(least) + " to " + std::to_string(most) + ", not \"" + *text +
                     "\"");
  }
  return number;
}

std::optional<std::string> Arguments::word(std::string_view option,
                                           std::span<const std::string> words) const {
  auto text = value(option);
  if (text && std::find(words.begin(), words.end(), *text) == words.end()) {
    throw UsageError("--" + std::string(option) + " does not know \"" + *text + "\"",
                     did_you_mean(*text, words));
  }
  return text;
}

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// Stories as one line of text, and what they tell.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "tests/cli/program.hpp"

namespace entente::test {

inline const std::string kFarms = golden("three-farms.json");

/// Whether the text has the number after the word, in two decimals or as many more as it takes.
inline bool tells(const std::string& text, const std::string& word, double value) {
  for (int decimals = 2; decimals <= 6; ++decimals) {
    char number[32];
    std::snprintf(number, sizeof number, "%.*f", decimals, value);
    if (text.find(word + " " + number) != std::string::npos) return true;
  }
  return false;
}

/// So that no line end falls into what is looked for.
inline std::string in_one_line(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const char next = c == '\n' ? ' ' : c;
    if (next != ' ' || (!line.empty() && line.back() != ' ')) line += next;
  }
  return line;
}

/// The story in one line.
inline std::string story_of(int replication, const std::vector<std::string>& assignments = {}) {
  std::vector<std::string> arguments{"run", kFarms, "--trace", std::to_string(replication)};
  for (const std::string& assignment : assignments) {
    arguments.insert(arguments.end(), {"--set", assignment});
  }
  return in_one_line(run(arguments).out);
}

inline std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++times;
  }
  return times;
}

inline bool passes_rounds_over(const std::string& story) {
  return story.find("All goes as in round ") != std::string::npos ||
         story.find("The talks go on as in round ") != std::string::npos;
}

}  // namespace entente::test

// SPDX-License-Identifier: Apache-2.0
/// Bad input is told in exactly these words: tests/errors/<case>.json beside <case>.stderr.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/scenario/reader.hpp"

namespace entente {
namespace {

const std::filesystem::path kFolder = std::filesystem::path(ENTENTE_SOURCE_DIR) / "tests/errors";

std::string text_of_file(const std::string& name) {
  std::ifstream file(kFolder / name);
  if (!file) throw InputError({name, "", "no such file", ""});
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// What a user is told of the file, as on the command line.
std::string told(const std::string& name) {
  try {
    (void)read_scenario(Document::load(name, text_of_file));
  } catch (const InputError& error) {
    return std::string(error.what()) + '\n';
  }
  return "";
}

/// Files whose names begin with "_" are only there to be extended.
std::vector<std::string> cases() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".json" && name.front() != '_') names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

TEST_CASE("the base of the bad scenarios is a good one", "[errors]") {
  CHECK(told("_base.json").empty());
}

TEST_CASE("bad input is told in exactly these words", "[errors]") {
  for (const std::string& name : cases()) {
    const std::string text = told(name + ".json");
    if (std::getenv("ENTENTE_REGENERATE") != nullptr) {
      std::ofstream(kFolder / (name + ".stderr")) << text;
    }
    INFO(name);
    CHECK_FALSE(text.empty());
    CHECK(text == text_of_file(name + ".stderr"));
  }
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Finds and loads scenarios.
#include "cli/scenario_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/files.hpp"
#include "engine/base/nearest.hpp"
#include "engine/scenario/reader.hpp"

namespace entente::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kStandardInput = "<stdin>";

fs::path installed_scenarios() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return program.parent_path().parent_path() / "share" / "entente" / "scenarios";
}

bool is_scenario(const fs::path& path) {
  return path.extension() == ".json" && !path.string().ends_with(".schema.json");
}

/// The scenario files of a directory, sorted; none if it cannot be read.
std::vector<std::string> scenarios_in(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (is_scenario(entry->path())) names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

[[noreturn]] void no_such_file(const std::string& name) {
  const fs::path path(name);
  std::vector<std::string> names = scenarios_in(path.has_parent_path() ? path.parent_path() : ".");
  if (!path.has_parent_path()) {
    for (std::string& installed : scenarios_in(installed_scenarios())) {
      names.push_back(std::move(installed));
    }
  }
  const std::string wrong = path.filename().string();
  std::string_view near = nearest(wrong, names);
  if (near.empty()) near = nearest(wrong + ".json", names);
  std::string remedy = "check the name";
  if (!near.empty()) remedy = "did you mean \"" + (path.parent_path() / near).string() + "\"?";
  throw InputError(Fault{name, "", "there is no such file", remedy});
}

std::string read_scenario_text(const std::string& name) {
  if (name == kStandardInput) return read_text("-");
  std::error_code error;
  if (fs::status(name, error).type() == fs::file_type::not_found) no_such_file(name);
  return read_text(name);
}

}  // namespace

std::string find_scenario(const std::string& name) {
  if (name == "-") return kStandardInput;
  std::error_code error;
  if (fs::exists(name, error) || name.find('/') != std::string::npos) return name;
  for (const std::string& file : {name, name + ".json"}) {
    const fs::path installed = installed_scenarios() / file;
    if (is_scenario(installed) && fs::exists(installed, error)) return installed.string();
  }
  return name;
}

NamedScenario load_scenario(const std::string& name, const std::vector<std::string>& assignments) {
  NamedScenario named;
  named.name = find_scenario(name);
  named.stem = named.name == kStandardInput ? "stdin" : fs::path(named.name).stem().string();
  named.document = Document::load(named.name, read_scenario_text);
  std::vector<Fault> faults;
  for (const std::string& assignment : assignments) {
    try {
      named.document.set(assignment);
    } catch (const InputError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  named.scenario = read_scenario(named.document);
  return named;
}

}  // namespace entente::cli

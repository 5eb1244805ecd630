// SPDX-License-Identifier: Apache-2.0
/// Finds and loads scenarios.
#include "cli/scenario_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
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

/// What `entente run -o` wrote says so at its beginning.
bool holds_results(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;  // reading a pipe might not end
  std::array<char, 200> start{};
  std::ifstream file(path);
  file.read(start.data(), start.size());
  const std::string_view text(start.data(), static_cast<std::size_t>(file.gcount()));
  return text.find("entente-results") != std::string_view::npos;
}

/// The scenario files of a directory, sorted; none if it cannot be read.
std::vector<std::string> scenarios_in(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (!is_scenario(entry->path()) || holds_results(entry->path())) continue;
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// The file name of `names` that is nearest to the wrong one, whose ending may be missing.
std::string_view nearest_file(const std::string& wrong, const std::vector<std::string>& names) {
  const std::string_view near = nearest(wrong, names);
  return near.empty() ? nearest(wrong + ".json", names) : near;
}

/// Proposes a near name of the same directory, of those around it, or of an installed scenario.
[[noreturn]] void no_such_file(const std::string& name) {
  const fs::path path(name);
  const std::string wrong = path.filename().string();
  const auto fault = [&name](const std::string& remedy) {
    return InputError(Fault{name, "", "there is no such file", remedy});
  };
  const auto meant = [](const fs::path& file) { return "did you mean \"" + file.string() + "\"?"; };
  for (const fs::path& directory :
       {path.parent_path(), path.parent_path() / "scenarios", fs::path(), fs::path("scenarios")}) {
    const std::vector<std::string> names = scenarios_in(directory.empty() ? "." : directory);
    const std::string_view near = nearest_file(wrong, names);
    if (!near.empty()) throw fault(meant(directory / near));
  }
  const std::vector<std::string> installed = scenarios_in(installed_scenarios());
  const std::string_view near = nearest_file(wrong, installed);
  if (!near.empty()) throw fault(meant(near));
  if (installed.empty()) throw fault("check the name");
  throw fault("check the name, or take " + did_you_mean(wrong, installed));
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

Document with_assignments(Document document, const std::vector<std::string>& assignments) {
  std::vector<Fault> faults;
  for (const std::string& assignment : assignments) {
    try {
      document.set(assignment);
    } catch (const InputError& error) {
      faults.insert(faults.end(), error.faults().begin(), error.faults().end());
    }
  }
  if (!faults.empty()) throw InputError(std::move(faults));
  return document;
}

NamedScenario load_scenario(const std::string& name, const std::vector<std::string>& assignments) {
  NamedScenario named;
  named.name = find_scenario(name);
  named.stem = named.name == kStandardInput ? "stdin" : fs::path(named.name).stem().string();
  named.document = with_assignments(Document::load(named.name, read_scenario_text), assignments);
  named.scenario = read_scenario(named.document);
  return named;
}

}  // namespace entente::cli

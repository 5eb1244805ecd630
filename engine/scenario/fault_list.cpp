// SPDX-License-Identifier: Apache-2.0
/// Ordering and cutting short of lists of faults.
#include "engine/scenario/fault_list.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/scenario/json_pointer.hpp"

namespace entente {
namespace {

/// The parts of "file:line", or of a flag, which has no line.
std::pair<std::string, std::size_t> file_and_line(const std::string& place) {
  const std::size_t colon = place.rfind(':');
  std::size_t line = 0;
  if (colon == std::string::npos) return {place, 0};
  const auto [rest, error] =
      std::from_chars(place.data() + colon + 1, place.data() + place.size(), line);
  if (error != std::errc{} || rest != place.data() + place.size()) return {place, 0};
  return {place.substr(0, colon), line};
}

}  // namespace

FaultList::FaultList(const Document& document) : document_(&document) {
  for (const Fault& fault : document.faults()) {
    ++count_;
    if (!full()) listed_.push_back({path_of(fault.pointer), fault});
  }
}

void FaultList::add(const std::string& pointer, std::string what, std::string remedy) {
  ++count_;
  if (full()) return;
  listed_.push_back(
      {path_of(pointer), document_->fault_at(pointer, std::move(what), std::move(remedy))});
}

void FaultList::raise() const {
  if (count_ == 0) return;
  std::vector<Listed> sorted = listed_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Listed& a, const Listed& b) { return a.path < b.path; });
  // In a document that extends another, what one file says stands in many parts.
  std::vector<std::string> files;
  for (Listed& listed : sorted) {
    auto [file, line] = file_and_line(listed.fault.place);
    const auto rank = std::find(files.begin(), files.end(), file);
    listed.file = static_cast<std::size_t>(rank - files.begin());
    listed.line = line;
    if (rank == files.end()) files.push_back(std::move(file));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Listed& a, const Listed& b) {
    return std::pair(a.file, a.line) < std::pair(b.file, b.line);
  });
  std::vector<Fault> faults;
  for (Listed& listed : sorted) faults.push_back(std::move(listed.fault));
  if (count_ > faults.size()) {
    faults.push_back({"", "", "and " + std::to_string(count_ - faults.size()) + " more", ""});
  }
  throw InputError(std::move(faults));
}

std::vector<std::size_t> FaultList::path_of(const std::string& pointer) const {
  std::vector<std::size_t> path;
  const Json* value = &document_->root();
  for (const std::string& key : pointer_keys(pointer)) {
    const auto position = find_child(*value, key, Prefer::kIndex);
    if (!position) break;
    path.push_back(*position);
    value = &child_at(*value, *position);
  }
  return path;
}

}  // namespace entente

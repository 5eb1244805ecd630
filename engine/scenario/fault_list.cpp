// SPDX-License-Identifier: Apache-2.0
/// Ordering and cutting short of lists of faults.
#include "engine/scenario/fault_list.hpp"

#include <algorithm>
#include <utility>

#include "engine/scenario/json_pointer.hpp"

namespace entente {

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

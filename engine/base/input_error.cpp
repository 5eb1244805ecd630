// SPDX-License-Identifier: Apache-2.0
/// The text of faults.
#include "engine/base/input_error.hpp"

namespace entente {

std::string text_of(const Fault& fault) {
  std::string text;
  for (const std::string* part : {&fault.place, &fault.pointer}) {
    if (!part->empty()) text += *part + ": ";
  }
  text += fault.what;
  if (!fault.remedy.empty()) text += "\n    " + fault.remedy;
  return text;
}

static std::string text_of(const std::vector<Fault>& faults) {
  std::string text;
  for (const Fault& fault : faults) text += (text.empty() ? "" : "\n") + text_of(fault);
  return text;
}

InputError::InputError(std::vector<Fault> faults)
    : std::runtime_error(text_of(faults)), faults_(std::move(faults)) {}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The one exception for what a user, a file or a flag can cause: it carries every fault at once.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

/// One fault of an input. Empty fields are left out of the text.
struct Fault {
  std::string place;    ///< where: "scenario.json:12", or a flag such as "--seed"
  std::string pointer;  ///< JSON pointer with ids for indices, "/parties/russia/delay_cost"
  std::string what;     ///< what is wrong, one line, no full stop
  std::string remedy;   ///< what to do about it, one line, no full stop; may be empty

  bool operator==(const Fault&) const = default;
};

/// "place: pointer: what", and the remedy indented on a line of its own; no newline at the end.
[[nodiscard]] std::string text_of(const Fault& fault);

/// Everything that is wrong with an input, in the order of the file. `what()` is the whole text.
class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Fault> faults);
  explicit InputError(Fault fault) : InputError(std::vector<Fault>{std::move(fault)}) {}

  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

 private:
  std::vector<Fault> faults_;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Proves that headers, libraries and targets of the installed package work outside the project.
#include "engine/base/input_error.hpp"
#include "engine/model/issue.hpp"

int main() {
  const entente::Issue issue{.id = "water", .title = "Water", .unit = "", .options = {}};
  const entente::Fault fault{.place = "a.json:1", .pointer = "", .what = issue.title, .remedy = ""};
  return entente::text_of(fault) == "a.json:1: Water" ? 0 : 1;
}

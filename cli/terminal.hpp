// SPDX-License-Identifier: Apache-2.0
/// What a stream leads to: a terminal or not, how wide, and whether colours are welcome.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace entente::cli {

struct Terminal {
  bool interactive = false;  ///< somebody watches it
  bool coloured = false;     ///< interactive, and neither NO_COLOR nor TERM=dumb forbids it
  std::size_t width = 80;    ///< COLUMNS, else what the terminal says, else 80; 20 to 120

  [[nodiscard]] std::string bold(std::string_view text) const;
  [[nodiscard]] std::string dim(std::string_view text) const;
};

[[nodiscard]] Terminal standard_output();
[[nodiscard]] Terminal standard_error();

}  // namespace entente::cli

// SPDX-License-Identifier: Apache-2.0
/// The names of endings and grounds.
#include "engine/model/outcome.hpp"

namespace entente {

std::string_view name_of(Ending ending) {
  switch (ending) {
    case Ending::balanced:
      return "balanced";
    case Ending::imposed:
      return "imposed";
    case Ending::not_ratified:
      return "not ratified";
    case Ending::partial:
      return "partial";
    case Ending::stalemate:
      return "stalemate";
    case Ending::walkout:
      return "walkout";
  }
  return "";
}

std::string_view name_of(Ground ground) {
  switch (ground) {
    case Ground::red_line:
      return "red line";
    case Ground::no_agreement:
      return "no agreement";
    case Ground::demand:
      return "demand";
  }
  return "";
}

}  // namespace entente

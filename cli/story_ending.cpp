// SPDX-License-Identifier: Apache-2.0
/// Tells endings.
#include "cli/story_ending.hpp"

#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/story_words.hpp"

namespace entente::cli {
namespace {

/// Signatories whose share of the joint surplus is below what a balanced agreement gives each.
std::vector<std::string> short_changed(const Case& drawn, const Outcome& outcome,
                                       const StoryWords& words) {
  std::vector<std::string> parties;
  const double least = drawn.scenario.agreement.balanced_share;
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    const Standing& standing = outcome.parties[p];
    if (!standing.signed_it || standing.share >= least) continue;
    parties.push_back(fmt::format("{} ({})", words.party(PartyId(p)), percent(standing.share)));
  }
  return parties;
}

std::string verdict(const Case& drawn, const Outcome& outcome, const StoryWords& words) {
  const std::string least = percent(drawn.scenario.agreement.balanced_share);
  switch (outcome.ending) {
    case Ending::balanced:
      return fmt::format(
          "An agreement in round {}. It counts as balanced: every signatory has at "
          "least {} of the joint surplus.",
          outcome.round, least);
    case Ending::imposed:
      return fmt::format(
          "An agreement in round {}. It counts as imposed: below {} of the joint "
          "surplus for {}.",
          outcome.round, least, enumerate(short_changed(drawn, outcome, words)));
    case Ending::not_ratified:
      return fmt::format("Signed in round {}, but not ratified: it fails in {}.", outcome.round,
                         words.party(*outcome.because_of));
    case Ending::stalemate:
      return fmt::format("Stalemate: round {}, the last, has passed without an agreement.",
                         outcome.round);
    case Ending::walkout:
      return fmt::format("No agreement: {} has walked out in round {}.",
                         words.party(*outcome.because_of), outcome.round);
  }
  return {};
}

std::string account(const Standing& standing, bool in_force) {
  std::string text;
  if (in_force) {
    text = fmt::format("{}the agreement is worth {}", standing.signed_it ? "signed; " : "",
                       worth(standing.worth));
  } else {
    text = fmt::format("going on without a deal is worth {}", worth(standing.worth));
  }
  if (standing.delay != 0) {
    text += fmt::format(", less {} for delay makes {}", worth(standing.delay),
                        worth(standing.payoff()));
  }
  if (in_force) {
    text += fmt::format("; without a deal {}",
                        worth(standing.no_agreement - standing.delay, standing.payoff()));
    if (standing.signed_it) {
      text += fmt::format("; {} of the joint surplus", percent(standing.share));
    }
  }
  return text + ".";
}

}  // namespace

std::string tell_ending(const Case& drawn, const Outcome& outcome, std::size_t width) {
  const StoryWords words(drawn);
  std::string text = wrap(verdict(drawn, outcome, words), width, {"  ", "    "});
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    text +=
        wrap(words.party(PartyId(p)) + ": " + account(outcome.parties[p], agreed(outcome.ending)),
             width, {"    - ", "      "});
  }
  return text;
}

}  // namespace entente::cli

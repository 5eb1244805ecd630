// SPDX-License-Identifier: Apache-2.0
/// Tells endings.
#include "cli/story_ending.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "cli/layout.hpp"
#include "cli/story_words.hpp"

namespace entente::cli {
namespace {

/// The share of the joint surplus that a balanced agreement gives every signatory at least.
double fair_share(const Case& drawn, const Outcome& outcome) {
  const auto signatories =
      std::count_if(outcome.parties.begin(), outcome.parties.end(),
                    [](const Standing& standing) { return standing.signed_it; });
  return drawn.scenario.agreement.fair_share(static_cast<std::size_t>(signatories));
}

/// Signatories whose share of the joint surplus is below what a balanced agreement gives each.
std::vector<std::string> short_changed(const Case& drawn, const Outcome& outcome,
                                       const StoryWords& words) {
  std::vector<std::string> parties;
  const double least = fair_share(drawn, outcome);
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    const Standing& standing = outcome.parties[p];
    const bool fair = reaches(standing.share, least) && reaches(standing.surplus(), 0);
    if (!standing.signed_it || fair) continue;
    parties.push_back(fmt::format("{} ({})", words.party(PartyId(p)), percent(standing.share)));
  }
  return parties;
}

std::string verdict(const Case& drawn, const Outcome& outcome, const StoryWords& words) {
  const std::string least = percent(fair_share(drawn, outcome));
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
  const double no_deal = standing.no_agreement - standing.delay;
  const int decimals = in_force ? decimals_to_tell(standing.payoff(), {no_deal}) : kUsualDecimals;
  std::string text;
  if (in_force) {
    text = fmt::format("{}the agreement is worth {}", standing.signed_it ? "signed; " : "",
                       worth(standing.worth, decimals));
  } else {
    text = fmt::format("going on without a deal is worth {}", worth(standing.worth));
  }
  if (standing.delay != 0) {
    text += fmt::format(", less {} for delay makes {}", worth(standing.delay, decimals),
                        worth(standing.payoff(), decimals));
  }
  if (in_force) {
    text += fmt::format("; without a deal {}", worth(no_deal, decimals));
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

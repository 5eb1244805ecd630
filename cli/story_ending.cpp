// SPDX-License-Identifier: Apache-2.0
/// Tells endings.
#include "cli/story_ending.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "analysis/results/summary.hpp"
#include "cli/layout.hpp"
#include "cli/story_page.hpp"
#include "cli/story_texts.hpp"
#include "cli/story_words.hpp"
#include "cli/summary_assessment.hpp"

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

/// Parties bound by an agreement that they did not sign and that leaves them worse off.
std::vector<std::string> outvoted(const Case& drawn, const Outcome& outcome,
                                  const StoryWords& words) {
  std::vector<std::string> parties;
  if (!drawn.scenario.agreement.quorum) return parties;
  for (const PartyId party : drawn.scenario.agreement.may_sign) {
    const Standing& standing = outcome.parties[party];
    if (!standing.signed_it && !reaches(standing.surplus(), 0))
      parties.push_back(words.party(party));
  }
  return parties;
}

std::string imposed(const Case& drawn, const Outcome& outcome, const StoryWords& words) {
  const std::vector<std::string> little = short_changed(drawn, outcome, words);
  const std::vector<std::string> losers = outvoted(drawn, outcome, words);
  std::string text = fmt::format("An agreement in round {}. It counts as imposed:", outcome.round);
  if (!little.empty()) {
    text += fmt::format(" below {} of the joint surplus for {}",
                        percent(fair_share(drawn, outcome)), enumerate(little));
  }
  if (!losers.empty()) {
    text += fmt::format("{} outvoted and worse off than without a deal: {}",
                        little.empty() ? "" : ";", enumerate(losers));
  }
  return text + ".";
}

/// Why there is no agreement of all.
std::string failure(const Outcome& outcome, const StoryWords& words) {
  if (outcome.because_of) {
    return fmt::format("{} has walked out in round {}", words.party(*outcome.because_of),
                       outcome.round);
  }
  if (outcome.cut_off) return fmt::format("the talks broke off after round {}", outcome.round);
  return fmt::format("round {}, the last, has passed without an agreement", outcome.round);
}

/// Who has settled which points.
std::string part_settled(const AgreementRule::Partial& partial, const Outcome& outcome,
                         const StoryWords& words) {
  constexpr std::size_t kMostPoints = 8;
  return fmt::format(
      "No agreement of all: {}. {} have settled {} among themselves: {}. All else stays as it is.",
      failure(outcome, words), sentence(words.parties(partial.parties)),
      count_of(partial.issues.size(), "point"), words.issues(partial.issues, kMostPoints));
}

std::string verdict(const Case& drawn, const Outcome& outcome, const StoryWords& words) {
  switch (outcome.ending) {
    case Ending::balanced:
      if (fair_share(drawn, outcome) <= 0) {
        return fmt::format(
            "An agreement in round {}. It counts as balanced: no signatory is worse off than "
            "without a deal.",
            outcome.round);
      }
      return fmt::format(
          "An agreement in round {}. It counts as balanced: every signatory has at "
          "least {} of the joint surplus.",
          outcome.round, percent(fair_share(drawn, outcome)));
    case Ending::imposed:
      return imposed(drawn, outcome, words);
    case Ending::not_ratified:
      return fmt::format("Signed in round {}, but not ratified: it fails in {}.", outcome.round,
                         words.party(*outcome.because_of));
    case Ending::partial:
      return part_settled(drawn.scenario.agreement.partial[*outcome.partial], outcome, words);
    case Ending::stalemate:
      return "Stalemate: " + failure(outcome, words) + ".";
    case Ending::walkout:
      return "No agreement: " + failure(outcome, words) + ".";
  }
  return {};
}

/// What a party came down by from its opening.
std::string concession(const Outcome& outcome, PartyId party) {
  const Standing& standing = outcome.parties[party];
  const auto down = conceded(outcome, party);
  if (!down) return {};
  const double last = *standing.opening - *down;
  const int decimals = decimals_to_tell(*standing.opening, {last});
  const bool to_agreement = agreed(outcome.ending) && standing.signed_it;
  if (worth(*standing.opening, decimals) == worth(last, decimals)) {
    return fmt::format("; it wanted {} from first to last", worth(last, decimals));
  }
  return fmt::format("; it first wanted {} and {} {}", worth(*standing.opening, decimals),
                     to_agreement ? "signed at" : "last wanted", worth(last, decimals));
}

/// What the part that some have settled does for a party.
std::string worth_of_part(const Standing& standing, int decimals) {
  const double surplus = standing.surplus();
  const std::string who = standing.signed_it ? "signed; " : "not among them; ";
  const std::string stands = worth(standing.worth, decimals);
  if (reaches(0, std::abs(surplus))) return who + "gains nothing by it and stands at " + stands;
  return who + fmt::format("{} {} by it and stands at {}", surplus > 0 ? "gains" : "loses",
                           worth(std::abs(surplus), decimals_to_tell(surplus, {0.0})), stands);
}

std::string account(const Outcome& outcome, PartyId party) {
  const Standing& standing = outcome.parties[party];
  const bool part = outcome.ending == Ending::partial;
  const bool in_force = agreed(outcome.ending) || part;
  const int decimals =
      in_force ? decimals_to_tell(standing.worth, {standing.no_agreement}) : kUsualDecimals;
  // Where the costs of delay round to nothing, they are the same nothing without a deal.
  const bool delayed = worth(standing.delay, decimals) != worth(0, decimals);
  const double delay = delayed ? standing.delay : 0;
  std::string text;
  if (part) {
    text = worth_of_part(standing, decimals);
  } else if (in_force) {
    text = fmt::format("{}the agreement is worth {}", standing.signed_it ? "signed; " : "",
                       worth(standing.worth, decimals));
  } else {
    text = fmt::format("going on without a deal is worth {}", worth(standing.worth));
  }
  if (!reaches(0, standing.audience)) {
    text += fmt::format(" after {} for backing down at home",
                        worth(standing.audience, decimals_to_tell(standing.audience, {0.0})));
  }
  if (delayed) {
    text += fmt::format(", less {} for delay makes {}", worth(standing.delay, decimals),
                        worth(standing.payoff(), decimals));
  }
  if (in_force) {
    text += fmt::format("; without a deal {}", worth(standing.no_agreement - delay, decimals));
    if (standing.signed_it) {
      text += fmt::format("; {} of the joint surplus", percent(standing.share));
    }
  }
  return text + concession(outcome, party) + ".";
}

/// Of talks in which nothing was signed by enough: whether there was a text to sign, or how much
/// was missing.
std::string nearest_text(const Outcome& outcome, const StoryTexts& texts, const StoryWords& words) {
  if (agreed(outcome.ending) || outcome.ending == Ending::not_ratified) return {};
  if (!outcome.nearest) return "No text came near: every one crossed red lines of too many.";
  const NearestText& nearest = *outcome.nearest;
  const std::string text = texts.placed(nearest.by, nearest.text, nearest.round);
  const std::string when = text.ends_with(fmt::format("round {}", nearest.round))
                               ? std::string()
                               : fmt::format(", in round {},", nearest.round);
  const std::string by = worth(std::abs(nearest.surplus), decimals_to_tell(nearest.surplus, {0.0}));
  if (reaches(nearest.surplus, 0)) {
    return fmt::format(
        "A text could have been signed{}: {}{} was worth at least {} more than no deal to enough "
        "of "
        "them.",
        words.anything_needs_consent() ? ", consents aside" : "", text, when, by);
  }
  return fmt::format(
      "The nearest that any text came was {}{}: of those whose signatures would have been enough, "
      "{} was the furthest from signing, {} short.",
      text, when, words.party(nearest.decisive), by);
}

/// Numbers of some parties: "Russia 0.04, Ukraine 0.06".
std::string each_of(const std::vector<PartyId>& parties, const std::vector<double>& values,
                    const StoryWords& words) {
  std::vector<std::string> each;
  for (const PartyId party : parties) {
    each.push_back(words.party(party) + " " +
                   worth(values[party], decimals_to_tell(values[party], {0.0})));
  }
  return enumerate(each);
}

/// On which points `after` differs from `before`, those first that weigh most with any party.
std::string differing(const Package& before, const Package& after, const StoryWords& words) {
  constexpr std::size_t kMostPoints = 5;
  const std::vector<IssueId> issues = words.weighed_changes({}, before, after);
  if (issues.empty()) return "no point";
  return fmt::format("{}: {}", count_of(issues.size(), "point"), words.issues(issues, kMostPoints));
}

/// What failed talks could have agreed on.
std::string missed_deal(const Case& drawn, const Opportunity& opportunity, const Outcome& outcome,
                        const StoryWords& words) {
  if (!opportunity.deal) {
    if (opportunity.at_end == Answer::open) {
      return "Whether there was anything that enough of them could have signed is not known: the "
             "search was cut short.";
    }
    std::string text =
        "There was nothing to sign in the end: no package was worth as much as no deal to enough "
        "of them, red lines and consents respected";
    if (opportunity.at_start == Answer::yes) text += ". When the talks began there was one";
    if (opportunity.at_start == Answer::no) text += ", nor was any when the talks began";
    return text + ".";
  }
  const Deal& deal = *opportunity.deal;
  const std::vector<PartyId> signatories = parties_of(deal.signatories);
  std::string text = fmt::format(
      "They missed a deal: {} could all have signed another package. {} fairest would have been "
      "worth more than no deal by so much{}: {}.",
      words.parties(signatories), deal.proven ? "The" : "Perhaps the",
      knows_vows(drawn.scenario) ? ", before the cost of public vows" : "",
      each_of(signatories, deal.gains, words));
  if (outcome.nearest) {
    text += fmt::format(" It differs from the nearest text on {}.",
                        differing(outcome.nearest->text, deal.package, words));
  }
  return text;
}

/// What an agreement left for those who signed it.
std::string left_over(const Efficiency& agreement, const Package& signed_text,
                      const StoryWords& words) {
  const std::vector<PartyId> signatories = parties_of(agreement.signatories);
  std::string text;
  if (agreement.efficient == Answer::yes) {
    text =
        "It is efficient: nothing that they could have signed is better for one of them and "
        "worse for none.";
  } else if (agreement.better) {
    std::vector<double> rise = agreement.better_worths;
    for (std::size_t p = 0; p < rise.size(); ++p) rise[p] -= agreement.worths[p];
    text = fmt::format(
        "It left {}{} on the table: another text would have given more and nobody less ({}). It "
        "differs on {}.",
        agreement.left_proven ? "" : "at least ",
        worth(agreement.left, decimals_to_tell(agreement.left, {0.0})),
        each_of(signatories, rise, words), differing(signed_text, *agreement.better, words));
  } else {
    text = "Whether anything was left on the table is not known: the search was cut short.";
  }
  if (agreement.nash_share) {
    text += fmt::format(" The product of their gains is {} of the greatest there was (Nash).",
                        percent(*agreement.nash_share));
  }
  if (!agreement.place.empty()) {
    text += fmt::format(
        " Between no deal, at 0, and the most that each could have had with nobody below that, at "
        "1, it lies so: {}.",
        each_of(signatories, agreement.place, words));
  }
  return text;
}

std::string held_against_all(const Case& drawn, const std::optional<Assessment>& assessment,
                             const Outcome& outcome, const StoryWords& words) {
  if (assessment && assessment->opportunity) {
    return missed_deal(drawn, *assessment->opportunity, outcome, words);
  }
  if (assessment && assessment->agreement) {
    return left_over(*assessment->agreement, *outcome.package, words);
  }
  return {};
}

}  // namespace

std::string tell_ending(const Case& drawn, const Outcome& outcome, const Transcript& transcript,
                        const std::optional<Assessment>& assessment, std::size_t width) {
  const StoryWords words(drawn);
  std::string text = wrap(verdict(drawn, outcome, words), width, {"  ", "    "});
  StoryPage unwritten{Terminal{}};
  const StoryTexts texts(transcript, words, unwritten);
  const std::string nearest = nearest_text(outcome, texts, words);
  if (!nearest.empty()) text += wrap(nearest, width, {"  ", "    "});
  const std::string held = held_against_all(drawn, assessment, outcome, words);
  if (!held.empty()) text += wrap(held, width, {"  ", "    "});
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    text += wrap(sentence(words.party(PartyId(p))) + ": " + account(outcome, PartyId(p)), width,
                 {"    - ", "      "});
  }
  return text;
}

}  // namespace entente::cli

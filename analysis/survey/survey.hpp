// SPDX-License-Identifier: Apache-2.0
/// A scenario's agreements under uncertainty: the exact answers in every draw, and what they come
/// to; in full for the expected problem, or for one draw.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/results/proportion.hpp"
#include "analysis/results/sample.hpp"
#include "analysis/survey/picture.hpp"

namespace entente {

struct SurveyOptions {
  std::uint64_t replications = 1000;
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> only;  ///< this replication alone: the picture is of it
  int round = 1;
  int threads = 0;         ///< at most so many at once; 0: one for each core
  PictureOptions picture;  ///< `effort.stop` becomes true when time is up
  /// Of each search in a draw. Its `stop` becomes true when the time for draws is up: the draws
  /// under way are given up, and what is left of the time is for the picture.
  Effort effort_per_draw{.most_nodes = 200'000};
};

/// How often something was so, and how often that stayed open.
struct Share {
  Proportion yes;          ///< of the draws in which it was settled
  std::uint64_t open = 0;  ///< draws in which the search was cut short
};

/// Of one solution, over the draws that have one.
struct SolutionSurvey {
  std::uint64_t count = 0;
  std::uint64_t unproven = 0;
  std::vector<std::vector<std::uint64_t>> chosen;  ///< by IssueId, then option
  std::vector<Figures> gains;                      ///< by PartyId: of draws in which it signs
};

struct DraftSurvey {
  DraftId draft;
  std::vector<Proportion> could_sign;  ///< by PartyId; of those who cannot sign anything: 0
  Proportion everyone;                 ///< all who must or may sign could sign it
  Proportion enough;                   ///< some sufficient set could sign it, consents in place
  Share efficient;                     ///< among all who must or may sign
  Figures left;                ///< on the table, of draws in which it is proven and not efficient
  std::vector<Figures> gains;  ///< by PartyId
};

struct IssueSurvey {
  std::uint64_t opens = 0;  ///< of the draws without a zone: settled, it alone would open one
  std::uint64_t first = 0;  ///< it would bring most
  /// Of the draws without a zone, 0 where it brings nothing; without those in which nothing was
  /// open before.
  Figures gain;
};
struct LineSurvey {
  std::uint64_t opens = 0;
  std::uint64_t first = 0;
};

/// Of the draws proven to have no zone.
struct ObstacleSurvey {
  std::uint64_t count = 0;
  std::uint64_t unproven = 0;  ///< of those: some of what follows is only as far as known
  std::map<PartySet, std::uint64_t> irreconcilable;  ///< smallest sets, by how often
  std::vector<IssueSurvey> issues;                   ///< by IssueId
  std::vector<LineSurvey> lines;                     ///< as `red_lines`
  Figures uniform;                                   ///< cheapest openings: of draws that have one
  Figures total;
  /// By PartyId: draws in which the cheapest total has its no-agreement value fall.
  std::vector<std::uint64_t> gives_way;
  /// By how many; kNone: proven, none opens one.
  std::map<std::size_t, std::uint64_t> lines_dropped;
  std::map<std::size_t, std::uint64_t> set_aside;  ///< likewise
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
};

struct CoalitionSurvey {
  PartySet parties = 0;
  bool sufficient = false;
  Share zone;
};
struct PivotSurvey {
  PartyId party;
  double needed = 0;  ///< mean share of the coalitions compared
  double spoils = 0;
};

struct Draws {
  std::uint64_t replications = 0;  ///< analysed: fewer than wanted when time was up
  Share zone;                      ///< some sufficient set has one
  struct BySet {
    PartySet signatories;
    Share zone;
  };
  /// Every sufficient set; none if there are more than kMostSets, of which only the widest with a
  /// zone is looked for.
  std::vector<BySet> by_set;
  static constexpr std::size_t kMostSets = 64;
  /// The greatest least gain over no agreement: of the widest zone, or where there is none, of the
  /// set that comes nearest. Without draws in which red lines leave no package.
  Figures margin;
  std::vector<SolutionSurvey> solutions;  ///< in the order of kSolutions, of the widest zone
  std::vector<DraftSurvey> drafts;        ///< as PictureOptions::drafts
  ObstacleSurvey obstacles;
  Figures log10_size;  ///< of the widest zone, estimated
  std::vector<CoalitionSurvey> coalitions;
  std::vector<PivotSurvey> pivots;
  bool coalitions_complete = true;  ///< else those of fewest parties and of most
};

struct Survey {
  std::vector<RedLine> red_lines;
  std::vector<double> no_agreement;  ///< by PartyId: of the picture's problem
  std::vector<Package> texts;        ///< the drafts' packages, as PictureOptions::drafts
  /// Of the expected problem of the draws analysed (at least of the first 100, analysed or not), or
  /// of the one replication.
  Picture picture;
  std::uint64_t expected_draws = 0;  ///< whose mean that problem is; 0 of one replication
  std::optional<Draws> draws;        ///< none of one replication
  bool time_is_up = false;           ///< some answers are bounds for want of time
};

/// `each` is told how many draws are done, in order, never twice at once but from any thread.
/// The answer does not depend on the number of threads, unless time is up.
[[nodiscard]] Survey survey(const Scenario& scenario, const SurveyOptions& options,
                            const std::function<void(std::uint64_t)>& each = {});

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Summaries of an ensemble, gathered outcome by outcome in memory that does not grow.
///
/// All sums run in the order in which outcomes are added, so that a summary is a pure function of
/// that sequence.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/results/assessment_summary.hpp"
#include "analysis/results/proportion.hpp"
#include "analysis/results/sample.hpp"
#include "engine/model/outcome.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

inline constexpr std::size_t kEndingCount = std::size(kEndings);
inline constexpr Ground kGrounds[] = {Ground::red_line, Ground::no_agreement, Ground::demand};

/// In which round agreements that are in force were reached. With a count of 0 no other number has
/// a meaning.
struct TimeSummary {
  std::uint64_t count = 0;
  double mean = 0;
  std::array<int, 5> quantiles{};  ///< at kQuantiles by nearest rank: rounds are whole numbers
  std::vector<std::uint64_t>
      by_round;  ///< agreements in round 1, 2, ...; up to the last that has any
};

struct PartySummary {
  Figures payoff;                  ///< worth less delay costs
  Figures no_deal;                 ///< no-agreement value less delay costs
  Figures surplus;                 ///< payoff less no_deal
  Proportion signs;                ///< has signed an agreement that is in force
  std::uint64_t walkouts = 0;      ///< endings by its walkout
  std::uint64_t not_ratified = 0;  ///< endings by its failure to ratify
  std::uint64_t refusals = 0;      ///< replications in which it refused a text
  std::array<std::uint64_t, std::size(kGrounds)> grounds{};  ///< of its last refusals
  /// The same of the replications without an agreement in force.
  std::array<std::uint64_t, std::size(kGrounds)> unresolved{};
  Figures conceded;  ///< see below; of the replications in which it tabled or asked for a text
  Figures audience;  ///< what backing down cost it at home, of the replications in which it did
};

/// How far a draft is, when the talks begin, from what a party can sign.
struct DraftSummary {
  Proportion signable;  ///< crosses none of its red lines and is worth at least no deal
  Figures surplus;      ///< over no deal, as the party believes, whatever its red lines
};

/// How near the talks came to an agreement: of each, the text that came nearest.
struct NearestSummary {
  Proportion signable;  ///< that text was one that enough parties could have signed
  Proportion missed;    ///< so it was, and the talks ended without anything signed by enough
  Figures surplus;      ///< of the talks that have such a text: see NearestText
  Figures missing;      ///< of those in which it was not signable: how much was missing, above 0
  std::vector<std::uint64_t> decisive;  ///< by PartyId: of the same, those in which it was its
};

struct IssueSummary {
  std::vector<std::uint64_t> chosen;     ///< by option: agreements in force that have it, set_aside
                                         ///< ones among those that have the status quo
  std::uint64_t set_aside = 0;           ///< agreements in force that left it at its status quo
  Proportion contested;                  ///< named in some party's last refusal
  std::vector<Proportion> contested_by;  ///< by PartyId: named in that party's last refusal
};

struct Summary {
  std::uint64_t replications = 0;
  std::array<Proportion, kEndingCount> endings;  ///< in the order of kEndings
  Proportion agreements;                         ///< in force: balanced or imposed
  std::vector<Proportion> partials;              ///< settled, in the order of the rule's list
  Proportion cut_off;                            ///< ended by the hazard
  TimeSummary time;
  NearestSummary nearest;
  AssessmentSummary assessment;                   ///< of the replications that were assessed
  std::vector<PartySummary> parties;              ///< by PartyId
  std::vector<IssueSummary> issues;               ///< by IssueId
  std::vector<std::vector<DraftSummary>> drafts;  ///< by DraftId, then PartyId
  std::vector<Figures> world;                     ///< by VariableId, when the talks end
};

/// By how much utility a party came down from its opening, what it wanted when it first tabled a
/// text or asked for changes: to the agreement that it signed, if that is in force; else to what it
/// wanted last. None: it neither tabled nor asked for anything. Before audience costs.
[[nodiscard]] std::optional<double> conceded(const Outcome& outcome, PartyId party);

/// Issues by how often they are contested, the most contested first; ties by IssueId.
[[nodiscard]] std::vector<IssueId> most_contested(const Summary& summary);

/// What became of an issue in most agreements in force.
struct Usual {
  std::optional<Option> option;  ///< most often agreed on, the first of equals; none: set aside
  std::uint64_t agreements = 0;  ///< in which that became of it
};

/// Set aside if that happened in at least half of the agreements; else the option that leads among
/// those in which it was not: nobody agreed on a status quo that is back for want of a consent.
[[nodiscard]] Usual usual(const Issue& issue, const IssueSummary& summary,
                          std::uint64_t agreements);

class SummaryBuilder {
 public:
  explicit SummaryBuilder(const Scenario& scenario);

  void add(const Outcome& outcome, const std::optional<Assessment>& assessment = {});
  [[nodiscard]] Summary summary() const;

 private:
  struct PartyTally {
    Sample payoff, no_deal, surplus, conceded, audience;
    std::uint64_t signs = 0;
    std::uint64_t walkouts = 0;
    std::uint64_t not_ratified = 0;
    std::array<std::uint64_t, std::size(kGrounds)> grounds{};
    std::array<std::uint64_t, std::size(kGrounds)> unresolved{};
  };
  struct NearestTally {
    Sample surplus, missing;
    std::uint64_t signable = 0;
    std::uint64_t missed = 0;
    std::vector<std::uint64_t> decisive;
  };
  struct IssueTally {
    std::vector<std::uint64_t> chosen;
    std::uint64_t set_aside = 0;
    std::uint64_t contested = 0;
    std::vector<std::uint64_t> contested_by;
  };

  struct DraftTally {
    Sample surplus;
    std::uint64_t signable = 0;
  };

  void add_parties(const Outcome& outcome);
  void add_refusals(const Outcome& outcome);
  void add_agreement(const Outcome& outcome);
  void add_nearest(const Outcome& outcome);

  std::uint64_t replications_ = 0;
  std::array<std::uint64_t, kEndingCount> endings_{};
  std::vector<std::uint64_t> partials_;
  std::uint64_t cut_off_ = 0;
  std::vector<std::uint64_t> by_round_;
  NearestTally nearest_;
  AssessmentTally assessment_;
  std::vector<PartyTally> parties_;
  std::vector<IssueTally> issues_;
  std::vector<std::vector<DraftTally>> drafts_;
  std::vector<Sample> world_;
  std::vector<std::uint64_t> named_in_;  ///< by IssueId: the last outcome that contested it, plus 1
};

}  // namespace entente

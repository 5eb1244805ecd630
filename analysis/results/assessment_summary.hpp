// SPDX-License-Identifier: Apache-2.0
/// What the assessments of an ensemble come to, gathered in memory that does not grow.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/results/assessment.hpp"
#include "analysis/results/proportion.hpp"
#include "analysis/results/sample.hpp"

namespace entente {

/// Of agreements in force.
struct AgreementsAssessed {
  Proportion efficient;        ///< of those in which that is settled
  std::uint64_t open = 0;      ///< those in which it is not
  Figures left;                ///< on the table, in total; of those in which it is proven
  Figures nash_share;          ///< of those with a Nash solution
  std::vector<Figures> place;  ///< by PartyId: of those that it signed
};

/// Of talks that failed.
struct FailuresAssessed {
  Proportion at_start;  ///< a deal existed when they began; of those in which it is settled
  std::uint64_t start_open = 0;  ///< those in which it is not
  Proportion at_end;             ///< the same when they ended: so many were missed
  std::uint64_t end_open = 0;
  Proportion faded;    ///< one existed when they began and none when they ended; of those in
                       ///< which both are settled
  Figures least_gain;  ///< of the deals missed: what the least favoured signatory would have had
                       ///< over no agreement
};

struct AssessmentSummary {
  AgreementsAssessed agreements;
  FailuresAssessed failures;
};

class AssessmentTally {
 public:
  explicit AssessmentTally(std::size_t parties) : place_(parties) {}

  void add(Ending ending, const Assessment& assessment);
  [[nodiscard]] AssessmentSummary summary() const;

 private:
  struct Count {
    std::uint64_t yes = 0;
    std::uint64_t settled = 0;
    std::uint64_t open = 0;
    void add(Answer answer);
    [[nodiscard]] Proportion share() const { return proportion(yes, settled); }
  };

  void add(const Efficiency& agreement);
  void add(const Opportunity& opportunity);

  Count efficient_, at_start_, at_end_, faded_;
  Sample left_, nash_share_, least_gain_;
  std::vector<Sample> place_;  ///< by PartyId
};

}  // namespace entente

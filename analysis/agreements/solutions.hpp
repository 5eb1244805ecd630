// SPDX-License-Identifier: Apache-2.0
/// Zones of possible agreement and the solutions of bargaining theory in them, each proven.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/agreements/optimum.hpp"
#include "analysis/agreements/problem.hpp"

namespace entente {

/// What is known about a question that a search answers.
enum class Answer { no, yes, open };

/// The zone of possible agreement (Raiffa 1982) of a set of signatories: packages that each of them
/// could sign, with the consents that they hold.
struct Zone {
  PartySet signatories = 0;
  Answer exists = Answer::open;  ///< open: the search was cut short
  std::optional<Package> witness;
  /// The greatest least gain over no agreement in the space, as far as it is known: where there is
  /// a witness, its least gain; else, proven, none has more. Minus infinity: no package is open.
  double margin = 0;
};
[[nodiscard]] Zone zone_of(const BargainingProblem& problem, PartySet signatories,
                           const Effort& effort = {});

/// The zones of all sufficient sets of signatories, and of them the widest that has a zone.
struct Zones {
  std::vector<Zone> zones;  ///< the largest sets first
  bool complete = true;     ///< all sufficient sets are among them
  Answer exists = Answer::no;
  /// The first with a zone: the largest set of parties that could sign together.
  std::optional<std::size_t> widest;
};
/// `widest`: stops after the first set that has a zone.
enum class Extent { widest, all };
[[nodiscard]] Zones zones_of(const BargainingProblem& problem, Extent extent,
                             const Effort& effort = {});

/// A solution: the package that is best by its measure, of the zone.
struct Solution {
  Package package;
  std::vector<double> worths;  ///< by PartyId
  double value = 0;            ///< by the measure
  double bound = 0;            ///< proven: no package has more
  bool proven = false;         ///< nothing more than rounding (1e-9) lies between them
};

/// The four solutions over a zone; none where it is empty (or not found within the effort).
///
/// Gains are worths less the no-agreement value. Where no package of the zone gives every signatory
/// a gain above 0 (kRounding), all Nash products are 0, and where some signatory cannot gain at
/// all, so are all least shares: then the egalitarian package stands for that solution, its value
/// is 0. Kalai-Smorodinsky's and the egalitarian package are completed by leximin: among packages
/// of the same least share (gain) that of the greatest second least, and so on (Imai 1983);
/// `proven` is about the least alone.
struct Solutions {
  PartySet signatories = 0;
  /// By PartyId, of the signatories: the most it can have in the zone; its no-agreement value for
  /// the others.
  std::vector<double> ideal;
  bool ideal_proven = false;
  std::optional<Solution> nash;               ///< value: the geometric mean of gains
  std::optional<Solution> kalai_smorodinsky;  ///< value: the least gain as a share of the ideal's
  std::optional<Solution> egalitarian;        ///< value: the least gain
  std::optional<Solution> utilitarian;        ///< value: the sum of worths
};
enum class SolutionKind { nash, kalai_smorodinsky, egalitarian, utilitarian };
inline constexpr SolutionKind kSolutions[] = {SolutionKind::nash, SolutionKind::kalai_smorodinsky,
                                              SolutionKind::egalitarian, SolutionKind::utilitarian};
/// "Nash", "Kalai-Smorodinsky", "egalitarian", "utilitarian".
[[nodiscard]] std::string_view name_of(SolutionKind kind);
[[nodiscard]] const std::optional<Solution>& solution(const Solutions& solutions,
                                                      SolutionKind kind);

[[nodiscard]] Solutions solve(const BargainingProblem& problem, const Zone& zone,
                              const Effort& effort = {});

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Parties: what they want, what they have without a deal, and how they negotiate.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "engine/model/issue.hpp"
#include "engine/model/quantity.hpp"

namespace entente {

/// Scores given by an ideal and a limit: 1 at the ideal, falling with a kink at the limit.
///
/// With d = |option - ideal|, D = |limit - ideal|, F the distance from the ideal to the farther end
/// of the list, and k the party's score at the limit:
///     d <= D:  1 - (1 - k) d / D          beyond:  k (F - d) / (F - D)
/// Where the ideal is the limit, the score drops to the second line at the first step away.
struct Stance {
  Option ideal = 0;
  Option limit = 0;
  bool limit_is_red_line = false;  ///< every option with d > D is a red line
};

/// What an issue is worth to a party: a weight >= 0 and scores, one per option or by stance.
struct Preference {
  Distribution weight = 0.0;
  std::variant<std::vector<Distribution>, Stance> scores;
};

/// An interaction of issues: it holds for a package that has one of the named options on each.
struct Clause {
  struct Condition {
    IssueId issue;
    std::vector<Option> options;
  };
  std::string id;
  std::string title;
  std::vector<Condition> when;
  std::optional<Distribution> amount;  ///< in units of the summed weights; none: a red line
};

/// Whether `package` has one of the named options on every issue of the conditions.
[[nodiscard]] inline bool hold(std::span<const Clause::Condition> conditions,
                               const Package& package) {
  return std::all_of(conditions.begin(), conditions.end(), [&package](const auto& condition) {
    return std::find(condition.options.begin(), condition.options.end(),
                     package[condition.issue]) != condition.options.end();
  });
}

/// A worth in utility units: that of a package, if one is named, plus a quantity.
struct Worth {
  struct OwnLimits {};  ///< the package of the party's own limits on every issue
  std::variant<std::monostate, OwnLimits, DraftId> of;
  Quantity plus;
};

/// The certainty equivalent of going on without an agreement: that of a lottery over prospects
/// (a single one is certain), plus a quantity.
struct NoAgreement {
  struct Prospect {
    Quantity probability{.base = 1.0, .world = {}};  ///< clamped at 0, normalised over prospects
    Worth worth;
  };
  std::vector<Prospect> prospects;
  Quantity plus;
};

/// Ratification at home (Putnam 1988): it succeeds with chance 1 / (1 + exp(-slope (s -
/// midpoint))), s being the party's surplus over no agreement. What the agreement says may move the
/// midpoint: a hurdle counts where all of its conditions hold.
struct Ratification {
  struct Hurdle {
    std::string id;
    std::string title;
    std::vector<Clause::Condition> when;
    Quantity add;  ///< to the midpoint; negative: the text makes it easier
  };
  Quantity midpoint;
  Quantity slope;
  std::vector<Hurdle> hurdles = {};
};

/// A plug-in chosen by name, with what the scenario sets of its parameters.
struct Choosing {
  /// A number for something named by its position, to be drawn.
  struct Weight {
    std::size_t of;
    Distribution value;
    std::string id = {};  ///< of what is named; it addresses the draw
  };
  /// A number to be drawn; the positions of what was named (a draft, parties), also in groups or
  /// with a number each; a word.
  using Value =
      std::variant<Distribution, std::vector<std::size_t>, std::vector<std::vector<std::size_t>>,
                   std::vector<Weight>, std::string>;
  struct Setting {
    std::string parameter;
    Value value;
  };
  std::string name;
  std::vector<Setting> settings;
};

/// How a party negotiates: the three components of Baarslag et al. 2014, chosen separately.
struct Strategy {
  Choosing bidding{"time-dependent", {}};
  Choosing opponent_model{"frequency", {}};
  Choosing acceptance{"ac-next", {}};
};

struct Party {
  std::string id;
  std::string title;
  std::vector<Preference> preferences;  ///< by IssueId
  Distribution score_at_limit = 0.5;
  std::vector<Clause> clauses;
  Distribution risk_aversion = 0.0;  ///< CARA coefficient, per unit of utility; 0: risk neutral
  NoAgreement no_agreement;
  Quantity delay_cost;  ///< per round
  std::optional<Ratification> ratification;
  Strategy strategy;
};

}  // namespace entente

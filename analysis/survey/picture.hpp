// SPDX-License-Identifier: Apache-2.0
/// Everything about one bargaining problem at once: what `analyze` tells in full.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "analysis/agreements/coalitions.hpp"
#include "analysis/agreements/efficiency.hpp"
#include "analysis/agreements/frontier.hpp"
#include "analysis/agreements/ledger.hpp"
#include "analysis/agreements/obstacles.hpp"
#include "analysis/agreements/solutions.hpp"
#include "analysis/agreements/zone_size.hpp"
#include "engine/model/red_line.hpp"

namespace entente {

struct PictureOptions {
  std::vector<DraftId> drafts;              ///< in this order; the ledger is of the first two
  std::pair<PartyId, PartyId> pair;         ///< whose frontier is drawn
  std::size_t most_frontier_points = 1000;  ///< of all signatories
  ZoneSizeOptions zone_size;
  Effort effort;  ///< its `stop` holds for all parts
};

/// A text on the table.
struct DraftPicture {
  DraftId draft;
  PartySet could_sign = 0;  ///< of all who must or may sign
  bool enough = false;      ///< those could conclude it as it stands, consents in place
  Efficiency efficiency;    ///< among all who must or may sign
  /// What would make each of them accept it that refuses it; the three smallest sets.
  struct Wishes {
    PartyId party;
    std::vector<Amendment> amendments;
    bool complete = true;  ///< false: time was up before all were found
  };
  std::vector<Wishes> wishes;
};

struct FrontierPicture {
  PartySet members = 0;
  Frontier frontier;              ///< its picks are empty: see `packages`
  std::vector<Package> packages;  ///< by point
};

struct Picture {
  Zones zones;                         ///< of all sufficient sets
  std::optional<Solutions> solutions;  ///< of the widest zone; none without a zone
  std::optional<Obstacles> obstacles;  ///< none with one
  std::vector<DraftPicture> drafts;
  std::optional<Ledger> ledger;  ///< of the first two drafts
  /// Between two parties alone: only their own red lines bind, and neither is held to its
  /// no-agreement value; what others could sign is left open.
  FrontierPicture pair;
  std::optional<FrontierPicture> all;              ///< of the widest zone; none without one
  std::optional<ZoneSize> size;                    ///< likewise
  std::vector<std::vector<double>> sample_worths;  ///< by sample of `size`, then PartyId
  Coalitions coalitions;
};

/// Whether `set` could conclude `text` as it stands: the rule is content with them, and it moves no
/// issue from its status quo without the consents.
[[nodiscard]] bool suffices_for(const Scenario& scenario, PartySet set, const Package& text);

/// `widest`, if it is of all who must or may sign.
[[nodiscard]] const Solutions* solutions_of_everyone(const Scenario& scenario,
                                                     const std::optional<Solutions>& widest);

/// A draft without the wishes. `of_everyone`: the solutions of all who must or may sign; nullptr if
/// there are none.
[[nodiscard]] DraftPicture draft_picture(const BargainingProblem& problem, DraftId draft,
                                         const Solutions* of_everyone, const Effort& effort);

[[nodiscard]] Picture picture_of(const BargainingProblem& problem,
                                 std::span<const RedLine> red_lines, const PictureOptions& options);

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Single text about one issue, for a room that answers by a script.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/model/scenario.hpp"
#include "tests/scripted_room.hpp"

namespace entente::testing {

using Worths = std::vector<std::vector<double>>;  ///< by party, then option of the only issue

/// One issue; its options are worth so much, from 0 to 1 for every party, and are drafts, too.
class OneIssueCase {
 public:
  explicit OneIssueCase(Worths worths) : worths_(std::move(worths)) {
    const std::size_t options = worths_.front().size();
    issues_.resize(1);
    issues_[0].options.resize(options);
    parties_.resize(worths_.size());
    for (std::size_t p = 0; p < worths_.size(); ++p) {
      parties_[p].preferences = {
          {1.0, std::vector<Distribution>(worths_[p].begin(), worths_[p].end())}};
    }
    for (std::size_t o = 0; o < options; ++o) {
      drafts_.push_back({"", "", std::nullopt, {static_cast<Option>(o)}});
    }
  }

  void red_line(std::size_t party, Option option) {
    Clause clause;
    clause.when = {{IssueId(0), {option}}};
    parties_[party].clauses.push_back(clause);
  }

  // What a scenario says of the protocol.
  std::vector<std::size_t> mediator = {};
  std::vector<std::size_t> draft = {};
  Parameters::Groups groups = {};
  std::vector<Weight> bias = {};
  double skill = 1;
  double changes = 0;
  std::string_view redrafts = "after-group";

  std::unique_ptr<Protocol> talks() {
    utilities_.emplace(blocks_, parties_, issues_, 1, 0);
    Parameters parameters;
    parameters.set("mediator", mediator);
    parameters.set("draft", draft);
    parameters.set("groups", groups);
    parameters.set("bias", bias);
    parameters.set("skill", skill);
    parameters.set("amendments", 5.0);
    parameters.set("changes", changes);
    parameters.set("redrafts", redrafts);
    return find(protocols(), "single-text")->make(parameters, {*utilities_, drafts_, {}, 0});
  }

  ScriptedRoom room(std::vector<Action> script) const {
    ScriptedRoom room(std::vector<bool>(parties_.size(), kMust), std::move(script));
    room.worths = [this](PartyId party, const Package& package) {
      return worths_[party][package[0]];
    };
    return room;
  }

 private:
  Worths worths_;
  std::vector<Issue> issues_;
  std::vector<Party> parties_;
  std::vector<Draft> drafts_;
  Blocks blocks_ = Blocks(std::vector<std::size_t>{worths_.front().size()}, {});
  std::optional<Utilities> utilities_;
};

inline const Worths kThree = {{1, 0.6, 0}, {0, 0.6, 1}, {0, 1, 0}};
inline const Worths kTwo = {{1, 0.6, 0}, {0, 0.6, 1}};

/// The text drawn up first.
inline Package opening(OneIssueCase scenario, std::vector<double> no_agreements) {
  const auto talks = scenario.talks();
  const std::size_t parties = no_agreements.size();
  ScriptedRoom room = scenario.room(std::vector<Action>(parties, kReject));
  room.no_agreements = std::move(no_agreements);
  CHECK(talks->play_round(room) == Talks::go_on);
  REQUIRE_FALSE(room.tabled.empty());
  return room.tabled.front();
}

}  // namespace entente::testing

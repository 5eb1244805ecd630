// SPDX-License-Identifier: Apache-2.0
/// Irreducible sets of red lines that forbid all rows of a block.
#include "engine/scenario/red_lines.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/model/red_line.hpp"
#include "engine/scenario/fields.hpp"

namespace entente {
namespace {

/// What a message calls it.
std::string name_of(const Scenario& scenario, const RedLine& line) {
  const std::string party = in_quotes(scenario.parties[line.party].id);
  return line.clause.empty()
             ? "the limit of " + party + " on " + in_quotes(scenario.issues[line.issues[0]].id)
             : "clause " + in_quotes(line.clause) + " of " + party;
}

std::string pointer_to(const Scenario& scenario, const RedLine& line) {
  const std::string party = "/parties/" + std::to_string(line.party);
  if (line.clause.empty()) {
    return party + "/preferences/" + scenario.issues[line.issues[0]].id + "/limit_is_red_line";
  }
  const std::vector<Clause>& clauses = scenario.parties[line.party].clauses;
  const auto clause = std::find_if(clauses.begin(), clauses.end(), [&](const Clause& candidate) {
    return candidate.id == line.clause;
  });
  return party + "/clauses/" + std::to_string(clause - clauses.begin());
}

/// The red lines of a block, and what they forbid together.
class Cover {
 public:
  Cover(const Blocks::Block& block, std::vector<RedLine> lines)
      : first_(block.first), lines_(std::move(lines)), times_(block.rows) {
    for (const RedLine& line : lines_) {
      for (const Row row : line.rows) ++times_[row - first_];
    }
  }

  [[nodiscard]] bool covers_all() const {
    return std::find(times_.begin(), times_.end(), 0U) == times_.end();
  }

  /// Takes away a set of lines that forbid all rows together, and none of which can be spared.
  /// Leaves out whole parties first, so that no more of them are blamed than necessary.
  /// Precondition: covers_all().
  [[nodiscard]] std::vector<RedLine> take_irreducible() {
    std::vector<bool> in(lines_.size(), true);
    std::vector<unsigned> times = times_;
    const auto try_without = [&](auto leaves) {
      std::vector<bool> kept = in;
      std::vector<unsigned> left = times;
      for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!in[i] || !leaves(i)) continue;
        kept[i] = false;
        subtract(lines_[i], left);
      }
      if (std::find(left.begin(), left.end(), 0U) != left.end()) return;
      in = std::move(kept);
      times = std::move(left);
    };
    std::set<PartyId> parties;
    for (const RedLine& line : lines_) parties.insert(line.party);
    for (const PartyId party : parties) {
      try_without([&](std::size_t i) { return lines_[i].party == party; });
    }
    for (std::size_t last = lines_.size(); last-- > 0;) {
      try_without([&](std::size_t i) { return i == last; });
    }
    return take(in);
  }

 private:
  void subtract(const RedLine& line, std::vector<unsigned>& times) const {
    for (const Row row : line.rows) --times[row - first_];
  }

  std::vector<RedLine> take(const std::vector<bool>& which) {
    std::vector<RedLine> taken;
    std::vector<RedLine> lines;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (which[i]) {
        subtract(lines_[i], times_);
        taken.push_back(std::move(lines_[i]));
      } else {
        lines.push_back(std::move(lines_[i]));
      }
    }
    lines_ = std::move(lines);
    return taken;
  }

  Row first_;  ///< of the block
  std::vector<RedLine> lines_;
  std::vector<unsigned> times_;  ///< by row: how many of the lines forbid it
};

Contradiction contradiction_of(const Scenario& scenario, const Blocks::Block& block,
                               const std::vector<RedLine>& lines) {
  std::vector<std::string> parties;
  std::vector<std::string> names;
  for (const RedLine& line : lines) {
    const std::string party = in_quotes(scenario.parties[line.party].id);
    if (std::find(parties.begin(), parties.end(), party) == parties.end()) {
      parties.push_back(party);
    }
    names.push_back(name_of(scenario, line));
  }
  std::vector<std::string> issues;
  for (const Blocks::Member& member : block.members) {
    const bool is_named = std::any_of(lines.begin(), lines.end(), [&](const RedLine& line) {
      return std::find(line.issues.begin(), line.issues.end(), member.issue) != line.issues.end();
    });
    if (is_named) issues.push_back(in_quotes(scenario.issues[member.issue].id));
  }
  return {pointer_to(scenario, lines.front()),
          "no package is left: the red lines of " + listed(parties) +
              (parties.size() > 1 ? " together" : "") + " forbid " +
              (issues.size() > 1 ? "every combination of " : "every option of ") + listed(issues),
          "relax " + listed(names, "or")};
}

}  // namespace

std::vector<Contradiction> contradictions(const Scenario& scenario,
                                          std::span<const PartyId> parties) {
  std::vector<std::vector<RedLine>> lines(scenario.blocks.size());
  const std::vector<RedLine> all = red_lines_of(scenario);
  for (const PartyId party : parties) {
    for (const RedLine& line : all) {
      if (line.party == party) lines[line.block].push_back(line);
    }
  }
  std::vector<Contradiction> found;
  for (std::size_t b = 0; b < scenario.blocks.size(); ++b) {
    if (lines[b].empty()) continue;
    const Blocks::Block& block = scenario.blocks[b];
    Cover cover(block, std::move(lines[b]));
    while (cover.covers_all()) {
      found.push_back(contradiction_of(scenario, block, cover.take_irreducible()));
    }
  }
  return found;
}

std::vector<Fault> irreconcilable_red_lines(const Document& document, const Scenario& scenario) {
  std::vector<Fault> faults;
  for (Contradiction& found : contradictions(scenario, scenario.agreement.required)) {
    faults.push_back(
        document.fault_at(found.pointer, std::move(found.what), std::move(found.remedy)));
  }
  return faults;
}

}  // namespace entente

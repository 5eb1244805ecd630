// SPDX-License-Identifier: Apache-2.0
/// Irreducible sets of red lines that forbid all rows of a block.
#include "engine/scenario/red_lines.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/model/utilities.hpp"
#include "engine/scenario/fields.hpp"

namespace entente {
namespace {

/// One thing that a party never signs, within one block.
struct RedLine {
  PartyId party;
  std::string name;     ///< for messages
  std::string pointer;  ///< likewise
  std::vector<Clause::Condition> when;
};

std::vector<RedLine> red_lines_of(const Scenario& scenario, PartyId id) {
  const Party& party = scenario.parties[id];
  std::vector<RedLine> lines;
  for (const Clause& clause : party.clauses) {
    if (clause.amount) continue;
    const auto position = static_cast<std::size_t>(&clause - party.clauses.data());
    lines.push_back({id, "clause " + in_quotes(clause.id) + " of " + in_quotes(party.id),
                     "/parties/" + std::to_string(id) + "/clauses/" + std::to_string(position),
                     clause.when});
  }
  for (std::size_t i = 0; i < party.preferences.size(); ++i) {
    const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
    if (!stance || !stance->limit_is_red_line) continue;
    Clause::Condition beyond{IssueId(i), {}};
    for (std::size_t o = 0; o < scenario.issues[i].options.size(); ++o) {
      if (beyond_limit(*stance, static_cast<Option>(o))) {
        beyond.options.push_back(static_cast<Option>(o));
      }
    }
    lines.push_back(
        {id,
         "the limit of " + in_quotes(party.id) + " on " + in_quotes(scenario.issues[i].id),
         "/parties/" + std::to_string(id) + "/preferences/" + scenario.issues[i].id +
             "/limit_is_red_line",
         {std::move(beyond)}});
  }
  return lines;
}

/// The rows of a block, from 0, that the red line forbids.
std::vector<bool> forbidden(const Blocks& blocks, const Blocks::Block& block, const RedLine& line) {
  std::vector<bool> rows(block.rows, true);
  for (const Clause::Condition& condition : line.when) {
    const auto member = std::find_if(
        block.members.begin(), block.members.end(),
        [&](const Blocks::Member& candidate) { return candidate.issue == condition.issue; });
    std::vector<bool> named(blocks.options(condition.issue));
    for (const Option option : condition.options) named[option] = true;
    for (Row row = 0; row < block.rows; ++row) {
      if (rows[row] && !named[blocks.option(block, *member, block.first + row)]) rows[row] = false;
    }
  }
  return rows;
}

/// The red lines of a block, and what they forbid together.
class Cover {
 public:
  Cover(const Blocks& blocks, const Blocks::Block& block, std::vector<RedLine> lines)
      : lines_(std::move(lines)), times_(block.rows) {
    for (const RedLine& line : lines_) {
      rows_.push_back(forbidden(blocks, block, line));
      for (std::size_t row = 0; row < times_.size(); ++row) times_[row] += rows_.back()[row];
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
        subtract(rows_[i], left);
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
  static void subtract(const std::vector<bool>& rows, std::vector<unsigned>& times) {
    for (std::size_t row = 0; row < times.size(); ++row) times[row] -= rows[row];
  }

  std::vector<RedLine> take(const std::vector<bool>& which) {
    std::vector<RedLine> taken;
    std::vector<RedLine> lines;
    std::vector<std::vector<bool>> rows;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (which[i]) {
        subtract(rows_[i], times_);
        taken.push_back(std::move(lines_[i]));
      } else {
        lines.push_back(std::move(lines_[i]));
        rows.push_back(std::move(rows_[i]));
      }
    }
    lines_ = std::move(lines);
    rows_ = std::move(rows);
    return taken;
  }

  std::vector<RedLine> lines_;
  std::vector<std::vector<bool>> rows_;
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
    names.push_back(line.name);
  }
  std::vector<std::string> issues;
  for (const Blocks::Member& member : block.members) {
    const bool is_named = std::any_of(lines.begin(), lines.end(), [&](const RedLine& line) {
      return std::any_of(line.when.begin(), line.when.end(),
                         [&](const auto& condition) { return condition.issue == member.issue; });
    });
    if (is_named) issues.push_back(in_quotes(scenario.issues[member.issue].id));
  }
  return {lines.front().pointer,
          "no package is left: the red lines of " + listed(parties) +
              (parties.size() > 1 ? " together" : "") + " forbid " +
              (issues.size() > 1 ? "every combination of " : "every option of ") + listed(issues),
          "relax " + listed(names, "or")};
}

}  // namespace

std::vector<Contradiction> contradictions(const Scenario& scenario,
                                          std::span<const PartyId> parties) {
  std::vector<std::size_t> block_of(scenario.issues.size());
  for (std::size_t b = 0; b < scenario.blocks.size(); ++b) {
    for (const Blocks::Member& member : scenario.blocks[b].members) block_of[member.issue] = b;
  }
  std::vector<std::vector<RedLine>> lines(scenario.blocks.size());
  for (const PartyId party : parties) {
    for (RedLine& line : red_lines_of(scenario, party)) {
      lines[block_of[line.when.front().issue]].push_back(std::move(line));
    }
  }
  std::vector<Contradiction> found;
  for (std::size_t b = 0; b < scenario.blocks.size(); ++b) {
    if (lines[b].empty()) continue;
    const Blocks::Block& block = scenario.blocks[b];
    Cover cover(scenario.blocks, block, std::move(lines[b]));
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

// SPDX-License-Identifier: Apache-2.0
/// Sizes of blocks, and irreducible sets of red lines that forbid all of a block.
#include "engine/scenario/block_checks.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "engine/model/utilities.hpp"

namespace entente {
namespace {

constexpr std::uint64_t kUncountable = 1'000'000'000'000'000'000;

std::string clause_pointer(std::size_t party, std::size_t clause) {
  return "/parties/" + std::to_string(party) + "/clauses/" + std::to_string(clause);
}

std::string named(const Party& party, const Clause& clause) {
  return in_quotes(clause.id) + " of " + in_quotes(party.id);
}

std::uint64_t product_of_options(const Scenario& scenario, const std::vector<IssueId>& issues) {
  std::uint64_t product = 1;
  for (const IssueId issue : issues) {
    const std::uint64_t options = scenario.issues[issue].options.size();
    if (product > kUncountable / options) return kUncountable;
    product *= options;
  }
  return product;
}

void report_large_block(Reading& reading, const Scenario& scenario,
                        const std::vector<IssueId>& issues, std::uint64_t rows) {
  std::vector<std::string> sizes;
  for (const IssueId issue : issues) {
    sizes.push_back(in_quotes(scenario.issues[issue].id) + " (" +
                    std::to_string(scenario.issues[issue].options.size()) + ")");
  }
  std::vector<std::string> clauses;
  std::string first;
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const Party& party = scenario.parties[p];
    for (std::size_t c = 0; c < party.clauses.size(); ++c) {
      const auto& when = party.clauses[c].when;
      if (when.size() < 2) continue;
      if (!std::binary_search(issues.begin(), issues.end(), when.front().issue)) continue;
      clauses.push_back(named(party, party.clauses[c]));
      if (first.empty()) first = clause_pointer(p, c);
    }
  }
  reading.faults.add(first,
                     "clauses tie " + std::to_string(issues.size()) + " issues into a block of " +
                         (rows == kUncountable ? "more than 10^18" : in_digits(rows)) +
                         " combinations; the limit is " +
                         in_digits(std::uint64_t{Blocks::kMostRows}) + ": " + listed(sizes),
                     "split or drop one of the clauses: " + listed(clauses, "or"));
}

/// Whether every block, and all together, can be enumerated.
bool check_sizes(Reading& reading, const Scenario& scenario,
                 const std::vector<std::vector<IssueId>>& scopes) {
  const std::size_t before = reading.faults.count();
  std::uint64_t all = 0;
  for (const auto& component : Blocks::components(scenario.issues.size(), scopes)) {
    const std::uint64_t rows = product_of_options(scenario, component);
    if (rows > Blocks::kMostRows) report_large_block(reading, scenario, component, rows);
    all = std::min(all + rows, kUncountable);
  }
  if (reading.faults.count() == before && all > kMostRows) {
    reading.faults.add("/issues",
                       "issues and clauses make " + in_digits(all) +
                           " combinations in all blocks together; the limit is " +
                           in_digits(std::uint64_t{kMostRows}),
                       "merge options, or drop clauses that tie issues together");
  }
  return reading.faults.count() == before;
}

/// One thing that a party never signs, within one block.
struct RedLine {
  PartyId party;
  std::string name;  ///< for messages
  std::vector<Clause::Condition> when;
};

std::vector<RedLine> red_lines_of(const Scenario& scenario, PartyId id) {
  const Party& party = scenario.parties[id];
  std::vector<RedLine> lines;
  for (const Clause& clause : party.clauses) {
    if (!clause.amount) lines.push_back({id, "clause " + named(party, clause), clause.when});
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

/// A set of red lines that forbid all rows of a block together, and none of which can be spared.
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

  /// Leaves out whole parties first, so that no more of them are blamed than necessary.
  [[nodiscard]] std::vector<RedLine> irreducible() {
    std::set<PartyId> parties;
    for (const RedLine& line : lines_) parties.insert(line.party);
    for (const PartyId party : parties) {
      try_without([&](const RedLine& line) { return line.party == party; });
    }
    for (std::size_t i = lines_.size(); i-- > 0;) {
      try_without([&](const RedLine& line) { return &line == &lines_[i]; });
    }
    return lines_;
  }

 private:
  template <class Predicate>
  void try_without(Predicate leaves) {
    std::vector<unsigned> left = times_;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!leaves(lines_[i])) {
        kept.push_back(i);
        continue;
      }
      for (std::size_t row = 0; row < left.size(); ++row) left[row] -= rows_[i][row];
    }
    if (std::find(left.begin(), left.end(), 0U) != left.end()) return;
    times_ = std::move(left);
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i] == i) continue;
      lines_[i] = std::move(lines_[kept[i]]);
      rows_[i] = std::move(rows_[kept[i]]);
    }
    lines_.resize(kept.size());
    rows_.resize(kept.size());
  }

  std::vector<RedLine> lines_;
  std::vector<std::vector<bool>> rows_;
  std::vector<unsigned> times_;  ///< by row: how many of the lines forbid it
};

void report_no_package(Reading& reading, const Scenario& scenario, const Blocks::Block& block,
                       const std::vector<RedLine>& lines, const std::string& pointer) {
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
  reading.faults.add(pointer,
                     "no package is left: the red lines of " + listed(parties) +
                         (parties.size() > 1 ? " together" : "") + " forbid " +
                         (issues.size() > 1 ? "every combination of " : "every option of ") +
                         listed(issues),
                     "relax " + listed(names, "or"));
}

/// Tells of every block in which the red lines of the parties leave nothing, and returns whether
/// there is one.
bool check_red_lines(Reading& reading, const Scenario& scenario,
                     const std::vector<PartyId>& parties, const std::string& pointer) {
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
  bool found = false;
  for (std::size_t b = 0; b < scenario.blocks.size(); ++b) {
    const Blocks::Block& block = scenario.blocks[b];
    std::vector<RedLine>& here = lines[b];
    if (here.empty()) continue;
    Cover cover(scenario.blocks, block, std::move(here));
    if (!cover.covers_all()) continue;
    found = true;
    report_no_package(reading, scenario, block, cover.irreducible(), pointer);
  }
  return found;
}

}  // namespace

void build_blocks(Reading& reading, Scenario& scenario) {
  std::vector<std::vector<IssueId>> scopes;
  for (const Party& party : scenario.parties) {
    for (const Clause& clause : party.clauses) {
      scopes.emplace_back();
      for (const Clause::Condition& condition : clause.when) {
        scopes.back().push_back(condition.issue);
      }
    }
  }
  if (!check_sizes(reading, scenario, scopes)) return;
  std::vector<std::size_t> options;
  for (const Issue& issue : scenario.issues) options.push_back(issue.options.size());
  scenario.blocks = Blocks(options, scopes);

  bool alone = false;
  for (std::size_t p = 0; p < scenario.parties.size(); ++p) {
    const bool stuck =
        check_red_lines(reading, scenario, {PartyId(p)}, "/parties/" + std::to_string(p));
    alone = alone || stuck;
  }
  if (!alone) {
    check_red_lines(reading, scenario, scenario.agreement.required, "/agreement/required");
  }
}

}  // namespace entente

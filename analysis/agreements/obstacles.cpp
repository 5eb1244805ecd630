// SPDX-License-Identifier: Apache-2.0
/// What stands in the way of an agreement: issue by issue and red line by red line.
///
/// All of it is about the set of signatories that comes nearest to a zone, the one whose greatest
/// least gain m = max over packages of min over members of (u - o) is highest (openings.cpp finds
/// it: -m is the cheapest uniform opening). Each obstacle is taken away alone, m is computed anew,
/// and the obstacle is ranked by how much m rises, a difference of two exact optima (optimum.hpp):
///
/// - An issue: every member values each row of its block as the best row that differs from it in
///   this issue alone, and has a red line there only if it has one in all of these. Rows that
///   differ in the issue alone are then the same, so one of each suffices. Since every member may
///   choose for itself, each package of the true space has one at least as good in this one, under
///   no more red lines: m cannot fall, and no text about that issue can bring more than the rise.
///   Issues whose consent is missing stay as they are.
/// - A red line: rows that it alone closes are open. What is new are the packages with such a row,
///   so only they are searched: the new m is the greater of the old one and theirs.
///
/// Gains within 1e-9 of zero are rounding and not listed; equal up to 1e-9, they rank by position.
#include "analysis/agreements/obstacles.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "analysis/agreements/budget.hpp"
#include "analysis/agreements/irreconcilable.hpp"
#include "analysis/agreements/openings.hpp"

namespace entente {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kExact = 1e-9;

/// The space of the nearest set of signatories, with an obstacle taken away.
class Ground {
 public:
  Ground(const BargainingProblem& problem, PartySet signatories)
      : problem_(&problem),
        members_(parties_of(signatories)),
        floors_(floors_of(problem, signatories)),
        scale_(members_.size(), 1.0),
        locked_(closed_rows(problem, 0, signatories)),
        closed_(closed_rows(problem, signatories, signatories)),
        trial_(closed_) {
    for (const PartyId member : members_) {
      const std::span<const double> rows = problem.parties[member].rows;
      worths_.emplace_back(rows.begin(), rows.end());
    }
    views_.assign(worths_.begin(), worths_.end());
  }

  /// The greatest least gain with an issue settled to everybody's liking.
  Optimum without(const Blocks::Block& block, const Blocks::Member& issue, const Effort& effort) {
    const Blocks& blocks = problem_->blocks();
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      trial_[row] = blocks.option(block, issue, row) == 0 ? locked_[row] : 1;
      if (trial_[row] != 0) continue;
      for (std::size_t m = 0; m < members_.size(); ++m) {
        if (!please(m, row, issue)) trial_[row] = 1;
      }
    }
    Optimum optimum = search(effort);
    for (Row row = block.first; row < block.first + block.rows; ++row) {
      trial_[row] = closed_[row];
      for (std::size_t m = 0; m < members_.size(); ++m) {
        worths_[m][row] = problem_->parties[members_[m]].rows[row];
      }
    }
    return optimum;
  }

  /// The greatest least gain of packages with one of these rows of `block`.
  Optimum with(const Blocks::Block& block, std::span<const Row> rows, const Effort& effort) {
    std::fill_n(trial_.begin() + block.first, block.rows, std::uint8_t{1});
    for (const Row row : rows) trial_[row] = 0;
    Optimum optimum = search(effort);
    std::copy_n(closed_.begin() + block.first, block.rows, trial_.begin() + block.first);
    return optimum;
  }

  [[nodiscard]] bool locked(Row row) const { return locked_[row] != 0; }

 private:
  /// Gives the row the best worth that the issue can have for the member; false if it has a red
  /// line against every option. Precondition: the row has the first option.
  bool please(std::size_t m, Row row, const Blocks::Member& issue) {
    const UtilityView& member = problem_->parties[members_[m]];
    bool free = false;
    for (std::size_t o = 0; o < problem_->blocks().options(issue.issue); ++o) {
      const Row other = row + static_cast<Row>(o) * issue.stride;
      worths_[m][row] = std::max(worths_[m][row], member.rows[other]);
      free = free || member.red_lines.empty() || member.red_lines[other] == 0;
    }
    return free;
  }

  [[nodiscard]] Optimum search(const Effort& effort) const {
    const Space space(problem_->blocks(), views_, trial_);
    if (!space.empty()) return Optimizer(space).least_gain(floors_, scale_, effort);
    Optimum none;
    none.bound = -kInfinity;
    none.proven = true;
    return none;
  }

  const BargainingProblem* problem_;
  std::vector<PartyId> members_;
  std::vector<double> floors_;
  std::vector<double> scale_;
  std::vector<std::uint8_t> locked_;            ///< by row: a consent is missing
  std::vector<std::uint8_t> closed_;            ///< by row: that, or a red line
  std::vector<std::uint8_t> trial_;             ///< the same with the obstacle taken away
  std::vector<std::vector<double>> worths_;     ///< by member, then row
  std::vector<std::span<const double>> views_;  ///< of `worths_`
};

double rise(double from, double to) { return to > from ? to - from : 0.0; }

/// By gain falling, those that are equal but for rounding as they stand.
template <class Obstacle>
void rank(std::vector<Obstacle>& obstacles) {
  const auto in_steps = [](const Obstacle& obstacle) { return std::round(obstacle.gain / kExact); };
  std::stable_sort(obstacles.begin(), obstacles.end(),
                   [&](const Obstacle& a, const Obstacle& b) { return in_steps(a) > in_steps(b); });
}

/// Searches `count` spaces by `search(k, effort)`: all for a small share of the effort each, as
/// most need no more, then those without proof for what is left. Whether all are proven.
template <class Search>
bool search_all(std::size_t count, const Effort& effort, std::vector<Optimum>& found,
                Search search) {
  Budget budget(effort);
  found.resize(count);
  for (std::size_t k = 0; k < count && !effort.stopped(); ++k) {
    found[k] = search(k, budget.share(2 * (count - k)));
    budget.spend(found[k]);
  }
  const auto unproven = [](const Optimum& optimum) { return !optimum.proven; };
  auto left = static_cast<std::size_t>(std::count_if(found.begin(), found.end(), unproven));
  bool proven = true;
  for (std::size_t k = 0; k < count && !budget.exhausted(); ++k) {
    if (found[k].proven) continue;
    Optimum again = search(k, budget.share(left--));
    budget.spend(again);
    if (again.proven || again.value > found[k].value) found[k] = std::move(again);
  }
  for (const Optimum& optimum : found) proven = proven && optimum.proven;
  return proven;
}

/// What each issue that the signatories can change would bring; whether all searches were proven.
bool rank_issues(const BargainingProblem& problem, Ground& ground, const Effort& effort,
                 Obstacles& found) {
  struct Trial {
    const Blocks::Block* block;
    const Blocks::Member* issue;
  };
  const std::vector<bool> open = unlocked(*problem.scenario, found.nearest);
  std::vector<Trial> trials;
  for (const Blocks::Block& block : problem.blocks()) {
    for (const Blocks::Member& issue : block.members) {
      if (!open[issue.issue] || problem.blocks().options(issue.issue) < 2) continue;
      trials.push_back({&block, &issue});
    }
  }
  std::sort(trials.begin(), trials.end(),
            [](const Trial& a, const Trial& b) { return a.issue->issue < b.issue->issue; });
  std::vector<Optimum> optima;
  const bool proven =
      search_all(trials.size(), effort, optima, [&](std::size_t k, const Effort& share) {
        return ground.without(*trials[k].block, *trials[k].issue, share);
      });
  for (std::size_t k = 0; k < trials.size(); ++k) {
    const double gain = rise(found.margin, optima[k].value);
    if (gain <= kExact) continue;
    found.issues.push_back({trials[k].issue->issue, gain, reaches(optima[k].value, 0)});
  }
  rank(found.issues);
  return proven;
}

/// Likewise each red line of the signatories.
bool rank_lines(const BargainingProblem& problem, std::span<const RedLine> red_lines,
                Ground& ground, const Effort& effort, Obstacles& found) {
  struct Trial {
    std::size_t line;
    std::vector<Row> opened;  // rows that it alone closes
  };
  std::vector<std::size_t> closing(problem.blocks().rows());  // by row: by how many lines
  for (const RedLine& line : red_lines) {
    if (!contains(found.nearest, line.party)) continue;
    for (const Row row : line.rows) ++closing[row];
  }
  std::vector<Trial> trials;
  for (std::size_t l = 0; l < red_lines.size(); ++l) {
    if (!contains(found.nearest, red_lines[l].party)) continue;
    Trial trial{l, {}};
    std::copy_if(red_lines[l].rows.begin(), red_lines[l].rows.end(),
                 std::back_inserter(trial.opened),
                 [&](Row row) { return closing[row] == 1 && !ground.locked(row); });
    if (!trial.opened.empty()) trials.push_back(std::move(trial));
  }
  std::vector<Optimum> optima;
  const bool proven =
      search_all(trials.size(), effort, optima, [&](std::size_t k, const Effort& share) {
        const Blocks::Block& block = problem.blocks()[red_lines[trials[k].line].block];
        return ground.with(block, trials[k].opened, share);
      });
  for (std::size_t k = 0; k < trials.size(); ++k) {
    const double gain = rise(found.margin, optima[k].value);
    if (gain <= kExact) continue;
    found.lines.push_back({trials[k].line, gain, reaches(optima[k].value, 0)});
  }
  rank(found.lines);
  return proven;
}

}  // namespace

Obstacles obstacles_of(const BargainingProblem& problem, const Zones& zones,
                       std::span<const RedLine> red_lines, const Effort& effort) {
  Obstacles found;
  const Irreconcilable conflict = smallest_irreconcilable(problem, zones, effort);
  found.irreconcilable = conflict.parties;
  found.irreconcilable_proven = conflict.proven;

  Cheapest uniform = uniform_opening(problem, zones, effort);
  Cheapest total = total_opening(problem, zones, effort);
  LineOpenings relaxed = line_openings(problem, zones, red_lines, effort);
  found.openings_settled = true;
  for (const Cheapest* cheapest :
       {&uniform, &total, &relaxed.fewest_lines, &relaxed.fewest_aside}) {
    if (!cheapest->opening && !cheapest->settled) found.openings_settled = false;
  }

  if (zones.zones.empty()) return found;
  found.nearest = uniform.opening ? uniform.opening->signatories : zones.zones.front().signatories;
  found.margin = uniform.opening ? 0 - uniform.opening->cost : -kInfinity;
  Ground ground(problem, found.nearest);
  const bool issues = rank_issues(problem, ground, effort, found);
  const bool lines = rank_lines(problem, red_lines, ground, effort, found);
  found.gains_proven = uniform.settled && issues && lines;

  found.uniform = std::move(uniform.opening);
  found.total = std::move(total.opening);
  found.fewest_lines = std::move(relaxed.fewest_lines.opening);
  found.fewest_aside = std::move(relaxed.fewest_aside.opening);
  return found;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The cheapest openings: least-gain and shortfall searches, one set of signatories after another.
///
/// For a set S of signatories, over the packages that its consents leave open:
///
/// - Uniform. If every no-agreement value falls by c, a package reaches all floors exactly if its
///   least gain is at least -c. So the cheapest opening is the package of greatest least gain.
/// - Total. To sign x, a member needs its value to fall by max(0, o - u(x)), no more and no less,
///   so the least total is that of the least total shortfall.
/// - Fewest red lines. Every red line lies within one block, so the number that a package crosses
///   is a sum over blocks: the members' floors held, only missing consents closing rows, the least
///   such sum is wanted. A package crosses the lines dropped and no other.
/// - Fewest issues set aside. The issues set aside for a package also lie in blocks, and blocks do
///   not interact: the least number for a package is the sum over blocks of the smallest hitting
///   set of the red lines crossed there (mending.hpp). Rows that nothing mends are closed; then it
///   is the same search. An issue that no red line crossed names is never worth setting aside,
///   since the package itself says that it stays as it is.
///
/// Whether some package costs at most k lines (or issues) is a question like that of the zone, with
/// one more member whose worth is minus the cost and whose floor is -k. Costs are whole numbers, so
/// k is searched by halves; that leans on the proofs that are strongest, those that a space holds
/// nothing, and fractions of lines in bounds round up by themselves.
///
/// The first two drop no red lines, the last two lower no values. All sets are compared, the first
/// of the cheapest is kept; a set that is proven to cost no less is skipped. What proves it: a set
/// without a zone needs at least one red line or issue, and in total no less than its proven
/// shortfall of the least gain. Where dropping all red lines leaves no package, neither does
/// setting issues aside.
#include "analysis/agreements/openings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/agreements/budget.hpp"
#include "analysis/agreements/mending.hpp"

namespace entente {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Values are exact to this much; costs that differ by less count as equal.
constexpr double kExact = 1e-9;

/// What a search of one set of signatories came to.
struct Found {
  std::optional<Opening> opening;
  double bound = kInfinity;  ///< proven: the set has no cheaper one
};

/// `open(position, most)` searches the set at a position of `zones`; what does not cost less than
/// `most` is of no interest.
template <class Open>
Cheapest cheapest(const Zones& zones, Open open) {
  Cheapest answer;
  double bound = zones.complete ? kInfinity : 0;
  double most = kInfinity;
  for (std::size_t z = 0; z < zones.zones.size(); ++z) {
    Found found = open(z, most);
    bound = std::min(bound, found.bound);
    if (!found.opening || found.opening->cost >= most - kExact) continue;
    answer.opening = std::move(found.opening);
    most = answer.opening->cost;
  }
  answer.settled = bound >= most - kExact;
  if (answer.opening) {
    answer.opening->bound = answer.settled ? most : std::max(0.0, bound);
    answer.opening->proven = answer.settled;
  }
  return answer;
}

/// An opening by lower values: `cost` is left open.
Opening lowered(const BargainingProblem& problem, PartySet signatories, Package package) {
  Opening opening;
  opening.signatories = signatories;
  opening.worths = problem.worths(package);
  opening.package = std::move(package);
  opening.shortfall.assign(problem.parties.size(), 0.0);
  for (const PartyId party : parties_of(signatories)) {
    const double floor = problem.no_agreement[party];
    if (!reaches(opening.worths[party], floor)) {
      opening.shortfall[party] = floor - opening.worths[party];
    }
  }
  return opening;
}

/// Proven: values of the set must fall by so much for one of its members.
double proven_shortfall(const Zone& zone) {
  return zone.exists == Answer::no ? std::max(0.0, -zone.margin) : 0.0;
}

/// The package of least sum of `costs` (by row, whole numbers of at least 0) that reaches all
/// floors with rows other than `closed`. `least`: proven, none costs less.
///
/// Whether one costs at most k is a question like that of the zone, with one more member whose
/// worth is minus the cost and whose floor is -k; k is searched by halves, as costs are whole.
Found least_cost(const BargainingProblem& problem, PartySet signatories,
                 std::span<const double> costs, std::span<const std::uint8_t> closed, double least,
                 std::size_t sets_to_come, Budget& budget) {
  std::vector<double> spared;
  for (const double cost : costs) spared.push_back(-cost);
  std::vector<std::span<const double>> worths;
  for (const PartyId party : parties_of(signatories)) {
    worths.emplace_back(problem.parties[party].rows);
  }
  worths.emplace_back(spared);
  const Space space(problem.blocks(), worths, closed);
  if (space.empty()) return {};
  double most = 0;  // that a package costs
  for (std::size_t b = 0; b < space.blocks(); ++b) {
    double dearest = 0;
    for (Pick pick = space.begin(b); pick < space.end(b); ++pick) {
      dearest = std::max(dearest, costs[space.row(pick)]);
    }
    most += dearest;
  }

  Optimizer optimizer(space);
  std::vector<double> floors = floors_of(problem, signatories);
  floors.push_back(0);
  const std::vector<double> scale(space.members(), 1.0);
  Found found{{}, least};
  std::vector<Pick> cheapest;
  for (double at_most = most; at_most >= found.bound;) {
    floors.back() = -at_most;
    const Optimum optimum = optimizer.least_gain(floors, scale, budget.share(sets_to_come), 0.0);
    budget.spend(optimum);
    if (!optimum.picks.empty() && reaches(optimum.value, 0)) {
      cheapest = optimum.picks;
      most = 0;
      for (const Pick pick : cheapest) most += costs[space.row(pick)];
    } else if (!reaches(optimum.bound, 0)) {
      found.bound = at_most + 1;
    } else {
      break;  // cut short
    }
    if (found.bound >= most) break;
    at_most = std::floor((found.bound + most - 1) / 2);
  }
  if (cheapest.empty()) {
    if (found.bound > most) found.bound = kInfinity;
    return found;
  }
  Opening& opening = found.opening.emplace();
  opening.signatories = signatories;
  opening.package = space.package(cheapest);
  opening.worths = problem.worths(opening.package);
  opening.shortfall.assign(problem.parties.size(), 0.0);
  opening.cost = most;
  found.bound = std::min(found.bound, most);
  return found;
}

/// Relaxes the red lines of one set of signatories after another.
class LineSearch {
 public:
  LineSearch(const BargainingProblem& problem, const Zones& zones,
             std::span<const RedLine> red_lines, const Effort& effort)
      : problem_(&problem),
        zones_(&zones),
        red_lines_(red_lines),
        dropping_(effort),
        setting_aside_(effort),
        hopeless_(zones.zones.size()) {}

  /// The fewest red lines of the members that a package crosses.
  Found drop(std::size_t z, double most) {
    const Zone& zone = zones_->zones[z];
    const double least = zone.exists == Answer::no ? 1 : 0;
    if (least >= most) return {{}, least};
    const std::vector<std::size_t> lines = lines_of(zone.signatories);
    if (lines.empty()) {
      hopeless_[z] = zone.exists == Answer::no;
      return {{}, hopeless_[z] ? kInfinity : 0};
    }
    Mending mending(*problem_->scenario, red_lines_, lines);
    const std::vector<std::uint8_t> closed = closed_rows(*problem_, 0, zone.signatories);
    std::vector<double> costs(closed.size());
    for (Row row = 0; row < costs.size(); ++row) {
      costs[row] = static_cast<double>(mending.crossed(row));
    }
    Found found = least_cost(*problem_, zone.signatories, costs, closed, least,
                             zones_->zones.size() - z, dropping_);
    hopeless_[z] = !found.opening && found.bound == kInfinity;
    if (found.opening) {
      for_rows(found.opening->package, [&](std::size_t, Row row) {
        for (const std::size_t line : mending.lines(row)) found.opening->lines.push_back(line);
      });
      std::sort(found.opening->lines.begin(), found.opening->lines.end());
    }
    return found;
  }

  /// The fewest issues set aside; to be called after `drop` for all sets.
  Found set_aside(std::size_t z, double most) {
    if (hopeless_[z]) return {};
    const Zone& zone = zones_->zones[z];
    const double least = zone.exists == Answer::no ? 1 : 0;
    if (least >= most) return {{}, least};
    const std::vector<std::size_t> lines = lines_of(zone.signatories);
    Mending mending(*problem_->scenario, red_lines_, lines);
    std::vector<std::uint8_t> closed = closed_rows(*problem_, 0, zone.signatories);
    std::vector<double> costs(closed.size());
    const Blocks& blocks = problem_->blocks();
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      for (Row row = blocks[b].first; row < blocks[b].first + blocks[b].rows; ++row) {
        if (closed[row] != 0 || mending.crossed(row) == 0) continue;
        const auto issues = mending.fewest(b, row, setting_aside_);
        if (setting_aside_.exhausted()) return {{}, least};
        closed[row] = issues ? 0 : 1;
        if (issues) costs[row] = static_cast<double>(issues->size());
      }
    }
    Found found = least_cost(*problem_, zone.signatories, costs, closed, least,
                             zones_->zones.size() - z, setting_aside_);
    if (found.opening) {
      Budget again(Effort{});  // what was found once is found again
      for_rows(found.opening->package, [&](std::size_t b, Row row) {
        const auto issues = mending.fewest(b, row, again);
        if (!issues) return;
        found.opening->aside.insert(found.opening->aside.end(), issues->begin(), issues->end());
      });
      std::sort(found.opening->aside.begin(), found.opening->aside.end());
    }
    return found;
  }

 private:
  [[nodiscard]] std::vector<std::size_t> lines_of(PartySet signatories) const {
    std::vector<std::size_t> lines;
    for (std::size_t line = 0; line < red_lines_.size(); ++line) {
      if (contains(signatories, red_lines_[line].party)) lines.push_back(line);
    }
    return lines;
  }
  template <class Visit>
  void for_rows(const Package& package, Visit visit) const {
    const Blocks& blocks = problem_->blocks();
    for (std::size_t b = 0; b < blocks.size(); ++b) visit(b, blocks.row(blocks[b], package));
  }

  const BargainingProblem* problem_;
  const Zones* zones_;
  std::span<const RedLine> red_lines_;
  Budget dropping_;
  Budget setting_aside_;
  std::vector<bool> hopeless_;  ///< by position: proven, values alone are in the way
};

}  // namespace

Cheapest uniform_opening(const BargainingProblem& problem, const Zones& zones,
                         const Effort& effort) {
  Budget budget(effort);
  return cheapest(zones, [&](std::size_t z, double most) -> Found {
    const Zone& zone = zones.zones[z];
    if (proven_shortfall(zone) >= most) return {{}, proven_shortfall(zone)};
    const Space space = space_of(problem, zone.signatories);
    if (space.empty() || space.members() == 0) return {};
    const std::vector<double> floors = floors_of(problem, zone.signatories);
    const std::vector<double> scale(space.members(), 1.0);
    Optimizer optimizer(space);
    if (most < kInfinity) {  // first only whether it comes nearer at all
      const double nearer = kExact / 2 - most;
      const Optimum first =
          optimizer.least_gain(floors, scale, budget.share(zones.zones.size() - z), nearer);
      budget.spend(first);
      if (first.value < nearer) {
        return {{}, std::max(proven_shortfall(zone), -first.bound)};
      }
    }
    const Optimum optimum =
        optimizer.least_gain(floors, scale, budget.share(zones.zones.size() - z));
    budget.spend(optimum);
    Found found;
    found.bound = std::max(proven_shortfall(zone), -optimum.bound);
    if (optimum.picks.empty()) return found;
    found.opening = lowered(problem, zone.signatories, space.package(optimum.picks));
    Opening& opening = *found.opening;
    opening.cost = *std::max_element(opening.shortfall.begin(), opening.shortfall.end());
    for (const PartyId party : parties_of(zone.signatories))
      opening.shortfall[party] = opening.cost;
    if (optimum.proven) found.bound = opening.cost;
    return found;
  });
}

Cheapest total_opening(const BargainingProblem& problem, const Zones& zones, const Effort& effort) {
  Budget budget(effort);
  return cheapest(zones, [&](std::size_t z, double most) -> Found {
    const Zone& zone = zones.zones[z];
    if (proven_shortfall(zone) >= most) return {{}, proven_shortfall(zone)};
    const Space space = space_of(problem, zone.signatories);
    if (space.empty() || space.members() == 0) return {};
    const Optimum optimum = Optimizer(space).least_shortfall(floors_of(problem, zone.signatories),
                                                             budget.share(zones.zones.size() - z));
    budget.spend(optimum);
    Found found;
    found.bound = std::max(proven_shortfall(zone), -optimum.bound);
    if (optimum.picks.empty()) return found;
    found.opening = lowered(problem, zone.signatories, space.package(optimum.picks));
    for (const double shortfall : found.opening->shortfall) found.opening->cost += shortfall;
    if (optimum.proven) found.bound = found.opening->cost;
    return found;
  });
}

LineOpenings line_openings(const BargainingProblem& problem, const Zones& zones,
                           std::span<const RedLine> red_lines, const Effort& effort) {
  LineSearch search(problem, zones, red_lines, effort);
  LineOpenings openings;
  openings.fewest_lines =
      cheapest(zones, [&](std::size_t z, double most) { return search.drop(z, most); });
  openings.fewest_aside =
      cheapest(zones, [&](std::size_t z, double most) { return search.set_aside(z, most); });
  return openings;
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Assessments of negotiations played out, against a list of all packages.
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "analysis/ensemble/assess.hpp"
#include "analysis/ensemble/ensemble.hpp"
#include "analysis/results/assessment_summary.hpp"
#include "analysis/results/differences.hpp"
#include "engine/negotiation/play.hpp"
#include "tests/random_scenario.hpp"
#include "tests/scenarios.hpp"

namespace entente {
namespace {

using testing::for_every_package;

constexpr double kNone = -std::numeric_limits<double>::infinity();
/// Below it, whether two sums differ is up to the order of their terms.
constexpr double kExact = 1e-9;

/// What some signatories could agree on, seen package by package.
class Listed {
 public:
  Listed(const Case& drawn, PartySet signatories) : case_(drawn), signatories_(signatories) {
    for_every_package(drawn.scenario.issues, [this](const Package& package) {
      if (is_open(package)) packages_.push_back(package);
    });
  }

  [[nodiscard]] std::vector<double> worths(const Package& package) const {
    std::vector<double> worths;
    for (const PartyId party : parties_of(signatories_)) {
      worths.push_back(case_.utilities.of(party).worth(package));
    }
    return worths;
  }
  [[nodiscard]] std::vector<double> gains(const Package& package,
                                          const std::vector<double>& no_agreement) const {
    std::vector<double> gains = worths(package);
    const std::vector<PartyId> parties = parties_of(signatories_);
    for (std::size_t m = 0; m < gains.size(); ++m) gains[m] -= no_agreement[parties[m]];
    return gains;
  }

  [[nodiscard]] bool is_open(const Package& package) const {
    const Scenario& scenario = case_.scenario;
    for (std::size_t i = 0; i < scenario.issues.size(); ++i) {
      const Issue& issue = scenario.issues[i];
      if (!issue.status_quo || package[i] == *issue.status_quo) continue;
      for (const PartyId party : issue.consent) {
        if (!contains(signatories_, party)) return false;
      }
    }
    for (const PartyId party : parties_of(signatories_)) {
      if (case_.utilities.of(party).crosses_red_line(package)) return false;
    }
    return true;
  }

  /// The greatest least gain; none: no package is open.
  [[nodiscard]] double margin(const std::vector<double>& no_agreement) const {
    double best = kNone;
    for (const Package& package : packages_) best = std::max(best, least(package, no_agreement));
    return best;
  }
  [[nodiscard]] double least(const Package& package,
                             const std::vector<double>& no_agreement) const {
    const std::vector<double> all = gains(package, no_agreement);
    return *std::min_element(all.begin(), all.end());
  }

  /// By how much the signatories' worths could rise in total with none falling.
  [[nodiscard]] double left(const Package& package) const {
    const std::vector<double> has = worths(package);
    double most = 0;
    for (const Package& other : packages_) {
      const std::vector<double> then = worths(other);
      double sum = 0;
      bool falls = false;
      for (std::size_t m = 0; m < has.size(); ++m) {
        falls = falls || !reaches(then[m], has[m]);
        sum += then[m] - has[m];
      }
      if (!falls) most = std::max(most, sum);
    }
    return most;
  }

  /// The greatest geometric mean of gains in the zone; none without one.
  [[nodiscard]] double nash(const std::vector<double>& no_agreement) const {
    double best = kNone;
    for (const Package& package : packages_) {
      best = std::max(best, mean_gain(package, no_agreement));
    }
    return best;
  }
  [[nodiscard]] double mean_gain(const Package& package,
                                 const std::vector<double>& no_agreement) const {
    const std::vector<double> all = gains(package, no_agreement);
    double product = 1;
    for (const double gain : all) {
      if (!reaches(gain, 0)) return kNone;
      product *= std::max(0.0, gain);
    }
    return std::pow(product, 1.0 / static_cast<double>(all.size()));
  }

  /// The most that a party can have in the zone; none without one.
  [[nodiscard]] double ideal(PartyId party, const std::vector<double>& no_agreement) const {
    double best = kNone;
    for (const Package& package : packages_) {
      if (!reaches(least(package, no_agreement), 0)) continue;
      best = std::max(best, case_.utilities.of(party).worth(package));
    }
    return best;
  }

 private:
  const Case& case_;
  PartySet signatories_;
  std::vector<Package> packages_;
};

/// The largest sufficient set with a zone, of equals the first by number.
std::optional<PartySet> widest(const Case& drawn, const std::vector<double>& no_agreement) {
  const AgreementRule& rule = drawn.scenario.agreement;
  std::optional<PartySet> best;
  for (PartySet set = 1; set < PartySet{1} << drawn.parties.size(); ++set) {
    std::vector<bool> signing(drawn.parties.size());
    for (const PartyId party : parties_of(set)) signing[party] = true;
    if ((set & ~everyone(rule)) != 0 || !rule.satisfied_by(signing)) continue;
    if (best && std::popcount(*best) >= std::popcount(set)) continue;
    if (reaches(Listed(drawn, set).margin(no_agreement), 0)) best = set;
  }
  return best;
}

std::vector<double> believed(const Outcome& outcome) {
  std::vector<double> values;
  for (const Standing& standing : outcome.parties) values.push_back(standing.believed);
  return values;
}

/// What was seen, so that a test knows it has seen everything.
using Seen = std::set<std::string>;

void check_opportunity(const Opportunity& found, const Case& begun, const Transcript& transcript,
                       const Case& ended, const Outcome& outcome, Seen& seen) {
  const bool at_start = widest(begun, transcript.rounds.front().no_agreement).has_value();
  const std::optional<PartySet> at_end = widest(ended, believed(outcome));
  CHECK(found.at_start == (at_start ? Answer::yes : Answer::no));
  CHECK(found.at_end == (at_end ? Answer::yes : Answer::no));
  REQUIRE(found.deal.has_value() == at_end.has_value());
  seen.insert(at_start == at_end.has_value() ? "as at the start" : at_end ? "came up" : "faded");
  seen.insert(at_end ? "a deal missed" : "nothing to miss");
  if (!at_end) return;

  CHECK(found.deal->signatories == *at_end);
  const Listed listed(ended, *at_end);
  const std::vector<double> floors = believed(outcome);
  CHECK(listed.is_open(found.deal->package));
  CHECK(found.deal->proven);
  CHECK(found.deal->least_gain == Approx(listed.margin(floors)).margin(kExact));
  CHECK(listed.least(found.deal->package, floors) == Approx(found.deal->least_gain).margin(kExact));
  for (std::size_t p = 0; p < floors.size(); ++p) {
    const double worth = ended.utilities.of(PartyId(p)).worth(found.deal->package);
    CHECK(found.deal->worths[p] == Approx(worth).margin(kExact));
    CHECK(found.deal->gains[p] == Approx(worth - floors[p]).margin(kExact));
  }
}

void check_agreement(const Efficiency& found, const Case& drawn, const Outcome& outcome,
                     Seen& seen) {
  PartySet signatories = 0;
  for (std::size_t p = 0; p < outcome.parties.size(); ++p) {
    if (outcome.parties[p].signed_it) signatories |= set_of(PartyId(p));
  }
  REQUIRE(found.signatories == signatories);
  const Listed listed(drawn, signatories);
  const std::vector<double> floors = believed(outcome);
  const Package& package = *outcome.package;
  const double left = listed.left(package);
  CHECK(found.left_proven);
  CHECK(found.left == Approx(left).margin(kExact));
  seen.insert(left > kExact ? "something left" : "efficient");
  if (left > kExact) {
    CHECK(found.efficient == Answer::no);
    REQUIRE(found.better);
    CHECK(listed.is_open(*found.better));
    CHECK(listed.left(*found.better) <= kExact);
    const std::vector<double> has = listed.worths(package), then = listed.worths(*found.better);
    for (std::size_t m = 0; m < has.size(); ++m) CHECK(reaches(then[m], has[m]));
  } else if (left <= 0) {
    CHECK(found.efficient == Answer::yes);
    CHECK_FALSE(found.better);
  }
  for (const PartyId party : parties_of(signatories)) {
    const double worth = drawn.utilities.of(party).worth(package);
    CHECK(found.gains[party] == Approx(worth - floors[party]).margin(kExact));
  }

  const double most = listed.nash(floors);
  if (most > 1e-6) {
    const double mean = std::max(0.0, listed.mean_gain(package, floors));
    const auto members = static_cast<double>(parties_of(signatories).size());
    REQUIRE(found.nash_share);
    CHECK(*found.nash_share == Approx(std::pow(mean / most, members)).margin(1e-6));
    seen.insert("a Nash product");
  }
  CHECK(found.place.empty() == (most == kNone));
  if (found.place.empty()) return;
  for (const PartyId party : parties_of(signatories)) {
    const double ideal = listed.ideal(party, floors);
    if (ideal - floors[party] < 1e-6) continue;
    const double worth = drawn.utilities.of(party).worth(package);
    CHECK(found.place[party] ==
          Approx((worth - floors[party]) / (ideal - floors[party])).margin(1e-6));
  }
}

void check(const std::optional<Assessment>& assessment, const Case& begun,
           const Transcript& transcript, const Case& ended, const Outcome& outcome, Seen& seen) {
  REQUIRE(assessment);
  seen.insert(std::string(name_of(outcome.ending)));
  REQUIRE(assessment->opportunity.has_value() == failed(outcome.ending));
  REQUIRE(assessment->agreement.has_value() == !failed(outcome.ending));
  CHECK(assessment->missed() ==
        (assessment->opportunity && assessment->opportunity->deal.has_value()));
  if (assessment->opportunity) {
    check_opportunity(*assessment->opportunity, begun, transcript, ended, outcome, seen);
  } else {
    check_agreement(*assessment->agreement, ended, outcome, seen);
  }
}

constexpr testing::Variety kSmall{.most_parties = 4, .most_issues = 4, .most_options = 3};

TEST_CASE("assessments say what a list of all packages says", "[assessment]") {
  Seen seen;
  for (std::uint64_t seed = 0; seed < 1200; ++seed) {
    const Scenario scenario = testing::random_scenario(seed, kSmall);
    INFO("scenario " << seed);
    const Record record = play_replication(scenario, 1, seed, Keep::transcripts);
    const Case drawn = draw(scenario, 1, seed);
    check(record.assessment, drawn, *record.transcript, drawn, record.outcome, seen);
  }
  CHECK(seen == Seen{"a Nash product", "a deal missed", "as at the start", "balanced", "came up",
                     "efficient", "faded", "imposed", "not ratified", "nothing to miss", "partial",
                     "something left", "stalemate"});
}

/// The same parties in a war that goes worse for all.
Scenario worse(Scenario scenario, double by) {
  for (Party& party : scenario.parties) party.no_agreement.plus.base = -by;
  return scenario;
}

TEST_CASE("a branch is assessed in its own world, from the beginning it had", "[assessment]") {
  Seen seen;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Scenario scenario = testing::random_scenario(seed, kSmall);
    const Scenario other = worse(scenario, 0.2);
    for (const int round : {1, 2, 6}) {
      INFO("scenario " << seed << ", branch at round " << round);
      const Record record = play_replication(
          scenario, seed, {.keep = Keep::transcripts, .branch = &other, .branch_round = round});
      const Case drawn = draw(scenario, 1, seed);
      const Case in_branch = draw(other, 1, seed);
      const Record::Branch& branch = *record.branch;
      const Case& ended = branch.outcome.round < round ? drawn : in_branch;
      const Case& begun = round == 1 ? in_branch : drawn;
      seen.insert(branch.outcome.round < round ? "over before" : "departs");
      check(branch.assessment, begun, *branch.transcript, ended, branch.outcome, seen);
    }
  }
  CHECK(seen.count("over before") == 1);
  CHECK(seen.count("departs") == 1);
  CHECK(seen.count("a deal missed") == 1);
}

TEST_CASE("an assessment cut short says open, never what is false", "[assessment]") {
  int open = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Scenario scenario =
        testing::random_scenario(seed, {.most_parties = 4, .most_issues = 6, .most_options = 4});
    const Case drawn = draw(scenario, 1, seed);
    const Outcome outcome = play(drawn);
    const Assessment whole = Assessor(drawn).assess(drawn, outcome);
    for (const std::uint64_t nodes : {0u, 1u, 3u}) {
      INFO("scenario " << seed << ", nodes " << nodes);
      const Assessment cut = Assessor(drawn, {.most_nodes = nodes}).assess(drawn, outcome);
      if (whole.opportunity) {
        for (const auto answer : {&Opportunity::at_start, &Opportunity::at_end}) {
          const Answer said = *cut.opportunity.*answer;
          if (said == Answer::open) {
            ++open;
          } else {
            CHECK(said == *whole.opportunity.*answer);
          }
        }
        CHECK(cut.opportunity->deal.has_value() == (cut.opportunity->at_end == Answer::yes));
      } else {
        if (cut.agreement->efficient == Answer::open) {
          ++open;
        } else {
          CHECK(cut.agreement->efficient == whole.agreement->efficient);
        }
        CHECK(cut.agreement->left_proven ==
              (cut.agreement->left_proven &&
               std::abs(cut.agreement->left - whole.agreement->left) <= kExact));
      }
    }
  }
  CHECK(open > 0);
}

TEST_CASE("a summary counts what is settled and says what is not", "[assessment]") {
  AssessmentTally tally(2);
  const auto agreement = [](Answer efficient, double left, std::optional<double> nash_share,
                            std::vector<double> place) {
    Assessment assessment;
    Efficiency& of = assessment.agreement.emplace();
    of.signatories = set_of(PartyId(1));
    of.efficient = efficient;
    of.left = left;
    of.left_proven = efficient != Answer::open;
    of.nash_share = nash_share;
    of.place = std::move(place);
    return assessment;
  };
  tally.add(Ending::balanced, agreement(Answer::yes, 0, 0.5, {0, 0.25}));
  tally.add(Ending::imposed, agreement(Answer::no, 0.5, {}, {}));
  tally.add(Ending::balanced, agreement(Answer::open, 0.75, 1.0, {0, 0.75}));
  // What failed at home is in its record and not in the summary.
  tally.add(Ending::not_ratified, agreement(Answer::no, 1.0, 0.1, {0, 0.1}));
  const auto failure = [](Answer at_start, Answer at_end) {
    Assessment assessment;
    assessment.opportunity = Opportunity{.at_start = at_start, .at_end = at_end, .deal = {}};
    if (at_end == Answer::yes) assessment.opportunity->deal.emplace().least_gain = 0.125;
    return assessment;
  };
  tally.add(Ending::stalemate, failure(Answer::yes, Answer::no));
  tally.add(Ending::partial, failure(Answer::yes, Answer::yes));
  tally.add(Ending::walkout, failure(Answer::no, Answer::no));
  tally.add(Ending::walkout, failure(Answer::open, Answer::no));

  const AssessmentSummary summary = tally.summary();
  CHECK(summary.agreements.efficient.count == 1);
  CHECK(summary.agreements.efficient.share == 0.5);
  CHECK(summary.agreements.open == 1);
  CHECK(summary.agreements.left.count == 2);
  CHECK(summary.agreements.left.mean == 0.25);
  CHECK(summary.agreements.nash_share.mean == 0.75);
  CHECK(summary.agreements.place[0].count == 0);
  CHECK(summary.agreements.place[1].mean == 0.5);
  CHECK(summary.failures.at_start.count == 2);
  CHECK(summary.failures.at_start.share == Approx(2.0 / 3));
  CHECK(summary.failures.start_open == 1);
  CHECK(summary.failures.at_end.count == 1);
  CHECK(summary.failures.at_end.share == 0.25);
  CHECK(summary.failures.end_open == 0);
  CHECK(summary.failures.faded.count == 1);
  CHECK(summary.failures.faded.share == Approx(1.0 / 3));
  CHECK(summary.failures.least_gain.mean == 0.125);
}

TEST_CASE("pairs in which one world alone misses a deal are told apart", "[assessment]") {
  Outcome outcome;
  outcome.parties.resize(1);
  Assessment missed, nothing;
  missed.opportunity = Opportunity{.at_start = Answer::yes, .at_end = Answer::yes, .deal = {}};
  nothing.opportunity = Opportunity{.at_start = Answer::yes, .at_end = Answer::no, .deal = {}};
  DifferencesBuilder builder(1, 2);
  builder.add(outcome, outcome, missed, nothing);
  builder.add(outcome, outcome, nothing, missed);
  builder.add(outcome, outcome, nothing, missed);
  builder.add(outcome, outcome, missed, missed);
  builder.add(outcome, outcome);  // not assessed
  const ShareDifference difference = builder.differences().missed;
  CHECK(difference.only_first == 1);
  CHECK(difference.only_second == 2);
  CHECK(difference.difference == 0.25);
}

}  // namespace
}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Biddings, opponent models and acceptances one by one, against values worked by hand.
#include <utility>

#include <catch2/catch.hpp>

#include "engine/strategies/strategy.hpp"

using namespace entente;

namespace {

/// The defaults of a plug-in, with what is given in their place.
Parameters parameters(std::span<const Parameter> specified,
                      const std::vector<std::pair<std::string, double>>& given) {
  Parameters made;
  for (const auto& [name, value] : given) made.set(name, value);
  for (const Parameter& parameter : specified) {
    if (parameter.kind == Parameter::Kind::reference) {
      made.set(parameter.name, std::vector<std::size_t>{0});
    } else if (parameter.kind == Parameter::Kind::references) {
      made.set(parameter.name, std::vector<std::size_t>{});
    } else {
      made.set(parameter.name, parameter.fallback.value_or(0.0));  // the first one set counts
    }
  }
  return made;
}

std::unique_ptr<Acceptance> acceptance(std::string_view name,
                                       const std::vector<std::pair<std::string, double>>& given) {
  const AcceptanceSpec* spec = find(acceptances(), name);
  REQUIRE(spec != nullptr);
  return spec->make(parameters(spec->parameters, given));
}

/// Two issues; of the first the party likes the low of three options, of the second too, less.
struct Table {
  Blocks blocks{std::vector<std::size_t>{3, 3}, {}};
  std::vector<double> rows{0.8, 0.4, 0, 0.2, 0.1, 0};
  std::vector<std::uint8_t> red_lines;
  std::vector<Draft> drafts{{.id = "plan", .title = "", .by = {}, .package = {0, 0}}};
  std::vector<double> liked = std::vector<double>(6);

  [[nodiscard]] UtilityView own() const { return {&blocks, rows, red_lines}; }
  [[nodiscard]] Situation at(int round, int rounds) const {
    return {.own = own(),
            .barred = red_lines,
            .drafts = drafts,
            .round = round,
            .rounds = rounds,
            .heard = {},
            .liked = liked};
  }
  [[nodiscard]] std::unique_ptr<Bidding> bidding(
      std::string_view name, const std::vector<std::pair<std::string, double>>& given) const {
    const BiddingSpec* spec = find(biddings(), name);
    REQUIRE(spec != nullptr);
    return spec->make(parameters(spec->parameters, given), own());
  }
};

/// One issue of nine options, worth 0, 1/8, ... 1, which the others like the other way round.
struct Ladder : Table {
  Ladder() {
    blocks = Blocks(std::vector<std::size_t>{9}, {});
    rows.clear();
    liked.clear();
    for (int o = 0; o < 9; ++o) {
      rows.push_back(o / 8.0);
      liked.push_back(-o / 8.0);
    }
  }
};

Option only(const std::optional<Package>& bid) {
  REQUIRE(bid);
  return bid->front();
}

}  // namespace

TEST_CASE("frequency counts options and weighs what the other leaves unchanged",
          "[opponent-model]") {
  const OpponentModelSpec* spec = find(opponent_models(), "frequency");
  REQUIRE(spec != nullptr);
  const std::vector<std::size_t> options{2, 3};
  const auto estimate = [&](const Blocks& blocks, double rate, std::size_t texts, double scale) {
    const std::vector<double> own(blocks.rows());
    const UtilityView nothing{&blocks, own, {}};
    const auto model =
        spec->make(parameters(spec->parameters, {{"learning_rate", rate}}), nothing, nothing);
    const std::vector<Package> heard{{0, 1}, {0, 2}, {1, 2}};
    for (std::size_t t = 0; t < texts; ++t) model->hear(heard[t]);
    std::vector<double> rows(blocks.rows(), 1.0);
    model->add_estimate(scale, rows);
    return rows;
  };
  const auto same = [](const std::vector<double>& rows, const std::vector<double>& expected) {
    REQUIRE(rows.size() == expected.size());
    for (std::size_t r = 0; r < rows.size(); ++r) CHECK(rows[r] - 1 == Approx(expected[r]));
  };
  const Blocks apart(options, {});
  same(estimate(apart, 0.2, 0, 1), {0.5, 0.5, 0.5, 0.5, 0.5});
  // Counts 2 1 and 1 2 1; nothing to compare the text with, so weights stay at a half.
  same(estimate(apart, 0.2, 1, 1), {0.5, 0.25, 0.25, 0.5, 0.25});
  // The first issue repeats: 0.5 + 0.2/2 against 0.5, over 1.1. Counts 3 1 and 1 2 2.
  same(estimate(apart, 0.2, 2, 1), {6 / 11., 2 / 11., 5 / 22., 5 / 11., 5 / 11.});
  // The second repeats: 6/11 against 5/11 + 0.1, over 1.1: 60/121, 61/121. Counts 3 2, 1 2 3.
  same(estimate(apart, 0.2, 3, 1), {60 / 121., 40 / 121., 61 / 363., 122 / 363., 61 / 121.});
  same(estimate(apart, 0.2, 3, 0.5), {30 / 121., 20 / 121., 61 / 726., 61 / 363., 61 / 242.});
  // Without learning only the counts matter; with a rate of 1, 0.5 + 0.5 against 0.5, and so on.
  same(estimate(apart, 0, 3, 1), {1 / 2., 1 / 3., 1 / 6., 1 / 3., 1 / 2.});
  same(estimate(apart, 1, 3, 1), {4 / 9., 8 / 27., 5 / 27., 10 / 27., 5 / 9.});

  // Tied in one block, a row has the sum of its options.
  const std::vector<std::vector<IssueId>> tie{{IssueId(0), IssueId(1)}};
  same(estimate(Blocks(options, tie), 0, 3, 1), {4 / 6., 3 / 6., 5 / 6., 4 / 6., 1., 5 / 6.});
}

TEST_CASE("without a model what is worse for oneself is better for the other", "[opponent-model]") {
  const Table table;
  const auto model = find(opponent_models(), "none")->make({}, table.own(), table.own());
  const std::vector<double> expected{0.6, 0.8, 1, 0.9, 0.95, 1};
  for (int texts = 0; texts < 3; ++texts) {
    std::vector<double> rows(6, 1.0);
    model->add_estimate(0.5, rows);
    for (std::size_t r = 0; r < 6; ++r) CHECK(rows[r] == Approx(expected[r]));
    model->hear({2, 2});  // to no effect
  }
}

TEST_CASE("ac-next compares with the own next bid, scaled and shifted", "[acceptance]") {
  const Table table;
  CHECK(acceptance("ac-next", {})->least(table.at(1, 9), 0.7) == 0.7);
  CHECK(acceptance("ac-next", {})->least(table.at(9, 9), kNothingWillDo) == kNothingWillDo);
  // 2 x + 0.1 >= 0.7 from x = 0.3 on.
  const auto generous = acceptance("ac-next", {{"scale", 2.0}, {"offset", 0.1}});
  CHECK(generous->least(table.at(1, 9), 0.7) == Approx(0.3));
}

TEST_CASE("ac-const looks at its level alone", "[acceptance]") {
  const Table table;
  const auto constant = acceptance("ac-const", {{"level", 0.65}});
  CHECK(constant->least(table.at(1, 9), 0.2) == 0.65);
  CHECK(constant->least(table.at(9, 9), kNothingWillDo) == 0.65);
}

TEST_CASE("ac-time accepts nothing before its time and anything from then on", "[acceptance]") {
  const Table table;
  const auto late = acceptance("ac-time", {{"after", 0.5}});
  CHECK(late->least(table.at(4, 9), 0.2) == kNothingWillDo);
  CHECK(late->least(table.at(5, 9), 0.2) == kAnythingWillDo);
  CHECK(late->least(table.at(6, 9), 0.2) == kAnythingWillDo);
}

TEST_CASE("ac-combi hopes for the best heard in a window as long as the time left",
          "[acceptance]") {
  const Table table;
  const auto combi = acceptance("ac-combi", {{"after", 0.625}});
  const std::vector<Heard> heard{{0.375, 0.9, false},
                                 {0.5, 0.4, false},
                                 {0.5, 0.95, true},
                                 {0.625, 0.6, true},
                                 {0.75, 0.3, false}};
  const auto least = [&](int round, double next) {
    Situation situation = table.at(round, 9);
    situation.heard = heard;
    return combi->least(situation, next);
  };
  // Round 7 of 9 is at 0.75: the window is [0.5, 0.75], and what crosses red lines is no hope.
  CHECK(least(7, 0.8) == 0.4);
  CHECK(least(7, 0.2) == 0.2);   // still accepts all that ac-next does
  CHECK(least(6, 0.92) == 0.9);  // at 0.625, its time, the window is [0.25, 0.625]
  CHECK(least(5, 0.8) == 0.8);   // before its time it is ac-next
  CHECK(least(5, kNothingWillDo) == kNothingWillDo);
  CHECK(least(8, 0.8) == 0.3);              // [0.75, 0.875]
  CHECK(least(9, 0.8) == kAnythingWillDo);  // the last round: nothing heard in it yet
}

TEST_CASE("time-dependent aspiration falls by its exponent from start to end", "[bidding]") {
  const Ladder ladder;
  const auto at = [&](const std::vector<std::pair<std::string, double>>& given, int round) {
    return only(ladder.bidding("time-dependent", given)->bid(ladder.at(round, 9)));
  };
  CHECK(at({}, 1) == 8);
  CHECK(at({}, 5) == 4);
  CHECK(at({}, 9) == 0);
  CHECK(at({{"beta", 0.5}}, 5) == 6);  // 1 - 0.5^2
  CHECK(at({{"beta", 2}}, 5) == 3);    // 1 - 0.5^0.5 = 0.293, of which 3/8 is the next above
  CHECK(at({{"from", 0.9}, {"to", 0.3}}, 5) == 5);  // 0.6
  CHECK(at({{"from", 0.9}, {"to", 0.3}}, 1) == 8);
  CHECK(at({{"from", 0.9}, {"to", 0.3}}, 9) == 3);
}

TEST_CASE("time-dependent aspiration is never below no agreement", "[bidding]") {
  const Ladder ladder;
  const auto bidding = ladder.bidding("time-dependent", {});
  const auto with = [&](double no_agreement, int round) {
    Situation situation = ladder.at(round, 9);
    situation.no_agreement = no_agreement;
    return bidding->bid(situation);
  };
  CHECK(only(with(0.5, 9)) == 4);
  CHECK(only(with(0.51, 9)) == 5);
  CHECK(only(with(0.6, 5)) == 5);
  CHECK(only(with(0.1, 5)) == 4);  // a poor one changes nothing
  CHECK(only(with(1, 9)) == 8);
  CHECK_FALSE(with(1.01, 9));
}

TEST_CASE("time-dependent tables what the others like among what it aspires to", "[bidding]") {
  Table table;
  table.blocks = Blocks(std::vector<std::size_t>{2, 2}, {});
  table.rows = {0, 0.5, 0, 0.5};
  const auto at_half = [&table](const std::vector<double>& liked) {
    table.liked = liked;
    return table.bidding("time-dependent", {})->bid(table.at(5, 9));
  };
  CHECK(at_half({0.3, 0, 0.2, 0}) == Package{0, 1});
  CHECK(at_half({0.2, 0, 0.3, 0}) == Package{1, 0});
  CHECK(at_half({0, 0.2, 0, 0.3}) == Package{1, 1});  // they like what it likes
}

TEST_CASE("time-dependent tables nothing that is barred, now or later", "[bidding]") {
  Ladder ladder;
  ladder.red_lines.assign(9, 0);
  ladder.red_lines[8] = 1;
  const auto bidding = ladder.bidding("time-dependent", {});
  CHECK(only(bidding->bid(ladder.at(1, 9))) == 7);  // nothing reaches 1: the best that is allowed
  CHECK(only(bidding->bid(ladder.at(5, 9))) == 4);

  std::vector<std::uint8_t> barred = ladder.red_lines;
  barred[4] = barred[5] = 1;
  Situation situation = ladder.at(5, 9);
  situation.barred = barred;
  situation.revision = 1;
  CHECK(only(bidding->bid(situation)) == 6);
  barred[6] = 1;
  situation.revision = 2;
  CHECK(only(bidding->bid(situation)) == 7);
  situation.no_agreement = 0.9;
  CHECK_FALSE(bidding->bid(situation));
  barred.assign(9, 1);
  situation.revision = 3;
  situation.no_agreement = 0;
  CHECK_FALSE(bidding->bid(situation));
}

TEST_CASE("take-it-or-fight lets pass what it tolerates and could sign", "[bidding]") {
  Table table;
  const auto fighter = table.bidding("take-it-or-fight", {{"changes", 1}});
  const auto answer = [&](const Package& text, double no_agreement) {
    Situation situation = table.at(1, 9);
    situation.standing = &text;
    situation.no_agreement = no_agreement;
    return fighter->bid(situation);
  };
  const Package draft{0, 0};
  CHECK(fighter->bid(table.at(1, 9)) == draft);
  CHECK(answer({0, 1}, 0.5) == Package{0, 1});
  CHECK(answer({2, 0}, 0.1) == Package{2, 0});
  CHECK(answer({0, 1}, 0.9) == Package{0, 1});
  CHECK(answer({0, 1}, 0.95) == draft);  // worth 0.9: tolerated, but it cannot sign it
  CHECK(answer({1, 1}, 0) == draft);     // two changes
  CHECK_FALSE(answer({0, 1}, 1.01));     // nor can it sign the draft

  table.red_lines = {0, 0, 0, 0, 1, 0};
  CHECK(answer({0, 1}, 0) == draft);  // across a red line
  CHECK(answer({0, 2}, 0) == Package{0, 2});
  table.red_lines = {1, 0, 0, 0, 0, 0};
  CHECK_FALSE(answer({2, 2}, 0));
}

TEST_CASE("take-it-or-fight limits the changes by number and by weight", "[bidding]") {
  Table table;
  const auto tolerates = [&table](double changes, double weight, const Package& text) {
    Situation situation = table.at(1, 9);
    situation.standing = &text;
    return table.bidding("take-it-or-fight", {{"changes", changes}, {"change_weight", weight}})
               ->bid(situation) == text;
  };
  CHECK(tolerates(0, 0, {0, 0}));
  CHECK_FALSE(tolerates(0, 1, {0, 1}));
  CHECK(tolerates(1, 1, {2, 0}));
  CHECK_FALSE(tolerates(1, 1, {2, 2}));
  CHECK(tolerates(2, 1, {2, 2}));
  CHECK(tolerates(1, 0.2, {0, 1}));  // the whole weight of the issue, however small the step
  CHECK_FALSE(tolerates(1, 0.19, {0, 1}));
  CHECK(tolerates(1, 0.81, {1, 0}));
  CHECK_FALSE(tolerates(1, 0.79, {1, 0}));
  CHECK_FALSE(tolerates(2, 0.99, {1, 1}));  // 0.8 and 0.2 together

  // In one block, the second issue is worth 0.7 where the first is as in the draft, else 0.1.
  const std::vector<std::vector<IssueId>> tie{{IssueId(0), IssueId(1)}};
  table.blocks = Blocks(std::vector<std::size_t>{2, 3}, tie);
  table.rows = {1, 0.2, 0.9, 0.15, 0.3, 0.1};
  table.liked.assign(6, 0);
  CHECK(tolerates(1, 0.71, {0, 1}));
  CHECK_FALSE(tolerates(1, 0.69, {0, 1}));
  CHECK(tolerates(1, 0.81, {1, 0}));
  CHECK_FALSE(tolerates(1, 0.79, {1, 0}));
  CHECK_FALSE(tolerates(2, 0.9, {1, 1}));  // 0.8 and 0.7 seen from the draft; 0.85 from the text
}

TEST_CASE("the patience of take-it-or-fight counts from the last text that it tolerated",
          "[bidding]") {
  const Table table;
  const auto walks_out_in = [&](double patience, int heard_in, const Package& text,
                                double no_agreement) {
    const auto fighter =
        table.bidding("take-it-or-fight", {{"changes", 1}, {"patience", patience}});
    const Package other{2, 2};
    for (int round = 1; round <= 20; ++round) {
      Situation situation = table.at(round, 20);
      situation.no_agreement = no_agreement;
      situation.standing = round == heard_in ? &text : &other;
      if (fighter->walks_out(situation)) return round;
    }
    return 0;
  };
  const Package tolerated{0, 1};
  CHECK(walks_out_in(3, 0, tolerated, 0) == 4);  // rounds 1 to 3 have gone by
  CHECK(walks_out_in(3, 2, tolerated, 0) == 6);
  CHECK(walks_out_in(3, 3, tolerated, 0) == 7);
  CHECK(walks_out_in(3, 2, {1, 1}, 0) == 4);        // not tolerated
  CHECK(walks_out_in(3, 2, tolerated, 0.95) == 4);  // not to be signed
  CHECK(walks_out_in(0, 0, tolerated, 0) == 0);
}

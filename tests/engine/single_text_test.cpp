// SPDX-License-Identifier: Apache-2.0
/// Single text in a room that answers by a script and keeps the minutes.
#include "engine/model/scenario.hpp"
#include "tests/scripted_room.hpp"

using namespace entente;
using namespace entente::testing;

namespace {

using Worths = std::vector<std::vector<double>>;  ///< by party, then option of the only issue

/// One issue; its options are worth so much, from 0 to 1 for every party, and are drafts, too.
class Case {
 public:
  explicit Case(Worths worths) : worths_(std::move(worths)) {
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

const Worths kThree = {{1, 0.6, 0}, {0, 0.6, 1}, {0, 1, 0}};
const Worths kTwo = {{1, 0.6, 0}, {0, 0.6, 1}};

/// The text drawn up first.
Package opening(Case scenario, std::vector<double> no_agreements) {
  const auto talks = scenario.talks();
  const std::size_t parties = no_agreements.size();
  ScriptedRoom room = scenario.room(std::vector<Action>(parties, kReject));
  room.no_agreements = std::move(no_agreements);
  CHECK(talks->play_round(room) == Talks::go_on);
  REQUIRE_FALSE(room.tabled.empty());
  return room.tabled.front();
}

}  // namespace

TEST_CASE("the text goes round the groups, and only who is visited hears of it", "[single-text]") {
  SECTION("and the mediator, if it is a party") {
    Case scenario({{1, 0, 0}, {1, 0, 0}, {1, 0, 0}, {1, 0, 0}});
    scenario.mediator = {3};
    scenario.draft = {1};
    scenario.groups = {{1, 3, 0}, {2}};
    ScriptedRoom room = scenario.room({kAccept, kAccept, kAccept});
    CHECK(scenario.talks()->play_round(room) == Talks::over);
    CHECK(room.minutes ==
          Minutes{"3:(1,0,3)", "1~3(1,0,3)", "0~3(1,0,3)", "3:(2,3)", "2~3(2,3)", "=3"});
    CHECK(room.signed_text == Package{1});
    CHECK(room.amendments_allowed == 5);
  }
  SECTION("groups that were left out are visited one by one") {
    Case scenario({{1, 0}, {1, 0}, {1, 0}});
    scenario.draft = {1};
    scenario.groups = {{2}};
    ScriptedRoom room = scenario.room({kAccept, kAccept, kAccept});
    CHECK(scenario.talks()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(2)", "2~m(2)", "m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});
  }
}

TEST_CASE("an acceptance holds while the text stays as it is", "[single-text]") {
  Case scenario(kTwo);
  scenario.draft = {1};  // no other text is better for both together
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kReject, kAccept});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)"});
  CHECK(talks->play_round(room) == Talks::over);
  // Party 0 is not asked again, and nobody shown what it has seen.
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "1~m(1)", "=m"});
}

TEST_CASE("a redraft is shown to all anew", "[single-text]") {
  Case scenario(kTwo);
  scenario.draft = {0};
  SECTION("before travelling on") {
    ScriptedRoom room = scenario.room({offer(1), kAccept, kAccept});
    const auto talks = scenario.talks();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "m:(0)", "0~m(0)", "=m"});
    CHECK(room.tabled == std::vector<Package>{{0}, {1}, {1}});
  }
  SECTION("when all have been visited, and acceptances of the old one are void") {
    scenario.redrafts = "after-round";
    ScriptedRoom room = scenario.room({kReject, kAccept, kAccept, kAccept});
    const auto talks = scenario.talks();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "m:(0)", "0~m(0)", "m:(1)",
                                  "1~m(1)", "=m"});
    CHECK(room.tabled == std::vector<Package>{{0}, {0}, {1}, {1}});
  }
}

TEST_CASE("a skilled mediator drafts for the greatest sum of gains, by its bias", "[single-text]") {
  Case scenario(kTwo);
  CHECK(opening(scenario, {0, 0}) == Package{1});
  // 4 x 1 + 0 against 4 x 0.6 + 0.6.
  scenario.bias = {{0, 4}};
  CHECK(opening(scenario, {0, 0}) == Package{0});
  // Shortfalls count tenfold: 4 - 10 x 0.5 against 2.4 + 0.1.
  CHECK(opening(scenario, {0, 0.5}) == Package{1});
  // 4 x 1 - 10 x 0.1 against 2.4 + 0.5.
  CHECK(opening(scenario, {0, 0.1}) == Package{0});
  scenario.bias = {{0, 0}};
  CHECK(opening(scenario, {1, 0}) == Package{2});
}

TEST_CASE("a mediator's own gains count by its bias towards itself", "[single-text]") {
  Case scenario({{1, 0.6, 0}, {0, 0.6, 0.9}, {0, 0, 1}});
  scenario.mediator = {2};
  CHECK(opening(scenario, {0, 0, 0}) == Package{2});  // 1.9
  scenario.bias = {{2, 0.2}};
  CHECK(opening(scenario, {0, 0, 0}) == Package{1});  // 1.2 against 1.1
  scenario.skill = 0;  // of others it knows nothing, of itself everything
  CHECK(opening(scenario, {0, 0, 0}) == Package{2});
}

TEST_CASE("an unskilled mediator knows what it was asked for", "[single-text]") {
  // Whoever asks for an option is taken to value it at 1 and the others at one half of that.
  Case scenario({{1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}});
  scenario.draft = {1};
  scenario.skill = 0;
  scenario.redrafts = "after-round";
  const std::vector<Action> script = {offer(2), offer(3), offer(3), kAccept, kAccept, kAccept};
  SECTION("and takes the side of more") {
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room(script);
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{3});
  }
  SECTION("or of those whom it prefers") {
    scenario.bias = {{0, 3}};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room(script);
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.signed_text == Package{2});
  }
}

TEST_CASE("who accepts a text is taken to demand no more", "[single-text]") {
  // Party 0 could get 0.7 elsewhere; the text gives it 0.6. The option before gives 0.3 + 0.1.
  Case scenario({{1, 0.6, 0}, {0.1, 0.55, 1}});
  const auto redrafted = [&scenario](const Action& answer) {
    scenario.draft = {1};
    scenario.redrafts = "after-round";
    scenario.bias = {{1, 0.9}};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room({answer, kReject, kReject, kReject});
    room.no_agreements = {0.7, 0.1};
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::go_on);
    return room.tabled.back();
  };
  CHECK(redrafted(kAccept) == Package{1});
  CHECK(redrafted(kReject) == Package{0});
}

TEST_CASE("a redraft changes no more issues than allowed", "[single-text]") {
  Case scenario(kTwo);
  scenario.draft = {0};
  scenario.changes = 1;  // there is but one
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kReject, kReject});
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.tabled == std::vector<Package>{{0}, {1}});
}

TEST_CASE("red lines of others count by the skill of the mediator", "[single-text]") {
  Case scenario({{0, 1}, {0, 1}, {0, 1}});
  CHECK(opening(scenario, {0, 0, 0}) == Package{1});
  scenario.red_line(1, 1);
  CHECK(opening(scenario, {0, 0, 0}) == Package{0});  // party 1 would be at -1
  // Estimates 0.9 and 1; less twice a tenth, which is no shortfall yet.
  scenario.skill = 0.1;
  CHECK(opening(scenario, {0, 0, 0}) == Package{1});
}

TEST_CASE("what a party once accepted it is taken to demand, as far as skill is wanting",
          "[single-text]") {
  Case scenario(kTwo);
  scenario.draft = {1};
  scenario.skill = 0.6;
  scenario.bias = {{1, 2}};
  scenario.redrafts = "after-round";
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kReject, kReject, kReject, kReject, kReject});
  // Estimates (1, 0.76, 0.4) and (0.4, 0.76, 1). Party 0 accepted 0.76 and demands 0.4 of that:
  // 0.096 + 2 against 0.456 + 1.52.
  CHECK(talks->play_round(room) == Talks::go_on);
  // Now it demands 0.6 more: 0.096 + 0.8 against -1.44 + 1.52 and -5.04 + 2.
  room.no_agreements = {1, 0};
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.tabled == std::vector<Package>{{1}, {1}, {2}, {2}, {0}, {0}});
}

TEST_CASE("a mediator shows no text that it could not sign", "[single-text]") {
  Case scenario(kThree);
  scenario.mediator = {1};
  SECTION("across its red lines") {
    scenario.red_line(1, 1);
    CHECK(opening(scenario, {0, 0, 0}) == Package{0});
    scenario.draft = {1};
    CHECK(opening(scenario, {0, 0, 0}) == Package{0});
  }
  SECTION("below its no-agreement value") {
    CHECK(opening(scenario, {0, 0.6, 0}) == Package{1});
    CHECK(opening(scenario, {0, 0.7, 0}) == Package{2});
    scenario.draft = {0};
    CHECK(opening(scenario, {0, 0.5, 0}) == Package{1});
  }
  SECTION("and stays at home if it has none") {
    scenario.draft = {0};
    const auto talks = scenario.talks();
    ScriptedRoom room = scenario.room({kReject, kReject});
    room.no_agreements = {0, 1.5, 0};
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes.empty());
    room.no_agreements = {0, 0.5, 0};  // until things get worse
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(room.minutes == Minutes{"1:(0,1)", "0~1(0,1)", "1:(2,1)", "2~1(2,1)"});
  }
}

TEST_CASE("a text that does not stand is not drafted again", "[single-text]") {
  Case scenario(kTwo);
  const auto talks = scenario.talks();
  ScriptedRoom room = scenario.room({kAccept, kAccept, kAccept, kAccept});
  room.stands = false;
  CHECK(talks->play_round(room) == Talks::go_on);
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});
  CHECK(room.signed_text == Package{1});
  room.stands = true;
  CHECK(talks->play_round(room) == Talks::over);
  CHECK(room.signed_text == Package{0});  // as good as option 2, and the first
}

TEST_CASE("a quorum signs after the visit that makes it", "[single-text]") {
  Case scenario({{1, 0}, {1, 0}, {1, 0}});
  scenario.draft = {0};
  ScriptedRoom room({kMay, kMay, kMay}, {kAccept, kAccept});
  room.quorum = 2;
  CHECK(scenario.talks()->play_round(room) == Talks::over);
  CHECK(room.minutes == Minutes{"m:(0)", "0~m(0)", "m:(1)", "1~m(1)", "=m"});

  SECTION("to which the mediator's own text counts") {
    scenario.mediator = {2};
    ScriptedRoom another({kMay, kMay, kMay}, {kAccept});
    another.quorum = 2;
    CHECK(scenario.talks()->play_round(another) == Talks::over);
    CHECK(another.minutes == Minutes{"2:(0,2)", "0~2(0,2)", "=2"});
  }
}

TEST_CASE("who leaves is visited no more; who must sign ends the talks", "[single-text]") {
  Case scenario({{1, 0}, {1, 0}, {1, 0}});
  scenario.draft = {0};
  scenario.groups = {{0, 1}, {2}};
  SECTION("an optional party") {
    ScriptedRoom room({kMay, kMay, kMust}, {kAccept, kLeave, kReject, kAccept});
    room.quorum = 2;
    const auto talks = scenario.talks();
    CHECK(talks->play_round(room) == Talks::go_on);
    CHECK(talks->play_round(room) == Talks::over);
    CHECK(room.minutes ==
          Minutes{"m:(0,1)", "0~m(0,1)", "1~m(0,1)", "m:(2)", "2~m(2)", "2~m(2)", "=m"});
  }
  SECTION("a required one") {
    ScriptedRoom room({kMust, kMust, kMust}, {kAccept, kLeave});
    CHECK(scenario.talks()->play_round(room) == Talks::over);
    CHECK(room.minutes == Minutes{"m:(0,1)", "0~m(0,1)", "1~m(0,1)"});
  }
}

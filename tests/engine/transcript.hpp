// SPDX-License-Identifier: Apache-2.0
/// Every call that an observer gets, written down to the last digit.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "engine/negotiation/observer.hpp"

namespace entente::testing {

using Lines = std::vector<std::string>;

class Transcript : public Observer {
 public:
  void round_begins(int round, const WorldState& world) override {
    now = round;
    state.assign(world.truth().begin(), world.truth().end());
    believed.assign(world.believed_by(PartyId(1)).begin(), world.believed_by(PartyId(1)).end());
    std::ostringstream& line = begin("round");
    line << round;
    for (const double value : state) line << ' ' << value;
    for (const double value : believed) line << ' ' << value;
    end();
  }
  void event_happens(EventId event) override {
    begin("event") << std::size_t{event};
    end();
  }
  void tables(std::optional<PartyId> by, const Package& text,
              std::span<const PartyId> hearers) override {
    std::ostringstream& line = begin("tables");
    put(by, text);
    for (const PartyId hearer : hearers) line << " to " << std::size_t{hearer};
    end();
    if (by) texts.push_back({now, *by, text});
  }
  void answers(PartyId party, std::optional<PartyId> by, const Package& text,
               const Judgement& judgement) override {
    std::ostringstream& line = begin("answers");
    line << std::size_t{party} << ' ' << judgement.accepts << ' ' << int(judgement.ground) << ' '
         << judgement.worth << ' ' << judgement.no_agreement << ' ' << judgement.demanded << ' ';
    put(by, text);
    end();
  }
  void asks_for(PartyId party, const Package& text, const Package& amended,
                std::span<const PartyId>) override {
    begin("asks");
    put(party, text);
    put(party, amended);
    end();
  }
  void passes(PartyId party) override {
    begin("passes") << std::size_t{party};
    end();
  }
  void leaves(PartyId party) override {
    begin("leaves") << std::size_t{party};
    end();
  }
  void cut_off() override {
    begin("cut off");
    end();
  }
  void comes_to_signature(std::optional<PartyId> by, const Package& text,
                          std::span<const PartyId> signatories, std::span<const IssueId> set_aside,
                          std::span<const PartyId> withdrew) override {
    std::ostringstream& line = begin("signature");
    put(by, text);
    for (const PartyId party : signatories) line << " s" << std::size_t{party};
    for (const IssueId issue : set_aside) line << " i" << std::size_t{issue};
    for (const PartyId party : withdrew) line << " w" << std::size_t{party};
    end();
  }
  void settles_part(std::size_t partial, const Package& package) override {
    begin("part") << partial;
    put({}, package);
    end();
  }
  void ratifies(PartyId party, double chance, bool succeeds) override {
    begin("ratifies") << std::size_t{party} << ' ' << chance << ' ' << succeeds;
    end();
  }

  /// What was written before `round` began.
  [[nodiscard]] Lines before(int round) const {
    Lines some;
    const std::string next = "round " + std::to_string(round) + " ";
    for (const std::string& line : lines) {
      if ((line + " ").compare(0, next.size(), next) == 0) break;
      some.push_back(line);
    }
    return some;
  }
  /// The kinds of lines in a round, without the first.
  [[nodiscard]] std::string first_in(int round) const {
    const std::size_t at = before(round).size();
    return at + 1 < lines.size() ? lines[at + 1] : "";
  }
  [[nodiscard]] std::vector<Package> texts_of(PartyId party, int from) const {
    std::vector<Package> some;
    for (const auto& [round, by, text] : texts) {
      if (by == party && round >= from) some.push_back(text);
    }
    return some;
  }

  struct Tabled {
    int round;
    PartyId by;
    Package text;
  };
  Lines lines;
  std::vector<Tabled> texts;
  std::vector<double> state, believed;
  int now = 0;

 private:
  std::ostringstream& begin(const char* what) {
    line_.str("");
    line_.precision(17);
    line_ << what << ' ';
    return line_;
  }
  void put(std::optional<PartyId> by, const Package& text) {
    line_ << (by ? std::to_string(std::size_t{*by}) : "m") << ':';
    for (const Option option : text) line_ << ' ' << option;
  }
  void end() { lines.push_back(line_.str()); }
  std::ostringstream line_;
};

}  // namespace entente::testing

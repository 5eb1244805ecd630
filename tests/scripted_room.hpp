// SPDX-License-Identifier: Apache-2.0
/// A room that answers by a script and keeps the minutes: what protocols are tested in.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/protocols/protocol.hpp"

namespace entente::testing {

using Minutes = std::vector<std::string>;

/// Parties 0, 1, ...; every question to a party is answered by the next line of the script.
/// Minutes: "2?0" party 2 is asked for any action on a text of party 0, "2!0" only whether it
/// accepts it, "2?" there is no text; "2~0" how it would amend it; "2:" tables its own; "=0" a text
/// of party 0 comes to signature. A mediator who is no party is "m". "2~m(0,2)", "m:(0,2)": only
/// parties 0 and 2 hear it.
class ScriptedRoom : public Room {
 public:
  ScriptedRoom(std::vector<bool> required, std::vector<Action> script)
      : no_agreements(required.size()),
        required_(std::move(required)),
        left_(required_.size()),
        script_(std::move(script)) {}

  [[nodiscard]] int round() const override { return now; }
  [[nodiscard]] int rounds() const override { return last_round; }
  [[nodiscard]] std::size_t parties() const override { return required_.size(); }
  [[nodiscard]] bool required(PartyId party) const override { return required_[party]; }
  [[nodiscard]] bool has_left(PartyId party) const override { return left_[party]; }
  [[nodiscard]] bool suffices(const std::vector<bool>& accepting) const override {
    REQUIRE(accepting.size() == parties());
    std::size_t count = 0;
    for (std::size_t p = 0; p < parties(); ++p) {
      if (required_[p] && !accepting[p]) return false;
      if (accepting[p]) ++count;
    }
    return count >= quorum;
  }

  Action ask(PartyId party, const Text* text, Ask ask) override {
    minutes.push_back(name(party) + (ask == Ask::any ? "?" : "!") +
                      (text != nullptr ? name(text->by) : ""));
    return next(party, text);
  }
  Action amend(PartyId party, const Text& text, std::size_t most_changes,
               std::span<const PartyId> hearers) override {
    minutes.push_back(name(party) + "~" + name(text.by) + named(hearers));
    amendments_allowed = most_changes;
    return next(party, &text);
  }
  void table(const Text& text, std::span<const PartyId> hearers) override {
    minutes.push_back(name(text.by) + ":" + named(hearers));
    tabled.push_back(text.package);
  }
  bool sign(const Text& text, const std::vector<bool>&) override {
    minutes.push_back("=" + name(text.by));
    signed_text = text.package;
    return stands;
  }
  [[nodiscard]] double worth(PartyId party, const Package& package) const override {
    return worths(party, package);
  }
  [[nodiscard]] double no_agreement(PartyId party) const override { return no_agreements[party]; }
  [[nodiscard]] double outlook(PartyId party, PartyId viewer) const override {
    return outlooks ? outlooks(party, viewer) : Room::outlook(party, viewer);
  }

  /// Whether all lines of the script were used.
  [[nodiscard]] bool script_is_over() const { return calls_ == script_.size(); }

  Minutes minutes;
  std::vector<Package> tabled;
  Package signed_text;
  std::size_t amendments_allowed = 0;
  bool stands = true;
  std::size_t quorum = 0;  ///< how many must accept, besides those who are required
  int now = 1;
  int last_round = 10;
  std::function<double(PartyId, const Package&)> worths = [](PartyId, const Package&) {
    return 0.0;
  };
  std::vector<double> no_agreements;
  /// Of a party in the eyes of a viewer; none: its no-agreement value.
  std::function<double(PartyId, PartyId)> outlooks;

 private:
  Action next(PartyId party, const Text* text) {
    REQUIRE((text == nullptr || text->by != party));  // nobody is asked about its own text
    REQUIRE_FALSE(left_[party]);
    REQUIRE(calls_ < script_.size());
    const Action action = script_[calls_++];
    if (std::holds_alternative<Leave>(action)) left_[party] = true;
    return action;
  }
  static std::string name(std::optional<PartyId> party) {
    return party ? std::to_string(std::size_t{*party}) : "m";
  }
  static std::string named(std::span<const PartyId> hearers) {
    std::string list;
    for (const PartyId party : hearers) list += (list.empty() ? "(" : ",") + name(party);
    return list.empty() ? list : list + ")";
  }

  std::vector<bool> required_, left_;
  std::vector<Action> script_;
  std::size_t calls_ = 0;
};

inline const Action kAccept = Accept{};
inline const Action kReject = Reject{};
inline const Action kLeave = Leave{};

inline Action offer(Option option) { return Offer{Package{option}}; }

inline constexpr bool kMust = true;
inline constexpr bool kMay = false;

/// The protocol of that name for a case in which nobody wants anything.
inline std::unique_ptr<Protocol> make_protocol(std::string_view name,
                                               const Parameters& parameters) {
  static const Blocks kBlocks;
  static const Utilities kUtilities(kBlocks, {}, {}, 1, 0);
  const ProtocolSpec* spec = find(protocols(), name);
  REQUIRE(spec != nullptr);
  return spec->make(parameters, {kUtilities, {}, {}, 0});
}

}  // namespace entente::testing

// SPDX-License-Identifier: Apache-2.0
/// Transcripts: one negotiation from the first text to the last answer, as a value.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "engine/negotiation/draw.hpp"
#include "engine/negotiation/observer.hpp"

namespace entente {

/// Enough to tell a negotiation as a story, and to draw every text in utility space.
struct Transcript {
  /// A text that was tabled, asked about or asked for, with its worth to every party.
  struct Text {
    std::optional<PartyId> by;  ///< none: a mediator who is no party
    Package package;
    std::vector<double> worths;  ///< u(package) by PartyId
  };

  /// `text`, in these, is a position in `texts`.
  struct Tabled {
    std::size_t text;
    std::vector<PartyId> hearers;  ///< none: all
  };
  struct Answered {
    PartyId party;
    std::size_t text;
    Judgement judgement;
  };
  /// After refusing a text, a party asks that it be amended.
  struct AskedFor {
    PartyId party;
    std::size_t text;
    std::size_t amended;
    std::vector<PartyId> hearers;  ///< none: all
  };
  struct Passed {
    PartyId party;
  };
  struct Left {
    PartyId party;
  };
  struct Signature {
    std::size_t text;
    std::vector<PartyId> signatories;
    std::vector<IssueId> set_aside;
    std::vector<PartyId> withdrew;  ///< empty: it stands
  };
  struct Ratified {
    PartyId party;
    double chance;
    bool succeeds;
  };
  /// The hazard ends the talks.
  struct CutOff {};
  /// Some settle a part among themselves.
  struct SettledPart {
    std::size_t partial;  ///< its position in the rule's list
    Package package;
  };
  /// An event that follows an answer.
  struct Happened {
    EventId event;
  };
  using Act = std::variant<Tabled, Answered, AskedFor, Passed, Left, Signature, Ratified, CutOff,
                           SettledPart, Happened>;

  /// What a party believes of a variable of which it has a belief of its own.
  struct Believed {
    PartyId party;
    VariableId variable;
    double value;
  };

  struct Round {
    int round;
    std::vector<double> world;         ///< by VariableId, as the round begins, before its events
    std::vector<Believed> believed;    ///< at the same moment; by variable, then party
    std::vector<double> no_agreement;  ///< by PartyId, at the same moment, as the party believes
    std::vector<EventId> events;       ///< those that happen as the round begins, in order
    std::vector<Act> acts;             ///< in order
  };

  std::vector<Text> texts;  ///< in the order in which they were tabled
  std::vector<Round> rounds;
};

/// The issues on which two packages differ, ascending.
[[nodiscard]] std::vector<IssueId> changes(const Package& before, const Package& after);

/// Writes the transcript of the negotiation that it observes.
class TranscriptRecorder : public Observer {
 public:
  /// `drawn` is the case being played; it must outlive the recorder.
  explicit TranscriptRecorder(const Case& drawn);
  /// For `play_branch`: from `round` on, `other` is being played.
  TranscriptRecorder(const Case& drawn, const Case& other, int round);

  /// What has been recorded; the recorder is empty afterwards.
  [[nodiscard]] Transcript take();

  void round_begins(int round, const WorldState& world) override;
  void event_happens(EventId event) override;
  void tables(std::optional<PartyId> party, const Package& text,
              std::span<const PartyId> hearers) override;
  void answers(PartyId party, std::optional<PartyId> by, const Package& text,
               const Judgement& judgement) override;
  void asks_for(PartyId party, const Package& text, const Package& amended,
                std::span<const PartyId> hearers) override;
  void passes(PartyId party) override;
  void leaves(PartyId party) override;
  void cut_off() override;
  void comes_to_signature(std::optional<PartyId> by, const Package& text,
                          std::span<const PartyId> signatories, std::span<const IssueId> set_aside,
                          std::span<const PartyId> withdrew) override;
  void settles_part(std::size_t partial, const Package& package) override;
  void ratifies(PartyId party, double chance, bool succeeds) override;

 private:
  std::size_t add_text(std::optional<PartyId> by, const Package& package);
  /// The last text of that author and wording; added where it was never tabled.
  std::size_t find_text(std::optional<PartyId> by, const Package& package);
  /// The text of that wording that the party has just answered; else added as a mediator's.
  std::size_t answered_text(PartyId party, const Package& package);
  [[nodiscard]] std::vector<Transcript::Act>& acts();

  const Case* case_;
  const Case* other_ = nullptr;
  int branch_round_ = 0;
  Transcript transcript_;
};

}  // namespace entente

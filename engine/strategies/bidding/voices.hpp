// SPDX-License-Identifier: Apache-2.0
/// Who says what at the table: one thread of talks for each of the others, and the concessions that
/// a strategy answers.
///
/// Tactics that answer the other's moves are published for two parties. Here every other party is
/// in a thread of its own, as if it were the only one, and the text that goes to all follows the
/// thread in which least has been conceded: an agreement needs them all, and whoever answered the
/// most generous one, or the mean, could be brought to pay alone for those who stand still. What a
/// mediator who is no party puts forward is nobody's concession: its texts count only as long as no
/// party has been heard.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/strategies/strategy.hpp"

namespace entente {

/// What a text of another leaves to its hearer; one across its red lines leaves nothing.
[[nodiscard]] inline double left_by(const Heard& text) { return text.red_line ? 0.0 : text.worth; }

/// One `Thread` for every voice. All follows from `Situation::heard`, so asking for a bid changes
/// nothing.
template <class Thread>
class Voices {
 public:
  /// Takes in what was heard since it was last asked: calls `take(thread, text, position)` with the
  /// thread of the voice and the text's position in `heard`. Takes in all anew when the own worths
  /// have changed.
  template <class Take>
  void listen(const Situation& situation, Take take) {
    if (situation.revision != revision_) {  // texts may be worth something else to it now
      revision_ = situation.revision;
      threads_.clear();
      heard_ = 0;
    }
    for (; heard_ < situation.heard.size(); ++heard_) {
      const Heard& text = situation.heard[heard_];
      const std::size_t voice = text.by ? *text.by + 1 : kMediator;
      if (voice >= threads_.size()) threads_.resize(voice + 1);
      if (!threads_[voice]) threads_[voice].emplace();
      take(*threads_[voice], text, heard_);
    }
  }

  /// The greatest `value(thread)` over those who count; `silent` while nobody has spoken.
  template <class Value>
  [[nodiscard]] double greatest(double silent, Value value) const {
    std::optional<double> most;
    for (std::size_t voice = kMediator + 1; voice < threads_.size(); ++voice) {
      if (!threads_[voice]) continue;
      const double found = value(*threads_[voice]);
      most = most ? std::max(*most, found) : found;
    }
    if (!most && !threads_.empty() && threads_[kMediator]) most = value(*threads_[kMediator]);
    return most.value_or(silent);
  }

 private:
  static constexpr std::size_t kMediator = 0;  ///< parties follow, by PartyId

  std::vector<std::optional<Thread>> threads_;
  std::size_t heard_ = 0;
  int revision_ = 0;
};

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// The page on which a story is written.
#pragma once

#include <string>
#include <string_view>

#include "cli/layout.hpp"
#include "cli/terminal.hpp"

namespace entente::cli {

/// A sentence that begins with an article begins with a capital.
[[nodiscard]] inline std::string sentence(std::string text) {
  if (text.starts_with("the ")) text[0] = 'T';
  return text;
}

class StoryPage {
 public:
  explicit StoryPage(const Terminal& terminal) : terminal_(terminal) {}

  void title(std::string_view text) { text_ += terminal_.bold(clip(text, terminal_.width)) + "\n"; }
  void heading(std::string_view text) { text_ += "\n" + terminal_.bold(std::string(text)) + "\n"; }
  /// At the margin.
  void note(const std::string& text) { text_ += wrap(text, terminal_.width); }
  void paragraph(const std::string& text) {
    text_ += wrap(sentence(text), terminal_.width, {"  ", "    "});
  }
  void item(const std::string& text) { text_ += wrap(text, terminal_.width, {"    - ", "      "}); }
  /// Below items, and as far in.
  void remark(const std::string& text) {
    text_ += wrap(sentence(text), terminal_.width, {"    ", "    "});
  }
  void add(std::string_view text) { text_ += text; }

  [[nodiscard]] std::size_t width() const { return terminal_.width; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  Terminal terminal_;
  std::string text_;
};

}  // namespace entente::cli

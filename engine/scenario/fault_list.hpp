// SPDX-License-Identifier: Apache-2.0
/// Gathers the faults of a document while reading goes on, and throws them in the file's order.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/scenario/document.hpp"

namespace entente {

class FaultList {
 public:
  /// More faults than this are only counted: nobody reads on, and the rest often follows from them.
  static constexpr std::size_t kMostListed = 50;

  /// Begins with the faults that the document has already.
  explicit FaultList(const Document& document);

  /// A fault of the value at the pointer (with indices, not ids).
  void add(const std::string& pointer, std::string what, std::string remedy = {});

  /// How many there are.
  [[nodiscard]] std::size_t count() const { return count_; }
  /// Whether another one would only be counted; then its texts need not be made.
  [[nodiscard]] bool full() const { return listed_.size() >= kMostListed; }
  /// Where the value at the pointer stands: "file:line".
  [[nodiscard]] std::string place(const std::string& pointer) const {
    return document_->place(pointer);
  }

  /// Throws InputError with all of them, file by file and line by line; nothing if there are none.
  void raise() const;

 private:
  struct Listed {
    std::vector<std::size_t> path;  ///< positions from the root down, for the order
    Fault fault;
    std::size_t file = 0;  ///< rank of the file by its first fault in the order of the document
    std::size_t line = 0;
  };
  [[nodiscard]] std::vector<std::size_t> path_of(const std::string& pointer) const;

  const Document* document_;
  std::vector<Listed> listed_;
  std::size_t count_ = 0;
};

}  // namespace entente

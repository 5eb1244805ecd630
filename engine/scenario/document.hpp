// SPDX-License-Identifier: Apache-2.0
/// A JSON document that knows the file and line of every value, through `extends` and `--set`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/input_error.hpp"
#include "engine/scenario/origins.hpp"

namespace entente {

/// Gives the text of the file called `name`; throws InputError if it cannot.
using ReadText = std::function<std::string(const std::string& name)>;

class Document {
 public:
  /// Throws InputError for a fault of syntax, at "name:line:column" (where the text just ends, at
  /// "name:line"). Duplicate keys are kept for `faults()`; the first of them counts. An "extends"
  /// is a member like any other here.
  [[nodiscard]] static Document parse(std::string_view name, std::string_view text);

  /// As `parse`, for the file `name` and, if it has a member "extends", the file named there
  /// (relative to the directory of `name`) with this one applied to it by `merge`. The member
  /// "extends" itself is gone from the result.
  [[nodiscard]] static Document load(std::string_view name, const ReadText& read_text);

  [[nodiscard]] const Json& root() const { return root_; }

  /// What is wrong but does not keep the document from being read: duplicate keys. Whoever reads
  /// the document adds its own faults to these before throwing them all.
  [[nodiscard]] const std::vector<Fault>& faults() const { return faults_; }

  /// "file:line" of the value, or the flag that set it such as "--set /simulation/seed=1". If the
  /// pointer leads nowhere, of the nearest ancestor that exists. Ids may stand for indices.
  [[nodiscard]] std::string place(std::string_view pointer) const;

  /// The pointer with indices replaced by ids where the elements have one, for messages:
  /// "/parties/0/delay_cost" becomes "/parties/russia/delay_cost". The rest of a pointer that
  /// leads nowhere stays as it is.
  [[nodiscard]] std::string with_ids(std::string_view pointer) const;

  /// A fault of the value at the pointer, with its place and with ids for indices.
  [[nodiscard]] Fault fault_at(std::string_view pointer, std::string what,
                               std::string remedy = {}) const;

  /// Applies another document as a JSON merge patch (RFC 7386); see merge_patch.hpp for the one
  /// departure, arrays keyed by id. Values that come from the patch keep their origin there.
  void merge(Document patch);

  /// Carries out an assignment "POINTER=VALUE" from the command line. Ids may stand for indices.
  /// VALUE is JSON, or else a string. A new member of an existing object is created; whether it
  /// belongs there is for the reader to judge. As in a patch, null removes what is there. Throws
  /// InputError for a malformed assignment, for a parent that does not exist, and where there is
  /// nothing to remove.
  void set(std::string_view assignment);

  /// The document without "extends" in one line, keys sorted, equal numbers written equally and by
  /// shortest round trip: two documents that mean the same have the same canonical text.
  [[nodiscard]] std::string canonical() const;

  /// XXH3 (128 bit) of the canonical text in 32 hexadecimal digits.
  [[nodiscard]] std::string digest() const;

 private:
  [[nodiscard]] std::string place_of(const Origins& origins) const;

  Json root_;
  Origins origins_;
  std::vector<std::string> sources_;  ///< names of files and texts of flags
  std::vector<Fault> faults_;
};

}  // namespace entente

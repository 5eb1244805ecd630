// SPDX-License-Identifier: Apache-2.0
/// The stream of the results JSON, and its head.
#include "analysis/results/results_writer.hpp"

#include <cassert>

#include "analysis/results/sections.hpp"

namespace entente {

std::string_view json_name_of(Ending ending) {
  return ending == Ending::not_ratified ? "not-ratified" : name_of(ending);
}

std::string_view json_name_of(Ground ground) {
  switch (ground) {
    case Ground::red_line:
      return "red-line";
    case Ground::no_agreement:
      return "no-agreement";
    case Ground::demand:
      return "demand";
  }
  return "";
}

/// Text not yet handed to the stream.
struct ResultsWriter::Text {
  Text(std::ostream& stream, const Scenario& scenario) : out(stream), ids(scenario) {}

  void pass_on() {
    out.write(json.text().data(), static_cast<std::streamsize>(json.text().size()));
    json.clear();
    if (!out) throw WriteError();
  }

  /// Saves the stream from many small writes.
  void pass_on_if_long() {
    constexpr std::size_t kLong = 1 << 16;
    if (json.text().size() >= kLong) pass_on();
  }

  std::ostream& out;
  QuotedIds ids;
  const Scenario* world = nullptr;  ///< of the branch
  std::optional<BranchNames> branch;
  JsonBuilder json;
};

ResultsWriter::ResultsWriter(std::ostream& out, const Scenario& scenario, std::uint64_t seed,
                             std::uint64_t replications, std::optional<BranchPoint> branch)
    : text_(std::make_unique<Text>(out, scenario)) {
  assert(!scenario.text.empty());
  text_->json.begin_object()
      .named("format", "entente-results")
      .field("format_version", 1)
      .named("version", ENTENTE_VERSION)
      .key("scenario")
      .json(scenario.text)
      .named("digest", scenario.digest)
      .field("seed", seed)
      .field("replications", replications);
  if (branch) {
    assert(!branch->scenario->text.empty());
    text_->world = branch->scenario;
    text_->branch.emplace(BranchNames{QuotedIds(*branch->scenario), branch->round});
  }
  text_->json.new_line().key("records").begin_array();
  text_->pass_on();
}

ResultsWriter::ResultsWriter(ResultsWriter&&) noexcept = default;
ResultsWriter& ResultsWriter::operator=(ResultsWriter&&) noexcept = default;
ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::add(const Record& record) {
  text_->json.new_line();
  write_record(text_->json, text_->ids, record, text_->branch ? &*text_->branch : nullptr);
  text_->pass_on_if_long();
}

void ResultsWriter::finish(const Summary& summary) {
  text_->json.end_array().new_line().key("summary");
  write_summary(text_->json, text_->ids, summary);
  end();
}

void ResultsWriter::finish(const Summary& summary, const Summary& of_branch,
                           const Differences& differences) {
  text_->json.end_array().new_line().key("summary");
  write_summary(text_->json, text_->ids, summary);
  const BranchNames& branch = *text_->branch;
  text_->json.new_line()
      .key("branch")
      .begin_object()
      .field("round", branch.round)
      .key("scenario")
      .json(text_->world->text)
      .named("digest", text_->world->digest)
      .key("summary");
  write_summary(text_->json, branch.ids, of_branch);
  text_->json.key("differences");
  write_differences(text_->json, text_->ids, differences);
  text_->json.end_object();
  end();
}

void ResultsWriter::end() {
  text_->json.end_object().end_line();
  text_->pass_on();
  text_->out.flush();
  if (!text_->out) throw WriteError();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Differences in JSON.
#include "analysis/results/differences.hpp"
#include "analysis/results/results_writer.hpp"
#include "analysis/results/sections.hpp"

namespace entente {
namespace {

void write_shares(JsonBuilder& json, const ShareDifference& shares) {
  json.begin_object()
      .field("only_base", shares.only_first)
      .field("only_branch", shares.only_second)
      .field("difference", shares.difference)
      .field("low", shares.low)
      .field("high", shares.high)
      .end_object();
}

void write_means(JsonBuilder& json, const MeanDifference& means) {
  json.begin_object()
      .field("count", means.count)
      .field("difference", means.difference)
      .field("sd", means.sd)
      .field("low", means.low)
      .field("high", means.high)
      .end_object();
}

}  // namespace

void write_differences(JsonBuilder& json, const QuotedIds& ids, const Differences& differences) {
  json.begin_object()
      .field("replications", differences.replications)
      .field("before", differences.before)
      .field("unchanged", differences.unchanged)
      .key("endings")
      .begin_object();
  for (const Ending ending : kEndings) {
    json.key(json_name_of(ending));
    write_shares(json, differences.endings[static_cast<std::size_t>(ending)]);
  }
  json.end_object().key("agreements");
  write_shares(json, differences.agreements);
  json.key("cut_off");
  write_shares(json, differences.cut_off);
  json.key("missed");
  write_shares(json, differences.missed);
  json.key("nearest");
  write_means(json, differences.nearest);
  json.key("parties").begin_object();
  for (std::size_t p = 0; p < ids.parties.size(); ++p) {
    json.key(ids.parties[p]).begin_object().key("payoff");
    write_means(json, differences.parties[p].payoff);
    json.key("surplus");
    write_means(json, differences.parties[p].surplus);
    json.end_object();
  }
  json.end_object().end_object();
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Shares, quantiles and samples in JSON.
#include "analysis/results/sections.hpp"

namespace entente {
namespace {

constexpr std::string_view kQuantileNames[] = {"5", "25", "50", "75", "95"};
static_assert(std::size(kQuantileNames) == kQuantiles.size());

}  // namespace

void write_proportion(JsonBuilder& json, const Proportion& proportion) {
  json.begin_object()
      .field("count", proportion.count)
      .field("share", proportion.share)
      .field("low", proportion.low)
      .field("high", proportion.high)
      .end_object();
}

template <class Number>
void write_quantiles(JsonBuilder& json, const std::array<Number, 5>& quantiles) {
  json.key("quantiles").begin_object();
  for (std::size_t i = 0; i < quantiles.size(); ++i) json.field(kQuantileNames[i], quantiles[i]);
  json.end_object();
}

template void write_quantiles(JsonBuilder&, const std::array<int, 5>&);
template void write_quantiles(JsonBuilder&, const std::array<double, 5>&);

void write_counts(JsonBuilder& json, const std::vector<std::uint64_t>& counts) {
  json.begin_array();
  for (const std::uint64_t count : counts) json.value(count);
  json.end_array();
}

void write_figures(JsonBuilder& json, const Figures& figures) {
  json.begin_object().field("count", figures.count);
  if (figures.count > 0) {
    json.field("mean", figures.mean)
        .field("sd", figures.sd)
        .field("min", figures.min)
        .field("max", figures.max);
    write_quantiles(json, figures.quantiles);
    const Histogram& histogram = figures.histogram;
    json.key("histogram")
        .begin_object()
        .field("from", histogram.from)
        .field("width", histogram.width)
        .key("counts");
    write_counts(json, histogram.counts);
    json.field("below", histogram.below).field("above", histogram.above).end_object();
  }
  json.end_object();
}

}  // namespace entente

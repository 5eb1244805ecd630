// SPDX-License-Identifier: Apache-2.0
/// Drawing utilities, rescaling them exactly, and summing them fast.
#include "engine/model/utilities.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace entente {
namespace {

std::size_t distance(Option a, Option b) { return a > b ? std::size_t(a - b) : std::size_t(b - a); }

/// Draws the weights, normalised to sum to 1; all 0 if none is positive.
std::vector<double> draw_weights(const Party& party, std::span<const Issue> issues,
                                 const std::string& path, std::uint64_t seed,
                                 std::uint64_t replication) {
  std::vector<double> weights(issues.size());
  double sum = 0;
  for (std::size_t i = 0; i < issues.size(); ++i) {
    Stream stream(StreamKey(seed, path + issues[i].id + "/weight"), replication);
    weights[i] = std::max(0.0, draw(party.preferences[i].weight, stream));
    sum += weights[i];
  }
  if (sum > 0) {
    for (double& weight : weights) weight /= sum;
  }
  return weights;
}

/// The weighted scores of every option of every issue, by Blocks::first_option.
std::vector<double> draw_option_values(const Blocks& blocks, const Party& party,
                                       std::span<const Issue> issues, std::uint64_t seed,
                                       std::uint64_t replication) {
  const std::string path = "/parties/" + party.id + "/preferences/";
  const std::vector<double> weights = draw_weights(party, issues, path, seed, replication);
  Stream limit_stream(StreamKey(seed, "/parties/" + party.id + "/score_at_limit"), replication);
  const double at_limit = std::clamp(draw(party.score_at_limit, limit_stream), 0.0, 1.0);

  std::vector<double> values(blocks.options());
  for (std::size_t i = 0; i < issues.size(); ++i) {
    double* value = values.data() + blocks.first_option(IssueId(i));
    const std::size_t options = issues[i].options.size();
    if (const auto* stance = std::get_if<Stance>(&party.preferences[i].scores)) {
      for (std::size_t o = 0; o < options; ++o) {
        value[o] = weights[i] * score(*stance, options, static_cast<Option>(o), at_limit);
      }
      continue;
    }
    const auto& scores = std::get<std::vector<Distribution>>(party.preferences[i].scores);
    for (std::size_t o = 0; o < scores.size(); ++o) {
      Stream stream(StreamKey(seed, path + issues[i].id + "/scores/" + issues[i].options[o].id),
                    replication);
      value[o] = weights[i] * draw(scores[o], stream);
    }
  }
  return values;
}

/// Takes every block's least value off its rows and scales them so that the greatest sum to 1.
void rescale(const Blocks& blocks, std::span<double> rows) {
  double range = 0;
  for (const Blocks::Block& block : blocks) {
    const auto first = rows.begin() + block.first;
    const auto [lo, hi] = std::minmax_element(first, first + block.rows);
    const double least = *lo;
    range += *hi - least;
    std::for_each(first, first + block.rows, [least](double& value) { value -= least; });
  }
  for (double& value : rows) value = range > 0 ? value / range : 0.0;
}

}  // namespace

double score(const Stance& stance, std::size_t options, Option option, double k) {
  const auto d = static_cast<double>(distance(option, stance.ideal));
  const auto to_limit = static_cast<double>(distance(stance.limit, stance.ideal));
  const auto to_end =
      static_cast<double>(std::max<std::size_t>(stance.ideal, options - 1 - stance.ideal));
  if (d == 0) return 1;
  return d <= to_limit ? 1 - (1 - k) * d / to_limit : k * (to_end - d) / (to_end - to_limit);
}

bool beyond_limit(const Stance& stance, Option option) {
  return distance(option, stance.ideal) > distance(stance.limit, stance.ideal);
}

Clause::Condition beyond_limit(const Stance& stance, IssueId issue, std::size_t options) {
  Clause::Condition beyond{issue, {}};
  for (std::size_t o = 0; o < options; ++o) {
    const auto option = static_cast<Option>(o);
    if (beyond_limit(stance, option)) beyond.options.push_back(option);
  }
  return beyond;
}

std::vector<Row> rows_matching(const Blocks& blocks, std::span<const Clause::Condition> when) {
  const IssueId first = when.front().issue;
  const auto block = std::find_if(blocks.begin(), blocks.end(), [first](const auto& candidate) {
    return std::any_of(candidate.members.begin(), candidate.members.end(),
                       [first](const auto& member) { return member.issue == first; });
  });
  std::vector<Row> rows(block->rows);
  std::iota(rows.begin(), rows.end(), block->first);
  for (const Clause::Condition& condition : when) {
    const auto member =
        std::find_if(block->members.begin(), block->members.end(),
                     [&](const auto& candidate) { return candidate.issue == condition.issue; });
    std::vector<bool> named(blocks.options(condition.issue));
    for (const Option option : condition.options) named[option] = true;
    std::erase_if(rows, [&](Row row) { return !named[blocks.option(*block, *member, row)]; });
  }
  return rows;
}

Utilities::Utilities(const Blocks& blocks, std::span<const Party> parties,
                     std::span<const Issue> issues, std::uint64_t seed, std::uint64_t replication)
    : blocks_(&blocks),
      parties_(parties.size()),
      lanes_((parties.size() + 3) / 4),
      table_(lanes_ * blocks.rows()),
      columns_(parties.size() * blocks.rows()),
      red_(parties.size() * blocks.rows()),
      has_red_(parties.size()) {
  for (std::size_t p = 0; p < parties_; ++p) {
    const Party& party = parties[p];
    const std::span<double> rows(columns_.data() + p * blocks.rows(), blocks.rows());
    const auto forbid = [&](std::span<const Clause::Condition> when) {
      for (const Row row : rows_matching(blocks, when)) {
        red_[p * blocks.rows() + row] = 1;
        has_red_[p] = 1;
      }
    };

    blocks.add(draw_option_values(blocks, party, issues, seed, replication), 1.0, rows);
    for (const Clause& clause : party.clauses) {
      if (clause.amount) {
        Stream stream(StreamKey(seed, "/parties/" + party.id + "/clauses/" + clause.id),
                      replication);
        const double amount = draw(*clause.amount, stream);
        for (const Row row : rows_matching(blocks, clause.when)) rows[row] += amount;
      } else {
        forbid(clause.when);
      }
    }
    for (std::size_t i = 0; i < issues.size(); ++i) {
      const auto* stance = std::get_if<Stance>(&party.preferences[i].scores);
      if (stance == nullptr || !stance->limit_is_red_line) continue;
      const Clause::Condition beyond = beyond_limit(*stance, IssueId(i), issues[i].options.size());
      forbid({&beyond, 1});
    }

    rescale(blocks, rows);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      table_[p / 4 * blocks.rows() + row].values[p % 4] = rows[row];
    }
  }
}

void Utilities::evaluate(const Package& package, std::span<double> worths) const {
  using Four = Eigen::Array4d;
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    const Lane* rows = table_.data() + lane * blocks_->rows();
    Four even = Four::Zero();
    Four odd = Four::Zero();
    const auto four = [rows](Row row) {
      return Eigen::Map<const Four, Eigen::Aligned32>(rows[row].values);
    };
    blocks_->for_rows(
        package, [&](Row row) { even += four(row); }, [&](Row row) { odd += four(row); });
    const Four sum = even + odd;
    const std::size_t count = std::min<std::size_t>(4, parties_ - 4 * lane);
    for (std::size_t i = 0; i < count; ++i) {
      worths[4 * lane + i] = sum[static_cast<Eigen::Index>(i)];
    }
  }
}

double UtilityView::worth(const Package& package) const {
  double even = 0;
  double odd = 0;
  blocks->for_rows(
      package, [&](Row row) { even += rows[row]; }, [&](Row row) { odd += rows[row]; });
  return even + odd;
}

bool UtilityView::crosses_red_line(const Package& package) const {
  if (red_lines.empty()) return false;
  return std::any_of(blocks->begin(), blocks->end(), [&](const Blocks::Block& block) {
    return red_lines[blocks->row(block, package)] != 0;
  });
}

bool Utilities::operator==(const Utilities& other) const {
  return *blocks_ == *other.blocks_ && columns_ == other.columns_ && red_ == other.red_;
}

UtilityView Utilities::of(PartyId party) const {
  const std::size_t count = blocks_->rows();
  UtilityView view{blocks_, {columns_.data() + party * count, count}, {}};
  if (has_red_[party] != 0) view.red_lines = {red_.data() + party * count, count};
  return view;
}

}  // namespace entente

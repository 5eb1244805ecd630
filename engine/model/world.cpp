// SPDX-License-Identifier: Apache-2.0
/// Drawing and stepping the world.
#include "engine/model/world.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

namespace entente {
namespace {

Eigen::MatrixXd correlation_matrix(std::size_t variables,
                                   std::span<const Correlation> correlations) {
  const auto n = static_cast<Eigen::Index>(variables);
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(n, n);
  for (const Correlation& c : correlations) {
    const auto a = static_cast<Eigen::Index>(std::size_t{c.a});
    const auto b = static_cast<Eigen::Index>(std::size_t{c.b});
    matrix(a, b) = matrix(b, a) = c.value;
  }
  return matrix;
}

/// Lower triangular L with L L' = the correlation matrix, which may be singular: the Cholesky
/// factor, with a column of zeros where nothing is left to explain. Not pivoted, unlike the
/// library's for singular matrices, so that a variable's shocks depend only on those listed before.
Eigen::MatrixXd factor(std::size_t variables, std::span<const Correlation> correlations) {
  const Eigen::MatrixXd matrix = correlation_matrix(variables, correlations);
  const Eigen::Index n = matrix.rows();
  Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index j = 0; j < n; ++j) {
    constexpr double kNothingLeft = 1e-12;
    double left = matrix(j, j);
    for (Eigen::Index k = 0; k < j; ++k) left -= lower(j, k) * lower(j, k);
    if (left <= kNothingLeft) continue;
    lower(j, j) = std::sqrt(left);
    for (Eigen::Index i = j + 1; i < n; ++i) {
      double sum = matrix(i, j);
      for (Eigen::Index k = 0; k < j; ++k) sum -= lower(i, k) * lower(j, k);
      lower(i, j) = sum / lower(j, j);
    }
  }
  return lower;
}

}  // namespace

double least_eigenvalue(std::size_t variables, std::span<const Correlation> correlations) {
  if (variables == 0) return 1;
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(correlation_matrix(variables, correlations),
                                                        Eigen::EigenvaluesOnly)
      .eigenvalues()
      .minCoeff();
}

/// The parameters and the state of one replication.
struct WorldState::Drawn {
  struct DrawnCoupling {
    VariableId from;
    double rate;
  };
  struct DrawnVariable {
    double initial, drift, volatility, reversion, mean, lo, hi;
    std::vector<DrawnCoupling> couplings;
    StreamKey shocks;
  };
  struct DrawnBelief {
    PartyId party;
    VariableId variable;
    double bias, gain, noise;
    StreamKey news;
  };

  std::uint64_t replication;
  std::vector<DrawnVariable> variables;
  std::vector<DrawnBelief> beliefs;
  Eigen::MatrixXd factor;  ///< empty without correlations
  std::vector<double> truth;
  std::vector<std::vector<double>> believed;  ///< by party; empty for one that knows all

  [[nodiscard]] std::vector<double> shocks(std::uint32_t round) const;
  void move_variables(std::uint32_t round);
  void move_beliefs(std::uint32_t round);
};

WorldState::WorldState(const World& world, std::span<const Party> parties, std::uint64_t seed,
                       std::uint64_t replication)
    : drawn_(std::make_unique<Drawn>()) {
  drawn_->replication = replication;
  drawn_->believed.resize(parties.size());
  if (!world.correlations.empty()) {
    drawn_->factor = factor(world.variables.size(), world.correlations);
  }
  for (const Variable& variable : world.variables) {
    const std::string path = "/world/variables/" + variable.id;
    const auto drawn = [&](const char* name, const Distribution& distribution) {
      Stream stream(StreamKey(seed, path + name), replication);
      return draw(distribution, stream);
    };
    Drawn::DrawnVariable v{
        .initial = std::clamp(drawn("/initial", variable.initial), variable.lo, variable.hi),
        .drift = drawn("/drift", variable.drift),
        .volatility = std::max(0.0, drawn("/volatility", variable.volatility)),
        .reversion = std::clamp(drawn("/reversion", variable.reversion), 0.0, 1.0),
        .mean = 0,
        .lo = variable.lo,
        .hi = variable.hi,
        .couplings = {},
        .shocks = StreamKey(seed, path + "/shocks")};
    v.mean = variable.mean ? drawn("/mean", *variable.mean) : v.initial;
    for (const Coupling& coupling : variable.couplings) {
      const std::string name = "/couplings/" + world.variables[coupling.from].id;
      v.couplings.push_back({coupling.from, drawn(name.c_str(), coupling.rate)});
    }
    drawn_->truth.push_back(v.initial);
    drawn_->variables.push_back(std::move(v));
  }
  for (std::size_t i = 0; i < world.variables.size(); ++i) {
    for (const Belief& belief : world.variables[i].beliefs) {
      const std::string path =
          "/world/variables/" + world.variables[i].id + "/beliefs/" + parties[belief.party].id;
      const auto drawn = [&](const char* name, const Distribution& distribution) {
        Stream stream(StreamKey(seed, path + name), replication);
        return draw(distribution, stream);
      };
      const Drawn::DrawnBelief b{.party = belief.party,
                                 .variable = VariableId(i),
                                 .bias = drawn("/bias", belief.bias),
                                 .gain = std::clamp(drawn("/gain", belief.gain), 0.0, 1.0),
                                 .noise = std::max(0.0, drawn("/noise", belief.noise)),
                                 .news = StreamKey(seed, path + "/news")};
      std::vector<double>& believed = drawn_->believed[belief.party];
      if (believed.empty()) believed = drawn_->truth;
      const Drawn::DrawnVariable& v = drawn_->variables[i];
      believed[i] = std::clamp(believed[i] + b.bias, v.lo, v.hi);
      drawn_->beliefs.push_back(b);
    }
  }
}

WorldState::WorldState(WorldState&&) noexcept = default;
WorldState& WorldState::operator=(WorldState&&) noexcept = default;
WorldState::~WorldState() = default;

std::vector<double> WorldState::Drawn::shocks(std::uint32_t round) const {
  std::vector<double> e(variables.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    e[i] = Stream(variables[i].shocks, replication, round).normal();
  }
  if (factor.size() == 0) return e;
  std::vector<double> correlated(e.size());
  for (std::size_t i = 0; i < e.size(); ++i) {
    for (std::size_t j = 0; j < e.size(); ++j) {
      correlated[i] += factor(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * e[j];
    }
  }
  return correlated;
}

void WorldState::Drawn::move_variables(std::uint32_t round) {
  const std::vector<double> e = shocks(round);
  std::vector<double> next(truth);
  for (std::size_t i = 0; i < next.size(); ++i) {
    const DrawnVariable& v = variables[i];
    next[i] += v.drift + v.reversion * (v.mean - truth[i]) + v.volatility * e[i];
    for (const DrawnCoupling& c : v.couplings) {
      next[i] += c.rate * (truth[c.from] - variables[c.from].initial);
    }
    next[i] = std::clamp(next[i], v.lo, v.hi);
  }
  truth = std::move(next);
}

void WorldState::Drawn::move_beliefs(std::uint32_t round) {
  // What a party has no belief about it knows; the rest follows the news.
  std::vector<std::vector<double>> next(believed.size());
  for (std::size_t p = 0; p < next.size(); ++p) {
    if (!believed[p].empty()) next[p] = truth;
  }
  for (const DrawnBelief& b : beliefs) {
    const double held = believed[b.party][b.variable];
    const double news =
        truth[b.variable] + b.bias + b.noise * Stream(b.news, replication, round).normal();
    const DrawnVariable& v = variables[b.variable];
    next[b.party][b.variable] = std::clamp(held + b.gain * (news - held), v.lo, v.hi);
  }
  believed = std::move(next);
}

void WorldState::step(std::uint32_t round) {
  drawn_->move_variables(round);
  drawn_->move_beliefs(round);
}

void WorldState::go_on_from(const WorldState& before) {
  drawn_->truth = before.drawn_->truth;
  for (std::size_t i = 0; i < drawn_->truth.size(); ++i) {
    drawn_->truth[i] =
        std::clamp(drawn_->truth[i], drawn_->variables[i].lo, drawn_->variables[i].hi);
  }
  for (std::vector<double>& believed : drawn_->believed) {
    if (!believed.empty()) believed = drawn_->truth;
  }
  for (const Drawn::DrawnBelief& b : drawn_->beliefs) {
    const Drawn::DrawnVariable& v = drawn_->variables[b.variable];
    drawn_->believed[b.party][b.variable] =
        std::clamp(before.believed_by(b.party)[b.variable], v.lo, v.hi);
  }
}

std::span<const double> WorldState::truth() const { return drawn_->truth; }

std::span<const double> WorldState::believed_by(PartyId party) const {
  const std::vector<double>& believed = drawn_->believed[party];
  return believed.empty() ? drawn_->truth : believed;
}

void WorldState::add(VariableId variable, double amount) {
  double& value = drawn_->truth[variable];
  const Drawn::DrawnVariable& v = drawn_->variables[variable];
  value = std::clamp(value + amount, v.lo, v.hi);
  for (std::size_t p = 0; p < drawn_->believed.size(); ++p) {
    const bool believes = std::any_of(
        drawn_->beliefs.begin(), drawn_->beliefs.end(),
        [&](const Drawn::DrawnBelief& b) { return b.party == p && b.variable == variable; });
    if (!drawn_->believed[p].empty() && !believes) drawn_->believed[p][variable] = value;
  }
}

void WorldState::add_to_belief(PartyId party, VariableId variable, double amount) {
  const bool believes = std::any_of(
      drawn_->beliefs.begin(), drawn_->beliefs.end(),
      [&](const Drawn::DrawnBelief& b) { return b.party == party && b.variable == variable; });
  if (!believes) return;
  double& held = drawn_->believed[party][variable];
  const Drawn::DrawnVariable& v = drawn_->variables[variable];
  held = std::clamp(held + amount, v.lo, v.hi);
}

}  // namespace entente

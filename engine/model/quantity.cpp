// SPDX-License-Identifier: Apache-2.0
/// Draws by inversion and the ranges they stay in.
#include "engine/model/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace entente {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

double quantile(const Triangular& t, double p) {
  const double width = t.hi - t.lo;
  if (width <= 0) return t.lo;
  const double peak = (t.mode - t.lo) / width;
  return p < peak ? t.lo + std::sqrt(p * width * (t.mode - t.lo))
                  : t.hi - std::sqrt((1 - p) * width * (t.hi - t.mode));
}

}  // namespace

double draw(const Distribution& distribution, Stream& stream) {
  const double p = stream.uniform();
  return std::visit(
      Overloaded{
          [](double value) { return value; },
          [p](const Uniform& u) { return u.lo + p * (u.hi - u.lo); },
          [p](const Triangular& t) { return quantile(t, p); },
          [p](const Normal& n) { return n.mean + n.sd * normal_quantile(p); },
          [p](const Choice& c) {
            const auto count = static_cast<double>(c.values.size());
            return c.values[std::min(static_cast<std::size_t>(p * count), c.values.size() - 1)];
          }},
      distribution);
}

Support support(const Distribution& distribution) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return std::visit(
      Overloaded{[](double value) {
                   return Support{value, value};
                 },
                 [](const Uniform& u) {
                   return Support{u.lo, u.hi};
                 },
                 [](const Triangular& t) {
                   return Support{t.lo, t.hi};
                 },
                 [](const Normal& n) {
                   return n.sd > 0 ? Support{-kInfinity, kInfinity} : Support{n.mean, n.mean};
                 },
                 [](const Choice& c) {
                   const auto [lo, hi] = std::minmax_element(c.values.begin(), c.values.end());
                   return Support{*lo, *hi};
                 }},
      distribution);
}

DrawnQuantity::DrawnQuantity(const Quantity& quantity, const std::string& path, std::uint64_t seed,
                             std::uint64_t replication) {
  Stream stream(StreamKey(seed, path), replication);
  base_ = draw(quantity.base, stream);
  for (const WorldTerm& term : quantity.world) {
    Stream of_term(StreamKey(seed, path + "/world/" + term.id), replication);
    world_.push_back({term.variable, draw(term.coefficient, of_term)});
  }
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Philox streams and the distributions drawn from them.
#include "engine/base/random.hpp"

#include <cmath>

#include <Random123/philox.h>

namespace entente {
namespace {

/// FNV-1a over the seed's bytes and the name, then the finaliser of MurmurHash3 to spread it.
std::uint64_t hash(std::uint64_t seed, std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325U;
  const auto take = [&h](std::uint64_t byte) { h = (h ^ byte) * 0x100000001b3U; };
  for (int shift = 0; shift < 64; shift += 8) take((seed >> shift) & 0xffU);
  for (const char c : name) take(static_cast<unsigned char>(c));
  h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdU;
  h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53U;
  return h ^ (h >> 33);
}

/// c[0] + c[1] x + ... + c[7] x^7.
double polynomial(const std::array<double, 8>& c, double x) {
  double sum = c[7];
  for (int i = 6; i >= 0; --i) sum = sum * x + c[static_cast<std::size_t>(i)];
  return sum;
}

}  // namespace

StreamKey::StreamKey(std::uint64_t seed, std::string_view name) : value(hash(seed, name)) {}

std::uint64_t Stream::next() {
  if (draw_ % 2 == 0) {
    const r123::Philox4x32::ctr_type counter = {{draw_ / 2, round_,
                                                 static_cast<std::uint32_t>(replication_),
                                                 static_cast<std::uint32_t>(replication_ >> 32)}};
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(key_.value), static_cast<std::uint32_t>(key_.value >> 32)}};
    const auto words = r123::Philox4x32()(counter, key);
    for (std::size_t i = 0; i < 4; ++i) words_[i] = words[i];
  }
  const std::size_t pair = draw_++ % 2 * 2;
  return std::uint64_t{words_[pair]} << 32 | words_[pair + 1];
}

double Stream::uniform() {
  // 53 bits and a half step: the midpoints of 2^53 equal cells.
  return (static_cast<double>(next() >> 11) + 0.5) * 0x1p-53;
}

double Stream::normal() { return normal_quantile(uniform()); }

std::uint64_t Stream::below(std::uint64_t n) {
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((Wide{next()} * n) >> 64);
}

double normal_quantile(double p) {
  // The three ranges and coefficients of the published algorithm.
  static constexpr std::array<double, 8> kA = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                               1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                               4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                               3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr std::array<double, 8> kB = {1.0,
                                               4.2313330701600911252e+1,
                                               6.8718700749205790830e+2,
                                               5.3941960214247511077e+3,
                                               2.1213794301586595867e+4,
                                               3.9307895800092710610e+4,
                                               2.8729085735721942674e+4,
                                               5.2264952788528545610e+3};
  static constexpr std::array<double, 8> kC = {
      1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
      3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
      2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> kD = {1.0,
                                               2.05319162663775882187e0,
                                               1.67638483018380384940e0,
                                               6.89767334985100004550e-1,
                                               1.48103976427480074590e-1,
                                               1.51986665636164571966e-2,
                                               5.47593808499534494600e-4,
                                               1.05075007164441684324e-9};
  static constexpr std::array<double, 8> kE = {
      6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
      2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
      2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> kF = {1.0,
                                               5.99832206555887937690e-1,
                                               1.36929880922735805310e-1,
                                               1.48753612908506148525e-2,
                                               7.86869131145613259100e-4,
                                               1.84631831751005468180e-5,
                                               1.42151175831644588870e-7,
                                               2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double x = r <= 5 ? polynomial(kC, r - 1.6) / polynomial(kD, r - 1.6)
                          : polynomial(kE, r - 5) / polynomial(kF, r - 5);
  return q < 0 ? -x : x;
}

}  // namespace entente

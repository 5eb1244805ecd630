// SPDX-License-Identifier: Apache-2.0
/// Random numbers that are addressed, not advanced: the same address always gives the same numbers.
///
/// Counter-based generation (Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as
/// 1, 2, 3", SC11): Philox 4x32-10 maps a key and a counter to four 32-bit words. Here the key is a
/// hash of (seed, what is drawn) and the counter is (draw, round, replication). So nothing depends
/// on the order of calls or on threads, a party or quantity added to a scenario shifts nobody
/// else's numbers, and two scenarios with the same seed share the draws of what they have in
/// common: common random numbers, which make them comparable replication by replication.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace entente {

/// What is drawn: a seed and a name such as "/parties/russia/delay_cost", hashed to a Philox key.
struct StreamKey {
  std::uint64_t value = 0;
  StreamKey() = default;
  StreamKey(std::uint64_t seed, std::string_view name);
};

/// The numbers of one key, replication and round, in order.
class Stream {
 public:
  explicit Stream(StreamKey key, std::uint64_t replication = 0, std::uint32_t round = 0)
      : key_(key), replication_(replication), round_(round) {}

  /// Uniform on (0,1), with 53 random bits, never 0 or 1.
  [[nodiscard]] double uniform();
  /// Standard normal, by inversion: one uniform per number, monotone in it.
  [[nodiscard]] double normal();
  /// Uniform on 0..n-1; n >= 1. By scaling 64 bits: the bias is below n / 2^64.
  [[nodiscard]] std::uint64_t below(std::uint64_t n);

 private:
  std::uint64_t next();

  StreamKey key_;
  std::uint64_t replication_;
  std::uint32_t round_;
  std::uint32_t draw_ = 0;
  std::array<std::uint32_t, 4> words_{};
};

/// The inverse of the standard normal distribution function; 0 < p < 1.
/// Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), PPND16: relative error about 1e-16.
[[nodiscard]] double normal_quantile(double p);

}  // namespace entente

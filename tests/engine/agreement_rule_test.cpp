// SPDX-License-Identifier: Apache-2.0
/// When signatures are enough: vetoes and weighted majorities.
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "engine/base/random.hpp"
#include "engine/model/scenario.hpp"

namespace entente {

TEST_CASE("without a quorum the required signatures are enough", "[agreement]") {
  AgreementRule rule;
  rule.required = {PartyId(0), PartyId(2)};
  rule.may_sign = {PartyId(1)};
  CHECK(rule.satisfied_by({true, false, true}));
  CHECK(rule.satisfied_by({true, true, true}));
  CHECK_FALSE(rule.satisfied_by({true, true, false}));
  CHECK_FALSE(rule.satisfied_by({false, true, true}));
}

TEST_CASE("a quorum asks for a share of the weight of all who can sign", "[agreement]") {
  // The fourth does not sign: neither its weight nor its signature counts.
  AgreementRule rule;
  rule.required = {PartyId(0)};
  rule.may_sign = {PartyId(1), PartyId(2)};
  rule.quorum = AgreementRule::Quorum{.share = 0.6, .weights = {2, 1, 1, 100}};
  CHECK(rule.satisfied_by({true, true, false, false}));
  CHECK(rule.satisfied_by({true, false, true, false}));
  CHECK_FALSE(rule.satisfied_by({true, false, false, true}));  // 2 of 4
  CHECK_FALSE(rule.satisfied_by({false, true, true, true}));   // a veto
  rule.quorum->share = 0.5;
  CHECK(rule.satisfied_by({true, false, false, false}));  // the share itself is enough
  rule.quorum->share = 1;
  CHECK_FALSE(rule.satisfied_by({true, true, false, true}));
  CHECK(rule.satisfied_by({true, true, true, false}));
}

TEST_CASE("sums of weights that round do not stand in the way of a majority", "[agreement]") {
  // 0.1 + 0.2 is more than 0.3, and 0.7 + 0.1 less than 0.8.
  for (const auto& weights : {std::vector{0.1, 0.2, 0.7}, std::vector{0.7, 0.1, 0.2}}) {
    for (unsigned signing = 0; signing < 8; ++signing) {
      const std::vector<bool> signs{(signing & 1U) != 0, (signing & 2U) != 0, (signing & 4U) != 0};
      double tenths = 0;
      for (std::size_t p = 0; p < 3; ++p) tenths += signs[p] ? std::round(10 * weights[p]) : 0;
      for (int needed = 1; needed <= 10; ++needed) {
        AgreementRule rule;
        rule.may_sign = {PartyId(0), PartyId(1), PartyId(2)};
        rule.quorum = AgreementRule::Quorum{.share = needed / 10.0, .weights = weights};
        CHECK(rule.satisfied_by(signs) == (tenths >= needed));
      }
    }
  }
}

TEST_CASE("another signature never undoes an agreement", "[agreement]") {
  Stream random(StreamKey(1, "rules"));
  for (int round = 0; round < 200; ++round) {
    AgreementRule rule;
    AgreementRule::Quorum quorum{.share = (1.0 + static_cast<double>(random.below(10))) / 10,
                                 .weights = {}};
    for (std::size_t p = 0; p < 5; ++p) {
      const std::uint64_t role = random.below(3);
      if (role == 0) rule.required.emplace_back(p);
      if (role == 1) rule.may_sign.emplace_back(p);
      quorum.weights.push_back(static_cast<double>(random.below(4)));
    }
    if (random.below(4) > 0) rule.quorum = quorum;
    CHECK(rule.satisfied_by(std::vector<bool>(5, true)));
    for (unsigned signing = 0; signing < 32; ++signing) {
      std::vector<bool> signs(5);
      for (std::size_t p = 0; p < 5; ++p) signs[p] = (signing >> p & 1U) != 0;
      if (!rule.satisfied_by(signs)) continue;
      for (std::size_t p = 0; p < 5; ++p) {
        std::vector<bool> more = signs;
        more[p] = true;
        CHECK(rule.satisfied_by(more));
      }
    }
  }
}

}  // namespace entente

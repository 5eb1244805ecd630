// SPDX-License-Identifier: Apache-2.0
/// Which name counts as near, and how the remedy is worded.
#include "engine/base/nearest.hpp"

#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using entente::did_you_mean;
using entente::nearest;

namespace {

using Names = std::vector<std::string>;

Names numbered(int count) {
  Names names;
  for (int i = 0; i < count; ++i) names.push_back("candidate" + std::to_string(i));
  return names;
}

/// Everything one edit away from a word, spelt out: the independent definition of distance 1.
std::set<std::string> one_edit_from(const std::string& word, const std::string& letters) {
  std::set<std::string> all;
  for (std::size_t i = 0; i <= word.size(); ++i) {
    for (const char letter : letters) {
      all.insert(word.substr(0, i) + letter + word.substr(i));
      if (i < word.size()) all.insert(word.substr(0, i) + letter + word.substr(i + 1));
    }
    if (i < word.size()) all.insert(word.substr(0, i) + word.substr(i + 1));
    if (i + 1 < word.size()) {
      all.insert(word.substr(0, i) + word[i + 1] + word[i] + word.substr(i + 2));
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a swap of neighbours, a missing, a surplus and a wrong letter are one edit",
          "[nearest]") {
  const Names names{"russia"};
  for (const char* wrong : {"rusisa", "rusia", "russsia", "rossia"}) {
    CAPTURE(wrong);
    CHECK(nearest(wrong, names) == "russia");
  }
}

TEST_CASE("a name is near within a third of its length and at least within one edit", "[nearest]") {
  const Names names{"abcdef"};
  CHECK(nearest("abXYef", names) == "abcdef");  // length 6: two edits
  CHECK(nearest("aXYZef", names).empty());      // three
  CHECK(nearest("abcYZ", names).empty());       // length 5: one edit only
  CHECK(nearest("b", Names{"a"}) == "a");
  CHECK(nearest("", Names{"a"}) == "a");
  CHECK(nearest("", Names{"ab"}).empty());
  CHECK(nearest("abc", Names{}).empty());
}

TEST_CASE("swapped letters are not edited again: the distance is the restricted one", "[nearest]") {
  // Unrestricted, "ca" -> "ac" -> "abc" costs 2; restricted it costs 3. The limit for six letters
  // is 2, so the common tail decides nothing and the candidate must be out of reach.
  CHECK(nearest("ca____", Names{"abc____"}).empty());
}

TEST_CASE("the nearest candidate wins, and the first of equals", "[nearest]") {
  CHECK(nearest("weigth", Names{"width", "weight", "height"}) == "weight");
  CHECK(nearest("cat", Names{"bat", "cut", "car"}) == "bat");
  CHECK(nearest("cat", Names{"bat", "cat"}) == "cat");
}

TEST_CASE("distances one and two agree with edits spelt out", "[nearest]") {
  const std::string letters = "ab";
  Names words{""};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].size() < 6) {
      for (const char letter : letters) words.push_back(words[i] + letter);
    }
  }
  for (const std::string& wrong : words) {
    const std::set<std::string> near = one_edit_from(wrong, letters);
    for (const std::string& candidate : words) {
      if (wrong.size() >= 6 || candidate.empty()) continue;  // up to 5 letters the limit is 1
      CAPTURE(wrong, candidate);
      const bool expected = wrong == candidate || near.contains(candidate);
      REQUIRE((nearest(wrong, Names{candidate}) == candidate) == expected);
    }
  }
}

TEST_CASE("the remedy proposes the near name", "[nearest]") {
  CHECK(did_you_mean("delay_cots", Names{"weight", "delay_cost"}) ==
        "did you mean \"delay_cost\"?");
}

TEST_CASE("the remedy lists the names when none is near", "[nearest]") {
  CHECK(did_you_mean("xyz", Names{"a-name", "b-name", "c-name"}) ==
        "one of \"a-name\", \"b-name\", \"c-name\"");
  CHECK(did_you_mean("xyz", Names{}).empty());
}

TEST_CASE("the remedy shortens the list from the ninth name on", "[nearest]") {
  CHECK(did_you_mean("x", numbered(8)) ==
        "one of \"candidate0\", \"candidate1\", \"candidate2\", \"candidate3\", \"candidate4\", "
        "\"candidate5\", \"candidate6\", \"candidate7\"");
  CHECK(did_you_mean("x", numbered(9)) ==
        "one of \"candidate0\", \"candidate1\", \"candidate2\", \"candidate3\", \"candidate4\", "
        "... (9 in all)");
}

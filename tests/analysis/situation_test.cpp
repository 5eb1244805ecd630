// SPDX-License-Identifier: Apache-2.0
/// Every element of the situation in ukraine-2025 moves the talks the way that it should.
///
/// Each element is switched off by the line that scenarios/README.md gives; the same replications
/// with and without it are compared pair by pair. tests/golden/situation.txt records the table.
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/ensemble/ensemble.hpp"
#include "engine/negotiation/play.hpp"
#include "engine/scenario/document.hpp"
#include "engine/scenario/reader.hpp"

using namespace entente;

namespace {

/// One replication, as a measure sees it.
struct Played {
  const Case& drawn;
  const Outcome& outcome;
  const Transcript& transcript;

  [[nodiscard]] PartyId party(const char* id) const {
    for (std::size_t p = 0; p < drawn.scenario.parties.size(); ++p) {
      if (drawn.scenario.parties[p].id == id) return PartyId(p);
    }
    FAIL("no party " << id);
    return {};
  }
  [[nodiscard]] double world(const char* id) const {
    for (std::size_t v = 0; v < drawn.scenario.world.variables.size(); ++v) {
      if (drawn.scenario.world.variables[v].id == id) return outcome.world[v];
    }
    FAIL("no variable " << id);
    return 0;
  }
  [[nodiscard]] IssueId issue(const char* id) const {
    for (std::size_t i = 0; i < drawn.scenario.issues.size(); ++i) {
      if (drawn.scenario.issues[i].id == id) return IssueId(i);
    }
    FAIL("no issue " << id);
    return {};
  }
  /// By how much a party overrates a variable, mean over rounds.
  [[nodiscard]] double believed_beyond_truth(const char* who, const char* variable) const {
    double sum = 0;
    for (const Transcript::Round& round : transcript.rounds) {
      for (const Transcript::Believed& b : round.believed) {
        const bool meant =
            b.party == party(who) && drawn.scenario.world.variables[b.variable].id == variable;
        if (meant) sum += b.value - round.world[b.variable];
      }
    }
    return sum / static_cast<double>(transcript.rounds.size());
  }
  /// The text that the talks came to: what was signed, else the last one that was refused.
  [[nodiscard]] const Package& text() const {
    return outcome.package ? *outcome.package : outcome.last_refusals.back().text;
  }
  [[nodiscard]] double worth_of_text(const char* id) const {
    return drawn.utilities.of(party(id)).worth(text());
  }
  [[nodiscard]] double no_deal(const char* id) const { return outcome.parties[party(id)].believed; }
  [[nodiscard]] const Refusal* refusal(const char* id) const {
    for (const Refusal& refusal : outcome.last_refusals) {
      if (refusal.party == party(id)) return &refusal;
    }
    return nullptr;
  }
};

struct Element {
  const char* name;
  const char* off;      ///< the line that switches it off
  const char* measure;  ///< in words
  double (*of)(const Played&);
  int sign;  ///< of the difference, with less without
  const char* both =
      "{}";  ///< what differs from the file in both, where something must happen first
};

/// Where deals exist in nearly every replication, what decides about them can be told apart.
constexpr const char* kCostlyWar =
    R"({"quantities": {"no-agreement-spread": {"normal": [-0.2, 0.05]}}})";

double is_agreed(const Played& p) { return agreed(p.outcome.ending) ? 1.0 : 0.0; }

constexpr Element kElements[] = {
    {"the US text opens the talks", R"({"protocol": {"draft": "europe"}})",
     "worth to Russia of the text the talks come to",
     [](const Played& p) { return p.worth_of_text("russia"); }, +1},
    {"its text or the fight goes on",
     R"({"parties": {"russia": {"strategy": {"bidding": "time-dependent"}, "preferences": {"25-elections": {"weight": 0}}},
                     "us": {"preferences": {"25-elections": {"weight": 0}}},
                     "ukraine": {"ratification": null}}})",
     "share agreed, in a costly war", is_agreed, -1, kCostlyWar},
    {"Russia's outlook follows the front as it believes it",
     R"({"parties": {"russia": {"no_agreement": {"plus": {"world": {"front": null}}}}}})",
     "Russia's no-agreement value in the end", [](const Played& p) { return p.no_deal("russia"); },
     +1},
    {"Russia believes the front to be further on",
     R"({"world": {"variables": {"front": {"beliefs": {"russia": null}}}}})",
     "Russia's no-agreement value in the end", [](const Played& p) { return p.no_deal("russia"); },
     +1},
    {"Ukraine's red lines",
     R"({"parties": {"ukraine": {"clauses": {"no-recognition": null, "no-disarming": null, "no-handover": null}}}})",
     "share of texts with recognition in law, if the US text had it, in a costly war",
     [](const Played& p) { return p.text()[p.issue("21a-recognition")] == 0 ? 1.0 : 0.0; }, -1,
     R"({"quantities": {"no-agreement-spread": {"normal": [-0.2, 0.05]}},
         "drafts": {"us-28": {"package": {"21a-recognition": "de-jure"}}}})"},
    {"Ukraine's outlook follows its funding",
     R"({"parties": {"ukraine": {"no_agreement": {"plus": {"world": {"funding": null}}}}}})",
     "Ukraine's no-agreement value in the end",
     [](const Played& p) { return p.no_deal("ukraine"); }, +1},
    {"Ukraine amends the text on the table",
     R"({"parties": {"ukraine": {"strategy": {"bidding": "time-dependent"}}}})",
     "share agreed, in a costly war", is_agreed, +1, kCostlyWar},
    {"referendum", R"({"parties": {"ukraine": {"ratification": null}}})",
     "share agreed, in a costly war", is_agreed, -1, kCostlyWar},
    {"the mediator's bias", R"({"protocol": {"bias": {"russia": 1, "ukraine": 1, "europe": 1}}})",
     "worth to Russia less worth to Ukraine of the text the talks come to",
     [](const Played& p) { return p.worth_of_text("russia") - p.worth_of_text("ukraine"); }, +1},
    {"urgency as approval falls and dates come near",
     R"({"parties": {"us": {"no_agreement": {"plus": {"world": null}}}}})",
     "the US no-agreement value in the end", [](const Played& p) { return p.no_deal("us"); }, -1},
    {"pressure on Kyiv", R"({"world": {"events": {"pressure-on-kyiv": null}}})",
     "Ukraine's no-agreement value in the end",
     [](const Played& p) { return p.no_deal("ukraine"); }, -1},
    {"as much pressure on Moscow", R"({"world": {"events": {"pressure-on-moscow": null}}})",
     "Russia's no-agreement value in the end", [](const Played& p) { return p.no_deal("russia"); },
     -1,
     R"({"world": {"events": {"pressure-on-moscow": {"when": {"probability": {"uniform": [0.01, 0.05]}}}}}})"},
    {"the mediator reads the parties well", R"({"protocol": {"skill": 0}})",
     "gains of Russia and Ukraine from the text, the lesser of the two",
     [](const Played& p) {
       return std::min(p.worth_of_text("russia") - p.no_deal("russia"),
                       p.worth_of_text("ukraine") - p.no_deal("ukraine"));
     },
     +1, R"({"protocol": {"skill": 1}})"},
    {"coaching tells Moscow what others want",
     R"({"world": {"events": {"private-advice": null, "limits-passed-on": null}}})",
     "worth to the US less worth to Europe of the text the talks come to",
     [](const Played& p) { return p.worth_of_text("us") - p.worth_of_text("europe"); }, +1},
    {"a leak comes out", R"({"world": {"events": {"another-leak": null}}})",
     "Ukraine's no-agreement value in the end",
     [](const Played& p) { return p.no_deal("ukraine"); }, +1},
    {"a mediator less trusted makes a deal worth less",
     R"({"parties": {"ukraine": {"no_agreement": {"plus": {"world": {"credibility": null}}}}}})",
     "Ukraine's no-agreement value in the end",
     [](const Played& p) { return p.no_deal("ukraine"); }, +1},
    {"every open split costs unity", R"({"world": {"events": {"open-split": null}}})",
     "Russia's no-agreement value in the end", [](const Played& p) { return p.no_deal("russia"); },
     +1},
    {"Russia bids to divide the US and Europe",
     R"({"parties": {"russia": {"strategy": {"bidding": {"divides": null, "slack": null}}}}})",
     "worth to the US less worth to Europe of the text the talks come to",
     [](const Played& p) { return p.worth_of_text("us") - p.worth_of_text("europe"); }, +1},
    {"Europe is not at the table in Moscow",
     R"({"protocol": {"groups": [["ukraine", "europe", "russia"]], "redrafts": "after-round"}})",
     "worth to the US less worth to Europe of the text the talks come to",
     [](const Played& p) { return p.worth_of_text("us") - p.worth_of_text("europe"); }, +1},
    {"Moscow threatens Europe", R"({"world": {"events": {"threat-to-europe": null}}})",
     "Europe's no-agreement value in the end", [](const Played& p) { return p.no_deal("europe"); },
     -1},
    {"claims about the battlefield",
     R"({"world": {"events": {"claimed-gain": null, "claim-denied": null}}})",
     "thousand km2 that Washington puts the front too far on, mean over rounds",
     [](const Played& p) { return p.believed_beyond_truth("us", "front"); }, +1},
    {"claims that are denied cost credit", R"({"world": {"events": {"claim-denied": null}}})",
     "thousand km2 that Washington puts the front too far on, mean over rounds",
     [](const Played& p) { return p.believed_beyond_truth("us", "front"); }, -1},
    {"public vows",
     R"({"world": {"events": {"moscow-vows": null, "kyiv-vows": null, "europe-vows": null}}})",
     "surplus at which the nearest text left enough parties",
     [](const Played& p) { return p.outcome.nearest ? p.outcome.nearest->surplus : -1.0; }, -1},
    {"doubt about the right to sign",
     R"({"parties": {"russia": {"ratification": {"hurdles": null}}}})",
     "share not ratified, in a costly war, elections left to Ukraine, no referendum",
     [](const Played& p) { return p.outcome.ending == Ending::not_ratified ? 1.0 : 0.0; }, +1,
     R"({"quantities": {"no-agreement-spread": {"normal": [-0.2, 0.05]}},
         "drafts": {"us-28": {"package": {"25-elections": "ukraine-decides"}}},
         "parties": {"russia": {"strategy": {"bidding": "time-dependent"}, "preferences": {"25-elections": {"weight": 0}}},
                     "us": {"preferences": {"25-elections": {"weight": 0}}},
                     "ukraine": {"ratification": null}}})"},
};

Scenario scenario_with(const Json& patch) {
  const std::string folder = std::string(ENTENTE_SOURCE_DIR) + "/scenarios/";
  Json variant = patch;
  variant["extends"] = "ukraine-2025.json";
  return read_scenario(Document::load("variant.json", [&](const std::string& name) {
    if (name == "variant.json") return variant.dump();
    std::ostringstream text;
    text << std::ifstream(folder + name).rdbuf();
    return text.str();
  }));
}

constexpr std::uint64_t kReplications = 300;

std::vector<double> measures(const Scenario& scenario, double (*of)(const Played&)) {
  std::vector<double> values;
  run_ensemble(
      scenario,
      {.replications = kReplications, .seed = scenario.simulation.seed, .keep = Keep::transcripts},
      [&](const Record& record) {
        const Case drawn = draw(scenario, scenario.simulation.seed, record.replication);
        values.push_back(of({drawn, record.outcome, *record.transcript}));
      });
  return values;
}

}  // namespace

TEST_CASE("every element of the situation moves the talks the way it should", "[situation]") {
  std::string table = fmt::format("{:<54}{:<82}{:>8}{:>9}{:>12}  {}\n", "element", "measure",
                                  "with", "without", "difference", "95 % interval");
  for (const Element& element : kElements) {
    const Json with = Json::parse(element.both);
    // Merged as text: null, which removes, must reach the file.
    Json without = with;
    const auto merge = [](auto&& self, Json& into, const Json& patch) -> void {
      for (const auto& [key, value] : patch.items()) {
        if (value.is_object() && into.contains(key) && into[key].is_object()) {
          self(self, into[key], value);
        } else {
          into[key] = value;
        }
      }
    };
    merge(merge, without, Json::parse(element.off));
    const std::vector<double> a = measures(scenario_with(with), element.of);
    const std::vector<double> b = measures(scenario_with(without), element.of);
    const auto n = static_cast<double>(a.size());
    double mean_a = 0, mean_b = 0, square = 0;
    for (std::size_t r = 0; r < a.size(); ++r) {
      mean_a += a[r] / n;
      mean_b += b[r] / n;
    }
    const double mean = mean_a - mean_b;
    for (std::size_t r = 0; r < a.size(); ++r) square += std::pow(a[r] - b[r] - mean, 2);
    const double half = 1.96 * std::sqrt(square / (n - 1) / n);
    table +=
        fmt::format("{:<54}{:<82}{:>8.3f}{:>9.3f}{:>+12.4f}  {:+.4f} to {:+.4f}\n", element.name,
                    element.measure, mean_a, mean_b, mean, mean - half, mean + half);
    INFO(element.name << ": " << mean << " +- " << half);
    CHECK(mean * element.sign > half);
  }
  const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/tests/golden/situation.txt";
  if (std::getenv("ENTENTE_REGENERATE") != nullptr) std::ofstream(path) << table;
  std::ostringstream recorded;
  recorded << std::ifstream(path).rdbuf();
  CHECK(table == recorded.str());
}

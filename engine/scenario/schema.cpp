// SPDX-License-Identifier: Apache-2.0
/// The format of scenario files as a JSON Schema; tests hold it and the reader together.
#include "engine/scenario/schema.hpp"

#include <limits>

#include "engine/model/utilities.hpp"
#include "engine/scenario/reading.hpp"
#include "engine/scenario/schema_parts.hpp"
#include "engine/scenario/schema_plugins.hpp"

namespace entente {
namespace {

using namespace schema;  // NOLINT: its names are this file's vocabulary

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Schema number() {
  return {{"type", "number"}, {"minimum", -kGreatestNumber}, {"maximum", kGreatestNumber}};
}

Schema numbers(std::size_t count) { return list_of(number(), count, count); }

Schema distribution() {
  const Schema form =
      Object()
          .may("uniform", about("[least, greatest]", numbers(2)))
          .may("triangular", about("[least, most likely, greatest]", numbers(3)))
          .may("normal", about("[mean, standard deviation]", numbers(2)))
          .may("choice", about("One of them, each as likely.", list_of(number(), 1)))
          .may("base", about("A number that says more of itself.", ref("distribution")))
          .one_of({{"uniform"}, {"triangular"}, {"normal"}, {"choice"}, {"base"}})
          .with_evidence();
  return about("A number drawn once per replication.",
               any_of({number(), about("An entry of \"quantities\".", ref("id")), form}));
}

Schema quantity() {
  return about(
      "A number drawn once per replication that may move with the world.",
      any_of({ref("distribution"), Object()
                                       .must("base", ref("distribution"))
                                       .must("world", about("By variable: its effect per unit.",
                                                            map_of(ref("distribution"))))
                                       .with_evidence()}));
}

Schema source_entry() {
  return Object()
      .must("title", text())
      .may("publisher", text())
      .may("date", text())
      .may("address", text())
      .may("note", text());
}

Schema issue() {
  const Schema option =
      any_of({ref("id"),
              identified().may("amount", about("In the issue's unit.", number())).with_evidence()});
  return identified()
      .may("unit", about("Of the options' amounts.", text()))
      .must("options",
            about("The ways of settling it, in order.", list_of(option, 1, kMostOptions)))
      .may("status_quo", about("The option that holds without an agreement.", ref("id")))
      .may("consent", about("Without each of these signatures the status quo stays.", ids(0)))
      .with_evidence();
}

Schema preference() {
  return Object()
      .must("weight",
            about("Weights are divided by their sum.", within(0, kInfinity, ref("distribution"))))
      .may("scores", about("By option, or in the order of the options.",
                           any_of({map_of(ref("distribution")), list_of(ref("distribution"), 1)})))
      .may("ideal", about("The option that it likes best.", ref("id")))
      .may("limit", about("The farthest option from the ideal that it can bear.", ref("id")))
      .may("limit_is_red_line",
           about("Whether it never signs an option beyond the limit.", truth()))
      .one_of({{"scores"}, {"ideal", "limit"}})
      .with_evidence();
}

/// By issue: one or more options.
Schema conditions() {
  Schema when = map_of(any_of({ref("id"), ids(1)}));
  when["minProperties"] = 1;
  return when;
}

Schema clause() {
  Schema schema =
      Object()
          .may("id", ref("id"))
          .may("title", text())
          .must("when", about("The option, or one of the options, on each of these issues.",
                              ref("conditions")))
          .may("amount", about("What it adds, in units of all weights together: -0.1 is a tenth.",
                               ref("distribution")))
          .may("red_line", about("The party never signs such a package.", truth()))
          .with_evidence();
  schema["anyOf"] = {{{"required", {"amount"}}}, {{"required", {"red_line"}}}};
  return schema;
}

Schema no_agreement() {
  const Schema worth_of = about("That of a draft, or of the party's own \"limits\".", ref("id"));
  const Schema prospect = Object()
                              .must("probability", about("They are divided by their sum.",
                                                         within(0, kInfinity, ref("quantity"))))
                              .may("value", ref("quantity"))
                              .may("worth_of", worth_of)
                              .may("plus", ref("quantity"))
                              .one_of({{"value"}, {"worth_of"}})
                              .with_evidence();
  return any_of(
      {ref("quantity"),
       Object()
           .may("worth_of", worth_of)
           .may("lottery", about("What may come instead; its certainty equivalent counts.",
                                 list_of(prospect, 1)))
           .may("plus", ref("quantity"))
           .one_of({{"worth_of"}, {"lottery"}})
           .with_evidence()});
}

Schema ratification() {
  const Schema hurdle =
      identified()
          .must("when", about("It counts where the agreement has one of the options on each.",
                              ref("conditions")))
          .must("add", about("To the midpoint; negative: easier.", ref("quantity")))
          .with_evidence();
  return Object()
      .must("midpoint", ref("quantity"))
      .must("slope", within(0, kInfinity, ref("quantity")))
      .may("hurdles", about("What in an agreement makes it harder or easier.", list_of(hurdle, 0)))
      .with_evidence();
}

Schema party() {
  return identified()
      .must("preferences",
            about("By issue; one left out has no weight.", map_of(ref("preference"))))
      .may("score_at_limit",
           about("Of an option at the limit (default 0.5).", within(0, 1, ref("distribution"))))
      .may("clauses", about("What options of several issues together add or forbid.",
                            list_of(ref("clause"), 0)))
      .may("risk_aversion",
           about("Constant absolute risk aversion per unit of utility (default 0).",
                 ref("distribution")))
      .must("no_agreement",
            about("What it has without a deal, in its utility from 0 to 1.", ref("no_agreement")))
      .may("delay_cost", about("Per round (default 0).", ref("quantity")))
      .may("ratification", about("Succeeds with chance 1 / (1 + exp(-slope (surplus - midpoint))).",
                                 ratification()))
      .may("strategy", strategy())
      .with_evidence();
}

Schema variable() {
  const Schema share = within(0, 1, ref("distribution"));
  const Schema not_negative = within(0, kInfinity, ref("distribution"));
  const Schema belief =
      Object()
          .may("bias", about("Of what it is told (default 0).", ref("distribution")))
          .may("gain", about("How much of the news it takes in per round (default 1).", share))
          .may("noise", about("Standard deviation of what it is told (default 0).", not_negative))
          .with_evidence();
  return identified()
      .may("unit", text())
      .must("initial", ref("distribution"))
      .may("drift", about("Per round (default 0).", ref("distribution")))
      .may("volatility", about("Standard deviation per round (default 0).", not_negative))
      .may("reversion",
           about("The share of the way back to the mean per round (default 0).", share))
      .may("mean", about("Where reversion leads (default: where it starts).", ref("distribution")))
      .may("bounds", about("[least, greatest]", numbers(2)))
      .may("couplings", about("By other variable: the effect of its distance from its start.",
                              map_of(ref("distribution"))))
      .may("beliefs", about("By party that does not know the variable.", map_of(belief)))
      .with_evidence();
}

Schema trigger() {
  const Schema parties = any_of({ref("id"), ids(1)});
  Schema schema =
      Object()
          .may("every_round", Schema{{"const", true}})
          .may("round", whole(1, kMostRounds))
          .may("variable", about("Happens when it crosses a level.", ref("id")))
          .may("above", number())
          .may("below", number())
          .may("accepts", about("The party, or one of the parties, accepts a text.", parties))
          .may("rejects", about("The party, or one of the parties, rejects a text.", parties))
          .may("text", about("Only the wording of this draft.", ref("id")))
          .may("by", about("Only texts of this party.", ref("id")))
          .may("follows", about("Happens after this event, each time.", ref("id")))
          .may("rounds", about("How many rounds after it.", whole(1, kMostRounds)))
          .one_of({{"every_round"}, {"round"}, {"variable"}, {"accepts"}, {"rejects"}, {"follows"}})
          .may("probability", about("Each time (default 1).", within(0, 1, ref("quantity"))))
          .may("from", about("The first round in which it can happen.", whole(1, kMostRounds)))
          .may("until", about("The last round in which it can happen.", whole(1, kMostRounds)))
          .may("times", about("How often it happens at most.", whole(1, kMostRounds)))
          .with_evidence();
  schema["dependencies"] = {{"above", {"variable"}},
                            {"below", {"variable"}},
                            {"follows", {"rounds"}},
                            {"rounds", {"follows"}}};
  return schema;
}

Schema event() {
  const Schema changes = map_of(ref("quantity"));
  const Schema commitment =
      Object()
          .must("party", ref("id"))
          .must("to", about("What it says in public that it will have.", ref("conditions")))
          .must("cost", about("At home, for each of the issues on which it backs down.",
                              within(0, kInfinity, ref("distribution"))))
          .with_evidence();
  const Schema reveal = Object()
                            .must("preferences_of", ref("id"))
                            .must("to", any_of({ref("id"), ids(1)}))
                            .may("accuracy", within(0, 1, ref("distribution")))
                            .with_evidence();
  return identified()
      .must("when", ref("trigger"))
      .must("effects",
            Object()
                .may("world", about("By variable: what is added to it.", changes))
                .may("beliefs", about("By party and variable: what is added.", map_of(changes)))
                .may("reveal", list_of(reveal, 0))
                .may("commit", list_of(commitment, 0))
                .with_evidence())
      .with_evidence();
}

Schema world() {
  const Schema correlation = Object()
                                 .must("between", list_of(ref("id"), 2, 2))
                                 .must("value", within(-1, 1, number()))
                                 .with_evidence();
  return Object()
      .may("round", about("What a round is, such as \"1 week\".", text()))
      .may("variables", list_of(variable(), 0, kMostVariables))
      .may("correlations", about("Of the variables' shocks.", list_of(correlation, 0)))
      .may("events", list_of(event(), 0, kMostEvents))
      .with_evidence();
}

Schema draft() {
  const Schema package = map_of(ref("id"));
  return any_of({about("By issue: the option; one left out has its status quo.", package),
                 Object()
                     .may("title", text())
                     .may("by", about("The party whose text it is.", ref("id")))
                     .must("package", package)
                     .with_evidence()});
}

Schema agreement() {
  const Schema share = {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 1}};
  const Schema quorum =
      Object()
          .must("share", about("Of the weight of all who must or may sign.", share))
          .may("weights",
               about("By party (default 1).", map_of(within(0, kGreatestNumber, number()))))
          .with_evidence();
  const Schema partial = identified()
                             .must("parties", about("All of them sign.", ids(2)))
                             .must("issues", about("All else stays as it is.", ids(1)))
                             .with_evidence();
  Schema schema =
      Object()
          .may("required", about("Who must sign.", ids(0)))
          .may("may_sign", about("Who may sign besides.", ids(0)))
          .may("quorum", about("A weighted majority; who is required has a veto.", quorum))
          .may("partial", about("What some may settle among themselves when all else has failed.",
                                list_of(partial, 0)))
          .may("balanced_share",
               about("The least share of the joint surplus in a balanced agreement; half of an "
                     "equal share if left out.",
                     within(0, 1, number())))
          .with_evidence();
  schema["anyOf"] = {
      {{"required", {"required"}}, {"properties", {{"required", {{"minItems", 1}}}}}},
      {{"required", Schema::array({"quorum"})}}};
  return schema;
}

/// The bound is a number of JSON, which not every program reads as an integer.
Schema seed() {
  return {{"type", "integer"}, {"minimum", 0}, {"exclusiveMaximum", 18446744073709551616.0}};
}

Object scenario() {
  constexpr const char* kDate = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
  Object object;
  object.may("$schema", text())
      .must("title", text())
      .may("description", text())
      .may("date", about("Year-month-day.", Schema{{"type", "string"}, {"pattern", kDate}}))
      .may("notes", about("What the model leaves out.", list_of(text(), 0)))
      .may("sources", map_of(source_entry()))
      .may("quantities", about("Distributions with names.", map_of(ref("distribution"))))
      .must("issues", list_of(issue(), 1, kMostIssues))
      .must("parties", list_of(party(), 2, Utilities::kMostParties))
      .may("world", world())
      .may("drafts", about("Texts on the table.", map_of(draft())))
      .must("agreement", agreement())
      .must("protocol", protocol())
      .may("simulation", Object()
                             .may("replications", whole(1, kMostReplications))
                             .may("seed", seed())
                             .may("note", text()));
  return object;
}

/// A file with "extends": any part of a scenario, in the form of a merge patch.
Schema patch(const Schema& whole_scenario) {
  Object object;
  for (const auto& [key, value] : whole_scenario.at("properties").items()) object.may(key, true);
  return object.must("extends", about("The file that this one is a patch of.", text()));
}

}  // namespace

nlohmann::json scenario_schema() {
  const Schema whole_scenario = scenario();
  const Schema source = any_of({ref("id"), ids(1)});
  return {{"$schema", "http://json-schema.org/draft-07/schema#"},
          {"title", "A scenario of entente"},
          {"definitions",
           {{"id", {{"type", "string"}, {"pattern", kIdPattern}}},
            {"source", about("A key of \"sources\", or several.", source)},
            {"distribution", distribution()},
            {"quantity", quantity()},
            {"preference", preference()},
            {"conditions", conditions()},
            {"clause", clause()},
            {"no_agreement", no_agreement()},
            {"trigger", trigger()},
            {"scenario", whole_scenario},
            {"patch", patch(whole_scenario)}}},
          {"if", {{"type", "object"}, {"required", Schema::array({"extends"})}}},
          {"then", ref("patch")},
          {"else", ref("scenario")}};
}

}  // namespace entente

// SPDX-License-Identifier: Apache-2.0
/// Surveys of small scenarios, and their JSON as one string.
#pragma once

#include <sstream>
#include <string>

#include "analysis/survey/survey_json.hpp"
#include "engine/scenario/canonical_text.hpp"

namespace entente::testing {

/// All drafts, the first two parties, little effort.
inline SurveyOptions survey_options(const Scenario& scenario, std::uint64_t replications) {
  SurveyOptions options;
  options.replications = replications;
  for (std::size_t d = 0; d < scenario.drafts.size(); ++d) {
    options.picture.drafts.emplace_back(d);
  }
  options.picture.pair = {PartyId(0), PartyId(1)};
  options.picture.zone_size.samples = 5;
  return options;
}

/// Of a scenario that was never read and has no text.
inline void give_text(Scenario& scenario) {
  scenario.text = canonical_text(Json{{"title", scenario.title}});
  scenario.digest = digest_of(scenario.text);
}

inline std::string survey_text(const Scenario& scenario, const SurveyOptions& options,
                               const Survey& survey) {
  std::ostringstream out;
  write_survey(out, scenario, options, survey);
  return out.str();
}

inline std::string survey_text(const Scenario& scenario, const SurveyOptions& options) {
  return survey_text(scenario, options, survey(scenario, options));
}

}  // namespace entente::testing

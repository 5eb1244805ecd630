// SPDX-License-Identifier: Apache-2.0
/// JSON merge patch (RFC 7386) which keeps track of where values came from.
///
/// A patch that is an object is applied to an object member by member; null removes a member; any
/// other patch replaces the value. One departure: where the target is an array whose elements are
/// all objects with a string "id" (an empty array is one) and the patch is an object, the patch is
/// applied element by element, its keys being ids. Null removes the element, and an unknown id
/// appends an element with that id: {"parties": {"russia": {"delay_cost": 0.01}}}. Without it a
/// variant of a scenario would have to repeat every array it changes one number of.
#pragma once

#include "engine/scenario/origins.hpp"

namespace entente {

/// Changes target and its origins. Values from the patch keep the patch's origins; a container
/// that was there before keeps its own.
void merge_patch(Json& target, Origins& target_origins, Json patch, Origins patch_origins);

}  // namespace entente

/// The only writer of State. Reads no clock, network or screen: the same state and action give the same result.
#pragma once

#include "app/action.h"
#include "app/effect.h"
#include "app/state.h"

namespace byok::app {

/// Applies `action` to `state` and says what is to be done outside. One `on` overload per action (update_*.cpp):
/// leaving one out does not compile.
Effects update(State& state, Action action);

}  // namespace byok::app

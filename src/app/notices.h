/// Short messages that announce themselves. Successes go by themselves; failures stay until they are dismissed, so that
/// nobody has to read against a clock. There are never more than a few: the oldest makes room.
#pragma once

#include <cstddef>
#include <string>

#include "app/effect.h"
#include "app/state.h"

namespace byok::app {

inline constexpr std::size_t notices_max = 4;
inline constexpr int notice_shown_ms = 6'000;

/// Shows `text`, a sentence, and appends the effect that lets it go again.
void announce_success(State& state, Effects& effects, std::string text);
/// Shows `text`, a sentence, until it is dismissed. `row`: see Notice.
void announce_failure(State& state, std::string text, std::string row = {});

}  // namespace byok::app

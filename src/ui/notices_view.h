/// Short messages at the bottom right, which announce themselves to screen readers.
#pragma once

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Draws the notices over everything else, dialogs included.
///
/// Reads `state.notices`. Emits DismissNotice.
void notices_view(const app::State& state, app::Actions& actions, Ui& ui);

}  // namespace byok::ui

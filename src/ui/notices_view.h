/// Short messages at the bottom right, which announce themselves to screen readers.
#pragma once

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Draws the notices over everything else, dialogs included. Those of the row `told_row` are dismissed unseen: a dialog
/// says the same, and nobody is to hear it twice.
///
/// Reads `state.notices`. Emits DismissNotice.
void notices_view(const app::State& state, std::string_view told_row, app::Actions& actions, Ui& ui);

}  // namespace byok::ui

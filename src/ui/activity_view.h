/// The Activity page: who did what, when and from where, the newest first.
#pragma once

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Draws the page at the cursor.
///
/// Reads `state.activity`. Emits RefreshActivity, LoadOlderActivity.
void activity_view(const app::State& state, app::Actions& actions, Ui& ui);

}  // namespace byok::ui

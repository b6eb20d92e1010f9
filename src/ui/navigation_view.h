/// The way from page to page: icons in a sidebar, or, on a window too narrow for one, words in a drawer.
#pragma once

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

inline constexpr float sidebar_width = 48;

/// Links from `top` on (CSS pixels), each an icon with a tooltip, left of the page.
///
/// Reads `state.route`. Emits nothing: links are followed by the browser.
void sidebar(const app::State& state, float top, Ui& ui);

/// The same links with their names, and those to the outside, in a dialog at the left edge that lies over the page.
/// Closes (`open`) by Escape, its button, a click beside it, and when a link is followed.
///
/// Reads `state.route`, `state.settings`. Emits Navigate.
void navigation_drawer(const app::State& state, bool& open, app::Actions& actions, Ui& ui);

}  // namespace byok::ui

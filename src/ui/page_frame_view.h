/// What surrounds every page of somebody signed in: the banner on top, and the sidebar that leads to the pages.
#pragma once

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

struct PageFrameDraft {
    MenuDraft organizations;
    bool navigation_open = false;  // the drawer, on a window too narrow for a sidebar
    app::Page page{};              // where navigation_open was said
};

/// Below this the sidebar gives way to a button in the banner.
inline constexpr float compact_below = 640;

/// Draws banner and sidebar, and returns the rectangle that is left for the page, in CSS pixels.
///
/// Reads `state.settings`, `state.session`, `state.route`, `state.theme`. Edits `draft`. Emits ChooseOrganization,
/// ChooseTheme, SignOut.
Rect page_frame_view(const app::State& state, PageFrameDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui

/// Every screen that the console has, for what must hold on all of them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "ui/root_view.h"
#include "ui/view_screen.h"

namespace byok::ui {

/// Shows one screen after the other in a window of that size, in its own harness, and calls `look` each time.
void on_every_screen(Viewport viewport, const std::function<void(std::string_view name, UiHarness& screen)>& look);

/// A node and its place, for messages: `button "Save" at 12,34 44x44`.
std::string where_is(const Node& node);

}  // namespace byok::ui

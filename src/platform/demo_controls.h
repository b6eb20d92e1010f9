/// What the live demo's page has around the console: a button, and the page that it is embedded in (web/demo.js).
/// Linked into the demo alone.
#pragma once

#include <functional>
#include <string>

namespace byok::platform {

struct DemoWishes {
    std::function<void()> reset;                         // **Reset demo** was pressed
    std::function<void(const std::string& name)> theme;  // "light", "dark", "auto": the page around it changed
};

/// Calls `wishes` whenever somebody has one. There is one caller a page.
void watch_demo_wishes(DemoWishes wishes);

/// The query of the address, with its ?; empty if there is none.
std::string address_query();

}  // namespace byok::platform

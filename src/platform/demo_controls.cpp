#include "platform/demo_controls.h"

#include <emscripten.h>

#include <cstdlib>
#include <utility>

namespace byok::platform {
namespace {

EM_JS(char*, query_text, (), { return stringToNewUTF8(location.search); });
EM_JS(void, start_watching_demo, (DemoWishes * wishes), { Module.page.watch_demo(Module, wishes); });

}  // namespace

void watch_demo_wishes(DemoWishes wishes) {
    static DemoWishes kept;  // the page holds its address for as long as it is there
    kept = std::move(wishes);
    start_watching_demo(&kept);
}

std::string address_query() {
    char* text = query_text();
    std::string query(text);
    std::free(text);
    return query;
}

}  // namespace byok::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void demo_reset(byok::platform::DemoWishes* wishes) {
    wishes->reset();
}

/// `theme`: 0 = the system's, 1 = light, 2 = dark.
EMSCRIPTEN_KEEPALIVE void demo_theme(byok::platform::DemoWishes* wishes, int theme) {
    wishes->theme(theme == 1 ? "light" : theme == 2 ? "dark" : "auto");
}
}

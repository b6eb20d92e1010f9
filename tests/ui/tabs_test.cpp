#include <doctest/doctest.h>

#include <array>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

constexpr auto items = std::to_array<TabItem>({
    {"Api Keys", "#/api-keys", Icon::Key},
    {"BYOK", "#/byok", Icon::ShieldCheck},
    {"Usage", "#/usage", Icon::Info},
});

struct Page {
    std::size_t current = 1;
    void operator()(Ui& ui) {
        button(ui, "Before");
        tabs(ui, "Pages", items, current);
        button(ui, "After");
    }
};

}  // namespace

TEST_SUITE("ui/tabs") {
    TEST_CASE("tabs are links in a row, the open one is selected") {
        Page view;
        UiHarness page(std::ref(view));
        const Node list = page.all(Role::TabList).at(0);
        CHECK(list.name == "Pages");
        CHECK(page.names(Role::Tab, list.id) == std::vector<std::string>{"Api Keys", "BYOK", "Usage"});
        CHECK(page.find(Role::Tab, "BYOK").selected);
        CHECK_FALSE(page.find(Role::Tab, "Api Keys").selected);
        CHECK(page.find(Role::Tab, "Api Keys").rect == Rect{0, 32, 8 * 7 + 8 + 12 + 12, 42});
        page.click(Role::Tab, "Api Keys");
        CHECK(page.followed() == "#/api-keys");
    }

    TEST_CASE("the open tab alone is in the tab order; arrows, Home and End go to the others, Enter opens one") {
        Page view;
        UiHarness page(std::ref(view));
        page.tab();
        page.tab();
        CHECK(page.focused().name == "BYOK");
        CHECK(page.press(Key::ArrowRight));
        CHECK(page.focused().name == "Usage");
        CHECK(page.press(Key::ArrowRight));
        CHECK(page.focused().name == "Api Keys");
        CHECK(page.press(Key::ArrowLeft));
        CHECK(page.focused().name == "Usage");
        CHECK(page.press(Key::Home));
        CHECK(page.focused().name == "Api Keys");
        CHECK(page.press(Key::End));
        CHECK(page.focused().name == "Usage");
        CHECK(page.followed().empty());
        CHECK(page.press(Key::Enter));
        CHECK(page.followed() == "#/usage");
        page.tab();
        CHECK(page.focused().name == "After");
    }

    TEST_CASE("a list without tabs is an empty list") {
        UiHarness page([](Ui& ui) { tabs(ui, "Pages", {}, 0); });
        CHECK(page.all(Role::Tab).empty());
    }
}

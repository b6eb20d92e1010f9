#include <doctest/doctest.h>

#include "ui/drawn_glyphs.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

TEST_SUITE("ui/link") {
    TEST_CASE("a link is followed by pointer and Enter, not by Space") {
        UiHarness page([](Ui& ui) {
            link(ui, "Docs", "https://docs.example.com");
            space(ui, 30);
            link(ui, "BYOK", "#/byok");
        });
        page.click(Role::Link, "Docs");
        CHECK(page.followed() == "https://docs.example.com");
        page.tab();
        CHECK(page.focused().name == "BYOK");
        CHECK_FALSE(page.press(Key::Space));
        CHECK(page.press(Key::Enter));
        CHECK(page.followed() == "#/byok");
    }

    TEST_CASE("a piece of text is as wide as its words and its icon; a navigation item as wide as it is told") {
        UiHarness page([](Ui& ui) {
            link(ui, "Docs", "https://a", {.icon = Icon::External, .key = "a"});
            link(ui, "Item", "#/b", {.icon = Icon::Key, .width = 150});
            link(ui, "Icon", "#/c", {.icon = Icon::Key, .icon_only = true});
        });
        CHECK(page.find(Role::Link, "Docs").rect == Rect{0, 0, 4 * 7 + 6 + 14, 20});
        CHECK(page.find(Role::Link, "Item").rect == Rect{0, 20, 150, 32});
        CHECK(page.find(Role::Link, "Icon").rect == Rect{0, 52, 32, 32});
    }

    TEST_CASE("the page that is open is marked") {
        UiHarness page([](Ui& ui) {
            link(ui, "Api Keys", "#/api-keys", {.width = 100});
            link(ui, "BYOK", "#/byok", {.current = true, .width = 100});
        });
        CHECK_FALSE(page.find(Role::Link, "Api Keys").current);
        CHECK(page.find(Role::Link, "BYOK").current);
    }

    TEST_CASE("a link lights up under the pointer") {
        UiHarness page([](Ui& ui) {
            link(ui, "Docs", "https://a");
            link(ui, "Item", "#/b", {.width = 100});
        });
        const int still = drawn_vertices();
        page.hover(Role::Link, "Docs");
        CHECK(drawn_vertices() > still);
        page.hover(Role::Link, "Item");
        CHECK(drawn_vertices() > still);
        page.hover_nothing();
        CHECK(drawn_vertices() == still);
    }
}

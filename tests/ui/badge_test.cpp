#include <doctest/doctest.h>

#include "ui/drawn_glyphs.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

TEST_SUITE("ui/badge") {
    TEST_CASE("a badge is 22 high and as wide as its label; badge_size says so beforehand") {
        ImVec2 foreseen;
        UiHarness page([&](Ui& ui) {
            foreseen = badge_size(ui, "Active");
            badge(ui, "Active", {.colour = Colour::BadgeGreen});
        });
        CHECK(page.find(Role::Text, "Active").rect == Rect{0, 0, 6 * 6 + 2 * 11, 22});
        CHECK(foreseen == ImVec2(116, 44));
    }

    TEST_CASE("a label that is too long is cut to the width, its name is not") {
        UiHarness page([](Ui& ui) { badge(ui, "a very long API key name", {.max_width = 80}); });
        CHECK(page.find(Role::Text, "a very long API key name").rect.width == 80);
        CHECK(drawn_glyphs(page, page.ui().font(Weight::Semibold), 12, 0x2026) == 1);
    }

    TEST_CASE("what a badge leaves out is in its description, and in a tooltip when one stays on it") {
        UiHarness page([](Ui& ui) {
            badge(ui, "+2", {.colour = Colour::BadgeBlue, .key = "more", .tooltip = "staging, production"});
        });
        const Node more = page.find(Role::Text, "+2");
        CHECK(more.description == "staging, production");
        CHECK_FALSE(page.shows(Role::Tooltip, "staging, production"));
        page.hover(more);
        page.wait(0.5);
        CHECK(page.shows(Role::Tooltip, "staging, production"));
    }

    TEST_CASE("the same badge may stand twice in one place") {
        UiHarness page([](Ui& ui) {
            badge(ui, "prod");
            badge(ui, "prod");
        });
        CHECK(page.all(Role::Text).size() == 2);
    }
}

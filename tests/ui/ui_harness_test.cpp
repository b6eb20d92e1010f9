#include "ui/ui_harness.h"

#include <doctest/doctest.h>

#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

// What the harness refuses, a browser would not do either. These tests succeed by failing.

namespace {

void disabled_button(Ui& ui) {
    ButtonOptions options;
    options.disabled = true;
    button(ui, "Save", options);
}

void covered_button(Ui& ui, bool modal) {
    button(ui, "Save");
    ui.begin_layer("over", modal);
    Node backdrop{.role = Role::Backdrop};
    backdrop.rect = {0, 0, 1100, 704};
    ui.leaf("backdrop", std::move(backdrop));
    ui.end_layer();
}

}  // namespace

TEST_SUITE("tests/ui/ui_harness") {
    TEST_CASE("a disabled button cannot be clicked" * doctest::should_fail()) {
        UiHarness page(disabled_button);
        page.click(Role::Button, "Save");
    }

    TEST_CASE("a button that is covered cannot be clicked" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { covered_button(ui, false); });
        page.click(Role::Button, "Save");
    }

    TEST_CASE("a button under a modal layer is not even found" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { covered_button(ui, true); });
        static_cast<void>(page.find(Role::Button, "Save"));
    }

    TEST_CASE("what is not there is not found" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { button(ui, "Save"); });
        static_cast<void>(page.find(Role::Button, "Cancel"));
    }

    TEST_CASE("what is there twice is not found" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) {
            text(ui, "Active");
            text(ui, "Active");
        });
        static_cast<void>(page.find(Role::Text, "Active"));
    }

    TEST_CASE("text is not clicked" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { text(ui, "Words"); });
        page.click(Role::Text, "Words");
    }

    TEST_CASE("a button takes no text" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { button(ui, "Save"); });
        page.type(page.find(Role::Button, "Save"), "text");
    }

    TEST_CASE("a key pressed nowhere is a mistake of the test" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { button(ui, "Save"); });
        page.press(Key::Enter);
    }

    TEST_CASE("a frame that breaks a rule fails the test" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) { ui.leaf("nameless", {.role = Role::Button}); });
    }

    TEST_CASE("a mistake of the program fails the test" * doctest::should_fail()) {
        UiHarness page([](Ui& ui) {
            button(ui, "Save");
            button(ui, "Save");
        });
    }

    TEST_CASE("Tab goes through what can be used, in reading order, and leaves the page at either end") {
        UiHarness page([](Ui& ui) {
            button(ui, "A");
            disabled_button(ui);
            text(ui, "Words");
            button(ui, "B");
        });
        page.tab();
        CHECK(page.focused().name == "A");
        page.tab();
        CHECK(page.focused().name == "B");
        page.tab();
        CHECK_FALSE(page.has_focus());
        page.tab_back();
        CHECK(page.focused().name == "B");
    }

    TEST_CASE("Tab stays inside of a modal layer") {
        UiHarness page([](Ui& ui) {
            button(ui, "Under");
            ui.begin_layer("over", true);
            button(ui, "Over");
            ui.end_layer();
        });
        CHECK(page.focused().name == "Over");
        page.tab();
        page.tab();
        CHECK(page.focused().name == "Over");
    }

    TEST_CASE("a click scrolls to what lies outside of a scroll area first") {
        bool clicked = false;
        UiHarness page([&](Ui& ui) {
            ui.begin_scroll("area", {0, 0}, {ui.px(200), ui.px(100)});
            space(ui, 500);
            clicked |= button(ui, "Far down").clicked;
            ui.end_scroll();
        });
        CHECK(page.find(Role::Button, "Far down").rect.y == 500);
        page.click(Role::Button, "Far down");
        CHECK(clicked);
        CHECK(page.find(Role::Button, "Far down").rect.bottom() <= 100);
    }

    TEST_CASE("everything that is said can be searched") {
        UiHarness page([](Ui& ui) {
            text(ui, "Hello");
            ButtonOptions options;
            options.description = "Keeps what was typed";
            button(ui, "Save", options);
        });
        CHECK(page.all_text() == "Hello\nSave\nKeeps what was typed\n");
        CHECK(page.says("what was"));
        CHECK_FALSE(page.says("Cancel"));
    }

    TEST_CASE("dates are those of a person who writes the day first") {
        UiHarness page([](Ui&) {});
        const Locale& locale = page.ui().locale();
        CHECK(locale.date("2026-01-14T09:30:12Z") == "14/01/2026");
        CHECK(locale.date_time("2026-01-14T09:30:12Z") == "14/01/2026 at 09:30:12 UTC");
        CHECK(locale.date("soon") == "soon");
    }
}

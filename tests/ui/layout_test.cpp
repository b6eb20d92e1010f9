#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

constexpr Viewport screen = {.width = 400, .height = 300, .scale = 2};

}  // namespace

TEST_SUITE("ui/layout") {
    TEST_CASE("a column has its own edges; what comes after it continues below, at the outer edge") {
        float width_inside = 0, width_after = 0;
        UiHarness page(
            [&](Ui& ui) {
                begin_column(ui, {ui.px(50), ui.px(40)}, 120);
                width_inside = width_left(ui);
                text(ui, "one");
                space(ui, 6);
                text(ui, "two");
                end_column(ui);
                width_after = width_left(ui);
                text(ui, "after");
            },
            screen);
        CHECK(width_inside == 120);
        CHECK(width_after == 400);
        CHECK(page.find(Role::Text, "one").rect.x == 50);
        CHECK(page.find(Role::Text, "two").rect.x == 50);
        CHECK(page.find(Role::Text, "two").rect.y == 40 + 14 + 6);
        CHECK(page.find(Role::Text, "after").rect.x == 0);
        CHECK(page.find(Role::Text, "after").rect.y == 40 + 14 + 6 + 14);
    }

    TEST_CASE("columns nest, and say how far their content reaches") {
        ImVec2 inner, outer;
        UiHarness page(
            [&](Ui& ui) {
                begin_column(ui, {ui.px(10), ui.px(10)}, 300);
                begin_column(ui, {ui.px(30), ui.px(20)}, 100);
                text(ui, "in");
                inner = end_column(ui);
                text(ui, "out");
                CHECK(width_left(ui) == 300);
                outer = end_column(ui);
            },
            screen);
        CHECK(page.find(Role::Text, "in").rect.x == 30);
        CHECK(page.find(Role::Text, "out").rect.x == 10);
        CHECK(inner == ImVec2(260, 68));
        CHECK(outer == ImVec2(620, 96));
    }

    TEST_CASE("beside continues on the line, with a gap") {
        UiHarness page(
            [](Ui& ui) {
                text(ui, "ab");
                beside(ui, 10);
                text(ui, "cd");
                text(ui, "ef");
            },
            screen);
        CHECK(page.find(Role::Text, "cd").rect == Rect{24, 0, 14, 14});
        CHECK(page.find(Role::Text, "ef").rect == Rect{0, 14, 14, 14});
    }

    TEST_CASE("a rule is a hairline across the column") {
        float below = 0;
        UiHarness page(
            [&](Ui& ui) {
                rule(ui);
                below = ImGui::GetCursorScreenPos().y;
            },
            screen);
        CHECK(below == 2);
    }

    TEST_CASE("a column narrower than nothing has no width left") {
        UiHarness page([](Ui& ui) {
            begin_column(ui, {100, 0}, -20);
            CHECK(width_left(ui) == 0);
            rule(ui);
            end_column(ui);
        });
    }
}

#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// A scroll area 200 × 100 at (10, 20) with `lines` buttons of 32 px.
struct Page {
    int lines = 10;
    NodeId area = 0;

    void operator()(Ui& ui) {
        area = ui.begin_scroll("area", {ui.px(10), ui.px(20)}, {ui.px(210), ui.px(120)});
        for (int i = 0; i < lines; ++i) button(ui, "Line " + std::to_string(i));
        ui.end_scroll();
        text(ui, "below");
    }
};

}  // namespace

TEST_SUITE("ui/ui") {
    TEST_CASE("a scroll area says where it is and how much it holds; what follows is laid out below it") {
        Page view;
        UiHarness page(std::ref(view));
        const Node area = page.all(Role::ScrollArea).at(0);
        CHECK(area.rect == Rect{10, 20, 200, 100});
        CHECK(area.content_height == 320);
        CHECK(area.scroll_y == 0);
        CHECK(page.find(Role::Text, "below").rect.y == 120);
    }

    TEST_CASE("what the browser scrolled is drawn there") {
        Page view;
        UiHarness page(std::ref(view));
        const float before = page.find(Role::Button, "Line 5").rect.y;
        page.scroll(page.all(Role::ScrollArea).at(0), 50);
        CHECK(page.all(Role::ScrollArea).at(0).scroll_y == 50);
        CHECK(page.find(Role::Button, "Line 5").rect.y == before - 50);
        CHECK(page.ui().scroll_y(view.area) == 50);
    }

    TEST_CASE("an area is not drawn scrolled beyond its end, also when it gets shorter") {
        Page view;
        UiHarness page(std::ref(view));
        page.ui().input(Scrolled{.id = view.area, .x = 0, .y = 9999});
        page.settle();
        CHECK(page.all(Role::ScrollArea).at(0).scroll_y == 220);
        view.lines = 4;
        page.settle();
        page.settle();
        CHECK(page.all(Role::ScrollArea).at(0).scroll_y == 28);
    }

    TEST_CASE("scrolling and growing in the same frame arrive together") {
        Page view;
        UiHarness page(std::ref(view));
        view.lines = 40;
        page.ui().input(Scrolled{.id = view.area, .x = 0, .y = 1000});
        page.settle();
        CHECK(page.all(Role::ScrollArea).at(0).scroll_y == 1000);
    }

    TEST_CASE("an area that was away begins at its top again") {
        Page view;
        bool there = true;
        UiHarness page([&](Ui& ui) {
            if (there) view(ui);
        });
        page.scroll(page.all(Role::ScrollArea).at(0), 50);
        there = false;
        page.settle();
        there = true;
        page.settle();
        CHECK(page.all(Role::ScrollArea).at(0).scroll_y == 0);
        CHECK(page.ui().scroll_y(view.area) == 0);
    }

    TEST_CASE("an area without any room can be drawn into") {
        UiHarness page([](Ui& ui) {
            ui.begin_scroll("area", {50, 50}, {20, 20});
            button(ui, "Inside");
            ui.end_scroll();
        });
        CHECK(page.shows(Role::Button, "Inside"));
    }
}

#include "ui/popup.h"

#include <doctest/doctest.h>

#include "ui/ui_harness.h"

using namespace byok::ui;

namespace {

/// Where a popup of that size goes at the box, in a window of 400 × 300, all in CSS pixels.
Rect placed(Rect box, ImVec2 size, float scale = 1) {
    Rect place;
    UiHarness page(
        [&](Ui& ui) {
            const PopupPlace found = place_popup(ui, {box.x * scale, box.y * scale},
                                                 {box.right() * scale, box.bottom() * scale}, size * scale);
            place = ui.rect_of(found.min, found.max);
        },
        {.width = 400, .height = 300, .scale = scale});
    return place;
}

}  // namespace

TEST_SUITE("ui/popup") {
    TEST_CASE("a popup goes under its box, in line with its left edge") {
        CHECK(placed({100, 50, 80, 30}, {120, 90}) == Rect{100, 86, 120, 90});
        CHECK(placed({100, 50, 80, 30}, {120, 90}, 2) == Rect{100, 86, 120, 90});
    }

    TEST_CASE("without room under its box it goes over it") {
        CHECK(placed({100, 200, 80, 30}, {120, 90}) == Rect{100, 104, 120, 90});
    }

    TEST_CASE("without room on either side it takes the larger one, as much as there is") {
        CHECK(placed({100, 100, 80, 30}, {120, 500}) == Rect{100, 136, 120, 156});
        CHECK(placed({100, 200, 80, 30}, {120, 500}) == Rect{100, 8, 120, 186});
    }

    TEST_CASE("what would leave the window at the right ends where its box does") {
        CHECK(placed({350, 50, 40, 30}, {120, 90}) == Rect{270, 86, 120, 90});
    }

    TEST_CASE("it keeps to the window, wherever its box is") {
        for (const Rect box : {Rect{-500, -500, 10, 10}, Rect{900, 900, 10, 10}, Rect{-10, 290, 1000, 50}}) {
            const Rect place = placed(box, {120, 90});
            CHECK(place.x >= 8);
            CHECK(place.right() <= 392);
            CHECK(place.width >= 1);
            CHECK(place.height >= 1);
        }
        CHECK(placed({0, 0, 10, 10}, {1000, 50}).width == 384);
    }
}

#include "ui/frame_memory.h"

#include <doctest/doctest.h>

#include "ui/ui_harness.h"

using namespace byok::ui;

TEST_SUITE("ui/frame_memory") {
    TEST_CASE("what is asked for in every frame is remembered, what is not begins anew") {
        FrameMemory<int> memory;
        bool asks_second = true;
        int first = 0, second = 0;
        UiHarness page([&](Ui&) {
            first = ++memory.of(1);
            if (asks_second) second = ++memory.of(2);
        });
        for (int i = 0; i < 3; ++i) page.frame();
        CHECK(first == 4);
        CHECK(second == 4);
        asks_second = false;
        page.frame();
        asks_second = true;
        page.frame();
        CHECK(first == 6);
        CHECK(second == 1);
    }

    TEST_CASE("asking twice in a frame gets the same") {
        FrameMemory<int> memory;
        bool same = false;
        UiHarness page([&](Ui&) { same = &memory.of(7) == &memory.of(7); });
        CHECK(same);
    }
}

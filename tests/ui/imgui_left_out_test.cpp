#include <doctest/doctest.h>

#include "imgui.h"

TEST_SUITE("ui/imgui_left_out") {
    TEST_CASE("whole numbers are read as the renderer and the settings ask for them") {
        int first = -1, second = -1;
        CHECK(scan_whole_numbers("#version 300 es\n", "#version %d", &first) == 1);
        CHECK(first == 300);
        CHECK(scan_whole_numbers("Pos=-12,40", "Pos=%i,%i", &first, &second) == 2);
        CHECK(first == -12);
        CHECK(second == 40);
    }

    TEST_CASE("what does not match stores nothing more") {
        int first = 7, second = 8;
        CHECK(scan_whole_numbers("", "Pos=%i,%i", &first, &second) == 0);
        CHECK(scan_whole_numbers("Size=1,2", "Pos=%i,%i", &first, &second) == 0);
        CHECK(scan_whole_numbers("Pos=x,2", "Pos=%i,%i", &first, &second) == 0);
        CHECK(first == 7);
        CHECK(scan_whole_numbers("Pos=5;2", "Pos=%i,%i", &first, &second) == 1);
        CHECK(first == 5);
        CHECK(second == 8);
    }
}

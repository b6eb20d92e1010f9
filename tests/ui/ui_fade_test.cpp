// How layers come up (the "layers" part of ui/ui.h).

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok::ui;

namespace {

/// A button on the page, and one on a layer over it while that is open.
struct Page {
    bool open = false;
    int clicks = 0;
    std::vector<float> opacities;  // of the layer, frame by frame
    std::vector<ImU32> colours;

    void operator()(Ui& ui) {
        button(ui, "Under");
        if (!open) return;
        ui.begin_layer("layer", true);
        opacities.push_back(ui.opacity());
        colours.push_back(ui.colour(Colour::Text));
        if (button(ui, "Over").clicked) ++clicks;
        ui.end_layer();
        CHECK(ui.opacity() == 1);
    }
};

constexpr double frame_s = 1.0 / 60;

Viewport still() {
    Viewport viewport = UiHarness::desktop;
    viewport.reduced_motion = true;
    return viewport;
}

}  // namespace

TEST_SUITE("ui/ui") {
    TEST_CASE("a layer fades in from a visible beginning, within 120 ms, and then is as it would be without") {
        Page view;
        UiHarness page(std::ref(view));
        view.open = true;
        page.settle();
        REQUIRE(view.opacities.size() > 2);
        CHECK(view.opacities.front() >= 0.3f);
        CHECK(view.opacities.front() < 1);
        CHECK(std::ranges::is_sorted(view.opacities));
        CHECK(view.opacities.back() == 1);
        CHECK(view.colours.back() == packed(light_theme, Colour::Text));
        CHECK(view.colours.front() != view.colours.back());
        const auto faint = std::ranges::count_if(view.opacities, [](float opacity) { return opacity < 1; });
        CHECK(static_cast<double>(faint) * frame_s <= 0.12);
        CHECK_FALSE(page.ui().wants_frame());
    }

    TEST_CASE("what fades in has the focus and can be clicked in its first frame") {
        Page view;
        UiHarness page(std::ref(view));
        view.open = true;
        page.frame();
        CHECK(page.focused().name == "Over");
        CHECK(view.opacities.back() < 1);
        page.click(Role::Button, "Over");
        CHECK(view.clicks == 1);
    }

    TEST_CASE("a layer that is gone fades in anew when it comes back") {
        Page view;
        UiHarness page(std::ref(view));
        view.open = true;
        page.settle();
        view.open = false;
        page.settle();
        view.opacities.clear();
        view.open = true;
        page.settle();
        CHECK(view.opacities.front() < 1);
        CHECK(view.opacities.back() == 1);
    }

    TEST_CASE("nothing fades for who wants less motion") {
        Page view;
        UiHarness page(std::ref(view), still());
        view.open = true;
        const int before = page.frames();
        page.settle();
        CHECK(std::ranges::all_of(view.opacities, [](float opacity) { return opacity == 1; }));
        CHECK(page.frames() - before <= 3);  // the focus moves in, and is told of
    }
}
